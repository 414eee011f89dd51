"""Projects that bear another name in the next round（项目更名）, followed only where there is one way to read it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
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
    gone = {name: rows for name, rows in before.items() if name not in after}
    come = {name: rows for name, rows in after.items() if name not in before}
    alike = sorted(_alike(gone, come))
    olds, news = Counter(one for one, _ in alike), Counter(other for _, other in alike)
    return {one: other for one, other in alike if olds[one] == news[other] == 1}


def _alike(old: Forms, new: Forms) -> Iterator[tuple[str, str]]:
    """Which two projects may be one: near names, or trees that have half of their rows in common."""
    for other, others in new.items():
        names = SequenceMatcher(None, "", other, autojunk=False)
        for one, rows in old.items():
            names.set_seq1(one)
            # The quick ratios are never below it, and settle nearly all pairs.
            near = all(ratio() >= _NEAR for ratio in (names.real_quick_ratio, names.quick_ratio, names.ratio))
            if near or len(rows & others) >= _SAME_ROWS * max(len(rows), len(others), 1):
                yield one, other


def _normal(forms: Forms) -> dict[str, frozenset[Row]]:
    """The forms by what their names say, their rows by what they say; those without a name cannot be told apart."""
    made: dict[str, frozenset[Row]] = {}
    for name, rows in forms.items():
        plain = frozenset((normal(level1), normal(level2), normal(row)) for level1, level2, row in rows)
        if normal(name):
            made[normal(name)] = made.get(normal(name), frozenset()) | plain
    return made
