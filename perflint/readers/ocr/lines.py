"""The lines of print in a region, each cut out as the recogniser wants it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import cv2
import numpy as np

from perflint.readers.ocr.regions import Region
from perflint.readers.ocr.sheet import INK, Array, Box

_TALL = 1.7
"""Times a character's height from which on a strip may hold two lines."""
_PITCH = 1.2
_MERGED, _STROKE = 1.25, 0.45
"""Times a character's height: strips that are together no taller, one of them a mere stroke, are one line (三)."""
_VALLEY = 0.3
"""Part of the usual ink of a row below which a row may lie between two lines."""
_GAP = 3.0
"""Times a character's height of blank that parts two pieces on one line."""
_SQUARE = 1.4
"""Times a character's height that a single character is wide at most."""
_MARGIN = 0.15
_DOT = 0.25
_LEAST, _USUAL, _MOST = 5.0, 10.0, 20.0
"""Points: the least height of a character, its height where a sheet says nothing, and its largest in running text."""
_SPECK = 0.6
"""Points: ink that is no larger in either direction is dirt."""

Span = tuple[int, int]


class Line(NamedTuple):
    """A line of print: its box on the sheet in pixels, and its grey."""

    box: Box
    grey: Array


def lines(regions: Sequence[Region], scale: float) -> list[Line]:
    """The lines of all regions, in the order of the regions."""
    inks = [_clean(region.ink, scale) for region in regions]
    strips = [_spans(ink.any(axis=1)) for ink in inks]
    heights = [stop - start for own in strips for start, stop in own if _LEAST <= (stop - start) / scale <= _MOST]
    high = float(np.median(heights)) if heights else _USUAL * scale
    made: list[Line] = []
    for region, ink, own in zip(regions, inks, strips, strict=True):
        boxes = [box for strip in _settled(own, ink, high) for box in _pieces(ink, strip, high) if _is_print(box, high)]
        made += _upright(region, boxes, high) or (_line(region, box, high) for box in boxes)
    return made


def _clean(grey: Array, scale: float) -> Array:
    """Where the ink is, without dirt."""
    ink = (grey < INK).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    kept = (stats[:, 2:4].max(axis=1) > _SPECK * scale).astype(np.uint8)
    kept[0] = 0
    return kept[labels]


def _spans(marked: Array, gap: int = 1) -> list[Span]:
    """The runs of marked places, those made one that are less than ``gap`` apart."""
    places = np.flatnonzero(marked)
    if not places.size:
        return []
    breaks = np.flatnonzero(np.diff(places) > gap)
    starts, stops = places[np.r_[0, breaks + 1]], places[np.r_[breaks, places.size - 1]] + 1
    return [(int(start), int(stop)) for start, stop in zip(starts, stops, strict=True)]


def _settled(strips: Sequence[Span], ink: Array, high: float) -> Iterator[Span]:
    """The strips as lines: mere strokes joined with what they belong to, what is too tall parted."""
    joined: list[Span] = []
    for start, stop in strips:
        if joined:
            before = joined[-1]
            stroke = min(stop - start, before[1] - before[0]) < _STROKE * high
            if stroke and stop - before[0] <= _MERGED * high:
                joined[-1] = (before[0], stop)
                continue
        joined.append((start, stop))
    for strip in joined:
        yield from _parted(strip, ink, high)


def _parted(strip: Span, ink: Array, high: float) -> Iterator[Span]:
    """A strip cut at its valleys, where it is too tall to be one line."""
    start, stop = strip
    count = round((stop - start) / (_PITCH * high)) if stop - start > _TALL * high else 1
    amounts = ink[start:stop].sum(axis=1)
    for number in range(1, count):
        centre = (stop - strip[0]) * number / count
        low, top = max(1, int(centre - high / 3)), min(len(amounts) - 1, int(centre + high / 3))
        cut = low + int(amounts[low:top].argmin()) if top > low else 0
        if cut and amounts[cut] < _VALLEY * amounts.mean():
            yield start, strip[0] + cut
            start = strip[0] + cut
    yield start, stop


def _pieces(ink: Array, strip: Span, high: float) -> Iterator[Box]:
    """The pieces of a line, told apart by wide blanks."""
    top, bottom = strip
    for left, right in _spans(ink[top:bottom].any(axis=0), max(1, round(_GAP * high))):
        rows = _spans(ink[top:bottom, left:right].any(axis=1))
        yield left, top + rows[0][0], right, top + rows[-1][1]


def _is_print(box: Box, high: float) -> bool:
    """Whether a piece is larger than a dot: alone, a dot is dirt."""
    return max(box[2] - box[0], box[3] - box[1]) > _DOT * high


def _line(region: Region, box: Box, high: float) -> Line:
    """A line cut out with a margin; what is lower than a character is not blown up."""
    left, top, right, bottom = box
    grey = region.ink[top:bottom, left:right]
    short = max(0, round(high) - grey.shape[0])
    side = round(_MARGIN * max(high, grey.shape[0]))
    above, below = side + short // 2, side + short - short // 2
    grey = cv2.copyMakeBorder(grey, above, below, side, side, cv2.BORDER_CONSTANT, value=255)
    return Line((region.left + left, region.top + top, region.left + right, region.top + bottom), grey)


def _upright(region: Region, boxes: Sequence[Box], high: float) -> list[Line]:
    """Characters standing on top of each other, laid side by side as one line; none if they do not stand so."""
    if len(boxes) < 2 or any(right - left > _SQUARE * high for left, _, right, _ in boxes):
        return []
    cut = [_line(region, box, high) for box in boxes]
    tallest = max(line.grey.shape[0] for line in cut)
    padded = []
    for line in cut:
        short = tallest - line.grey.shape[0]
        padded.append(
            cv2.copyMakeBorder(line.grey, short // 2, short - short // 2, 0, 0, cv2.BORDER_CONSTANT, value=255)
        )
    left, top, right, bottom = zip(*(line.box for line in cut), strict=True)
    return [Line((min(left), min(top), max(right), max(bottom)), np.hstack(padded))]
