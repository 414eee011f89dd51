"""The findings workbook: every finding a row, room for answers, nothing in it that runs, the same bytes each time."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
from msgspec.structs import replace
from openpyxl.worksheet.worksheet import Worksheet

from perflint.model.base import Place
from perflint.model.document import Document
from perflint.model.finding import Report, Severity, Verdict, Waived
from perflint.model.submission import Submission
from perflint.reporters import render
from perflint.reporters.xlsx.columns import OPINIONS, SUMMARY, TOLD
from perflint.reporters.xlsx.sheet import MOST_UNITS, fitted
from tests.reporters.conftest import finding, form, report
from tests.reporters.hostile import LONGEST, hostile_report

HEAD = [
    "序号", "项目名称", "位置", "链接", "栏目或指标", "级别", "规则", "原值", "审核意见", "修改建议", "文件依据",
    "处理状态", "单位答复", "复核意见", "材料号", "指纹",
]  # fmt: skip


def sheet(reports: tuple[Report, ...], name: str = OPINIONS) -> Worksheet:
    """A sheet of the workbook on these reports, as openpyxl reads it."""
    made = openpyxl.load_workbook(BytesIO(render(reports, "xlsx")))[name]
    assert isinstance(made, Worksheet)
    return made


def rows(reports: tuple[Report, ...], name: str = OPINIONS) -> list[list[object]]:
    """The head of a sheet and what stands below it."""
    return [[cell.value for cell in row] for row in sheet(reports, name).iter_rows(min_row=3)]


def test_each_finding_is_a_row(sample: Report) -> None:
    """Numbered by project, the most severe first, as in the text; its parts in their columns."""
    head, *found = rows((sample,))
    assert head == HEAD
    assert [row[0] for row in found] == [1, 2, 3, 4, 5]
    assert [row[6] for row in found] == [
        f"{code}的问题（{code}）" for code in ("NAM02", "VAL01", "VAL10", "VAL02", "FRM04")
    ]
    assert [row[5] for row in found] == ["必须修改", "必须修改", "请核实", "必须修改", "应当修改"]
    assert found[1][1:5] == ["甲项目", "第104行 表2 第4行第1列", "打开", "产出指标 / 数量指标 / 指标4（年度）"]
    assert found[1][7:11] == [
        "原文4", "第4处写错了", "改第4处", "财预〔2015〕88号第九条（条款待核）\n预算法第三十二条",
    ]  # fmt: skip
    assert [row[15] for row in found] == [f"{number:016d}" for number in (1, 4, 3, 13, 12)]
    places = (f"第{100 + row}行 表2 第{row}行第1列（空白）" for row in range(20, 28))
    assert found[4][8] == f"第12处写错了\n相关：{'；'.join(places)}"


def test_columns_stand_where_they_say_something(sample: Report) -> None:
    """审核提示 and 状态 come when a finding has one, 文件 when there are several."""
    told = replace(sample, findings=(finding("VAL01", Severity.ERROR, "甲项目", 4, ask="问一问", state="新增"),))
    other = replace(sample.submission, documents=(Document(name="另一份.txt", digest="", blocks=()),))
    head, *found = rows((told, replace(sample, submission=other)))
    assert [title for title in head if title not in HEAD] == ["文件", "审核提示", "状态"]
    assert found[0][head.index("审核提示")] == "问一问"
    assert found[0][head.index("状态")] == "新增"
    assert [row[head.index("材料号")] for row in found] == [1] + [2] * 5


def test_answers_are_chosen_and_written(sample: Report) -> None:
    """A drop-down of the three statuses over all rows, colours besides; replies are text, whatever is typed."""
    made = sheet((sample,))
    (choice,) = made.data_validations.dataValidation
    assert str(choice.sqref) == "L4:L8"
    assert choice.formula1 == '"已修改,不修改（附理由）,误报"'
    assert made["M4"].number_format == made["N4"].number_format == "@"
    assert made.column_dimensions["O"].hidden
    assert made.column_dimensions["P"].hidden
    assert made.auto_filter.ref == "A3:P8"


def test_it_prints_on_pages_across(sample: Report) -> None:
    """A4 landscape, as wide as the page, the head on each; rows grow with what is written into them."""
    made = sheet((sample,))
    assert (made.page_setup.orientation, made.page_setup.paperSize) == ("landscape", 9)
    assert made.sheet_properties.pageSetUpPr is not None
    assert made.sheet_properties.pageSetUpPr.fitToPage
    assert made.print_title_rows == "$3:$3"
    assert made.freeze_panes == "A4"
    assert [made.cell(4, 6).fill.start_color.rgb, made.cell(8, 6).fill.start_color.rgb] == ["00FFC7CE", "00FFEB9C"]
    with ZipFile(BytesIO(render((sample,), "xlsx"))) as package:
        part = package.read("xl/worksheets/sheet1.xml")
    assert b'<row r="4" ht="' in part
    assert b'customHeight="1"' not in part.split(b'<row r="4"')[1].split(b">")[0]


def test_the_summary_counts_what_the_rows_are(sample: Report) -> None:
    """Each project with its counts, the gate's word beside them, and the total."""
    gate = (
        Verdict(project="", outcome="退回", why="有必须修改的"),
        Verdict(project="甲项目", outcome="修改后报", why="一处"),
    )
    head, *lines = rows((replace(sample, verdicts=gate),), SUMMARY)
    assert head == ["序号", "项目名称", "必须修改", "应当修改", "请核实", "合计", "结论", "理由"]
    assert lines == [
        [1, "全部材料（跨项目、跨表）", 1, 0, 0, 1, "退回", "有必须修改的"],
        [2, "甲项目", 1, 0, 1, 2, "修改后报", "一处"],
        [3, "乙 项目", 1, 1, 0, 2, None, None],
        [4, "丙项目", 0, 0, 0, 0, None, None],
        [None, "合计", 3, 1, 1, 5, None, None],
    ]


