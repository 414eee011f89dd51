"""What one document says by itself: its forms, and the lines that speak of the submission as a whole."""

from __future__ import annotations

from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from perflint.layouts.around import context
from perflint.layouts.forms.bands import Band, cut
from perflint.layouts.forms.fill import BOUNDS, fill
from perflint.layouts.meaning.vocabulary import Vocabulary
from perflint.model.base import Cell
from perflint.model.document import Document
from perflint.model.form import TargetForm
from perflint.model.submission import Unrecognised


class Reading(Struct, frozen=True):
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
    wholes = [band for band in bands if _is_whole(band, words)]
    filled = [fill(band, words, unit) for band in bands if band not in wholes]
    cells = context.lines_within(document)
    foot = context.dated(cells)
    unrecognised = tuple(one for one in filled if not isinstance(one, TargetForm))
    remarks = (*map(_passed_over, wholes), *(_broken(one) for one in unrecognised if BOUNDS in one.missing))
    return Reading(
        document=replace(document, remarks=(*document.remarks, *remarks)),
        forms=tuple(one for one in filled if isinstance(one, TargetForm)),
        unrecognised=unrecognised,
        cells=cells,
        foot=foot,
        aliases=context.aliases(cells, foot[1] if foot else None),
    )


def _is_whole(band: Band, words: Vocabulary) -> bool:
    """Whether a form is that of a whole department: it says so above, and names no project."""
    above = [band.first, *([band.title] if band.title else []), *band.captions]
    return not band.named and any(word in cell.normal for cell in above for word in words.wholes)


def _passed_over(band: Band) -> str:
    """What is said of a form that is no project's."""
    cell = band.title or band.first
    return f"{cell.place}是部门（单位）整体支出绩效目标表，不是项目支出绩效目标表，没有检查"


def _broken(one: Unrecognised) -> str:
    """What is said of a form whose cells nobody can tell, and what would help."""
    return f"{one.cell.place}的表，单元格里的文字折成了几行，分不清属于哪一格；请改交原来的 Word、Excel 或 PDF 文件"
