"""The findings workbook（审核意见表）: every finding a row that is answered in place, what was counted, what was read.

It is also the way back: filled in by the department or the reviewer, ``perflint import`` reads it again. So each row
carries its fingerprint, and a hidden sheet says of which files, in which state, the workbook speaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from perflint.model.base import Place
from perflint.model.finding import Finding, Report, Severity
from perflint.reporters.groups import WHOLE, Group, counts, groups_of, numbers
from perflint.reporters.names import short
from perflint.reporters.office import packed
from perflint.reporters.told import told
from perflint.reporters.xlsx.columns import (
    FIXED,
    KEPT,
    LINK_COLUMN,
    MISTAKEN,
    NUMBER,
    OPINIONS,
    STATUS,
    STATUSES,
    SUMMARY,
    TOLD,
    Column,
    Row,
    columns_for,
)
from perflint.reporters.xlsx.identity import identity
from perflint.reporters.xlsx.sheet import CENTRED, CHOICE, FILL_IN, HEAD, LINK, TEXT, Head, book, pieces, table

_HINT = (
    "填写方法：在“处理状态”栏用下拉框选择，选“不修改（附理由）”的，在“单位答复”栏写明理由；复核人员填“复核意见”栏。"
    "其余各栏请不要改动，也不要增删行；可以筛选、排序、调整列宽。填好后原样交回（.xlsx）。"
    "“链接”栏打开原文件，本表与原文件放在同一文件夹时才能打开。"
)
_TOLD = (Head("类别", 20), Head("对象", 34), Head("内容", 100))
_ANSWERED = {FIXED: "C6EFCE", KEPT: "FFE699", MISTAKEN: "D9D9D9"}
_LONGEST_TITLE = 60
_UNSAFE = re.compile(r'[\x00-\x20%#?<>"|*:\\^`{}\ud800-\udfff\ufffe\uffff]')
_ARCHIVED = re.compile(r"\.zip/", re.IGNORECASE)


def render(reports: Iterable[Report], **_options: object) -> bytes:
    """One workbook for all reports: 审核意见, 汇总, 读取情况. The same reports give the same bytes."""
    reports = tuple(reports)
    names = short(dict.fromkeys(file for report in reports for file in report.submission.files))
    rows = [Row(number, *found, names) for number, found in enumerate(_findings(reports), 1)]
    made = book()
    _opinions(made, reports, rows)
    _summary(made, reports, names)
    lines = [row for report in reports for row in told(report, names)]
    table(made, TOLD, ("读取情况", "读了什么、没读什么、豁免了什么，以及需要人工判断的事项。"), _TOLD, lines)
    identity(made, reports, rows)
    made.properties.creator = f"perflint {reports[0].version}" if reports else "perflint"
    made.properties.title = OPINIONS
    stream = BytesIO()
    made.save(stream)
    return packed(stream.getvalue())


def _findings(reports: tuple[Report, ...]) -> Iterator[tuple[int, Finding]]:
    """Each finding with the number of its submission: by project, the most severe first."""
    for number, report in enumerate(reports, 1):
        for group in groups_of(report):
            for finding in sorted(group.found, key=lambda one: one.severity.rank):
                yield number, finding


def _title(reports: tuple[Report, ...]) -> str:
    """Whose forms these are."""
    if len(reports) != 1:
        return f"项目支出绩效目标审核意见（{len(reports)} 份材料）"
    submission = reports[0].submission
    name = " ".join(submission.department.text.split()) if submission.department else ""
    name = name if len(name) <= _LONGEST_TITLE else f"{name[:_LONGEST_TITLE]}…"
    return f"{name}{f'{submission.year}年度' if submission.year else ''}项目支出绩效目标审核意见"


def _opinions(made: Workbook, reports: tuple[Report, ...], rows: list[Row]) -> None:
    """The findings, each with room for an answer."""
    columns = columns_for(reports)
    heads = [Head(one.title, one.width, _style(one), one.hidden, one.filled_in) for one in columns]
    top = _title(reports), _HINT if rows else "没有发现问题；是否都已查到，见“读取情况”。"
    sheets = table(made, OPINIONS, top, heads, [[one.value(row) for one in columns] for row in rows])
    titles = [one.title for one in columns]
    for sheet, some in zip(sheets, pieces(rows), strict=True):
        _offer(sheet, get_column_letter(titles.index(STATUS) + 1))
        for line, row in enumerate(some, HEAD + 1):
            _link(sheet.cell(line, titles.index(LINK_COLUMN) + 1), row.finding.place, row.names)


def _style(column: Column) -> str:
    """The style of a column's cells."""
    if column.title == STATUS:
        return CHOICE
    return FILL_IN if column.filled_in else CENTRED if column.centred else TEXT


