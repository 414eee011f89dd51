"""Tables in plain text whose columns stand straight although a Chinese character is two columns wide."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

import tabulate

from perflint.text import columns


class _Widths:
    """What tabulate asks of the package wcwidth, by the tables of Python's own unicodedata: one dependency less."""

    wcswidth = staticmethod(columns)


# tabulate looks for these two names each time; the package that would set them costs more than a whole check may.
vars(sys.modules["tabulate"]).update(wcwidth=_Widths, WIDE_CHARS_MODE=True)


def table(
    rows: Iterable[Sequence[object]], headers: Sequence[str], *, numbers: Iterable[int] = (), style: str = "simple"
) -> str:
    """The rows under these headers; ``numbers`` are the columns that stand to the right, counted from 0."""
    rows = [["" if cell is None else _line(str(cell)) for cell in row] for row in rows]
    width = max((len(row) for row in rows), default=len(headers))
    right = frozenset(numbers)
    text = tabulate.tabulate(
        rows,
        headers=headers,
        tablefmt=style,
        disable_numparse=True,
        colalign=["right" if index in right else "left" for index in range(width)] if rows else None,
    )
    return "\n".join(line.rstrip() for line in text.splitlines())


def _line(text: str) -> str:
    """A cell in one line; the full-width blanks that set a source under its total stay."""
    return "".join(char if char not in "\r\n\t" else " " for char in text)
