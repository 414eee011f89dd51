"""The text of a paragraph as printed: runs, fields, symbols, check boxes, equations; deleted text left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree
from msgspec import Struct, field

from perflint.readers.docx.names import MC, VAL, W14, M, W, child, is_on, number, settings
from perflint.readers.docx.styles import Styles
from perflint.readers.docx.symbols import is_symbolic, shown

TICKED, EMPTY = "☑", "☐"
_OVERLAY = re.compile(r"^\s*eq\s*\\[o\\acd ]*\(\s*(.*?)\s*[,，;]\s*(.*?)\s*\)\s*$", re.IGNORECASE | re.DOTALL)
"""The field behind 带圈字符: ``eq \\o\\ac(□,√)`` prints one character over the other."""
_BOXES = {"□", "☐", "▢", "◻", "口"}
_TICKS = {"√", "✓", "✔", "v", "V", "R"}
_INSERTED = {W + "ins", W + "moveTo"}
_DELETED = {W + "del", W + "moveFrom"}
_THROUGH = {
    W + name
    for name in (
        "hyperlink",
        "ins",
        "moveTo",
        "smartTag",
        "customXml",
        "sdtContent",
        "fldSimple",
        "dir",
        "bdo",
        "rubyBase",
    )
}
_PLAIN = {
    W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-",
}  # fmt: skip
_DRAWINGS = {W + "drawing", W + "pict", W + "object"}
_MATHS = {M + "oMath", M + "oMathPara"}
_FIELDS = {W + "fldChar", W + "instrText", W + "ruby", W + "sym"}
SPECIAL = frozenset({
    W + "sdt", MC + "AlternateContent", *_THROUGH, *_DELETED, *_MATHS, *_PLAIN, *_DRAWINGS, *_FIELDS,
})  # fmt: skip
"""Everything in a paragraph that is more than runs of characters, or between it and them."""


class Noticed(Struct):
    """What a person should know of a document, gathered on the way through it."""

    revised: bool = False
    hidden: bool = False
    covered: bool = False
    pictures: int = 0


class TextBox(NamedTuple):
    """A text box met in a paragraph: its content, and whether it stands in the line like a character."""

    content: etree._Element
    inline: bool


class Field(Struct):
    """A field on its way: its instruction so far, and whether its result has begun."""

    result: bool = False
    instruction: list[str] = field(default_factory=list)
    shows: str = ""


class Sentence:
    """One paragraph being read: its text in pieces and the text boxes met in it."""

    def __init__(self, styles: Styles, noticed: Noticed) -> None:
        """Begin empty."""
        self.pieces: list[str] = []
        self.boxes: list[TextBox] = []
        self._styles, self._noticed = styles, noticed
        self._fields: list[Field] = []

    @property
    def text(self) -> str:
        """What was read so far."""
        return "".join(self.pieces)

    def walk(self, parent: etree._Element) -> None:
        """Read the children of an element."""
        for element in parent:
            tag = element.tag
            if tag == W + "r":
                self._run(element)
            elif tag in _THROUGH:
                self._noticed.revised |= tag in _INSERTED
                self.walk(element)
            elif tag in _DELETED:
                self._noticed.revised = True
            elif tag in _MATHS:
                self._put(equation(element))
            elif tag == W + "sdt":
                self._control(element)
            elif tag == MC + "AlternateContent":
                self._alternate(element)

    def _put(self, text: str) -> None:
        """Add text, unless it belongs to the instruction of a field."""
        if text and (not self._fields or self._fields[-1].result):
            self.pieces.append(text)

    def _run(self, run: etree._Element) -> None:
        """One run of characters of one style."""
        own = settings(run, "rPr")
        font = ""
        if own:
            style, fonts = own.get(W + "rStyle"), own.get(W + "rFonts")
            if is_on(own.get(W + "vanish")) or (style is not None and self._styles.hides(style.get(VAL))):
                self._noticed.hidden |= any((one.text or "").strip() for one in run.iterchildren(W + "t"))
            font = "" if fonts is None else fonts.get(W + "ascii") or fonts.get(W + "hAnsi") or ""
        self._characters(run, font)

    def _characters(self, run: etree._Element, font: str) -> None:
        """The content of a run."""
        for element in run:
            tag = element.tag
            if tag == W + "t":
                text = element.text or ""
                self._put("".join(shown(char, font) for char in text) if font and is_symbolic(font) else text)
            elif tag in _PLAIN:
                self._put(_PLAIN[tag] if tag != W + "br" or element.get(W + "type") not in {"page", "column"} else "\n")
            elif tag == W + "sym":
                self._put(_symbol(element))
            elif tag in _DRAWINGS:
                self._drawing(element)
            elif tag == MC + "AlternateContent":
                self._alternate(element)
            else:
                self._structure(element)

    def _structure(self, element: etree._Element) -> None:
        """Fields and ruby within a run."""
        tag = element.tag
        if tag == W + "fldChar":
            self._field(element)
        elif tag == W + "instrText" and self._fields:
            self._fields[-1].instruction.append(element.text or "")
        elif tag == W + "ruby":
            base = child(element, "rubyBase")
            if base is not None:
                self.walk(base)

    def _field(self, mark: etree._Element) -> None:
        """The beginning, middle or end of a field."""
        kind = mark.get(W + "fldCharType")
        if kind == "begin":
            self._fields.append(Field(shows=_form_field(child(mark, "ffData"))))
        elif self._fields and kind == "separate":
            self._fields[-1].result = True
        elif self._fields and kind == "end":
            ended = self._fields.pop()
            self._put(ended.shows or ("" if ended.result else overlaid("".join(ended.instruction))))

    def _control(self, control: etree._Element) -> None:
        """A content control within a line: a check box by its state, another by its content."""
        box = control.find(f"{W}sdtPr/{W14}checkbox")
        if box is not None:
            state = box.find(W14 + "checked")
            ticked = state is not None and state.get(W14 + "val") in {"1", "true", "on"}
            self._put(TICKED if ticked else EMPTY)
            return
        content = child(control, "sdtContent")
        if content is not None:
            self.walk(content)

    def _alternate(self, element: etree._Element) -> None:
        """The first of several renderings of one thing."""
        rendering = chosen(element)
        if rendering is not None:
            self._characters(rendering, "")
            self.walk(rendering)

    def _drawing(self, drawing: etree._Element) -> None:
        """A picture or shape: its text boxes are kept for whoever reads blocks."""
        inline = any(str(one.tag).endswith("}inline") for one in drawing)
        for found in _within(drawing):
            if found.tag == W + "txbxContent":
                self.boxes.append(TextBox(found, inline))
            else:
                self._noticed.pictures += 1


def chosen(alternate: etree._Element) -> etree._Element | None:
    """The rendering to read of an ``mc:AlternateContent``: the first choice, or what stands in for it."""
    choice = alternate.find(MC + "Choice")
    return choice if choice is not None else alternate.find(MC + "Fallback")


def _within(drawing: etree._Element) -> Iterator[etree._Element]:
    """The text boxes and pictures of a drawing, each once."""
    for element in drawing:
        tag = str(element.tag)
        if tag == W + "txbxContent" or tag.endswith(("}blip", "}imagedata")):
            yield element
        elif tag == MC + "AlternateContent":
            rendering = chosen(element)
            yield from _within(rendering) if rendering is not None else ()
        else:
            yield from _within(element)


def _symbol(element: etree._Element) -> str:
    """The character of a ``w:sym``."""
    try:
        return shown(chr(int(element.get(W + "char", ""), 16)), element.get(W + "font", ""))
    except (ValueError, OverflowError):
        return ""


def _form_field(data: etree._Element | None) -> str:
    """What a field of an old form shows by itself: a check box, the chosen line of a list."""
    box, drop = child(data, "checkBox"), child(data, "ddList")
    if box is not None:
        ticked = is_on(box, "checked") if child(box, "checked") is not None else is_on(box, "default")
        return TICKED if ticked else EMPTY
    if drop is not None:
        entries = [entry.get(VAL, "") for entry in drop.iterchildren(W + "listEntry")]
        index = number(drop, "result", other=number(drop, "default"))
        return entries[index] if 0 <= index < len(entries) else ""
    return ""


def overlaid(instruction: str) -> str:
    """What a field prints that lays characters over one another; "" for any other field."""
    found = _OVERLAY.match(instruction)
    if not found:
        return ""
    under, over = found[1], found[2]
    for box, tick in ((under, over), (over, under)):
        if box in _BOXES and tick in _TICKS:
            return TICKED
    return under + over


def equation(element: etree._Element) -> str:
    """The characters of an equation in one line, fractions with a stroke."""
    if element.tag == M + "t":
        return element.text or ""
    if element.tag == M + "f":
        return "/".join("".join(map(equation, element.iterchildren(M + part))) for part in ("num", "den"))
    return "".join(map(equation, element))
