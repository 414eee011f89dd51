"""Rows of cells with spans, as HTML has them, laid out on a grid."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from perflint.readers.content import Area, Item, Table

MOST_COLUMNS = 1000
"""What browsers cap ``colspan`` at."""
_MOST_REACHED = 10_000_000
"""How many columns the cells of all rows may take together."""
_WIDE = 60
"""A table wider than this is looked at for columns that only a careless span makes."""


class HtmlCell(NamedTuple):
    """A cell as it stands in the source."""

    rows: int
    """0 for all rows to the end of its group."""
    columns: int
    items: tuple[Item, ...]


class HtmlRow(NamedTuple):
    """A row, and which group of rows（thead、tbody）it belongs to."""

    group: int
    cells: Sequence[HtmlCell]


def drawn(rows: Sequence[HtmlRow]) -> Table:
    """The table that a browser draws: each cell in the first column that none from above reaches into.

    Raises OverflowError for one wider than anybody could read.
    """
    ends = _ends(rows)
    areas: list[Area] = []
    taken: dict[int, int] = {}
    reached = 0
    for number, row in enumerate(rows):
        column = 0
        for cell in row.cells:
            while taken.get(column, 0) > number:
                column += 1
            if column > MOST_COLUMNS:
                raise OverflowError(column)
            span = max(1, min(cell.columns, MOST_COLUMNS))
            # A span stops where it meets a cell from above; browsers overlap them, which no form means.
            width = next((w for w in range(1, span) if taken.get(column + w, 0) > number), span)
            height = min(cell.rows or len(rows), ends[number] - number)
            areas.append(Area(number, column, height, width, cell.items))
            for covered in range(column, column + width):
                taken[covered] = number + height
            column += width
            reached += width
            if reached > _MOST_REACHED:
                raise OverflowError(reached)
    return _narrow(areas)


def _ends(rows: Sequence[HtmlRow]) -> list[int]:
    """The row after the last one of each row's group."""
    ends = [len(rows)] * len(rows)
    for number in range(len(rows) - 2, -1, -1):
        ends[number] = ends[number + 1] if rows[number].group == rows[number + 1].group else number + 1
    return ends


def _narrow(areas: Sequence[Area]) -> Table:
    """The table without rows in which no cell begins, nor columns far out that only a span reaches."""
    starts = sorted({area.row for area in areas})
    new = {row: index for index, row in enumerate(starts)}
    width = max((area.column + area.columns for area in areas), default=0)
    if width > _WIDE:
        width = max(area.column for area in areas) + 1
    made = []
    for area in areas:
        stop = area.row + area.rows
        rows = sum(1 for row in starts[new[area.row] :] if row < stop) if area.rows > 1 else 1
        columns = min(area.columns, width - area.column)
        made.append(Area(new[area.row], area.column, rows, columns, area.items))
    return Table(len(starts), width, tuple(made))
