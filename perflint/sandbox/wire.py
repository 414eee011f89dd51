"""A document as bytes and back: what a child that met hostile input may say, and nothing else.

JSON of declared types, not pickle: whatever comes back makes documents only. A cell that stands in several slots is
told once and comes back as one, so the rows hold numbers.
"""

from __future__ import annotations

import json
from itertools import chain

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from perflint.model.base import Cell
from perflint.model.document import Document, Grid, Paragraph


class TooLargeError(ValueError):
    """A document with more slots than anybody could have meant."""


class _Told(Struct, frozen=True):
    """A document whose grids have their rows apart: for each grid its rows, for each slot the number of its cell."""

    document: Document
    cells: tuple[Cell, ...]
    rows: tuple[tuple[tuple[int, ...], ...], ...]


def packed(document: Document, most: int) -> bytes:
    """The document as bytes. Raises TooLargeError for one of more than so many slots."""
    grids = document.grids
    if sum(len(row) for grid in grids for row in grid.rows) > most:
        raise TooLargeError
    cells = {id(cell): cell for grid in grids for cell in chain.from_iterable(grid.rows)}
    numbers = {key: number for number, key in enumerate(cells)}
    told = _Told(
        document=replace(document, blocks=tuple(_bare(block) for block in document.blocks)),
        cells=tuple(cells.values()),
        rows=tuple(tuple(tuple(numbers[id(cell)] for cell in row) for row in grid.rows) for grid in grids),
    )
    try:
        return msgspec.json.encode(told)
    except UnicodeEncodeError:  # half of a character, as broken files have them
        whole = json.dumps(msgspec.to_builtins(told), ensure_ascii=False)
        return whole.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()


def unpacked(data: bytes, most: int) -> Document:
    """The document that was packed. Raises some exception or other for what is none."""
    told = msgspec.json.decode(data, type=_Told)
    if max(len(told.cells), sum(len(row) for rows in told.rows for row in rows)) > most:
        raise TooLargeError
    grids = iter(told.rows)
    cell = told.cells.__getitem__
    return replace(
        told.document,
        blocks=tuple(
            replace(block, rows=tuple(tuple(map(cell, row)) for row in next(grids)))
            if isinstance(block, Grid)
            else block
            for block in told.document.blocks
        ),
    )


def _bare(block: Paragraph | Grid) -> Paragraph | Grid:
    """The block without its rows."""
    return replace(block, rows=()) if isinstance(block, Grid) else block
