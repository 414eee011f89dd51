"""Workbooks: what the cells show, where they are, what is hidden; and what is refused before it costs anything."""

from __future__ import annotations

import time
from collections.abc import Mapping
from io import BytesIO

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation

from perflint.errors import ReadError
from perflint.model.document import Document, Paragraph
from perflint.readers import read
from tests.readers.office import book, relations, styled

MANY = "<mergeCells>" + '<mergeCell ref="A1:A2"/>' * 20_001 + "</mergeCells>"


def rows(data: bytes | Document) -> list[list[list[str]]]:
    """The texts of each grid."""
    document = data if isinstance(data, Document) else read(data, "表.xlsx")
    return [[[cell.text for cell in row] for row in grid.rows] for grid in document.grids]


def data(*cells: str, after: str = "", before: str = "") -> str:
    """A sheet of one row, or of rows given whole."""
    inner = "".join(cells)
    return f"{before}<sheetData>{inner if inner.startswith('<row') else f'<row>{inner}</row>'}</sheetData>{after}"


def saved(workbook: Workbook) -> bytes:
    """The bytes of a workbook of openpyxl's."""
    stream = BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def test_places_are_those_of_the_sheet() -> None:
    """Blank rows and columns before the table are cut; a finding still says where in the sheet."""
    workbook = Workbook()
    sheet = workbook.create_sheet("绩效目标表")
    sheet["C5"], sheet["D6"] = "项目名称", 12
    (grid,) = read(saved(workbook), "表.xlsx").grids
    assert [[cell.text for cell in row] for row in grid.rows] == [["项目名称", ""], ["", "12"]]
    assert [str(cell.place) for row in grid.rows for cell in row] == [
        f"绩效目标表!{one}" for one in ("C5", "D5", "C6", "D6")
    ]


def test_values_as_displayed() -> None:
    """Percentages, amounts, dates, booleans, errors, texts: each as the sheet shows it."""
    values = [
        '<c s="3"><v>1</v></c>', '<c s="1"><v>1234567.5</v></c>', '<c s="2"><v>46044</v></c>',
        '<c><v>0.30000000000000004</v></c>',
        '<c t="b"><v>1</v></c>', '<c t="e"><v>#REF!</v></c>', '<c t="d" s="2"><v>2026-01-22</v></c>',
        '<c s="99"><v>5</v></c>',
    ]  # fmt: skip
    made = rows(
        book(
            {"表": data(*values)},
            styles=styled("General", "#,##0.00", "yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;", "0%"),
        )
    )
    assert made == [[["100%", "1,234,567.50", "2026年1月22日", "0.3", "TRUE", "#REF!", "2026年1月22日", "5"]]]


def test_days_count_from_1904_where_the_workbook_says_so() -> None:
    """As workbooks from old Macs do."""
    made = book(
        {"表": data('<c s="0"><v>44582</v></c>')}, styles=styled("yyyy-mm-dd"), properties='<workbookPr date1904="1"/>'
    )
    assert rows(made) == [[["2026-01-22"]]]


def test_texts_however_they_are_stored() -> None:
    """Shared or in place, in one run or several; readings above characters are not text, escapes are undone."""
    strings = (
        "<si><t>共享</t></si><si><r><rPr><sz val='bad'/></rPr><t>富</t></r><r><t>文本</t></r></si>"
        "<si><t>效</t><rPh sb='0' eb='1'><t>xiao</t></rPh></si><si><t>一_x000D_\n二</t></si>"
    )
    shared = "".join(f'<c t="s"><v>{one}</v></c>' for one in range(4))
    inline = '<c t="inlineStr"><is><r><t>就</t></r><r><t>地</t></r><rPh sb="0" eb="1"><t>jiu</t></rPh></is></c>'
    made = rows(book({"表": data(shared, inline, '<c t="str"><f>A1</f><v>公式</v></c>')}, strings=strings))
    assert made == [[["共享", "富文本", "效", "一\n二", "就地", "公式"]]]


def test_formulas_without_a_result() -> None:
    """Shown as such and said; an empty text is a result; what only looks like a formula is text."""
    cells = (
        "<c><f>SUM(B1:B3)</f></c>", '<c t="str"><f>""</f><v></v></c>', "<c><f>10个</f><v/></c>", "<c><f>100%</f></c>",
        "<c><f>1+2</f></c>", '<c><f t="shared" si="0"/><v>7</v></c>',
    )  # fmt: skip
    made = read(book({"表": data(*cells)}), "表.xlsx")
    assert rows(made) == [[["公式未计算", "", "=10个", "=100%", "公式未计算", "7"]]]
    assert made.remarks == ("表!A1、表!E1的公式没有计算结果，请用 Excel 或 WPS 打开后保存",)


def test_hidden_parts_are_read_and_said() -> None:
    """Sheets hidden or hidden deeper, rows, columns; empty ones are not worth a word."""
    hidden = "".join(f'<row r="{row}" hidden="1"><c r="C{row}"><v>{row}</v></c></row>' for row in (5, 6, 8))
    sheet = data(hidden, before='<cols><col min="3" max="4" hidden="1"/></cols>')
    states = {"乙": "hidden", "丙": "veryHidden", "空": "hidden"}
    made = read(
        book(
            {"甲": sheet, "乙": data("<c><v>1</v></c>"), "丙": data("<c><v>2</v></c>"), "空": data("")}, states=states
        ),
        "表.xlsx",
    )
    assert rows(made) == [[["5"], ["6"], [""], ["8"]], [["1"]], [["2"]]]
    assert made.remarks == (
        "工作表“甲”第5–6、8行是隐藏的，已一并读取",
        "工作表“甲”C列是隐藏的，已一并读取",
        "工作表“乙”是隐藏的，已一并读取",
        "工作表“丙”是隐藏的，已一并读取",
    )


