"""What two forms are compared by（比对特征）: numbers for their rows and for the words of their goals.

Printing, punctuation and the names of one's own department and place are set aside; figures count.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable
from functools import lru_cache

from perflint.model.form import ANNUAL
from perflint.pattern import compiled
from perflint.screening.screened import ScreenedForm, ScreenedIndicator
from perflint.text import normal

_PLACE = compiled(r"[\u4e00-\u9fa5]{2,5}?(?:自治县|县|区|市|州|旗|镇|(?<!城)乡|街道)")
_MARKS = compiled(r"[\s\"',、。;:!?()\[\]《》-]+")
_FIGURES = compiled(r"\d+(?:\.\d+)?")
_SHORTEST = 3
_WIDE, _GRAM = 4, 12
"""Bytes of a character, and of three."""


class Own:
    """The names that a department calls itself by, which say nothing about what it copied."""

    def __init__(self, names: Iterable[str]) -> None:
        """``names``: of the department, as its folder and as its documents have it."""
        plain = {normal(name) for name in names}
        places = {found.group() for name in plain if (found := _PLACE.match(name))}
        self._names = sorted((name for name in plain | places if len(name) >= _SHORTEST), key=lambda n: (-len(n), n))

    def taken_out(self, text: str) -> str:
        """The text as it is compared."""
        plain = normal(text)
        for name in self._names:
            plain = plain.replace(name, "")
        return _MARKS.sub("", plain)


@lru_cache(maxsize=1024)
def own_names(*names: str) -> Own:
    """The same for the forms of one department, which come one after the other."""
    return Own(names)


def rows_of(form: ScreenedForm) -> list[ScreenedIndicator]:
    """The filled rows of the year, of the only period where there is no other."""
    periods = [row.period for row in form.indicators]
    period = ANNUAL if ANNUAL in periods else next(iter(periods), ANNUAL)
    return [row for row in form.indicators if row.period == period and row.name and row.value]


def mark(row: ScreenedIndicator, own: Own) -> int:
    """The number of a row; rows that say the same have the same."""
    return number("\x1f".join((row.level1, row.level2, own.taken_out(row.name), own.taken_out(row.value))))


def number(text: str) -> int:
    """A number of 64 bits for a text."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def figures(text: str) -> int:
    """A number of 32 bits for the figures of a text."""
    return zlib.crc32("\x1f".join(_FIGURES.findall(text)).encode())


def grams(text: str) -> set[int]:
    """The numbers (32 bits) of a text's threes of characters; texts with other figures have none in common."""
    salt, data = figures(text), text.encode("utf-32-le", "surrogatepass")
    return {zlib.crc32(data[at : at + _GRAM], salt) for at in range(0, max(1, len(data) - _GRAM + _WIDE), _WIDE)}
