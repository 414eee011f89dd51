"""Tables as they were before extraction, printing and copying（还原）, so that a form is one table of boxes in rows.

Each step takes a document and gives it back, changed only where it is sure of what happened.
"""

from __future__ import annotations

from perflint.layouts.meaning.vocabulary import Vocabulary
from perflint.layouts.mended.abreast import parted
from perflint.layouts.mended.broken import whole
from perflint.layouts.mended.listing import unlisted
from perflint.layouts.mended.narrated import narrated
from perflint.layouts.mended.pushed import settled
from perflint.layouts.mended.refold import refolded
from perflint.layouts.mended.repeated import united
from perflint.layouts.mended.twofold import paired
from perflint.model.document import Document

_STEPS = (whole, paired, refolded, parted, united, settled, unlisted, narrated)
"""Labels first, then the boxes of a row, then whose rows they are; prose last, which nothing else has claimed."""


def mend(document: Document, words: Vocabulary) -> Document:
    """The document with its tables as they were."""
    for step in _STEPS:
        document = step(document, words)
    return document
