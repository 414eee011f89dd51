"""Where each value of a rule was set, in lines for a person."""

from __future__ import annotations

from collections.abc import Iterator

from perflint.rules.base import Rule
from perflint.rules.manual import described, options
from perflint.ruleset import Ruleset
from perflint.ruleset.notes import BUILT_IN, Notes

_SETTINGS = {
    "severity": "级别", "title": "问题", "message": "说法", "advice": "建议", "ask": "审核提示",
    "point": "审核要点", "basis": "文件依据",
}  # fmt: skip


def settings(rule: Rule, ruleset: Ruleset, notes: Notes, *, own: bool = False) -> Iterator[tuple[str, str, str]]:
    """Each value of a rule that is worth a line: its name, the value, the place; ``own`` leaves parents' values out."""
    code = rule.code
    said = notes.rules.get(code, {})
    rows = [("severity", f"{rule.severity.label}（{rule.severity.value}）")]
    rows += [(key, "；".join(described(getattr(rule, key)))) for key in _SETTINGS if key in said and key != "severity"]
    lists = options(type(rule))
    rows += [
        (key, "；".join(described(getattr(rule, key)))) for key, words in lists.items() if key in said or not words
    ]
    if "uses" in said:
        yield from _row("uses", rule.name, said["uses"], notes, own=own)
    for key, value in rows:
        yield from _row(_SETTINGS.get(key, key), value, notes.of_option(code, key), notes, own=own)
    for key, words in lists.items():
        for line, listed in notes.of_words(words).items() if words and key not in said else ():
            yield from _row(f"{key}（词表 {words}）", "、".join(described(tuple(listed))), f"{line}:1", notes, own=own)
    if code in ruleset.locked:
        yield from _row("locked", "已锁定：下级只能从严", ruleset.locked[code], notes, own=own)


def _row(key: str, value: str, place: str, notes: Notes, *, own: bool) -> Iterator[tuple[str, str, str]]:
    """The row, unless it is a parent's and only the ruleset's own are asked for."""
    if not own or notes.is_own(place):
        yield key, value, place


def shown(place: str) -> str:
    """A place as it is printed: ``file:line``."""
    return place if place == BUILT_IN or place.count(":") < 2 else place.rpartition(":")[0]
