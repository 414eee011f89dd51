"""Rows of a grid as lines of slots: every cell once, its meaning as a label looked up once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from perflint.layouts.meaning.labels import undecorated, unit_head
from perflint.layouts.meaning.vocabulary import NOTHING, Meaning, Vocabulary
from perflint.model.base import Cell
from perflint.model.document import Grid
from perflint.pattern import compiled
from perflint.text import is_blank

_COLON = compiled(r"[：:]+")
_LABELLED = compiled(r"(?:^|\s)(?=[^\s：:]{2,16}[：:])")
_SEAL = compiled(r"^\s*[（(](?:[盖公]章|签[章字])[)）]")
_UNIT_ONLY = compiled(r"(?:金额)?单位\s*[：:]")
"""What stands behind 填报单位：（盖章） where nobody filled it in: 单位：万元."""
PAGE_BREAK = 3
"""A page ended where the source skips at least so many lines."""
NO_COLUMN = 0
_SURE = 0.97
"""Characters recognised less surely than this may be wrong: one misread label must not cost a form."""
_BANNER = 3
"""How many columns a cell spans at least that stands alone in its row for a reason."""


class Slot(Struct, frozen=True, gc=False):
    """A cell where it stands in a line; a merged cell has one slot, at its first column."""

    column: int
    cell: Cell
    blank: bool
    meaning: Meaning
    banner: bool = False
    """Whether it is the only cell of its row and spans all columns: a title, a note, or a text beneath its label."""

    @property
    def text(self) -> str:
        """Its text."""
        return self.cell.text


class Line(tuple[Slot, ...]):
    """The slots of a row, and those of them that nearly every question is about."""

    filled: list[Slot]
    """The slots in which something stands,"""
    labels: list[Slot]
    """and those of them that are labels."""

    def __init__(self, slots: Iterable[Slot]) -> None:  # noqa: ARG002 - it is a tuple of them already
        """A line of these slots."""
        self.filled = [slot for slot in self if not slot.blank]
        self.labels = [slot for slot in self.filled if slot.meaning is not NOTHING]


def slot_of(column: int, cell: Cell, words: Vocabulary) -> Slot:
    """The slot of a cell."""
    text = cell.text
    if is_blank(text):
        return Slot(column, cell, True, NOTHING)
    meaning = words.meaning(text)
    if cell.confidence is not None and cell.confidence < _SURE and meaning is NOTHING:
        meaning = words.nearest(text)
    return Slot(column, cell, False, meaning)


def lines_of(grid: Grid, words: Vocabulary) -> list[Line]:
    """The rows of a grid as lines of slots; a cell that holds labels and what belongs to them is taken apart."""
    lines = []
    for row in grid.rows:
        slots: list[Slot] = []
        last: Cell | None = None
        # A sheet's content may begin further right, and what a form has on the next sheet further right again.
        for column, cell in enumerate(row, (row[0].place.column or 1) if row else 1):
            if cell.place.column != column and cell == last:
                continue
            last = cell
            text = cell.text
            if not text:
                slots.append(Slot(column, cell, True, NOTHING))
                continue
            slot = slot_of(column, _unquoted(cell) if "\n" in text else cell, words)
            if ("：" in text or ":" in text) and not slot.blank:
                slots += _parts(slot, words)
            else:
                slots.append(slot)
        if len(slots) == 1 and len(row) >= _BANNER:
            slots = [replace(slots[0], banner=True)]
        if slots:
            lines.append(Line(slots))
    return lines


def _unquoted(cell: Cell) -> Cell:
    """The cell without the quotes that spreadsheets put around a text of several lines when it is copied."""
    text = cell.text.strip()
    if "\n" not in text or not (text[0] == text[-1] == '"') or '"' in text[1:-1]:
        return cell
    return replace(cell, text=text[1:-1].strip())


def taken_apart(cell: Cell, words: Vocabulary) -> Line:
    """A text that stood in no row, as labels and what belongs to them: 单位信息：某局  项目名称："""
    return Line(_parts(slot_of(NO_COLUMN, cell, words), words))


def stray(cell: Cell, words: Vocabulary) -> Line:
    """A text that stood in no row, as a line; its slot has no column."""
    return Line((slot_of(NO_COLUMN, cell, words),))


def _parts(slot: Slot, words: Vocabulary) -> Iterator[Slot]:
    """The slot as it is, or as label and value in turn: 负责人:张三  联系电话:5550101; (万元) 总额:65."""
    pieces = [piece for piece in _LABELLED.split(slot.text) if piece.strip()]
    if not all(unit_head(piece) or _names(_COLON.split(piece, maxsplit=1)[0], words) for piece in pieces):
        pieces = [slot.text]
    texts = [text for piece in pieces for text in _label_and_value(piece, words)]
    if len(texts) < 2:
        yield slot
        return
    for text in texts:
        yield slot_of(slot.column, Cell(text=text, place=slot.cell.place), words)


def _label_and_value(text: str, words: Vocabulary) -> list[str]:
    """A known label and what stands after its colon; else the text."""
    head, *rest = _COLON.split(text, maxsplit=1)
    value = _SEAL.sub("", rest[0]).strip() if rest else ""
    if _UNIT_ONLY.match(value):
        return [text.strip()]
    return [head.strip(), value] if value and _names(head, words) else [text.strip()]


def _names(head: str, words: Vocabulary) -> bool:
    """Whether what stands before a colon is the label of a box; 七、绩效目标：见下表 is a heading of the text above."""
    return words.meaning(head).named and (undecorated(head) == head or words.meaning(head).source)


def after_break(line: Line, before: Line | None) -> bool:
    """Whether a page ended between two lines: there the source skips more than a line."""
    if before is None:
        return False
    place, last = line[0].cell.place, before[-1].cell.place
    if place.line is None or last.line is None:
        return place.page != last.page
    return place.line - last.line >= PAGE_BREAK
