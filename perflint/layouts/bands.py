"""Where one target form ends and the next begins: a document is cut into bands of lines, one band a form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from perflint.layouts.labels import unit_caption, year_line
from perflint.layouts.lines import Line, Slot, after_break, filled_of, lines_of, stray
from perflint.layouts.vocabulary import NOTHING, Vocabulary
from perflint.model.base import Cell
from perflint.model.document import Document, Grid, Paragraph

_CAPTIONS = 6
_CAPTION = 2
"""How many cells a line above a table may hold: who, and in which unit."""
_TABLE = re.compile(r"表(?:[（(][^（）()]*[)）])?\s*$|^\s*(?:部门|单位)(?:名称)?[：:]")
_FOOT = frozenset({"unit"})
"""Boxes that may stand at the foot of a form once more: 填报单位（盖章）."""
_SIGNATURE = frozenset({"principal", "handler", "phone", "filed"})
_SIGNED = 2
"""How many of them make a form signed."""
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
    signatures: set[str] = field(default_factory=set)
    """The boxes of the signatures that came beneath the tree."""
    period: str | None = None
    """The period that the last header was for, if it was for one only and said so."""
    boxes: set[str] = field(default_factory=set)
    levels: list[str] = field(default_factory=list)
    """The 二级 in the order in which they came."""

    @property
    def named(self) -> bool:
        """Whether a line names the project."""
        return self.project is not None

    @property
    def signed(self) -> bool:
        """Whether the signatures came, with which a form ends."""
        return len(self.signatures) >= _SIGNED

    @property
    def first(self) -> Cell:
        """The cell that the form begins with."""
        return next((slot.cell for line in self.lines for slot in line if not slot.blank), self.lines[0][0].cell)

    @property
    def whole(self) -> bool:
        """Whether there is enough of a form in it to be spoken of."""
        return self.named or bool(self.levels) or len(self.boxes) >= _SIMILAR or any(map(_is_header, self.lines))

    def add(self, line: Line) -> None:
        """Take a line."""
        self.lines.append(line)
        level, project = _level(line), _project(line)
        self.levels += [level] if level else []
        self.boxes |= {box for slot in line if (box := _box(slot))}
        self.project = project if self.project is None else self.project
        self.signatures |= signatures(line) if self.levels else set()

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
            for slot in filled_of(lines[-1]) if lines and self._is_caption(lines[-1]) else ():
                self.above.note(slot.cell, self.words)
            return
        for index, line in enumerate(lines):
            if self._is_budget(line):
                self.end()
                self.above = Band()
            elif self._is_caption(line) or ((self.band is None or self.band.signed) and not _is_labelled(line)):
                for slot in filled_of(line)[:_CAPTION]:
                    self.above.note(slot.cell, self.words)
            else:
                if self._begins(line):
                    self._split() if self._seam and self._seam[2].title and not self.above.title else self.end()
                self._take(line, first=index == 0, packed=grid.packed)

    def _take(self, line: Line, *, first: bool, packed: bool) -> None:
        """Add a line to the band in hand, with what fell out of its table above the line."""
        unit = self.above.unit
        if self.band is None:
            self.band, self.above, self._seam = self.above, Band(unit=unit), None
        elif self._is_next_period(line):
            self.band.levels, self._seam = [], None
        elif first or self.above.captions or _is_header(line) or after_break(line, self.band.lines[-1]):
            before = len(self.band.lines)
            self.band.lines += _strays(self.above.captions, self.words)
            self._seam = before, len(self.band.lines), self.above
            self.above = Band(unit=unit or self.band.unit)
        self._split_at_seam(line)
        self.band.add(line)
        self.band.packed |= packed

    def _split_at_seam(self, line: Line) -> None:
        """End the band at the last seam if the first 二级 since is one that the band had before, and not just now."""
        level, band = _level(line), self.band
        if band is None or self._seam is None or level is None:
            return
        if level in band.levels and level != band.levels[-1] and _is_sorted(band.levels):
            self._split()
        self._seam = None

    def _split(self) -> None:
        """End the band at the last seam; what came since is the head of the next."""
        band, seam = self.band, self._seam
        self.end()
        if band is not None and seam is not None:
            before, after, self.band = seam
            for line in band.lines[after:]:
                self.band.add(line)
            del band.lines[before:]

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
        if project is not None and (band.named or (self.above.title and not band.levels)):
            if project and project == band.project and not band.signed:
                self._seam = len(band.lines), len(band.lines), Band(unit=band.unit)
                return False
            return True
        if signatures(line):
            return False
        if band.levels and self._seam is None and any(_box(slot) in band.boxes - _FOOT for slot in line):
            return True
        if not band.signed:
            return False
        return _is_header(line) or bool(self.above.title) or any(slot.meaning.level2 for slot in line)

    def end(self) -> None:
        """The band in hand has ended."""
        if self.band is not None and self.band.whole:
            self.ended.append(self.band)
        self.band = self._seam = None

    def _is_budget(self, line: Line) -> bool:
        """Whether a line is the title of a project budget, or holds its heads."""
        if any(slot.meaning.field == "project" for slot in line):
            return _project(line) is None
        filled = filled_of(line)
        return len(filled) == 1 and self.words.is_budget_title(filled[0].text)

    def _is_caption(self, line: Line) -> bool:
        """Whether a line holds only a title, a year or a unit."""
        filled = filled_of(line)
        if not filled or any(slot.meaning.named for slot in filled):
            return False
        if len(filled) == 1 and self.words.is_caption(filled[0].text):
            return True
        return len(filled) <= _CAPTION and unit_caption(filled[-1].text) is not None

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
        levels = {level for line in lines if (level := _level(line))}
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


def _is_labelled(line: Line) -> bool:
    """Whether a line holds a label of any kind."""
    return any(slot.meaning != NOTHING and not slot.meaning.figures for slot in line)


def _box(slot: Slot) -> str | None:
    """The box, goal or total that a cell labels, the project and the signatures aside."""
    meaning = slot.meaning
    key = meaning.field or meaning.goal or ("total" if meaning.total else None)
    return None if key == "project" or key in _SIGNATURE else key


def signatures(line: Line) -> set[str]:
    """The boxes of the signatures that a line holds."""
    return {slot.meaning.field for slot in line if slot.meaning.field in _SIGNATURE}


def _is_known(slot: Slot) -> bool:
    """Whether a cell is a label that stands in a form, below the project's name."""
    meaning = slot.meaning
    return meaning.level or meaning.frame or (meaning.named and meaning.field != "project")


def _is_sorted(levels: list[str]) -> bool:
    """Whether each 二级 came once, whatever number of rows it has; some systems print rows in any order."""
    runs = [level for level, before in zip(levels, [None, *levels], strict=False) if level != before]
    return len(runs) == len(set(runs))


def _level(line: Line) -> str | None:
    """The first 二级 that a line names."""
    return next((slot.meaning.level2 for slot in line if slot.meaning.level2), None)
