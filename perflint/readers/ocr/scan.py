"""The page of a scan: looked at, turned upright if need be, its rules and its recognised print in points."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from PIL import Image

from perflint.readers.drawn.page import Page, Piece, Rule
from perflint.readers.ocr.lines import Line, lines
from perflint.readers.ocr.recogniser import Reading, readings
from perflint.readers.ocr.regions import regions
from perflint.readers.ocr.ruled import Ruled, Stretch, ruled
from perflint.readers.ocr.sheet import Sheet, sheet

_UPRIGHT = 0.8
"""How clear the print of a page is at least that stands upright."""
_SAMPLE = 12
"""Lines that are looked at to find out whether a page stands upright."""
_QUARTERS = (2, 1, 3)
"""The other positions in which pages are laid on the glass, in quarters of a turn."""
_PRINT = 0.2
"""Confidence below which a mark is no print at all: dirt, a bit of a stamp."""


class View(NamedTuple):
    """A page looked at in one position: its sheet, its rules, its lines not yet recognised."""

    sheet: Sheet
    ruled: Ruled
    lines: Sequence[Line]
    turned: int


def page(image: Image.Image, number: int, width: float, height: float) -> Page:
    """The page whose image covers ``width`` by ``height`` points; a page that was laid on its side is turned back."""
    view = _view(image, width, 0)
    read = _read(view.lines)
    if view.lines and _clearness(view.lines, read) < _UPRIGHT:
        others = [_view(image, width, turned) for turned in _QUARTERS]
        best = max((view, *others), key=_sampled)
        view, read = (view, read) if best is view else (best, _read(best.lines))
    scale = view.sheet.scale
    return Page(
        number=number,
        width=height if view.turned % 2 else width,
        height=width if view.turned % 2 else height,
        horizontal=_rules(view.ruled.horizontal, scale),
        vertical=_rules(view.ruled.vertical, scale),
        pieces=_pieces(view.lines, read, scale),
    )


def _view(image: Image.Image, width: float, turned: int) -> View:
    """The page looked at after so many quarters of a turn against the clock."""
    straight = sheet(image, width, turned)
    rules = ruled(straight)
    return View(straight, rules, lines(list(regions(straight, rules)), straight.scale), turned)


def _read(lines: Sequence[Line]) -> list[Reading]:
    """What stands on the lines."""
    return readings([line.grey for line in lines])


def _clearness(lines: Sequence[Line], read: Sequence[Reading]) -> float:
    """How clear the print is, by the longest lines."""
    longest = sorted(zip(lines, read, strict=True), key=lambda pair: pair[0].box[0] - pair[0].box[2])
    return median(reading.clearness for _, reading in longest[:_SAMPLE])


def _sampled(view: View) -> float:
    """How clear the print is in this position, by the longest lines alone."""
    longest = sorted(view.lines, key=lambda line: line.box[0] - line.box[2])[:_SAMPLE]
    return _clearness(longest, _read(longest)) if longest else 0.0


def _rules(stretches: Sequence[Stretch], scale: float) -> tuple[Rule, ...]:
    """Stretches in points."""
    return tuple(Rule(one.at / scale, one.start / scale, one.stop / scale) for one in stretches)


def _pieces(lines: Sequence[Line], read: Sequence[Reading], scale: float) -> tuple[Piece, ...]:
    """What was recognised on the lines, in points."""
    made = []
    for line, (text, confidence, _) in zip(lines, read, strict=True):
        if text and confidence >= _PRINT:
            left, top, right, bottom = (edge / scale for edge in line.box)
            made.append(Piece(text, (left, top, right, bottom), round(confidence, 4)))
    return tuple(made)
