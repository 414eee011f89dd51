"""Indicators told in prose: “数量指标:培训人数≥300人;…”, or “【产出指标-数量指标】 名称(≥77台)” within a cell.

Labels of levels cut the text; between them stand names with their values, told apart by the sign before a value. What
is found is written out as the rows of a tree, every cell in the place of the text that it came from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from msgspec.structs import replace

from perflint.layouts.meaning.vocabulary import Vocabulary
from perflint.model.base import Cell
from perflint.pattern import compiled
from perflint.text import label

HEADS = ("一级指标", "二级指标", "三级指标", "指标值")
FEWEST = 3
"""How many different 二级 a text names at least that tells a form's indicators."""
_GLYPHS = "≥≤≧≦><=±\uff1e\uff1c\uff1d"
_OPENING, _CLOSING = frozenset("（(【["), frozenset("）)】]")
_SIGN = compiled(
    rf"[{_GLYPHS}]+|(?:不低于|不少于|不超过|不高于|不大于|不小于|大于等于|小于等于|控制在|达到|达(?=\d))(?=[^，,；;。]{{0,6}}\d)"
)
_VALUE_END = compiled(r"[，,](?!\d{3}(?!\d))|$")
_PIECES = compiled(r"[；;。\n]+|\s*(?=指标\s*\d{1,2}\s*[:：.、])")
_COUNTED = compiled(r"[，,；;。]?\s*设(?:置|立)?\s*[\d一二两三四五六七八九十]+\s*[条个项]\s*$")
"""What announces the next label: 设1条（质量指标：…）."""
_NUMBERED = compiled(r"^\s*(?:[（(]?\d{1,2}[)）.、．](?!\d))\s*")
_BRACKETED = compiled(rf"^(?P<name>.+?)\s*[（(]\s*(?P<value>[{_GLYPHS}\d][^()（）*]*)[)）]\s*$")
_DATED = compiled(r"^(?P<name>[^\d]+?)(?P<value>(?:20\d\d\s*年|\d{1,2}\s*月)[^，,]*)$")
_ENDING = compiled(r"^(?P<name>.*?[^\d\s.,%％≥≤><=])(?P<value>\d[\d,.]*\s*(?:[%％]|[^\d\s，,]{1,8}))$")


class Told(NamedTuple):
    """An indicator told in prose: the labels of its levels as printed ("" where there is none), its name and value."""

    level1: str
    level2: str
    name: str
    value: str


def told(text: str, words: Vocabulary, level1: str = "") -> list[Told]:
    """The indicators of a text, beneath the 一级 that an earlier text named."""
    text = _unbroken(text)
    found: list[Told] = []
    level2 = ""
    marks = list(_marks(words).finditer(text))
    for mark, after in zip(marks, [*marks[1:], None], strict=False):
        first, second = mark["first"] or "", mark["second"] or mark["only"] or ""
        if not first and words.meaning(second).level2 is None:
            first, second = second, ""
        level1, level2 = first or level1, second
        body = _COUNTED.sub("", text[mark.end() : after.start() if after else len(text)])
        found += [Told(level1, level2, name, value) for name, value in _pairs(body, words)]
    return found


def kinds_of(text: str, words: Vocabulary) -> set[str]:
    """The 二级 that a text names as heads of what follows."""
    labels = (mark["second"] or mark["only"] for mark in _marks(words).finditer(_unbroken(text)))
    return {found for one in labels if one and (found := words.meaning(one).level2)}


def opened(text: str, words: Vocabulary) -> int:
    """Where the label of a level stands at the end of a text, its indicators still to come; the length if none does."""
    last = next(reversed(list(_marks(words).finditer(text))), None)
    return last.start() if last is not None and not text[last.end() :].strip() else len(text)


def _unbroken(text: str) -> str:
    """The text without line breaks within brackets, which a wrap left there."""
    if "\n" not in text:
        return text
    depth, made = 0, []
    for char in text:
        depth = max(0, depth + (char in _OPENING) - (char in _CLOSING))
        if char != "\n" or depth == 0:
            made.append(char)
    return "".join(made)


def rows_of(found: list[Told], cell: Cell) -> Iterator[tuple[Cell, ...]]:
    """The indicators as rows of a tree beneath a header."""
    yield tuple(replace(cell, text=head) for head in HEADS)
    for one in found:
        yield tuple(replace(cell, text=text) for text in one)


@lru_cache(maxsize=8)
def _marks(words: Vocabulary) -> re.Pattern[str]:
    """What matches the label of a level at the head of its indicators, in brackets or before a colon."""
    known = {text for text, meaning in words.lexicon.items() if meaning.level and len(text) > 1}
    # Labels are matched as printed; normalised ones differ from these in their brackets and stops only.
    either = "|".join(sorted(map(re.escape, known), key=len, reverse=True))
    remark = r"(?:[（(][^（）()]{1,10}[)）])?"
    # Not kept on disk with the others: it is longer than all of them, and few documents need it.
    return re.compile(
        rf"[【\[]\s*(?:(?P<first>{either})\s*[-—–－/>]+\s*)?(?P<second>{either}){remark}\s*[】\]]\s*[:：]?"
        rf"|(?:(?<=^)|(?<=[\s；;。:：、，,条项★*]))(?P<only>{either}){remark}\s*(?:[:：]|[,，](?=\D))"
    )


def _pairs(text: str, words: Vocabulary) -> Iterator[tuple[str, str]]:
    """Names and values in a text beneath one label."""
    for piece in _PIECES.split(text):
        plain = _NUMBERED.sub("", piece).strip(" 　\t,，、:：")
        if label(plain):
            yield from _split(plain, words)


def _split(piece: str, words: Vocabulary) -> Iterator[tuple[str, str]]:
    """The indicators of a piece: each name ends where a sign outside of brackets begins its value."""
    start = 0
    depth = 0
    index = 0
    while index < len(piece):
        char = piece[index]
        depth = max(0, depth + (char in "（(") - (char in "）)"))
        sign = _SIGN.match(piece, index) if depth == 0 and index > start else None
        if sign is None:
            index += 1
            continue
        stop = _VALUE_END.search(piece, sign.end())
        end = stop.start() if stop else len(piece)
        yield piece[start:index].strip(" 　,，:："), piece[index:end].strip()
        start = index = min(len(piece), end + 1)
    rest = piece[start:].strip(" 　,，:：")
    if rest:
        yield _by_its_end(rest, words)


def _by_its_end(text: str, words: Vocabulary) -> tuple[str, str]:
    """An indicator without a sign: its value in brackets, a number, a date or an outcome at its end; or none."""
    found = _BRACKETED.match(text) or _DATED.match(text) or _ENDING.match(text)
    if found:
        return found["name"].strip(" 　,，:："), found["value"].strip()
    bare = text.rstrip(" 　)）")
    outcome = next((one for one in words.outcomes if bare.endswith(one)), None)
    if outcome and len(bare) > len(outcome):
        return bare.removesuffix(outcome).strip(" 　,，:：(（"), outcome
    return text, ""
