"""Tables drawn by the edges of their cells, each row by itself（.doc、.rtf）: a grid with its merged boxes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from perflint.errors import ReadError
from perflint.model.base import Cell, Place
from perflint.model.document import Grid

MOST_SLOTS = 1_000_000
_NEAR = 30
"""Twentieths of a point that two edges of one column may be apart: half a millimetre, less than anyone draws."""
_INCH = 1440


@dataclass(frozen=True, slots=True)
class Merge:
    """What a cell of a row is merged with."""

    across: int = 0
    """Not nought for a cell merged with its neighbours: the first of them has another number than the rest."""
    down: bool = False
    """Whether it is merged with the one above or below it."""
    starts: bool = False
    """Whether it is the uppermost of those."""


ALONE = Merge()


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: what stands in its cells, their edges from left to right, what each is merged with."""

    texts: tuple[str, ...]
    edges: tuple[int, ...] = ()
    merges: tuple[Merge, ...] = ()


@dataclass(frozen=True, slots=True)
class _Box:
    """A cell where it stands: its text, the columns it covers (the last one not), its merge."""

    text: str
    left: int
    right: int
    merge: Merge


def grid_of(rows: Sequence[Row], name: str, table: int) -> Grid:
    """The grid of these rows. Raises ReadError where it would be larger than any table is."""
    edges = [_edges(row) for row in rows]
    column_of = _columns(edges)
    count = max(column_of.values(), default=0)
    if count * len(rows) > MOST_SLOTS:
        raise ReadError(name, f"第 {table} 张表大得不合常理", "文件可能是恶意构造的，请向来源核实")
    made: list[list[Cell]] = []
    merged = [False] * count
    for number, row in enumerate(rows, 1):
        slots = [
            Cell(text="", place=Place(file=name, table=table, row=number, column=column + 1)) for column in range(count)
        ]
        before, merged = merged, [False] * count
        for box in _boxes(row, [column_of[edge] for edge in edges[number - 1]]):
            cell = Cell(text=box.text, place=slots[box.left].place)
            if box.merge.down and not box.merge.starts and before[box.left]:
                above = made[-1][box.left]
                cell = above if above.place.column == box.left + 1 else cell
            for column in range(box.left, box.right):
                slots[column] = cell
                merged[column] = box.merge.down
        made.append(slots)
    return Grid(rows=tuple(map(tuple, made)), place=Place(file=name, table=table))


def _edges(row: Row) -> list[int]:
    """The edges of a row, each right of the one before; cells that were not drawn stand at its end, an inch wide."""
    count = len(row.texts)
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


def _boxes(row: Row, columns: Sequence[int]) -> Iterator[_Box]:
    """The boxes of a row; cells merged with their left neighbour are part of its box, and show nothing of their own."""
    merges = [*row.merges[: len(row.texts)], *[ALONE] * (len(row.texts) - len(row.merges))]
    box: _Box | None = None
    lead = 0
    for text, merge, (left, right) in zip(row.texts, merges, pairwise(columns), strict=True):
        # Word's own documents and its specification number the first of merged cells differently: 1, 2, 2 or 2, 1, 1.
        if box is not None and lead and merge.across and merge.across != lead:
            box = _Box(box.text, box.left, right, box.merge)
            continue
        if box is not None:
            yield box
        box, lead = _Box(text, left, right, merge), merge.across
    if box is not None:
        yield box
