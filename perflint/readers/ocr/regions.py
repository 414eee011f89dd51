"""Where print can stand on a sheet: the cells between its rules, and the blocks outside of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import cv2
import numpy as np

from perflint.readers.ocr.ruled import Ruled
from perflint.readers.ocr.sheet import INK, Array, Sheet

_SMALLEST = 4.0
"""Points a cell measures at least."""
_BESIDE, _BELOW = 12.0, 6.0
"""Points of blank within a block of print outside of tables, along and across its lines."""
_DARK = 110


class Region(NamedTuple):
    """A part of the sheet whose print belongs together: its corner, and its cleaned grey, white where not its own."""

    left: int
    top: int
    ink: Array


def regions(sheet: Sheet, ruled: Ruled) -> Iterator[Region]:
    """All regions of a sheet that have any ink, cells first."""
    clean = np.where(ruled.ink > 0, np.uint8(255), sheet.ink)
    labels, stats = _parts(ruled, clean.shape)
    outside = int(labels[0, 0])
    least = _SMALLEST * sheet.scale
    for label in range(1, len(stats)):
        left, top, wide, high = (int(number) for number in stats[label][:4])
        if label == outside or min(wide, high) < least:
            continue
        inside = labels[top : top + high, left : left + wide] == label
        left, top = left - 1, top - 1
        grey = sheet.grey[top : top + high, left : left + wide]
        own = 255 - grey if np.median(grey) < _DARK else clean[top : top + high, left : left + wide]
        yield from _with_ink(left, top, np.where(inside[: own.shape[0], : own.shape[1]], own, np.uint8(255)))
    free = np.where(labels[1:-1, 1:-1] == outside, clean, np.uint8(255))
    yield from _blocks(free, sheet.scale)


def _parts(ruled: Ruled, shape: tuple[int, int]) -> tuple[Array, Array]:
    """The parts into which the rules cut the sheet, which is given a rim, so that what lies outside is one part."""
    walls = np.full((shape[0] + 2, shape[1] + 2), 255, np.uint8)
    for rule in ruled.horizontal:
        at = round(rule.at) + 1
        cv2.line(walls, (round(rule.start) + 1, at), (round(rule.stop) + 1, at), 0, 1)
    for rule in ruled.vertical:
        at = round(rule.at) + 1
        cv2.line(walls, (at, round(rule.start) + 1), (at, round(rule.stop) + 1), 0, 1)
    walls[0, :] = walls[-1, :] = 255
    walls[:, 0] = walls[:, -1] = 255
    _, labels, stats, _ = cv2.connectedComponentsWithStats(walls, connectivity=4)
    return labels, stats


def _blocks(free: Array, scale: float) -> Iterator[Region]:
    """The blocks of print outside of tables, without what is too large to be print or runs off the sheet's edge."""
    ink = (free < INK).astype(np.uint8)
    reach = np.ones((max(3, round(_BELOW * scale)), max(3, round(_BESIDE * scale))), np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(cv2.morphologyEx(ink, cv2.MORPH_CLOSE, reach))
    for label in range(1, count):
        left, top, wide, high = (int(number) for number in stats[label][:4])
        if max(wide, high) < _SMALLEST * scale:
            continue
        inside = labels[top : top + high, left : left + wide] == label
        own = free[top : top + high, left : left + wide]
        yield from _with_ink(left, top, np.where(inside, own, np.uint8(255)))


def _with_ink(left: int, top: int, ink: Array) -> Iterator[Region]:
    """The region, unless it is blank."""
    if ink.size and int(ink.min()) < INK:
        yield Region(left, top, ink)
