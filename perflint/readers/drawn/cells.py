"""Pieces of text become the text of a cell: put into lines, and lines that were only wrapped made one again."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import NamedTuple

from perflint.pattern import compiled
from perflint.readers.drawn.lattice import Lattice
from perflint.readers.drawn.page import Piece
from perflint.readers.drawn.ruled import Box
from perflint.text import columns

_SAME_LINE = 0.5
_BLANK = 0.45
_WORD = 0.15
_PADDING = 8.0
_START = 4.0
_NEVER_FIRST = frozenset("，。；：、！？）》”’】％%,.;:!?)")
_NUMBER = frozenset("0123456789")
_WORD_AHEAD = compiled("[!-~]+")


Line = Piece
"""Pieces that stand side by side, as one text."""


def unit(line: Line) -> float:
    """The width of half a Chinese character in a line."""
    return (line.box[2] - line.box[0]) / max(1, columns(line.text))


class Filling(NamedTuple):
    """What stands in a slot: its text, its lines, and where lines may begin and end."""

    text: str = ""
    lines: tuple[Line, ...] = ()
    room: tuple[float, float] = (0.0, 0.0)
    confidence: float | None = None

    @property
    def full(self) -> bool:
        """Whether the last line is as long as there is room."""
        return bool(self.lines) and is_full(self.lines[-1], 2 * unit(self.lines[-1]), self.room)

    def leaves_no_room(self, other: Filling) -> bool:
        """Whether the beginning of another text had no room left on the last line."""
        return self.full or is_full(self.lines[-1], _first(other.lines[0]), self.room)


def spread(table: Lattice, pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces of each slot, those that run over its edge included."""
    held: list[list[Piece]] = [[] for _ in table.slots]
    slots, find = table.slots, table.find
    for piece in pieces:
        x0, y0, x1, y1 = piece.box
        middle = (y0 + y1) / 2
        number = find((x0 + x1) / 2, middle)
        left, _, right, _ = slots[number].box
        if x0 < left - _START or x1 > right + _START:
            # Text too long for its box runs over the next; it belongs where it begins at the left edge.
            start = find(x0 + 1, middle)
            edge = slots[start].box[0]
            number = start if 0 <= x0 - edge + 1 <= _PADDING else number
        held[number].append(piece)
    return held


def lines_of(pieces: Sequence[Piece]) -> list[Line]:
    """The lines that pieces make, from top to bottom."""
    if len(pieces) == 1:
        return [pieces[0]]
    return [line_of(row) for row in rows_of(pieces)]


def rows_of(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces line by line from top to bottom, each line from left to right."""
    rows: list[list[Piece]] = []
    top = bottom = 0.0
    for piece in sorted(pieces, key=lambda piece: piece.box[1] + piece.box[3]):
        _, y0, _, y1 = piece.box
        shared = min(bottom, y1) - max(top, y0)
        if rows and shared >= _SAME_LINE * min(bottom - top, y1 - y0):
            rows[-1].append(piece)
            if y1 - y0 > bottom - top:
                top, bottom = y0, y1
        else:
            rows.append([piece])
            top, bottom = y0, y1
    for row in rows:
        row.sort(key=lambda piece: piece.box[0])
    return rows


def line_of(row: Sequence[Piece]) -> Line:
    """Pieces side by side, sorted, as one line."""
    text, reach = "", row[0].box[2]
    for piece in row:
        gap, height = piece.box[0] - reach, piece.box[3] - piece.box[1]
        latin = text and piece.text and text[-1].isascii() and piece.text[0].isascii()
        text += " " + piece.text if text and gap > (_WORD if latin else _BLANK) * height else piece.text
        reach = max(reach, piece.box[2])
    boxes = [piece.box for piece in row]
    box = (boxes[0][0], min(box[1] for box in boxes), reach, max(box[3] for box in boxes))
    sure = [piece.confidence for piece in row if piece.confidence is not None]
    return Line(text, box, min(sure, default=None))


def filling(pieces: Sequence[Piece], room: Box) -> Filling:
    """What pieces say that stand in a box."""
    if not pieces:
        return _BLANK_FILLING
    if len(pieces) == 1:
        text, box, sure = pieces[0]
        edge, left, _, right = box[0], *room[:3]
        if not 0 <= edge - left <= _PADDING:
            edge = left if edge < left else left + _PADDING
        return Filling(text.strip(), (pieces[0],), (edge, right + left - edge), sure)
    lines = lines_of(pieces)
    padding = max(0.0, min(_PADDING, min([line.box[0] for line in lines]) - room[0]))
    inner = (room[0] + padding, room[2] - padding)
    text = lines[0].text
    if len(lines) == 1:
        return Filling(text.strip(), tuple(lines), inner, lines[0].confidence)
    for before, after in itertools.pairwise(lines):
        text = joined(text, after.text, wrapped=is_full(before, _first(after), inner))
    if all(len(line.text.strip()) == 1 for line in lines):
        text = "".join(line.text.strip() for line in lines)
    known = [line.confidence for line in lines if line.confidence is not None]
    return Filling(text.strip(), tuple(lines), inner, min(known, default=None))


_BLANK_FILLING = Filling()


def joined(before: str, after: str, *, wrapped: bool) -> str:
    """Two texts that follow each other down a cell: one again if a wrap parted them, else two lines."""
    before, after = before.rstrip(), after.lstrip()
    if not before or not after:
        return before + after
    last, first = before[-1], after[0]
    if last in ".," and first in _NUMBER and before[-2:-1] in _NUMBER:
        return before + after
    if not wrapped:
        return f"{before}\n{after}"
    latin = last.isascii() and first.isascii() and first.isalnum()
    words = latin and (last in ",;.)" or (last.isalnum() and (last.isalpha() or first.isalpha())))
    return f"{before} {after}" if words else before + after


def _first(line: Line) -> float:
    """How much room the beginning of a line takes that may not be parted from it."""
    text = line.text.strip()
    word = _WORD_AHEAD.match(text)
    held = text[: max(word.end() if word else 0, 2 if text[1:2] in _NEVER_FIRST else 1)]
    return columns(held) * unit(line)


def is_full(line: Line, needed: float, inner: tuple[float, float]) -> bool:
    """Whether there was no room left on a line for what follows."""
    left, right = inner
    x0, _, x1, _ = line.box
    return x1 + needed > right or x1 - x0 + needed > right - left
