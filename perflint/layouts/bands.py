"""Where one target form ends and the next begins: a document is cut into bands of lines, one band a form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from perflint.layouts.labels import unit_caption, year_line
from perflint.layouts.lines import Line, Slot, filled_of, lines_of, stray
from perflint.layouts.vocabulary import Vocabulary
from perflint.model.base import Cell
from perflint.model.document import Document, Grid, Paragraph

_CAPTIONS = 6
_TABLE = re.compile(r"表(?:[（(][^（）()]*[)）])?\s*$|^\s*(?:部门|单位)(?:名称)?[：:]")
_SIGNATURE = frozenset({"principal", "handler", "phone", "filed"})
_SIMILAR = 3
"""How many lines with labels of boxes make a table a form."""


@dataclass(slots=True)
class Band:
    """The lines of one form, and what stood above them."""

    lines: list[Line] = field(default_factory=list)
    title: Cell | None = None
    year: Cell | None = None
    captions: list[Cell] = field(default_factory=list)
    parted: bool = False
    """Whether one of the captions heads something else: a chapter, another table."""
    unit: str | None = None
    packed: bool = False
    project: str | None = None
    """The project's name, normalised; None where no line names it."""
    signed: bool = False
    period: str | None = None
    """The period that the last header was for, if it was for one only and said so."""
    keys: list[str] = field(default_factory=list)
    """Boxes and 二级 in the order in which they came."""
    grown: bool = False
    """Whether a 二级 came."""

    @property
    def named(self) -> bool:
        """Whether a line names the project."""
        return self.project is not None

    @property
    def first(self) -> Cell:
        """The cell that the form begins with."""
        return next((slot.cell for line in self.lines for slot in line if not slot.blank), self.lines[0][0].cell)

    @property
    def whole(self) -> bool:
        """Whether there is enough of a form in it to be spoken of."""
        return self.named or self.grown or len(set(self.keys)) >= _SIMILAR or any(map(_is_header, self.lines))

    def note(self, cell: Cell, words: Vocabulary, level: int = 0) -> None:
        """Remember what stands above a form."""
        if words.is_title(cell.text):
            self.title = cell
        elif year_line(cell.text) is not None:
            self.year = cell
        elif unit := unit_caption(cell.text):
            self.unit = unit
        else:
            self.parted |= level > 0 or _TABLE.search(cell.text) is not None
        self.captions = [*self.captions[1 - _CAPTIONS :], cell]


def cut(document: Document, words: Vocabulary) -> Iterator[Band]:
    """The bands of a document, in order."""
    cutter = _Cutter(words)
    for block in document.blocks:
        if isinstance(block, Paragraph):
            cutter.above.note(block.cell, words, block.level)
        else:
            cutter.read(block)
        yield from cutter.ended
        cutter.ended = []
    cutter.end()
    yield from cutter.ended


