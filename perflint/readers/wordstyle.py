"""Styles in Word's binary files: which of them are headings, and of what depth."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from perflint.readers.wordformat import shape_of

DEEPEST = 9
_NOBODY = 0xFFF
_PARAGRAPH = 1


@dataclass(frozen=True, slots=True)
class _Style:
    """A style: its number among those every document has, the style it is based on, its outline level."""

    built_in: int
    base: int
    outline: int | None


class Styles:
    """The styles of a document."""

    def __init__(self, sheet: bytes) -> None:
        """Reads the style sheet; what is cut of it is not there."""
        self._styles: list[_Style | None] = []
        if len(sheet) < 6:
            return
        lead = 2 + int.from_bytes(sheet[:2], "little")
        count, fixed = struct.unpack_from("<HH", sheet, 2)
        for _ in range(count):
            length = int.from_bytes(sheet[lead : lead + 2], "little")
            self._styles.append(_style(sheet[lead + 2 : lead + 2 + length], fixed))
            lead += 2 + length
            if lead >= len(sheet):
                break

    def level(self, number: int) -> int:
        """The depth of the heading that paragraphs of this style are, 0 for running text."""
        for _ in range(DEEPEST):
            style = self._styles[number] if number < len(self._styles) else None
            if style is None:
                return 0
            if style.outline is not None:
                return level_of(style.outline)
            if 1 <= style.built_in <= DEEPEST:
                return style.built_in
            number = style.base
        return 0


def level_of(outline: int) -> int:
    """The depth of a heading by its outline level, which counts from nought; 9 is running text."""
    return outline + 1 if outline < DEEPEST else 0


def _style(entry: bytes, fixed: int) -> _Style | None:
    """A style by its entry; None for an empty one, and one of characters or tables."""
    if len(entry) < 10 or fixed < 10:
        return None
    first, second = struct.unpack_from("<HH", entry)
    if second & 0xF != _PARAGRAPH:
        return None
    name = fixed + (fixed & 1)
    at = name + 4 + 2 * int.from_bytes(entry[name : name + 2], "little")
    length = int.from_bytes(entry[at : at + 2], "little")
    return _Style(first & 0xFFF, second >> 4, shape_of(entry[at + 4 : at + 2 + length]).outline)
