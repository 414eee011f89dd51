"""Styles in Word's binary files: which of them are headings and of what depth, which are numbered."""

from __future__ import annotations

import struct

from msgspec import Struct
from msgspec.structs import replace

from perflint.readers.doc.modifiers import Shape, shape_of

_DEEPEST = 9
_CHAIN = 20
_PARAGRAPH = 1
_LEAST = 10


class _Style(Struct, frozen=True):
    """A style: its number among those every document has, the style it is based on, what it says itself."""

    built_in: int
    base: int
    shape: Shape


class Styles:
    """The styles of a document."""

    def __init__(self, sheet: bytes) -> None:
        """Reads the style sheet; what is cut of it is not there."""
        self._styles: list[_Style | None] = []
        self._known: dict[int, Shape] = {}
        if len(sheet) < _LEAST:
            return
        at = 2 + int.from_bytes(sheet[:2], "little")
        count, fixed = struct.unpack_from("<HH", sheet, 2)
        while len(self._styles) < count and at < len(sheet):
            length = int.from_bytes(sheet[at : at + 2], "little")
            self._styles.append(_style(sheet[at + 2 : at + 2 + length], fixed))
            at += 2 + length

    def of(self, number: int) -> Shape:
        """What a style says of its paragraphs, with what it inherits."""
        if number not in self._known:
            self._known[number] = self._resolved(number)
        return self._known[number]

    def _resolved(self, number: int) -> Shape:
        """A style over those it is based on."""
        made = Shape()
        for _ in range(_CHAIN):
            style = self._styles[number] if number < len(self._styles) else None
            if style is None:
                break
            outline = style.built_in - 1 if 1 <= style.built_in <= _DEEPEST else None
            made = over(over(made, style.shape), Shape(outline=outline))
            number = style.base
        return made


def over(one: Shape, base: Shape) -> Shape:
    """A shape where it says something of outline and list, else another."""
    return replace(
        one,
        outline=base.outline if one.outline is None else one.outline,
        numbered=base.numbered if one.numbered is None else one.numbered,
        level=base.level if one.level is None else one.level,
    )


def level_of(shape: Shape) -> int:
    """The depth of the heading a paragraph is, 0 for running text, which is outline level 9."""
    return shape.outline + 1 if shape.outline is not None and shape.outline < _DEEPEST else 0


def _style(entry: bytes, fixed: int) -> _Style | None:
    """A style by its entry; None for an empty one, and one of characters or tables."""
    if len(entry) < _LEAST or fixed < _LEAST:
        return None
    first, second = struct.unpack_from("<HH", entry)
    if second & 0xF != _PARAGRAPH:
        return None
    name = fixed + (fixed & 1)
    at = name + 4 + 2 * int.from_bytes(entry[name : name + 2], "little")
    length = int.from_bytes(entry[at : at + 2], "little")
    return _Style(first & 0xFFF, second >> 4, shape_of(entry[at + 4 : at + 2 + length]))
