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

_CLEAR = 0.8
"""How clear print is at least that stands upright."""
_WIDE, _FEW = 2.5, 0.55
"""Times its height that a line is wide, and the part of all lines that are, at least, if they do not stand on end."""
_SAMPLE = 12
"""Lines that are looked at to find out whether a page stands upright."""
_ENOUGH, _BETTER = 8, 2
"""Characters that a page must show before it is turned, and times as many as it shows as it lies."""
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
    if view.lines and not _is_upright(view.lines, read):
        best = max((_view(image, width, turned) for turned in _QUARTERS), key=_legible)
        if _legible(best) > max(_ENOUGH, _BETTER * _legible(view)):
            view, read = best, _read(best.lines)
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


def _longest(lines: Sequence[Line]) -> list[Line]:
    """The longest lines."""
    return sorted(lines, key=lambda line: line.box[0] - line.box[2])[:_SAMPLE]


def _is_upright(lines: Sequence[Line], read: Sequence[Reading]) -> bool:
    """Whether a page stands as it should: lines are longer than high, and what stands on the longest is clear.

    Upside down it is not clear. On its side every character is recognised, but hardly two of them stand side by side.
    """
    known = dict(zip((line.box for line in lines), read, strict=True))
    clear = median(known[line.box].clearness for line in _longest(lines)) >= _CLEAR
    wide = sum(right - left > _WIDE * (bottom - top) for left, top, right, bottom in (line.box for line in lines))
    return clear and wide >= _FEW * len(lines)


def _legible(view: View) -> float:
    """How many characters the longest lines of a position have, as far as they are clear."""
    return sum(reading.clearness**3 * len(reading.text) for reading in _read(_longest(view.lines)))


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
