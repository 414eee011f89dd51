"""Drawn pages, from a PDF or from a scan, become paragraphs and grids: rules make slots, pieces of text fill them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from perflint.model.base import Cell, Place
from perflint.model.document import Grid, Paragraph
from perflint.readers.drawn.borderless import parts_of
from perflint.readers.drawn.furniture import without
from perflint.readers.drawn.page import Page, Piece, Rule
from perflint.readers.drawn.running import Type, paragraphs, rounded
from perflint.readers.drawn.sheet import Part, Row, Sheet, sheet
from perflint.readers.drawn.stitch import Known, Table, goes_on, stitched

_CROWDED = "（过密的线条）"


def blocks(pages: Sequence[Page], name: str) -> tuple[tuple[Paragraph | Grid, ...], dict[str, int]]:
    """The blocks of the pages in reading order, and the furniture that was left out: its text, and how often."""
    sheets, dropped = without([sheet(page) for page in pages])
    crowded = sum(one.crowded for one in sheets)
    if crowded:
        dropped[_CROWDED] = crowded
    return tuple(_blocks(list(_flow(sheets)), name)), dict(dropped)


def _flow(sheets: Sequence[Sheet]) -> Iterator[Row | Part]:
    """Lines and parts of tables of all pages in reading order; lines that make a table are a part."""
    for one in sheets:
        held: list[Row] = []
        items: list[Row | Part] = [*one.rows, *one.parts]
        for item in sorted(items, key=lambda item: item.box[1::-1]):
            if isinstance(item, Row):
                held.append(item)
                continue
            yield from parts_of(held, one)
            held = []
            yield item
        yield from parts_of(held, one)


def _blocks(flow: Sequence[Row | Part], name: str) -> Iterator[Paragraph | Grid]:
    """Paragraphs of the lines, grids of the parts."""
    parts = [item for item in flow if isinstance(item, Part)]
    known = Known(parts)
    sizes = Type([item for item in flow if isinstance(item, Row)], parts)
    held: list[Row] = []
    chain: list[Part] = []
    tables = 0
    for item in [*flow, None]:
        if chain and not (isinstance(item, Part) and goes_on(chain, item)):
            tables += 1
            yield _grid(stitched(chain, known), tables, name)
            chain = []
        if isinstance(item, Row):
            held.append(item)
            continue
        yield from paragraphs(held, sizes, name)
        held = []
        if item is not None:
            chain.append(item)


def _grid(table: Table, number: int, name: str) -> Grid:
    """A table as a grid: a merged box is one cell in every slot it covers."""
    rows: list[list[Cell | None]] = [[None] * table.columns for _ in range(table.rows)]
    for row, column, height, width, box, page, filling in table.entries:
        place = Place(file=name, table=number, row=row + 1, column=column + 1, page=page, box=box)
        cell = Cell(text=filling.text, place=place, confidence=filling.confidence)
        if height == width == 1:
            rows[row][column] = cell
            continue
        for line in rows[row : row + height]:
            line[column : column + width] = [cell] * width
    page = table.part.page
    for row, line in enumerate(rows, 1):
        for column in [column for column, found in enumerate(line) if found is None] if None in line else ():
            line[column] = Cell(text="", place=Place(file=name, table=number, row=row, column=column + 1, page=page))
    whole = tuple(tuple(cell for cell in line if cell is not None) for line in rows)
    return Grid(rows=whole, place=Place(file=name, table=number, page=page, box=rounded(table.part.box)))


__all__ = ["Page", "Piece", "Rule", "blocks"]
