"""The rules of a table make slots: what is walled off is one, over however many lines it reaches."""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from perflint.readers.drawn.page import Rule
from perflint.readers.drawn.ruled import NEAR, TOUCH, Box, Lines
from perflint.readers.drawn.snap import Snap

_STRIP = 8.0
_COVERED = 0.7
_MOST_UNITS = 250_000


class Slot(NamedTuple):
    """A box of a table: where it stands, counted from 0, how far it reaches, and its edges on the page."""

    row: int
    column: int
    rows: int
    columns: int
    box: Box


class Lattice(NamedTuple):
    """A table's lines and slots; ``owner[row][column]`` is the number of the slot that covers that unit."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    slots: tuple[Slot, ...]
    owner: tuple[tuple[int, ...], ...]
    open: tuple[bool, bool] = (False, False)
    """Whether no rule was drawn above its first row, and below its last one."""

    @property
    def box(self) -> Box:
        """Its outer edges."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def find(self, x: float, y: float) -> int:
        """The number of the slot at a point inside it."""
        row = bisect_right(self.ys, y, 1, len(self.ys) - 1) - 1
        return self.owner[row][bisect_right(self.xs, x, 1, len(self.xs) - 1) - 1]


class Middles:
    """Where text stands inside a box, to ask whether any stands between two lines."""

    def __init__(self, filled: Sequence[tuple[float, float]], box: Box) -> None:
        """Nothing is sorted before somebody asks: most tables have no lines so close that it matters."""
        self.filled = filled
        self.box = box
        self.axes: list[list[float]] = []

    def between(self, axis: int, start: float, stop: float) -> bool:
        """Whether the middle of a text lies between two x (axis 0) or two y (axis 1)."""
        if not self.axes:
            left, top, right, bottom = self.box
            inside = [(x, y) for x, y in self.filled if left <= x <= right and top <= y <= bottom]
            self.axes = [sorted(x for x, _ in inside), sorted(y for _, y in inside)]
        middles = self.axes[axis]
        return bisect_left(middles, start) < bisect_left(middles, stop)


def lattice(lines: Lines, filled: Sequence[tuple[float, float]]) -> Lattice | None:
    """The slots between a table's rules; None where nothing is walled in, or too much.

    ``filled`` are the middles of the text on the page: two lines that are close, with no text between, are one.
    """
    middles = Middles(filled, lines.box)
    top, bottom = lines.horizontal[0].at, lines.horizontal[-1].at
    lines = _closed(lines, middles)
    unclosed = lines.horizontal[0].at < top, lines.horizontal[-1].at > bottom
    xs = _coordinates([rule.at for rule in lines.vertical], middles, 0)
    ys = _coordinates([rule.at for rule in lines.horizontal], middles, 1)
    if min(len(xs.at), len(ys.at)) < 2 or len(xs.at) * len(ys.at) > _MOST_UNITS:
        return None
    # A wall stands before the unit: ``level[y][column]`` above it, ``upright[x][row]`` left of it.
    level = _walls(lines.horizontal, ys, xs)
    upright = _walls(lines.vertical, xs, ys)
    ys_kept = [index for index, walls in enumerate(level) if True in walls]
    xs_kept = [index for index, walls in enumerate(upright) if True in walls]
    if min(len(xs_kept), len(ys_kept)) < 2:
        return None
    if len(xs_kept) < len(xs.at) or len(ys_kept) < len(ys.at):
        level = _without(level, ys_kept, xs_kept)
        upright = _without(upright, xs_kept, ys_kept)
    # A hundredth of a point is finer than anything is printed.
    across, down = [round(xs.at[index], 2) for index in xs_kept], [round(ys.at[index], 2) for index in ys_kept]
    slots, owner = _slots(level, upright, across, down)
    return Lattice(tuple(across), tuple(down), tuple(slots), tuple(map(tuple, owner)), unclosed)


def _closed(lines: Lines, middles: Middles) -> Lines:
    """The rules with an outer border where none was drawn, yet text stands between the lines that run out there."""
    left, top, right, bottom = lines.box
    level, upright, _ = lines
    fences = _fences(level, middles, 0, ((left, upright[0].at), (upright[-1].at, right)))
    if fences:
        upright = sorted([*upright, *fences])
    covers = _fences(upright, middles, 1, ((top, level[0].at), (level[-1].at, bottom)))
    return Lines(sorted([*level, *covers]) if covers else level, upright, lines.box)


