"""One form's lines and what stood above them."""

from __future__ import annotations

from msgspec import Struct, field

from perflint.layouts.meaning.labels import unit_caption, unit_head, unit_of, year_line
from perflint.layouts.meaning.lines import Line
from perflint.layouts.meaning.said import boxes_of, is_header, level_of, project_of, signatures_of
from perflint.layouts.meaning.vocabulary import Vocabulary
from perflint.model.base import Cell
from perflint.pattern import compiled

_CAPTIONS = 6
_TABLE = compiled(r"表(?:[（(][^（）()]*[)）])?\s*$|^\s*(?:部门|单位)(?:名称)?[：:]")
_SIGNED = 2
"""How many of the signatures' boxes make a form signed."""
SIMILAR = 3
"""How many different boxes make a table a form."""


class Band(Struct):
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
    period: str | None = None
    """The period that the last header was for, if it was for one only and said so."""
    boxes: set[str] = field(default_factory=set)
    levels: list[str] = field(default_factory=list)
    """The 二级 in the order in which they came."""
    signatures: set[str] = field(default_factory=set)
    """The boxes of the signatures that came beneath the tree."""

    @property
    def named(self) -> bool:
        """Whether a line names the project."""
        return self.project is not None

    @property
    def signed(self) -> bool:
        """Whether the signatures came, with which a form ends."""
        return len(self.signatures) >= _SIGNED

    @property
    def sorted(self) -> bool:
        """Whether each 二级 came once, whatever number of rows it has; some systems print rows in any order."""
        runs = [level for level, before in zip(self.levels, [None, *self.levels], strict=False) if level != before]
        return len(runs) == len(set(runs))

    @property
    def stated(self) -> str | None:
        """The unit of money that the form states above or within its funding block, or None."""
        labels = (slot for line in self.lines for slot in line.labels)
        named = (unit_of(slot.text) for slot in labels if slot.meaning.funding_head or slot.meaning.total)
        alone = (unit_head(slot.text) for line in self.lines for slot in line.filled)
        return self.unit or next(filter(None, (*named, *alone)), None)

    @property
    def whole(self) -> bool:
        """Whether there is enough of a form in it to be spoken of."""
        return self.named or bool(self.levels) or len(self.boxes) >= SIMILAR or any(map(is_header, self.lines))

    @property
    def first(self) -> Cell:
        """The cell that the form begins with."""
        return next((slot.cell for line in self.lines for slot in line.filled), self.lines[0][0].cell)

    def add(self, line: Line) -> None:
        """Take a line."""
        self.lines.append(line)
        level, project = level_of(line), project_of(line)
        self.levels += [level] if level else []
        self.boxes |= set(boxes_of(line))
        self.project = project if self.project is None else self.project
        self.signatures |= signatures_of(line) if self.levels else frozenset()

    def note(self, cell: Cell, words: Vocabulary, level: int = 0) -> None:
        """Remember what stands above the form."""
        if words.is_title(cell.text):
            self.title = cell
        elif year_line(cell.text) is not None:
            self.year = cell
        elif unit := unit_caption(cell.text):
            self.unit = unit
        else:
            self.parted |= level > 0 or _TABLE.search(cell.text) is not None
        self.captions = [*self.captions[1 - _CAPTIONS :], cell]
