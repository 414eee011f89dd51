"""Readers: bytes become a Document, every cell with its place; a reader never judges and never guesses."""

from __future__ import annotations

from importlib import import_module

from msgspec.structs import replace

from perflint.errors import ReadError
from perflint.model.document import Document
from perflint.readers.kind import kind_of

READERS: dict[str, str] = {
    "text": "perflint.readers.text",
    "docx": "perflint.readers.docx",
    "xlsx": "perflint.readers.xlsx",
    "xls": "perflint.readers.xls",
    "html": "perflint.readers.html",
    "csv": "perflint.readers.csv",
    "pdf": "perflint.readers.pdf",
    "doc": "perflint.readers.doc",
    "rtf": "perflint.readers.rtf",
    "image": "perflint.readers.image",
}
"""The module whose ``read(data, name)`` reads a kind of file; imported when the first file of its kind comes."""

LARGEST = 50_000_000
"""Bytes beyond which nothing is read."""

_MACROS = (b"vbaProject.bin", "_VBA_PROJECT".encode("utf-16-le"))
"""Names that stand in the directory of a package or a compound file with macros."""
_ZIPPED_OR_COMPOUND = (b"PK", b"\xd0\xcf")


def read(data: bytes, name: str) -> Document:
    """The document in these bytes, by what they are, not by what they are called.

    Raises ReadError with the reason and the cure.
    """
    if not data.strip():
        raise ReadError(name, "是空文件，没有内容", "请确认文件已保存，重新导出后再检查")
    if len(data) > LARGEST:
        raise ReadError(name, "文件超过 50 MB", "请只提交预算公开文本，或拆成几个文件")
    kind = kind_of(data, name)
    if kind not in READERS:
        cure = "请解压后再检查，或用命令 perflint check 检查整个压缩文件"
        raise ReadError(name, "是压缩文件，里面可能有几份材料", cure)
    document: Document = import_module(READERS[kind]).read(data, name)
    if data.startswith(_ZIPPED_OR_COMPOUND) and any(map(data.__contains__, _MACROS)):
        remark = "文件带有宏；只读取了内容，宏没有运行"
        return replace(document, remarks=(*document.remarks, remark))
    return document


__all__ = ["LARGEST", "READERS", "read"]
