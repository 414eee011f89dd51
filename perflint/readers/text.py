"""Text as extracted or typed（.txt、.md）: rows of cells, however they were told apart, and the paragraphs between."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from perflint.model.base import Cell, Place
from perflint.model.document import Document, Grid, Paragraph
from perflint.readers.columns import cell_lines, columnar, listed, split_blanks
from perflint.readers.decode import decode
from perflint.readers.furniture import furniture
from perflint.readers.rows import piped, rows_of
from perflint.text import joined

_HEADING = re.compile(r"(#{1,6})\s+")
_MARKUP = re.compile(r"</?(?:b|strong|i|em|u)>|<br\s*/?>", re.IGNORECASE)
_BOLD = re.compile(r"^(\s*)\*\*([^*]+)\*\*")
"""Only at the head of a line: elsewhere two stars are the blank of an indicator's template (≥**人)."""
_CONTENTS = re.compile(r"[.…·]{4,}\s*\d*\s*$")
_RULE = re.compile(r"[\s|:+=-]*-[\s|:+=-]*")
_ENDS = tuple("。；;！？!?：:”…")
_STARTS = re.compile(
    r"\s*(#|[（(]?[\d一二三四五六七八九十]+[)）、.．]|第[一二三四五六七八九十]+[部章节条]|注[:：]|\S{0,4}(单位|部门)(名称)?[:：])"
)
_SIGNS = {"tab": "\t", "pipe": "|"}
_LINES = re.compile(r"\r\n|\r|\n|\f|\v")


def read(data: bytes, name: str) -> Document:
    """The document in the bytes of a text file. Raises ReadError for what is not text."""
    text, lost = decode(data, name)
    lines = [_BOLD.sub(r"\1\2", _MARKUP.sub("", line)) for line in _LINES.split(text)]
    blocks, dropped = _blocks(lines, name)
    if lost:
        dropped["（无法解码的字节）"] = lost
    return Document(name=name, digest=hashlib.sha256(data).hexdigest(), blocks=tuple(blocks), dropped=dict(dropped))


def _blocks(lines: list[str], name: str) -> tuple[list[Paragraph | Grid], Counter[str]]:
    """Paragraphs and grids in order, and what was left out."""
    kinds = _kinds(lines, frozenset())
    dropped = furniture(lines, kinds)
    if dropped:
        kinds = _kinds(lines, frozenset(dropped))
    blocks: list[Paragraph | Grid] = []
    tables = 0
    for kind, members in _runs(lines, kinds):
        if kind == "text":
            blocks.append(_paragraph(lines, members, name))
            continue
        members = cell_lines(lines, members) if kind == "list" else members
        rows = _rows(lines, members, kind)
        if rows:
            tables += 1
            packed = kind == "blanks" or (kind == "list" and all(lines[index].strip() for index in members))
            blocks.append(_grid(rows, name, tables, packed=packed))
    counted = Counter(" ".join(lines[index].split()) for index in dropped)
    return blocks, counted


def _kinds(lines: list[str], dropped: frozenset[int]) -> list[str]:
    """What each line is: a row by tabs, pipes or blanks, a cell of a one-cell-per-line table, text, a gap or a page's end."""
    kinds = ["gap" if index in dropped else _kind(line) for index, line in enumerate(lines)]
    for index in dropped:
        for there in (*_gap(kinds, index, -1), *_gap(kinds, index, 1)):
            kinds[there] = "page"
    for start, stop in columnar(lines, kinds):
        kinds[start:stop] = ["blanks" if kind == "text" else kind for kind in kinds[start:stop]]
    for start, stop in listed(lines, kinds):
        kinds[start:stop] = ["list" if kind != "page" else kind for kind in kinds[start:stop]]
    return ["gap" if kind == "page" else kind for kind in kinds]


def _kind(line: str) -> str:
    """What a line is by itself."""
    if not line.strip():
        return "gap"
    if "\t" in line and not _CONTENTS.search(line):
        return "gap" if _RULE.fullmatch(line) else "tab"
    if piped(line):
        return "gap" if _RULE.fullmatch(line) else "pipe"
    return "text"


def _gap(kinds: list[str], index: int, step: int) -> Iterator[int]:
    """The line and the empty ones beside it, in one direction."""
    while 0 <= index < len(kinds) and kinds[index] in {"gap", "page"}:
        yield index
        index += step


def _runs(lines: list[str], kinds: list[str]) -> Iterator[tuple[str, list[int]]]:
    """Lines that belong together: rows of one table across page breaks, a paragraph across a page break."""
    kind, members = "gap", list[int]()
    for index, now in enumerate(kinds):
        if now == "gap":
            continue
        beside = bool(members) and members[-1] == index - 1
        if now == kind == "text":
            together = not beside and _continues(lines[members[-1]], lines[index], index - members[-1])
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
    text = lines[index].strip()
    return follows and not _STARTS.match(text) and "表" not in text[-3:]


def _continues(before: str, after: str, distance: int) -> bool:
    """Whether a page break fell inside a sentence: the first half does not end, the second does not begin."""
    before, after = before.strip(), after.strip()
    if distance < 2 or len(before) < 25 or before.endswith(_ENDS) or _HEADING.match(before):
        return False
    return not _STARTS.match(after) and not _HEADING.match(after) and (after.endswith(_ENDS) or len(after) > 60)


def _paragraph(lines: list[str], members: list[int], name: str) -> Paragraph:
    """A paragraph with the line it begins on."""
    text = "".join(lines[index].strip() for index in members)
    heading = _HEADING.match(text)
    level = len(heading.group(1)) if heading else 0
    text = text[heading.end() :] if heading else text
    return Paragraph(cell=Cell(text=text.strip(), place=Place(file=name, line=members[0] + 1)), level=level)


def _rows(lines: list[str], members: Sequence[int], kind: str) -> list[tuple[int, list[str]]]:
    """The cells of each row, with the index of its line."""
    if kind in _SIGNS:
        return rows_of(lines, members, _SIGNS[kind])
    return [(index, split_blanks(lines[index]) if kind == "blanks" else [lines[index]]) for index in members]


def _grid(rows: list[tuple[int, list[str]]], name: str, table: int, *, packed: bool) -> Grid:
    """A grid; blanks that a line wrap left inside a cell are taken out."""
    made = []
    for number, (index, texts) in enumerate(rows, 1):
        made.append(
            tuple(
                Cell(text=joined(text), place=Place(file=name, table=table, row=number, column=column, line=index + 1))
                for column, text in enumerate(texts, 1)
            )
        )
    return Grid(rows=tuple(made), place=Place(file=name, table=table, line=rows[0][0] + 1), packed=packed)
