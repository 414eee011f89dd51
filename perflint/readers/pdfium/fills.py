"""Tables without a line: filled boxes that abut are their cells, and the boxes' edges their only rules."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Sequence

from perflint.readers.drawn.page import Rule
from perflint.readers.drawn.snap import Snap
from perflint.readers.pdfium.calls import Box

_MOST = 5_000
_MOST_SLOTS = 100_000
_SMALLEST = 6.0
_WHOLE_PAGE = 0.8
_NEAR = 3.0
_GAP = 40.0


def rules_of(fills: Sequence[Box], ruled: Sequence[Rule], page: tuple[float, float]) -> tuple[list[Rule], list[Rule]]:
    """Horizontal and vertical rules along the edges of upright boxes, where no upright line was drawn."""
    boxes = [box for box in dict.fromkeys(fills) if _is_cell(box, page)][:_MOST]
    horizontal: list[Rule] = []
    vertical: list[Rule] = []
    for group in _groups(boxes):
        x0, y0, x1, y1 = _around(group)
        crossed = any(x0 - _NEAR <= rule.at <= x1 + _NEAR and rule.start < y1 and rule.stop > y0 for rule in ruled)
        if not crossed and _is_table(group):
            level, upright = _edges(group)
            horizontal += level
            vertical += upright
    return horizontal, vertical


def _is_cell(box: Box, page: tuple[float, float]) -> bool:
    """Whether a box is neither a speck nor the background of the page."""
    width, height = box[2] - box[0], box[3] - box[1]
    return width >= _SMALLEST <= height and width * height < _WHOLE_PAGE * page[0] * page[1]


def _around(boxes: Sequence[Box]) -> Box:
    """The box around boxes."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _groups(boxes: list[Box]) -> list[list[Box]]:
    """Boxes that follow one another down the page, with no more than a row left out between them."""
    groups: list[list[Box]] = []
    reach = 0.0
    for box in sorted(boxes, key=lambda box: box[1]):
        if not groups or box[1] > reach + _GAP:
            groups.append([])
            reach = box[3]
        groups[-1].append(box)
        reach = max(reach, box[3])
    return groups


def _is_table(boxes: Sequence[Box]) -> bool:
    """Whether at least two rows have at least two boxes that abut."""
    rows: dict[int, list[Box]] = defaultdict(list)
    snap = Snap([box[1] for box in boxes], _NEAR)
    for box in boxes:
        rows[snap.index(box[1])].append(box)
    abutting = 0
    for row in rows.values():
        row.sort()
        abutting += any(abs(after[0] - before[2]) <= _NEAR for before, after in itertools.pairwise(row))
    return abutting >= 2


def _edges(boxes: Sequence[Box]) -> tuple[list[Rule], list[Rule]]:
    """The edges of the boxes; where a row has no box, the columns go through it. None of boxes beyond counting."""
    across = Snap([x for box in boxes for x in (box[0], box[2])], _NEAR)
    down = Snap([y for box in boxes for y in (box[1], box[3])], _NEAR)
    covered: set[tuple[int, int]] = set()
    level: set[tuple[int, int]] = set()
    upright: set[tuple[int, int]] = set()
    left = _MOST_SLOTS
    for x0, y0, x1, y1 in boxes:
        columns, rows = range(across.index(x0), across.index(x1)), range(down.index(y0), down.index(y1))
        left -= len(rows) * len(columns)
        if left < 0:
            return [], []
        covered.update((row, column) for row in rows for column in columns)
        level.update((edge, column) for column in columns for edge in (rows.start, rows.stop))
        upright.update((row, edge) for row in rows for edge in (columns.start, columns.stop))
    if len(down.at) * len(across.at) > _MOST_SLOTS:
        return [], []
    for row in range(len(down.at) - 1):
        bare = [column for column in range(len(across.at) - 1) if (row, column) not in covered]
        level.update((edge, column) for column in bare for edge in (row, row + 1))
        upright.update((row, edge) for column in bare for edge in (column, column + 1))
    xs, ys = across.at, down.at
    horizontal = [Rule(ys[edge], xs[column], xs[column + 1]) for edge, column in sorted(level)]
    return horizontal, [Rule(xs[edge], ys[row], ys[row + 1]) for row, edge in sorted(upright)]
