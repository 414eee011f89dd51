"""The stories of a Word binary file, paragraph by paragraph, as they are printed.

Codes of fields and text that was taken out with changes recorded are left out; numbers of lists are put before their
paragraphs, ticks into check boxes, and what a symbol font shows for its characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from perflint.readers.compound import DamagedError
from perflint.readers.doc.binary import Word
from perflint.readers.doc.lists import numbers_of
from perflint.readers.doc.modifiers import Shape, shape_of
from perflint.readers.doc.rows import RowShape
from perflint.readers.doc.styles import Styles, level_of, over
from perflint.readers.docx.inline import EMPTY, TICKED, overlaid
from perflint.readers.docx.symbols import is_symbolic, shown
from perflint.readers.flow import CELL, PARAGRAPH, ROW, Part

_ENDS = re.compile("[\r\x07\x0c]")
_CELL_END = "\x07"
_PICTURE = "\x01"
_FIELD = re.compile("[\x13-\x15\x07]")
_BEGIN, _RESULT, _END = "\x13", "\x14", "\x15"
_PRIVATE = re.compile("[\uf000-\uf0ff]")
_SIGNS = {
    **dict.fromkeys(map(ord, "\x0b\x0e"), "\n"),
    0x1E: "-",
    **dict.fromkeys([*range(9), *range(15, 30), 31]),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
}
"""What Word's own signs show: broken lines and columns, a hyphen that does not break; the rest shows nothing."""
_CHECK_BOX, _BY_DEFAULT = 1, 25
_LONGEST_CODE, _DEEPEST_CODE = 200, 100
"""Fields longer, and fields within fields deeper, are none."""


