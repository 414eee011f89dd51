"""What a person should know of pages that were recognised from images, whichever format the images came in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

LEAST = 130
"""Dots an inch below which characters and amounts may be misread."""
_ROUND = 10


def remarks(dots: Mapping[int, float]) -> tuple[str, ...]:
    """Remarks on recognised pages, from the resolution of each page's own image in dots an inch."""
    if not dots:
        return ()
    made = [f"第{_listed(dots)}页由扫描图像识别而来，请对照原件核对"]
    coarse = {number: value for number, value in dots.items() if value < LEAST}
    if coarse:
        about = round(min(coarse.values()) / _ROUND) * _ROUND
        made.append(f"第{_listed(coarse)}页分辨率约 {about} dpi，低于 {LEAST} dpi，文字和金额可能认错，请对照原件")
    return tuple(made)


def _listed(numbers: Iterable[int]) -> str:
    """Page numbers as one says them: ``1–3、5``."""
    return "、".join(str(first) if first == last else f"{first}–{last}" for first, last in _runs(sorted(numbers)))


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Runs of numbers that follow each other."""
    first = last = None
    for number in numbers:
        if first is None or last is None:
            first = last = number
        elif number == last + 1:
            last = number
        else:
            yield first, last
            first = last = number
    if first is not None and last is not None:
        yield first, last
