"""Layouts: which grids of a document are target forms and budget tables, which sentences are claims."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from perflint.layouts import context
from perflint.layouts.bands import cut
from perflint.layouts.budget import budget_tables
from perflint.layouts.claims import claims
from perflint.layouts.fill import fill
from perflint.layouts.glued import glued
from perflint.layouts.listing import unlisted
from perflint.layouts.narrated import narrated
from perflint.layouts.refold import refolded
from perflint.layouts.spec import Layout, Scheme
from perflint.layouts.vocabulary import Vocabulary, vocabulary
from perflint.model.document import Document
from perflint.model.form import TargetForm
from perflint.model.submission import Submission, Unrecognised
from perflint.text import normal


def recognise(document: Document, layouts: Iterable[Layout], schemes: Mapping[str, Scheme]) -> Submission:
    """The submission that a document is, by the labels that these layouts and schemes know."""
    return recognise_with(document, vocabulary(layouts, schemes))


def recognise_with(document: Document, words: Vocabulary) -> Submission:
    """The same with a vocabulary made beforehand, for many documents in a row."""
    document = narrated(unlisted(refolded(document, words), words), words)
    bands = list(cut(document, words))
    units = {unit for band in bands if (unit := band.stated)}
    # A form that names no unit means the one that all others of its document name.
    unit = units.pop() if len(units) == 1 else None
    filled = [fill(band, words, unit) for band in bands]
    forms = tuple(one for one in filled if isinstance(one, TargetForm))
    cells = context.lines_within(document)
    department = context.department(cells, forms)
    foot = context.dated(cells)
    aliases = context.aliases(cells, foot[1] if foot else None)
    own = [field.value.text for form in forms for key in ("department", "unit") if (field := form.field(key))]
    known = [*aliases, *own, *([department.text] if department else [])]
    return Submission(
        department=department,
        year=context.year(cells, forms),
        dated=foot[0] if foot else None,
        dated_cell=foot[1] if foot else None,
        aliases=aliases,
        forms=forms,
        budget_tables=tuple(budget_tables(document, words.budgets, frozenset(map(normal, known)))),
        claims=tuple(claims(cells)),
        documents=(document,),
        unrecognised=(*(one for one in filled if isinstance(one, Unrecognised)), *glued(document)),
    )


__all__ = ["recognise", "recognise_with", "vocabulary"]