class Story:
    """The text of a document, and which of it shows."""

    def __init__(self, word: Word) -> None:
        """Marks what does not show, and puts in what shows instead."""
        self._word = word
        self._styles = Styles(word.styles)
        self._numbers = numbers_of(*word.lists)
        self._known: dict[tuple[bytes, bytes], tuple[Shape, RowShape | None]] = {}
        self._signs: dict[int, str] = {}
        self._states: dict[int, int] = {}
        self._dropped = bytearray(len(word.text))
        self._budget = len(word.data)
        self.revised = self.hidden = False
        self._apply_looks()
        self._apply_fields()
        text = list(word.text) if self._signs else []
        for at, sign in self._signs.items():
            text[at] = sign
        # A sign may be several characters long; numbers of characters hold for the list as for the text.
        self._text: str | list[str] = text or word.text

    @property
    def pictures(self) -> int:
        """How many pictures stand in the main story."""
        text = self._word.text
        places = (found.start() for found in re.finditer(_PICTURE, text[: self._word.main]))
        return sum(not self._dropped[at] and at in self._states for at in places)

    def main(self) -> Iterator[Part]:
        """The paragraphs of the main story, each with what its end ends, text boxes after the one they hang on."""
        late: list[Part] = []
        boxes = sorted(self._word.boxes(), reverse=True)
        for end, part in self._parts(0, self._word.main):
            boxed: list[Part] = []
            while boxes and boxes[-1][0] <= end:
                _, start, stop = boxes.pop()
                boxed += (one for _, one in self._parts(start, stop))
            if part.depth == 0:
                yield from late
                yield part
                yield from boxed
                late = []
            elif part.text.strip():
                late += boxed  # a box over a cell with text of its own floats
                yield part
            else:
                yield from (replace(one, depth=part.depth + one.depth) for one in boxed)
                yield part
        yield from late

    def heads(self) -> Iterator[str]:
        """The texts of the heads and feet of pages."""
        for start, stop in self._word.heads():
            yield " ".join("".join(f"{part.text} " for _, part in self._parts(start, stop)).split())

    def _parts(self, start: int, stop: int) -> Iterator[tuple[int, Part]]:
        """The paragraphs between two characters, each with its last."""
        for mark in _ENDS.finditer(self._word.text, start, stop):
            at = mark.start()
            if self._dropped[at] and mark[0] != _CELL_END:
                continue  # a paragraph's end that was taken out joins two paragraphs
            yield at, self._part(start, at, mark[0])
            start = at + 1
        if start < stop:
            yield stop, Part(self._shown(start, stop))

    def _part(self, start: int, end: int, mark: str) -> Part:
        """The paragraph between these characters, the last of which is its mark."""
        key = self._word.paragraph(end)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._kind(*key)
        shape, row = known
        if row is not None and (shape.ends_inner_row or mark == _CELL_END):
            depth = max(shape.depth, 1) if shape.ends_inner_row else 1
            return Part("", depth, ROW, row.edges, row.merges, deleted=bool(self._dropped[end]))
        depth = 1 if mark == _CELL_END else shape.depth
        ends = CELL if mark == _CELL_END or shape.ends_inner_cell else PARAGRAPH
        return Part(self._numbered(self._shown(start, end), shape), depth, ends, level=level_of(shape))

    def _kind(self, styled: bytes, piece: bytes) -> tuple[Shape, RowShape | None]:
        """What matters of a paragraph by its style and modifiers, and how the row is drawn that it ends."""
        groups = [styled[2:], piece]
        shape = shape_of(*groups)
        if shape.elsewhere is not None:
            groups.insert(1, self._elsewhere(shape.elsewhere))
            shape = shape_of(*groups)
        row = RowShape(*groups) if shape.ends_row or shape.ends_inner_row else None
        return over(shape, self._styles.of(int.from_bytes(styled[:2], "little"))), row

    def _elsewhere(self, at: int) -> bytes:
        """Modifiers kept in the data stream. No two paragraphs share theirs, so all together fit in it."""
        data = self._word.data
        group = data[at + 2 : at + 2 + int.from_bytes(data[at : at + 2], "little")]
        self._budget -= len(group)
        if self._budget < 0:
            raise DamagedError("段落格式重叠")
        return group

    def _numbered(self, text: str, shape: Shape) -> str:
        """A paragraph's text with its number in the list it belongs to; empty paragraphs have theirs as well."""
        if not shape.numbered:
            return text
        mark = self._numbers.next(str(shape.numbered), shape.level or 0)
        return f"{mark} {text}" if mark[-1:].isalnum() and text else mark + text

    def _shown(self, start: int, end: int) -> str:
        """What shows of the text between two characters."""
        text = self._text[start:end]
        if self._dropped.find(1, start, end) >= 0:
            dropped = self._dropped[start:end]
            text = [char for char, gone in zip(text, dropped, strict=True) if not gone]
        return (text if isinstance(text, str) else "".join(text)).translate(_SIGNS)

    def _apply_looks(self) -> None:
        """Text taken out is dropped; characters of symbol fonts become what they show."""
        fonts = self._word.fonts()
        text = self._word.text
        for start, stop, look in self._word.looks():
            self.revised |= look.deleted or look.inserted
            if look.deleted:
                self._dropped[start:stop] = b"\1" * (stop - start)
                continue
            self.hidden = self.hidden or (look.hidden and not text[start:stop].isspace() and start < self._word.main)
            if look.symbol is not None and look.symbol[0] < len(fonts):
                self._signs[start] = shown(chr(look.symbol[1]), fonts[look.symbol[0]])
            elif look.font is not None and look.font < len(fonts) and is_symbolic(fonts[look.font]):
                for found in _PRIVATE.finditer(text, start, stop):
                    self._signs[found.start()] = shown(found[0], fonts[look.font])
            if look.data is not None and (at := text.find(_PICTURE, start, stop)) >= 0:
                self._states[at] = look.data

    def _apply_fields(self) -> None:
        """Of a field only its result shows. A sign without its partners is a sign, no field."""
        ahead: list[tuple[int, int]] = []
        for found in _FIELD.finditer(self._word.text):
            at, sign = found.start(), found[0]
            if sign == _BEGIN and len(ahead) < _DEEPEST_CODE:
                ahead.append((at, -1))
            elif sign == _RESULT and ahead and ahead[-1][1] < 0:
                ahead[-1] = (ahead[-1][0], at)
            elif sign == _END and ahead:
                self._drop_code(*ahead.pop(), at)
            elif sign == _CELL_END:
                ahead = [field for field in ahead if field[1] >= 0]  # codes do not reach beyond a cell

    def _drop_code(self, begin: int, result: int, end: int) -> None:
        """The code of a field is dropped; a field that shows something by itself leaves that."""
        stop = (result if result >= 0 else end) + 1
        code = self._word.text[begin + 1 : min(stop - 1, begin + _LONGEST_CODE)]
        gone = bool(self._dropped[begin])
        self._dropped[begin:stop] = b"\1" * (stop - begin)
        sign = "" if gone else self._by_itself(code, begin, stop) or ("" if result >= 0 else overlaid(code))
        if sign:
            self._signs[begin] = sign
            self._dropped[begin] = 0

    def _by_itself(self, code: str, begin: int, stop: int) -> str:
        """What a check box of a form shows: the field's state is kept with a sign inside it."""
        if code.strip(" \x01").upper() != "FORMCHECKBOX":
            return ""
        at = self._word.text.find(_PICTURE, begin, stop)
        if at not in self._states:
            return ""
        data, place = self._word.data, self._states[at]
        place += int.from_bytes(data[place + 4 : place + 6], "little")
        bits = int.from_bytes(data[place + 4 : place + 6], "little")
        state = bits >> 2 & 0x1F
        if bits & 3 != _CHECK_BOX:
            return ""
        if state == _BY_DEFAULT:
            name = place + 10
            usual = name + 4 + 2 * int.from_bytes(data[name : name + 2], "little")
            state = int.from_bytes(data[usual : usual + 2], "little")
        return TICKED if state else EMPTY
