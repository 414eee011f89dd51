"""Tables as they were before extraction, printing and copying（还原）, so that a form is one table of boxes in rows.

Each step takes a table and gives back the tables that it was, changed only where it is sure of what happened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec.structs import replace

from perflint.layouts.meaning.vocabulary import Vocabulary
from perflint.layouts.mended.abreast import parted
from perflint.layouts.mended.broken import whole
from perflint.layouts.mended.listing import unlisted
from perflint.layouts.mended.narrated import narrated
from perflint.layouts.mended.pushed import settled
from perflint.layouts.mended.refold import refolded
from perflint.layouts.mended.repeated import united
from perflint.layouts.mended.twofold import paired
from perflint.model.document import Document, Grid, Paragraph

_STEPS: tuple[Callable[[Grid, Vocabulary], Iterator[Grid]], ...] = (
    whole, paired, refolded, parted, united, settled, unlisted,
)  # fmt: skip
"""Labels first, then the boxes of a row, then whose rows they are."""


def mend(document: Document, words: Vocabulary) -> Document:
    """The document with its tables as they were; prose last, which nothing else has claimed."""
    blocks: list[Paragraph | Grid] = []
    for block in document.blocks:
        blocks += _tables(block, words) if isinstance(block, Grid) else (block,)
    return narrated(replace(document, blocks=tuple(blocks)), words)


def _tables(grid: Grid, words: Vocabulary) -> list[Grid]:
    """The tables that a table was."""
    tables = [grid]
    for step in _STEPS:
        tables = [made for table in tables for made in step(table, words)]
    return tables
