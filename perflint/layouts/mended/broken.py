"""Cells that were broken over lines where a page was taken for text: their labels are put together again.

Text that keeps the lines of a page prints 主管部门及代码 as 主管部门及代, then the row that it stands beside, then 码.
Only what makes a known label is joined; what is left over of a name or a value belongs to a cell that nobody can tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import repeat

from msgspec.structs import replace

from perflint.layouts.meaning.vocabulary import NOTHING, Vocabulary
from perflint.model.base import Cell, Place
from perflint.model.document import Grid

_SHORT = 3
"""How many characters the rest of a cell has at most that is known for one."""
_PIECE = 8
"""How many the rest of a label has at most."""
_BACK = 3
"""Over how many lines a label is broken at most."""
_LONGEST = 12
"""Among how many pieces those of one upright label stand: others are between them."""
_EVIDENCE = 2
"""In how many lines of a table nothing but rests stands where its cells are broken; in others it is none."""

_PAIR = 2
"""How many cells the part of a row has whose name or value is missing: its 二级 and the other."""

Row = list[Cell]


def whole(grid: Grid, words: Vocabulary) -> Iterator[Grid]:
    """The table with the labels that were broken put together."""
    yield _mended(grid, words) if grid.packed and _is_broken(grid, words) else grid


def is_rest(cells: Sequence[Cell], words: Vocabulary) -> bool:
    """Whether a line holds nothing but the rests of cells: a character or three that mean nothing by themselves."""
    return 0 < len(cells) <= 2 and all(_is_piece(cell, words, _SHORT) for cell in cells)


def _is_broken(grid: Grid, words: Vocabulary) -> bool:
    """Whether a table's cells are broken over lines."""
    return sum(is_rest(row, words) for row in grid.filled) >= _EVIDENCE


def _is_piece(cell: Cell, words: Vocabulary, longest: int) -> bool:
    """Whether a cell may be the rest of another."""
    text = cell.normal
    said = any("\u4e00" <= char <= "\u9fff" or char in "()" for char in text)
    return len(text) <= longest and said and not any(map(str.isdigit, text)) and words.meaning(text) is NOTHING


def _mended(grid: Grid, words: Vocabulary) -> Grid:
    """The table with whole labels, each in the row that it stands beside, and without those set upright."""
    rows: list[Row] = [list(row) for row in grid.filled]
    for index in range(1, len(rows)):
        _join(rows, index, words)
    if max(map(len, rows)) > 1:
        _lead(rows, {cell for row in grid.filled for cell in row}, words)
    upright = set(_upright([cell for row in rows for cell in row if len(cell.normal) < _SHORT], words))
    kept = ([cell for cell in row if cell.place not in upright] for row in rows)
    rows = [row for row in kept if row]
    for index in range(1, len(rows) - 1):
        _set_in(rows, index, words)
    return replace(grid, rows=tuple(tuple(row) for row in rows if row))


def _upright(pieces: Sequence[Cell], words: Vocabulary) -> Iterator[Place]:
    """The places of the characters of labels that only frame others and stand upright beside them."""
    frames = [text for text, meaning in words.lexicon.items() if meaning.frame and len(text) > _SHORT]
    for start in range(len(pieces)):
        chain, text = [pieces[start]], pieces[start].normal
        for piece in pieces[start + 1 : start + _LONGEST]:
            if any(frame.startswith(text + piece.normal) for frame in frames):
                chain.append(piece)
                text += piece.normal
        if text in frames:
            yield from (piece.place for piece in chain)


def _join(rows: list[Row], index: int, words: Vocabulary) -> None:
    """Put the pieces in a row to the labels that they end; labels that stood around a row come into it."""
    around = rows[index - 2] if index > 1 else []
    if around and len(around) == len(rows[index]):
        labels = [_both(begun, piece) for begun, piece in zip(around, rows[index], strict=True)]
        if all(map(_is_rest_of, rows[index], around, labels, repeat(words))):
            rows[index - 2 : index + 1] = [[], list(_dealt(labels, rows[index - 1], words)), []]
            return
    for piece in [cell for cell in rows[index] if _is_piece(cell, words, _PIECE)]:
        found = _begun(rows, index, piece, words)
        if found is not None:
            above, number = found
            label = _both(rows[above][number], piece)
            if len(rows[above]) == 1 and rows[index][0] == piece and above == index - 1:
                # It began on a line of its own and ended at the head of its row.
                rows[above], rows[index][0] = [], label
            else:
                rows[above][number] = label
                rows[index].remove(piece)


