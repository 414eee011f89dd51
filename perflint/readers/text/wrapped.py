"""Rows that were broken over lines at a fixed width, as a mail program or a fold does it, are one line again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

_NARROWEST = 16
_FEWEST = 6
"""How many more lines are as long as the longest than chance would have it, where a width broke them."""
_FIRST_WIDE = "\u2e80"
_NEAR = 4
"""How many lengths below the longest tell what chance would have."""


def unwrapped(lines: list[str]) -> list[str]:
    """The lines again, those of a table put together in the first of them; what stood in the others is blank.

    So every line keeps its number. Running text is left as it is: paragraphs have their own margin.
    """
    if not any("\t" in line for line in lines):
        return lines
    full = _full(lines, len, 0) or _full(lines, _width, 1)
    return _joined(lines, full) if full else lines


def _full(lines: Sequence[str], measure: Callable[[str], int], spare: int) -> set[int]:
    """The lines that fill the width at which all were broken, ``spare`` left where no wide character fitted; else none.

    Lines of a table are of any length. Where many more are as long as the longest than are nearly as long, a width
    broke them.
    """
    # The longest row of a form comes again in the next one.
    lengths = {line: measure(line) for line in lines}
    counts = Counter(lengths.values())
    longest = max(counts)
    full = sum(counts[longest - less] for less in range(spare + 1))
    nearly = sum(counts[longest - spare - less] for less in range(1, _NEAR + 1))
    if longest < _NARROWEST or full - nearly * (spare + 1) / _NEAR < _FEWEST:
        return set()
    return {index for index, line in enumerate(lines) if lengths[line] >= longest - spare}


def _width(line: str) -> int:
    """How wide a line is: Chinese characters and their signs count two."""
    return len(line) if line.isascii() else len(line) + sum([char >= _FIRST_WIDE for char in line])


def _joined(lines: Sequence[str], full: set[int]) -> list[str]:
    """The lines with those put together of which each but the last is full, if there is a table's sign in them."""
    alone = (line.count("\t") for index, line in enumerate(lines) if not {index - 1, index} & full)
    cells = max(alone, default=0)
    made = list(lines)
    start = 0
    for index, line in enumerate(lines):
        after = lines[index + 1] if index + 1 < len(lines) else ""
        # A row that has all its cells may be full by chance.
        ends = cells > 0 and sum(one.count("\t") for one in lines[start : index + 1]) == cells and "\t" in after
        if index in full and after and not ends:
            continue
        whole = "".join(lines[start:index]) + line
        if index > start and "\t" in whole:
            made[start : index + 1] = [whole, *[""] * (index - start)]
        start = index + 1
    return made
