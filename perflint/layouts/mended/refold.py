"""Tables that came as one cell a line are folded back into rows, by the labels with which rows begin.

Extraction that writes every cell on a line of its own loses the rows, not the order. A known label begins a row of the
upper part; in the tree the header says how many cells a row has, and the labels of its levels where it begins.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from perflint.layouts.meaning.header import VALUES
from perflint.layouts.meaning.labels import unit_head, year_line
from perflint.layouts.meaning.lines import NO_COLUMN, Slot, slot_of
from perflint.layouts.meaning.vocabulary import Vocabulary
from perflint.layouts.mended.rowends import tree_rows
from perflint.model.base import Cell
from perflint.model.document import Grid
from perflint.quantity import amount

_HEADS = 20
_SPARE = 4
_FEWEST = 8

Row = list[Slot]


def refolded(grid: Grid, words: Vocabulary) -> Iterator[Grid]:
    """The table in rows where it is one column of cells."""
    yield _fold(grid, words) if _is_column(grid) else grid


def _is_column(grid: Grid) -> bool:
    """Whether a grid has many rows of a single cell each, empty ones beside it aside."""
    filled = list(map(len, grid.filled))
    return sum(filled) >= _FEWEST and max(filled) == 1 and sum(len(row) == 1 for row in grid.rows) * 2 > len(grid.rows)


def _fold(grid: Grid, words: Vocabulary) -> Grid:
    """The grid in rows: by count where every empty box left its trace, else by labels."""
    # A row of several empty boxes only parts others.
    kept = (row for row in grid.rows if len(row) == 1 or not all(cell.blank for cell in row))
    cells = (next((cell for cell in row if not cell.blank), row[0]) for row in kept if row)
    slots = [slot_of(NO_COLUMN, cell, words) for cell in cells]
    lead = _first(slots, 0, _is_label)
    width = _width(slots[lead:])
    if width:
        rows = [[slot] for slot in slots[:lead]]
        rows += [slots[index : index + width] for index in range(lead, len(slots), width)]
    else:
        rows = list(_rows(_joined(slots, words), words))
    return Grid(rows=tuple(tuple(slot.cell for slot in row) for row in rows), place=grid.place, packed=grid.packed)


def _width(slots: Row) -> int:
    """How many cells every row of the table has, if all have as many; else 0."""
    start = next((index for index in range(len(slots)) if _header(slots, index)), None)
    # Rows of boxes and of the tree are as wide as each other only where empty boxes fill them up.
    if start is None or not any(slot.blank for slot in slots):
        return 0
    header = _header(slots, start)
    second = next(index for index in range(start, start + header) if slots[index].meaning.column == "level2")
    for width in range(header, header + _SPARE):
        if start % width + header > width:
            continue
        below, beside = slots[second + width :: width], slots[second - 1 + width :: width]
        anchored = sum(slot.meaning.level2 is not None for slot in below)
        moved = any(slot.meaning.level2 and not slot.meaning.level1 for slot in beside)
        if len(below) > 2 and anchored >= len(below) * 0.6 and not moved:
            return width
    return 0


def _joined(slots: Row, words: Vocabulary) -> Row:
    """The cells with labels put together that were broken over lines（主管部门 / 及编码）."""
    made: Row = []
    index = 0
    while index < len(slots):
        one, both = slots[index], None
        if index + 1 < len(slots) and not one.blank and not slots[index + 1].blank:
            text = one.text + slots[index + 1].text
            both = slot_of(NO_COLUMN, Cell(text=text, place=one.cell.place), words) if len(text) <= _HEADS else None
        if both and _is_label(both) and (not _is_label(slots[index + 1]) or _is_rest(slots[index + 1], one, both)):
            made.append(both)
            index += 2
        else:
            made.append(one)
            index += 1
    return made


def _is_rest(after: Slot, one: Slot, both: Slot) -> bool:
    """Whether a label that only frames others is the rest of the level before it: 经济效益 / 指标."""
    frame = after.meaning.box and not (after.meaning.level or after.meaning.field or after.meaning.total)
    same = (one.meaning.level1, one.meaning.level2) == (both.meaning.level1, both.meaning.level2)
    return frame and same and one.meaning.level


def _is_label(slot: Slot) -> bool:
    """Whether a cell is a label of any kind."""
    meaning = slot.meaning
    return meaning.level or meaning.frame or bool(meaning.field or meaning.goal or meaning.column or meaning.total)


def _rows(slots: Row, words: Vocabulary) -> Iterator[Row]:
    """Rows of boxes, funding, goals, the tree and project budgets, in turn."""
    index = 0
    while index < len(slots):
        slot = slots[index]
        framed = int(slot.meaning.box)
        header = _header(slots, index + framed)
        columns = 0 if header else _budget_header(slots, index)
        if header:
            first = index + framed + header
            stop = _first(slots, first, lambda one: _ends_tree(one, words))
            stop = next((i for i in range(first, stop) if _header(slots, i + int(slots[i].meaning.box))), stop)
            rows = _tree(slots[index:first], framed, slots[first:stop], words)
            yield from rows if rows is not None else ([one] for one in slots[index:stop])
        elif columns:
            stop = _first(
                slots, index + columns, lambda one: words.is_title(one.text) or one.meaning.field == "project"
            )
            yield slots[index : index + columns]
            yield from _budget_rows(slots[index + columns : stop])
        elif slot.meaning.funding_head or slot.meaning.total:
            stop = _first(slots, index + 1, lambda one: bool(one.meaning.field) or _is_goal(one))
            yield from _funding_rows(slots[index:stop])
        elif _is_goal(slot):
            texts = _first(slots, index, lambda one: not _is_goal(one))
            stop = _first(slots, texts, _is_label)
            said = [one for one in slots[texts:stop] if not one.blank] or slots[texts:stop]
            if texts - index == 1:
                yield [slot, *said]
            else:
                yield slots[index:texts]
                yield said
        else:
            stop = _box_end(slots, index, words)
            yield from [slots[index:stop]] if _is_label(slot) else ([one] for one in slots[index:stop])
        index = stop


def _first(slots: Row, start: int, fits: Callable[[Slot], bool]) -> int:
    """The index of the first cell from ``start`` that fits, else the end."""
    return next((index for index in range(start, len(slots)) if fits(slots[index])), len(slots))


def _box_end(slots: Row, index: int, words: Vocabulary) -> int:
    """Where a box ends: at the next label or title; years before that belong to the title."""
    # The heads of a schedule belong to the box that it stands in.
    start = _first(slots, index + 1, lambda one: one.meaning.column != "step")
    stop = _first(
        slots, start, lambda one: _is_label(one) or words.is_title(one.text) or words.is_budget_title(one.text)
    )
    while stop > index + 2 and year_line(slots[stop - 1].text):
        stop -= 1
    return stop


def _ends_tree(slot: Slot, words: Vocabulary) -> bool:
    """Whether a cell is the label of a box, a title or a note, with which a tree ends."""
    head = slot.text.replace("：", ":").partition(":")[0]
    if words.meaning(head).field is not None or words.is_title(slot.text):
        return True
    return words.is_note(slot.text) or words.is_budget_title(slot.text)


def _is_goal(slot: Slot) -> bool:
    """Whether a cell is a label of a goal or of all goals."""
    return bool(slot.meaning.goal) or slot.meaning.goal_head


def _funding_rows(slots: Row) -> Iterator[Row]:
    """Rows of as many sources as there are totals; a source is whatever is no amount."""
    totals = sum(slot.meaning.total for slot in slots) or 1
    row: Row = []
    labels = 0
    for slot in slots:
        head = slot.meaning.funding_head and not slot.meaning.total
        is_label = not slot.blank and not head and amount(slot.text) is None and unit_head(slot.text) is None
        if is_label and labels == totals:
            yield row
            row, labels = [], 0
        labels += is_label
        row.append(slot)
    yield row


def _header(slots: Row, start: int) -> int:
    """How many cells the tree's header has that begins here; 0 if none does."""
    stop = start
    while stop < len(slots) and slots[stop].meaning.column:
        stop += 1
    roles = {slot.meaning.column for slot in slots[start:stop]}
    return stop - start if {"level2", "name", "value"} <= roles else 0