def test_merged_cells() -> None:
    """One cell in all its slots, cut at the content where nothing else reaches as far; text under it is not shown."""
    ranges = ("A1:C1", "B2:B3", "A4:XFD9", "?")
    merges = "<mergeCells>" + "".join(f'<mergeCell ref="{one}"/>' for one in ranges) + "</mergeCells>"
    cells = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>9</v></c></row><row r="2"><c r="B2"><v>2</v></c></row>'
    (grid,) = read(book({"表": data(cells, after=merges)}), "表.xlsx").grids
    assert [[cell.text for cell in row] for row in grid.rows] == [["1", "1", "1"], ["", "2", ""], ["", "2", ""]]


def test_formatting_far_away_is_nothing() -> None:
    """A million formatted rows, and a formatted last column, cost next to nothing and are not read."""
    blank = "".join(f'<row r="{row}" s="1" customFormat="1"><c r="XFD{row}" s="1"/></row>' for row in range(2, 400_000))
    sheet = data('<row r="1"><c r="A1"><v>1</v></c></row>', blank)
    started = time.process_time()
    assert rows(book({"表": sheet})) == [[["1"]]]
    assert time.process_time() - started < 10


@pytest.mark.parametrize(
    ("sheet", "reason"),
    [
        (data('<row r="1048576"><c r="A1048576"><v>1</v></c></row>'), "第 1048576 行"),
        (data('<row r="1"><c r="XFD1"><v>1</v></c></row>'), "第 16384 列"),
        (data("<c><v>1</v></c>", after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'), "合并单元格"),
        (data("<c><v>1</v></c>", after=MANY), "合并单元格"),
        (data('<c t="s"><v>7</v></c>'), "损坏"),
        (data("<c><v>一</v></c>"), "损坏"),
        ("<sheetData>", "损坏"),
    ],
    ids=["rows", "columns", "merged area", "merged cells", "no such string", "no number", "markup"],
)  # fmt: skip
def test_beyond_measure_is_refused(sheet: str, reason: str) -> None:
    """Before openpyxl sees it, with the sheet and the reason."""
    with pytest.raises(ReadError) as caught:
        read(book({"表": sheet}), "表.xlsx")
    assert reason in caught.value.reason


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"]
)
def test_entities_are_refused(part: str) -> None:
    """In any part that is read."""
    bomb = '<!DOCTYPE s [<!ENTITY a SYSTEM "file:///etc/passwd">]><s>&a;</s>'
    with pytest.raises(ReadError, match="DOCTYPE"):
        read(book({"表": data("<c><v>1</v></c>")}, more={part: bomb}), "表.xlsx")


def test_what_trips_openpyxl_is_read() -> None:
    """Styles it refuses, comments, lists to choose from, titles it would not write."""
    styles = "<fonts><font/></fonts><fills><fill/></fills><cellXfs><xf numFmtId='9' fillId='7'/></cellXfs>"
    sheet = data(
        '<c s="0"><v>0.5</v></c>', before='<sheetViews><sheetView><pane state="odd"/></sheetView></sheetViews>'
    )
    assert rows(book({"项目/表?": sheet}, styles=styles)) == [[["50%"]]]
    workbook = Workbook()
    written = workbook.create_sheet()
    written["A1"] = "甲"
    written["A1"].comment = Comment("批注", "某")
    written.add_data_validation(DataValidation(type="list", formula1='"是,否"', sqref="A1"))
    workbook.create_chartsheet("图")
    assert rows(saved(workbook)) == [[["甲"]]]


def test_strict_and_prefixed_namespaces() -> None:
    """The ISO variant, and producers that write a prefix before every name."""
    plain = book({"表": data("<c><v>1</v></c>")})
    assert rows(plain) == [[["1"]]]
    prefixed = '<x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:sheetData><x:row><x:c><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    assert rows(book({"表": data("")}, more={"xl/worksheets/sheet1.xml": prefixed})) == [[["1"]]]


def test_text_boxes_on_a_sheet_are_paragraphs() -> None:
    """After the sheet's grid, and said."""
    a = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    drawing = f"<d {a}><txBody><a:p><a:r><a:t>填报</a:t></a:r><a:r><a:t>说明</a:t></a:r></a:p></txBody></d>"
    more: Mapping[str, str] = {
        "xl/worksheets/_rels/sheet1.xml.rels": relations({"drawing": "../drawings/drawing1.xml"}),
        "xl/drawings/drawing1.xml": drawing,
    }
    made = read(book({"表": data("<c><v>1</v></c>", after='<drawing r:id="drawing"/>')}, more=more), "表.xlsx")
    assert [block.text for block in made.blocks if isinstance(block, Paragraph)] == ["填报说明"]
    assert made.remarks == ("工作表“表”上的文本框已作为段落读取",)


def test_a_missing_sheet_is_not_passed_over() -> None:
    """A sheet that the workbook lists and the package lacks was lost on the way."""
    with pytest.raises(ReadError, match="损坏"):
        read(
            book({"表": data("")}, more={"xl/_rels/workbook.xml.rels": relations({"worksheet1": "gone.xml"})}),
            "表.xlsx",
        )
