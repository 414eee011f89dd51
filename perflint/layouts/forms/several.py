"""Several indicators in one box, a line each: 三级指标 and 指标值 of a 二级 that were written into one row."""

from __future__ import annotations

from collections.abc import Iterator

from perflint.model.base import Cell
from perflint.pattern import compiled
from perflint.text import normal

_NUMBERED = compiled(r"(?:指标)?\d{1,2}[.、:)](?!\d)|指标[一二三四五六七八九十]|\(\d{1,2}\)")
_CIRCLED = compiled(r"\s*[①-⑳]")
_WHOLE = compiled(
    r"(?:[≥≤><=±]|不少于|不低于|不超过|大于等于|小于等于|大于|小于|达到)?\d[\d,.]*(?:%|[^\d\s%年月日号时]{1,6})"
)
"""A value with its unit: the lines of one value that was broken over them are not all of this kind, nor are dates."""


def several(name: Cell, value: Cell) -> Iterator[tuple[Cell, Cell]]:
    """Each name with its value; the two as they are where nothing tells that their lines are indicators."""
    names, values = _lines(name), _lines(value)
    if (
        len(names) != len(values)
        or len(names) < 2
        or not (all(map(_is_numbered, names)) or all(map(_is_whole, values)))
    ):
        yield name, value
        return
    for one, other in zip(names, values, strict=True):
        yield Cell(text=one, place=name.place), Cell(text=other, place=value.place)


def _lines(cell: Cell) -> list[str]:
    """The lines of a cell that are not blank."""
    return [line.strip() for line in cell.text.split("\n") if line.strip()]


def _is_numbered(line: str) -> bool:
    """Whether a line begins with the number of an indicator."""
    return _CIRCLED.match(line) is not None or _NUMBERED.match(normal(line)) is not None


def _is_whole(line: str) -> bool:
    """Whether a line is a value by itself."""
    return _WHOLE.fullmatch(normal(line)) is not None
