"""The text of Word's binary files: it lies in pieces, as it was edited; a table puts them in order.

A character's place in the document is its number (CP), its place in the file an offset (FC). A piece has one byte a
character or two.
"""

from __future__ import annotations

import re
import struct
from bisect import bisect_right
from collections.abc import Iterator

from msgspec import Struct

from perflint.readers.compound import DamagedError
from perflint.readers.doc.modifiers import in_short

_GROUP, _LIST = 1, 2
_NARROW = 0x40000000
_WINDOWS = {code: bytes((code,)).decode("cp1252", "replace") for code in range(0x80, 0xA0)}
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_HIGH = re.compile(rb"[\x80-\xff]+")
_DOUBLE = re.compile(rb"(?:[\xa1-\xa9\xb0-\xf7][\xa1-\xfe])+")
_COMMON = 0.6
FILLER = "\0"
"""Stands for the second half of a character that counts as two."""


class Piece(Struct, frozen=True):
    """A stretch of text: its first and (not) last character, its offset in the file, the bytes of a character."""

    start: int
    stop: int
    offset: int
    width: int
    group: bytes = b""
    """Modifiers of everything in it, put on in editing."""

    @property
    def end(self) -> int:
        """The offset behind its last character."""
        return self.offset + (self.stop - self.start) * self.width


class Pieces:
    """The pieces of a file in order. Raises DamagedError where they contradict each other."""

    def __init__(self, word: bytes, table: bytes) -> None:
        """``word`` holds the text, ``table`` the list of pieces and, before it, groups of modifiers."""
        self._all = tuple(_pieces(word, table))
        self._starts = [piece.start for piece in self._all]
        self.text = "".join(_text(piece, word) for piece in self._all)

    def __iter__(self) -> Iterator[Piece]:
        """Each in turn."""
        return iter(self._all)

    def at(self, number: int) -> tuple[Piece, int]:
        """The piece that a character is in, and the character's offset in the file."""
        piece = self._all[bisect_right(self._starts, number) - 1]
        return piece, piece.offset + (number - piece.start) * piece.width


def _pieces(word: bytes, table: bytes) -> Iterator[Piece]:
    """The pieces that the table lists. All together they are not longer than the file."""
    places, groups = _lists(table)
    count = (len(places) - 4) // 12
    if count < 1:
        raise DamagedError("没有正文")
    ends = struct.unpack_from(f"<{count + 1}I", places)
    if ends[0] or ends[-1] > len(word):
        raise DamagedError("正文的分段前后矛盾")
    for index in range(count):
        start, stop = ends[index : index + 2]
        place, prm = struct.unpack_from("<IH", places, 4 * (count + 1) + 8 * index + 2)
        width = 1 if place & _NARROW else 2
        offset = (place & ~_NARROW) // 2 if width == 1 else place
        piece = Piece(start, stop, offset, width, in_short(prm, groups) if prm else b"")
        if stop <= start or piece.end > len(word):
            raise DamagedError("正文不完整")
        yield piece


def _lists(table: bytes) -> tuple[bytes, list[bytes]]:
    """The list of pieces, and the groups of modifiers that stand before it."""
    at, groups = 0, list[bytes]()
    while at + 3 <= len(table) and table[at] == _GROUP:
        length = int.from_bytes(table[at + 1 : at + 3], "little")
        groups.append(table[at + 3 : at + 3 + length])
        at += 3 + length
    if at + 5 > len(table) or table[at] != _LIST:
        raise DamagedError("正文的分段表读不出")
    length = int.from_bytes(table[at + 1 : at + 5], "little")
    return table[at + 5 : at + 5 + length], groups


def _text(piece: Piece, word: bytes) -> str:
    """The text of a piece, a character for each that Word counts."""
    data = word[piece.offset : piece.end]
    if piece.width == 1:
        return _narrow(data)
    text = data.decode("utf-16-le", "surrogatepass")
    return text if 2 * len(text) == len(data) else _ASTRAL.sub(lambda found: found[0] + FILLER, text)


def _narrow(data: bytes) -> str:
    """Text with a byte a character: Western, or GBK where an old program wrote Chinese so, two bytes a character."""
    runs = _HIGH.findall(data)
    high = b"".join(runs)
    if len(high) > 1 and all(map(_DOUBLE.fullmatch, runs)):
        common = sum(0xB0 <= lead <= 0xD7 for lead in high[::2])
        if common >= _COMMON * len(high) / 2:
            chars = data.decode("gb2312", "replace")
            return "".join(char if char < "\x80" else char + FILLER for char in chars)
    return data.decode("latin-1").translate(_WINDOWS)
