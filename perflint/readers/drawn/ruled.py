"""Rules make tables: what is on one line is one rule, what touches is one table."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from perflint.readers.drawn.page import Rule

Box = tuple[float, float, float, float]
NEAR = 2.0
"""Points within which two lines are the same line."""
TOUCH = 3.0
"""Points within which two lines touch."""
_SHORTEST = 4.0
_BESIDE = 6.5
_LATELY = 40
_MOST_RULES = 1_500


class Lines(NamedTuple):
    """The merged rules of one table, and the box that they reach over."""

    horizontal: list[Rule]
    vertical: list[Rule]
    box: Box


def _lines(level: list[Rule], upright: list[Rule]) -> Lines:
    """The rules of one table, sorted by where they stand."""
    _, lefts, rights = zip(*level, strict=True)
    _, tops, bottoms = zip(*upright, strict=True)
    box = (
        min(*lefts, upright[0].at),
        min(*tops, level[0].at),
        max(*rights, upright[-1].at),
        max(*bottoms, level[-1].at),
    )
    return Lines(level, upright, box)


def merged(rules: Iterable[Rule]) -> list[Rule]:
    """Rules on one line that touch or overlap as one, specks left out; sorted by where they stand."""
    whole: list[Rule] = []
    line: list[Rule] = []
    for rule in sorted(rules):
        if line and rule.at - line[0].at > NEAR:
            _merge(line, whole)
            line = []
        line.append(rule)
    if line:
        _merge(line, whole)
    return whole


def _merge(line: list[Rule], whole: list[Rule]) -> None:
    """Add the rules of one line to the whole ones."""
    at = sum([rule.at for rule in line]) / len(line)
    stretches = sorted([(start, stop) for _, start, stop in line])
    start, stop = stretches[0]
    for begin, end in stretches:
        if begin > stop + TOUCH:
            if stop - start >= _SHORTEST:
                whole.append(Rule(at, start, stop))
            start, stop = begin, end
        elif end > stop:
            stop = end
    if stop - start >= _SHORTEST:
        whole.append(Rule(at, start, stop))


def tables(horizontal: Sequence[Rule], vertical: Sequence[Rule]) -> tuple[list[Lines], list[Rule]]:
    """The rules of each table, and the level rules that belong to none; none where there are too many to be tables."""
    level, upright = merged(horizontal), merged(vertical)
    if max(len(level), len(upright)) > _MOST_RULES:
        return [], []
    group = list(range(len(level) + len(upright)))

    def root(index: int) -> int:
        """The rule that stands for all that touch it."""
        while group[index] != index:
            group[index] = group[group[index]]
            index = group[index]
        return index

    at = [rule.at for rule in upright]
    for index, rule in enumerate(level):
        first, last = bisect_left(at, rule.start - TOUCH), bisect_right(at, rule.stop + TOUCH)
        own, low, high = root(index), rule.at - TOUCH, rule.at + TOUCH
        for other in range(first, last):
            near = upright[other]
            if near.start <= high and near.stop >= low and group[len(level) + other] != own:
                group[root(len(level) + other)] = own
    members: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for index, rule in enumerate([*level, *upright]):
        members.setdefault(root(index), ([], []))[index >= len(level)].append(rule)
    whole = [_lines(*pair) for pair in members.values() if pair[0] and pair[1]]
    lone = [rule for levels, uprights in members.values() if not uprights for rule in levels]
    return _neighbours(whole), sorted(lone)


def _neighbours(found: list[Lines]) -> list[Lines]:
    """Tables whose rows or columns were drawn as boxes of their own, a hair's breadth apart, as one."""
    joined: list[Lines] = []
    boxes: list[Box] = []
    for lines in sorted(found, key=lambda lines: lines.box[1::-1]):
        box = lines.box
        # Only the last few can be neighbours of what follows in reading order.
        last = range(len(boxes) - 1, max(-1, len(boxes) - _LATELY), -1)
        beside = next((index for index in last if _aligned(boxes[index], box)), None)
        if beside is None:
            joined.append(lines)
            boxes.append(box)
            continue
        level, upright, _ = joined[beside]
        joined[beside] = _lines(sorted([*level, *lines.horizontal]), sorted([*upright, *lines.vertical]))
        boxes[beside] = joined[beside].box
    return joined


def _aligned(one: Box, other: Box) -> bool:
    """Whether two boxes are one above the other or side by side, close, with the same outer edges."""
    for a, b in ((0, 1), (1, 0)):
        apart = max(other[b] - one[b + 2], one[b] - other[b + 2])
        if apart <= _BESIDE and abs(one[a] - other[a]) <= TOUCH and abs(one[a + 2] - other[a + 2]) <= TOUCH:
            return apart > -_BESIDE
    return False
