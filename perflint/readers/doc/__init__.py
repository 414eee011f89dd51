"""Word's binary files（.doc、.wps）: paragraphs and tables in reading order, as the document prints them.

Notes, heads and feet of pages are stories of their own and no part of the text. Files from before Word 97 go through
LibreOffice where there is one.
"""

from __future__ import annotations

import hashlib
import struct
from collections import Counter
from collections.abc import Iterator

from perflint.errors import ReadError
from perflint.model.document import Document
from perflint.readers.compound import DamagedError, streams
from perflint.readers.content import blocks
from perflint.readers.doc.binary import STREAMS, EncryptedError, OlderError, Word
from perflint.readers.doc.libreoffice import read_converted
from perflint.readers.doc.story import Story
from perflint.readers.flow import items_of
from perflint.readers.nesting import unfolded


def read(data: bytes, name: str) -> Document:
    """The document in the bytes of a Word binary file. Raises ReadError."""
    try:
        word = Word(_streams(data))
        story = Story(word)
        items = items_of(story.main())
        dropped = Counter(filter(None, story.heads()))
    except EncryptedError as error:
        raise ReadError(name, "设有打开密码", "请去掉打开密码，另存后再检查") from error
    except OlderError:
        return read_converted(data, name)
    except (DamagedError, struct.error, IndexError) as error:
        raise ReadError(name, "Word 文件已损坏，打不开", "文件没有传完整或已损坏，请重新取得后再检查") from error
    return Document(
        name=name,
        digest=hashlib.sha256(data).hexdigest(),
        blocks=tuple(blocks(unfolded(items), name)),
        dropped=dict(sorted(dropped.items())),
        remarks=tuple(_remarks(word, story)),
    )


def _streams(data: bytes) -> dict[str, bytes]:
    """The streams of a Word file. Raises DamagedError."""
    found = streams(data, STREAMS)
    if "WordDocument" not in found:
        raise DamagedError("没有 WordDocument")
    return found


def _remarks(word: Word, story: Story) -> Iterator[str]:
    """What a person should know, in sentences."""
    if story.revised:
        yield "文档含有修订痕迹，已按接受全部修订后的文字读取"
    if story.hidden:
        yield "文档含有隐藏文字，已一并读取"
    if word.notes:
        yield f"文档有 {word.notes} 条脚注或尾注，未读取"
    if story.pictures:
        yield f"文档有 {story.pictures} 幅图片，图片里的文字未读取"
