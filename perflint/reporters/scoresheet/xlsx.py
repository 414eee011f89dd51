"""Excel: a 项目支出绩效目标审核表 a project, each on a sheet of its own, and a 汇总 of all.

The form completes itself: where a person gives the scores that are open, the total and the grade appear, on the sheet
and in the 汇总. A score that a person writes takes the place of the proposed one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from perflint.model.finding import PointScore, Report, ScoreSheet
from perflint.reporters.office import packed
from perflint.reporters.scoresheet import said
from perflint.reporters.scoresheet.cells import HEI, INPUT, LEFT, formula, high, landscape, lines, put, ruled, titled
from perflint.reporters.scoresheet.summary import summary

_WIDTHS = {"A": 13, "B": 34, "C": 8, "D": 11, "E": 74, "F": 11}
_WIDE = _WIDTHS["B"] + _WIDTHS["C"] + _WIDTHS["D"] + _WIDTHS["E"]
_FIRST, _LAST = (("A", "审核内容"), ("B", "审核要点")), ("E", "机审依据（扣分问题）")
_HEADS = {
    "scores": (*_FIRST, ("C", "分值"), ("D", "建议得分"), _LAST, ("F", "审核得分")),
    "grades": (*_FIRST, ("C:D", "建议评定"), _LAST, ("F", "审核评定")),
}
_SIGNED = "审核人员（签字）：　　　　　　　　　　审核单位（盖章）：　　　　　　　　　　　　　　年　　月　　日"


def render(reports: Iterable[Report], **_options: object) -> bytes:
    """One workbook: 汇总, a sheet a project, and what stands on none of them."""
    reports = tuple(reports)
    sheets = [sheet for report in reports for sheet in report.sheets]
    book = Workbook()
    over: Worksheet = book.active  # type: ignore[assignment] # a new workbook has one sheet
    over.title = "汇总"
    names = titled(sheet.head["项目名称"] for sheet in sheets)
    results = [_sheet(book.create_sheet(name), sheet) for name, sheet in zip(names, sheets, strict=True)]
    summary(over, sheets, names, results)
    _rest(book.create_sheet("审核情况说明"), reports)
    book.properties.creator = "perflint"
    book.properties.title = "项目支出绩效目标审核表"
    stream = BytesIO()
    book.save(stream)
    return packed(stream.getvalue())


def _sheet(page: Worksheet, sheet: ScoreSheet) -> tuple[str, str]:
    """One project's form; the cells of its total and of its grade."""
    for letter, width in _WIDTHS.items():
        page.column_dimensions[letter].width = width
    landscape(page)
    title = put(page, "A1:F1", said.brief(sheet.title))
    title.font = Font(name=HEI, size=18)
    high(page, 1, [2])
    row = _head(page, said.heads(sheet))
    first = row
    for area, text in _HEADS[sheet.style]:
        put(page, _area(area, row, row), text, head=True)
    high(page, row, [1])
    page.freeze_panes = f"A{row + 1}"
    row += 1
    places: list[tuple[PointScore, int]] = []
    for name, points in said.blocks(sheet):
        begin = row
        for point in points:
            places.append((point, row))
            row = _point(page, sheet, point, row)
        put(page, _area("A", begin, row - 1), name, head=True)
    result = _end(page, sheet, places, row)
    ruled(page, f"A2:F{page.max_row}")
    _notes(page, sheet, page.max_row + 1)
    page.print_title_rows = f"{first}:{first}"
    return result


def _area(letters: str, first: int, last: int) -> str:
    """``B``, 3, 5 → ``B3:B5``; ``C:D``, 3, 3 → ``C3:D3``; a single cell is no area."""
    begin, _, end = letters.partition(":")
    end = end or begin
    return f"{begin}{first}" if (begin, first) == (end, last) else f"{begin}{first}:{end}{last}"


def _head(page: Worksheet, heads: dict[str, str]) -> int:
    """The project, who it belongs to, its money; the row after them."""
    pairs = (("主管部门", "实施单位"), ("预算年度", "资金总额"))
    put(page, "A2", "项目名称", head=True)
    put(page, "B2:F2", heads["项目名称"], align=LEFT)
    for row, (one, other) in enumerate(pairs, 3):
        put(page, f"A{row}", one, head=True)
        put(page, f"B{row}", heads[one], align=LEFT)
        put(page, f"C{row}:D{row}", other, head=True)
        put(page, f"E{row}:F{row}", heads[other], align=LEFT)
        high(page, row, [lines(heads[one], _WIDTHS["B"])])
    put(page, "A5", "资金来源", head=True)
    put(page, "B5:F5", heads["资金来源"], align=LEFT)
    for row, label in ((2, "项目名称"), (5, "资金来源")):
        high(page, row, [lines(heads[label], _WIDE)])
    return 6


