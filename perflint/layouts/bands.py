"""Where one target form ends and the next begins: a document is cut into bands of lines, one band a form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from perflint.layouts.vocabulary import Vocabulary, source_of, year_line
from perflint.model.base import Cell
from perflint.model.document import Document, Grid, Paragraph

_CAPTIONS = 6
_SIGNATURE = frozenset({"principal", "handler", "phone", "filed"})


class Slot(NamedTuple):
    """A cell where it stands in a line; a merged cell has one slot, at its first column."""

    column: int
    cell: Cell

    @property
    def text(self) -> str:
        """Its text."""
        return self.cell.text

    @property
    def blank(self) -> bool:
        """Whether nothing stands in it."""
        return self.cell.blank


Line = tuple[Slot, ...]


@dataclass(slots=True)
class Band:
    """The lines of one form, and what stood above them."""

    lines: list[Line] = field(default_factory=list)
    title: Cell | None = None
    year: Cell | None = None
    captions: list[Cell] = field(default_factory=list)
    packed: bool = False
    named: bool = False
    signed: bool = False

    @property
    def first(self) -> Cell:
        """The cell that the form begins with."""
        return next((slot.cell for line in self.lines for slot in line if not slot.blank), self.lines[0][0].cell)


def lines_of(grid: Grid) -> list[Line]:
    """The rows of a grid as lines of slots, each cell once."""
    lines = []
    for row in grid.rows:
        slots: list[Slot] = []
        for column, cell in enumerate(row, 1):
            if not slots or slots[-1].cell.place != cell.place:
                slots.append(Slot(column, cell))
        if slots:
            lines.append(tuple(slots))
    return lines


def cut(document: Document, words: Vocabulary) -> Iterator[Band]:
    """The bands of a document, in order."""
    band, above = None, Band()
    for block in document.blocks:
        if isinstance(block, Paragraph):
            _note_caption(above, block.cell, words)
            continue
        lines = lines_of(block)
        if not _formlike(lines, words) and not _goes_on(band, above):
            if band:
                yield band
            band, above = None, _after_other(lines, words)
            continue
        for line in lines:
            if _is_caption(line, words):
                _note_caption(above, _only(line), words)
                continue
            starts = _names_project(line, words)
            if band and not starts and above.captions:
                band.lines += _strays(above.captions, words)
                above.captions = []
            if band and ((starts and band.named) or (band.signed and above.title)):
                yield band
                band = None
            if band is None:
                band, above = above, Band()
            band.lines.append(line)
            band.named |= starts
            band.signed |= band.named and _is_signature(line, words)
            band.packed |= block.packed
    if band:
        yield band


def _after_other(lines: list[Line], words: Vocabulary) -> Band:
    """What stands above the next form when a grid that is none has ended: its last line may be a title."""
    above = Band()
    if lines and _is_caption(lines[-1], words):
        _note_caption(above, _only(lines[-1]), words)
    return above


def _strays(captions: list[Cell], words: Vocabulary) -> list[Line]:
    """Lines of a form that fell out of its table between two of its parts, as goals do that were set without columns."""
    cells = [cell for cell in captions if not words.is_title(cell.text) and year_line(cell.text) is None]
    joined: list[Cell] = []
    for cell in cells:
        both = joined[-1].text + cell.text if joined else ""
        if both and (words.is_frame(both) or words.look(words.goals, both)) and not words.look(words.goals, cell.text):
            joined[-1] = Cell(text=both, place=joined[-1].place)
        else:
            joined.append(cell)
    return [(Slot(1, cell),) for cell in joined]


def _goes_on(band: Band | None, above: Band) -> bool:
    """Whether the title that stands above is that of the form in hand, repeated on its next page."""
    if band is None or band.signed or band.title is None or above.title is None:
        return False
    return band.title.normal == above.title.normal


def _formlike(lines: list[Line], words: Vocabulary) -> bool:
    """Whether these lines belong to a target form: labels of its levels or columns, or several of its boxes."""
    keys: set[str] = set()
    levels: set[str] = set()
    for line in lines:
        heads = {role for slot in line if (role := words.look(words.columns, slot.text))}
        if {"name", "value"} <= heads and heads & {"level1", "level2"}:
            return True
        for slot in line:
            if slot.blank:
                continue
            head = _before_colon(slot.text)
            key = words.field(head) or words.look(words.goals, head)
            key = key or ("total" if words.has(words.totals, source_of(head)[0]) else None)
            keys |= {key} if key else set()
            level = words.look(words.level2, slot.text)
            levels |= {level} if level else set()
    return len(keys) >= 3 or len(levels) >= 2


def _before_colon(text: str) -> str:
    """The label part of a cell that holds label and value."""
    for colon in "：:":
        head, found, _ = text.partition(colon)
        if found:
            return head
    return text


def _names_project(line: Line, words: Vocabulary) -> bool:
    """Whether this line holds the box of the project's name."""
    return any(words.field(_before_colon(slot.text)) == "project" for slot in line if not slot.blank)


def _is_signature(line: Line, words: Vocabulary) -> bool:
    """Whether a line is that of the signatures, with which a form ends."""
    keys = {words.field(_before_colon(slot.text)) for slot in line if not slot.blank}
    return len(keys & _SIGNATURE) >= 2


def _only(line: Line) -> Cell:
    """The one cell of a line in which something stands."""
    return next((slot.cell for slot in line if not slot.blank), line[0].cell)


def _is_caption(line: Line, words: Vocabulary) -> bool:
    """Whether a line holds only a title or a year."""
    filled = [slot for slot in line if not slot.blank]
    if len(filled) != 1:
        return False
    text = filled[0].text
    return words.is_title(text) or year_line(text) is not None


def _note_caption(above: Band, cell: Cell, words: Vocabulary) -> None:
    """Remember what stands above a form."""
    if words.is_title(cell.text):
        above.title = cell
    if year_line(cell.text) is not None:
        above.year = cell
    above.captions = [*above.captions[1 - _CAPTIONS :], cell]
