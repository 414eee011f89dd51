"""The lines drawn on a page: thin or stroked paths become rules, filled boxes are kept apart, images are measured."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, repeat

from msgspec import Struct, field

from perflint.readers.pdfium import calls
from perflint.readers.pdfium.calls import Address, Box, Matrix

THIN = 2.5
"""Points: what is no thicker is a line, however it was drawn."""
_STRAIGHT = 1.0
_DEEPEST = 12
_OFTEN = 64
_MOST_RULES = 40_000
_MOST_SEGMENTS = 400_000
_LEVEL: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
Point = tuple[float, float]


class Ink(Struct):
    """What was drawn besides text, as boxes left, top, right, bottom in the page's own space."""

    rules: list[Box] = field(default_factory=list)
    fills: list[Box] = field(default_factory=list)
    images: list[tuple[Box, int]] = field(default_factory=list)
    """Each with the number of its dots."""
    texts: set[Address] = field(default_factory=set)
    """The text objects that stand in the page's own space, in no form."""
    curves: int = 0
    segments: int = 0

    @property
    def full(self) -> bool:
        """Whether more was drawn than anybody draws who wants to be read."""
        return max(len(self.rules), len(self.fills), len(self.images)) > _MOST_RULES or self.segments > _MOST_SEGMENTS


def ink(page: Address) -> Ink:
    """All that is drawn on a page."""
    found = Ink()
    here = map(calls.object_at, repeat(page), range(calls.count_objects(page)))
    _collect(here, _LEVEL, found, 0)
    return found


def _collect(objects: Iterator[Address], outer: Matrix, found: Ink, depth: int) -> None:
    """Add what these objects draw; forms hold objects of their own, in their own space."""
    items = list(objects)
    kinds = list(map(calls.type_of, items))
    if not depth:
        found.texts = {item for item, kind in zip(items, kinds, strict=True) if kind == calls.TEXT}
    others = [(item, kind) for item, kind in zip(items, kinds, strict=True) if kind != calls.TEXT]
    for number, (item, kind) in enumerate(others):
        if not number % _OFTEN and found.full:
            return
        if kind == calls.PATH:
            _path(item, outer, found)
        elif kind == calls.IMAGE:
            found.images.append((_moved(calls.bounds(item), outer), calls.pixels(item)))
        elif kind == calls.FORM and depth < _DEEPEST:
            inner = map(calls.inner_at, repeat(item), range(calls.count_inner(item)))
            _collect(inner, _times(calls.matrix(item), outer), found, depth + 1)


def _path(item: Address, outer: Matrix, found: Ink) -> None:
    """Add the rules, fills or curves of one path."""
    filled, stroked = calls.draw_mode(item)
    if not filled and not stroked:
        return
    box = _moved(calls.bounds(item), outer)
    left, top, right, bottom = box
    if right - left <= THIN or top - bottom <= THIN:
        found.rules.append(box)
        return
    matrix = _times(calls.matrix(item), outer)
    for points in _outlines(item, matrix, found):
        if stroked:
            found.rules += [edge for edge in map(_edge, points, points[1:]) if edge is not None]
        elif (area := _area(points)) is not None:
            thin = area[2] - area[0] <= THIN or area[1] - area[3] <= THIN
            (found.rules if thin else found.fills).append(area)
    if stroked and filled and not found.full:
        found.fills.append(box)


def _outlines(item: Address, matrix: Matrix, found: Ink) -> Iterator[list[Point]]:
    """The straight outlines of a path, closed ones ending where they began; curves are counted and break them."""
    a, b, c, d, e, f = matrix
    points: list[Point] = []
    for index in range(calls.count_segments(item)):
        found.segments += 1
        if found.full:
            break
        segment = calls.segment_at(item, index)
        x, y = calls.point(segment)
        point = (a * x + c * y + e, b * x + d * y + f)
        kind = calls.segment_type(segment)
        if kind == calls.LINE:
            points.append(point)
        else:
            found.curves += kind == calls.BEZIER
            if len(points) > 1:
                yield points
            points = [point]
        if calls.segment_closes(segment) and len(points) > 1:
            yield [*points, points[0]]
            points = [points[0]]
    if len(points) > 1:
        yield points


def _edge(one: Point, other: Point) -> Box | None:
    """The level or upright line between two points; None for a slanting one."""
    (x, y), (u, v) = one, other
    if abs(x - u) > _STRAIGHT < abs(y - v):
        return None
    return min(x, u), max(y, v), max(x, u), min(y, v)


def _area(points: list[Point]) -> Box | None:
    """The box that a filled outline covers, if its edges are level and upright."""
    closed = points if points[0] == points[-1] else [*points, points[0]]
    if not 4 <= len(closed) <= 6 or any(_edge(*pair) is None for pair in pairwise(closed)):
        return None
    xs, ys = zip(*points, strict=True)
    return min(xs), max(ys), max(xs), min(ys)


def _moved(box: Box, matrix: Matrix) -> Box:
    """A box left, bottom, right, top in the space outside, as left, top, right, bottom."""
    left, bottom, right, top = box
    if matrix is _LEVEL:
        return left, top, right, bottom
    a, b, c, d, e, f = matrix
    xs = [a * x + c * y + e for x in (left, right) for y in (bottom, top)]
    ys = [b * x + d * y + f for x in (left, right) for y in (bottom, top)]
    return min(xs), max(ys), max(xs), min(ys)


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that does the inner one, then the outer one."""
    if outer is _LEVEL:
        return inner
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m
