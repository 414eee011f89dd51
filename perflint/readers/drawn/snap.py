"""Coordinates that are nearly the same are one: where a line stands, among lines drawn by hand or by a printer."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable


class Snap:
    """Coordinates in ascending order, those within ``near`` of the first of a cluster being one."""

    __slots__ = ("at", "bounds")

    def __init__(self, values: Iterable[float], near: float) -> None:
        """Each cluster is known by its mean."""
        clusters: list[list[float]] = []
        for value in sorted(values):
            if clusters and value - clusters[-1][0] <= near:
                clusters[-1].append(value)
            else:
                clusters.append([value])
        self.at = [sum(cluster) / len(cluster) for cluster in clusters]
        self.bounds = [(one + other) / 2 for one, other in zip(self.at, self.at[1:], strict=False)]

    def index(self, value: float) -> int:
        """The number of the cluster nearest to a value."""
        return bisect_left(self.bounds, value)
