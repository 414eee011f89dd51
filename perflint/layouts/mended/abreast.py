"""Forms that stand side by side on one sheet are tables of their own, one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from perflint.layouts.meaning.vocabulary import NOTHING, Vocabulary
from perflint.model.base import Cell
from perflint.model.document import Grid

_ACROSS = 0.2
"""In what share of its rows a box may reach over the seam between two forms: a title does, a row of a form does not."""
_FEWEST = 3
"""No form has fewer columns."""


def parted(grid: Grid, words: Vocabulary) -> Iterator[Grid]:
    """The tables that a table is."""
    if grid.packed:
        yield grid
        return
    twice = [row for row, filled in zip(grid.rows, grid.filled, strict=True) if _names_two(filled, words)]
    seam = next((found for row in twice if (found := _seam(row, words))), 0)
    if not seam or sum(_crosses(row, seam) for row in grid.rows) > _ACROSS * len(grid.rows):
        yield grid
        return
    yield replace(grid, rows=tuple(row[:seam] for row in grid.rows))
    yield from parted(replace(grid, rows=tuple(row[seam:] for row in grid.rows)), words)


def _names_two(filled: Sequence[Cell], words: Vocabulary) -> bool:
    """Whether two of these cells are the label of the project: a cheap look before the real one."""
    return sum([words.meaning(cell.text).field == "project" for cell in filled]) > 1


def _seam(row: Sequence[Cell], words: Vocabulary) -> int:
    """Where in a row the second project is named, each with a name between: there another form begins; 0 if none is."""
    labels = [
        index
        for index, cell in enumerate(row)
        if words.meaning(cell.text).field == "project" and (index == 0 or row[index - 1].place != cell.place)
    ]
    if len(labels) < 2 or labels[1] - labels[0] < _FEWEST:
        return 0
    left, right = ([cell for cell in half if not cell.blank] for half in (row[labels[0] : labels[1]], row[labels[1] :]))
    value = next((cell for cell in left if cell.place != left[0].place), None)
    named = value is not None and words.meaning(value.text) is NOTHING
    # Lists of projects stand side by side under the same heads.
    return labels[1] if named or [cell.text for cell in left] == [cell.text for cell in right[: len(left)]] else 0


def _crosses(row: Sequence[Cell], seam: int) -> bool:
    """Whether a box of a row reaches over the seam."""
    return seam < len(row) and not row[seam].blank and row[seam].place == row[seam - 1].place
