"""One page of a PDF, taken apart: its rules, its runs of characters, what else was drawn."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite, sqrt
from typing import NamedTuple

import pypdfium2 as pdfium

from perflint.readers.drawn.page import Page, Piece, Rule
from perflint.readers.pdfium import calls
from perflint.readers.pdfium.calls import Box
from perflint.readers.pdfium.fields import typed
from perflint.readers.pdfium.fills import rules_of
from perflint.readers.pdfium.paths import Ink, ink
from perflint.readers.pdfium.runs import Run, Walls, Words, angle_of, runs, seen, words
from perflint.readers.pdfium.turn import Turn

MOST_CHARACTERS = 200_000
_BEYOND = 5.0
_DOT = 3.0
_PICTURE = 0.02
_OUTLINES = 20
_SCANNED = 0.5
_FEW = 20
_WHITE = 0.98
_MOST_WHITE = 1_000


class Leaf(NamedTuple):
    """A page as it was drawn, upright."""

    number: int
    angle: int
    size: tuple[float, float]
    horizontal: list[Rule]
    vertical: list[Rule]
    runs: list[Run]
    typed: list[Piece]
    pictures: float
    """The share of the page that images cover."""
    dots: float
    """The resolution of the largest image, in dots an inch."""
    outlines: int
    unreadable: bool
    full: bool
    blank: int
    """How many characters are as white as the paper under them."""

    @property
    def hidden(self) -> int:
        """How many characters are there to be found and not to be seen, as under a scan."""
        return sum(len(run.text) for run in self.runs if run.ink.mode == calls.INVISIBLE)

    @property
    def length(self) -> int:
        """How many characters there are."""
        return sum(len(run.text) for run in self.runs)

    @property
    def is_image(self) -> bool:
        """Whether it must be looked at to be read: no text, or none that a program can make out."""
        if self.unreadable:
            return True
        drawn = self.pictures > _PICTURE or self.outlines > _OUTLINES
        if not self.runs:
            return drawn and not self.typed
        return self.pictures > _SCANNED and self.length < _FEW and not self.hidden

    @property
    def page(self) -> Page:
        """What the machinery of drawn pages asks for."""
        pieces = [Piece(run.text, run.box) for run in self.runs]
        rules = tuple(self.horizontal), tuple(self.vertical)
        return Page(self.number, *self.size, *rules, (*pieces, *self.typed))


def leaf(page: pdfium.PdfPage, number: int, form: pdfium.PdfFormEnv | None) -> Leaf | None:
    """A page taken apart; None if it holds more characters than a page can."""
    here = calls.address(page.raw)
    text = page.get_textpage()
    try:
        count = calls.count_characters(calls.address(text.raw))
        if count > MOST_CHARACTERS:
            return None
        drawn = ink(here)
        found = words(calls.address(text.raw), max(0, count), drawn.texts)
        return _taken_apart(page, number, found, drawn, form)
    finally:
        text.close()


def _taken_apart(page: pdfium.PdfPage, number: int, found: Words, drawn: Ink, form: pdfium.PdfFormEnv | None) -> Leaf:
    """The leaf of what was found on a page."""
    angle = angle_of(found)
    left, bottom, right, top = page.get_bbox()
    turn = Turn(left, bottom, right, top, page.get_rotation() if angle is None else angle)
    width, height = turn.size
    horizontal, vertical = _rules(turn.boxes(drawn.rules), width, height)
    if len(drawn.fills) > 3:
        level, upright = rules_of(turn.boxes(drawn.fills), vertical, turn.size)
        horizontal, vertical = horizontal + level, vertical + upright
    made = runs(found, turn.boxes(found.boxes), Walls(vertical))
    if any(ink.clip for ink in found.inks.values()):
        made = seen(made, turn)
    return Leaf(
        number=number,
        angle=turn.angle,
        size=turn.size,
        horizontal=horizontal,
        vertical=vertical,
        runs=[run for run in made if _is_on(run.box, width, height)],
        typed=list(_pieces(page, turn, form)),
        pictures=_share([box for box, _ in drawn.images], turn),
        dots=_resolution(drawn.images),
        outlines=drawn.curves,
        unreadable=found.unreadable,
        full=drawn.full,
        blank=_blank(made, drawn, turn),
    )


def _is_on(box: Box, width: float, height: float) -> bool:
    """Whether a box begins on the page."""
    return -_BEYOND < box[0] < width + _BEYOND and -_BEYOND < box[3] < height + _BEYOND and isfinite(sum(box))


def _rules(boxes: list[Box], width: float, height: float) -> tuple[list[Rule], list[Rule]]:
    """Level and upright rules on the page; a dot may be part of either."""
    horizontal: list[Rule] = []
    vertical: list[Rule] = []
    for x0, y0, x1, y1 in boxes:
        if not (x1 >= -_BEYOND <= y1 and x0 <= width + _BEYOND and y0 <= height + _BEYOND):
            continue
        wide, high = x1 - x0, y1 - y0
        dot = wide <= _DOT >= high
        if wide >= high or dot:
            horizontal.append(Rule((y0 + y1) / 2, max(x0, 0.0), min(x1, width)))
        if high > wide or dot:
            vertical.append(Rule((x0 + x1) / 2, max(y0, 0.0), min(y1, height)))
    return horizontal, vertical


def _share(images: list[Box], turn: Turn) -> float:
    """The share of the page that images cover, those that overlap counted as often as they are there."""
    whole = (turn.right - turn.left) * (turn.top - turn.bottom)
    covered = 0.0
    for left, top, right, bottom in images:
        wide = min(right, turn.right) - max(left, turn.left)
        high = min(top, turn.top) - max(bottom, turn.bottom)
        covered += max(wide, 0.0) * max(high, 0.0)
    return covered / whole if whole > 0 else 0.0


def _resolution(images: list[tuple[Box, int]]) -> float:
    """The dots an inch of the largest image; 0 without one."""
    areas = [((box[2] - box[0]) * (box[1] - box[3]), dots) for box, dots in images]
    area, dots = max(areas, default=(0.0, 0))
    return 72 * sqrt(dots / area) if area > 0 else 0.0


def _blank(made: list[Run], drawn: Ink, turn: Turn) -> int:
    """How many characters are white where nothing lies under them."""
    white = [run for run in made if run.ink.light >= _WHITE][:_MOST_WHITE]
    under = turn.boxes([*drawn.fills, *(box for box, _ in drawn.images)][:_MOST_WHITE]) if white else []
    return sum(len(run.text) for run in white if not any(_holds(box, run.box) for box in under))


def _holds(box: Box, other: Box) -> bool:
    """Whether the middle of another box lies in a box."""
    x, y = (other[0] + other[2]) / 2, (other[1] + other[3]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _pieces(page: pdfium.PdfPage, turn: Turn, form: pdfium.PdfFormEnv | None) -> Iterator[Piece]:
    """What was typed into the page, a line a piece."""
    for text, box in typed(page, form):
        (x0, y0, x1, y1) = turn.boxes([box])[0]
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        step = (y1 - y0) / len(lines)
        for index, line in enumerate(lines):
            yield Piece(line, (x0, y0 + index * step, x1, y0 + (index + 1) * step))
