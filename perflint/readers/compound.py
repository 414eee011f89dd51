"""OLE compound files（.doc、.wps、.xls）: the streams of their root, by name; what lies in deeper storages is left.

A compound file is a small file system: sectors of one size, a table (FAT) that chains them, a directory that is a
tree, and a stream of small sectors for whatever is shorter than 4 kB. Nothing here trusts a number it reads: chains
end after as many sectors as the file has, and a directory entry is visited once.
"""

from __future__ import annotations

import struct
from collections.abc import Collection, Sequence

from msgspec import Struct

_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST = 0xFFFFFFFA
"""Sector numbers from here on are signs: the end of a chain, a free sector, a part of the table itself."""
_NOBODY = 0xFFFFFFFF
_ENTRY = 128
_STREAM, _ROOT = 2, 5
_SHIFTS = (9, 12)


class DamagedError(Exception):
    """The bytes contradict themselves; for a reader to turn into a ReadError."""


def streams(data: bytes, wanted: Collection[str]) -> dict[str, bytes]:
    """The wanted streams among those of the root. Raises DamagedError."""
    try:
        return _Compound(data).streams(wanted)
    except struct.error as error:
        raise DamagedError("文件头不完整") from error


class _Space(Struct, frozen=True):
    """Sectors of one size, and which of them follows which."""

    data: bytes
    origin: int
    size: int
    chains: Sequence[int]

    def read(self, start: int, length: int | None = None) -> bytes:
        """The bytes of the chain that starts at a sector, as many as asked for, or all."""
        parts: list[bytes] = []
        left = len(self.data) // self.size + 1  # a chain that is longer runs in a circle
        if length is not None:
            left = min(left, -(-length // self.size))
        sector = start
        while left and sector < len(self.chains):
            at = self.origin + sector * self.size
            parts.append(self.data[at : at + self.size])
            sector = self.chains[sector]
            left -= 1
        found = b"".join(parts)
        if length is not None and len(found) < length:
            raise DamagedError("内容不完整")
        return found if length is None else found[:length]


class _Compound:
    """The tables of a compound file."""

    def __init__(self, data: bytes) -> None:
        """Reads the header, the chain table and the directory; of the streams nothing yet."""
        shift, small_shift = struct.unpack_from("<HH", data, 30)
        if not data.startswith(_MAGIC) or shift not in _SHIFTS or small_shift >= shift:
            raise DamagedError("不是复合文件")
        size = 1 << shift
        # The header takes the room of the first sector.
        self._space = _Space(data, size, size, _table(data, size))
        directory, self._cutoff, self._small_table = struct.unpack_from("<I4xII", data, 48)
        self._small_size = 1 << small_shift
        self._entries = self._space.read(directory)

    def streams(self, wanted: Collection[str]) -> dict[str, bytes]:
        """The content of the wanted streams."""
        found = {}
        small: _Space | None = None
        for entry in self._children():
            name = entry[: max(0, struct.unpack_from("<H", entry, 64)[0] - 2)].decode("utf-16-le", "replace")
            if entry[66] != _STREAM or name not in wanted:
                continue
            start, length = struct.unpack_from("<II", entry, 116)
            if length >= self._cutoff:
                found[name] = self._space.read(start, length)
            else:
                small = small or self._small()
                found[name] = small.read(start, length)
        return found

    def _children(self) -> list[bytes]:
        """The directory entries right below the root."""
        count = len(self._entries) // _ENTRY
        entries = [self._entries[index * _ENTRY : (index + 1) * _ENTRY] for index in range(count)]
        if not entries or entries[0][66] != _ROOT:
            raise DamagedError("没有根目录")
        found, seen = [], set[int]()
        ahead = [struct.unpack_from("<I", entries[0], 76)[0]]
        while ahead:
            index = ahead.pop()
            if index == _NOBODY or index in seen:
                continue
            if index >= count:
                raise DamagedError("目录不完整")
            seen.add(index)
            found.append(entries[index])
            ahead.extend(struct.unpack_from("<II", entries[index], 68))
        return found

    def _small(self) -> _Space:
        """The small sectors, which lie in a stream of their own."""
        start, length = struct.unpack_from("<II", self._entries, 116)
        chains = _numbers(self._space.read(self._small_table))
        return _Space(self._space.read(start, length), 0, self._small_size, chains)


def _table(data: bytes, size: int) -> Sequence[int]:
    """The chain table: which sector follows which. Its own sectors are listed in the header and beyond it."""
    most = len(data) // size + 1
    beyond: int = struct.unpack_from("<I", data, 68)[0]
    parts = list(struct.unpack_from("<109I", data, 76))
    seen = set[int]()
    while beyond < _LAST:
        if beyond in seen or beyond > most:
            raise DamagedError("扇区表绕成了圈")
        seen.add(beyond)
        *more, beyond = _numbers(data[(beyond + 1) * size : (beyond + 2) * size]) or (_LAST,)
        parts.extend(more)
    held = [part for part in parts if part < most]
    if len(held) > most:
        raise DamagedError("扇区表比文件还大")
    return _numbers(b"".join(data[(part + 1) * size : (part + 2) * size] for part in held))


def _numbers(table: bytes) -> tuple[int, ...]:
    """The 32-bit numbers in these bytes."""
    return struct.unpack(f"<{len(table) // 4}I", table[: len(table) // 4 * 4])
