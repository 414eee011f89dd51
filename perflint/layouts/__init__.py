"""Layouts: which grids of a document are target forms and budget tables, which sentences are claims."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from perflint.layouts.meaning.spec import Layout, Scheme
from perflint.layouts.meaning.vocabulary import Vocabulary, vocabulary
from perflint.layouts.mended import mend
from perflint.layouts.reading import Reading, read_forms
from perflint.layouts.together import submission_of
from perflint.model.document import Document
from perflint.model.submission import Submission


def recognise(document: Document, layouts: Iterable[Layout], schemes: Mapping[str, Scheme]) -> Submission:
    """The submission that a document is, by the labels that these layouts and schemes know."""
    return recognise_with(document, vocabulary(layouts, schemes))


def recognise_with(document: Document, words: Vocabulary) -> Submission:
    """The same with a vocabulary made beforehand, for many documents in a row."""
    return recognise_together([document], words)


def recognise_together(documents: Sequence[Document], words: Vocabulary) -> Submission:
    """The submission that several documents are together: forms in one, the budget in another, the text in a third."""
    return submission_of([reading_of(document, words) for document in documents], words)


def reading_of(document: Document, words: Vocabulary) -> Reading:
    """What one document says by itself, however its tables were set."""
    return read_forms(mend(document, words), words)


__all__ = [
    "Reading",
    "reading_of",
    "recognise",
    "recognise_together",
    "recognise_with",
    "submission_of",
    "vocabulary",
]
