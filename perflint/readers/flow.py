"""Paragraphs as Word's older formats have them（.doc、.rtf）: a stream in which tables are only marked, put in order.

A paragraph says how deep in tables it stands, and whether its end is that of a cell or of a row; a row says at its end
how it was drawn. A table inside a cell becomes a grid of its own, behind the one that holds it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from perflint.model.base import Cell, Place
from perflint.model.document import Grid, Paragraph
from perflint.readers.edges import Merge, Row, grid_of

DEEPEST = 16
"""Tables inside tables beyond which they are all taken to be of one depth."""
PARAGRAPH, CELL, ROW = "paragraph", "cell", "row"


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph: its text, its depth in tables, what its end ends, and for a row how that is drawn."""

    text: str
    depth: int = 0
    ends: str = PARAGRAPH
    edges: tuple[int, ...] = ()
    merges: tuple[Merge, ...] = ()
    level: int = 0
    deleted: bool = False
    """Whether the row that ends here was taken out, and only the record of changes still has it."""


@dataclass(slots=True)
class _Table:
    """A table that is being read."""

    rows: list[Row] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    """The cells of the row so far."""
    lines: list[str] = field(default_factory=list)
    """The paragraphs of the cell so far."""
    inner: list[list[Row]] = field(default_factory=list)
    """The tables that stood in its cells."""

    def end_cell(self) -> None:
        """The paragraphs so far are a cell."""
        self.texts.append("\n".join(self.lines).strip())
        self.lines = []

    def end_row(self, part: Part) -> None:
        """The cells so far are a row."""
        if any(self.lines):
            self.end_cell()
        if self.texts and not part.deleted:
            self.rows.append(Row(tuple(self.texts), part.edges, part.merges))
        self.texts, self.lines = [], []


class Flow:
    """The blocks of a document, from its paragraphs in order."""

    def __init__(self, name: str) -> None:
        """``name`` is the file's, for the places."""
        self._name = name
        self._blocks: list[Paragraph | Grid] = []
        self._open: list[_Table] = []
        self._tables = 0

    def take(self, part: Part) -> None:
        """The next paragraph."""
        depth = min(part.depth, DEEPEST)
        while len(self._open) > depth:
            self._close()
        while len(self._open) < depth:
            self._open.append(_Table())
        if not depth:
            self._paragraph(part)
        elif part.ends == ROW:
            self._open[-1].end_row(part)
        else:
            self._open[-1].lines.append(part.text.strip(" \t\u3000"))
            if part.ends == CELL:
                self._open[-1].end_cell()

    def blocks(self) -> tuple[Paragraph | Grid, ...]:
        """All blocks, when the last paragraph was taken. Raises ReadError for a table without measure."""
        while self._open:
            self._close()
        return tuple(self._blocks)

    def _paragraph(self, part: Part) -> None:
        """A paragraph outside of tables becomes a block, unless it is empty."""
        text = part.text.strip()
        if text:
            self._blocks.append(Paragraph(cell=Cell(text=text, place=Place(file=self._name)), level=part.level))

    def _close(self) -> None:
        """The innermost table is at its end; a row that never ended still counts."""
        table = self._open.pop()
        table.end_row(Part(""))
        if self._open:
            self._open[-1].inner += [table.rows, *table.inner]
            return
        for rows in (table.rows, *table.inner):
            if rows:
                self._tables += 1
                self._blocks.append(grid_of(rows, self._name, self._tables))
