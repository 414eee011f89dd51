"""Columns without a sign of their own: cells told apart by blanks, or by standing on lines of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from perflint.pattern import compiled

_BLANKS = compiled(r"[ \u3000\xa0]+")
_WIDE = compiled(r"[ \u3000\xa0]{2,}")
_AFTER_SENTENCE = compiled(r"(?<=[。；;])[ \u3000\xa0]+")
_ENDS = tuple("。；;！？!?")
_ITEM = compiled(r"[-*•]?\s*+[（(]?[\d一二三四五六七八九十]{1,3}[)）.、．](?!\d).*[元；;。]$|.*[.…·]{4}\s*+\d*+$")
"""List items and lines of a contents page: never rows of cells."""
_NUMBERED = compiled(r"(#|[（(]?[\d一二三四五六七八九十]+[)）、.．]|第[一二三四五六七八九十]+[部章节条])")
_PUNCTUATION = compiled(r"[。；;，,：:？?！!“”]")
_SPACED = compiled(
    r"(?<=20\d\d) (?=年)|(?<=\d) (?=年(?: |$))"
    r"|(?<=年) (?=\d{1,2} ?月)|(?<=\d) (?=[月日](?:\D|$))|(?<=月) (?=\d{1,2} ?日)"
    r"|(?<=[A-Z]) (?=[一-鿿])"
)
"""A blank that only the printing put between figures or capitals and what follows them."""
_LEVELS = compiled(r"[*★]?[一二三]级(指标)?[*★]?([(（].*[)）])?")
_AMOUNT = compiled(r"-?[\d,，]+(\.\d+)?")
_OPENING, _CLOSING = frozenset("(（"), frozenset(")）")
_LONGEST_SENTENCE = 60
_LONGEST_PART = 45
_LONGEST_CELL = 24
_LONGEST_LABEL = 16
_FEWEST_ROWS = 3
_REST = 3
_FEWEST_CELLS = 12
_SIDE_BY_SIDE = 2
"""How many long cells may follow each other in a form: the goals of two periods."""


def split_blanks(line: str) -> list[str]:
    """The cells of a row told apart by blanks: by wide ones if there are any, else by all outside of sentences."""
    line = _SPACED.sub("", line.strip())
    if _WIDE.search(line):
        parts = _WIDE.split(line)
    elif _is_long(line) and _is_labelled(line):
        head, rest = line.split(maxsplit=1)
        parts = [head, *_AFTER_SENTENCE.split(rest)]
    else:
        parts = _BLANKS.split(line)
    return _bracketed([part for part in parts if part])


def _bracketed(parts: list[str]) -> list[str]:
    """The cells with those put together between which a bracket was opened and closed: 开发数量( / ≥**个 / )."""
    made: list[str] = []
    depth = 0
    last = max((index for index, part in enumerate(parts) if not _CLOSING.isdisjoint(part)), default=-1)
    if last < 0:
        return parts
    for index, part in enumerate(parts):
        if depth > 0 and index <= last:
            made[-1] += part
        else:
            made.append(part)
            depth = 0
        depth += sum((char in _OPENING) - (char in _CLOSING) for char in part)
    return made


def columnar(lines: Sequence[str], kinds: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Runs of text lines that stand in columns told apart by blanks: start and stop indexes."""

    def fits(index: int) -> bool:
        line = lines[index].strip()
        if line.startswith("#") or _ITEM.match(line):
            return False
        return not _is_long(line) or _is_labelled(line) or _WIDE.search(line) is not None

    parted = {index for index, kind in enumerate(kinds) if kind == "text" and len(lines[index].split(maxsplit=1)) > 1}
    for start, stop in _text_runs(kinds, fits, allow_gap=False) if len(parted) >= _FEWEST_ROWS else ():
        rows = [index in parted and _is_row(lines[index]) for index in range(start, stop)]
        # A character or three by themselves are the rest of a cell that was broken over lines.
        count = sum(kinds[index] != "page" and len(lines[index].strip()) > _REST for index in range(start, stop))
        if sum(rows) < _FEWEST_ROWS or sum(rows) < count * 0.5:
            continue
        first = rows.index(True)
        last = len(rows) - rows[::-1].index(True)
        yield start + first, start + last


