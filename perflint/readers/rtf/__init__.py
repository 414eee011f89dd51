"""Rich text（.rtf, and many a .doc that is none）: paragraphs and tables in reading order, as they are printed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from perflint.errors import ReadError
from perflint.model.document import Document
from perflint.readers.compound import DamagedError
from perflint.readers.content import blocks
from perflint.readers.flow import items_of
from perflint.readers.nesting import unfolded
from perflint.readers.rtf.story import Rtf


def read(data: bytes, name: str) -> Document:
    """The document in the bytes of an RTF file. Raises ReadError."""
    try:
        text = Rtf(data)
    except DamagedError as error:
        raise ReadError(name, "RTF 文件已损坏，打不开", "文件没有传完整或已损坏，请重新取得后再检查") from error
    return Document(
        name=name,
        digest=hashlib.sha256(data).hexdigest(),
        blocks=tuple(blocks(unfolded(items_of(text.main.parts)), name)),
        dropped=dict(sorted(text.heads.items())),
        remarks=tuple(_remarks(text)),
    )


def _remarks(text: Rtf) -> Iterator[str]:
    """What a person should know, in sentences."""
    if text.revised:
        yield "文档含有修订痕迹，已按接受全部修订后的文字读取"
    if text.hidden:
        yield "文档含有隐藏文字，已一并读取"
    if text.notes:
        yield f"文档有 {text.notes} 条脚注或尾注，未读取"
    if text.pictures:
        yield f"文档有 {text.pictures} 幅图片，图片里的文字未读取"
