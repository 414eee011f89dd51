"""Rows pushed to the left: the boxes that reached down from above them left no trace, or no empty box did.

Extraction that writes a merged box once leaves the rows beneath it short at their head, and some pads them at their
end. Then columns mean little. In a tree the order of the cells and the labels among them still tell all; in a list of
many projects the labels of the levels say how far a row was moved.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from perflint.layouts.meaning.lines import Line, lines_of
from perflint.layouts.meaning.said import is_header
from perflint.layouts.meaning.vocabulary import Vocabulary
from perflint.model.base import Cell
from perflint.model.document import Grid
from perflint.pattern import compiled
from perflint.quantity import amount

Row = tuple[Cell, ...]
_FEWEST = 2
"""How many rows stand too far to the left before a table counts as pushed."""
_OPEN = compiled(r"定[性量].*")
"""After this a row's value is still to come."""
_WEIGHT = compiled(r"\d+(?:\.\d+)?(?:分|%)?")
_NAMED = 3
"""How many cells a row has at least that begins with the name of an indicator."""


def settled(grid: Grid, words: Vocabulary) -> Iterator[Grid]:
    """The table as its rows stand: a pushed one marked as such, one that a wrap broke whole."""
    if grid.packed:
        yield _rejoined(grid, words)
    else:
        yield replace(grid, packed=True) if _is_pushed(grid, words) else grid


def put_back(grid: Grid, header: Line, words: Vocabulary) -> Grid:
    """A list with its rows where the labels of their levels belong."""
    rows = [row for row in grid.rows if row]
    lines = lines_of(grid, words)
    return replace(grid, rows=tuple(_back(row, line, header) for row, line in zip(rows, lines, strict=True)))


def _rejoined(grid: Grid, words: Vocabulary) -> Grid:
    """A table with what stands alone beneath an indicator put at its end: the value of 定性, a number of its weight."""
    if all(len(row) > 1 for row in grid.rows):
        return grid
    rows, lines = [row for row in grid.rows if row], lines_of(grid, words)
    at = next((index for index, line in enumerate(lines) if is_header(line)), None)
    name = _column(lines[at], "name") if at is not None else None
    if at is None or name is None or _column(lines[at], "weight") is None:
        return grid
    size = sum(slot.column >= name for slot in lines[at].filled)
    made = rows[: at + 1]
    room = 0
    for row, line in zip(rows[at + 1 :], lines[at + 1 :], strict=True):
        filled = line.filled
        alone = filled[0].cell if len(filled) == 1 and room > 0 and not line.labels else None
        if alone and (_OPEN.fullmatch(made[-1][-1].normal) or _WEIGHT.fullmatch(alone.normal)):
            made[-1] += (alone,)
            room -= 1
            continue
        levels = [index for index, slot in enumerate(filled) if slot.meaning.level]
        room = size - (len(filled) - 1 - levels[-1]) if levels else size - len(filled)
        made.append(row)
    return grid if len(made) == len(rows) else replace(grid, rows=tuple(made))


def _back(row: Row, line: Line, header: Line) -> Row:
    """A row with empty boxes at its head, so many that its level stands beneath the head of that level."""
    first, second, name = (_column(header, role) for role in ("level1", "level2", "name"))
    filled = line.filled
    at = next((index for index, slot in enumerate(filled) if slot.meaning.level), None)
    if at is None:
        return _moved(row, _too_far(line, header, name))
    slot, after = filled[at], filled[at + 1 : at + 2]
    either = slot.meaning.level2 is not None and not any(one.meaning.level for one in after)
    there = second if slot.meaning.level1 is None or either else first
    return _moved(row, there - slot.column) if there else row


def _too_far(line: Line, header: Line, name: int | None) -> int:
    """How far a row without a level was moved: one that begins with an indicator, or whose amount stands as a name."""
    filled = line.filled
    if len(filled) < _NAMED or filled[0].column > 1 or any(one.meaning.column or one.meaning.field for one in filled):
        return 0
    if name is not None:
        return name - 1
    figures = next((one.column for one in header.filled if one.meaning.figures or one.meaning.total), 0)
    project = next((one.column for one in header.filled if one.meaning.field == "project"), 0)
    return next((figures - project for one in filled if one.column == project and amount(one.text) is not None), 0)


def _moved(row: Row, by: int) -> Row:
    """The row with so many empty boxes before it; what it is moved over must be empty at its end, or it grows."""
    if by <= 0:
        return row
    blanks = (replace(row[0], text=""),) * by
    end = len(row)
    while end > 1 and len(row) - end < by and row[end - 1].blank:
        end -= 1
    return (*blanks, *row[:end])


def _column(header: Line, role: str) -> int | None:
    """Where the first column of a role stands."""
    return next((slot.column for slot in header.filled if slot.meaning.column == role), None)


def _is_pushed(grid: Grid, words: Vocabulary) -> bool:
    """Whether a table has a tree whose rows stand too far to the left, and no empty box before a filled one."""
    if grid.packed or not _may_be(grid.rows):
        return False
    lines = lines_of(grid, words)
    at = next((index for index, line in enumerate(lines) if is_header(line)), None)
    there = _column(lines[at], "level2") if at is not None else None
    if at is None or there is None:
        return False
    labels = (next((slot for slot in line.filled if slot.meaning.level2), None) for line in lines[at + 1 :])
    return sum(slot is not None and slot.column < there for slot in labels) >= _FEWEST


def _may_be(rows: Sequence[Row]) -> bool:
    """Whether no row has an empty box before a filled one, and some have empty ones at their end."""
    ends = 0
    for row in rows:
        filled = sum(not cell.blank for cell in row)
        if any(cell.blank for cell in row[:filled]):
            return False
        ends += filled < len(row)
    return ends >= _FEWEST
