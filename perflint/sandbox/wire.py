"""A document as bytes and back: what a child that met hostile input may say, and nothing else.

JSON, not pickle: whatever comes back makes plain values only. Column by column, because a document is thousands of
cells that differ in few things: a disclosure pickled as objects takes 24 ms each way, so it takes 3.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import fields
from itertools import chain, islice
from operator import attrgetter
from typing import Any

from perflint.model.base import Cell, Place
from perflint.model.document import Document, Grid, Paragraph

# Whatever fields these classes get, they travel.
_PLACE = tuple(field.name for field in fields(Place))
_CELL = tuple(field.name for field in fields(Cell) if field.name != "place")
_PARAGRAPH = tuple(field.name for field in fields(Paragraph) if field.name != "cell")
_GRID = tuple(field.name for field in fields(Grid) if field.name not in {"rows", "place"})
_DOCUMENT = tuple(field.name for field in fields(Document) if field.name != "blocks")
_SAME, _EACH = 0, 1


class TooLargeError(ValueError):
    """A document with more slots than anybody could have meant."""


def packed(document: Document, most: int) -> bytes:
    """The document as bytes. Raises TooLargeError for one of more than so many slots."""
    grids = document.grids
    if sum(len(row) for grid in grids for row in grid.rows) > most:
        raise TooLargeError
    standing = list(chain.from_iterable(map(_cells, document.blocks)))
    # A cell that stands in several slots is told once, and comes back as one.
    cells = {id(cell): cell for cell in standing}
    numbers = {key: number for number, key in enumerate(cells)}
    said = {
        "document": {name: getattr(document, name) for name in _DOCUMENT},
        "blocks": [
            [list(map(len, block.rows)), *(getattr(block, name) for name in _GRID)]
            if isinstance(block, Grid)
            else [None, *(getattr(block, name) for name in _PARAGRAPH)]
            for block in document.blocks
        ],
        "slots": [numbers[id(cell)] for cell in standing],
        "cells": _columns(list(cells.values()), _CELL),
        "places": _columns([cell.place for cell in cells.values()], _PLACE),
        "grids": _columns([grid.place for grid in grids], _PLACE),
        "counts": [len(cells), len(grids)],
    }
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def unpacked(data: bytes, most: int) -> Document:
    """The document that was packed. Raises some exception or other for what is none."""
    said = json.loads(data.decode("utf-8", "surrogatepass"))
    count, grids = said["counts"]
    if max(count, grids, len(said["slots"]), len(said["blocks"])) > 2 * most:
        raise TooLargeError
    cells = _made(Cell, _CELL, said["cells"], count)
    _fill(Cell, "place", cells, _made(Place, _PLACE, said["places"], count))
    standing = map(cells.__getitem__, said["slots"])
    places = iter(_made(Place, _PLACE, said["grids"], grids))
    return Document(
        blocks=tuple(_blocks(said["blocks"], standing, places)),
        **{name: _frozen(said["document"][name]) for name in _DOCUMENT},
    )


def _cells(block: Paragraph | Grid) -> Iterator[Cell]:
    """The cells of a block, slot by slot."""
    return iter((block.cell,)) if isinstance(block, Paragraph) else chain.from_iterable(block.rows)


def _columns(values: Sequence[object], names: Sequence[str]) -> list[list[Any]]:
    """A column for each name: what all values share, once, or what each has."""
    columns = []
    for name in names:
        column = list(map(attrgetter(name), values))
        same = bool(column) and column.count(column[0]) == len(column)
        columns.append([_SAME, column[0]] if same else [_EACH, column])
    return columns


def _blocks(blocks: list[list[Any]], standing: Iterator[Cell], places: Iterator[Place]) -> Iterator[Paragraph | Grid]:
    """The blocks, of these cells."""
    for lengths, *rest in blocks:
        if lengths is None:
            yield Paragraph(cell=next(standing), **dict(zip(_PARAGRAPH, rest, strict=True)))
        else:
            rows = tuple(tuple(islice(standing, length)) for length in lengths)
            yield Grid(rows=rows, place=next(places), **dict(zip(_GRID, rest, strict=True)))


def _made(kind: type[Any], names: Sequence[str], columns: Sequence[Any], count: int) -> list[Any]:
    """So many values of a frozen class from their columns."""
    made = [object.__new__(kind) for _ in range(count)]
    for name, (how, column) in zip(names, columns, strict=True):
        _fill(kind, name, made, [_frozen(column)] * count if how == _SAME else _frozen(column))
    return made


def _fill(kind: type[Any], name: str, made: Sequence[Any], values: Sequence[Any]) -> None:
    """Set a field of many values at once.

    Past ``__init__``, which would take three times as long; and making cells is most of what a sandbox costs.
    """
    if len(values) != len(made):
        raise ValueError(name)
    deque(map(getattr(kind, name).__set__, made, values), maxlen=0)


def _frozen(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    """The value with tuples for lists, as all our values have them; a list of texts or numbers costs one look."""
    if not isinstance(value, list):
        return value
    return tuple(map(_frozen, value)) if list in set(map(type, value)) else tuple(value)
