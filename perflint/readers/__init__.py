"""Readers: bytes become a Document, every cell with its place; a reader never judges and never guesses."""

from __future__ import annotations

from collections.abc import Callable

from perflint.errors import ReadError
from perflint.model.document import Document
from perflint.readers import text

Reader = Callable[[bytes, str], Document]

READERS: dict[str, Reader] = {".txt": text.read, ".md": text.read, ".markdown": text.read}
"""What reads a file, by suffix; content that gives itself away (below) comes first."""

_MAGIC = (
    (b"PK\x03\x04", "Word、Excel 或压缩文件"),
    (b"%PDF", "PDF 文件"),
    (b"\xd0\xcf\x11\xe0", "旧版 Word 或 Excel 文件（.doc、.xls、.wps）"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"{\\rtf", "RTF 文件"),
)
LARGEST = 50_000_000
"""Bytes beyond which nothing is read."""


def read(data: bytes, name: str) -> Document:
    """The document in these bytes. Raises ReadError with the reason and the cure."""
    if not data.strip():
        raise ReadError(name, "是空文件，没有内容", "请确认文件已保存，重新导出后再检查")
    if len(data) > LARGEST:
        raise ReadError(name, "文件超过 50 MB", "请只提交预算公开文本，或拆成几个文件")
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise ReadError(name, f"是{kind}，当前版本只读文本（.txt、.md）", "请另存为纯文本（.txt）后再检查")
    base = name.replace("\\", "/").rsplit("/", 1)[-1]
    suffix = "." + base.rsplit(".", 1)[-1].lower() if "." in base else ".txt"
    if suffix not in READERS:
        known = "、".join(READERS)
        raise ReadError(name, f"不认识的文件类型“{suffix}”", f"当前版本只读 {known}，请另存为纯文本后再检查")
    return READERS[suffix](data, name)


__all__ = ["LARGEST", "READERS", "read"]
