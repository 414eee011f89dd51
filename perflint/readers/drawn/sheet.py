"""A page in parts: its ruled tables with their slots filled, and the lines of text that stand outside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from operator import eq
from typing import NamedTuple

from perflint.readers.drawn.cells import Filling, Line, filling, line_of, rows_of, spread
from perflint.readers.drawn.lattice import Lattice, lattice
from perflint.readers.drawn.page import Page, Piece, Rule
from perflint.readers.drawn.ruled import Box, tables

_STEP = 24.0
_MOST_STEPS = 1_000
_MOST_TABLES = 400
_WIDE = 0.8
_LOWEST = 24.0


class Entry(NamedTuple):
    """A cell to be: where it stands in its part, counted from 0, and what is in it."""

    row: int
    column: int
    rows: int
    columns: int
    box: Box
    page: int
    filling: Filling


class Part(NamedTuple):
    """A table, or as much of one as a page holds."""

    page: int
    box: Box
    xs: tuple[float, ...]
    height: int
    """How many rows it has."""
    entries: tuple[Entry, ...]
    top: float = 0.0
    """Where it begins and ends on its page, as shares of the page's height."""
    bottom: float = 1.0
    open: tuple[bool, bool] = (False, False)


class Row(NamedTuple):
    """A line of text outside of tables; what stands in it far apart is apart."""

    page: int
    segments: tuple[Line, ...]

    @property
    def box(self) -> Box:
        """What it reaches over."""
        boxes = [segment.box for segment in self.segments]
        return boxes[0][0], min(box[1] for box in boxes), boxes[-1][2], max(box[3] for box in boxes)

    @property
    def text(self) -> str:
        """All of it."""
        return " ".join(segment.text.strip() for segment in self.segments)


class Sheet(NamedTuple):
    """A page in parts."""

    number: int
    width: float
    height: float
    parts: list[Part]
    rows: list[Row]
    rules: list[Rule]
    """Level rules that belong to no table."""
    crowded: bool
    """Whether there were too many rules to make tables of."""


def sheet(page: Page) -> Sheet:
    """The parts and lines of a page."""
    found, lone = tables(page.horizontal, page.vertical)
    crowded = not found and not lone and bool(page.horizontal or page.vertical)
    pieces = [piece for piece in page.pieces if piece.text.strip()]
    middles = [((piece.box[0] + piece.box[2]) / 2, (piece.box[1] + piece.box[3]) / 2) for piece in pieces]
    grids: list[Lattice] = []
    for lines in sorted(found, key=lambda lines: len(lines.horizontal) * len(lines.vertical))[-_MOST_TABLES:]:
        grid = lattice(lines, middles)
        if grid is None or len(grid.slots) < 2:
            lone += lines.horizontal
        else:
            grids.append(grid)
    inside, outside = _shared_out(grids, pieces, middles, max(_STEP, page.height / _MOST_STEPS))
    parts = [_part(page, grid, inside[index]) for index, grid in enumerate(grids)]
    rows = [Row(page.number, tuple(_segments(row))) for row in rows_of(outside)]
    return Sheet(page.number, page.width, page.height, parts, rows, sorted(lone), crowded)


def _shared_out(
    grids: Sequence[Lattice], pieces: Sequence[Piece], middles: Sequence[tuple[float, float]], step: float
) -> tuple[dict[int, list[Piece]], list[Piece]]:
    """The pieces in each table, the innermost where one stands in another, and those in none."""
    near: dict[int, list[int]] = defaultdict(list)
    for index in sorted(range(len(grids)), key=lambda index: _area(grids[index].box)):
        _, top, _, bottom = grids[index].box
        for band in range(int(top // step), int(bottom // step) + 1):
            near[band].append(index)
    inside: dict[int, list[Piece]] = defaultdict(list)
    outside: list[Piece] = []
    for piece, (x, y) in zip(pieces, middles, strict=True):
        for index in near.get(int(y // step), ()):
            left, top, right, bottom = grids[index].box
            if left <= x <= right and top <= y <= bottom:
                inside[index].append(piece)
                break
        else:
            outside.append(piece)
    return inside, outside


def _area(box: Box) -> float:
    """How large a box is."""
    return (box[2] - box[0]) * (box[3] - box[1])


def _part(page: Page, grid: Lattice, pieces: Sequence[Piece]) -> Part:
    """A table with its slots filled."""
    entries = tuple(
        Entry(*slot, page.number, filling(held, slot.box))
        for slot, held in zip(grid.slots, spread(grid, pieces), strict=True)
    )
    height = page.height or 1.0
    ends = grid.ys[0] / height, grid.ys[-1] / height
    rows = len(grid.ys) - 1
    for row in reversed(range(rows)):
        if grid.ys[row + 1] - grid.ys[row] < _LOWEST and rows > 1 and _is_slack(grid, entries, row):
            entries = tuple(_without(entries, row))
            rows -= 1
    return Part(page.number, grid.box, grid.xs, rows, entries, *ends, grid.open)


def _is_slack(grid: Lattice, entries: Sequence[Entry], row: int) -> bool:
    """Whether a row is there only because boxes drawn apart end at different heights: blank, most go through it."""
    here = grid.owner[row]
    if row == 0 or 2 * sum(map(eq, here, grid.owner[row - 1])) <= len(here):
        return False
    own = {number for number in here if grid.slots[number].row == row}
    return all(grid.slots[number].rows == 1 and not entries[number].filling.text for number in own)


def _without(entries: Sequence[Entry], row: int) -> Iterator[Entry]:
    """The cells without those of a row; those that go through it are a row less."""
    for entry in entries:
        if entry.row > row:
            yield entry._replace(row=entry.row - 1)
        elif entry.row + entry.rows > row:
            if entry.row < row:
                yield entry._replace(rows=entry.rows - 1)
        else:
            yield entry


def _segments(row: Sequence[Piece]) -> list[Line]:
    """A line cut where it is empty for more than a character."""
    groups: list[list[Piece]] = []
    reach = 0.0
    for piece in row:
        if not groups or piece.box[0] - reach > _WIDE * (piece.box[3] - piece.box[1]):
            groups.append([])
        groups[-1].append(piece)
        reach = max(reach, piece.box[2])
    return [line_of(group) for group in groups]
