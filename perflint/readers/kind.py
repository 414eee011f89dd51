"""What kind of file some bytes are: by content first, by suffix where content does not tell."""

from __future__ import annotations

import re
from importlib import import_module

from perflint.errors import ReadError
from perflint.readers.decode import decode

TEXT_SUFFIXES = (".txt", ".md", ".markdown")
_RTF = b"{\\rtf"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_IMAGES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"BM", b"II*\0", b"MM\0*", b"GIF8")
_HEAD = 4096
_HTML = rb"(?i)<(!doctype\s+html|html|head|body|table|meta|div)[\s>]"
_ARCHIVE = (
    rb"(?ims)^\s*(?:From|MIME-Version|Subject|Date|Snapshot-Content-Location)\s*:.*?^MIME-Version\s*:"
    rb"|^\s*MIME-Version\s*:"
)
"""The head of a web archive（.mht）."""
_MARKED = rb'<\?mso-application\s+progid="(\w+)\.'
_SHEETS = ("Workbook", "Book")
_TABLES = {".xls", ".xlsx", ".et"}
_FOLDERS = {"word/": "docx", "xl/": "xlsx"}
_FOREIGN = {
    b"Rar!": ("是 RAR 压缩文件", "请解压，或改用 .zip 压缩后再检查"),
    b"7z\xbc\xaf": ("是 7z 压缩文件", "请解压，或改用 .zip 压缩后再检查"),
}


def kind_of(data: bytes, name: str) -> str:
    """A key of READERS, or ``zip`` for an archive. Raises ReadError for what nobody reads."""
    for magic, (reason, cure) in _FOREIGN.items():
        if data.startswith(magic):
            raise ReadError(name, reason, cure)
    if data.startswith(_ZIP):
        return _package(data, name)
    if data.startswith(_RTF):
        return "rtf"
    if data.startswith(_OLE):
        return _compound(data, name)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(_IMAGES):
        return "image"
    return _characters(data, name)


def _characters(data: bytes, name: str) -> str:
    """The kind of a file whose content is characters, or tells nothing."""
    suffix = suffix_of(name)
    head = data[:_HEAD].replace(b"\0", b"")
    if b"mso-application" in head and (marked := re.search(_MARKED, head)):
        program = marked[1].decode("ascii", "replace")
        reason = f"是 {program} 2003 的 XML 文件"
        raise ReadError(name, reason, "请用 Office 或 WPS 打开，另存为 .docx 或 .xlsx 后再检查")
    if suffix not in TEXT_SUFFIXES and (re.search(_HTML, head) or re.search(_ARCHIVE, head)):
        return "html"
    if suffix in _TABLES and _divided(data, name):
        return "csv"
    return _by_suffix(suffix, name)


def _divided(data: bytes, name: str) -> bool:
    """Whether a file is plain text in columns, as systems export it under the suffix of Excel."""
    try:
        text, _ = decode(data, name)
    except ReadError:
        return False
    return any(sign in text for sign in "\t,")


def suffix_of(name: str) -> str:
    """The suffix of a file name with its dot, in small letters; "" where it has none."""
    base = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "." + base.rsplit(".", 1)[-1].lower() if "." in base else ""


def _by_suffix(suffix: str, name: str) -> str:
    """The kind of a file whose content is plain characters, or says nothing."""
    if suffix in {".html", ".htm"}:
        return "html"
    if suffix in {".csv", ".tsv"}:
        return "csv"
    if suffix in {"", *TEXT_SUFFIXES}:
        return "text"
    known = {".docx": "Word", ".xlsx": "Excel", ".pdf": "PDF", ".doc": "Word", ".xls": "Excel", ".wps": "WPS"}
    if suffix in known:
        raise ReadError(
            name, f"后缀是“{suffix}”，内容却不是 {known[suffix]} 文件", "文件可能已损坏，请重新导出后再检查"
        )
    cure = "请另存为 .docx、.xlsx、.pdf 或 .txt 后再检查"
    raise ReadError(name, f"不认识的文件类型“{suffix}”", cure)


def _package(data: bytes, name: str) -> str:
    """What a zip package is, also where its main part has another name than usual."""
    kind: str = import_module("perflint.readers.package").kind_within(data, name)
    if kind == "zip":
        main = import_module("perflint.readers.ooxml").Package(data, name).main("").lower()
        return next((found for folder, found in _FOLDERS.items() if main.startswith(folder)), kind)
    return kind


def _compound(data: bytes, name: str) -> str:
    """What an OLE compound file holds: its directory names the streams in UTF-16."""
    if _entry("EncryptedPackage") in data or _entry("EncryptionInfo") in data:
        raise ReadError(name, "设有打开密码", "请去掉打开密码，另存后再检查")
    if any(_entry(stream) in data for stream in _SHEETS):
        return "xls"
    if _entry("WordDocument") in data:
        return "doc"
    raise ReadError(name, "是旧版 Office 文件，但不是 Word 或 Excel", "请另存为 .docx 或 .xlsx 后再检查")


def _entry(stream: str) -> bytes:
    """A stream's name as the directory of a compound file holds it."""
    return stream.encode("utf-16-le") + b"\0\0"