def listed(lines: Sequence[str], kinds: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Runs of lines that hold one cell each: they name the three levels, or are amounts in good part."""
    every = {lines[index].strip() for index, kind in enumerate(kinds) if kind == "text"}
    if "项目名称" not in every and len(_levels_in(every)) < 2:
        return
    long, headed = _long_cells(lines, kinds), _headed(lines, kinds)

    def fits(index: int) -> bool:
        line = lines[index].strip()
        item = _ITEM.match(line) is not None and index not in headed
        return not line.startswith("#") and not item and (index in long or not _is_long(line))

    for start, stop in _text_runs(kinds, fits, allow_gap=True):
        texts = [lines[index].strip() for index in range(start, stop) if kinds[index] != "page"]
        filled = [text for text in texts if text]
        short = sum(len(text) <= _LONGEST_CELL for text in filled)
        if len(filled) < _FEWEST_CELLS or short < len(filled) * 0.7:
            continue
        amounts = sum(_AMOUNT.fullmatch(text) is not None for text in filled)
        if len(_levels_in(filled)) > 1 or (amounts >= len(filled) * 0.3 and "项目名称" in filled):
            yield start, stop


def _levels_in(texts: Iterable[str]) -> set[str]:
    """The levels of a tree that these texts name: 一, 二, 三."""
    return {text.lstrip("*★")[0] for text in texts if "级" in text and _LEVELS.fullmatch(text)}


def cell_lines(lines: Sequence[str], members: Sequence[int]) -> list[int]:
    """The lines of a one-cell-per-line table that are cells: empty lines are none, unless they are empty boxes.

    Where every cell is followed by an empty line, that line only separates, and an empty box is a line of blanks.
    """
    filled = sum(bool(lines[index].strip()) for index in members)
    empty = sum(not lines[index] for index in members)
    boxes = filled * 0.05 <= empty < filled * 0.6
    return [index for index in members if lines[index] or boxes]


def _long_cells(lines: Sequence[str], kinds: Sequence[str]) -> set[int]:
    """Sentences that may stand in a box: a short line that is no heading is above them or their neighbour."""
    found: set[int] = set()
    run, headed = 0, False
    for index, kind in enumerate(kinds):
        if kind != "text":
            continue
        line = lines[index].strip()
        if not _is_long(line):
            run, headed = 0, len(line) <= _LONGEST_LABEL and not _NUMBERED.match(line)
            continue
        run += 1
        if headed and run <= _SIDE_BY_SIDE:
            found.add(index)
    return found


def _headed(lines: Sequence[str], kinds: Sequence[str]) -> set[int]:
    """The lines beneath what may be a label: there a numbered sentence is what stands in its box, and no list."""
    texts = [index for index, kind in enumerate(kinds) if kind == "text"]
    labels = (lines[index].strip() for index in texts)
    return {
        index
        for index, above in zip(texts[1:], labels, strict=False)
        if len(above) <= _LONGEST_LABEL and not _NUMBERED.match(above) and not _PUNCTUATION.search(above)
    }


def _text_runs(kinds: Sequence[str], fits: Callable[[int], bool], *, allow_gap: bool) -> Iterator[tuple[int, int]]:
    """Longest runs of lines of text that fit, across the ends of pages."""
    start = None
    last = 0
    for index, kind in enumerate([*kinds, "end"]):
        if kind == "page" or (kind == "gap" and allow_gap):
            continue
        fit = kind == "text" and fits(index)
        if fit and start is None:
            start = index
        elif not fit and start is not None:
            yield start, last + 1
            start = None
        last = index


def _is_long(line: str) -> bool:
    """Whether a line is a sentence too long for most cells."""
    return len(line) > _LONGEST_SENTENCE and line.endswith(("。", "；", ";"))


def _is_labelled(line: str) -> bool:
    """Whether a line begins with what may be a label: short, without punctuation, no numbering, a blank behind it."""
    head, *rest = line.split(maxsplit=1)
    return bool(rest) and len(head) <= _LONGEST_LABEL and not _PUNCTUATION.search(head) and not _NUMBERED.match(head)


def _is_row(line: str) -> bool:
    """Whether a line reads as several short cells, or a label and its box, and not as a sentence."""
    parts = split_blanks(line)
    if len(parts) < 2:
        return False
    return _is_labelled(line) if line.rstrip().endswith(_ENDS) else max(map(len, parts)) <= _LONGEST_PART
