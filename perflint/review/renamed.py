"""Projects that bear another name in the next round（项目更名）, followed only where there is one way to read it."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import SequenceMatcher

from perflint.review.rounds import Row
from perflint.text import normal

_NEAR = 0.8
"""Of two names: a year, a word or a wrong character apart."""
_SAME_ROWS = 0.5
"""Of two trees: what was sent back has been worked on, so half of the longer one is much."""

Forms = Mapping[str, frozenset[Row]]


def renamed(old: Forms, new: Forms) -> dict[str, str]:
    """The old name of each project that goes on under a new one, both normal: each like that one, and no other."""
    before, after = _normal(old), _normal(new)
    gone = sorted(set(before) - set(after))
    come = sorted(set(after) - set(before))
    alike = [(one, other) for one in gone for other in come if _alike((one, before[one]), (other, after[other]))]
    return {
        one: other
        for one, other in alike
        if sum(pair[0] == one for pair in alike) == 1 and sum(pair[1] == other for pair in alike) == 1
    }


def _alike(old: tuple[str, frozenset[Row]], new: tuple[str, frozenset[Row]]) -> bool:
    """Whether two projects may be one: near names, or trees that have half of their rows in common."""
    (name, rows), (other, others) = old, new
    if SequenceMatcher(None, name, other, autojunk=False).ratio() >= _NEAR:
        return True
    return len(rows & others) >= _SAME_ROWS * max(len(rows), len(others), 1)


def _normal(forms: Forms) -> dict[str, frozenset[Row]]:
    """The forms by what their names say, their rows by what they say; those without a name cannot be told apart."""
    made: dict[str, frozenset[Row]] = {}
    for name, rows in forms.items():
        plain = frozenset((normal(level1), normal(level2), normal(row)) for level1, level2, row in rows)
        if normal(name):
            made[normal(name)] = made.get(normal(name), frozenset()) | plain
    return made
