"""Rows poured out a cell a line, each line ending in a pipe, and filled up with pipes to the width of the table.

Pages of the kind that write a line break for every box of a table leave this behind: no line is a row any more, yet
every row has as many pipes as the others, and a line of nothing but pipes ends one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import gcd

from perflint.pattern import compiled

_FILLED_UP = compiled(r"\|\s*\|$")
_FEWEST = 2
"""How many rows are filled up at least, so that their width is no chance,"""
_NARROWEST = 3
"""and how many pipes a row has."""
_WIDEST = 60

Row = tuple[int, list[str]]
"""The index of the line a row begins on, and its cells."""


def poured(lines: Mapping[int, str], members: Sequence[int]) -> list[Row]:
    """The rows, each with the index of its first filled line; nothing where these lines are not of this kind."""
    texts = [lines[index].strip() for index in members]
    if 2 * sum(text.endswith("|") and text.count("|") == 1 for text in texts) < len(texts):
        return []
    width = _width(texts)
    if not width:
        return []
    rows: list[Row] = []
    cells: list[str] = []
    start, held = members[0], ""
    for index, text in zip(members, texts, strict=True):
        *ended, rest = text.split("|")
        for cell in ended:
            if len(cells) == width:
                rows.append((start, cells))
                cells = []
            whole, held = (held + cell.strip()).strip(), ""
            start = index if whole and not any(cells) else start
            cells.append(whole)
        held += rest.strip()
    if any(cells) or held:
        rows.append((start, [*cells, *([held] if held else [])]))
    return [row for row in rows if any(row[1])]


def _width(texts: Sequence[str]) -> int:
    """How many pipes every row has: what all places have in common where one is filled up; 0 where it is chance."""
    total = width = ends = 0
    for text in texts:
        total += text.count("|")
        if _FILLED_UP.search(text):
            width, ends = gcd(width, total), ends + 1
    often = 2 * ends * width >= total or (total % width == 0 and width > _NARROWEST) if width else False
    return width if often and ends >= _FEWEST and _NARROWEST <= width <= _WIDEST else 0
