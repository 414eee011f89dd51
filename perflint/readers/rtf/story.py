"""The paragraphs of an RTF file, as they are printed.

Codes of fields, text that was taken out with changes recorded, pictures and tables of fonts, colours and such are left
out; heads and feet of pages and notes are kept apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from perflint.readers.compound import DamagedError
from perflint.readers.edges import ALONE
from perflint.readers.flow import CELL, PARAGRAPH
from perflint.readers.rtf.fonts import Font, Fonts
from perflint.readers.rtf.state import (
    CODE,
    FONTS,
    FORM,
    LIST_MARK,
    SKIPPED,
    STYLES,
    TEXT,
    Drawn,
    Field,
    State,
    Story,
    Written,
    paragraph,
)
from perflint.readers.rtf.tokens import tokens
from perflint.readers.rtf.words import (
    BOX,
    FLAGS,
    GOES_TO,
    HEAD,
    MERGES,
    NOTE,
    NUMBERS,
    PRINTED,
    STORIES,
    WHOLE,
    by_itself,
)

_DEEPEST = 1000
_FONT_NAME = 60
_MOST_CELLS = 200


class Rtf:
    """An RTF file being read."""

    def __init__(self, data: bytes) -> None:
        """Reads it from its first sign to its last. Raises DamagedError."""
        self._fonts = Fonts()
        self.main = self._story("main")
        self.heads: Counter[str] = Counter()
        self.notes = self.pictures = 0
        self.revised = self.hidden = False
        self._styles: dict[int, int] = {}
        self.drawn = Drawn()
        self.state = State(self.main)
        self._groups: list[State] = []
        self._passed = 0
        take = (self._word, self._symbol, self._brace, self._bytes)
        for kind, value, number in tokens(data, _KNOWN):
            take[kind](value, number)
        while self._groups:
            self._end_group()
        self._end_paragraph(None)

    def _story(self, kind: str) -> Story:
        """A story with nothing in it."""
        return Story(Written(self._fonts), Written(self._fonts), kind)

    def _brace(self, brace: str, _: int | None) -> None:
        """A group begins or ends."""
        self._passed = 0
        if brace == "}":
            if self._groups:
                self._end_group()
            return
        if len(self._groups) > _DEEPEST:
            raise DamagedError("嵌套得太深")
        self._groups.append(self.state)
        self.state = self.state.inner()

    def _symbol(self, symbol: str, _: int | None) -> None:
        """A control symbol."""
        if symbol == "*":
            self.state.optional = True
        elif symbol in "\r\n":
            self._end_paragraph(None)
        elif symbol in PRINTED:
            self._put(PRINTED[symbol])

    def _bytes(self, text: str, _: int | None) -> None:
        """Bytes of text; as many are passed over as stand in for a character of Unicode before them."""
        data = text.encode("latin-1")
        passed = min(self._passed, len(data))
        self._passed -= passed
        data = data[passed:]
        if self.state.goes_to == FONTS:
            font = self._fonts.known.setdefault(self.state.font or 0, Font())
            font.name = (font.name + text).split(";")[0].strip()[:_FONT_NAME]
        elif data and (written := self._written()) is not None:
            written.add_bytes(data, (self.state.font, self.state.eastern))
            self._noticed(text)

    def _put(self, text: str) -> None:
        """Characters that are known as such."""
        written = self._written()
        if written is not None and text:
            written.add(text)
            self._noticed(text)

    def _written(self) -> Written | None:
        """What text is added to; None where it is left out."""
        state = self.state
        if state.goes_to == TEXT:
            return None if state.deleted else state.story.text
        if state.goes_to == LIST_MARK:
            return state.story.mark
        return state.field.code if state.goes_to == CODE and state.field is not None else None

    def _noticed(self, text: str) -> None:
        """Remember what kind of text was shown."""
        if self.state.goes_to == TEXT:
            self.hidden |= self.state.hidden and not text.isspace()
            if self.state.field is not None:
                self.state.field.has_result = True

    def _word(self, word: str, number: int | None) -> None:
        """A control word: it names where a group goes, changes a setting, prints something or ends something."""
        state = self.state
        self._passed = 0
        optional, state.optional = state.optional, False
        skipped = state.goes_to == SKIPPED
        if word in STORIES and not skipped:
            state.story, state.goes_to = self._story(STORIES[word]), TEXT
            state.reset_paragraph()
        elif word in GOES_TO and not skipped:
            self._destination(word)
        elif optional:
            state.goes_to = SKIPPED
        elif word == "u":
            self._put(self._fonts.shown(chr((number or 0) & 0xFFFF), state.font))
            self._passed = max(0, state.after_unicode)
        elif word in PRINTED:
            self._put(PRINTED[word])
        elif not skipped:
            self._set(word, number)

    def _destination(self, word: str) -> None:
        """A group whose text goes elsewhere, or nowhere."""
        state = self.state
        self.pictures += word == "pict"
        if word == "nesttableprops":
            state.outer, self.drawn = self.drawn, Drawn()
        state.goes_to = GOES_TO[word]

    def _set(self, word: str, number: int | None) -> None:
        """A setting, or the end of something."""
        state = self.state
        if state.goes_to == FORM and state.field is not None:
            state.field.form[word] = number or 0
        elif word in MERGES:
            self.drawn.next = MERGES[word](self.drawn.next)
        elif word in NUMBERS:
            setattr(state, NUMBERS[word], number or 0)
        elif word in FLAGS:
            setattr(state, FLAGS[word], number != 0)
        elif word in WHOLE:
            setattr(self._fonts, WHOLE[word], number or 0)
        elif (act := _ACTS.get(word)) is not None:
            act(self, number)

    def _end_group(self) -> None:
        """Settings are again what they were; a story or a field that began in the group is at its end."""
        ended, self.state = self.state, self._groups.pop()
        if ended.outer is not None:
            self.drawn = ended.outer
        if ended.story is not self.state.story:
            self._end_story(ended)
        if ended.field is not None and ended.field is not self.state.field:
            self._put(by_itself(ended.field))

    def _end_story(self, ended: State) -> None:
        """A head of pages is counted, a note too; a text box waits for the paragraph that it hangs on."""
        before, self.state = self.state, ended
        self._end_paragraph(None)
        self.state = before
        text = " ".join(" ".join(part.text for part in ended.story.parts).split())
        if ended.story.kind == HEAD and text:
            self.heads[text] += 1
        elif ended.story.kind == NOTE:
            self.notes += 1
        elif ended.story.kind == BOX:
            before.story.boxes += ended.story.parts

    def _end_paragraph(self, _: int | None, ends: str = PARAGRAPH, depth: int | None = None) -> None:
        """What was read so far is a paragraph. An end that was taken out joins it with the next."""
        state = self.state
        if (state.deleted and ends == PARAGRAPH) or state.goes_to != TEXT:
            return
        inside = state.inside if depth is None else depth
        paragraph(state.story, inside, ends, 0 if inside else state.level(self._styles))

    def _end_cell(self, _: int | None) -> None:
        """What was read so far is a cell."""
        self._end_paragraph(None, CELL, 1)

    def _end_inner_cell(self, _: int | None) -> None:
        """The same, in a table within a table."""
        self._end_paragraph(None, CELL, max(2, self.state.depth))

    def _begin_row(self, _: int | None) -> None:
        """A row is drawn anew."""
        self.drawn = Drawn()

    def _edge(self, number: int | None) -> None:
        """The right edge of a cell."""
        drawn = self.drawn
        if len(drawn.edges) < _MOST_CELLS:
            drawn.edges.append(number or 0)
            drawn.merges.append(drawn.next)
        drawn.next = ALONE

    def _outline(self, number: int | None) -> None:
        """The level of a paragraph's heading, or of those of a style."""
        if self.state.goes_to == STYLES:
            self._styles[self.state.style] = number or 0
        else:
            self.state.outline = number or 0

    def _set_beside(self, number: int | None) -> None:
        """The font of another script, if it is that of Chinese."""
        if self.state.beside:
            self.state.eastern = number
            self.state.beside = False

    def _charset(self, number: int | None) -> None:
        """The character set of a font."""
        self._fonts.known.setdefault(self.state.font or 0, Font()).charset = number or 0

    def _deleted(self, number: int | None) -> None:
        """Text that was taken out."""
        self.state.deleted = number != 0
        self.revised |= number != 0

    def _revised(self, number: int | None) -> None:
        """Text that was put in."""
        self.revised |= number != 0

    def _field(self, _: int | None) -> None:
        """A field begins."""
        self.state.field = Field(Written(self._fonts))


_ACTS: dict[str, Callable[[Rtf, int | None], None]] = {
    "par": Rtf._end_paragraph, "sect": Rtf._end_paragraph, "cell": Rtf._end_cell, "nestcell": Rtf._end_inner_cell,
    "trowd": Rtf._begin_row, "cellx": Rtf._edge, "outlinelevel": Rtf._outline, "af": Rtf._set_beside,
    "fcharset": Rtf._charset, "deleted": Rtf._deleted, "revised": Rtf._revised, "field": Rtf._field,
    "pard": lambda rtf, _: rtf.state.reset_paragraph(),
    "plain": lambda rtf, _: rtf.state.reset_characters(),
    "trleft": lambda rtf, number: setattr(rtf.drawn, "left", number or 0),
    "row": lambda rtf, _: rtf.state.story.parts.append(rtf.drawn.end(1)),
    "nestrow": lambda rtf, _: rtf.state.story.parts.append(rtf.drawn.end(max(2, rtf.state.depth))),
}  # fmt: skip
_FORM = {"fftype", "ffres", "ffdefres"}
_KNOWN = frozenset({*_ACTS, *NUMBERS, *FLAGS, *WHOLE, *MERGES, *GOES_TO, *STORIES, *PRINTED, *_FORM, "u"})
