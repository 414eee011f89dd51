"""What one document says by itself: its forms, and the lines that speak of the submission as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from perflint.layouts import context
from perflint.layouts.bands import cut
from perflint.layouts.fill import fill
from perflint.layouts.vocabulary import Vocabulary
from perflint.model.base import Cell
from perflint.model.document import Document
from perflint.model.form import TargetForm
from perflint.model.submission import Unrecognised


@dataclass(frozen=True, slots=True)
class Reading:
    """A document, the forms in it, what looks like one and is none, and its lines of text."""

    document: Document
    forms: tuple[TargetForm, ...]
    unrecognised: tuple[Unrecognised, ...]
    cells: list[Cell]
    foot: tuple[date, Cell] | None
    """The date at its foot, and where it stands."""
    aliases: tuple[str, ...]


def read_forms(document: Document, words: Vocabulary) -> Reading:
    """The reading of a document."""
    bands = list(cut(document, words))
    units = {unit for band in bands if (unit := band.stated)}
    # A form that names no unit means the one that all others of its document name.
    unit = units.pop() if len(units) == 1 else None
    filled = [fill(band, words, unit) for band in bands]
    cells = context.lines_within(document)
    foot = context.dated(cells)
    return Reading(
        document=document,
        forms=tuple(one for one in filled if isinstance(one, TargetForm)),
        unrecognised=tuple(one for one in filled if not isinstance(one, TargetForm)),
        cells=cells,
        foot=foot,
        aliases=context.aliases(cells, foot[1] if foot else None),
    )
