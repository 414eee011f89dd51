"""From a page's own coordinates to upright ones: y downward from the top left, text level."""

from __future__ import annotations

from typing import NamedTuple

from perflint.readers.pdfium.calls import Box


class Turn(NamedTuple):
    """The page's edges in its own space, and by how many degrees its text runs against them (0, 90, 180, 270)."""

    left: float
    bottom: float
    right: float
    top: float
    angle: int = 0

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the upright page."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.angle in {90, 270} else (width, height)

    def boxes(self, boxes: list[Box]) -> list[Box]:
        """Boxes given as left, top, right, bottom, upright: x0, y0, x1, y1."""
        west, south, east, north = self.left, self.bottom, self.right, self.top
        if self.angle == 0:
            return [(left - west, north - top, right - west, north - bottom) for left, top, right, bottom in boxes]
        if self.angle == 90:
            return [(bottom - south, left - west, top - south, right - west) for left, top, right, bottom in boxes]
        if self.angle == 180:
            return [(east - right, bottom - south, east - left, top - south) for left, top, right, bottom in boxes]
        return [(north - top, east - right, north - bottom, east - left) for left, top, right, bottom in boxes]

    def back(self, box: Box) -> Box:
        """An upright box in the page's own space: left, bottom, right, top."""
        x0, y0, x1, y1 = box
        west, south, east, north = self.left, self.bottom, self.right, self.top
        if self.angle == 0:
            return west + x0, north - y1, west + x1, north - y0
        if self.angle == 90:
            return west + y0, south + x0, west + y1, south + x1
        if self.angle == 180:
            return east - x1, south + y0, east - x0, south + y1
        return east - y1, north - x1, east - y0, north - x0