def test_what_is_no_finding_is_told(sample: Report, unread: Report) -> None:
    """What was not read, broke, was corrected or waived, and what is left to a person."""
    one = finding("VAL01", Severity.ERROR, "甲项目", 4)
    waived = Waived(finding=one, reason="上级批准", by="张三")
    full = replace(sample, fixed=(one,), waived=(waived,), waiver_notes=("豁免 X 没有用上",))
    told = rows((full, unread), TOLD)
    sorts = [row[0] for row in told]
    for sort in ("结果", "读取", "略去页眉页脚和水印", "上次的问题已改", "豁免", "豁免说明", "请审核人员判断"):
        assert sort in sorts
    assert ["未能读取", "坏.txt", "是空文件（重新导出）"] in told
    assert ["检查程序故障", "VAL01", "规则 VAL01 运行出错（请告诉维护人员，其余规则的结果有效）"] in told
    assert ["没有检查对象的规则", None, "TRE05"] in told
    assert ["豁免", "甲项目", "VAL01的问题（VAL01）：第4处写错了；豁免理由：上级批准（张三）"] in told


@pytest.mark.parametrize(
    ("file", "target"),
    [
        ("材料/表 1#.xlsx", "表%201%23.xlsx"),
        ("/home/某人/表.xlsx", "表.xlsx"),
        ("C:\\材料\\表.xlsx", "表.xlsx"),
        ("\\\\server\\share\\表.xlsx", "表.xlsx"),
        ("../表.xlsx", "表.xlsx"),
        ("javascript:alert(1)", "javascript%3Aalert(1)"),
        ("材料.zip/表.xlsx", None),
    ],
)
def test_a_link_leads_to_a_file_beside_the_workbook(file: str, target: str | None) -> None:
    """Nowhere else, and into an archive not at all; in a workbook it leads to the cell."""
    place = Place(file=file, table=1, row=17, column=7, sheet="张三's")
    read = Submission(documents=(Document(name=file, digest="", blocks=()),))
    made = sheet((report(finding("VAL01", Severity.ERROR, "甲", 1, place=place), submission=read),))
    link = made["D4"].hyperlink
    assert made["D4"].value == (target and "打开")
    assert made["C4"].value == "张三's!G17"
    assert (link.target if link else None) == target
    assert (link.location if link else "'张三''s'!G17") == "'张三''s'!G17"


def test_hostile_texts_are_text() -> None:
    """No formula in any sheet, no sign that XML cannot hold, no finding lost, nothing cut that is not said."""
    bad = hostile_report()
    data = render((bad, bad), "xlsx")
    made = openpyxl.load_workbook(BytesIO(data))
    kinds = {cell.data_type for page in made for row in page.iter_rows() for cell in row}
    assert kinds <= {"s", "n", "inlineStr"}
    assert made[OPINIONS].max_row == 3 + 2 * len(bad.findings)
    longest = [str(cell.value) for row in made[OPINIONS].iter_rows() for cell in row if len(str(cell.value)) > 15_000]
    assert longest
    assert all(LONGEST[0] not in text or text.endswith("后面的略去）") for text in longest)
    with ZipFile(BytesIO(data)) as package:
        for name in package.namelist():
            assert b"<f>" not in package.read(name)


@pytest.mark.parametrize("text", ["𠮷" * 20_000, "长" * 40_000, "_x0041_" * 6_000, "短"])
def test_a_text_fits_into_a_cell(text: str) -> None:
    """Counted as Excel counts; a cut is said with the full length."""
    kept = fitted(text)
    assert len(kept.encode("utf-16-le")) // 2 <= MOST_UNITS
    assert kept == text or f"全文 {len(text)} 字" in kept


def test_the_same_report_gives_the_same_bytes(sample: Report) -> None:
    """No clock, neither in the parts nor in the package."""
    data = render((sample,), "xlsx")
    assert data == render((sample,), "xlsx")
    with ZipFile(BytesIO(data)) as package:
        assert {member.date_time for member in package.infolist()} == {(2000, 1, 1, 0, 0, 0)}
        assert package.read("docProps/core.xml").count(b"2000-01-01T00:00:00Z") == 2


def test_a_report_without_findings_is_a_workbook_too() -> None:
    """Also none at all."""
    assert rows((report(forms=(form("甲", 1),)),))[0] == HEAD
    assert rows(()) == [HEAD]
