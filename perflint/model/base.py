"""The atoms: a cell is a text and the place where it stands."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from msgspec import Struct

from perflint.text import is_blank, normal

V = TypeVar("V")
T = TypeVar("T")


class Strict(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The base of every value of the model: it goes to JSON and back, and refuses what was not declared."""


class Place(Strict, frozen=True, kw_only=True, gc=False):
    """Where something stands（位置）. Tables, rows and columns count from 1, lines of a text file as an editor does.

    A paragraph of a document without lines or pages has its number as ``row``, and no table.
    """

    file: str = ""
    table: int | None = None
    row: int | None = None
    column: int | None = None
    page: int | None = None
    sheet: str | None = None
    box: tuple[float, float, float, float] | None = None
    line: int | None = None

    def __str__(self) -> str:
        """As a reviewer looks it up: ``第312行 表14 第5行第4列``, ``第3页 表2 第5行第4列``, ``Sheet1!G17``."""
        if self.sheet is not None and self.row and self.column:
            return f"{self.sheet}!{_letters(self.column)}{self.row}"
        parts = []
        if self.page is not None:
            parts.append(f"第{self.page}页")
        if self.line is not None:
            parts.append(f"第{self.line}行")
        if self.table is not None:
            parts.append(f"表{self.table}")
        if self.table is not None and self.row is not None and self.column is not None:
            parts.append(f"第{self.row}行第{self.column}列")
        elif self.row is not None and self.column is None:
            parts.append(f"第{self.row}段")
        return " ".join(parts) or self.file

    @property
    def order(self) -> tuple[int, ...]:
        """A key that sorts the places of one file in reading order."""
        return (self.page or 0, self.line or 0, self.table or 0, self.row or 0, self.column or 0)


class Cell(Strict, frozen=True, kw_only=True, gc=False):
    """A text and its place（单元格）. A merged box is one Cell in every slot it covers; its place is its origin."""

    text: str
    place: Place
    confidence: float | None = None
    """How sure the recognition of characters was, from 0 to 1; None where the text was there as text."""

    @property
    def blank(self) -> bool:
        """Whether nothing visible stands in it."""
        return not self.text or is_blank(self.text)

    @property
    def normal(self) -> str:
        """Its text as it compares with others."""
        return normal(self.text)


def once(find: Callable[[V], T]) -> Callable[[V], T]:
    """What follows from a value, found when first asked for and kept beside it: many rules ask the same.

    Values never change, so what was found stays true; what is kept goes when the value goes. Of values with ``dict``.
    """
    name = f"{find.__module__}.{find.__qualname__}"

    @wraps(find)
    def found(value: V) -> T:
        notes: dict[str, T] = value.__dict__
        if name not in notes:
            notes[name] = find(value)
        return notes[name]

    return found


def _letters(column: int) -> str:
    """The spreadsheet name of a column: 1 → A, 27 → AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
