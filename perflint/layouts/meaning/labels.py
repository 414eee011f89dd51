"""What a label says besides its name: a money unit, a year, the rank of a funding source."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from perflint.pattern import compiled
from perflint.text import label, normal

_UNIT = compiled(r"(亿|百万|千万|万|千)?元")
_UNIT_HEAD = compiled(r"(金额|预算|单位|金额单位)?[:(]?(百|千|万|亿)*元\)?|金额")
_UNIT_CAPTION = compiled(r"单位[:为]?\(?((?:百|千|万|亿)*元)")
_YEAR_LINE = compiled(r"\(?(20\d\d)年度?\)?")
_NUMBERING = compiled(r"^(\([一二三四五六七八九十\d]+\)|[一二三四五六七八九十]+[、.]|\d+[.、)])")
_CIRCLED = compiled(r"^\s*[①-⑳❶-❿]")
_NUMBERS = frozenset("(（[【〔一二三四五六七八九十①②③④⑤⑥⑦⑧⑨⑩")
_OF_WHICH = compiled(r"^其中[:、]?")


class Source(NamedTuple):
    """A funding source as its label ranks it."""

    name: str
    of_which: bool
    """Whether 其中 stands before it."""
    arabic: bool
    """Whether it is numbered 1、2、3、 and so beneath one numbered 一、二、三、."""


@lru_cache(maxsize=4096)
def source_of(text: str) -> Source:
    """A funding source by its label, without its numbering."""
    plain = label(_CIRCLED.sub("1.", text))
    of_which = _OF_WHICH.match(plain) is not None
    plain = _OF_WHICH.sub("", plain)
    numbering = _NUMBERING.match(plain)
    arabic = numbering is not None and numbering.group()[0].isdigit()
    plain = _NUMBERING.sub("", plain)
    return Source(_OF_WHICH.sub("", plain), of_which or _OF_WHICH.match(plain) is not None, arabic)


def undecorated(text: str) -> str:
    """A label without its number or the brackets around it: 1.数量指标, （一）数量指标, ①数量指标, 【数量指标】."""
    first = text.lstrip()[:1]
    if first not in _NUMBERS and not first.isdecimal():
        return text
    plain = label(_CIRCLED.sub("", text))
    if plain.startswith("[") and plain.find("]") == len(plain) - 1:
        return plain[1:-1]
    return _NUMBERING.sub("", plain)


@lru_cache(maxsize=4096)
def unit_of(text: str) -> str | None:
    """The money unit that a head names（单位：万元）, or None."""
    found = _UNIT.search(normal(text)) if "元" in text else None
    return found.group() if found else None


@lru_cache(maxsize=4096)
def unit_head(text: str) -> str | None:
    """The unit in a cell that says nothing else: (万元), 金额(万元), 单位:元; "" where it only says 金额."""
    if "元" not in text and "额" not in text:
        return None
    plain = label(text)
    return (unit_of(plain) or "") if _UNIT_HEAD.fullmatch(plain) else None


def unit_caption(text: str) -> str | None:
    """The unit that a line above a table gives（金额单位：万元）, or None."""
    found = _UNIT_CAPTION.search(normal(text)) if "位" in text and "元" in text else None
    return found.group(1) if found else None


def year_line(text: str) -> int | None:
    """The year of a line that says nothing else: (2026年度)."""
    found = _YEAR_LINE.fullmatch(normal(text)) if "年" in text else None
    return int(found.group(1)) if found else None


def year_within(plain: str) -> str:
    """A normalised title without the year in it."""
    return _YEAR_LINE.sub("", plain)
