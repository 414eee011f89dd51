"""Who publishes, for which year, and on which day: read from captions, headings and the foot of the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from perflint.layouts.meaning.labels import unit_caption
from perflint.model.base import Cell
from perflint.model.document import Document, Grid
from perflint.model.form import TargetForm
from perflint.pattern import compiled
from perflint.quantity import parse_date
from perflint.text import normal

_DEPARTMENT = compiled(
    r"^(?:[预编填申公][算制报表开])?(?:部门|单位)(?:[（(](?:部门|单位|[盖公]章)[)）])?(?:名称)?[:：]"
    r"(?:[（(][盖公]章[)）])?(.{2,40}?)(?:(?:金额)?单位[:：].*)?$"
)
_MONEY = compiled(r"[（(]?(?:人民币)?[百千万亿]*元[)）]?")
_HEADING = compiled(r"^(?!第.{1,3}部分|附件)([^:：，,。；;、]{4,40}?)(20\d\d)年度?(?:部门|单位)?预算(?:公开)?")
_NO_NAME = compiled(r"^第.{1,3}部分|^附件|表$")
"""What stands first in some files and names nobody: a chapter, a form."""
_TITLE = compiled(r"20\d\d年度?(?:部门|单位)?预算(?:公开)?(?:说明|报告|文本)?")
_YEAR = compiled(r"(20\d\d)年度?(?:部门|单位)?(?:预算|项目支出|收支|财政拨款|一般公共)")
_FORM_YEAR = compiled(r"20\d\d")
_DATE = compiled(r"[\d〇○零一二三四五六七八九十]{2,4}[年./-].{3,14}")
_SHORTEST, _LONGEST = 4, 40


def department(cells: Sequence[Cell], forms: tuple[TargetForm, ...]) -> Cell | None:
    """The department that publishes: as most tables say, else the first heading, the signature, what the forms say."""
    return _captioned(cells) or _headed(cells) or _signed(cells, forms) or _agreed(forms)


def _captioned(cells: Sequence[Cell]) -> Cell | None:
    """The department that most captions name."""
    captions: dict[str, Cell] = {}
    counts: Counter[str] = Counter()
    for cell in cells:
        found = _DEPARTMENT.match("".join(cell.text.split())) if "：" in cell.text or ":" in cell.text else None
        if found and not _MONEY.fullmatch(found.group(1)) and not unit_caption(found.group(1)):
            counts[normal(found.group(1))] += 1
            captions.setdefault(normal(found.group(1)), Cell(text=found.group(1), place=cell.place))
    return captions[counts.most_common(1)[0][0]] if counts else None


def _headed(cells: Sequence[Cell]) -> Cell | None:
    """The department that the first heading names, or that stands above it."""
    for above, cell in zip([None, *cells], cells, strict=False):
        text = "".join(cell.text.split()) if "预算" in cell.text else ""
        if heading := _HEADING.match(text):
            return Cell(text=heading.group(1), place=cell.place)
        if above is not None and _SHORTEST <= len(above.text) <= _LONGEST and _TITLE.fullmatch(text):
            return above
    return None


def _signed(cells: Sequence[Cell], forms: tuple[TargetForm, ...]) -> Cell | None:
    """Who signs above the date, where a form names it, too."""
    foot = dated(cells)
    signed = _above(cells, foot[1]) if foot else None
    named = {cell.normal for form in forms for key in ("unit", "department") if (cell := form.written(key))}
    return signed if signed and any(normal(signed.text) in name for name in named) else None


def _agreed(forms: tuple[TargetForm, ...]) -> Cell | None:
    """The unit that all forms name."""
    units = Counter(unit.normal for form in forms if (unit := form.written("unit")))
    if len(forms) > 1 and units and units.most_common(1)[0][1] == len(forms):
        return forms[0].written("unit")
    return None


def year(cells: Sequence[Cell], forms: tuple[TargetForm, ...]) -> int | None:
    """The fiscal year: the one that titles and captions name most often, else that of the forms' heads."""
    counts = Counter(int(found) for cell in cells for found in _YEAR.findall(cell.text))
    if not counts:
        heads = (form.year.text for form in forms if form.year)
        counts = Counter(int(found) for text in heads for found in _FORM_YEAR.findall(normal(text)))
    return counts.most_common(1)[0][0] if counts else None


def dated(cells: Sequence[Cell]) -> tuple[date, Cell] | None:
    """The date at the foot: the last line that is nothing but a date."""
    for cell in reversed(cells):
        text = "".join(cell.text.split()).strip("（()）") if len(cell.text) <= _LONGEST else ""
        if _DATE.fullmatch(text) and (day := parse_date(text)):
            return day, cell
    return None


def _above(cells: Sequence[Cell], foot: Cell) -> Cell | None:
    """The line above the date at the foot of a text: who signs."""
    file, order = foot.place.file, foot.place.order
    above = next((cell for cell in reversed(cells) if cell.place.file == file and cell.place.order < order), None)
    return above if above is not None and _SHORTEST <= len(above.text) <= _LONGEST else None


def aliases(cells: Sequence[Cell], foot: Cell | None) -> tuple[str, ...]:
    """Other names of the department: how it signs above the date, and how the first heading calls it."""
    names = []
    if foot is not None:
        signed = _above(cells, foot)
        names += [signed.text] if signed else []
    first = next((cell.text for cell in cells if len(cell.text) >= _SHORTEST and not _NO_NAME.search(cell.text)), "")
    names += [first] if 0 < len(first) <= _LONGEST else []
    return tuple(dict.fromkeys(names))


def lines_within(document: Document) -> list[Cell]:
    """The paragraphs, and what stands alone in a row, or beside nothing but a unit."""
    return list(_lines(document))


def _lines(document: Document) -> Iterator[Cell]:
    """One after the other."""
    for block in document.blocks:
        if not isinstance(block, Grid):
            yield block.cell
            continue
        for filled in block.filled:
            if len(filled) == 1 or (len(filled) == 2 and unit_caption(filled[1].text)):
                yield filled[0]
