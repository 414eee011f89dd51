"""Tables that came as one cell a line are folded back into rows, by the labels with which rows begin.

Extraction that writes every cell on a line of its own loses the rows, not the order. A known label begins a row of the
upper part; in the tree the header says how many cells a row has, and the labels of its levels where it begins.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from perflint.layouts.labels import unit_head, year_line
from perflint.layouts.vocabulary import Vocabulary
from perflint.model.base import Cell
from perflint.model.document import Document, Grid
from perflint.quantity import amount
from perflint.text import bare_label, label

_HEADS = 20
_SPARE = 4


def refolded(document: Document, words: Vocabulary) -> Document:
    """The document with its one-column tables folded into rows; others are as they were."""
    if not any(_is_column(grid) for grid in document.grids):
        return document
    blocks = tuple(_fold(block, words) if isinstance(block, Grid) and _is_column(block) else block for block in document.blocks)
    return replace(document, blocks=blocks)


def _is_column(grid: Grid) -> bool:
    """Whether a grid has a single column and many rows."""
    return len(grid.rows) >= 8 and all(len(row) == 1 for row in grid.rows)


def _fold(grid: Grid, words: Vocabulary) -> Grid:
    """The grid in rows: by count where every empty box left its trace, else by labels."""
    cells = [row[0] for row in grid.rows]
    lead = _captions(cells, words)
    width = _width(cells[lead:], words)
    if width:
        rows = [[cell] for cell in cells[:lead]]
        rows += [cells[index : index + width] for index in range(lead, len(cells), width)]
    else:
        rows = list(_rows(_joined(cells, words), words))
    return Grid(rows=tuple(tuple(row) for row in rows), place=grid.place, packed=grid.packed)


def _captions(cells: list[Cell], words: Vocabulary) -> int:
    """How many cells at the top are titles and the like, each a row of its own."""
    return _first(cells, 0, lambda text: _is_label(text, words))


def _width(cells: list[Cell], words: Vocabulary) -> int:
    """How many cells every row of the table has, if all have as many; else 0."""
    start = next((index for index in range(len(cells)) if _header(cells, index, words)), None)
    if start is None:
        return 0
    header = _header(cells, start, words)
    second = next(i for i in range(start, start + header) if words.meaning(cells[i].text).column == "level2")
    for width in range(header, header + _SPARE):
        if start % width + header > width:
            continue
        below = [cells[index] for index in range(second + width, len(cells), width)]
        anchored = sum(words.meaning(cell.text).level2 is not None for cell in below)
        if len(below) >= 3 and anchored >= len(below) * 0.6:
            return width
    return 0


def _joined(cells: list[Cell], words: Vocabulary) -> list[Cell]:
    """The cells with labels put together that were broken over lines（主管部门 / 及编码）."""
    made: list[Cell] = []
    index = 0
    while index < len(cells):
        one = cells[index]
        both = one.text + cells[index + 1].text if index + 1 < len(cells) and not one.blank and not cells[index + 1].blank else ""
        if both and len(both) <= _HEADS and _is_label(both, words) and not _is_label(cells[index + 1].text, words):
            made.append(Cell(text=both, place=one.place))
            index += 2
            continue
        made.append(one)
        index += 1
    return made


def _is_label(text: str, words: Vocabulary) -> bool:
    """Whether a text is a label of any kind."""
    return bool(
        words.meaning(text).field
        or words.meaning(text).level
        or words.meaning(text).goal
        or words.meaning(text).column
        or words.meaning(text).frame
        or words.meaning(text).total
    )


def _rows(cells: list[Cell], words: Vocabulary) -> Iterator[list[Cell]]:
    """Rows of boxes, funding, goals, the tree and project budgets, in turn."""
    index = 0
    while index < len(cells):
        text = cells[index].text
        header = _header(cells, index, words)
        columns = 0 if header else _budget_header(cells, index, words)
        if header:
            stop = _tree_end(cells, index + header, words)
            yield cells[index : index + header]
            yield from _tree_rows(cells[index + header : stop], cells[index : index + header], words)
        elif columns:
            stop = _first(cells, index + columns, lambda text: words.is_title(text) or words.meaning(text).field == "project")
            yield cells[index : index + columns]
            yield from _budget_rows(cells[index + columns : stop])
        elif words.meaning(text).funding_head or words.meaning(text).total:
            stop = _first(cells, index + 1, lambda text: bool(words.meaning(text).field) or _is_goal(text, words))
            yield from _funding_rows(cells[index:stop], words)
        elif _is_goal(text, words):
            texts = _first(cells, index, lambda text: not _is_goal(text, words))
            stop = _first(cells, texts, lambda text: _is_label(text, words))
            yield cells[index:texts]
            yield [cell for cell in cells[texts:stop] if not cell.blank] or cells[texts:stop]
        else:
            stop = _first(cells, index + 1, lambda text: _is_label(text, words) or words.is_title(text))
            while stop > index + 2 and year_line(cells[stop - 1].text):
                stop -= 1
            yield from [cells[index:stop]] if _is_label(text, words) else ([cell] for cell in cells[index:stop])
        index = stop


def _first(cells: list[Cell], start: int, fits: Callable[[str], bool]) -> int:
    """The index of the first cell from ``start`` that fits, else the end."""
    return next((index for index in range(start, len(cells)) if fits(cells[index].text)), len(cells))


def _is_goal(text: str, words: Vocabulary) -> bool:
    """Whether a text is a label of a goal or of all goals."""
    return bool(words.meaning(text).goal) or words.meaning(text).goal_head


def _funding_rows(cells: list[Cell], words: Vocabulary) -> Iterator[list[Cell]]:
    """Rows of as many sources as there are totals; a source is whatever is no amount."""
    totals = sum(words.meaning(cell.text).total for cell in cells) or 1
    row: list[Cell] = []
    labels = 0
    for cell in cells:
        head = words.meaning(cell.text).funding_head and not words.meaning(cell.text).total
        is_label = not cell.blank and not head and amount(cell.text) is None and unit_head(cell.text) is None
        if is_label and labels == totals:
            yield row
            row, labels = [], 0
        labels += is_label
        row.append(cell)
    yield row


def _header(cells: list[Cell], start: int, words: Vocabulary) -> int:
    """How many cells the tree's header has that begins here; 0 if none does."""
    stop = start
    while stop < len(cells) and words.meaning(cells[stop].text).column:
        stop += 1
    roles = [words.meaning(cell.text).column for cell in cells[start:stop]]
    return stop - start if {"level2", "name", "value"} <= set(roles) else 0


