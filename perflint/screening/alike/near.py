"""Which of very many sets are nearly the same（近似集合）: MinHash finds the candidates, the caller decides."""

from __future__ import annotations

import importlib
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import overload

_PASSES, _PERMUTATIONS = 4, 32
"""One index after the other, so that only a quarter of it is in memory at a time."""
_CROWD = 100
"""What meets so many fellows is not put into the index as well: the next one meets those, and crowds do not cost their
square."""
_MISSED = 0.001
"""How many of the pairs that are just alike enough may be missed at most."""
_BYTES = 8
"""As many hold a token."""


class Sets(Sequence[frozenset[int]]):
    """Sets of numbers of 64 bits, kept as bytes: sets of Python's own take eight times the memory."""

    def __init__(self) -> None:
        """None yet."""
        self._kept: list[bytes] = []

    def add(self, numbers: Iterable[int]) -> None:
        """One more, at the end."""
        self._kept.append(array("Q", numbers).tobytes())

    def __len__(self) -> int:
        """How many there are."""
        return len(self._kept)

    @overload
    def __getitem__(self, index: int) -> frozenset[int]: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[frozenset[int]]: ...
    def __getitem__(self, index: int | slice) -> frozenset[int] | Sequence[frozenset[int]]:
        """The set of this number, in the order in which they were added."""
        if isinstance(index, slice):
            return [self[one] for one in range(*index.indices(len(self)))]
        return frozenset(array("Q", self._kept[index]))


def candidates(keys: Sequence[int], tokens: Callable[[int], Iterable[int]], share: float) -> Iterator[tuple[int, int]]:
    """Pairs of keys whose tokens may have this share in common, some of them several times; seeded, never by chance."""
    if len(keys) < 2:
        return
    rensa = importlib.import_module("rensa")
    bands, width = _cut(share)
    for seed in range(1, _PASSES + 1):
        index = rensa.RMinHashLSH(share, bands * width, bands)
        for key in keys:
            sketch = rensa.RMinHash(bands * width, seed)
            sketch.update([token.to_bytes(_BYTES, "big") for token in tokens(key)])
            found = sorted(index.query(sketch))
            yield from ((other, key) for other in found)
            if len(found) < _CROWD:
                index.insert(key, sketch)


def _cut(share: float) -> tuple[int, int]:
    """How many bands of how many hashes an index has: as wide as they may be without missing pairs."""
    for width in range(_PERMUTATIONS // 2, 1, -1):
        bands = _PERMUTATIONS // width
        if (1 - share**width) ** (bands * _PASSES) <= _MISSED:
            return bands, width
    return _PERMUTATIONS, 1


def components(size: int, pairs: Iterable[tuple[int, int]], joined: Callable[[int, int], bool]) -> list[list[int]]:
    """What hangs together by the pairs that are ``joined``, in order; what stands alone is a component as well."""
    home = list(range(size))

    def root(one: int) -> int:
        while home[one] != one:
            home[one] = one = home[home[one]]
        return one

    for one, other in pairs:
        low, high = sorted((root(one), root(other)))
        if low != high and joined(one, other):
            home[high] = low
    found: dict[int, list[int]] = defaultdict(list)
    for one in range(size):
        found[root(one)].append(one)
    return list(found.values())
