"""Page furniture in text: watermark lines, running heads and page numbers, told from what the document says.

A watermark follows itself (several on a page) or breaks into the middle of tables; a table's title repeats, too, but a
table always follows it. What is left out is counted, never lost in silence.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

_STAMPS = re.compile(r"仅供|内部(资料|审核|使用|文件)|注意保[存管密]|严禁外传|草案|征求意见稿|讨论稿|送审稿|样[本稿张]|水印|机密|密级|CONFIDENTIAL|DRAFT", re.I)
_PAGE_NUMBER = re.compile(r"[-—–－~·\s]*第?\s*\d{1,4}\s*页?[-—–－~·\s]*|第\s*\d+\s*页\s*[,，/共\s]*\d+\s*页|\d{1,4}\s*/\s*\d{1,4}")
_BARE_NUMBER = re.compile(r"\d{1,4}")
_LONGEST = 30
_OFTEN = 3


def furniture(lines: Sequence[str], tabular: Sequence[bool]) -> Counter[int]:
    """The indexes of the lines that are furniture. ``tabular`` says which lines are rows of a table."""
    found: Counter[int] = Counter()
    places: dict[str, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        text = " ".join(line.split())
        if text and len(text) <= _LONGEST:
            places[text].append(index)
    for text, indexes in places.items():
        if _is_watermark(text, indexes, lines, tabular):
            found.update(indexes)
    found.update(_page_numbers(lines, tabular))
    return found


def _is_watermark(text: str, indexes: list[int], lines: Sequence[str], tabular: Sequence[bool]) -> bool:
    """Whether a line that stands in these places belongs to the page and not to the text."""
    if any(tabular[index] and "\t" in lines[index].strip() for index in indexes) or "：" in text or ":" in text:
        return False
    if _STAMPS.search(text) and len(text) <= 16 and (len(indexes) > 1 or not tabular[indexes[0]]):
        return not text.endswith(("。", "；"))
    if len(indexes) < _OFTEN or _BARE_NUMBER.fullmatch(text):
        return False
    if _PAGE_NUMBER.fullmatch(text):
        return True
    before = [_beside(index, -1, lines) for index in indexes]
    after = [_beside(index, 1, lines) for index in indexes]
    inside = sum(
        one is not None and other is not None and tabular[one] and tabular[other]
        for one, other in zip(before, after, strict=True)
    )
    heads_tables = sum(one is not None and tabular[one] for one in after)
    alone = sum(not lines[index - 1].strip() if index else True for index in indexes)
    # Cells of a one-cell-per-line table repeat as well: they never stand among rows of tables.
    return inside > 0 and heads_tables < len(indexes) * 0.8 and alone == len(indexes)


def _beside(index: int, step: int, lines: Sequence[str]) -> int | None:
    """The nearest line with text before (−1) or after (1), other than a repetition."""
    text = lines[index].strip()
    index += step
    while 0 <= index < len(lines):
        if lines[index].strip() not in {"", text}:
            return index
        index += step
    return None


def _page_numbers(lines: Sequence[str], tabular: Sequence[bool]) -> list[int]:
    """Lines that number the pages: decorated ones, and bare ones that stand alone and count upwards through the file."""
    decorated, bare = [], []
    for index, line in enumerate(lines):
        text = line.strip()
        if not text or tabular[index] or not _PAGE_NUMBER.fullmatch(text):
            continue
        (bare if _BARE_NUMBER.fullmatch(text) else decorated).append(index)
    numbers = [int(lines[index]) for index in bare]
    steps = [later - earlier for earlier, later in zip(numbers, numbers[1:], strict=False)]
    counting = len(numbers) >= _OFTEN and all(1 <= step <= 3 for step in steps)
    return decorated + (bare if counting else [])
