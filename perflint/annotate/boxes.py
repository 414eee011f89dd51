"""Where the box of a note lies on a sheet: beside its cell, as many columns and rows as it needs."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

WIDTH, LINE, TALLEST = 340, 17, 560
"""Dots on a screen: how wide a note's box is, how high a line in it, how high it gets at most."""
_A_LINE = 25
"""Chinese characters in a line of a note."""
_GAP = 12
_COLUMN, _ROW = 64, 20
"""A usual column and row."""
_MOST_COLUMNS, _MOST_ROWS = 16_383, 1_048_575
_ON = {"1", "true"}


class Paper:
    """How wide the columns and how high the rows of a sheet are, in dots on a screen."""

    def __init__(self, sheet: etree._Element) -> None:
        """Read the sizes that are said; all others are the usual ones."""
        usual = sheet.find("{*}sheetFormatPr")
        self._wide = _dots(None if usual is None else usual.get("defaultColWidth"), 7, _COLUMN)
        self._high = _dots(None if usual is None else usual.get("defaultRowHeight"), 4 / 3, _ROW)
        self._columns = [
            (_whole(one.get("min")), _whole(one.get("max")), _size(one, "width", 7, self._wide))
            for one in sheet.iterfind("{*}cols/{*}col")
        ]
        self._rows = {
            _whole(row.get("r")): _size(row, "ht", 4 / 3, self._high) for row in sheet.iterfind("{*}sheetData/{*}row")
        }

    def anchor(self, row: int, column: int, lines: int) -> str:
        """The box of a note of so many lines, right of a row and column counted from 1, as VML has it.

        The columns, then the rows, where it begins and ends, counted from 0, each with how many dots into it.
        """
        left = min(column, _MOST_COLUMNS)
        top = max(row - 2, 0)
        right, beyond = _reach(self._width, left, _GAP + WIDTH, _MOST_COLUMNS)
        bottom, below = _reach(self._height, top, min(lines * LINE + _GAP, TALLEST), _MOST_ROWS)
        return ", ".join(map(str, (left, _GAP, top, 2, right, beyond, bottom, below)))

    def _width(self, column: int) -> int:
        """The width of a column counted from 0."""
        return next((size for first, last, size in self._columns if first <= column + 1 <= last), self._wide)

    def _height(self, row: int) -> int:
        """The height of a row counted from 0."""
        return self._rows.get(row + 1, self._high)


def lines_of(texts: list[str]) -> int:
    """How many lines some paragraphs take in a note."""
    return 1 + sum(1 + len(text) // _A_LINE for text in texts)


def _reach(size: Callable[[int], int], start: int, far: int, most: int) -> tuple[int, int]:
    """The column or row that lies so many dots from the start of one, and how far into it."""
    at = start
    while at < most and far > size(at):
        far -= size(at)
        at += 1
    return at, far


def _size(element: etree._Element, name: str, dots: float, usual: int) -> int:
    """The size an element gives, 0 for a hidden one."""
    return 0 if element.get("hidden", "").lower() in _ON else _dots(element.get(name), dots, usual)


def _dots(text: str | None, dots: float, usual: int) -> int:
    """A measure in dots; the usual one where it is none."""
    try:
        return min(max(round(float(text or "") * dots), 0), 2000)
    except (ValueError, OverflowError):
        return usual


def _whole(text: str | None) -> int:
    """A whole number, 0 for none."""
    return int(text) if text and len(text) < 9 and text.isascii() and text.isdigit() else 0