def _lead(rows: list[Row], printed: set[Cell], words: Vocabulary) -> None:
    """Put labels that are whole again and alone on their line to the head of the row beneath, if that has none."""
    beneath: int | None = None
    for index in range(len(rows) - 1, -1, -1):
        row = rows[index]
        alone = len(row) == 1 and row[0] not in printed
        if alone and beneath is not None and _leads(row[0], rows[beneath], words):
            rows[beneath].insert(0, rows[index].pop())
        elif row:
            beneath = index


def _leads(label: Cell, row: Row, words: Vocabulary) -> bool:
    """Whether a label may stand before a row: before no other label, but a level before the next."""
    one, other = words.meaning(label.text), words.meaning(row[0].text)
    if one.column == "level1" or one.level1:
        return other.column == "level2" or other.level2 is not None
    # 满意度 before its value is a name, though it reads like a level.
    named = other is NOTHING or (one.level2 is not None and any(map(str.isdigit, row[-1].text)) and len(row) == _PAIR)
    return named and (one.field is not None or one.level2 is not None)


def _both(begun: Cell, piece: Cell) -> Cell:
    """A cell and the rest of it."""
    return Cell(text=begun.text + piece.text, place=begun.place)


def _is_longer(label: Cell, begun: Cell, words: Vocabulary) -> bool:
    """Whether a text became a label, or another one, by what was put to it."""
    meaning = words.meaning(label.text)
    return len(label.normal) >= _SHORT and meaning is not NOTHING and meaning != words.meaning(begun.text)


def _is_rest_of(piece: Cell, begun: Cell, label: Cell, words: Vocabulary) -> bool:
    """Whether a cell ends a label that begins above the row above it; 指标 is a label itself, and an end of others."""
    return _is_longer(label, begun, words) and (len(piece.normal) < _SHORT or _is_piece(piece, words, _PIECE))


def _begun(rows: Sequence[Row], index: int, piece: Cell, words: Vocabulary) -> tuple[int, int] | None:
    """The row and the cell of the label that a piece ends, the nearest of them; None where it ends none."""
    for above in range(index - 1, max(-1, index - 1 - _BACK), -1):
        for number, cell in enumerate(rows[above]):
            if _is_longer(_both(cell, piece), cell, words):
                return above, number
    return None


def _dealt(labels: Sequence[Cell], row: Row, words: Vocabulary) -> Iterator[Cell]:
    """A row with the labels in it that stood around it: a 一级 at its head, of others one to each part of the row."""
    rest = list(labels)
    if len(rest) > 1 and words.meaning(rest[0].text).level1:
        yield rest.pop(0)
    size = len(row) // len(rest) if rest and len(row) % len(rest) == 0 else len(row)
    for number, label in enumerate(rest):
        yield label
        yield from row[number * size : (number + 1) * size]
    yield from row[len(rest) * size :]


def _set_in(rows: list[Row], index: int, words: Vocabulary) -> None:
    """Put the cells into a row that began above it and ended below it, as many as its parts are short of one."""
    above, row, below = rows[index - 1 : index + 2]
    if not is_rest(below, words) or len(above) != len(below) or not all(_is_text(cell, words) for cell in above):
        return
    parts = list(_parts(row, words))
    short = [number for number, part in enumerate(parts) if len(part) == _PAIR and _is_second(part[0], words)]
    if len(short) != len(above):
        return
    for number, begun, rest in zip(short, above, below, strict=True):
        label, other = parts[number]
        cell = Cell(text=begun.text + rest.text, place=begun.place)
        # A figure is the value: then it is the name that was broken.
        parts[number] = [label, cell, other] if any(map(str.isdigit, other.text)) else [label, other, cell]
    rows[index - 1], rows[index], rows[index + 1] = [], [cell for part in parts for cell in part], []


def _is_text(cell: Cell, words: Vocabulary) -> bool:
    """Whether a cell holds words that are no label."""
    return words.meaning(cell.text) is NOTHING and any("\u4e00" <= char <= "\u9fff" for char in cell.text)


def _is_second(cell: Cell, words: Vocabulary) -> bool:
    """Whether a cell is the label of a 二级."""
    return words.meaning(cell.text).level2 is not None


def _parts(row: Row, words: Vocabulary) -> Iterator[Row]:
    """A row in parts, each of which begins with a 二级."""
    part: Row = []
    for cell in row:
        if part and _is_second(cell, words):
            yield part
            part = []
        part.append(cell)
    yield part
