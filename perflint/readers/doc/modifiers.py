"""Formatting in Word's binary files: property modifiers (sprms), and the pages that say where they hold.

A modifier is a number of 16 bits, whose top three say how long its operand is. Runs of text and paragraphs have theirs
in pages of 512 bytes (FKP), found by the offset of the text in the file.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator

from msgspec import Struct

_PAGE = 512
_LENGTHS = (1, 1, 2, 4, 2, 2, -1, 3)
_TABLE_DEFINITION = 0xD608
_TABS = 0xC615
_LONG_TABS = 255

DELETED, INSERTED, HIDDEN, SYMBOL, FONTS, DATA = 0x0800, 0x0801, 0x083C, 0x6A09, (0x4A4F, 0x4A51), 0x6A03
IN_TABLE, ROW_END, DEPTH, DEEPER = 0x2416, 0x2417, 0x6649, 0x664A
INNER_CELL, INNER_ROW_END, OUTLINE, ELSEWHERE = 0x244B, 0x244C, 0x2640, (0x6645, 0x6646)
LIST, LIST_LEVEL = 0x460B, 0x260A
_SHORT = {0x18: IN_TABLE, 0x19: ROW_END, 0x41: DELETED, 0x42: INSERTED, 0x5C: HIDDEN}
"""Modifiers that a piece of text may carry in short: their number there."""


def modifiers(*groups: bytes) -> Iterator[tuple[int, bytes]]:
    """The modifiers of groups one after another, and their operands."""
    for group in groups:
        yield from _within(group)


def _within(group: bytes) -> Iterator[tuple[int, bytes]]:
    """The modifiers of a group; one that is cut, or filled up to whole words, ends there."""
    at, stop = 0, len(group)
    while at + 3 <= stop:
        code = group[at] | group[at + 1] << 8
        at += 2
        length = _LENGTHS[code >> 13]
        if length < 0:
            lead, length = _variable(code, group, at)
            at += lead
        if at + length > stop:
            return
        yield code, group[at : at + length]
        at += length


def _variable(code: int, group: bytes, at: int) -> tuple[int, int]:
    """How many bytes say how long an operand is, and how long it is."""
    if code == _TABLE_DEFINITION:
        return 2, max(0, int.from_bytes(group[at : at + 2], "little") - 1)
    length = group[at]
    if code == _TABS and length == _LONG_TABS and at + 1 < len(group):
        removed = 2 + 4 * group[at + 1]
        added = group[at + removed] if at + removed < len(group) else 0
        return 1, removed + 3 * added
    return 1, length


def in_short(prm: int, groups: list[bytes]) -> bytes:
    """The modifiers that a piece of text carries: one in short, or a group that is kept beside the pieces."""
    if prm & 1:
        index = prm >> 1
        return groups[index] if index < len(groups) else b""
    code = _SHORT.get(prm >> 1 & 0x7F)
    return b"" if code is None else struct.pack("<HB", code, prm >> 8)


class Look(Struct, frozen=True):
    """What matters of a run of characters."""

    deleted: bool = False
    inserted: bool = False
    hidden: bool = False
    symbol: tuple[int, int] | None = None
    """The font and the number of a character that only that font has."""
    font: int | None = None
    data: int | None = None
    """Where in the data stream a picture or the state of a form's field is."""


def look_of(*groups: bytes) -> Look:
    """What these modifiers make of a run of characters."""
    flags = dict.fromkeys((DELETED, INSERTED, HIDDEN), False)
    sign: tuple[int, int] | None = None
    font: int | None = None
    data: int | None = None
    for code, operand in modifiers(*groups):
        if code in flags:
            flags[code] = bool(operand[0] & 1)
        elif code == SYMBOL:
            sign = struct.unpack("<HH", operand)
        elif code in FONTS:
            font = int.from_bytes(operand, "little")
        elif code == DATA:
            data = int.from_bytes(operand, "little")
    return Look(flags[DELETED], flags[INSERTED], flags[HIDDEN], sign, font, data)


class Shape(Struct, frozen=True):
    """What matters of a paragraph: how deep in tables it is, what its end ends, its outline and list."""

    depth: int = 0
    ends_row: bool = False
    ends_inner_cell: bool = False
    ends_inner_row: bool = False
    outline: int | None = None
    numbered: int | None = None
    """The number of its list; 0 for none, where its style has one."""
    level: int | None = None
    """Its depth in the list."""
    elsewhere: int | None = None
    """Where in the data stream the modifiers are that found no room beside the others."""


