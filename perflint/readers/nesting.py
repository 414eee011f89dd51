"""Tables within tables: frames that lay out a page give way, a table in a cell of a form becomes part of the form."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from perflint.readers.content import MOST_SLOTS, Area, Item, Line, Table
from perflint.readers.typed import typed

FEW = 8
"""A table that lays out a page has fewer cells of its own than this: menus, a heading, a foot."""


def unfolded(items: Iterable[Item]) -> Iterator[Item]:
    """Lines and tables, none within another where it is drawn as a table; a box around one text is that text.

    A form that was typed into the lines is a table, too.
    """
    return typed(opened(items))


def opened(items: Iterable[Item]) -> Iterator[Item]:
    """The same without tables that were only typed: where lines stand in no order of reading."""
    for item in items:
        if isinstance(item, Line):
            yield item
        elif len(item.areas) > 1:
            yield from _table(item)
        else:
            for area in item.areas:
                yield from opened(area.items)


def _table(table: Table) -> Iterator[Item]:
    """A table, or what takes its place where others are within it."""
    # A table beyond measure is refused where its grid is made, not walked here.
    nested = [area for area in table.areas if area.tables] if table.rows * table.columns <= MOST_SLOTS else []
    alone = _alone(table) if nested else []
    if not nested:
        yield table
    elif len(alone) < len(nested) and _frames(table):
        for area in table.areas:
            yield from opened(area.items)
    elif alone:
        yield from opened(_cut(table, alone))
    else:
        yield _spliced(table)


def _frames(table: Table) -> bool:
    """Whether a table only lays out a page: it has next to nothing of its own, tables in it have more."""
    own = sum(bool(area.text) for area in table.areas if not area.tables)
    return own < min(FEW, table.filled - own)


def _alone(table: Table) -> list[Area]:
    """The cells with a table in them that stand alone in their rows, but for empty ones."""
    beside: dict[int, list[Area]] = defaultdict(list)
    for area in table.areas:
        for row in range(area.row, area.row + area.rows):
            beside[row].append(area)
    return [
        area
        for area in table.areas
        if area.tables
        and all(
            one is area or not (one.text or _reaches_beyond(one, area))
            for row in range(area.row, area.row + area.rows)
            for one in beside[row]
        )
    ]


def _reaches_beyond(one: Area, area: Area) -> bool:
    """Whether a cell begins above or ends below another."""
    return one.row < area.row or one.row + one.rows > area.row + area.rows


def _cut(table: Table, alone: Sequence[Area]) -> Iterator[Item]:
    """A table cut at rows that hold nothing but another table: above, the other table, below."""
    edges = [0, *(edge for area in alone for edge in (area.row, area.row + area.rows)), table.rows]
    for index, (start, stop) in enumerate(pairwise(edges)):
        if index % 2:
            yield from alone[index // 2].items
        elif stop > start:
            yield _rows(table, start, stop)


def _rows(table: Table, start: int, stop: int) -> Table:
    """Some rows of a table."""
    areas = [area for area in table.areas if start <= area.row < stop]
    moved = [
        Area(area.row - start, area.column, min(area.rows, stop - area.row), area.columns, area.items) for area in areas
    ]
    return Table(stop - start, table.columns, tuple(moved))


def _spliced(table: Table) -> Table:
    """The table with those in its cells divided as they are drawn; where text stands beside one, all is the cell's."""
    for items in [area.items for area in table.areas if area.tables]:
        inner = [item for item in items if isinstance(item, Table) or item.text.strip()]
        flat = list(unfolded(inner)) if len(inner) == 1 else []
        if len(flat) == 1 and isinstance(flat[0], Table):
            # A cell that was moved keeps its items, and by them it is found again.
            area = next(area for area in table.areas if area.items is items)
            grown = _put(table, area, flat[0])
            table = grown if grown.rows * grown.columns <= MOST_SLOTS else table
    return table


def _put(table: Table, area: Area, inner: Table) -> Table:
    """The table with another in place of one of its cells: what stands beside it stretches along."""
    more_rows, more_columns = max(0, inner.rows - area.rows), max(0, inner.columns - area.columns)
    bottom, right = area.row + area.rows, area.column + area.columns

    def moved(one: Area) -> Area:
        """A cell of the outer table in its new place."""
        top = one.row + (more_rows if one.row >= bottom else 0)
        left = one.column + (more_columns if one.column >= right else 0)
        rows = one.rows + (more_rows if one.row < bottom <= one.row + one.rows else 0)
        columns = one.columns + (more_columns if one.column < right <= one.column + one.columns else 0)
        return Area(top, left, rows, columns, one.items)

    def placed(one: Area) -> Area:
        """A cell of the inner table; its last row and column reach to the edges of the cell it stands in."""
        rows = one.rows + (area.rows + more_rows - inner.rows if one.row + one.rows == inner.rows else 0)
        columns = one.columns + (
            area.columns + more_columns - inner.columns if one.column + one.columns == inner.columns else 0
        )
        return Area(area.row + one.row, area.column + one.column, rows, columns, one.items)

    areas = [moved(one) for one in table.areas if one is not area] + [placed(one) for one in inner.areas]
    return Table(table.rows + more_rows, table.columns + more_columns, tuple(areas))
