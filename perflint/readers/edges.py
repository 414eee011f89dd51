"""Tables drawn by the edges of their cells, each row by itself（.doc、.rtf）: the columns and rows a cell covers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from perflint.readers.content import Area, Item, Table

_NEAR = 30
"""Twentieths of a point that two edges of one column may be apart: half a millimetre, less than anyone draws."""
_INCH = 1440


class Merge(Struct, frozen=True):
    """What a cell of a row is merged with."""

    across: int = 0
    """Not nought for a cell merged with its neighbours: the first of them has another number than the rest."""
    down: bool = False
    """Whether it is merged with the one above or below it."""
    starts: bool = False
    """Whether it is the uppermost of those."""


ALONE = Merge()


class Row(Struct, frozen=True):
    """A row of a table: what stands in its cells, their edges from left to right, what each is merged with."""

    cells: tuple[tuple[Item, ...], ...]
    edges: tuple[int, ...] = ()
    merges: tuple[Merge, ...] = ()


class _Box(Struct):
    """A cell where it stands: the columns it covers (the last one not), and the rows, as it grows downwards."""

    items: tuple[Item, ...]
    merge: Merge
    row: int
    left: int
    right: int
    rows: int = 1


def table_of(rows: Sequence[Row]) -> Table:
    """The table that these rows make."""
    edges = [_edges(row) for row in rows]
    column_of = _columns(edges)
    drawn: list[_Box] = []
    above: dict[int, _Box] = {}
    for number, row in enumerate(rows):
        below: dict[int, _Box] = {}
        for box in _boxes(row, number, [column_of[edge] for edge in edges[number]]):
            upper = above.get(box.left)
            if upper is not None and not box.merge.starts and box.merge.down and upper.right == box.right:
                upper.rows += 1
                below[box.left] = upper
                continue
            if box.merge.down:
                below[box.left] = box
            drawn.append(box)
        above = below
    areas = tuple(Area(box.row, box.left, box.rows, box.right - box.left, box.items) for box in drawn)
    return Table(len(rows), max(column_of.values(), default=0), areas)


def _edges(row: Row) -> list[int]:
    """The edges of a row, each right of the one before; cells that were not drawn stand at its end, an inch wide."""
    count = len(row.cells)
    edges = list(row.edges[: count + 1]) or [0]
    for index in range(1, len(edges)):
        edges[index] = max(edges[index], edges[index - 1] + 1)
    while len(edges) <= count:
        edges.append(edges[-1] + _INCH)
    return edges


def _columns(rows: Sequence[Sequence[int]]) -> dict[int, int]:
    """The column that begins at each edge. Edges close to each other are one, unless a row has both."""
    holders = defaultdict[int, set[int]](set)
    for number, edges in enumerate(rows):
        for edge in edges:
            holders[edge].add(number)
    column_of: dict[int, int] = {}
    first, column, held = 0, -1, set[int]()
    for edge in sorted(holders):
        if column < 0 or edge - first > _NEAR or not held.isdisjoint(holders[edge]):
            first, column, held = edge, column + 1, set()
        held |= holders[edge]
        column_of[edge] = column
    return column_of


def _boxes(row: Row, number: int, columns: Sequence[int]) -> Iterator[_Box]:
    """The boxes of a row; cells merged with their left neighbour are part of its box, and show nothing of their own."""
    merges = [*row.merges[: len(row.cells)], *[ALONE] * (len(row.cells) - len(row.merges))]
    box: _Box | None = None
    for items, merge, (left, right) in zip(row.cells, merges, pairwise(columns), strict=True):
        # Word's documents and its specification number the first of merged cells differently: 1, 2, 2 and 2, 1, 1.
        if box is not None and box.merge.across and merge.across and merge.across != box.merge.across:
            box.right = right
            continue
        if box is not None:
            yield box
        box = _Box(items, merge, number, left, right)
    if box is not None:
        yield box