def _point(page: Worksheet, sheet: ScoreSheet, point: PointScore, row: int) -> int:
    """A point, a row a finding; the row after it."""
    found = said.evidence(sheet, point)
    last = row + len(found) - 1
    asks = f"{point.title}\n{point.asks}"
    put(page, _area("B", row, last), asks, align=LEFT)
    scores = sheet.style == "scores"
    proposed = said.score(point) if point.score is None or not scores else float(point.score)
    if scores:
        put(page, _area("C", row, last), float(point.weight))
        put(page, _area("D", row, last), proposed)
    else:
        put(page, _area("C:D", row, last), point.grade or point.open)
    put(page, _area("F", row, last), None).fill = INPUT
    _offer(page, sheet, point, row)
    needed = [lines(text, _WIDTHS["E"]) for text in found]
    # What the point asks may need more room than the findings beside it take.
    short = max(0, lines(asks, _WIDTHS["B"]) - sum(needed))
    for index, (text, need) in enumerate(zip(found, needed, strict=True)):
        put(page, f"E{row + index}", text, align=LEFT)
        high(page, row + index, [need + (short if index == len(found) - 1 else 0)])
    return last + 1


def _offer(page: Worksheet, sheet: ScoreSheet, point: PointScore, row: int) -> None:
    """What a person may write: a score within the weight, or one of the grades."""
    if sheet.style == "scores":
        most = said.number(point.weight)
        rule = DataValidation(type="decimal", operator="between", formula1="0", formula2=most, allow_blank=True)
        rule.error = f"请填 0 到 {most} 之间的得分"
    else:
        rule = _grades(sheet)
    rule.showErrorMessage = True
    page.add_data_validation(rule)
    rule.add(f"F{row}")


def _grades(sheet: ScoreSheet) -> DataValidation:
    """The grades to choose from."""
    names = ",".join(band.name.replace('"', "").replace(",", "") for band in sheet.bands)
    rule = DataValidation(type="list", formula1=f'"{names}"', allow_blank=True)
    rule.error = "请从下拉框中选择等级"
    return rule


def _end(page: Worksheet, sheet: ScoreSheet, places: Sequence[tuple[PointScore, int]], row: int) -> tuple[str, str]:
    """The sum, the grade, what follows, the opinion, the signatures; the cells of the total and of the grade."""
    total, grade = f"F{row}", f"F{row + 1}"
    ticks = said.ticks(sheet, sheet.band.name if sheet.band else "")
    for label, text in (
        ("合计", said.summary(sheet)),
        ("综合评定等级", f"{ticks}　　{said.grade(sheet)}"),
        ("结果应用", said.result(sheet)),
    ):
        put(page, f"A{row}", label, head=True)
        put(page, f"B{row}:{'F' if label == '结果应用' else 'E'}{row}", text, align=LEFT)
        high(page, row, [lines(text, _WIDE)])
        row += 1
    if sheet.style == "scores":
        formula(page, total, _total([at for _, at in places])).fill = INPUT
        formula(page, grade, _graded(sheet, total)).fill = INPUT
    else:
        put(page, total, None)
        put(page, grade, None).fill = INPUT
        rule = _grades(sheet)
        page.add_data_validation(rule)
        rule.add(grade)
    told = [*said.opinion(sheet), "\n\n", _SIGNED]
    put(page, _area("A", row, row + len(told) - 1), "总体意见", head=True)
    for index, text in enumerate(told, row):
        put(page, f"B{index}:F{index}", text, align=LEFT)
        high(page, index, [lines(text, _WIDE)])
    return total, grade


def _total(rows: Sequence[int]) -> str:
    """The sum of what a person wrote, else of what was proposed, once every point has a score."""
    given = ",".join(f"COUNT(D{row},F{row})>0" for row in rows)
    added = "+".join(f'IF(F{row}="",D{row},F{row})' for row in rows)
    return f'=IF(AND({given}),{added},"")'


def _graded(sheet: ScoreSheet, total: str) -> str:
    """The grade of the total."""
    text = '""'
    for band in reversed(sheet.bands):
        text = f'IF({total}>={band.least:g},"{band.name.replace(chr(34), "")}",{text})'
    return f'=IF(ISNUMBER({total}),{text},"")'


def _notes(page: Worksheet, sheet: ScoreSheet, row: int) -> None:
    """What stands under the form."""
    more = ["审核得分留空的要点，合计按建议得分计"] if sheet.style == "scores" else []
    for index, text in enumerate([*said.notes(sheet), *more], row):
        put(page, f"A{index}:F{index}", text, align=LEFT).font = Font(name="宋体", size=9)
        high(page, index, [lines(text, _WIDE + _WIDTHS["A"])])


def _rest(page: Worksheet, reports: Iterable[Report]) -> None:
    """What no sheet says, a row each."""
    landscape(page)
    for (letter, width), head in zip((("A", 24), ("B", 44), ("C", 92)), ("事项", "对象", "内容"), strict=True):
        page.column_dimensions[letter].width = width
        put(page, f"{letter}1", head, head=True)
    row = 2
    for report in reports:
        for texts in said.elsewhere(report):
            for letter, text in zip("ABC", texts, strict=True):
                put(page, f"{letter}{row}", text, align=LEFT)
            high(page, row, [lines(texts[1], 44), lines(texts[2], 92)])
            row += 1
    ruled(page, f"A1:C{row - 1}")
    page.freeze_panes, page.print_title_rows = "A2", "1:1"
