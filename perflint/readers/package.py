"""Zip packages, opened with care: what they hold is counted before any library unpacks it."""

from __future__ import annotations

from io import BytesIO
from zipfile import BadZipFile, ZipFile

from perflint.errors import ReadError

MOST_MEMBERS = 2000
LARGEST_MEMBER = 100_000_000
LARGEST_WHOLE = 200_000_000
STEEPEST = 200
"""How many times its packed size a member above 1 MB may unpack to."""
_SMALL = 1_000_000
_PARTS = (("word/document.xml", "docx"), ("xl/workbook.xml", "xlsx"))
"""Members by which a package is known."""
_FOREIGN = {
    "ppt/presentation.xml": ("是幻灯片", "请提交绩效目标表的 Word、Excel 或 PDF 文件"),
    "xl/workbook.bin": ("是二进制工作簿（.xlsb）", "请用 Excel 或 WPS 另存为 .xlsx 后再检查"),
    "OFD.xml": ("是 OFD 版式文件", "请从阅读器导出为 PDF 后再检查"),
    "content.xml": ("是 OpenDocument 文件（.odt、.ods）", "请另存为 .docx 或 .xlsx 后再检查"),
}


def opened(data: bytes, name: str) -> ZipFile:
    """The package, after its limits were held. Raises ReadError."""
    try:
        # Names without the UTF-8 flag come from Chinese Windows.
        package = ZipFile(BytesIO(data), metadata_encoding="gb18030")
    except (BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise ReadError(name, "压缩结构已损坏，打不开", "文件没有传完整或已损坏，请重新取得后再检查") from error
    members = package.infolist()
    if len(members) > MOST_MEMBERS:
        raise ReadError(name, f"压缩包里有 {len(members)} 个文件，超过 {MOST_MEMBERS} 个", "请分成几个压缩包后再检查")
    if sum(member.file_size for member in members) > LARGEST_WHOLE:
        raise ReadError(name, "解压后超过 200 MB", "请只提交预算公开文件，删去图片等大的内容后再检查")
    for member in members:
        steep = member.file_size > _SMALL and member.file_size > STEEPEST * max(1, member.compress_size)
        if member.file_size > LARGEST_MEMBER or steep:
            raise ReadError(name, f"“{member.filename}”解压后大得不合常理", "文件可能是恶意构造的，请向来源核实")
    return package


def kind_within(data: bytes, name: str) -> str:
    """What a zip package is: docx, xlsx, or a plain zip. Raises ReadError for what nobody reads."""
    members = set(opened(data, name).namelist())
    for part, kind in _PARTS:
        if part in members:
            return kind
    for member, (reason, cure) in _FOREIGN.items():
        if member in members:
            raise ReadError(name, reason, cure)
    return "zip"