_FLAGS = {IN_TABLE, ROW_END, INNER_CELL, INNER_ROW_END}
_NUMBERS = {DEPTH, DEEPER, OUTLINE, LIST, LIST_LEVEL}


def shape_of(*groups: bytes) -> Shape:
    """What these modifiers make of a paragraph."""
    said: dict[int, int] = {}
    elsewhere: int | None = None
    for code, operand in modifiers(*groups):
        if code in _FLAGS or code in _NUMBERS:
            said[code] = int.from_bytes(operand, "little", signed=code == DEEPER)
        elif code in ELSEWHERE:
            elsewhere = int.from_bytes(operand, "little")
    inside = bool(said.get(IN_TABLE) or said.get(DEPTH))
    return Shape(
        depth=max(1, said.get(DEPTH, 1) + said.get(DEEPER, 0)) if inside else 0,
        ends_row=bool(said.get(ROW_END)),
        ends_inner_cell=bool(said.get(INNER_CELL)),
        ends_inner_row=bool(said.get(INNER_ROW_END)),
        outline=said.get(OUTLINE),
        numbered=said.get(LIST),
        level=said.get(LIST_LEVEL),
        elsewhere=elsewhere,
    )


class Runs:
    """The modifiers of a file's text, by the offset of the text in it."""

    def __init__(self, word: bytes, plc: bytes, *, paragraphs: bool) -> None:
        """Reads every page that the list (PLC) names, each once however often it is named."""
        found: dict[int, tuple[int, bytes]] = {}
        read = _paragraph_page if paragraphs else _character_page
        count = (len(plc) - 4) // 8
        pages = struct.unpack_from(f"<{count}I", plc, 4 * (count + 1)) if count > 0 else ()
        for number in dict.fromkeys(page & 0x3FFFFF for page in pages):
            page = word[number * _PAGE : (number + 1) * _PAGE]
            if len(page) == _PAGE:
                found.update((start, (stop, group)) for start, stop, group in read(page) if start < stop)
        self._starts = sorted(found)
        # Runs do not overlap; in a file that says otherwise, each ends where the next begins.
        nexts = [*self._starts, 0xFFFFFFFF][1:]
        self._ends = [min(found[start][0], then) for start, then in zip(self._starts, nexts, strict=True)]
        self._groups = [found[start][1] for start in self._starts]

    def at(self, offset: int) -> bytes:
        """The modifiers of the text at this offset; none where nothing is said of it."""
        index = bisect_right(self._starts, offset) - 1
        return self._groups[index] if index >= 0 and offset < self._ends[index] else b""

    def between(self, start: int, stop: int) -> Iterator[tuple[int, int, bytes]]:
        """The runs that the text between two offsets has a part in."""
        for index in range(max(0, bisect_right(self._starts, start) - 1), len(self._starts)):
            begin = self._starts[index]
            if begin >= stop:
                return
            if self._ends[index] > start:
                yield max(begin, start), min(self._ends[index], stop), self._groups[index]


def _paragraph_page(page: bytes) -> Iterator[tuple[int, int, bytes]]:
    """The paragraphs of a page: where each begins and stops, and its style and modifiers."""
    count = page[-1]
    if 17 * count + 4 >= _PAGE:
        return
    offsets = struct.unpack_from(f"<{count + 1}I", page)
    for index in range(count):
        at = 2 * page[4 * (count + 1) + 13 * index]
        group = b""
        if 0 < at < _PAGE - 2:
            # The length counts words: a byte less than twice itself, or, where it is nought, twice the next byte.
            start, length = (at + 1, 2 * page[at] - 1) if page[at] else (at + 2, 2 * page[at + 1])
            group = page[start : min(start + length, _PAGE - 1)]
        yield offsets[index], offsets[index + 1], group


def _character_page(page: bytes) -> Iterator[tuple[int, int, bytes]]:
    """The runs of characters of a page: where each begins and stops, and its modifiers."""
    count = page[-1]
    if 5 * count + 4 >= _PAGE:
        return
    offsets = struct.unpack_from(f"<{count + 1}I", page)
    for index in range(count):
        at = 2 * page[4 * (count + 1) + index]
        yield offsets[index], offsets[index + 1], page[at + 1 : at + 1 + page[at]] if at else b""
