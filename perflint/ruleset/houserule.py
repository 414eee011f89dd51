"""House rules: a general rule under a code of the ruleset's own（本地规则）."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from perflint.pattern import compiled, linear, unusable
from perflint.rules import RULES
from perflint.rules.base import Rule
from perflint.rules.house import FIELD, GENERAL, General
from perflint.rules.manual import CHAPTERS
from perflint.ruleset.near import nearest
from perflint.ruleset.source import Source
from perflint.text import normal

_CODE = compiled(r"[A-Z]{2,6}[0-9]{2,3}\Z")
_CODES = frozenset(kind.code for kind in RULES)


def house_kind(uses: str) -> type[General]:
    """The general rule of this name."""
    return GENERAL[uses]


def checked_uses(source: Source, code: str, value: object, house: Mapping[str, str]) -> str:
    """The general rule that a house rule uses when it is first spoken of, "" for a rule that is known."""
    said = value.get("uses") if isinstance(value, dict) else None
    at = ("rules", code, "uses")
    if code in _CODES:
        if said is not None:
            raise source.error(f"“{code}”是 perflint 自带的规则，不能写 uses；本地规则用自己的编号，如 SX01", *at)
        return ""
    if code in house:
        if said is not None and said != house[code]:
            raise source.error(f"规则“{code}”在上级规则集里是 {house[code]}，不能改成另一种；换一个编号", *at)
        return ""
    if said is None:
        own = _CODE.match(code) and code[:3] not in CHAPTERS
        near = nearest(code, house if own else [*_CODES, *house])
        cure = f"；本地规则要写 uses，可用的有：{'、'.join(GENERAL)}" if own and not near else ""
        raise source.error(f"没有规则“{code}”{near}{cure}", "rules", code)
    if not isinstance(said, str) or said not in GENERAL:
        raise source.error(f"没有通用规则“{said}”{nearest(str(said), GENERAL)}可用的有：{'、'.join(GENERAL)}", *at)
    if not _CODE.match(code) or code[:3] in CHAPTERS:
        problem = f"本地规则的编号“{code}”不合要求：写本地的 2 到 6 个大写字母加 2、3 位数字，如 SX01，"
        raise source.error(f"{problem}字母不能是 perflint 自己的（{'、'.join(CHAPTERS)}）", "rules", code)
    return str(said)


def check_house(source: Source, code: str, kind: type[Rule], options: Mapping[str, Any], fields: Iterable[str]) -> None:
    """Refuse a house rule that says too little, looks into a place that is none, or has a pattern that will not do."""
    assert issubclass(kind, General)
    at = ("rules", code)
    for group in kind.needs:
        if all(options.get(key) in (None, "", []) for key in group):
            raise source.error(f"规则“{code}”（{kind.name}）要写“{'”或“'.join(group)}”", *at)
    known = [*(one for one in kind.places if one != FIELD)]
    known += [f"{FIELD}{one}" for one in sorted(fields)] if FIELD in kind.places else []
    for key in ("given", "against"):
        if options.get(key) and options[key] not in known:
            near = nearest(options[key], known) or "，"
            shown = "、".join(f"{FIELD}<栏目>" if one == FIELD else one for one in kind.places)
            raise source.error(f"“{key}”不能是“{options[key]}”{near}可用的有：{shown}", *at, key)
    _check_values(source, options, at)


def _check_values(source: Source, options: Mapping[str, Any], at: tuple[str, str]) -> None:
    """Refuse a pattern that will not do, a word that is none, and limits that nothing can keep."""
    if problem := unusable(str(options.get("pattern") or "")):
        raise source.error(f"“pattern”不能用：{problem}", *at, "pattern")
    if options.get("pattern") and linear(str(options["pattern"])).search("") is not None:
        raise source.error("“pattern”连什么也没有写都符合，处处都会相符；写明要找的内容", *at, "pattern")
    for key in ("words", "projects", "exceptions", "names"):
        for index, word in enumerate(options.get(key) or ()):
            if not normal(word):
                raise source.error(f"“{key}”里有一个空的词，去掉它", *at, key, index)
    if options.get("times", 1) <= 0:
        raise source.error("“times”应当大于 0", *at, "times")
    least, most = options.get("least"), options.get("most")
    if least is not None and most is not None and least > most:
        raise source.error(f"“least”（{least:g}）大于“most”（{most:g}），没有数能合要求", *at, "least")
