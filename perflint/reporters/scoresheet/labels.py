"""A Word form without placeholders, filled by what is printed in it: ``项目名称 |  ``, a point's row, ``优□ 良□``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from docx.oxml.ns import qn

from perflint.model.finding import PointScore, ScoreSheet
from perflint.reporters.scoresheet import said
from perflint.reporters.scoresheet.boxes import OPINION, SUMMARY, point_boxes
from perflint.reporters.scoresheet.fill import Element, write
from perflint.text import bare_label, is_blank, normal

_P, _TC, _TR, _T = (qn(f"w:{name}") for name in ("p", "tc", "tr", "t"))
_SPAN = f"{qn('w:tcPr')}/{qn('w:gridSpan')}"
_TICKS = re.compile(r"[□☐]")
_COLUMNS = {
    "得分": ("得分", "建议得分", "审核得分", "评分", "打分"),
    "问题": ("存在问题", "问题", "审核意见", "扣分原因", "扣分依据", "扣分说明", "机审依据", "审核依据", "说明"),
}
"""The heads of columns that hold a point's score, and what was found."""
_HEADS = {
    "项目名称": ("项目名称",), "主管部门": ("主管部门", "主管部门及代码", "部门名称"),
    "实施单位": ("实施单位", "项目单位", "项目实施单位"), "预算年度": ("预算年度", "年度", "申报年度"),
    "资金总额": ("资金总额", "项目资金", "预算金额", "申报金额", "年度资金总额"),
    SUMMARY: ("合计", "总分"), OPINION: ("总体意见", "综合意见", "审核意见"),
}  # fmt: skip
_NAMES = {label: name for name, labels in _HEADS.items() for label in labels}
_OVERALL = ("综合评定等级", "综合评定", "评定等级")


def fill_labels(element: Element, sheet: ScoreSheet, boxes: Mapping[str, Sequence[str]]) -> int:
    """Fill the blank cells that the printed labels speak of; how many. What is written already stays."""
    count = 0
    columns: dict[int, str] = {}
    for row in list(element.iter(_TR)):
        cells = list(_cells(row))
        columns = _columns(cells) or columns
        text = normal("".join(_said(cell) for _, cell in cells))
        point = next((one for one in sheet.points if normal(one.title) in text), None)
        if point is not None:
            count += _point(cells, columns, sheet, point)
        elif any(name in text for name in _OVERALL):
            count += _tick(cells, sheet.band.name if sheet.band else "")
        else:
            count += _pairs(cells, boxes)
    return count


def _cells(row: Element) -> Iterator[tuple[int, Element]]:
    """The cells of a row with the column of the grid in which each begins."""
    column = 0
    for cell in row.iterchildren(_TC):
        yield column, cell
        span = cell.find(_SPAN)
        column += int(span.get(qn("w:val"), "1")) if span is not None else 1


def _said(cell: Element) -> str:
    """What stands in a cell."""
    return "".join(one.text or "" for one in cell.iter(_T))


def _columns(cells: Sequence[tuple[int, Element]]) -> dict[int, str]:
    """The columns that a row of heads names; none where the row is not one."""
    heads = [(column, bare_label(_said(cell))) for column, cell in cells]
    named = {column: name for column, head in heads for name, words in _COLUMNS.items() if head in words}
    return named if len(cells) > 2 and not any(is_blank(_said(cell)) for _, cell in cells) else {}


def _point(
    cells: Sequence[tuple[int, Element]], columns: Mapping[int, str], sheet: ScoreSheet, point: PointScore
) -> int:
    """Fill the row of a point."""
    told, count = point_boxes(sheet, point), _tick(cells, point.grade)
    for column, cell in cells:
        if (name := columns.get(column)) and is_blank(_said(cell)):
            _write(cell, told[name])
            count += 1
    return count


def _tick(cells: Sequence[tuple[int, Element]], name: str) -> int:
    """Tick the box of a grade in its row."""
    count = 0
    for _, cell in cells:
        for one in cell.iter(_P):
            text = _said(one)
            if name and name in text and _TICKS.search(text):
                write(one, re.sub(rf"({re.escape(name)}\s*)[□☐]", rf"\g<1>{said.ON}", text, count=1))
                count += 1
    return count


def _pairs(cells: Sequence[tuple[int, Element]], boxes: Mapping[str, Sequence[str]]) -> int:
    """Fill each blank cell that stands after a label."""
    count = 0
    for (_, before), (_, cell) in pairwise(cells):
        name = _NAMES.get(bare_label(_said(before)))
        if name and is_blank(_said(cell)):
            _write(cell, boxes[name])
            count += 1
    return count


def _write(cell: Element, lines: Sequence[str]) -> None:
    """The lines into the first paragraph of a cell."""
    write(next(cell.iter(_P)), "\n".join(lines))
