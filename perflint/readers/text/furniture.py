"""Page furniture in text: watermark lines, running heads and page numbers, told from what the document says.

What belongs to the page stands wherever the page ends: now between these rows, now between those. What heads a table
repeats as well, but the same thing always follows it. What is left out is counted, never lost in silence.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Sequence

from perflint.pattern import compiled

_STAMPS = compiled(
    "(?i)仅供|内部(资料|审核|使用|文件)|注意保[存管密]|严禁外传|草案|征求意见稿|讨论稿|送审稿|样[本稿张]|水印|机密|密级|CONFIDENTIAL|DRAFT"
)
_PAGE_NUMBER = compiled(
    r"[-—–－~·\s]*第?\s*\d{1,4}\s*页?[-—–－~·\s]*|第\s*\d+\s*页\s*[,，/共\s]*\d+\s*页|\d{1,4}\s*/\s*\d{1,4}"
)
_DECORATED = compiled(r"^[-—–－~·]\s*\d+\s*[-—–－~·]$|页|/")
_BARE_NUMBER = compiled(r"\d{1,4}")
_NUMBER_AT_END = compiled(r"^第?\s?\d{1,4}\s?页?\s+|\s+[-—–]?\s?第?\s?\d{1,4}\s?页?\s?[-—–]?$")
_MARKS = compiled(r"[\s|:+=-]+")
"""What draws a table and says nothing: a line of it may end a row, however often it comes."""
_LONGEST_STAMP = 16
_SHORTEST, _LONGEST = 4, 40
_OFTEN = 3
_ALIKE = 0.6
_NEAR = 40
_STEP = 6
_NEARLY = 0.8
_ROWS = frozenset({"tab", "pipe", "blanks"})


def furniture(lines: Sequence[str], kinds: Sequence[str]) -> Counter[int]:
    """The indexes of the lines that are furniture. ``kinds`` says how the columns of each are told apart."""
    found = Counter(_page_numbers(lines, kinds))
    places: dict[str, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        if index in found or not _MARKS.sub("", line) or len(line) > 3 * _LONGEST or "：" in line or ":" in line:
            continue
        text = _together(line) if _is_single(line, kinds[index]) else ""
        if text and len(text) <= _LONGEST:
            places[_NUMBER_AT_END.sub("", text)].append(index)
    stamps = {text for text, indexes in places.items() if _is_stamp(text, indexes, kinds)}
    found.update(index for text in stamps for index in places[text])
    for text, indexes in places.items():
        if text not in stamps and _is_head(text, indexes, lines, kinds, found):
            found.update(indexes)
    return found


def _is_stamp(text: str, indexes: list[int], kinds: Sequence[str]) -> bool:
    """Whether a line says of itself that it is a stamp: 内部资料, 征求意见稿."""
    if len(text) > _LONGEST_STAMP or not _STAMPS.search(text) or text.endswith(("。", "；")):
        return False
    return len(indexes) > 1 or kinds[indexes[0]] == "text"


def _is_head(text: str, indexes: list[int], lines: Sequence[str], kinds: Sequence[str], found: Container[int]) -> bool:
    """Whether a line stands among the rows of tables, every time between others."""
    if len(indexes) < _OFTEN or len(text) < _SHORTEST:
        return False
    own = set(indexes)
    before = [_beside(index, -1, lines, own, found) for index in indexes]
    after = [_beside(index, 1, lines, own, found) for index in indexes]
    if not any(_is_between(*one, lines, kinds) for one in zip(before, indexes, after, strict=True)):
        return False
    return all(_vary([_first_cell(lines[index]) for index in beside if index >= 0]) for beside in (before, after))


def _together(line: str) -> str:
    """The line's text, its characters put together where they were spaced out one by one: 内 部 资 料."""
    parts = line.split()
    return ("" if len(parts) > 1 and max(map(len, parts)) == 1 else " ").join(parts)


def _is_single(line: str, kind: str) -> bool:
    """Whether no more than one cell of a line is filled."""
    if kind == "blanks":
        return " " not in _together(line)
    return kind not in _ROWS or "\t" not in line.replace("|", "\t").strip()


def _is_between(before: int, index: int, after: int, lines: Sequence[str], kinds: Sequence[str]) -> bool:
    """Whether a line stands between two rows; among rows told apart by blanks, where one may be a word, apart."""
    if before < 0 or after < 0 or not {kinds[before], kinds[after]} <= _ROWS:
        return False
    alone = not lines[index - 1].strip() and not lines[min(index + 1, len(lines) - 1)].strip()
    return alone or "blanks" not in {kinds[before], kinds[after]}


def _beside(index: int, step: int, lines: Sequence[str], own: Container[int], found: Container[int]) -> int:
    """The nearest line with text before (-1) or after (1) that is no furniture itself; -1 if there is none."""
    stop = index + step * _NEAR
    there = range(index + step, min(max(stop, -1), len(lines)), step)
    return next((one for one in there if one not in own and one not in found and lines[one].strip()), -1)


def _first_cell(line: str) -> str:
    """What a line begins with."""
    return line.replace("|", "\t").strip().split("\t", 1)[0].strip()[:_LONGEST]


def _vary(texts: list[str]) -> bool:
    """Whether no text is found in most places."""
    return bool(texts) and Counter(texts).most_common(1)[0][1] <= max(1, len(texts) * _ALIKE)


def _page_numbers(lines: Sequence[str], kinds: Sequence[str]) -> list[int]:
    """Lines that number the pages: decorated ones, and bare ones that count upwards through the file."""
    decorated: list[int] = []
    bare: list[int] = []
    for index, line in enumerate(lines):
        text = line.strip()
        if not text or len(text) > _LONGEST or not _PAGE_NUMBER.fullmatch(text):
            continue
        if _BARE_NUMBER.fullmatch(text):
            bare += [index] if kinds[index] == "text" else []
        elif kinds[index] == "text" or _DECORATED.search(text):
            decorated.append(index)
    return decorated + _counting(bare, [int(lines[index]) for index in bare])


def _counting(indexes: list[int], numbers: list[int]) -> list[int]:
    """The lines whose numbers go up by little, if nearly all do; a number of another kind is passed over."""
    chain: list[int] = []
    for position, number in enumerate(numbers):
        if not chain or 1 <= number - numbers[chain[-1]] <= _STEP:
            chain.append(position)
    whole = len(chain) >= _OFTEN and len(chain) >= len(numbers) * _NEARLY
    return [indexes[position] for position in chain] if whole else []
