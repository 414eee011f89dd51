"""Zip packages, opened with care: what they hold is counted and tried before any library unpacks it."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from perflint.errors import ReadError

MOST_MEMBERS = 2000
LARGEST_MEMBER = 100_000_000
LARGEST_WHOLE = 200_000_000
STEEPEST = 200
"""How many times its packed size a member above 1 MB may unpack to."""
_SMALL = 1_000_000
_PIECE = 1_000_000
_HARMLESS = 16_384
"""Packed bytes that cannot unpack to more than 17 MB, whatever they claim."""
_MOST_ENTRIES = 50_000
_ENTRY = b"PK\x01\x02"
_LOCKED = 0x1 | 0x40
_PARTS = (("word/document.xml", "docx"), ("xl/workbook.xml", "xlsx"))
"""Members by which a package is known."""
_FOREIGN = {
    "ppt/presentation.xml": ("是幻灯片", "请提交绩效目标表的 Word、Excel 或 PDF 文件"),
    "xl/workbook.bin": ("是二进制工作簿（.xlsb）", "请用 Excel 或 WPS 另存为 .xlsx 后再检查"),
    "OFD.xml": ("是 OFD 版式文件", "请从阅读器导出为 PDF 后再检查"),
    "content.xml": ("是 OpenDocument 文件（.odt、.ods）", "请另存为 .docx 或 .xlsx 后再检查"),
}
_DAMAGED = "文件没有传完整或已损坏，请重新取得后再检查"
_HOSTILE = "文件可能是恶意构造的，请向来源核实"
_XML = (".xml", ".rels", ".vml")
_PAGES = (".htm", ".html", ".xhtml", ".mht", ".mhtml", ".txt")
"""Parts that Word keeps as it was given them; a DOCTYPE belongs there, and nobody parses them as XML."""
_HEAD = 4096
_MARKS = b"\xef\xbb\xbf\xff\xfe"
"""Of the order of bytes; those of UTF-8 and of UTF-16."""
_CLEAN = re.compile(rb"(?>\s+|<\?.*?\?>|<!--.*?-->)*+<[A-Za-z_\x80-\xff]", re.DOTALL)
"""Nothing before the first element but what is harmless: no DOCTYPE, in whatever encoding it might be hidden."""


def opened(data: bytes, name: str) -> ZipFile:
    """The package of a Word or Excel file, fit to be given to a library. Raises ReadError.

    Sizes are as claimed, unpacked sizes within bounds, nothing is locked, and no XML part has a DOCTYPE: so there is
    no bomb that passes for a small file, and neither entities that multiply nor any that read files.
    """
    package = counted(data, name)
    for member in package.infolist():
        try:
            _try(package, member, name)
        except ReadError as error:
            raise ReadError(name, f"里面的“{member.filename}”{error.reason}", error.cure) from error
    return package


def _try(package: ZipFile, member: ZipInfo, name: str) -> None:
    """Raise ReadError where a member of a Word or Excel file is none to give to a library."""
    if refused := refusal(member):
        raise ReadError(name, *refused)
    if member.compress_size > _HARMLESS:
        for _ in _pieces(package, member, name):
            pass
    _look_for_doctype(package, member, name)


def counted(data: bytes, name: str) -> ZipFile:
    """The package, once the number of its members and their size as a whole were found bearable. Raises ReadError."""
    if data.count(_ENTRY) > _MOST_ENTRIES:  # before an object is made of each
        raise ReadError(name, f"压缩包里的文件超过 {MOST_MEMBERS} 个", "请分成几个压缩包后再检查")
    try:
        package = ZipFile(BytesIO(data))
    except (BadZipFile, ValueError, NotImplementedError, OSError, OverflowError, IndexError) as error:
        raise ReadError(name, "压缩结构已损坏，打不开", _DAMAGED) from error
    members = package.infolist()
    if len(members) > MOST_MEMBERS:
        raise ReadError(name, f"压缩包里有 {len(members)} 个文件，超过 {MOST_MEMBERS} 个", "请分成几个压缩包后再检查")
    if sum(member.file_size for member in members) > LARGEST_WHOLE:
        raise ReadError(name, "解压后超过 200 MB", "请只提交预算公开文本，删去图片等大的内容后再检查")
    return package


def refusal(member: ZipInfo) -> tuple[str, str] | None:
    """Why a member must not be unpacked, and the cure; None where it may."""
    if member.flag_bits & _LOCKED:
        return "设有解压密码", "请去掉密码，重新压缩或另存后再检查"
    if member.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        return "用了少见的压缩方法", "请用系统自带的压缩功能压缩为 .zip（普通方式）后再检查"
    steep = member.file_size > _SMALL and member.file_size > STEEPEST * max(1, member.compress_size)
    if member.file_size > LARGEST_MEMBER or steep:
        return "解压后大得不合常理", _HOSTILE
    return None


def part(package: ZipFile, member: str | ZipInfo, name: str) -> bytes:
    """The bytes of one member, never more than it claims to have. Raises ReadError, also where there is none."""
    try:
        member = package.getinfo(member) if isinstance(member, str) else member
    except KeyError as error:
        raise ReadError(name, f"里面缺少“{member}”", _DAMAGED) from error
    if refused := refusal(member):
        raise ReadError(name, *refused)
    return b"".join(_pieces(package, member, name))


def kind_within(data: bytes, name: str) -> str:
    """What a zip package is: docx, xlsx, or a plain zip. Raises ReadError for what nobody reads."""
    members = set(counted(data, name).namelist())
    for member, kind in _PARTS:
        if member in members:
            return kind
    for member, (reason, cure) in _FOREIGN.items():
        if member in members:
            raise ReadError(name, reason, cure)
    return "zip"


def _pieces(package: ZipFile, member: ZipInfo, name: str, piece: int = _PIECE) -> Iterator[bytes]:
    """A member's bytes, piece by piece: read whole, one that lies about its size would be unpacked whole.

    What comes after the size it claims does not come out, but fails its checksum.
    """
    try:
        with package.open(member) as stream:
            while some := stream.read(piece):
                yield some
    except (BadZipFile, zlib.error, EOFError, ValueError, OSError, RuntimeError, NotImplementedError) as error:
        raise ReadError(name, "解压出错，内容与压缩包登记的不符", _DAMAGED) from error


def _look_for_doctype(package: ZipFile, member: ZipInfo, name: str) -> None:
    """Raise ReadError where an XML part begins with anything but its first element."""
    suffix = "." + member.filename.rsplit(".", 1)[-1].lower()
    if member.is_dir() or suffix in _PAGES or not member.file_size:
        return
    head = next(_pieces(package, member, name, _HEAD), b"").replace(b"\0", b"").lstrip(_MARKS)
    if (suffix in _XML or head.lstrip().startswith(b"<")) and not _CLEAN.match(head):
        raise ReadError(name, "含有文档类型声明（DOCTYPE），或不是 XML", _HOSTILE)
