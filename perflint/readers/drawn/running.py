"""Lines outside of tables become paragraphs and headings, broken lines whole again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

from perflint.model.base import Cell, Place
from perflint.model.document import Paragraph
from perflint.readers.drawn.cells import joined
from perflint.readers.drawn.ruled import Box
from perflint.readers.drawn.sheet import Part, Row
from perflint.readers.text.paragraphs import starts

_ENDS = tuple("。；;！？!?：:”…")
_LARGER = 1.15
_ALIKE = 0.12
_SPACING = 1.2
_LONGEST_HEADING = 60
_INDENT = 1.2


class Type:
    """How large the text of a document is, and what is larger."""

    def __init__(self, rows: Sequence[Row], parts: Sequence[Part]) -> None:
        """Sizes are heights of lines; what most text has is the body."""
        boxes = [line.box for part in parts for entry in part.entries for line in entry.filling.lines]
        heights = [box[3] - box[1] for box in [*boxes, *(row.box for row in rows)]]
        self.body = median(heights) if heights else 0.0
        large = sorted({round(height) for height in heights if height > self.body * _LARGER}, reverse=True)
        self.levels = {size: min(level, 6) for level, size in enumerate(large, 1)}

    def level(self, height: float) -> int:
        """The depth of a heading of this size, 0 for running text."""
        return self.levels.get(round(height), 0) if height > self.body * _LARGER else 0


def paragraphs(rows: Sequence[Row], sizes: Type, name: str) -> Iterator[Paragraph]:
    """The paragraphs of lines that follow each other with nothing between."""
    held: list[Row] = []
    margin = _margin(rows)
    for row in rows:
        if held and not _goes_on(held, row, margin):
            yield _paragraph(held, sizes, name)
            held = []
        held.append(row)
    if held:
        yield _paragraph(held, sizes, name)


def _margin(rows: Sequence[Row]) -> tuple[float, float]:
    """Where lines begin and end that are as long as there is room."""
    return min((row.box[0] for row in rows), default=0.0), max((row.box[2] for row in rows), default=0.0)


def _goes_on(held: Sequence[Row], row: Row, margin: tuple[float, float]) -> bool:
    """Whether a line is the rest of the paragraph before it."""
    before = held[-1]
    if len(before.segments) > 1 or len(row.segments) > 1 or starts(row.text):
        return False
    x0, y0, _, y1 = before.box
    height, size = y1 - y0, row.box[3] - row.box[1]
    if abs(height - size) > _ALIKE * max(height, size):
        return False
    if before.page == row.page and row.box[1] - y1 > _SPACING * height:
        return False
    if before.page != row.page and before.text.strip().endswith(_ENDS):
        return False
    indented = row.box[0] > (x0 if len(held) > 1 else margin[0]) + _INDENT * size
    return not indented and before.box[2] + 2 * size > margin[1] and margin[1] - margin[0] > 10 * size


def _paragraph(held: Sequence[Row], sizes: Type, name: str) -> Paragraph:
    """A paragraph with the place where it begins."""
    text = held[0].text
    for row in held[1:]:
        text = joined(text, row.text, wrapped=True)
    first = held[0]
    height = first.box[3] - first.box[1]
    level = sizes.level(height) if len(text) <= _LONGEST_HEADING and not text.endswith(_ENDS[:2]) else 0
    sure = [line.confidence for row in held for line in row.segments if line.confidence is not None]
    place = Place(file=name, page=first.page, box=rounded(_around([row.box for row in held if row.page == first.page])))
    return Paragraph(cell=Cell(text=text.strip(), place=place, confidence=min(sure, default=None)), level=level)


def _around(boxes: Sequence[Box]) -> Box:
    """The box around boxes."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def rounded(box: Box) -> Box:
    """A box to a hundredth of a point, finer than anything is printed."""
    x0, y0, x1, y1 = box
    return round(x0, 2), round(y0, 2), round(x1, 2), round(y1, 2)
