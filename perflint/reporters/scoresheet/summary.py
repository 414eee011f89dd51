"""The 汇总 sheet of a review workbook: a row a project, its points, and what the person's sheet comes to."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from perflint.model.finding import ScoreSheet
from perflint.reporters.groups import numbers
from perflint.reporters.scoresheet import said
from perflint.reporters.scoresheet.cells import HEI, INPUT, LEFT, formula, high, landscape, lines, put, ruled
from perflint.text import columns

_NAME, _LONGEST = 40, 80
_BEFORE = (("序号", 6), ("项目名称", _NAME), ("资金总额", 16), ("必须修改", 7), ("应当修改", 7), ("请核实", 7))
_AFTER = (("已判得分", 11), ("建议等级", 10), ("审核得分", 10), ("审核等级", 10))
_LINK = "0563C1"


def summary(
    page: Worksheet, sheets: Sequence[ScoreSheet], names: Sequence[str], results: Sequence[tuple[str, str]]
) -> None:
    """Fill the sheet; ``names`` are those of the projects' sheets, ``results`` their cells of total and grade."""
    points = (
        [(f"{point.title}\n（{said.number(point.weight)} 分）", 11) for point in sheets[0].points] if sheets else []
    )
    heads = [*_BEFORE, *points, *_AFTER]
    end = get_column_letter(len(heads))
    put(page, f"A1:{end}1", "项目支出绩效目标审核汇总表").font = Font(name=HEI, size=16)
    high(page, 1, [2])
    for index, (text, width) in enumerate(heads, 1):
        page.column_dimensions[get_column_letter(index)].width = width
        put(page, f"{get_column_letter(index)}2", text, head=True)
    high(page, 2, [max(lines(text, width) for text, width in heads)])
    for number, (sheet, name, cells) in enumerate(zip(sheets, names, results, strict=True), 1):
        _project(page, number, sheet, name, cells)
    last = len(sheets) + 2
    ruled(page, f"A2:{end}{last}")
    put(page, f"A{last + 1}:{end}{last + 1}", said.NOTE, align=LEFT).font = Font(name="宋体", size=9)
    page.freeze_panes, page.print_title_rows = "C3", "2:2"
    landscape(page)


def _project(page: Worksheet, number: int, sheet: ScoreSheet, name: str, cells: tuple[str, str]) -> None:
    """The row of a project."""
    row, project = number + 2, said.brief(said.heads(sheet)["项目名称"], _LONGEST)
    found = [*(one.finding for point in sheet.points for one in point.lowered), *sheet.others]
    scores = sheet.style == "scores"
    values: list[str | float] = [number, project, said.heads(sheet)["资金总额"], *numbers(found)]
    values += [_point(point.score, point.grade, scores) for point in sheet.points]
    values.append(f"{said.number(sheet.score)}/{said.number(sheet.weight)}" if sheet.judged else "")
    values.append(sheet.band.name if sheet.band else "")
    for index, value in enumerate(values, 1):
        put(page, f"{get_column_letter(index)}{row}", value, align=LEFT if index == 2 else "center")
    at = f"'{name.replace(chr(39), chr(39) * 2)}'!"
    for index, cell in enumerate(cells, len(values) + 1):
        # An empty cell would be shown as nought.
        formula(page, f"{get_column_letter(index)}{row}", f'=IF({at}{cell}="","",{at}{cell})').fill = INPUT
    link = page.cell(row, 2)
    link.hyperlink = Hyperlink(ref=link.coordinate, location=f"{at}A1")
    link.font = Font(name="宋体", size=10, color=_LINK, underline="single")
    high(page, row, [lines(project, _NAME), -(-columns(str(values[2])) // 14)])


def _point(score: Decimal | None, grade: str, scores: bool) -> str | float:
    """A point as the 汇总 shows it."""
    if score is None:
        return "人工"
    return float(score) if scores else grade
