"""Text as extracted or typed（.txt、.md）: rows of cells, however they were told apart, and the paragraphs between."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from perflint.model.base import Cell, Place
from perflint.model.document import Document, Grid, Paragraph
from perflint.pattern import compiled
from perflint.readers.decode import decode
from perflint.readers.text.columns import cell_lines, columnar, listed, split_blanks
from perflint.readers.text.furniture import furniture
from perflint.readers.text.paragraphs import goes_on, heading_of, margin_of, starts
from perflint.readers.text.poured import Row
from perflint.readers.text.rows import piped, rows_of
from perflint.readers.text.wrapped import unwrapped
from perflint.text import joined

_MARKUP = compiled(r"(?i)</?(?:b|strong|i|em|u)>|<br\s*/?>")
_BOLD = compiled(r"^([\s|]*)\*\*([^*|]+)\*\*|(?<=\|)(\s*)\*\*([^*|]+)\*\*(?=\s*\|)")
"""Only at the head of a line or around a cell: elsewhere two stars are the blank of an indicator's template (≥**人)."""
_UNKNOWN = compiled(r"(?<=[\u4e00-\u9fff])[? \u3000]*\?{4,}[? \u3000]*(?=[\u4e00-\u9fff])")
"""Blanks that somebody's encoding did not know, between the characters of a label that was spaced out."""
_DRAWN = {**dict.fromkeys(map(ord, "│┃║├┤┌┐└┘┬┴┼╔╗╚╝╠╣╦╩╬"), "|"), **dict.fromkeys(map(ord, "─━═"), "-")}
_CONTENTS = compiled(r"[.…·]{4}\s*\d*\s*$")
_LONGEST_CONTENTS = 60
_RAGGED = 3
"""How many widths the rows of a form have at least where its empty boxes were lost."""
_SIGNS = {"tab": "\t", "pipe": "|"}
_MANY = 3
"""How many lines a row has that was written over many."""
_LINES = compiled(r"\r\n|\r|\n|\f|\v")


def read(data: bytes, name: str) -> Document:
    """The document in the bytes of a text file. Raises ReadError for what is not text."""
    text, lost = decode(data, name)
    text = text.translate(_DRAWN) if "│" in text or "┃" in text or "║" in text else text
    whole = unwrapped(_LINES.split(text))
    lines = [_plain(line) if "<" in line or "**" in line or "????" in line else line for line in whole]
    blocks, dropped = _blocks(lines, name)
    if lost:
        dropped["（无法解码的字节）"] = lost
    return Document(name=name, digest=hashlib.sha256(data).hexdigest(), blocks=tuple(blocks), dropped=dict(dropped))


def _plain(line: str) -> str:
    """A line without the marks of bold and slanted type."""
    if "????" in line:
        line = _UNKNOWN.sub(" ", line)
    return _BOLD.sub(r"\1\2\3\4", _MARKUP.sub("", line))


def _blocks(lines: list[str], name: str) -> tuple[list[Paragraph | Grid], Counter[str]]:
    """Paragraphs and grids in order, and what was left out."""
    own = [_kind(line) for line in lines]
    kinds = _kinds(lines, own, frozenset())
    dropped = furniture(lines, kinds)
    if dropped:
        kinds = _kinds(lines, own, frozenset(dropped))
    blocks: list[Paragraph | Grid] = []
    tables = 0
    for kind, members in _runs(lines, kinds):
        if kind == "text":
            blocks.append(_paragraph(lines, members, name))
            continue
        rows, packed = _rows(lines, members, kind)
        if rows:
            tables += 1
            blocks.append(_grid(rows, members, name, tables, packed=packed))
    counted = Counter(" ".join(lines[index].split()) for index in dropped)
    return blocks, counted


def parts(lines: list[str]) -> Iterator[tuple[list[int], list[Row], bool]]:
    """The lines that belong together, by index, with the rows they make and whether empty boxes left no trace.

    Lines of running text make none. For text within a document that has told its pages apart by itself.
    """
    kinds = _kinds(lines, [_kind(line) for line in lines], frozenset())
    for kind, members in _runs(lines, kinds):
        yield members, *(([], False) if kind == "text" else _rows(lines, members, kind))


def _kinds(lines: list[str], own: list[str], dropped: frozenset[int]) -> list[str]:
    """What each line is: a row by tabs, pipes or blanks, one cell of a list, text, or a gap; ``dropped`` are gaps.

    ``own`` is what each is by itself.
    """
    kinds = own.copy()
    for index in dropped:
        kinds[index] = "gap"
    _join_pipes(lines, kinds)
    for start, stop in _gaps(kinds) if dropped else ():
        if not dropped.isdisjoint(range(start, stop)):
            kinds[start:stop] = ["page"] * (stop - start)
    for start, stop in columnar(lines, kinds):
        kinds[start:stop] = ["blanks" if kind == "text" else kind for kind in kinds[start:stop]]
    for start, stop in listed(lines, kinds):
        kinds[start:stop] = ["list" if kind != "page" else kind for kind in kinds[start:stop]]
    return ["gap" if kind == "page" else kind for kind in kinds]


