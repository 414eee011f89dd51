"""What was filled in comes back as it was written; what belongs to no finding, or says nothing clear, is named."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from openpyxl.worksheet.worksheet import Worksheet

from perflint.errors import ReadError
from perflint.model.finding import Report, Severity
from perflint.readers import read
from perflint.replies import Answers, answers, strangers, together
from perflint.reporters import render
from perflint.reporters.xlsx import sheet
from perflint.reporters.xlsx.columns import MARK, MESSAGE, OPINIONS, STATUS
from tests.filling import HEAD, Filling
from tests.reporters.conftest import finding, form, report
from tests.reporters.hostile import hostile_report


@pytest.fixture
def sample() -> Report:
    """Five findings, the second and the third of one project."""
    projects = ("", "甲项目", "甲项目", "乙项目", "乙项目")
    forms = form("甲项目", 2), form("乙项目", 11)
    rows = (1, 4, 5, 13, 14)
    found = (finding("VAL01", Severity.ERROR, name, row) for name, row in zip(projects, rows, strict=True))
    return report(*found, forms=forms)


def filled(*reports: Report) -> Filling:
    """The workbook on these reports, to be filled in."""
    return Filling(render(reports, "xlsx"))


def back(filling: Filling, name: str = "答复.xlsx") -> Answers:
    """What is read back of it."""
    return answers(read(filling.saved(), name))


def test_answers_come_back(sample: Report) -> None:
    """Statuses by their short names, texts as written, with the finding and the cell."""
    book = (
        filled(sample).answer(1, "已修改").answer(2, "不修改（附理由）", "财政核定\n不能改", "同意").answer(4, "误报")
    )
    read_back = back(book.answer(5, reply="正在核实"))
    assert read_back.troubles == ()
    assert [(one.fingerprint[-2:], one.status, one.reply, one.review, one.cell) for one in read_back.replies] == [
        ("01", "已修改", "", "", "审核意见!L4"),
        ("04", "不修改", "财政核定\n不能改", "同意", "审核意见!L5"),
        ("13", "误报", "", "", "审核意见!L7"),
        ("14", "", "正在核实", "", "审核意见!L8"),
    ]
    assert read_back.replies[1].files == ("材料.txt",)
    assert (read_back.replies[1].project, read_back.replies[1].rule) == ("甲项目", "VAL01的问题（VAL01）")
    said = read_back.workbook
    assert (said.file, said.ruleset, said.version, said.findings, said.missing) == ("答复.xlsx", "national", "0", 5, ())


@pytest.mark.parametrize(
    ("spelling", "status"),
    [("已修改 ", "已修改"), ("不修改", "不修改"), ("不修改(附理由)", "不修改"), ("误 报", "误报")],
)
def test_a_status_may_be_typed(sample: Report, spelling: str, status: str) -> None:
    """Blanks and half-width brackets do not matter."""
    assert [one.status for one in back(filled(sample).answer(1, spelling, "理由")).replies] == [status]


def test_sorting_columns_and_rows_is_allowed(sample: Report) -> None:
    """A finding is known by its fingerprint, a column by its title, wherever they stand."""

    def turned(page: Worksheet) -> None:
        rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=HEAD + 1)]
        for index, row in enumerate(reversed(rows), HEAD + 1):
            for column, value in enumerate(row, 1):
                page.cell(index, column).value = value
        page.insert_cols(3)
        page.insert_rows(2)

    book = filled(sample).answer(2, "已修改", "改了")
    assert [(one.fingerprint[-2:], one.cell) for one in back(book.change(turned)).replies] == [("04", "审核意见!M8")]


WRONG: dict[str, tuple[Callable[[Filling], object], str, str]] = {
    "状态不认识": (lambda book: book.answer(2, "改了一半"), "L5", "处理状态“改了一半”不是可以选的"),
    "没有理由": (lambda book: book.answer(2, "不修改（附理由）"), "M5", "却没有写理由"),
    "指纹不认识": (lambda book: setattr(book.cell(2, MARK), "value", "abc"), "P5", "没有指纹是“abc”的问题"),
    "指纹互换": (lambda book: setattr(book.cell(2, MARK), "value", book.cell(3, MARK).value), "P5", "被改动过"),
    "意见被改": (lambda book: setattr(book.cell(2, MESSAGE), "value", "没有问题"), "P5", "被改动过，答复可能对不上"),
    "材料号被改": (lambda book: setattr(book.cell(2, "材料号"), "value", 9), "P5", "隐藏的栏被改动过"),
    "另加的行": (lambda book: setattr(book.cell(6, STATUS), "value", "已修改"), "P9", "这一行不是原表的"),
    "未计算的公式": (lambda book: setattr(book.cell(2, "单位答复"), "value", "=A1"), "M5", "没有计算结果的公式"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_taken_is_named(sample: Report, case: str) -> None:
    """The cell, the reason, the cure; the other rows are read none the less."""
    spoil, cell, problem = WRONG[case]
    book = filled(sample).answer(1, "已修改")
    spoil(book)
    read_back = back(book)
    (trouble,) = read_back.troubles
    assert trouble.where == f"“答复.xlsx”审核意见!{cell}"
    assert problem in trouble.problem
    assert trouble.cure.startswith("请")
    assert [one.cell for one in read_back.replies] == ["审核意见!L4"]


def test_a_row_twice_is_named(sample: Report) -> None:
    """Whoever copies a row may have meant either."""

    def copied(page: Worksheet) -> None:
        for cell in page[HEAD + 2]:
            page.cell(HEAD + 6, cell.column or 1).value = cell.value

    book = filled(sample)
    assert ["前面一行是同一处问题" in one.problem for one in back(book.change(copied)).troubles] == [True]


def test_a_deleted_row_is_missed(sample: Report) -> None:
    """It counts as not answered, and is told."""
    book = filled(sample).answer(1, "已修改").change(lambda page: page.delete_rows(HEAD + 2))
    read_back = back(book)
    assert read_back.troubles == ()
    assert [mark[-2:] for mark in read_back.workbook.missing] == ["04"]


def test_findings_of_two_submissions_are_told_apart(sample: Report) -> None:
    """Although they have the same fingerprints."""
    document = replace(sample.submission.documents[0], name="另一份.txt")
    other = replace(sample, submission=replace(sample.submission, documents=(document,)))
    read_back = back(filled(sample, other).answer(1, "已修改").answer(6, "误报"))
    assert [(one.status, one.files) for one in read_back.replies] == [
        ("已修改", ("材料.txt",)), ("误报", ("另一份.txt",)),
    ]  # fmt: skip


FOREIGN: dict[str, tuple[Callable[[Filling], object], str]] = {
    "没有隐藏表": (lambda book: book.book.remove(book.book["_perflint1"]), "不是 perflint 导出的审核意见表"),
    "隐藏表被改": (
        lambda book: setattr(book.book["_perflint1"]["C3"], "value", "f" * 16),
        "隐藏的工作表“_perflint1”被改动过",
    ),
    "没有意见表": (lambda book: book.book.remove(book.page), "里面没有审核意见表"),
    "删了隐藏栏": (lambda book: book.page.delete_cols(15, 2), "没有“材料号”“指纹”栏"),
}


@pytest.mark.parametrize("case", FOREIGN)
def test_a_workbook_that_is_not_ours_is_refused(sample: Report, case: str) -> None:
    """With the reason and the cure."""
    spoil, reason = FOREIGN[case]
    book = filled(sample)
    spoil(book)
    with pytest.raises(ReadError, match=reason):
        back(book)


def test_two_workbooks_may_not_disagree(sample: Report) -> None:
    """What both say alike is kept once; where they differ both cells are named."""
    same = back(filled(sample).answer(1, "已修改"), "甲.xlsx"), back(filled(sample).answer(1, "已修改"), "乙.xlsx")
    replies, troubles = together(same)
    assert (len(replies.replies), troubles) == (1, ())
    _, (trouble,) = together((*same, back(filled(sample).answer(1, "误报"), "丙.xlsx")))
    assert trouble.where == "“丙.xlsx”审核意见!L4"
    assert "“甲.xlsx”审核意见!L4" in trouble.problem


def test_a_reply_to_another_report_is_named(sample: Report) -> None:
    """By the fingerprints of the report it is held against."""
    replies, _ = together([back(filled(sample).answer(1, "已修改").answer(2, "误报"))])
    (stranger,) = strangers(replies, {replies.replies[0].fingerprint}, "报告.json")
    assert stranger.where == "“答复.xlsx”审核意见!L5"
    assert "不在报告“报告.json”里" in stranger.problem


def test_hostile_texts_do_not_break_the_seal() -> None:
    """What was cut, cleaned or escaped for Excel is still what was sealed."""
    read_back = back(filled(hostile_report()).answer(3, "已修改", "=1+1").answer(15, "误报"))
    assert read_back.troubles == ()
    assert [(one.status, one.reply) for one in read_back.replies] == [("已修改", "=1+1"), ("误报", "")]


def test_many_findings_go_over_several_sheets(monkeypatch: pytest.MonkeyPatch) -> None:
    """More rows than one sheet may have are read back all the same."""
    monkeypatch.setattr(sheet, "MOST_ROWS", 4)
    book = filled(report(*(finding("VAL01", Severity.ERROR, "甲", number) for number in range(1, 11))))
    titles = [page.title for page in book.book if page.sheet_state == "visible" and page.title.startswith(OPINIONS)]
    assert titles == [OPINIONS, f"{OPINIONS}（2）", f"{OPINIONS}（3）"]
    book.turn(f"{OPINIONS}（3）")
    read_back = back(book.answer(2, "已修改"))
    assert (read_back.troubles, read_back.workbook.findings, read_back.workbook.missing) == ((), 10, ())
    assert [(one.fingerprint, one.cell) for one in read_back.replies] == [(f"{10:016d}", "审核意见（3）!L5")]