def _tree(head: Row, framed: int, body: Row, words: Vocabulary) -> list[Row] | None:
    """The rows of a tree with its header; None where nothing tells its rows apart."""
    heads = head[framed:]
    parted = _parted(heads)
    above = [head[: len(head) - parted], *([heads[-parted:]] if parted else [])]
    if parted:
        heads = [slot for slot in heads[:-parted] if slot.meaning.column != "value"] + heads[-parted:]
    rows = tree_rows(body, heads, words)
    return None if rows is None else [*above, *rows]


def _parted(heads: Row) -> int:
    """How many heads at the end part the value that stands among the others（上年实际、本年预期）; 0 if none do."""
    count = 0
    while count < len(heads) and heads[-1 - count].meaning.column in VALUES:
        count += 1
    named = [slot.meaning.column for slot in heads[: len(heads) - count]]
    parts = [slot.meaning.column for slot in heads[len(heads) - count :]]
    if "value" not in named and parts.count("value") > 1 and parts[0] == "value":
        named.append(parts.pop(0))
    return len(parts) if len(parts) > 1 and "value" in named else 0


def _budget_header(slots: Row, start: int) -> int:
    """How many columns a project budget has whose heads begin here; 0 if none does."""
    if slots[start].meaning.field != "project" or not (start + 1 < len(slots) and slots[start + 1].meaning.figures):
        return 0
    stop = start + 1
    while stop < len(slots) and amount(slots[stop].text) is None and stop - start < _HEADS:
        stop += 1
    numbers = 0
    while stop + numbers < len(slots) and slots[stop + numbers].text.strip() == str(numbers + 1):
        numbers += 1
    return stop - start if numbers > 1 else 2


def _budget_rows(slots: Row) -> Iterator[Row]:
    """Rows of a project budget: a name and what follows it up to the next name."""
    row: Row = []
    for slot in slots:
        if row and not slot.blank and amount(slot.text) is None:
            yield row
            row = []
        row.append(slot)
    if row:
        yield row
