"""Word's binary files（.doc、.wps, Word 97 to 2003）: the text of the main story, and the formatting at each character.

The text lies in pieces, in the order of editing; a table of pieces (in the stream of tables) puts them in order. A
character's place in the document is its number (CP), its place in the file an offset (FC).
"""

from __future__ import annotations

import re
import struct
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from perflint.readers.compound import Damaged
from perflint.readers.wordformat import Look, Runs, in_short, look_of

STREAMS = ("WordDocument", "0Table", "1Table", "Data")
_MAGIC = (0xA5EC, 0xA5DC, 0xA697, 0xA699, 0xA59B, 0xA59C)
_OLDEST = 0xC0
"""The version number from which on a file has the structure of Word 97."""
_ENCRYPTED, _TABLE_1 = 0x0100, 0x0200
_TEXT, _BOXES = 0x4C, 0x64
_STYLES, _CHARACTERS, _PARAGRAPHS, _FONTS, _PIECES = 0xA2, 0xFA, 0x102, 0x112, 0x1A2
_GROUP, _LIST = 1, 2
_NARROW = 0x40000000
_WINDOWS = {code: bytes((code,)).decode("cp1252", "replace") for code in range(0x80, 0xA0)}
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_HIGH = re.compile(rb"[\x80-\xff]+")
_DOUBLE = re.compile(rb"(?:[\xa1-\xa9\xb0-\xf7][\xa1-\xfe])+")
_COMMON = 0.6
FILLER = "\0"
"""Stands for the second half of a character that counts as two."""


class Encrypted(Exception):
    """The file cannot be read without its password."""


class Older(Exception):
    """The file is from before Word 97, which wrote it otherwise."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: its first and (not) last character, its offset in the file, the bytes of a character."""

    start: int
    stop: int
    offset: int
    width: int
    group: bytes = b""
    """Modifiers of everything in it, put on in editing."""


class Word:
    """A document of Word 97 to 2003. Raises Damaged, Encrypted or Older."""

    def __init__(self, streams: Mapping[str, bytes]) -> None:
        """Reads the file's header (FIB) and its table of pieces."""
        self._word = word = streams["WordDocument"]
        magic, version = struct.unpack_from("<HH", word)
        (flags,) = struct.unpack_from("<H", word, 10)
        if magic not in _MAGIC:
            raise Damaged("文件头不对")
        if flags & _ENCRYPTED:
            raise Encrypted
        if version < _OLDEST:
            raise Older
        names = ("1Table", "0Table") if flags & _TABLE_1 else ("0Table", "1Table")
        self._table = next((streams[name] for name in names if name in streams), b"")
        self.data = streams.get("Data", b"")
        self.pieces = self._pieces()
        self._starts = [piece.start for piece in self.pieces]
        self.has_boxes = bool(struct.unpack_from("<I", word, _BOXES)[0])
        self.paragraphs = Runs(word, self.part(_PARAGRAPHS), paragraphs=True)

    @property
    def styles(self) -> bytes:
        """The style sheet."""
        return self.part(_STYLES)

    @cached_property
    def text(self) -> str:
        """The main story as it lies in the file: notes, heads and feet of pages are stories of their own."""
        return "".join(self._text(piece) for piece in self.pieces)

    def part(self, at: int) -> bytes:
        """A part of the table stream, by where the header says where it is."""
        offset, length = struct.unpack_from("<II", self._word, at)
        return self._table[offset : offset + length]

    def paragraph(self, number: int) -> tuple[bytes, bytes]:
        """The style and the modifiers of the paragraph whose mark is this character; those of its piece."""
        piece = self.pieces[bisect_right(self._starts, number) - 1]
        return self.paragraphs.at(piece.offset + (number - piece.start) * piece.width), piece.group

    def looks(self) -> Iterator[tuple[int, int, Look]]:
        """Where characters look like something out of the ordinary: first, last (not), how."""
        runs = Runs(self._word, self.part(_CHARACTERS), paragraphs=False)
        known: dict[bytes, Look] = {}
        plain = Look()
        for piece in self.pieces:
            stop = piece.offset + (piece.stop - piece.start) * piece.width
            for begin, end, group in runs.between(piece.offset, stop):
                whole = group + piece.group
                look = known.get(whole) or known.setdefault(whole, look_of(whole))
                if look != plain:
                    yield (
                        piece.start + (begin - piece.offset) // piece.width,
                        piece.start - (piece.offset - end) // piece.width,
                        look,
                    )

    def fonts(self) -> list[str]:
        """The names of the fonts, in the order of their numbers."""
        table, names, at = self.part(_FONTS), list[str](), 4
        while at < len(table):
            stop = at + 1 + table[at]
            names.append(table[at + 40 : stop].decode("utf-16-le", "replace").split("\0", 1)[0])
            at = stop
        return names

    def _pieces(self) -> tuple[Piece, ...]:
        """The pieces of the main story in order."""
        length: int = struct.unpack_from("<I", self._word, _TEXT)[0]
        places, groups = self._lists()
        count = (len(places) - 4) // 12
        if count < 1:
            raise Damaged("没有正文")
        ends = struct.unpack_from(f"<{count + 1}I", places)
        found = []
        for index in range(count):
            start, stop = ends[index], min(ends[index + 1], length)
            offset, prm = struct.unpack_from("<IH", places, 4 * (count + 1) + 8 * index + 2)
            width = 1 if offset & _NARROW else 2
            offset = (offset & ~_NARROW) // 2 if width == 1 else offset
            if start >= length:
                break
            if stop <= start or start != (found[-1].stop if found else 0) or stop > len(self._word):
                raise Damaged("正文的分段前后矛盾")
            if offset + (stop - start) * width > len(self._word):
                raise Damaged("正文不完整")
            found.append(Piece(start, stop, offset, width, in_short(prm, groups) if prm else b""))
        return tuple(found)

    def _lists(self) -> tuple[bytes, list[bytes]]:
        """The list of pieces, and the groups of modifiers that stand before it."""
        table, at, groups = self.part(_PIECES), 0, list[bytes]()
        while at + 3 <= len(table) and table[at] == _GROUP:
            length = int.from_bytes(table[at + 1 : at + 3], "little")
            groups.append(table[at + 3 : at + 3 + length])
            at += 3 + length
        if at + 5 > len(table) or table[at] != _LIST:
            raise Damaged("正文的分段表读不出")
        length = int.from_bytes(table[at + 1 : at + 5], "little")
        return table[at + 5 : at + 5 + length], groups

    def _text(self, piece: Piece) -> str:
        """The text of a piece, a character for each that Word counts."""
        length = piece.stop - piece.start
        data = self._word[piece.offset : piece.offset + length * piece.width]
        if piece.width == 1:
            return _narrow(data)
        text = data.decode("utf-16-le", "surrogatepass")
        return text if len(text) == length else _ASTRAL.sub(lambda found: found[0] + FILLER, text)


def _narrow(data: bytes) -> str:
    """Text with a byte a character: Western, or GBK where an old program wrote Chinese so, two bytes a character."""
    high = b"".join(_HIGH.findall(data))
    if len(high) > 1 and all(_DOUBLE.fullmatch(run) for run in _HIGH.findall(data)):
        common = sum(0xB0 <= lead <= 0xD7 for lead in high[::2])
        if common >= _COMMON * len(high) / 2:
            return "".join(char if char < "\x80" else char + FILLER for char in data.decode("gb2312", "replace"))
    return data.decode("latin-1").translate(_WINDOWS)
