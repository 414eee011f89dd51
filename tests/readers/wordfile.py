"""Word binary files made from nothing, as old programs wrote them: text in pieces, modifiers in pages of their own."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

_SECTOR = 512
_TABLE_AT = {"styles": 0xA2, "characters": 0xFA, "paragraphs": 0x102, "pieces": 0x1A2, "heads": 0xF2, "fonts": 0x112}
_FREE, _END, _PART = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


@dataclass
class Text:
    """Some text with its paragraph marks, how it is stored, and modifiers of all of it."""

    text: str
    encoding: str = "utf-16-le"
    group: bytes = b""
    prm: int = 0

    def encoded(self, text: str) -> bytes:
        """The bytes of some of it; half a character of two halves stays what it is."""
        return text.encode(self.encoding, "surrogatepass" if self.encoding == "utf-16-le" else "strict")


@dataclass
class Made:
    """A Word file to be."""

    texts: list[Text]
    marks: list[bytes] = field(default_factory=list)
    """The modifiers of each paragraph in turn; none where there are fewer."""
    backwards: bool = False
    """Whether the last piece lies first in the file, as after fast saving."""
    flags: int = 0x0200
    version: int = 0xC1
    data: bytes = b""
    groups: tuple[bytes, ...] = ()
    fonts: tuple[str, ...] = ()
    main: int | None = None

    def saved(self) -> bytes:
        """The file."""
        body = bytearray(2048)
        offsets = [0] * len(self.texts)
        order = list(enumerate(self.texts))
        for index, text in reversed(order) if self.backwards else order:
            offsets[index] = len(body)
            body += text.encoded(text.text)
        body += bytes(-len(body) % 512)
        parts = {"pieces": self._pieces(offsets), "fonts": self._fonts()}
        parts["paragraphs"] = self._pages(body, self._paragraphs(offsets), paragraphs=True)
        runs = [(start, start + _size(one), one.group) for one, start in zip(self.texts, offsets, strict=True)]
        parts["characters"] = self._pages(body, sorted(runs), paragraphs=False)
        table = bytearray(8)
        for name, part in parts.items():
            struct.pack_into("<II", body, _TABLE_AT[name], len(table), len(part))
            table += part
        length = sum(_count(one) for one in self.texts)
        struct.pack_into("<HHHHH", body, 0, 0xA5EC, self.version, 0, 0x0804, 0)
        struct.pack_into("<H", body, 10, self.flags)
        for at, count in ((0x20, 14), (0x3E, 22), (0x98, 0x5D)):  # how many numbers the header has
            struct.pack_into("<H", body, at, count)
        struct.pack_into("<I", body, 0x4C, length if self.main is None else self.main)
        name = "1Table" if self.flags & 0x0200 else "0Table"
        return compound({"WordDocument": bytes(body), name: bytes(table), "Data": self.data or bytes(8)})

    def _pieces(self, offsets: list[int]) -> bytes:
        """The table of pieces and the groups of modifiers before it."""
        ends, places, at = [0], b"", 0
        for text, offset in zip(self.texts, offsets, strict=True):
            at += _count(text)
            ends.append(at)
            narrow = text.encoding != "utf-16-le"
            places += struct.pack("<HIH", 0, offset * 2 | 0x40000000 if narrow else offset, text.prm)
        table = struct.pack(f"<{len(ends)}I", *ends) + places
        lead = b"".join(b"\1" + struct.pack("<H", len(group)) + group for group in self.groups)
        return lead + b"\2" + struct.pack("<I", len(table)) + table

    def _paragraphs(self, offsets: list[int]) -> list[tuple[int, int, bytes]]:
        """Where each paragraph's mark is in the file, and its style and modifiers."""
        found, marks = [], iter(self.marks)
        for text, offset in zip(self.texts, offsets, strict=True):
            at = offset
            for char in text.text:
                stop = at + len(text.encoded(char))
                if char in "\r\x07\x0c":
                    found.append((at, stop, b"\0\0" + next(marks, b"")))
                at = stop
        return sorted(found)

    def _pages(self, body: bytearray, runs: list[tuple[int, int, bytes]], *, paragraphs: bool) -> bytes:
        """A page each for these runs, at the end of the file, and the list of them."""
        numbers = []
        for start, stop, group in runs:
            page = bytearray(_SECTOR)
            struct.pack_into("<II", page, 0, start, stop)
            page[8], page[511] = 32, 1
            if paragraphs:
                whole = group + bytes(len(group) % 2)
                page[64:66] = bytes((0, len(whole) // 2))
                page[66 : 66 + len(whole)] = whole
            else:
                page[64] = len(group)
                page[65 : 65 + len(group)] = group
            assert len(page) == _SECTOR
            numbers.append(len(body) // _SECTOR)
            body += page
        ends = [start for start, _, _ in runs] + [runs[-1][1] if runs else 0]
        return struct.pack(f"<{len(ends)}I", *ends) + struct.pack(f"<{len(numbers)}I", *numbers)

    def _fonts(self) -> bytes:
        """The table of fonts."""
        names = [bytes(39) + (name + "\0").encode("utf-16-le") for name in self.fonts]
        return struct.pack("<HH", len(names), 0) + b"".join(bytes((len(name),)) + name for name in names)


def _size(text: Text) -> int:
    """How many bytes a text takes."""
    return len(text.encoded(text.text))


def _count(text: Text) -> int:
    """How many characters Word counts in a text."""
    return _size(text) // (2 if text.encoding == "utf-16-le" else 1)


def sprm(code: int, operand: int, length: int = 1) -> bytes:
    """A modifier."""
    return struct.pack("<H", code) + (operand % (1 << 8 * length)).to_bytes(length, "little")


IN_TABLE = sprm(0x2416, 1)


def row_end(edges: list[int], flags: list[int], more: bytes = b"") -> bytes:
    """The modifiers at a row's end: its cells by their edges, and the flags of each."""
    cells = b"".join(struct.pack("<H18x", flag) for flag in flags)
    definition = bytes((len(edges) - 1,)) + struct.pack(f"<{len(edges)}h", *edges) + cells
    return IN_TABLE + sprm(0x2417, 1) + struct.pack("<HH", 0xD608, len(definition) + 1) + definition + more


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file of these streams, each in ordinary sectors."""
    table, body, entries = list[int](), bytearray(), list[bytes]()

    def put(content: bytes) -> int:
        """Add the sectors of a stream; the number of the first."""
        start, count = len(table), -(-len(content) // _SECTOR)
        table.extend([*range(start + 1, start + count), _END])
        body.extend(content + bytes(-len(content) % _SECTOR))
        return start

    for index, (name, content) in enumerate(streams.items(), 1):
        whole = content + bytes(max(0, 4096 - len(content)))
        right = index + 1 if index < len(streams) else _FREE
        entries.append(_entry(name, 2, (_FREE, right, _FREE), put(whole), len(whole)))
    directory = _entry("Root Entry", 5, (_FREE, _FREE, 1), _END, 0) + b"".join(entries)
    first = put(directory + bytes(-len(directory) % _SECTOR))
    count = next(count for count in range(1, 109) if (len(table) + count) * 4 <= count * _SECTOR)
    own = range(len(table), len(table) + count)
    table += [_PART] * count
    table += [_FREE] * (count * _SECTOR // 4 - len(table))
    body += struct.pack(f"<{len(table)}I", *table)
    header = bytearray(_SECTOR)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIIII", header, 40, 0, count, first, 0, 4096, _END, 0, _END, 0)
    struct.pack_into("<109I", header, 76, *own, *[_FREE] * (109 - count))
    return bytes(header + body)


def _entry(name: str, kind: int, links: tuple[int, int, int], start: int, length: int) -> bytes:
    """An entry of the directory."""
    entry = bytearray(128)
    held = name.encode("utf-16-le")
    entry[: len(held)] = held
    struct.pack_into("<HBB", entry, 64, len(held) + 2, kind, 1)
    struct.pack_into("<III", entry, 68, *links)
    struct.pack_into("<II", entry, 116, start, length)
    return bytes(entry)
