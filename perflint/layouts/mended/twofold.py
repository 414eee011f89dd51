"""Rows of two periods whose cells were broken over lines: each half tells where the cells of the other end.

Text that keeps the lines of a page prints a row of 实施期 and 年度 as: 社会效益 重要性 / 综合素质能力提 / 升 /
社会效益 重要性 综合素质能力提升. Most rows say the same in both halves, and a cell
ends only where both of them have a gap.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, islice, takewhile

from msgspec.structs import replace

from perflint.layouts.meaning.vocabulary import Vocabulary
from perflint.model.base import Cell
from perflint.model.document import Grid
from perflint.pattern import compiled
from perflint.quantity import quantity
from perflint.text import normal

Row = tuple[Cell, ...]
_HEADS = ("level2", "name", "value")
_FIGURE = compiled(r"[≥≤><=]?\d+(?:\.\d+)?")
_CELLS = 2
"""Name and value."""


def paired(grid: Grid, words: Vocabulary) -> Iterator[Grid]:
    """The table, which may hold many forms, with such rows whole; a tree in which a cell cannot be told as it was."""
    if not grid.packed or not any(_is_twofold(row, words) for row in grid.rows):
        yield grid
        return
    rows, made, at = grid.rows, list[Row](), 0
    while at < len(rows):
        made.append(rows[at])
        at += 1
        if _is_twofold(made[-1], words):
            stop = next((index for index in range(at, len(rows)) if _ends(rows[index], words)), len(rows))
            made += _whole(rows[at:stop], words) or rows[at:stop]
            at = stop
    yield replace(grid, rows=tuple(made))


def _is_twofold(row: Row, words: Vocabulary) -> bool:
    """Whether a row is the header of a tree whose 二级, name and value stand there twice."""
    heads = [column for cell in row if (column := words.meaning(cell.text).column)]
    return heads[-2 * len(_HEADS) :] == [*_HEADS, *_HEADS]


def _ends(row: Row, words: Vocabulary) -> bool:
    """Whether a row stands beneath the tree: a signature, or the name of the next project."""
    return bool(row) and words.meaning(row[0].text.split("：")[0].split(":")[0]).field is not None


def _whole(rows: Sequence[Row], words: Vocabulary) -> list[Row]:
    """The rows of a tree, each with its cells; none where there is nothing to mend, or something cannot be told."""
    if all(_is_regular(row, words) for row in rows):
        return []
    cells = _with_labels([cell for row in rows for cell in row if cell.text], words)
    made: list[Row] = []
    at = 0
    while at < len(cells):
        head, start = _head(cells, at, words)
        name = normal(head[-1].text) if head else ""
        again = next((index for index in range(start, len(cells)) if normal(cells[index].text) == name), len(cells))
        # What both halves begin with is no label of the next row: 满意度 may be the name of an indicator.
        same = sum(1 for _ in takewhile(_alike, zip(cells[start:again], islice(cells, again + 1, None), strict=False)))
        rest = range(again + 1 + same, len(cells))
        at = next((index for index in rest if _begins(cells, index, words)), len(cells))
        told = _told(cells[start:again], cells[again + 1 : at]) if head and again < len(cells) else None
        if told is None:
            return []
        made.append((*head, *told[0], cells[again], *told[1]))
    return made


def _is_regular(row: Row, words: Vocabulary) -> bool:
    """Whether a row has a 二级 twice and the same number of cells behind either, or none."""
    levels = [at for at, cell in enumerate(row) if words.meaning(cell.text).level and at in {0, 1}]
    size = len(row) - (levels[-1] if levels else 0)
    return bool(levels) and size in {2, 2 + 2 * _CELLS}


def _with_labels(cells: Sequence[Cell], words: Vocabulary) -> list[Cell]:
    """The cells with the label of each 二级 that was broken in two as one."""
    made: list[Cell] = []
    for cell in cells:
        pieces = made and not any(words.meaning(one.text).level for one in (made[-1], cell))
        if pieces and words.meaning(made[-1].text + cell.text).level2:
            made[-1] = _joined([made[-1], cell])
        else:
            made.append(cell)
    return made


def _alike(pair: tuple[Cell, Cell]) -> bool:
    """Whether two cells say the same."""
    return pair[0].text == pair[1].text


def _head(cells: Sequence[Cell], at: int, words: Vocabulary) -> tuple[list[Cell], int]:
    """The labels that a row begins with, the 二级 last, and where they end; none where there is no 二级."""
    head: list[Cell] = []
    for index in range(at, len(cells)):
        cell, meaning = cells[index], words.meaning(cells[index].text)
        if head and not meaning.level and words.meaning(head[-1].text + cell.text).level1:
            continue  # 满意度, and beneath it 指标
        after = cells[index + 1] if index + 1 < len(cells) else cell
        twice = after is not cell and normal(after.text) == normal(cell.text)
        above = meaning.level1 and not twice and words.meaning(after.text).level2
        if not above and (meaning.level2 or (meaning.level1 and twice)):
            return [*head, cell], index + 1
        if not meaning.level1:
            break
        head.append(cell)
    return [], at


def _begins(cells: Sequence[Cell], at: int, words: Vocabulary) -> bool:
    """Whether another row begins at a cell: with a 二级, or with a 一级 that is followed by one."""
    meaning = words.meaning(cells[at].text)
    if meaning.level2:
        return True
    if meaning.level1 is None or at + 1 == len(cells):
        return False
    after = words.meaning(cells[at + 1].text)
    whole = words.meaning(cells[at].text + cells[at + 1].text).level1 and at + 2 < len(cells)
    return bool(after.level or (whole and words.meaning(cells[at + 2].text).level))


def _told(*halves: Sequence[Cell]) -> tuple[Row, Row] | None:
    """Name and value in either half; empty boxes where there are none; None where nobody can tell."""
    first, second = map(_with_units, halves)
    if len(first) in {0, _CELLS} and len(second) in {0, _CELLS}:
        return first, second
    if "".join(cell.text for cell in first) != "".join(cell.text for cell in second):
        return None
    both = sorted(_gaps(first) & _gaps(second))
    if len(both) > 1 and first[-1].text == second[-1].text and quantity(first[-1].text) is not None:
        both = both[-1:]
    return (_cut(first, both[0]), _cut(second, both[0])) if len(both) == 1 else None


def _with_units(half: Sequence[Cell]) -> Row:
    """The cells with each bare number and the unit behind it as one: 9 间."""
    made: list[Cell] = []
    for cell in half:
        if made and _FIGURE.fullmatch(made[-1].text) and not _FIGURE.search(cell.text):
            made[-1] = _joined([made[-1], cell])
        else:
            made.append(cell)
    return tuple(made)


def _gaps(half: Sequence[Cell]) -> set[int]:
    """Behind how many characters a cell may end."""
    return set(accumulate(len(cell.text) for cell in half[:-1]))


def _cut(half: Sequence[Cell], gap: int) -> Row:
    """The name and the value, which begins behind so many characters."""
    size = list(accumulate(len(cell.text) for cell in half)).index(gap) + 1
    return _joined(half[:size]), _joined(half[size:])


def _joined(cells: Sequence[Cell]) -> Cell:
    """The cells as one, where the first of them stands."""
    return Cell(text="".join(cell.text for cell in cells), place=cells[0].place)
