"""Archives of all sorts of files（.zip）: each member with its bytes, under a name that says where it lay.

Nothing is written to disk: names are labels, so there is no path they could lead to.
"""

from __future__ import annotations

import re
import stat
import struct
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from zipfile import ZipFile, ZipInfo

from perflint.errors import ReadError
from perflint.readers.leftover import left_behind
from perflint.readers.package import LARGEST_WHOLE, MOST_MEMBERS, counted, kind_within, part

_ZIP = b"PK"
_UTF_8 = 0x800
_UNICODE_PATH = 0x7075
_TWO_BYTES = re.compile("[\x80-\u07ff]")


def is_archive(data: bytes, name: str) -> bool:
    """Whether it is a zip of other files, not one of those that are zips themselves (.docx, .xlsx)."""
    if not data.startswith(_ZIP):
        return False
    try:
        return kind_within(data, name) == "zip"
    except ReadError:
        return False


def members(data: bytes, name: str) -> Iterator[tuple[str, bytes] | ReadError]:
    """The files in an archive, by name, each as ``材料.zip/绩效目标/表1.docx`` with its bytes, or why it has none.

    An archive within is opened, too, but not one within that.
    """
    yield from _members(data, name, _Budget(), nested=False)


class _Budget:
    """What an archive may hold in all, the archives within counted in: they multiply."""

    def __init__(self) -> None:
        """As much as one archive may hold by itself."""
        self.files = MOST_MEMBERS
        self.size = LARGEST_WHOLE

    def spent(self, size: int) -> bool:
        """Whether nothing is left for one more file of this size."""
        self.files -= 1
        self.size -= size
        return self.files < 0 or self.size < 0


def _members(data: bytes, name: str, budget: _Budget, *, nested: bool) -> Iterator[tuple[str, bytes] | ReadError]:
    """The files of one archive."""
    try:
        package = counted(data, name)
    except ReadError as error:
        yield error
        return
    files = [(label, member) for label, member in _labelled(package) if label and not label.endswith("/")]
    files = [(label, member) for label, member in files if not any(map(left_behind, label.split("/")))]
    if not files:
        yield ReadError(name, "压缩文件里没有文件", "请确认压缩文件，放入要检查的文件")
    for label, member in sorted(files, key=lambda file: file[0]):
        if budget.spent(member.file_size):
            yield ReadError(name, "压缩文件里的内容太多，没有查完", "请分成几个压缩文件后再检查")
            return
        yield from _opened(package, member, f"{name}/{label}", budget, nested=nested)


def _opened(
    package: ZipFile, member: ZipInfo, name: str, budget: _Budget, *, nested: bool
) -> Iterator[tuple[str, bytes] | ReadError]:
    """One member: its bytes, or its own members, or why not."""
    if stat.S_ISLNK(member.external_attr >> 16):
        yield ReadError(name, "是链接，不是文件", "请把链接所指的文件本身放进压缩文件")
        return
    try:
        data = part(package, member, name)
    except ReadError as error:
        yield error
        return
    if not is_archive(data, name):
        yield name, data
    elif nested:
        yield ReadError(name, "是压缩文件里的压缩文件里的压缩文件", "请先解压，再检查文件夹")
    else:
        yield from _members(data, name, budget, nested=True)


def _labelled(package: ZipFile) -> Iterator[tuple[str, ZipInfo]]:
    """Each member under a name to show: decoded as it was meant, without ways out of the archive, no two alike."""
    infos = package.infolist()
    encoding = _encoding([_raw(member) for member in infos if not member.flag_bits & _UTF_8])
    seen = Counter[str]()
    for member in infos:
        label = _tidy(_unicode_path(member) or _decoded(member, encoding))
        seen[label] += 1
        yield label if seen[label] == 1 else f"{label}（{seen[label]}）", member


def _raw(member: ZipInfo) -> bytes:
    """The bytes of a name without the UTF-8 flag: zipfile takes them for cp437, in which every byte is a character."""
    return member.orig_filename.encode("cp437")


def _decoded(member: ZipInfo, encoding: str) -> str:
    """The name, in the encoding of the archive where it does not say its own."""
    return member.orig_filename if member.flag_bits & _UTF_8 else _raw(member).decode(encoding)


def _encoding(names: Iterable[bytes]) -> str:
    """The encoding that fits all names: UTF-8 of macOS, which forgets to say so, or GBK of Chinese Windows.

    Two Chinese characters in GBK may pass for UTF-8, but then for letters that no Chinese name has.
    """
    whole = b"\n".join(names)
    for encoding in ("utf-8", "gb18030"):
        try:
            text = whole.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding != "utf-8" or not _TWO_BYTES.search(text):
            return encoding
    return "cp437"


def _unicode_path(member: ZipInfo) -> str:
    """The name in UTF-8 that some programs add beside one in the encoding of the system; "" where there is none."""
    extra = member.extra
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        field, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind != _UNICODE_PATH or len(field) < 6 or member.flag_bits & _UTF_8:
            continue
        version, checksum = struct.unpack_from("<BL", field)
        if version == 1 and checksum == zlib.crc32(_raw(member)):
            return field[5:].decode("utf-8", "replace")
    return ""


def _tidy(name: str) -> str:
    """A name as a path below the archive: one sort of slash, no drive, no root, no way up, no hidden end."""
    name = name.split("\0", 1)[0].replace("\\", "/")
    parts = [part for part in name.split("/") if part not in {"", ".", ".."} and not re.fullmatch("[A-Za-z]:", part)]
    return "/".join(parts) + ("/" if name.endswith("/") else "")
