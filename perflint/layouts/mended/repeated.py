"""Merged boxes that came with their text in every slot are whole again.

Programs that take tables apart often write the text of a merged box into each slot that it covered. The labels tell:
no form prints a label beside itself. Then what stands beside itself, or above itself, is one box.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from perflint.layouts.meaning.labels import unit_caption
from perflint.layouts.meaning.vocabulary import Vocabulary
from perflint.model.base import Cell
from perflint.model.document import Grid

_SURE = 2
"""How many labels stand beside themselves at least; a title counts as one."""

Row = list[Cell]


def united(grid: Grid, words: Vocabulary) -> Iterator[Grid]:
    """The table with such boxes whole."""
    yield _united(grid, words) if not grid.packed and _repeats(grid, words) else grid


def _repeats(grid: Grid, words: Vocabulary) -> bool:
    """Whether labels stand beside themselves; those of levels are no sign: 满意度指标 is a 一级 and its 二级."""
    found = 0
    for row in grid.rows:
        beside = {one.text for one, other in pairwise(row) if one is not other and _doubled(one, other)}
        found += sum(_is_label(text, words) for text in beside)
        if found >= _SURE:
            return True
    return False


def _doubled(one: Cell, other: Cell) -> bool:
    """Whether two slots hold the same text and are not one box."""
    return bool(one.text) and one.text == other.text and one.place != other.place


def _is_label(text: str, words: Vocabulary) -> bool:
    """Whether a text is a title, or the label of anything but a level."""
    meaning = words.meaning(text)
    told = meaning.named or meaning.frame or meaning.column is not None
    return (told and not meaning.level) or words.is_title(text)


def _united(grid: Grid, words: Vocabulary) -> Grid:
    """The grid, each form's boxes and each tree by itself."""
    rows: list[Row] = []
    start = 0
    while start < len(grid.rows):
        tree = _is_header(grid.rows[start], words)
        stop = start + 1
        while stop < len(grid.rows) and not (
            _begins(grid.rows[stop], words) if tree else _is_header(grid.rows[stop], words)
        ):
            stop += 1
        part = grid.rows[start:stop]
        rows += _tree(part) if tree else _boxes(part, words)
        start = stop
    return replace(grid, rows=tuple(map(tuple, rows)))


def _is_header(row: Sequence[Cell], words: Vocabulary) -> bool:
    """Whether a row is the header of a tree."""
    return {"level2", "name", "value"} <= {words.meaning(cell.text).column for cell in row}


def _begins(row: Sequence[Cell], words: Vocabulary) -> bool:
    """Whether a row is above the tree of the next form: it labels a box, or is a caption."""
    return any(words.meaning(cell.text).field or words.is_caption(cell.text) or unit_caption(cell.text) for cell in row)


def _tree(part: Sequence[Sequence[Cell]]) -> list[Row]:
    """The rows of a tree: slots are one box where the header says so, elsewhere two values are alike by chance."""
    header = part[0]
    alike = {index for index, (one, other) in enumerate(pairwise(header)) if _doubled(one, other)}
    return [_across(row, alike) for row in part]


def _boxes(part: Sequence[Sequence[Cell]], words: Vocabulary) -> list[Row]:
    """The rows above a tree: texts are one box where they repeat themselves, figures where all their columns do."""
    width = max(map(len, part))
    pairs = [[(row[index], row[index + 1]) for row in part if index + 1 < len(row)] for index in range(width - 1)]
    alike = {index for index, pair in enumerate(pairs) if all(one.text == other.text for one, other in pair)}
    made: list[Row] = []
    for row in part:
        said = {index for index, cell in enumerate(row) if _says(cell.text)}
        said -= _between_goals(made[-1], words) if made else set()
        now = _across(row, alike | said)
        for index, cell in enumerate(now if made else ()):
            above = made[-1][index] if index < len(made[-1]) else cell
            if _doubled(above, cell) and _says(cell.text):
                now[index] = above
        made.append(now)
    return made


def _between_goals(above: Sequence[Cell], words: Vocabulary) -> set[int]:
    """Where the goal of another period begins: both may say the same."""
    return {
        index
        for index, (one, other) in enumerate(pairwise(above))
        if words.meaning(other.text).goal not in {None, words.meaning(one.text).goal}
    }


def _across(row: Sequence[Cell], alike: set[int]) -> Row:
    """A row in which a slot is one box with the one before it, if both say the same and their columns may be one."""
    made = list(row)
    for index in range(1, len(made)):
        if index - 1 in alike and _doubled(made[index - 1], made[index]):
            made[index] = made[index - 1]
    return made


def _says(text: str) -> bool:
    """Whether a text has words in it and is no bare figure."""
    return any("\u4e00" <= char <= "\u9fff" for char in text)
