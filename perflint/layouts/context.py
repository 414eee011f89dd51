"""Who publishes, for which year, and on which day: read from captions, headings and the foot of the text."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

from perflint.model.base import Cell
from perflint.model.document import Document, Grid
from perflint.model.form import TargetForm
from perflint.quantity import parse_date
from perflint.text import normal

_DEPARTMENT = re.compile(r"^(?:部门|单位|预算部门|编制单位|填报单位|公开单位|部门\(单位\))(?:名称)?[:：](.{2,40}?)(?:(?:金额)?单位[:：].*)?$")
_HEADING = re.compile(r"^(.{4,40}?)(20\d\d)年度?(?:部门|单位)?预算(?:公开)?")
_YEAR = re.compile(r"(20\d\d)年度?(?:部门|单位)?(?:预算|项目支出|收支|财政拨款|一般公共)")
_FORM_YEAR = re.compile(r"(20\d\d)")
_SHORTEST = 4


def department(document: Document, forms: tuple[TargetForm, ...]) -> Cell | None:
    """The department that publishes: the caption most tables bear, else the first heading, else what the forms agree on."""
    captions: dict[str, Cell] = {}
    counts: Counter[str] = Counter()
    for cell in lines(document):
        found = _DEPARTMENT.match("".join(cell.text.split()))
        if found:
            name = found.group(1)
            counts[normal(name)] += 1
            captions.setdefault(normal(name), Cell(text=name, place=cell.place))
    if counts:
        return captions[counts.most_common(1)[0][0]]
    for cell in lines(document):
        found = _HEADING.match("".join(cell.text.split()))
        if found:
            return Cell(text=found.group(1), place=cell.place)
    units = Counter(cell.normal for form in forms if (cell := form.written("unit")))
    if forms and units and units.most_common(1)[0][1] == len(forms) > 1:
        return forms[0].written("unit")
    return None


def year(document: Document, forms: tuple[TargetForm, ...]) -> int | None:
    """The fiscal year: the one that titles and captions name most often, else that of the forms' heads."""
    counts = Counter(int(found) for cell in lines(document) for found in _YEAR.findall(cell.text))
    if not counts:
        heads = (form.year.text for form in forms if form.year)
        counts = Counter(int(found) for text in heads for found in _FORM_YEAR.findall(normal(text)))
    return counts.most_common(1)[0][0] if counts else None


def dated(document: Document) -> tuple[date, Cell] | None:
    """The date at the foot: the last line that is nothing but a date."""
    found = None
    for cell in lines(document):
        text = "".join(cell.text.split())
        if len(text) <= 16 and "年" in text and (day := parse_date(text)):
            found = day, cell
    return found


def aliases(document: Document, foot: Cell | None) -> tuple[str, ...]:
    """Other names of the department: how it signs above the date, and how the first heading calls it."""
    names = []
    before: Cell | None = None
    for cell in lines(document):
        if foot is not None and cell.place == foot.place and before is not None and _SHORTEST <= len(before.text) <= 40:
            names.append(before.text)
        before = cell
    first = next((cell.text for cell in lines(document) if len(cell.text) >= _SHORTEST), None)
    if first and len(first) <= 40:
        names.append(first)
    return tuple(dict.fromkeys(names))


def lines(document: Document) -> list[Cell]:
    """The paragraphs, and the cells of lines in which a single one is filled."""
    cells = []
    for block in document.blocks:
        if isinstance(block, Grid):
            rows = ([cell for cell in row if not cell.blank] for row in block.rows)
            cells += [row[0] for row in rows if len(row) == 1]
        else:
            cells.append(block.cell)
    return cells
