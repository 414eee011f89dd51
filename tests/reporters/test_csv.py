"""CSV: the columns a reviewer fills in, Chinese that Excel opens, and no cell that it would run."""

from __future__ import annotations

import csv
import io

import pytest

from perflint.model.finding import Report, Severity
from perflint.reporters import render
from tests.reporters.conftest import finding, report
from tests.reporters.whole import whole


def rows(*reports: Report) -> list[dict[str, str]]:
    """The rows by their heads."""
    return list(csv.DictReader(io.StringIO(render(reports, "csv").decode("utf-8-sig"), newline="")))


def test_excel_knows_the_encoding() -> None:
    """A byte order mark, CRLF, every cell quoted."""
    made = render([whole()], "csv")
    assert made.startswith('\ufeff"序号","类别"'.encode())
    assert made.endswith(b'""\r\n')


def test_a_row_a_finding() -> None:
    """Where, what, why, what to write, what to ask, on what it rests; three columns to fill in."""
    row = rows(whole())[1]
    assert row == {
        "序号": "2",
        "类别": "问题",
        "材料": "材料.txt",
        "部门": "某局",
        "年度": "2026",
        "项目名称": "甲项目",
        "问题对象": "年度 / 产出指标 / 数量指标 / 培训人次",
        "位置": "第103行 表2 第3行第1列",
        "级别": "必须修改",
        "规则": "VAL02",
        "问题": "VAL02的问题",
        "原值": "20人次",
        "审核意见": "培训人次偏低",
        "修改建议": "改成三百人次",
        "审核提示": "向单位要名册",
        "文件依据": "财预〔2015〕88号第九条（条款待核）；预算法第三十二条",
        "与上次相比": "新增",
        "处理状态": "",
        "单位答复": "",
        "复核意见": "",
        "指纹": "'0000000000000003",
    }


def test_what_else_there_is_comes_after() -> None:
    """In rows of another kind, without a number; those about a project are found under it."""
    others = [row for row in rows(whole()) if row["类别"] != "问题"]
    assert not any(row["序号"] for row in others)
    assert next(row["审核意见"] for row in others if row["类别"] == "未能读取") == "文件坏了（重新导出）"
    assert [row["类别"] for row in others if row["项目名称"] == "甲项目"] == ["审核结论", "上次的问题已改"]


def test_numbers_run_on_over_submissions(sample: Report) -> None:
    """So that one can speak of a row of the table."""
    numbered = [row["序号"] for row in rows(sample, whole()) if row["类别"] == "问题"]
    assert numbered == [str(number) for number in range(1, 11)]


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-5", "@x", "\t=1", "＝1", "－1", "＋1", "＠x", "'=1", "20260210144919", "0201", "3/4", "123e45"],
)
def test_no_cell_begins_a_formula_or_turns_into_a_number(text: str) -> None:
    """A single quotation mark stands before it; taken off, the text is what it was."""
    (row,) = (one for one in rows(report(finding("VAL01", Severity.ERROR, "甲", 1, quote=text))) if one["序号"])
    assert row["原值"] == f"'{text}"


@pytest.mark.parametrize("text", ["90", "≥90%", "80,000.00", "2026年2月10日", "a=b"])
def test_other_cells_are_left_alone(text: str) -> None:
    """Numbers that stay what they are, and texts."""
    (row,) = (one for one in rows(report(finding("VAL01", Severity.ERROR, "甲", 1, quote=text))) if one["序号"])
    assert row["原值"] == text


def test_a_cell_that_excel_cannot_hold_is_cut_and_says_so() -> None:
    """32,767 characters are the most; the rest would spill into other rows."""
    (row,) = (
        one for one in rows(report(finding("VAL01", Severity.ERROR, "甲", 1, quote="长" * 40_000))) if one["序号"]
    )
    assert row["原值"].endswith("长…（共 40000 字，此处截断）")
    assert len(row["原值"]) < 32_767
