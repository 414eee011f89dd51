"""Annotators: findings written onto a copy of the file they are about（审核标注）, one module a format."""

from __future__ import annotations

import hashlib
from importlib import import_module
from pathlib import PurePath

from perflint.errors import AnnotateError
from perflint.model.finding import Report
from perflint.readers.kind import kind_of, suffix_of

ANNOTATORS: dict[str, str] = {
    "xlsx": "perflint.annotate.xlsx",
    "docx": "perflint.annotate.docx",
    "pdf": "perflint.annotate.pdf",
}
"""The module whose ``annotated(data, name, report)`` marks a kind of file; imported when the first one comes."""

_SUFFIXES = {
    "xlsx": (".xlsx", ".xlsm", ".xltx", ".xltm"),
    "docx": (".docx", ".docm", ".dotx", ".dotm"),
    "pdf": (".pdf",),
}
"""Suffixes under which a kind of file opens; the first is for one that has none of them."""
_OTHERS = {
    "doc": ("是旧版 Word 文件，写不进批注", "另存为 .docx"),
    "xls": ("是旧版 Excel 文件，写不进批注", "另存为 .xlsx"),
    "rtf": ("是 RTF 文件，写不进批注", "另存为 .docx"),
    "html": ("是网页，写不进批注", "用 Word 打开，另存为 .docx"),
    "csv": ("是文本表格，写不进批注", "用 Excel 或 WPS 打开，另存为 .xlsx"),
    "text": ("是文本文件，写不进批注", "粘贴到 Word，保存为 .docx"),
    "image": ("是图片，写不进批注", "转为 PDF"),
}
_LONGEST = 200
"""Bytes of a name that are kept: file systems hold 255, the rest is for what is added."""


def annotated(data: bytes, name: str, report: Report) -> bytes:
    """A copy of the file with what the report says of it: the same bytes for the same report.

    ``data`` is what was checked under ``name``. Raises AnnotateError, or ReadError where a guard refuses the file.
    """
    document = next((one for one in report.submission.documents if one.name == name), None)
    if document is None:
        raise AnnotateError(name, "没有读出内容，无从标注", "请先按审核报告所说处理这个文件")
    if document.digest != hashlib.sha256(data).hexdigest():
        raise AnnotateError(name, "内容与检查时的不同", "请重新检查")
    made: bytes = import_module(ANNOTATORS[_kind(data, name)]).annotated(data, name, report)
    return made


def copy_name(data: bytes, name: str) -> str:
    """What the copy is called: ``表1.xlsx`` → ``表1.审核.xlsx``, without its folder.

    Raises AnnotateError for a format that bears no marks, ReadError for what nobody reads.
    """
    suffixes = _SUFFIXES[_kind(data, name)]
    path = PurePath(name.replace("\\", "/"))
    stem = path.stem.encode()[:_LONGEST].decode(errors="ignore")
    return f"{stem}.审核{path.suffix if suffix_of(name) in suffixes else suffixes[0]}"


def _kind(data: bytes, name: str) -> str:
    """A key of ANNOTATORS."""
    kind = kind_of(data, name)
    if kind not in ANNOTATORS:
        reason, cure = _OTHERS.get(kind, ("是压缩文件，写不进批注", "解压"))
        raise AnnotateError(name, reason, f"请{cure} 后再检查；全部问题见审核报告，要表格用 --format xlsx")
    return kind


__all__ = ["ANNOTATORS", "annotated", "copy_name"]
