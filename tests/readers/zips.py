"""Zip archives as Chinese offices, macOS and people of ill will make them."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Mapping
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

_END = b"PK\x05\x06"
_ENTRY = b"PK\x01\x02"
_LOCAL = b"PK\x03\x04"


def zipped(files: Mapping[str, bytes], compression: int = ZIP_DEFLATED) -> bytes:
    """An archive of these files."""
    stream = io.BytesIO()
    with ZipFile(stream, "w", compression) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return stream.getvalue()


class Packed(NamedTuple):
    """A member packed already: its bytes without head and tail, its checksum, and the size it unpacks to."""

    data: bytes
    checksum: int
    size: int


def repeated(head: bytes, piece: bytes, times: int, tail: bytes) -> Packed:
    """A piece many times over, packed in the time that packing it once takes."""
    checksum = zlib.crc32(head)
    for _ in range(times):
        checksum = zlib.crc32(piece, checksum)
    size = len(head) + len(piece) * times + len(tail)
    return Packed(block(head) + block(piece) * times + block(tail) + LAST, zlib.crc32(tail, checksum), size)


def block(piece: bytes) -> bytes:
    """A piece, packed so that it may stand after any other."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)


LAST = b"\x03\x00"
"""The block that ends all packed bytes."""


def raw(files: Mapping[bytes, bytes | Packed], flags: int = 0, extra: bytes = b"") -> bytes:
    """An archive whose names are these bytes, its members as they are: zipfile would not write them so."""
    body, directory = b"", b""
    for name, given in files.items():
        method = ZIP_DEFLATED if isinstance(given, Packed) else ZIP_STORED
        data, checksum, size = given if isinstance(given, Packed) else (given, zlib.crc32(given), len(given))
        fields = struct.pack("<HHHHLLL", flags, method, 0, 0x21, checksum, len(data), size)
        sizes = struct.pack("<HH", len(name), len(extra))
        directory += _ENTRY + struct.pack("<HH", 20, 20) + fields + sizes
        directory += struct.pack("<HHHLL", 0, 0, 0, 0, len(body)) + name + extra
        body += _LOCAL + struct.pack("<H", 20) + fields + sizes + name + extra + data
    end = struct.pack("<HHHHLLH", 0, 0, len(files), len(files), len(directory), len(body), 0)
    return body + directory + _END + end


def lying(data: bytes, size: int, name: str | None = None) -> bytes:
    """The archive with a member, else the first, said to unpack to this size, in both of its directories."""
    made = bytearray(data)
    with ZipFile(io.BytesIO(data)) as package:
        member = package.infolist()[0] if name is None else package.getinfo(name)
    entry = made.rindex(_ENTRY, 0, made.rindex(member.filename.encode()))
    for at in (member.header_offset + 22, entry + 24):
        made[at : at + 4] = struct.pack("<L", size)
    return bytes(made)


def locked(data: bytes) -> bytes:
    """The archive with its first member said to be encrypted."""
    made = bytearray(data)
    for mark, offset in ((_LOCAL, 6), (_ENTRY, 8)):
        made[made.index(mark) + offset] |= 1
    return bytes(made)


def linked(name: str, target: str) -> bytes:
    """An archive with a symbolic link in it."""
    info = ZipInfo(name)
    info.create_system = 3
    info.external_attr = 0o120777 << 16
    stream = io.BytesIO()
    with ZipFile(stream, "w") as package:
        package.writestr(info, target)
    return stream.getvalue()


def unicode_path(plain: bytes, name: str) -> bytes:
    """The extra field with a name in UTF-8 beside one in the encoding of the system."""
    field = struct.pack("<BL", 1, zlib.crc32(plain)) + name.encode()
    return struct.pack("<HH", 0x7075, len(field)) + field
