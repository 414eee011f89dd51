"""Columns without a sign of their own: cells told apart by pipes, by blanks, or by standing on lines of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_BLANKS = re.compile(r"[ \u3000\xa0]+")
_WIDE = re.compile(r"[ \u3000\xa0]{2,}")
_SENTENCE = re.compile(r"[。；;！？!?]\s*$")
_PROSE = re.compile(r"^\s*[-*•]?\s*[（(]?\d{1,2}[)）.、．]\s*\S+.*[元；;。]\s*$|[.…·]{4,}\s*\d*\s*$|^.{60,}[。；;]\s*$")
"""List items, lines of a contents page, and sentences: never rows of cells."""
_SPACED_DATE = re.compile(r"(?<=20\d\d) (?=年)|(?<=20\d\d年) (?=\d{1,2} ?月)|(?<=\d) (?=[月日](?:\D|$))|(?<=月) (?=\d{1,2} ?日)")
_LEVELS = re.compile(r"[一二三]级(指标)?([(（].*[)）])?")
_AMOUNT = re.compile(r"-?[\d,，]+(\.\d+)?")
_LONGEST_PART = 45
_LONGEST_CELL = 24


def piped(line: str) -> bool:
    """Whether a line is a row of cells between pipes."""
    stripped = line.strip()
    return stripped.count("|") >= 2 or (stripped.startswith("|") and len(stripped) > 1) or (stripped.endswith("|") and len(stripped) > 1)


def split_pipes(line: str, *, framed: bool) -> list[str]:
    """The cells of a row between pipes; ``framed`` says that the first pipe is the table's border, not a cell's end."""
    stripped = line.strip()
    stripped = stripped[1:] if framed and stripped.startswith("|") else stripped
    stripped = stripped[:-1] if stripped.endswith("|") else stripped
    return [cell.strip() for cell in stripped.split("|")]


def split_blanks(line: str) -> list[str]:
    """The cells of a row told apart by blanks: by wide ones where there are any, else by every blank."""
    line = _SPACED_DATE.sub("", line.strip())
    parts = (_WIDE if _WIDE.search(line) else _BLANKS).split(line)
    return [part for part in parts if part]


def columnar(lines: Sequence[str], kinds: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Runs of text lines that stand in columns told apart by blanks: start and stop indexes."""
    for start, stop in _text_runs(lines, kinds, allow_gap=False):
        rows = [_is_row(lines[index]) for index in range(start, stop)]
        if sum(rows) < 3 or sum(rows) < (stop - start) * 0.5:
            continue
        first = rows.index(True)
        last = len(rows) - rows[::-1].index(True)
        yield start + first, start + last


def listed(lines: Sequence[str], kinds: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Runs of lines that hold one cell each: they name the three levels, or are amounts in good part."""
    for start, stop in _text_runs(lines, kinds, allow_gap=True):
        texts = [lines[index].strip() for index in range(start, stop)]
        filled = [text for text in texts if text]
        short = sum(len(text) <= _LONGEST_CELL for text in filled)
        if len(filled) < 12 or short < len(filled) * 0.7:
            continue
        levels = {text[0] for text in filled if _LEVELS.fullmatch(text)}
        amounts = sum(_AMOUNT.fullmatch(text) is not None for text in filled)
        if len(levels) >= 2 or (amounts >= len(filled) * 0.3 and "项目名称" in filled):
            yield start, stop


def cell_lines(lines: Sequence[str], members: Sequence[int]) -> list[int]:
    """The lines of a one-cell-per-line table that are cells: empty lines between cells are none, unless they are empty boxes.

    Where every cell is followed by an empty line, that line only separates, and an empty box is a line of blanks.
    """
    filled = sum(bool(lines[index].strip()) for index in members)
    empty = sum(not lines[index] for index in members)
    boxes = filled * 0.05 <= empty < filled * 0.6
    return [index for index in members if lines[index] or boxes]


def _text_runs(lines: Sequence[str], kinds: Sequence[str], *, allow_gap: bool) -> Iterator[tuple[int, int]]:
    """Longest runs of lines of text that are no sentences, headings or list items."""
    start = None
    last = 0
    for index in range(len(kinds) + 1):
        kind = kinds[index] if index < len(kinds) else "end"
        fits = kind == "text" and not lines[index].startswith("#") and not _PROSE.search(lines[index])
        if kind == "gap" and allow_gap:
            continue
        if fits and start is None:
            start = index
        elif not fits and start is not None:
            yield start, last + 1
            start = None
        last = index


def _is_row(line: str) -> bool:
    """Whether a line reads as several short cells and not as a sentence."""
    parts = split_blanks(line)
    return len(parts) >= 2 and not _SENTENCE.search(line) and max(map(len, parts)) <= _LONGEST_PART
