"""Tables that were typed and not drawn（.docx、.html、.rtf、.doc）: paragraphs whose cells tabs or blanks keep apart.

A form pasted as text, or within ``<pre>``, is a table all the same: its lines are read as those of a text file are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from itertools import groupby

from perflint.readers.content import Area, Item, Line, Table
from perflint.text import joined

_SIGNS = ("级指标", "项目名称")
"""What forms and project budgets say; other columns may be a contents page, a list or an address."""


def typed(items: Iterable[Item]) -> Iterator[Item]:
    """Lines and tables, a form that stands in the lines as a table."""
    for is_line, some in groupby(items, lambda item: isinstance(item, Line) and not item.level):
        run = list(some)
        told = is_line and any(sign in "".join(item.text.split()) for item in run for sign in _SIGNS)
        yield from _parted([item for item in run if isinstance(item, Line)]) if told else run


def _parted(run: list[Line]) -> Iterator[Item]:
    """A run of lines as lines and tables."""
    lines = [(text, item) for item in run for text in item.text.split("\n")]
    parts = import_module("perflint.readers.text").parts([text for text, _ in lines])
    for members, rows, packed in parts:
        if rows:
            yield _table([texts for _, texts in rows], packed=packed)
            continue
        for index in members:
            text, item = lines[index]
            # The line itself, where it can be: by it the paragraph is found again in its file.
            yield item if item.text == text else Line(text)


def _table(rows: list[list[str]], *, packed: bool) -> Table:
    """The table of these rows."""
    areas = [
        Area(row, column, 1, 1, (Line(joined(text)),))
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    ]
    return Table(len(rows), max(map(len, rows)), tuple(areas), packed)
