"""Boxes to a grid: every slot of a table filled with the one cell that covers it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from perflint.model.base import Cell, Place
from perflint.model.document import Grid

Box = tuple[int, int, int, int, str]
"""A cell as it is drawn: its row and column, counted from 0, how many of each it covers, its text."""


def grid_of(boxes: Iterable[Box], rows: int, columns: int, place: Callable[[int, int], Place], whole: Place) -> Grid:
    """The grid of some boxes: where two overlap the first stays; slots without a box are empty cells."""
    slots: list[list[Cell | None]] = [[None] * columns for _ in range(rows)]
    for top, left, high, wide, text in boxes:
        if slots[top][left] is not None:
            continue
        cell = Cell(text=text, place=place(top, left))
        if high == wide == 1:
            slots[top][left] = cell
            continue
        for line in slots[top : top + high]:
            for column in range(left, min(columns, left + wide)):
                if line[column] is None:
                    line[column] = cell
    return Grid(rows=tuple(_filled(line, row, place) for row, line in enumerate(slots)), place=whole)


def _filled(line: list[Cell | None], row: int, place: Callable[[int, int], Place]) -> tuple[Cell, ...]:
    """A row with empty cells where it has none."""
    return tuple(
        [slot if slot is not None else Cell(text="", place=place(row, column)) for column, slot in enumerate(line)]
    )
