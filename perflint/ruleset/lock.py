"""Locked rules: a child may tighten them, never loosen or skip them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from perflint.model.finding import Severity
from perflint.rules.base import Rule, WordList
from perflint.ruleset.source import Source

_FREE = frozenset({"message", "advice", "ask", "title", "basis", "suggestions"})
"""What may be said otherwise without judging otherwise."""
_CURE = "锁定的规则只能从严：提高级别、增加要求（只写要加的：{add: …}）"

At = tuple[str | int, ...]
Change = tuple[Mapping[str, Any], Mapping[str, Any]]
Locks = Mapping[str, str]
"""The code of each locked rule with the place where it was locked."""


def check_not_skipped(source: Source, code: str, locks: Locks) -> None:
    """Refuse to put a locked rule out of force."""
    if code in locks:
        raise source.error(f"规则“{code}”已在 {locks[code]} 锁定，不能停用（skip）；{_CURE}", "rules", code)


def check_tighter(source: Source, kind: type[Rule], code: str, locked: str, change: Change) -> None:
    """Refuse options of a locked rule, (before, after), that would let pass what was not let pass."""
    before, after = change
    for key, value in after.items():
        loosened = _loosened(kind, key, before[key], value)
        if loosened:
            problem = f"规则“{code}”已在 {locked} 锁定，“{key}”不能放宽：{loosened}；{_CURE}"
            raise source.error(problem, "rules", code, key)


def check_words(
    source: Source, kinds: Mapping[str, type[Rule]], locks: Locks, change: tuple[list[str], list[str]], at: At
) -> None:
    """Refuse a change of a word list, (before, after), that would loosen a locked rule which uses it."""
    name = str(at[-1])
    for code, place in locks.items():
        for key, default in kinds[code].options().items():
            if isinstance(default, WordList) and default.name == name:
                loosened = _loosened(kinds[code], key, *change)
                if loosened:
                    problem = f"词表“{name}”由规则“{code}”使用，该规则已在 {place} 锁定，不能放宽：{loosened}"
                    raise source.error(f"{problem}；{_CURE}", *at)


def _loosened(kind: type[Rule], key: str, before: Any, after: Any) -> str:  # noqa: ANN401 - options are anything
    """In what way the option would be looser, "" when it would not be."""
    if key in _FREE or _plain(before) == _plain(after):
        return ""
    if key == "severity":
        old, new = Severity(before), Severity(after)
        return f"级别从 {old.value} 降为 {new.value}" if new.rank > old.rank else ""
    if key in kind.grows or key in kind.shrinks:
        if before is None or after is None:
            return "去掉了限度" if after is None else ""
        return _lost(before, after, "少了") if key in kind.grows else _lost(after, before, "多了")
    return "这个选项说不清怎样算从严，锁定后不能改"


def _lost(whole: Any, part: Any, word: str) -> str:  # noqa: ANN401 - options are anything
    """What of the whole is not in the part."""
    if isinstance(whole, Mapping) and isinstance(part, Mapping):
        lacking = [str(key) for key in whole if key not in part]
        if lacking:
            return f"{word}“{'、'.join(lacking)}”"
        return next((said for key, one in whole.items() if (said := _lost(one, part[key], word))), "")
    if isinstance(whole, (list, tuple)) and isinstance(part, (list, tuple)):
        kept = [_plain(one) for one in part]
        lacking = [str(one) for one in whole if _plain(one) not in kept]
        return f"{word}“{'、'.join(lacking)}”" if lacking else ""
    if isinstance(whole, (int, float)) and isinstance(part, (int, float)):
        old, new = (whole, part) if word == "少了" else (part, whole)
        return "" if part >= whole else f"从 {old} 改为 {new}".replace("True", "true").replace("False", "false")
    # What belongs in a box may be said in other words.
    return "" if isinstance(whole, str) and isinstance(part, str) else f"{word}“{whole}”"


def _plain(value: Any) -> Any:  # noqa: ANN401 - options are anything
    """The value with lists for tuples, so that what YAML says compares with what Python says."""
    if isinstance(value, (list, tuple)):
        return [_plain(part) for part in value]
    return {key: _plain(part) for key, part in value.items()} if isinstance(value, Mapping) else value