def _fences(crossing: Sequence[Rule], middles: Middles, axis: int, strips: Sequence[tuple[float, float]]) -> list[Rule]:
    """A rule along the outer side of each strip that lines reach over and text stands in."""
    found = []
    for (start, stop), side in zip(strips, (0, 1), strict=True):
        if stop - start <= TOUCH:
            continue
        edge = (start, stop)[side]
        reaching = [rule for rule in crossing if abs((rule.start, rule.stop)[side] - edge) <= TOUCH]
        if len(reaching) > 1 and middles.between(axis, start, stop):
            found.append(Rule(edge, reaching[0].at, reaching[-1].at))
    return found


def _coordinates(values: Iterable[float], middles: Middles, axis: int) -> Snap:
    """Where lines stand; two that are close are one unless text stands between them."""
    snap = Snap(values, NEAR + 1)
    kept: list[float] = []
    for value in snap.at:
        if not kept or value - kept[-1] >= _STRIP or middles.between(axis, kept[-1], value):
            kept.append(value)
    return Snap(kept, 0.0) if len(kept) < len(snap.at) else snap


def _walls(rules: Sequence[Rule], lines: Snap, crossing: Snap) -> list[list[bool]]:
    """For each line, which stretches between the crossing lines are drawn."""
    at = crossing.at
    last = len(at) - 1
    drawn = [[0.0] * last for _ in lines.at]
    for rule in rules:
        covered = drawn[lines.index(rule.at)]
        start, stop = rule.start - NEAR, rule.stop + NEAR
        first, end = bisect_left(at, start), bisect_right(at, stop) - 1
        if first < end:
            covered[first:end] = [1.0] * (end - first)
        # The stretches at both ends, of which it covers a part.
        for index in {first - 1, end}:
            if 0 <= index < last and at[index] < rule.stop and rule.start < at[index + 1]:
                shared = min(at[index + 1], stop) - max(at[index], start)
                covered[index] += max(shared, 0.0) / (at[index + 1] - at[index])
    return [[share >= _COVERED for share in covered] for covered in drawn]


def _without(walls: list[list[bool]], lines: Sequence[int], crossing: Sequence[int]) -> list[list[bool]]:
    """The walls along the lines that are kept; stretches between crossing lines that are kept count as one."""
    kept = list(itertools.pairwise(crossing))
    return [[all(walls[line][start:stop]) for start, stop in kept] for line in lines]


def _slots(
    level: list[list[bool]], upright: list[list[bool]], xs: Sequence[float], ys: Sequence[float]
) -> tuple[list[Slot], list[list[int]]]:
    """The slots in reading order, and the number of the slot at each unit."""
    rows, columns = len(ys) - 1, len(xs) - 1
    owner = [[-1] * columns for _ in range(rows)]
    slots: list[Slot] = []
    for row, (mine, under, parted) in enumerate(zip(owner, level[1:], zip(*upright, strict=True), strict=True)):
        for column in range(columns):
            if mine[column] >= 0:
                continue
            stop = column + 1
            if parted[stop] and under[column]:
                # Nearly all are boxes of one unit.
                mine[column] = len(slots)
                slots.append(Slot(row, column, 1, 1, (xs[column], ys[row], xs[stop], ys[row + 1])))
                continue
            while stop < columns and mine[stop] < 0 and not parted[stop]:
                stop += 1
            end = row + 1
            while end < rows and _open_below(level, upright, end, column, stop):
                end += 1
            for line in owner[row:end]:
                line[column:stop] = [len(slots)] * (stop - column)
            slots.append(Slot(row, column, end - row, stop - column, (xs[column], ys[row], xs[stop], ys[end])))
    return slots, owner


def _open_below(level: list[list[bool]], upright: list[list[bool]], row: int, column: int, stop: int) -> bool:
    """Whether nothing is drawn above or inside the units of a row between two columns."""
    if True in level[row][column:stop]:
        return False
    return stop == column + 1 or not any(upright[inner][row] for inner in range(column + 1, stop))
