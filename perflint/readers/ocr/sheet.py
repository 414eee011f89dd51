"""A page as it lay on the glass, put straight: grey for its rules, cleaned grey for its print."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import cv2
import numpy as np
from PIL import Image

Array = Any
"""An array of pixels; numpy is not there for the type checker where the extra is not installed."""
Box = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels, the last two exclusive."""

LEAST, MOST = 200, 300
"""Dots an inch between which a page is worked on: below, thin rules part; above, time is spent for nothing."""
INK = 160
"""Below it, cleaned grey is ink."""
_MOST_TIMES = 4
"""How much an image is blown up at most: what is coarser than 50 dots an inch nobody can read."""
_MOST_PIXELS = 25_000_000
"""Pixels of a page that is worked on: A3 at 300 dots an inch has 17 million."""
_POINTS = 72
_STEEPEST = 5.0
_COARSE, _FINE = 0.25, 0.02
_STRAIGHT = 0.03
"""Degrees that are left alone: turning blurs, and over a page they are less than a rule's thickness."""
_DARK = 128
_MIDDLE = (0.35, 0.92)
"""Parts of the way from ink to paper between which a watermark's grey lies."""
_BROAD, _AREA = 2.2, 5e-4
"""Points that the strokes of a watermark measure at least, and the part of a sheet they cover: edges of print less."""
_CLEAR, _DIM, _APART = 0.9, 0.45, 0.08
"""How far on the way white begins: on a clean sheet, beneath the darkest watermark, and this much before its grey."""
_SEAL = 57
"""Points a red mark measures in both directions, at least, if it is a seal (20 mm)."""
_SLENDER = 2.5
_RED, _EDGE = 40, 0.88
"""How much redder than anything else a seal's ink is; and how bright its edges are, of its own brightness."""


class Sheet(NamedTuple):
    """A page put straight, dark on light: ``grey`` without seals, ``ink`` without watermarks as well."""

    grey: Array
    ink: Array
    scale: float
    """Pixels a point."""


def sheet(image: Image.Image, width: float, turned: int = 0) -> Sheet:
    """The sheet of a page ``width`` points wide, turned back by quarters against the clock, then put straight."""
    pixels = np.asarray(image.convert("RGB") if image.mode not in {"L", "RGB"} else image)
    pixels = _sized(pixels, _POINTS * image.width / width)
    if turned:
        pixels = np.ascontiguousarray(np.rot90(pixels, turned))
    scale = (pixels.shape[1] if turned % 2 == 0 else pixels.shape[0]) / width
    grey = pixels if pixels.ndim == 2 else _without_seals(pixels, scale)
    grey = _levelled(grey)
    slant = _slant(grey, scale)
    if abs(slant) > _STRAIGHT:
        grey = _turned(grey, slant)
    return Sheet(grey, _stretched(grey, scale), scale)


def _sized(pixels: Array, dots: float) -> Array:
    """The pixels at a resolution worth working at."""
    wanted = min(
        max(dots, LEAST), MOST, dots * _MOST_TIMES, dots * math.sqrt(_MOST_PIXELS / (pixels.shape[0] * pixels.shape[1]))
    )
    if math.isclose(wanted, dots, rel_tol=0.02):
        return pixels
    kernel = cv2.INTER_AREA if wanted < dots else cv2.INTER_CUBIC
    return cv2.resize(pixels, None, fx=wanted / dots, fy=wanted / dots, interpolation=kernel)


def _without_seals(pixels: Array, scale: float) -> Array:
    """The grey of a page whose seals are seen in red light, in which red ink is as bright as paper."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    red = np.ascontiguousarray(pixels[:, :, 0])
    mask = (cv2.subtract(red, cv2.max(pixels[:, :, 1], pixels[:, :, 2])) > _RED).astype(np.uint8)
    if not mask.any():
        return grey
    reach = max(3, round(3 * scale))
    stained = cv2.dilate(mask, np.ones((reach, reach), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(stained)
    # Edges of a seal are no longer red and not yet bright: beneath it paper begins before its own brightness.
    bright = _spread(red, 0, _EDGE * float(np.median(red[mask > 0])))
    for left, top, wide, high, _ in stats[1:]:
        if min(wide, high) >= _SEAL * scale and max(wide, high) <= _SLENDER * min(wide, high):
            # The ring finds the seal; the star and the characters within it go as well.
            part = slice(top, top + high), slice(left, left + wide)
            grey[part] = np.where(stained[part] > 0, bright[part], cv2.max(grey[part], red[part]))
    return grey


def _levelled(grey: Array) -> Array:
    """The grey as if paper were white everywhere: the lamp is not even, and some boxes are shaded; the dark stays."""
    small = cv2.resize(grey, None, fx=1 / 8, fy=1 / 8, interpolation=cv2.INTER_AREA)
    light = cv2.medianBlur(cv2.dilate(small, np.ones((5, 5), np.uint8)), 9)
    light = cv2.resize(light, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    return cv2.divide(grey, cv2.max(light, 96), scale=255)


def _stretched(grey: Array, scale: float) -> Array:
    """The grey with ink black and paper white; where a watermark lies its grey is paper, elsewhere hairlines show."""
    dark = grey[grey < _DARK]
    black = float(np.median(dark)) if dark.size else 0.0
    span = 255 - black
    middle = cv2.inRange(grey, black + _MIDDLE[0] * span, black + _MIDDLE[1] * span)
    side = max(3, round(_BROAD * scale))
    broad = cv2.morphologyEx(middle, cv2.MORPH_OPEN, np.ones((side, side), np.uint8))
    clear = _spread(grey, black, black + _CLEAR * span)
    marks = grey[broad > 0]
    if marks.size <= _AREA * grey.size:
        return clear
    part = min(_CLEAR, max(_DIM, (float(np.median(marks)) - black) / span - _APART))
    beneath = cv2.dilate(broad, np.ones((2 * side + 1, 2 * side + 1), np.uint8))
    return np.where(beneath > 0, _spread(grey, black, black + part * span), clear)


def _spread(grey: Array, black: float, white: float) -> Array:
    """The grey with these two as black and white."""
    return cv2.LUT(grey, np.clip((np.arange(256) - black) * 255 / (white - black), 0, 255).astype(np.uint8))


def _slant(grey: Array, scale: float) -> float:
    """The degrees by which lines fall to the right: those along which the rows of ink stand out most."""
    small = cv2.resize(grey, None, fx=1.4 / scale, fy=1.4 / scale, interpolation=cv2.INTER_AREA)
    ink = cv2.adaptiveThreshold(small, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 15, 15)
    rows, columns = np.nonzero(ink)
    if rows.size < 50:
        return 0.0

    def sharpness(degrees: float) -> float:
        heights = rows - columns * math.tan(math.radians(degrees))
        counts = np.bincount(np.round(heights - heights.min()).astype(np.int64))
        return float(np.square(counts, dtype=np.float64).sum())

    coarse = max(np.arange(-_STEEPEST, _STEEPEST + _COARSE, _COARSE), key=sharpness)
    fine = max(np.arange(coarse - _COARSE, coarse + _COARSE + _FINE, _FINE), key=sharpness)
    return float(fine) if sharpness(fine) > 1.05 * sharpness(0.0) else 0.0


def _turned(grey: Array, degrees: float) -> Array:
    """The grey turned so that lines which fall to the right by these degrees lie level."""
    height, width = grey.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return cv2.warpAffine(grey, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=255)
