"""Automatic numbers of lists and headings, as Word shows them before a paragraph（1. （一） 一、）."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable

from lxml import etree
from msgspec import Struct, field

from perflint.readers.docx.names import W, child, number, value

_BLANK = re.compile(r"%([1-9])")
_DIGITS = "〇一二三四五六七八九"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LARGEST = 9999
_LEVELS = 9


class Level(Struct, frozen=True):
    """How one level of a list numbers."""

    start: int
    kind: str
    text: str


class Numbers(Struct):
    """The lists of a document and how far each has counted; the counting goes on as paragraphs come."""

    lists: dict[str, dict[int, Level]] = field(default_factory=dict)
    """The levels of each ``w:num``."""
    shared: dict[str, str] = field(default_factory=dict)
    """The abstract list behind each ``w:num``: lists of one abstract count on together."""
    counted: dict[str, list[int | None]] = field(default_factory=lambda: defaultdict(lambda: [None] * _LEVELS))
    begun: set[str] = field(default_factory=set)
    restarted: dict[str, frozenset[int]] = field(default_factory=dict)
    """The levels at which a ``w:num`` begins anew."""

    def next(self, identity: str, depth: int) -> str:
        """What stands before the next paragraph of a list at this depth; "" for bullets and unknown lists."""
        levels = self.lists.get(identity, {})
        level = levels.get(depth)
        if level is None or not 0 <= depth < _LEVELS:
            return ""
        counters = self.counted[self.shared[identity]]
        if identity not in self.begun:
            self.begun.add(identity)
            for anew in self.restarted.get(identity, ()):
                counters[anew] = None
        before = counters[depth]
        counters[depth] = level.start if before is None else before + 1
        counters[depth + 1 :] = [None] * (_LEVELS - depth - 1)
        if level.kind in {"bullet", "none"}:
            return ""

        def counter(match: re.Match[str]) -> str:
            """The number of the level that a blank names."""
            named = int(match[1]) - 1
            other = levels.get(named, level)
            reached = counters[named]
            return shown(other.start if reached is None else reached, other.kind)

        return _BLANK.sub(counter, level.text)


def numbers_of(root: etree._Element | None) -> Numbers:
    """The lists that numbering.xml defines."""
    made = Numbers()
    if root is None:
        return made
    abstracts = {one.get(W + "abstractNumId", ""): _levels(one) for one in root.iterchildren(W + "abstractNum")}
    for one in root.iterchildren(W + "num"):
        identity, behind = one.get(W + "numId", ""), value(one, "abstractNumId") or ""
        levels = dict(abstracts.get(behind, {}))
        restarted = set()
        for override in one.iterchildren(W + "lvlOverride"):
            depth = _whole(override.get(W + "ilvl"))
            levels |= _levels(override)
            if child(override, "startOverride") is not None and depth in levels:
                restarted.add(depth)
                old = levels[depth]
                levels[depth] = Level(number(override, "startOverride", other=1), old.kind, old.text)
        made.lists[identity], made.shared[identity] = levels, behind
        made.restarted[identity] = frozenset(depth for depth in restarted if 0 <= depth < _LEVELS)
    return made


def _levels(parent: etree._Element) -> dict[int, Level]:
    """The levels defined under an element."""
    return {
        _whole(one.get(W + "ilvl")): Level(
            number(one, "start", other=0), value(one, "numFmt") or "decimal", value(one, "lvlText") or ""
        )
        for one in parent.iterchildren(W + "lvl")
    }


def _whole(text: str | None) -> int:
    """The depth that an attribute holds; -1 for none."""
    return int(text) if text and len(text) < 5 and text.isascii() and text.isdigit() else -1


def shown(count: int, kind: str) -> str:
    """A number as a kind of numbering writes it; plain digits for kinds nobody uses here."""
    writer = _WRITERS.get(kind)
    return writer(count) if writer is not None and 0 < count <= _LARGEST else str(count)


def chinese(count: int) -> str:
    """A number below ten thousand in Chinese: 十二, 一百零三."""
    made = ""
    for place, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = count // place % 10
        if digit:
            made += _DIGITS[digit] + unit
        elif made and not made.endswith("零") and count % place:
            made += "零"
    return made.removeprefix("一") if 10 <= count < 20 else made


def _roman(count: int) -> str:
    """A number in small Roman letters."""
    made = ""
    for worth, letters in _ROMAN:
        made += letters * (count // worth)
        count %= worth
    return made


def _circled(count: int) -> str:
    """A number in a circle, as far as there are circles."""
    return chr(0x245F + count) if count <= 20 else str(count)


def _letter(count: int) -> str:
    """A number as a small letter, doubled after z."""
    return chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)


_WRITERS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(
        (
            "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "ideographDigital",
            "taiwaneseCountingThousand", "japaneseDigitalTenThousand", "taiwaneseDigital",
        ),
        chinese,
    ),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "upperLetter": lambda count: _letter(count).upper(),
    "lowerLetter": _letter,
    "upperRoman": lambda count: _roman(count).upper(),
    "lowerRoman": _roman,
    "decimalZero": "{:02}".format,
}  # fmt: skip
