"""Word's binary files（.doc、.wps）: paragraphs and tables in reading order, as the document prints them.

Codes of fields, text that was taken out with changes recorded, and hidden text are left out; notes, heads and feet of
pages are stories of their own and no part of the text. Files from before Word 97 go through LibreOffice where there
is one.
"""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Iterator

from perflint.errors import ReadError
from perflint.model.document import Document
from perflint.readers.compound import Damaged, streams
from perflint.readers.flow import CELL, PARAGRAPH, ROW, Flow, Part
from perflint.readers.libreoffice import read_converted
from perflint.readers.symbols import PRIVATE, is_symbolic, symbol
from perflint.readers.wordbinary import STREAMS, Encrypted, Older, Word
from perflint.readers.wordformat import Shape, shape_of
from perflint.readers.wordrow import RowShape
from perflint.readers.wordstyle import Styles, level_of

_ENDS = re.compile("[\r\x07\x0c]")
_CELL_END = "\x07"
_FIELD = re.compile("[\x13-\x15\x07]")
_BEGIN, _RESULT, _END = "\x13", "\x14", "\x15"
_SIGNS = {
    **dict.fromkeys(map(ord, "\x0b\x0e"), "\n"),
    0x1E: "-",
    **dict.fromkeys([*range(9), *range(15, 30), 31]),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
}
"""What Word's own signs show: broken lines and columns, a hyphen that does not break; the rest shows nothing."""


def read(data: bytes, name: str) -> Document:
    """The document in the bytes of a Word binary file. Raises ReadError."""
    try:
        word = Word(_streams(data))
        blocks = _flow(word, name)
    except Encrypted as error:
        raise ReadError(name, "设有打开密码", "请去掉打开密码，另存后再检查") from error
    except Older:
        return read_converted(data, name)
    except (Damaged, struct.error, IndexError) as error:
        raise ReadError(name, "Word 文件已损坏，打不开", "文件没有传完整或已损坏，请重新取得后再检查") from error
    remarks = ("文件里有文本框，其中的文字没有读取",) if word.has_boxes else ()
    return Document(name=name, digest=hashlib.sha256(data).hexdigest(), blocks=blocks.blocks(), remarks=remarks)


def _streams(data: bytes) -> dict[str, bytes]:
    """The streams of a Word file. Raises Damaged."""
    found = streams(data, STREAMS)
    if "WordDocument" not in found:
        raise Damaged("没有 WordDocument")
    return found


def _flow(word: Word, name: str) -> Flow:
    """The document's paragraphs, put in order."""
    flow = Flow(name)
    for part in _Story(word).parts():
        flow.take(part)
    return flow


class _Story:
    """The main story of a document: its text, and which of it does not show."""

    def __init__(self, word: Word) -> None:
        """Marks what does not show, and puts in what symbol fonts show."""
        self._word = word
        self._styles = Styles(word.styles)
        self._shapes: dict[bytes, Shape] = {}
        self._rows: dict[bytes, RowShape] = {}
        self._text = word.text
        self._dropped = bytearray(len(self._text))
        self._budget = len(word.data)
        self._apply_looks()
        self._drop_codes()

    def parts(self) -> Iterator[Part]:
        """Its paragraphs, each with what its end ends."""
        start = 0
        for mark in _ENDS.finditer(self._text):
            at = mark.start()
            if self._dropped[at] and mark[0] != _CELL_END:
                continue  # a paragraph's end that was taken out joins two paragraphs
            yield self._part(start, at, mark[0])
            start = at + 1
        if start < len(self._text):
            yield Part(self._shown(start, len(self._text)))

    def _part(self, start: int, end: int, mark: str) -> Part:
        """The paragraph between these characters, the last of which is its mark."""
        styled, piece = self._word.paragraph(end)
        group = styled[2:] + piece
        shape = self._shape(group)
        if shape.elsewhere is not None:
            group += self._elsewhere(shape.elsewhere)
            shape = self._shape(group)
        depth = max(shape.depth, 1) if mark == _CELL_END else shape.depth
        if shape.ends_inner_row or (shape.ends_row and mark == _CELL_END):
            row = self._rows.get(group) or self._rows.setdefault(group, RowShape(group))
            return Part("", depth, ROW, row.edges, row.merges, deleted=bool(self._dropped[end]))
        ends = CELL if mark == _CELL_END or shape.ends_inner_cell else PARAGRAPH
        level = 0
        if not depth:
            style = int.from_bytes(styled[:2], "little")
            level = self._styles.level(style) if shape.outline is None else level_of(shape.outline)
        return Part(self._shown(start, end), 1 if mark == _CELL_END else depth, ends, level=level)

    def _shape(self, group: bytes) -> Shape:
        """What these modifiers make of a paragraph; many paragraphs have the same."""
        return self._shapes.get(group) or self._shapes.setdefault(group, shape_of(group))

    def _elsewhere(self, at: int) -> bytes:
        """Modifiers kept in the data stream. No two paragraphs share theirs, so all together fit in it."""
        data = self._word.data
        group = data[at + 2 : at + 2 + int.from_bytes(data[at : at + 2], "little")]
        self._budget -= len(group)
        if self._budget < 0:
            raise Damaged("段落格式重叠")
        return group

    def _shown(self, start: int, end: int) -> str:
        """What shows of the text between two characters."""
        text = self._text[start:end]
        if self._dropped.find(1, start, end) >= 0:
            text = "".join(
                char for char, dropped in zip(text, self._dropped[start:end], strict=True) if not dropped
            )
        return text.translate(_SIGNS)

    def _apply_looks(self) -> None:
        """Text taken out or hidden is dropped; characters of symbol fonts become what they show."""
        fonts = self._word.fonts()
        signs: dict[int, str] = {}
        for start, stop, look in self._word.looks():
            if look.deleted or look.hidden:
                self._dropped[start:stop] = b"\1" * (stop - start)
            elif look.symbol is not None:
                font, number = look.symbol
                signs[start] = (font < len(fonts) and symbol(fonts[font], number)) or chr(number)
            elif look.font is not None and look.font < len(fonts) and is_symbolic(fonts[look.font]):
                for found in PRIVATE.finditer(self._text, start, stop):
                    signs[found.start()] = symbol(fonts[look.font], ord(found[0])) or found[0]
        if signs:
            characters = list(self._text)
            for at, sign in signs.items():
                characters[at] = sign
            self._text = "".join(characters)

    def _drop_codes(self) -> None:
        """Of a field only its result shows. A sign without its partners is a sign, no field."""
        ahead: list[tuple[int, int]] = []
        for found in _FIELD.finditer(self._text):
            at, sign = found.start(), found[0]
            if sign == _BEGIN:
                ahead.append((at, -1))
            elif sign == _RESULT and ahead and ahead[-1][1] < 0:
                ahead[-1] = (ahead[-1][0], at)
            elif sign == _END and ahead:
                begin, result = ahead.pop()
                stop = (result if result >= 0 else at) + 1
                self._dropped[begin:stop] = b"\1" * (stop - begin)
            elif sign == _CELL_END:
                ahead = [field for field in ahead if field[1] >= 0]  # codes do not reach beyond a cell
