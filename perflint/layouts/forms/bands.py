"""Where one target form ends and the next begins: a document is cut into bands of lines, one band a form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from perflint.layouts.forms.band import SIMILAR, Band
from perflint.layouts.meaning.labels import unit_caption
from perflint.layouts.meaning.lines import Line, after_break, lines_of, stray, taken_apart
from perflint.layouts.meaning.said import boxes_of, is_header, is_labelled, level_of, project_of, signatures_of
from perflint.layouts.meaning.vocabulary import NOTHING, Vocabulary
from perflint.model.base import Cell
from perflint.model.document import Document, Grid, Paragraph

_CAPTION = 2
"""How many cells a line above a table may hold: who, and in which unit."""
_AGAIN = frozenset({"unit", "total"})
"""Labels that may stand in a form once more: 填报单位（盖章） at its foot, 项目总投资 as an indicator."""


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


class _Seam(NamedTuple):
    """A place within a band where another form may have begun unnoticed."""

    before: int
    """How many lines stand before it,"""
    after: int
    """and how many with what fell out of its table there."""
    above: Band
    """What stood above the lines after it."""


class _Cutter:
    """Reads grids and what stands between them; bands that have ended are in ``ended``."""

    def __init__(self, words: Vocabulary) -> None:
        """Start with nothing in hand."""
        self.words = words
        self.band: Band | None = None
        self.above = Band()
        self.ended: list[Band] = []
        self._seam: _Seam | None = None

    def read(self, grid: Grid) -> None:
        """Take a grid."""
        lines = lines_of(grid, self.words)
        if not self._is_part(lines):
            self.end()
            self.above = Band()
            if lines and self._is_caption(lines[-1]):
                self._note(lines[-1])
            return
        for index, line in enumerate(lines):
            if self._is_budget(line):
                self.end()
                self.above = Band()
            elif self._is_caption(line) or self._is_banner(line) or not (self._goes_on() or is_labelled(line)):
                self._note(line)
            else:
                self._take(line, first=index == 0)
                if self.band is not None:
                    self.band.packed |= grid.packed

    def end(self) -> None:
        """The band in hand has ended."""
        if self.band is not None and self.band.whole:
            self._hand_back(self.band)
            self.ended.append(self.band)
        self.band = self._seam = None

    def _hand_back(self, band: Band) -> None:
        """Give a form the signatures that stand behind its table, above the title of the next."""
        title, kept = self.above.title, []
        for cell in self.above.captions:
            line = taken_apart(cell, self.words)
            if signatures_of(line) and (title is None or cell.place.order < title.place.order):
                band.lines.append(line)
            else:
                kept.append(cell)
        self.above.captions = kept

    def _goes_on(self) -> bool:
        """Whether there is a form in hand that has not come to its end."""
        return self.band is not None and not self.band.signed

    def _note(self, line: Line) -> None:
        """Remember a line that stands above a form."""
        for slot in line.filled[:_CAPTION]:
            self.above.note(slot.cell, self.words)

    def _take(self, line: Line, *, first: bool) -> None:
        """Add a line to the band in hand, or to the one that begins with it or has begun at the last seam."""
        if self.band is not None and self._begins(line, self.band):
            if self._seam and self._seam.above.title and not self.above.title:
                self._split()
            else:
                self.end()
        if self.band is None:
            self.band, self.above = self.above, Band(unit=self.above.unit)
        elif self._is_next_period(line, self.band):
            self.band.levels, self._seam = [], None
        elif first or self.above.captions or is_header(line) or after_break(line, self.band.lines[-1]):
            self._sew(self.band)
        if self._seam and (level := level_of(line)):
            if level in self.band.levels[:-1] and level != self.band.levels[-1] and self.band.sorted:
                self._split()
            self._seam = None
        self.band.add(line)

    def _sew(self, band: Band) -> None:
        """Remember that another form may begin here, and take what fell out of the table."""
        before = len(band.lines)
        band.lines += _strays(self.above.captions, self.words)
        if self.above.title or not self._has_head(band):
            self._seam = _Seam(before, len(band.lines), self.above)
        self.above = Band(unit=self.above.unit or band.unit)

    def _has_head(self, band: Band) -> bool:
        """Whether boxes came since the last seam: then another form, if there is one, begins there."""
        lines = band.lines[self._seam.after :] if self._seam else []
        return any(project_of(line) is not None or boxes_of(line) for line in lines)

    def _split(self) -> None:
        """End the band at the last seam; what came since is the head of the next."""
        band, seam = self.band, self._seam
        self.end()
        if band is not None and seam is not None:
            self.band = seam.above
            for line in band.lines[seam.after :]:
                self.band.add(line)
            del band.lines[seam.before :]

    def _begins(self, line: Line, band: Band) -> bool:
        """Whether a line surely begins another form than the one in hand."""
        project = project_of(line)
        if project is not None and (band.named or band.levels or self.above.title):
            if not project or project != band.project or band.signed:
                return True
            self._seam = _Seam(len(band.lines), len(band.lines), Band(unit=band.unit))
            return False
        if signatures_of(line):
            return False
        if band.signed and (self.above.title or is_header(line) or level_of(line)):
            return True
        if not band.levels or self._seam is not None:
            return False
        return not band.boxes.isdisjoint(box for box in boxes_of(line) if box not in _AGAIN)

    def _is_next_period(self, line: Line, band: Band) -> bool:
        """Whether a line is the header of another period, whose rows stand beneath those of the first."""
        if not is_header(line):
            return False
        named = {period for slot in line if (period := self.words.period(slot.text))}
        before, band.period = band.period, next(iter(named)) if len(named) == 1 else None
        return band.period is not None and band.period != before

    def _is_budget(self, line: Line) -> bool:
        """Whether a line is the title of a project budget, or holds its heads."""
        filled = line.filled
        if line.labels and any(slot.meaning.field == "project" for slot in line.labels):
            return project_of(line) is None
        return len(filled) == 1 and self.words.is_budget_title(filled[0].text)

    def _is_caption(self, line: Line) -> bool:
        """Whether a line holds only a title, a year or a unit."""
        filled = line.filled
        if not filled or (line.labels and any(slot.meaning.named for slot in line.labels)):
            return False
        if len(filled) == 1 and self.words.is_caption(filled[0].text):
            return True
        return len(filled) <= _CAPTION and unit_caption(filled[-1].text) is not None

    def _is_banner(self, line: Line) -> bool:
        """Whether a line beneath a tree spans all columns and is no label: more likely above the next form."""
        first = line[0]
        return first.banner and not first.blank and first.meaning is NOTHING and bool(self.band and self.band.levels)

    def _is_part(self, lines: list[Line]) -> bool:
        """Whether a grid is a form or belongs to one: by its labels, or as the rest of the form in hand."""
        if self._is_form(lines):
            return True
        if self.band is None or self.band.signed:
            return False
        title, known = self.above.title, self.band.title
        if title is not None:
            return known is not None and title.normal == known.normal
        return not self.above.parted and any(_is_inner(line) for line in lines)

    def _is_form(self, lines: list[Line]) -> bool:
        """Whether lines are a target form: its header, levels or several of its boxes beneath each other."""
        if any(is_header(line) for line in lines):
            return True
        if self.above.title is not None and any(project_of(line) is not None for line in lines):
            return True
        levels = {level for line in lines if (level := level_of(line))}
        boxes = {box for line in lines for box in boxes_of(line)[:1]}
        return len(levels) > 1 or len(boxes) >= SIMILAR


def _is_inner(line: Line) -> bool:
    """Whether a line holds a label that stands in a form below the project's name."""
    return any(
        slot.meaning.level or slot.meaning.frame or (slot.meaning.named and slot.meaning.field != "project")
        for slot in line.labels
    )


def _strays(captions: list[Cell], words: Vocabulary) -> list[Line]:
    """Lines that fell out of the table between two parts of a form, as goals do that were set without columns."""
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


__all__ = ["Band", "cut"]
