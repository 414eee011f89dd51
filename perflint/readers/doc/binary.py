"""Word's binary files（.doc、.wps, Word 97 to 2003）: what their header says is where, and how characters look."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from perflint.readers.compound import DamagedError
from perflint.readers.doc.modifiers import Look, Runs, look_of
from perflint.readers.doc.pieces import Pieces

STREAMS = ("WordDocument", "0Table", "1Table", "Data")
_MAGIC = (0xA5EC, 0xA5DC, 0xA697, 0xA699, 0xA59B, 0xA59C)
_OLDEST = 0xC0
"""The version number from which on a file has the structure of Word 97."""
_ENCRYPTED, _TABLE_1 = 0x0100, 0x0200
_LENGTHS = 0x4C
_STYLES, _CHARACTERS, _PARAGRAPHS, _HEADS, _FONTS, _PIECES = 0xA2, 0xFA, 0x102, 0xF2, 0x112, 0x1A2
_FOOTNOTES, _ENDNOTES, _LISTS, _USED = 0xAA, 0x20A, 0x2E2, 0x2EA
_ANCHORS, _BOXES = 0x1DA, 0x25A
_NOTE, _ANCHOR, _BOX = 6, 30, 26
"""How many bytes an entry takes in the list of notes, of anchors, of text boxes, with the place it begins at."""
_BOX_SHAPE = 14
_SEPARATORS = 6
"""Stories that come before the heads and feet: what parts notes from the text."""


class EncryptedError(Exception):
    """The file cannot be read without its password."""


class OlderError(Exception):
    """The file is from before Word 97, which wrote it otherwise."""


class Word:
    """A document of Word 97 to 2003. Raises DamagedError, EncryptedError or OlderError."""

    def __init__(self, streams: Mapping[str, bytes]) -> None:
        """Reads the file's header (FIB) and its text."""
        self._word = word = streams["WordDocument"]
        magic, version = struct.unpack_from("<HH", word)
        flags: int = struct.unpack_from("<H", word, 10)[0]
        if magic not in _MAGIC:
            raise DamagedError("文件头不对")
        if flags & _ENCRYPTED:
            raise EncryptedError
        if version < _OLDEST:
            raise OlderError
        names = ("1Table", "0Table") if flags & _TABLE_1 else ("0Table", "1Table")
        self._table = next((streams[name] for name in names if name in streams), b"")
        self.data = streams.get("Data", b"")
        self._pieces = Pieces(word, self._part(_PIECES))
        self.text = self._pieces.text
        lengths = struct.unpack_from("<7I", word, _LENGTHS)
        self.main: int = min(lengths[0], len(self.text))
        """How many characters the main story has; notes, heads and feet of pages, boxes are stories behind it."""
        self._heads_start = lengths[0] + lengths[1]
        self._boxes_start = sum(lengths[:6])
        self._paragraphs = Runs(word, self._part(_PARAGRAPHS), paragraphs=True)

    @property
    def styles(self) -> bytes:
        """The style sheet."""
        return self._part(_STYLES)

    @property
    def lists(self) -> tuple[bytes, bytes]:
        """The lists with all that follows them, where their levels are; and which of them are used."""
        start = struct.unpack_from("<I", self._word, _LISTS)[0]
        return (self._table[start:] if self._part(_LISTS) else b""), self._part(_USED)

    @property
    def notes(self) -> int:
        """How many footnotes and endnotes it has."""
        return sum(max(0, len(self._part(part)) - 4) // _NOTE for part in (_FOOTNOTES, _ENDNOTES))

    def heads(self) -> Iterator[tuple[int, int]]:
        """The first and (not) last character of each head and foot of pages."""
        part = self._part(_HEADS)
        ends = struct.unpack(f"<{len(part) // 4}I", part[: len(part) // 4 * 4])
        # The last place is not the end of a story but that of the list.
        return self._stories(self._heads_start, ends[_SEPARATORS:-1])

    def _stories(self, first: int, ends: Sequence[int]) -> Iterator[tuple[int, int]]:
        """The first and (not) last character of stories one after another, from where the first of them begins."""
        for start, stop in pairwise(ends):
            if not start <= stop <= len(self.text) - first:
                raise DamagedError("正文之外的文字前后矛盾")
            yield first + start, first + stop

    def boxes(self) -> Iterator[tuple[int, int, int]]:
        """Each text box of the main story: the character it hangs on, the first and (not) last of its text."""
        anchors, texts = self._part(_ANCHORS), self._part(_BOXES)
        count = max(0, len(anchors) - 4) // _ANCHOR
        places = struct.unpack_from(f"<{count}I", anchors)
        shapes = (
            struct.unpack_from("<I", anchors, 4 * (count + 1) + (_ANCHOR - 4) * index)[0] for index in range(count)
        )
        place_of = dict(zip(shapes, places, strict=True))
        count = max(0, len(texts) - 4) // _BOX
        ends = struct.unpack_from(f"<{count + 1}I", texts) if count else ()
        for index, (start, stop) in enumerate(self._stories(self._boxes_start, ends)):
            at = 4 * (count + 1) + (_BOX - 4) * index + _BOX_SHAPE
            place = place_of.pop(struct.unpack_from("<I", texts, at)[0], None)
            if place is not None and start < stop:
                yield place, start, stop

    def paragraph(self, number: int) -> tuple[bytes, bytes]:
        """The style and the modifiers of the paragraph whose mark is this character; the modifiers of its piece."""
        piece, offset = self._pieces.at(number)
        return self._paragraphs.at(offset), piece.group

    def looks(self) -> Iterator[tuple[int, int, Look]]:
        """Where characters look like something out of the ordinary: first, last (not), how."""
        runs = Runs(self._word, self._part(_CHARACTERS), paragraphs=False)
        known: dict[tuple[bytes, bytes], Look] = {}
        plain = Look()
        for piece in self._pieces:
            for begin, end, group in runs.between(piece.offset, piece.end):
                key = (group, piece.group)
                look = known.get(key) or known.setdefault(key, look_of(*key))
                if look != plain:
                    start = piece.start + (begin - piece.offset) // piece.width
                    yield start, piece.start - (piece.offset - end) // piece.width, look

    def fonts(self) -> list[str]:
        """The names of the fonts, in the order of their numbers."""
        table, names, at = self._part(_FONTS), list[str](), 4
        while at < len(table):
            stop = at + 1 + table[at]
            names.append(table[at + 40 : stop].decode("utf-16-le", "replace").split("\0", 1)[0])
            at = stop
        return names

    def _part(self, at: int) -> bytes:
        """A part of the table stream, by where the header says where it is."""
        offset, length = struct.unpack_from("<II", self._word, at)
        return self._table[offset : offset + length]
