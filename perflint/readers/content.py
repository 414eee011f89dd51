"""What documents of running text hold（.docx、.html）: lines, tables, tables within tables; the blocks made of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import count

from msgspec import Struct
from msgspec.structs import replace

from perflint.errors import ReadError
from perflint.model.base import Cell, Place
from perflint.model.document import Grid, Paragraph
from perflint.readers.slots import grid_of

MOST_SLOTS = 1_000_000


class Line(Struct, frozen=True):
    """A paragraph; ``level`` is the depth of a heading."""

    text: str
    level: int = 0


class Area(Struct, frozen=True):
    """A cell of a table with what stands in it; rows and columns count from 0."""

    row: int
    column: int
    rows: int
    columns: int
    items: tuple[Line | Table, ...]

    @property
    def text(self) -> str:
        """Its text, tables in it row by row."""
        if len(self.items) == 1 and isinstance(self.items[0], Line):
            return self.items[0].text.strip()
        return "\n".join(item.text for item in self.items).strip()

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables in it that are more than a frame around one text."""
        if len(self.items) == 1 and isinstance(self.items[0], Line):
            return ()
        return tuple(item for item in self.items if isinstance(item, Table) and len(item.areas) > 1)


class Table(Struct, frozen=True, dict=True):
    """A table as its source divides it."""

    rows: int
    columns: int
    areas: tuple[Area, ...]
    packed: bool = False
    """Whether empty boxes left no trace, and columns say nothing."""

    @cached_property
    def text(self) -> str:
        """Its text as it stands within a cell: a line a row, blanks between its cells."""
        rows: dict[int, list[str]] = {}
        for area in self.areas:
            rows.setdefault(area.row, []).append(area.text)
        return "\n".join(" ".join(filter(None, texts)) for _, texts in sorted(rows.items()))

    @cached_property
    def filled(self) -> int:
        """How many cells hold text, those of tables within it counted one by one."""
        return sum(
            sum(table.filled for table in area.tables) if area.tables else bool(area.text) for area in self.areas
        )


Item = Line | Table


def blocks(items: Iterable[Item], name: str) -> list[Paragraph | Grid]:
    """Paragraphs and grids in reading order, numbered through the file. Raises ReadError for a table beyond measure.

    A paragraph's place carries its number as ``row``, without a table: no two cells may share a place.
    """
    made: list[Paragraph | Grid] = []
    paragraphs, tables = count(1), count(1)
    for item in items:
        if isinstance(item, Table):
            if item.rows * item.columns > MOST_SLOTS:
                raise ReadError(name, "有一张表格大得不合常理", "请只保留绩效目标表和预算表，删去其余内容后再检查")
            made.append(_grid(item, name, next(tables)))
            continue
        for text in filter(None, map(str.strip, item.text.split("\n"))):
            place = Place(file=name, row=next(paragraphs))
            made.append(Paragraph(cell=Cell(text=text, place=place), level=item.level))
    return made


def places(items: Iterable[Item], name: str) -> Iterator[tuple[Place, Line | tuple[Item, ...]]]:
    """The places that ``blocks`` gives, each with what stands there: a line, or the items of a cell.

    Of cells that overlap the first has the place; a slot that no cell covers has none here.
    """
    paragraphs, tables = count(1), count(1)
    for item in items:
        if isinstance(item, Table):
            table = next(tables)
            for area in item.areas:
                yield Place(file=name, table=table, row=area.row + 1, column=area.column + 1), area.items
        else:
            for _ in filter(None, map(str.strip, item.text.split("\n"))):
                yield Place(file=name, row=next(paragraphs)), item


def _grid(table: Table, name: str, number: int) -> Grid:
    """The grid of a table, tables left in its cells as text."""
    boxes = ((area.row, area.column, area.rows, area.columns, area.text) for area in table.areas)

    def place(row: int, column: int) -> Place:
        """The place of a slot."""
        return Place(file=name, table=number, row=row + 1, column=column + 1)

    grid = grid_of(boxes, table.rows, table.columns, place, Place(file=name, table=number))
    return replace(grid, packed=True) if table.packed else grid