class _Cutter:
    """Reads grids and what stands between them; bands that have ended are in ``ended``."""

    def __init__(self, words: Vocabulary) -> None:
        """Start with nothing in hand."""
        self.words = words
        self.band: Band | None = None
        self.above = Band()
        self.ended: list[Band] = []
        self._seam: tuple[int, int, Band] | None = None
        """The last place where another form may have begun unnoticed: lines before it, lines with strays, captions."""

    def read(self, grid: Grid) -> None:
        """Take a grid."""
        lines = lines_of(grid, self.words)
        if not self._is_part(lines):
            self.end()
            self.above = Band()
            if lines and self._is_caption(lines[-1]):
                self.above.note(filled_of(lines[-1])[0].cell, self.words)
            return
        for index, line in enumerate(lines):
            if self._is_caption(line):
                self.above.note(filled_of(line)[0].cell, self.words)
                continue
            if self._begins(line):
                self.end()
            self._take(line, first=index == 0)
            if self.band is not None:
                self.band.packed |= grid.packed

    def _take(self, line: Line, *, first: bool) -> None:
        """Add a line to the band in hand, with what fell out of its table above the line."""
        unit = self.above.unit
        if self.band is None:
            self.band, self.above, self._seam = self.above, Band(unit=unit), None
        elif self._is_next_period(line):
            self.band.keys, self._seam = [], None
        elif first or self.above.captions or _is_header(line):
            before = len(self.band.lines)
            self.band.lines += _strays(self.above.captions, self.words)
            self._seam = before, len(self.band.lines), self.above
            self.above = Band(unit=unit or self.band.unit)
        self._split_at_seam(line)
        band = self.band
        band.lines.append(line)
        key = _key(line)
        band.keys += [key] if key else []
        band.grown |= any(slot.meaning.level2 for slot in line)
        project = _project(line)
        band.project = project if band.project is None else band.project
        band.signed |= band.named and _is_signature(line)

    def _split_at_seam(self, line: Line) -> None:
        """End the band at the last seam if what came since begins again with what the band had before."""
        key = _key(line)
        band = self.band
        if band is None or self._seam is None or key is None:
            return
        before, after, above = self._seam
        self._seam = None
        if not band.grown or key not in band.keys or key == band.keys[-1]:
            return
        head = band.lines[after:]
        del band.lines[before:]
        self.end()
        self.band = above
        self.band.lines = head

    def _is_next_period(self, line: Line) -> bool:
        """Whether a line is the header of another period, whose rows stand beneath those of the first."""
        if self.band is None or not _is_header(line):
            return False
        named = {period for slot in line if (period := self.words.period(slot.text))}
        before, self.band.period = self.band.period, next(iter(named)) if len(named) == 1 else None
        return self.band.period is not None and self.band.period != before

    def _begins(self, line: Line) -> bool:
        """Whether a line surely begins another form than the one in hand."""
        band = self.band
        if band is None:
            return False
        project = _project(line)
        if project is not None and (band.named or (self.above.title and not band.grown)):
            if project and project == band.project and not band.signed:
                self._seam = len(band.lines), len(band.lines), Band(unit=band.unit)
                return False
            return True
        if not band.signed or _is_signature(line, 1):
            return False
        return _is_header(line) or bool(self.above.title) or any(slot.meaning.level2 for slot in line)

    def end(self) -> None:
        """The band in hand has ended."""
        if self.band is not None and self.band.whole:
            self.ended.append(self.band)
        self.band = self._seam = None

    def _is_caption(self, line: Line) -> bool:
        """Whether a line holds only a title, a year or a unit."""
        filled = filled_of(line)
        if len(filled) != 1 or filled[0].meaning.named:
            return False
        text = filled[0].text
        return self.words.is_caption(text) or unit_caption(text) is not None

    def _is_part(self, lines: list[Line]) -> bool:
        """Whether a grid is a form or belongs to one: by its labels, or as the rest of the form in hand."""
        if self._is_form(lines):
            return True
        band = self.band
        if band is None or band.signed:
            return False
        title = self.above.title
        again = title is not None and band.title is not None and title.normal == band.title.normal
        known = any(_is_known(slot) for line in lines for slot in line)
        return again or (known and title is None and not self.above.parted)

    def _is_form(self, lines: list[Line]) -> bool:
        """Whether lines are a target form: its header, labels of its levels, or several of its boxes beneath each other."""
        if any(_is_header(line) for line in lines):
            return True
        if self.above.title is not None and any(_project(line) is not None for line in lines):
            return True
        levels = {level for line in lines if (level := next((s.meaning.level2 for s in line if s.meaning.level2), None))}
        boxes = {box for line in lines if (box := next((key for s in line if (key := _box(s))), None))}
        return len(levels) > 1 or len(boxes) >= _SIMILAR


def _strays(captions: list[Cell], words: Vocabulary) -> list[Line]:
    """Lines of a form that fell out of its table between two of its parts, as goals do that were set without columns."""
    joined: list[Cell] = []
    for cell in captions:
        if words.is_caption(cell.text) or unit_caption(cell.text):
            continue
        both = words.meaning(joined[-1].text + cell.text) if joined else None
        if both and (both.frame or both.goal) and not words.meaning(cell.text).goal:
            joined[-1] = Cell(text=joined[-1].text + cell.text, place=joined[-1].place)
        else:
            joined.append(cell)
    return [stray(cell, words) for cell in joined]


def _is_header(line: Line) -> bool:
    """Whether a line is the header of a tree."""
    heads = {slot.meaning.column for slot in line}
    return {"name", "value"} <= heads and bool(heads & {"level1", "level2"})


def _project(line: Line) -> str | None:
    """The project that a line names, normalised; None where it names none."""
    for index, slot in enumerate(line):
        if slot.meaning.field == "project":
            value = next((one for one in line[index + 1 :] if not one.blank), None)
            # Beside 合计 it heads a column of a project budget.
            return None if value and value.meaning.figures else value.cell.normal if value else ""
    return None


def _box(slot: Slot) -> str | None:
    """The box, goal or total that a cell labels, the project and the signatures aside."""
    meaning = slot.meaning
    key = meaning.field or meaning.goal or ("total" if meaning.total else None)
    return None if key == "project" or key in _SIGNATURE else key


def _is_signature(line: Line, least: int = 2) -> bool:
    """Whether a line is that of the signatures, with which a form ends."""
    return len({slot.meaning.field for slot in line} & _SIGNATURE) >= least


def _is_known(slot: Slot) -> bool:
    """Whether a cell is a label that stands in a form, below the project's name."""
    meaning = slot.meaning
    return meaning.level or meaning.frame or (meaning.named and meaning.field != "project")


def _key(line: Line) -> str | None:
    """The first box or 二级 that a line names; the project and the signatures aside."""
    keys = (slot.meaning.field or slot.meaning.level2 for slot in line)
    return next((key for key in keys if key and key != "project" and key not in _SIGNATURE), None)