def _join_pipes(lines: list[str], kinds: list[str]) -> None:
    """Rows of two cells have a single pipe, which says nothing alone: they are rows where they touch one."""
    for order in (range(1, len(kinds)), range(len(kinds) - 2, -1, -1)) if "pipe" in kinds else ():
        for index in order:
            beside = kinds[index - order.step]
            if beside == "pipe" and kinds[index] == "text" and "|" in lines[index]:
                kinds[index] = "pipe"


def _kind(line: str) -> str:
    """What a line is by itself."""
    if not line or line.isspace():
        return "gap"
    if "\t" in line and not _ends_contents(line):
        return "tab" if _has_text(line) else "gap"
    if piped(line):
        return "pipe" if _has_text(line) else "gap"
    return "text"


def _ends_contents(line: str) -> bool:
    """Whether a line ends as those of a table of contents do: in dots and a page."""
    end = line[-_LONGEST_CONTENTS:]
    return ("." in end or "…" in end or "·" in end) and _CONTENTS.search(end) is not None


def _has_text(line: str) -> bool:
    """Whether a row holds more than a table's rules."""
    return "-" not in line or bool(line.strip(" \t|:+=-\u3000\xa0"))


def _gaps(kinds: list[str]) -> Iterator[tuple[int, int]]:
    """Runs of lines that are gaps."""
    start = None
    for index, kind in enumerate([*kinds, "end"]):
        if kind == "gap":
            start = index if start is None else start
        elif start is not None:
            yield start, index
            start = None


def _runs(lines: list[str], kinds: list[str]) -> Iterator[tuple[str, list[int]]]:
    """Lines that belong together: rows of one table across page breaks, a paragraph across a page break."""
    kind, members = "gap", list[int]()
    margin = margin_of(lines, kinds)
    for index, now in enumerate(kinds):
        if now == "gap":
            continue
        beside = bool(members) and members[-1] == index - 1
        if now == kind == "text":
            together = goes_on(lines[members[-1]], lines[index], index - members[-1], margin)
        elif now == "text" and kind in {"tab", "pipe"} and beside and _wraps(lines, kinds, index):
            members.append(index)
            continue
        else:
            together = now == kind
        if not together and members:
            yield kind, members
            members = []
        kind = now
        members.append(index)
    if members:
        yield kind, members


def _wraps(lines: list[str], kinds: list[str], index: int) -> bool:
    """Whether a line without columns, between two rows and touching both, is the rest of a cell that was broken."""
    follows = index + 1 < len(kinds) and kinds[index + 1] == kinds[index - 1]
    return follows and not starts(lines[index]) and "表" not in lines[index].strip()[-3:]


def _paragraph(lines: list[str], members: list[int], name: str) -> Paragraph:
    """A paragraph with the line it begins on."""
    level, text = heading_of("".join(lines[index].strip() for index in members))
    return Paragraph(cell=Cell(text=text, place=Place(file=name, line=members[0] + 1)), level=level)


def _rows(lines: list[str], members: Sequence[int], kind: str) -> tuple[list[Row], bool]:
    """The cells of each row, with the index of its line; and whether empty boxes left no trace."""
    if kind in _SIGNS:
        rows = rows_of(lines, members, _SIGNS[kind])
        return rows, _lost_blanks([texts for _, texts in rows])
    if kind == "blanks":
        return [(index, split_blanks(lines[index])) for index in members], True
    cells = cell_lines(lines, members)
    return [(index, [lines[index]]) for index in cells], all(lines[index].strip() for index in cells)


def _lost_blanks(rows: list[list[str]]) -> bool:
    """Whether empty boxes left no trace: there is none, though rows are of many widths."""
    return len(set(map(len, rows))) >= _RAGGED and all(text.strip() for texts in rows for text in texts)


def _grid(rows: list[Row], members: Sequence[int], name: str, table: int, *, packed: bool) -> Grid:
    """A grid; blanks that a wrap left inside a cell are taken out. A row of many lines ends on the last of them."""
    made = []
    starts = [*(index for index, _ in rows[1:]), members[-1] + 1]
    for number, ((index, texts), after) in enumerate(zip(rows, starts, strict=True), 1):
        last = members[bisect_left(members, after) - 1]
        ends = last if last - index >= _MANY else index
        cells = [
            Cell(
                text=text and joined(text),
                place=Place(
                    file=name,
                    table=table,
                    row=number,
                    column=column,
                    line=1 + (ends if column == len(texts) else index),
                ),
            )
            for column, text in enumerate(texts, 1)
        ]
        made.append(tuple(cells))
    return Grid(rows=tuple(made), place=Place(file=name, table=table, line=rows[0][0] + 1), packed=packed)
