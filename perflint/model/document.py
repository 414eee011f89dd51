"""What a reader gives back: paragraphs and grids in reading order, nothing judged, nothing guessed."""

from __future__ import annotations

from functools import cached_property

from msgspec import field

from perflint.model.base import Cell, Place, Strict
from perflint.text import is_blank


class Paragraph(Strict, frozen=True, kw_only=True, tag=True):
    """A heading, a paragraph or a list item（段落）; ``level`` is the depth of a heading, 0 for running text."""

    cell: Cell
    level: int = 0

    @property
    def text(self) -> str:
        """Its text."""
        return self.cell.text


class Grid(Strict, frozen=True, kw_only=True, tag=True, dict=True):
    """A table as it is drawn（表格）: rows of cells, of unequal length where the source lost some."""

    rows: tuple[tuple[Cell, ...], ...]
    place: Place
    packed: bool = False
    """Whether empty boxes left no trace, as in text whose columns were told apart by blanks alone."""

    @cached_property
    def filled(self) -> tuple[tuple[Cell, ...], ...]:
        """Of each row the cells in which something stands."""
        return tuple([tuple([cell for cell in row if cell.text and not is_blank(cell.text)]) for row in self.rows])


class Document(Strict, frozen=True, kw_only=True):
    """A file's content in reading order（文档）."""

    name: str
    digest: str
    blocks: tuple[Paragraph | Grid, ...]
    dropped: dict[str, int] = field(default_factory=dict)
    """Page furniture that was left out (watermarks, running heads, page numbers): its text, and how often."""
    remarks: tuple[str, ...] = ()
    """What a person should know of how it was read (a hidden sheet, a formula without its result), in Chinese."""
    unread_pages: tuple[int, ...] = ()
    """Pages that are nothing but an image and were not read, because character recognition is not installed."""

    @property
    def grids(self) -> tuple[Grid, ...]:
        """Its tables."""
        return tuple(block for block in self.blocks if isinstance(block, Grid))


class Unread(Strict, frozen=True, kw_only=True):
    """A file that could not be turned into a Document（未能读取的文件）: why, and the cure, in Chinese."""

    name: str
    reason: str
    cure: str
    scanned: bool = False
