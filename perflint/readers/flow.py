"""Paragraphs as Word's older formats have them（.doc、.rtf）: a stream in which tables are only marked, put in order.

A paragraph says how deep in tables it stands, and whether its end is that of a cell or of a row; a row says at its end
how it was drawn.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct, field

from perflint.readers.content import Item, Line
from perflint.readers.edges import Merge, Row, table_of

DEEPEST = 16
"""Tables inside tables beyond which they are all taken to be of one depth."""
PARAGRAPH, CELL, ROW = "paragraph", "cell", "row"


class Part(Struct, frozen=True):
    """A paragraph: its text, its depth in tables, what its end ends, and for a row how that is drawn."""

    text: str
    depth: int = 0
    ends: str = PARAGRAPH
    edges: tuple[int, ...] = ()
    merges: tuple[Merge, ...] = ()
    level: int = 0
    deleted: bool = False
    """Whether the row that ends here was taken out, and only the record of changes still has it."""


class _Table(Struct):
    """A table that is being read."""

    rows: list[Row] = field(default_factory=list)
    cells: list[tuple[Item, ...]] = field(default_factory=list)
    """The cells of the row so far."""
    items: list[Item] = field(default_factory=list)
    """What stands in the cell so far."""

    def end_cell(self) -> None:
        """What was read so far is a cell."""
        self.cells.append(tuple(self.items))
        self.items = []

    def end_row(self, part: Part) -> None:
        """The cells so far are a row."""
        if any(item.text for item in self.items):
            self.end_cell()
        if self.cells and not part.deleted:
            self.rows.append(Row(tuple(self.cells), part.edges, part.merges))
        self.cells, self.items = [], []


def items_of(parts: Iterable[Part]) -> list[Item]:
    """Lines and tables, tables within tables where they stand."""
    done: list[Item] = []
    ahead: list[_Table] = []
    for part in parts:
        depth = min(part.depth, DEEPEST)
        while len(ahead) > depth:
            _close(ahead, done)
        while len(ahead) < depth:
            ahead.append(_Table())
        if not depth:
            done.append(Line(part.text, part.level))
        elif part.ends == ROW:
            ahead[-1].end_row(part)
        else:
            ahead[-1].items.append(Line(part.text, part.level))
            if part.ends == CELL:
                ahead[-1].end_cell()
    while ahead:
        _close(ahead, done)
    return done


def _close(ahead: list[_Table], done: list[Item]) -> None:
    """The innermost table is at its end; a row that never ended still counts."""
    table = ahead.pop()
    table.end_row(Part(""))
    if table.rows:
        (ahead[-1].items if ahead else done).append(table_of(table.rows))
