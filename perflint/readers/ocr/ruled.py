"""The rules of a sheet: what is dark, straight, long and thin, and meets others as the walls of a table do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import cv2
import numpy as np

from perflint.readers.ocr.sheet import INK, Array, Sheet

_ACROSS, _DOWN = 18, 8
"""Points a stretch must measure to be looked at as a rule."""
_LONG = 20
"""Points from which on an upright stretch is no stroke of a character."""
_LOOSE = 60
"""Points from which on a rule needs no others."""
_THICK = 3.5
_MEETS, _TOUCHES = 3.0, 0.8
"""Points by which two rules may miss each other and still meet; and by which it can be no stroke between them."""
_ATTACHED = 0.6
_BLANK = 0.07
"""Part of an upright stretch that may have ink beside it."""
_SAME = 1.5
"""Points within which two rules lie on one line."""


class Stretch(NamedTuple):
    """A straight stretch in pixels: its place across, its ends along, and the numbers of the blobs it is made of."""

    at: float
    start: float
    stop: float
    blobs: tuple[int, ...]

    @property
    def length(self) -> float:
        """How long it is."""
        return self.stop - self.start


class Ruled(NamedTuple):
    """The rules of a sheet in pixels, and where their ink is."""

    horizontal: tuple[Stretch, ...]
    vertical: tuple[Stretch, ...]
    ink: Array


def ruled(sheet: Sheet) -> Ruled:
    """The rules of a sheet."""
    scale = sheet.scale
    block = max(3, round(12 * scale) | 1)
    dark = cv2.adaptiveThreshold(sheet.grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, 20)
    across, labels_across = _stretches(dark, _ACROSS, scale)
    down, labels_down = _stretches(dark.T, _DOWN, scale)
    down = [one for one in down if one.length >= _LOOSE * scale or _stands_free(one, across, sheet)]
    horizontal, vertical = _walls(_joined(across, scale), _joined(down, scale), scale)
    ink = _ink(labels_across, horizontal) | _ink(labels_down, vertical).T
    return Ruled(tuple(horizontal), tuple(vertical), ink)


def _stretches(dark: Array, least: float, scale: float) -> tuple[list[Stretch], Array]:
    """Level stretches of ink at least so many points long, and the blobs they are made of."""
    kernel = np.ones((1, max(2, round(least * scale))), np.uint8)
    level = cv2.morphologyEx(np.ascontiguousarray(dark), cv2.MORPH_OPEN, kernel)
    count, labels, stats, centres = cv2.connectedComponentsWithStats(level, connectivity=8)
    made = []
    for blob in range(1, count):
        left, _, wide, _, area = stats[blob]
        if area / wide <= _THICK * scale:
            made.append(Stretch(float(centres[blob][1]), float(left), float(left + wide), (blob,)))
    return made, labels


def _stands_free(one: Stretch, across: Sequence[Stretch], sheet: Sheet) -> bool:
    """Whether an upright stretch has blank beside it, as a wall has and the stroke of a character has not."""
    scale = sheet.scale
    between = np.ones(sheet.ink.shape[0], bool)
    for other in across:
        if other.start <= one.at + scale and one.at - scale <= other.stop:
            between[max(0, round(other.at - scale)) : round(other.at + scale) + 1] = False
    top, bottom = round(one.start + scale), round(one.stop - scale)
    rows = sheet.ink[top:bottom][between[top:bottom]] < INK
    inner, near, wide = (round(part * scale) for part in (0.7, 1.5, 3.0))
    at = round(one.at)

    def inked(start: int, stop: int) -> float:
        """The part of the rows that have ink nearly all the way: a stroke that is joined on, not a speck."""
        part = rows[:, max(0, start) : max(0, stop)]
        return float((part.mean(axis=1) > _ATTACHED).mean()) if part.size else 0.0

    close = max(inked(at - near, at - inner), inked(at + inner + 1, at + near + 1))
    apart = min(inked(at - wide, at - inner), inked(at + inner + 1, at + wide + 1))
    return max(close, apart) <= _BLANK


def _joined(stretches: Iterable[Stretch], scale: float) -> list[Stretch]:
    """The stretches, those made one that lie on one line with hardly a gap between: noise and stamps part rules."""
    made: list[Stretch] = []
    for one in sorted(stretches, key=lambda one: (one.start, one.at)):
        for index, other in enumerate(made):
            beside = abs(one.at - other.at) <= _SAME * scale and one.start - other.stop <= _MEETS * scale
            if beside and min(one.length, other.length) >= _LONG * scale:
                at = (one.at * one.length + other.at * other.length) / (one.length + other.length)
                made[index] = Stretch(at, other.start, max(one.stop, other.stop), other.blobs + one.blobs)
                break
        else:
            made.append(one)
    return made


def _walls(across: list[Stretch], down: list[Stretch], scale: float) -> tuple[list[Stretch], list[Stretch]]:
    """The stretches that are rules: long ones, and short ones whose both ends meet others; their ends drawn to them.

    A short upright one that does not quite reach them must stand where a long one does: in tight rows it may as well be
    a character's stroke.
    """
    near, loose = _MEETS * scale, _LOOSE * scale
    columns = [one.at for one in down if one.length >= _LONG * scale]
    down = [
        one
        for one in down
        if one.length >= loose
        or _spans(one, across, near, _TOUCHES * scale)
        or (_spans(one, across, near, near) and any(abs(one.at - at) <= _SAME * scale for at in columns))
    ]
    down = [one for one in down if any(_crosses(one, other, near) for other in across)]
    across = [one for one in across if one.length >= loose or _spans(one, down, near, near)]
    return [_drawn(one, down, near) for one in across], [_drawn(one, across, near) for one in down]


def _spans(one: Stretch, others: Sequence[Stretch], near: float, short: float) -> bool:
    """Whether a stretch goes from one stretch of the other direction to another, falling short by so much at most."""
    first, last = _met(one.start, one, others, near), _met(one.stop, one, others, near)
    return first is not None and last is not None and one.start - first <= short and last - one.stop <= short


def _crosses(one: Stretch, other: Stretch, near: float) -> bool:
    """Whether two stretches of different direction cross or touch."""
    return other.start - near <= one.at <= other.stop + near and one.start - near <= other.at <= one.stop + near


def _met(end: float, one: Stretch, others: Sequence[Stretch], near: float) -> float | None:
    """Where the nearest stretch of the other direction stands that meets this end, or None."""
    meeting = (other.at for other in others if _crosses(one, other, near) and abs(other.at - end) <= near)
    return min(meeting, key=lambda at: abs(at - end), default=None)


def _drawn(one: Stretch, others: Sequence[Stretch], near: float) -> Stretch:
    """The stretch with its ends on the rules they meet."""
    start, stop = _met(one.start, one, others, near), _met(one.stop, one, others, near)
    return one._replace(start=one.start if start is None else start, stop=one.stop if stop is None else stop)


def _ink(labels: Array, rules: Sequence[Stretch]) -> Array:
    """Where the ink of these rules is, their soft edges included."""
    kept = np.zeros(int(labels.max()) + 1, np.uint8)
    kept[[blob for rule in rules for blob in rule.blobs]] = 1
    return cv2.dilate(kept[labels], np.ones((3, 3), np.uint8))
