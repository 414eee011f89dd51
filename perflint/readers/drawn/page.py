"""What was drawn on a page, whoever drew it: rules and pieces of text, upright, in points from the top left."""

from __future__ import annotations

from typing import NamedTuple


class Rule(NamedTuple):
    """A straight line: horizontal at y ``at`` from x ``start`` to ``stop``, or vertical at x ``at`` between two y."""

    at: float
    start: float
    stop: float


class Piece(NamedTuple):
    """A character, or a run of characters of one line that belong together, and its box x0, y0, x1, y1."""

    text: str
    box: tuple[float, float, float, float]
    confidence: float | None = None


class Page(NamedTuple):
    """One page as a reader sees it; y grows downward, the unit is 1/72 inch."""

    number: int
    width: float
    height: float
    horizontal: tuple[Rule, ...]
    vertical: tuple[Rule, ...]
    pieces: tuple[Piece, ...]