def _tree_end(cells: list[Cell], start: int, words: Vocabulary) -> int:
    """Where the tree ends: at the label of a box, a title, a note or the next header."""
    for index in range(start, len(cells)):
        text = cells[index].text
        head = text.replace("：", ":").partition(":")[0]
        if words.meaning(head).field or words.is_title(text) or words.is_note(text) or _header(cells, index, words):
            return index
    return len(cells)


def _tree_rows(cells: list[Cell], header: list[Cell], words: Vocabulary) -> Iterator[list[Cell]]:
    """Rows of the tree: by count where every empty box left its trace, else by their labels."""
    width = len(header)
    if not cells:
        return
    if len(cells) % width == 0 and any(cell.blank for cell in cells):
        yield from (cells[index : index + width] for index in range(0, len(cells), width))
        return
    row: list[Cell] = []
    groups = sum(words.meaning(cell.text).column == "level2" for cell in header)
    named = sum(words.meaning(cell.text).column not in {"level1", "level2", None} for cell in header)
    for cell, following in zip(cells, [*(one.text for one in cells[1:]), ""], strict=True):
        if row and _begins_row(cell, following, row, words, groups, named):
            yield row
            row = []
        row.append(cell)
    yield row


def _begins_row(cell: Cell, following: str, row: list[Cell], words: Vocabulary, groups: int, named: int) -> bool:
    """Whether a cell begins the next row: a level's label where the row waits for no name, or any cell after a whole row."""
    twice = groups > 1
    meaning = words.meaning(cell.text)
    filled = _without_level1([one for one in row if not one.blank], words, twice)
    seconds = [words.meaning(one.text).level2 for one in filled]
    own = next((one for one in seconds if one), None)
    if own is None:
        return bool(filled) and (meaning.level and words.meaning(row[0].text).level1 is None or len(filled) >= named)
    places = [index for index, one in enumerate(seconds) if one == own]
    first = places[0]
    again = next((index for index in places[1:] if filled[index].normal == filled[first].normal), None)
    if not meaning.level:
        last = again if twice else first
        return last is not None and len(filled) - 1 - last >= named // groups
    if not twice:
        # Directly after a 二级 stands a name, even one that reads like a level, if a value follows it.
        return len(filled) - 1 > first or not any(char.isdigit() for char in following)
    if again is None:
        return meaning.level2 is not None and meaning.level2 != own and len(filled) - 1 > first
    return len(filled) - again >= again - first


def _without_level1(filled: list[Cell], words: Vocabulary, twice: bool) -> list[Cell]:
    """The cells of a row after its 一级, which some forms print with the very word of its 二级."""
    if len(filled) < 2 or words.meaning(filled[0].text).level1 is None:
        return filled
    follows = words.meaning(filled[1].text).level2 is not None
    return filled[1:] if follows and not (twice and filled[0].normal == filled[1].normal) else filled


def _budget_header(cells: list[Cell], start: int, words: Vocabulary) -> int:
    """How many columns a project budget has whose heads begin here; 0 if none does."""
    for budget in words.budgets:
        project = {label(word) for word in budget.project}
        amounts = {label(word) for word in budget.amount}
        if bare_label(cells[start].text) not in project or start + 1 >= len(cells):
            continue
        if bare_label(cells[start + 1].text) not in amounts:
            continue
        stop = start + 1
        while stop < len(cells) and amount(cells[stop].text) is None and stop - start < _HEADS:
            stop += 1
        numbers = 0
        while stop + numbers < len(cells) and cells[stop + numbers].text.strip() == str(numbers + 1):
            numbers += 1
        return stop - start if numbers > 1 else 2
    return 0


def _budget_rows(cells: list[Cell]) -> Iterator[list[Cell]]:
    """Rows of a project budget: a name and what follows it up to the next name."""
    row: list[Cell] = []
    for cell in cells:
        if row and not cell.blank and amount(cell.text) is None:
            yield row
            row = []
        row.append(cell)
    if row:
        yield row
