"""A page's characters as runs: what stands together on a line, not parted by a wide gap, blanks or a rule."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from perflint.readers.drawn.page import Rule
from perflint.readers.pdfium import calls
from perflint.readers.pdfium.calls import Address, Box

_LEVEL = 6.0
"""Degrees by which text may slant and still be text: the layer under a scan follows the paper."""
_SAME_LINE = 0.4
_WIDE = 0.25
_WORD_GAP = 0.18
_TOUCHING = 0.1
_SHADE = 0.2
_BLANKS = frozenset(" \t\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000")
_NOTHING = frozenset("\r\n\0\u200b\u200c\u200d\u2060\ufeff\ufffe\uffff\u00ad")


class Ink(NamedTuple):
    """How a piece of text was drawn."""

    angle: float
    mode: int
    colour: tuple[int, int, int, int]

    @property
    def slants(self) -> bool:
        """Whether it runs neither level nor upright, as only stamps do."""
        return abs(self.angle - round(self.angle / 90) * 90) > _LEVEL

    @property
    def light(self) -> float:
        """How bright it is against white paper, from 0 for black to 1 for white."""
        red, green, blue, opacity = self.colour
        bright = (0.299 * red + 0.587 * green + 0.114 * blue) / 255
        return 1 - (1 - bright) * opacity / 255


class Run(NamedTuple):
    """Characters that belong together, their upright box and how they were drawn."""

    text: str
    box: Box
    ink: Ink


class Characters(NamedTuple):
    """All characters of a page, in the order they were drawn, boxes as left, top, right, bottom."""

    codes: list[int]
    owners: list[Address]
    boxes: list[Box]
    inks: dict[Address, Ink]
    unreadable: int


def characters(text: Address, count: int) -> Characters:
    """The first ``count`` characters of a text page."""
    codes, owners, boxes = calls.characters(text, count)
    inks: dict[Address, Ink] = {}
    unreadable = 0
    for index, owner in enumerate(owners):
        if owner and owner not in inks:
            a, b, *_ = calls.text_matrix(text, index)
            inks[owner] = Ink(
                math.degrees(math.atan2(b, a)), calls.render_mode(owner), calls.fill_colour(text, index)
            )
        code = codes[index]
        if owner and (code < 32 or 0xE000 <= code <= 0xF8FF or code >= 0xFFF0) and code not in {9, 10, 13}:
            unreadable += code >= 32 or bool(calls.unmapped(text, index))
    return Characters(codes, owners, boxes, inks, unreadable)


def angle_of(found: Characters) -> int | None:
    """By how much most of the text is turned: 0, 90, 180 or 270 degrees; None where there is none to tell."""
    turned: Counter[int] = Counter()
    for owner, count in Counter(found.owners).items():
        if owner:
            if not found.inks[owner].slants:
                turned[round(found.inks[owner].angle / 90) * 90 % 360] += count
    return max(turned, key=lambda angle: (turned[angle], -angle)) if turned else None


class Walls:
    """The upright rules of a page, to ask whether one parts two characters."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        """Sorted by where they stand."""
        self.rules = sorted(rules)
        self.at = [rule.at for rule in self.rules]

    def between(self, left: float, right: float, y: float) -> bool:
        """Whether a rule passes between two x at this height."""
        index = bisect_left(self.at, left - 0.5)
        while index < len(self.at) and self.at[index] <= right + 0.5:
            if self.rules[index].start <= y <= self.rules[index].stop:
                return True
            index += 1
        return False


def runs(found: Characters, boxes: Sequence[Box], walls: Walls) -> list[Run]:
    """The runs of a page whose characters have these upright boxes."""
    made: list[Run] = []
    now = _Open()
    gap = ""
    for code, owner, box in zip(found.codes, found.owners, boxes, strict=True):
        char = chr(code)
        if char in _BLANKS:
            # pdfium puts blanks of its own where it sees a gap; they have no width.
            gap = gap.replace("?", "") + char if owner and box[2] > box[0] else gap or "?"
            continue
        if not owner or char in _NOTHING:
            continue
        if not now.takes(box, owner, gap, found.inks, walls):
            if now.text:
                made.append(now.run(found.inks))
            now, gap = _Open(), ""
        now.add(char, box, owner, gap)
        gap = ""
    return [*made, now.run(found.inks)] if now.text else made


class _Open:
    """A run that may still grow."""

    __slots__ = ("box", "last", "owner", "text")

    def __init__(self) -> None:
        """Nothing yet."""
        self.text = ""
        self.box: Box = (0.0, 0.0, 0.0, 0.0)
        self.last = self.box
        self.owner = 0

    def takes(self, box: Box, owner: Address, gap: str, inks: dict[Address, Ink], walls: Walls) -> bool:
        """Whether a character goes on with it."""
        if not self.text:
            return True
        _, top, right, bottom = self.last
        x0, y0, _, y1 = box
        height = max(bottom - top, y1 - y0, 1.0)
        space = x0 - right
        if abs(top + bottom - y0 - y1) <= 2 * _SAME_LINE * height and space > -_WIDE * height:
            if owner == self.owner and not gap and space < _TOUCHING * height:
                return True
            if space < (4 * _WIDE if gap.strip("?") else _WIDE) * height and self._alike(owner, inks):
                return not walls.between(right, x0, (y0 + y1) / 2)
        if inks[owner].slants and self._alike(owner, inks):
            return abs(top + bottom - y0 - y1) + abs(self.last[0] + right - x0 - box[2]) <= 4 * height
        return owner == self.owner and self._goes_down(box)

    def _alike(self, owner: Address, inks: dict[Address, Ink]) -> bool:
        """Whether what another text object draws looks like this."""
        one, other = inks[self.owner], inks[owner]
        return one is other or (
            abs(one.angle - other.angle) <= 1 and one.mode == other.mode and abs(one.light - other.light) < _SHADE
        )

    def _goes_down(self, box: Box) -> bool:
        """Whether a character stands right below or above the last one, as in writing from top to bottom."""
        x0, y0, x1, y1 = box
        left, top, right, bottom = self.last
        size = max(x1 - x0, y1 - y0, 1.0)
        beside = abs(left + right - x0 - x1) <= 2 * _SAME_LINE * size
        return beside and min(abs(y0 - bottom), abs(top - y1)) <= _WIDE * size

    def add(self, char: str, box: Box, owner: Address, gap: str) -> None:
        """Let a character follow, after the blanks that were drawn before it or that its distance shows."""
        if self.text:
            x0, y0, x1, y1 = self.box
            space = box[0] - self.last[2]
            drawn = gap.strip("?") and space > 0
            word = gap and space > _WORD_GAP * (box[3] - box[1]) and self.text[-1] < "\u0250" > char
            self.text += f" {char}" if drawn or word else char
            self.box = (min(x0, box[0]), min(y0, box[1]), max(x1, box[2]), max(y1, box[3]))
        else:
            self.text, self.box = char, box
        self.last, self.owner = box, owner

    def run(self, inks: dict[Address, Ink]) -> Run:
        """It, as it stands."""
        text = self.text
        if any("\ud800" <= char <= "\udfff" for char in text):
            text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return Run(text, self.box, inks[self.owner])