def _offer(sheet: Worksheet, letter: str) -> None:
    """The drop-down of 处理状态, and its colours; the words say the same."""
    cells = f"{letter}{HEAD + 1}:{letter}{max(HEAD + 1, sheet.max_row)}"
    choice = DataValidation(type="list", formula1=f'"{",".join(STATUSES)}"', allow_blank=True, showErrorMessage=True)
    choice.errorTitle, choice.error = "处理状态", f"请从下拉框中选：{'、'.join(STATUSES)}"
    sheet.add_data_validation(choice)
    choice.add(cells)
    for shown, kept in STATUSES.items():
        colour = _ANSWERED[kept]
        fill = PatternFill("solid", start_color=colour, end_color=colour)
        sheet.conditional_formatting.add(cells, FormulaRule([f'${letter}{HEAD + 1}="{shown}"'], fill=fill))  # type: ignore[no-untyped-call]


def _link(cell: Cell | MergedCell, place: Place, names: Mapping[str, str]) -> None:
    """A link to the file of a place, in a workbook to its cell; a file in an archive has none to open."""
    path = names.get(place.file, place.file).replace("\\", "/")
    outside = path.startswith("/") or ".." in path.split("/") or path[1:2] == ":"
    path = path.rsplit("/", 1)[-1] if outside else path
    if not path or _ARCHIVED.search(place.file.replace("\\", "/")):
        cell.value = None
        return
    target = _UNSAFE.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode(errors="replace")), path)
    title = (place.sheet or "").replace("'", "''")
    address = str(Place(sheet="", row=place.row, column=place.column)).lstrip("!") if place.sheet else ""
    inside = f"'{title}'!{address}" if address and title.isprintable() else None
    cell.style = LINK
    cell.hyperlink = Hyperlink(ref=cell.coordinate, target=target, location=inside)


def _summary(made: Workbook, reports: tuple[Report, ...], names: Mapping[str, str]) -> None:
    """How many findings of each severity each project has, and what the gate says of it."""
    severities = [Head(severity.label, 11, CENTRED) for severity in Severity]
    gate = [Head("结论", 12, CENTRED), Head("理由", 50)] if any(report.verdicts for report in reports) else []
    files = [Head("材料", 30)] if len(reports) > 1 else []
    heads = [Head(NUMBER, 6, CENTRED), *files, Head("项目名称", 50), *severities, Head("合计", 9, CENTRED), *gate]
    rows: list[list[str | int]] = []
    for report in reports:
        for title, *cells in _counted(report, bool(gate)):
            named = ["、".join(names[file] for file in report.submission.files)] if files else []
            rows.append([len(rows) + 1, *named, title, *cells])
    found = [finding for report in reports for finding in report.findings]
    total: list[str | int] = [*(["", "合计"] if files else ["合计"]), *numbers(found), len(found)]
    rows.append(["", *total, *([""] * len(gate))])
    last = table(made, SUMMARY, ("按项目汇总", counts(found) or "没有发现问题"), heads, rows)[-1]
    last.auto_filter.ref = f"A{HEAD}:{get_column_letter(len(heads))}{max(HEAD, last.max_row - 1)}"  # not the total


def _counted(report: Report, gate: bool) -> Iterator[list[str | int]]:
    """A line for each project, that on the whole with the gate's word on the submission."""
    groups = groups_of(report)
    whole = next((one for one in report.verdicts if not one.project), None)
    if whole and not any(group.title == WHOLE for group in groups):
        groups.insert(0, Group(WHOLE))
    for group in groups:
        verdict = whole if group.title == WHOLE else group.verdict
        words = [verdict.outcome, verdict.why] if verdict else ["", ""]
        yield [group.title, *numbers(group.found), len(group.found), *(words if gate else [])]
