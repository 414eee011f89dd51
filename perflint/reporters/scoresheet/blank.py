"""The form that is used where a bureau brings none of its own: A4, 宋体 and 黑体, a placeholder in every box.

It is made of the ruleset's points, so a province with nine points has a form of nine.
"""

from __future__ import annotations

from collections.abc import Sequence

from docx import Document
from docx.document import Document as Word
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Cm, Length, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from perflint.model.finding import PointScore, ScoreSheet
from perflint.reporters.scoresheet import boxes, said

SONG, HEI, LATIN = "宋体", "黑体", "Times New Roman"
_WIDTHS = {"scores": (2.1, 3.9, 1.25, 1.5, 7.0, 1.45), "grades": (2.1, 4.1, 2.1, 4.6, 4.4)}
"""The columns in cm, about 17.2 together; both styles have the block first and the point second."""
_COLUMNS = {
    "scores": (
        (0, 0, "审核内容"), (1, 1, "审核要点"), (2, 2, "分值"), (3, 3, "建议\n得分"), (4, 4, "机审依据（扣分问题）"),
        (5, 5, "审核\n得分"),
    ),
    "grades": ((0, 0, "审核内容"), (1, 1, "审核要点"), (2, 3, "机审依据（扣分问题）"), (4, 4, "审核意见")),
}  # fmt: skip
"""The head of each column: the first and the last of the grid that it covers."""
_BODY, _SMALL, _TITLE, _LEAST = Pt(10.5), Pt(9), Pt(18), Cm(0.7)
_SIGNED = ("审核人员（签字）：", "审核单位（盖章）：")
_CENTRE, _LEFT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT


def blank(sheet: ScoreSheet) -> Word:
    """The empty form for a sheet of these points and this style."""
    word = paper()
    title = word.add_paragraph()
    put(title, "{{审核表}}", _TITLE, HEI, _CENTRE)
    title.paragraph_format.space_after = Pt(8)
    table = grid(word, _WIDTHS[sheet.style])
    last = len(_WIDTHS[sheet.style]) - 1
    _head(table, last)
    _points(table, sheet)
    _end(table, last)
    notes = word.add_paragraph()
    put(notes, "{{说明}}", _SMALL)
    notes.paragraph_format.space_before = Pt(4)
    return word


def paper() -> Word:
    """An empty A4 document whose Chinese and Latin types are set."""
    word = Document()
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(1.9)
    section.top_margin = section.bottom_margin = Cm(1.8)
    word.core_properties.author = word.core_properties.comments = "perflint"
    word.core_properties.title = "项目支出绩效目标审核表"
    style = word.styles["Normal"]
    style.font.name, style.font.size = LATIN, _BODY
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), SONG)
    style.paragraph_format.space_after = Pt(0)
    return word


def grid(word: Word, widths: Sequence[float]) -> Table:
    """A ruled table without rows, its columns in cm."""
    table: Table = word.add_table(rows=0, cols=len(widths), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    return table


def row(table: Table, *texts: tuple[int, int, str], small: bool = False, bold: bool = False) -> list[_Cell]:
    """A row of cells, each (first column, last column, text); a text beginning with ``<`` stands to the left."""
    line: _Row = table.add_row()  # type: ignore[no-untyped-call] # python-docx left it without a type
    line.height, line.height_rule = _LEAST, WD_ROW_HEIGHT_RULE.AT_LEAST
    cells = line.cells
    made = []
    for first, last, text in texts:
        cell = cells[first] if first == last else cells[first].merge(cells[last])
        cell.width = Length(sum(table.columns[index].width or 0 for index in range(first, last + 1)))
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        left = text.startswith("<")
        put(cell.paragraphs[0], text.removeprefix("<"), _SMALL if small else _BODY, HEI if bold else SONG,
             _LEFT if left else _CENTRE)  # fmt: skip
        made.append(cell)
    return made


def kept(table: Table, *, heads: int) -> None:
    """Let the first rows stand again on every page."""
    for one in table.rows[:heads]:
        one._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _head(table: Table, last: int) -> None:
    """The project, who it belongs to, and its money."""
    end = last - 2
    row(table, (0, 0, "项目名称"), (1, last, "<{{项目名称}}"))
    for one, other in (("主管部门", "实施单位"), ("预算年度", "资金总额")):
        row(table, (0, 0, one), (1, 1, f"<{{{{{one}}}}}"), (2, end, other), (end + 1, last, f"<{{{{{other}}}}}"))
    row(table, (0, 0, "资金来源"), (1, last, "<{{资金来源}}"))


def _points(table: Table, sheet: ScoreSheet) -> None:
    """The heads of the columns, and a row a point; a block's name stands once, beside all its points."""
    row(table, *_COLUMNS[sheet.style], bold=True)
    for name, points in said.blocks(sheet):
        rows = [_point(table, point, sheet.style == "scores") for point in points]
        block = rows[0][0].merge(rows[-1][0])
        put(block.paragraphs[0], name, _BODY, HEI, _CENTRE)


def _point(table: Table, point: PointScore, scores: bool) -> list[_Cell]:
    """The row of a point."""

    def box(name: str) -> str:
        return f"{{{{{point.code}.{name}}}}}"

    if scores:
        cells = row(table, (0, 0, ""), (1, 1, "<"), (2, 2, box("分值")), (3, 3, box("得分")), (4, 4, "<"), (5, 5, ""))
        found = cells[4]
    else:
        cells = row(table, (0, 0, ""), (1, 1, "<"), (2, 3, "<"), (4, 4, box("等级")))
        found = cells[2]
    put(cells[1].paragraphs[0], box("要点"), _BODY, HEI, _LEFT)
    put(cells[1].add_paragraph(), box("内容"), _SMALL)
    put(found.paragraphs[0], box("问题"), _SMALL)
    return cells


def _end(table: Table, last: int) -> None:
    """The sum, the grade, what follows, the opinion, and where people sign."""
    # The sum that a person arrives at has a cell of its own, under the scores that the person gives.
    row(table, (0, 0, boxes.SUMMARY), (1, last - 1, f"<{{{{{boxes.SUMMARY}}}}}"), (last, last, ""))
    (_, cell) = row(table, (0, 0, "综合评定等级"), (1, last, f"<{{{{{boxes.TICKS}}}}}"))
    put(cell.add_paragraph(), f"{{{{{boxes.GRADE}}}}}", _BODY)
    row(table, (0, 0, boxes.RESULT), (1, last, f"<{{{{{boxes.RESULT}}}}}"))
    (_, cell) = row(table, (0, 0, boxes.OPINION), (1, last, f"<{{{{{boxes.OPINION}}}}}"))
    for _ in range(3):
        put(cell.add_paragraph(), "", _BODY)
    for name in _SIGNED:
        signed = cell.add_paragraph()
        put(signed, f"{name}{'　' * 8}　　　　年　　月　　日", _BODY)
        signed.paragraph_format.space_before = Pt(6)


def put(paragraph: Paragraph, text: str, size: Length, font: str = SONG, align: WD_ALIGN_PARAGRAPH = _LEFT) -> None:
    """A text in this size and type. The mark of the paragraph bears it too, for lines that are written later."""
    paragraph.alignment = align
    run = paragraph.add_run(text)
    run.font.size, run.font.name = size, LATIN
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
