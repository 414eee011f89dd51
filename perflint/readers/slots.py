"""Boxes to a grid: every slot of a table filled with the one cell that covers it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from perflint.model.base import Cell, Place
from perflint.model.document import Grid


class Box(NamedTuple):
    """A cell as it is drawn; rows and columns count from 0."""

    row: int
    column: int
    rows: int
    columns: int
    text: str


def grid_of(boxes: Iterable[Box], rows: int, columns: int, place: Callable[[int, int], Place], whole: Place) -> Grid:
    """The grid of some boxes: where two overlap the first stays; slots without a box are empty cells."""
    slots: list[list[Cell | None]] = [[None] * columns for _ in range(rows)]
    for box in boxes:
        if slots[box.row][box.column] is not None:
            continue
        cell = Cell(text=box.text, place=place(box.row, box.column))
        if box.rows == box.columns == 1:
            slots[box.row][box.column] = cell
            continue
        for line in slots[box.row : box.row + box.rows]:
            for column in range(box.column, min(columns, box.column + box.columns)):
                if line[column] is None:
                    line[column] = cell
    return Grid(
        rows=tuple(
            tuple(
                slot if slot is not None else Cell(text="", place=place(row, column))
                for column, slot in enumerate(line)
            )
            for row, line in enumerate(slots)
        ),
        place=whole,
    )
