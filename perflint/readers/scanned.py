"""What a person should know of pages that were recognised from images, whichever format the images came in."""

from __future__ import annotations

from collections.abc import Mapping

from perflint.text import listed

LEAST = 130
"""Dots an inch below which characters and amounts may be misread."""
_ROUND = 10


def remarks(dots: Mapping[int, float]) -> tuple[str, ...]:
    """Remarks on recognised pages, from the resolution of each page's own image in dots an inch."""
    if not dots:
        return ()
    made = [f"第{listed(dots)}页由扫描图像识别而来，请对照原件核对"]
    coarse = {number: value for number, value in dots.items() if value < LEAST}
    if coarse:
        about = round(min(coarse.values()) / _ROUND) * _ROUND
        made.append(f"第{listed(coarse)}页分辨率约 {about} dpi，低于 {LEAST} dpi，文字和金额可能认错，请对照原件")
    return tuple(made)
