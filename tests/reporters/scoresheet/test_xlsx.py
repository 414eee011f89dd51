"""Excel: a sheet a project that completes itself, a 汇总, and no text that any program would run."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
from msgspec.structs import replace
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from perflint.model.finding import Report
from perflint.reporters import render
from perflint.reporters.scoresheet.cells import titled
from perflint.ruleset import Ruleset
from perflint.scoring import scored
from tests.reporters.conftest import form, report
from tests.reporters.scoresheet.conftest import HOSTILE


def opened(*reports: Report) -> Workbook:
    """The rendered workbook."""
    return openpyxl.load_workbook(BytesIO(render(reports, "review-xlsx")))


def texts(page: Worksheet) -> list[str]:
    """Every text of a sheet."""
    return [str(cell.value) for row in page.iter_rows() for cell in row if cell.value is not None]


def found(page: Worksheet, label: str) -> int:
    """The row that begins with a label."""
    return next(row for row in range(1, page.max_row + 1) if page.cell(row, 1).value == label)


@pytest.mark.parametrize("name", ["faulty", "clean"])
def test_nothing_is_dropped(examples: dict[str, Report], name: str) -> None:
    """Each finding stands with its code; each project has a sheet, and a row in the 汇总."""
    made = examples[name]
    book = opened(made)
    text = "\n".join(one for page in book.worksheets for one in texts(page))
    for finding in made.findings:
        assert f"{finding.message}（{finding.code}" in text
    assert len(book.worksheets) == len(made.sheets) + 2
    assert [book["汇总"].cell(row, 1).value for row in range(3, len(made.sheets) + 3)] == [
        *range(1, len(made.sheets) + 1)
    ]


def test_the_same_report_gives_the_same_bytes(examples: dict[str, Report]) -> None:
    """No clock, no chance."""
    assert render([examples["faulty"]], "review-xlsx") == render([examples["faulty"]], "review-xlsx")


def test_the_form_completes_itself(whole: Report) -> None:
    """The total waits for every point; a person's score takes the place of the proposed one; the 汇总 follows."""
    book = opened(whole)
    page = book.worksheets[1]
    row = found(page, "合计")
    total, grade = page.cell(row, 6).value, page.cell(row + 1, 6).value
    assert str(total).startswith("=IF(AND(COUNT(D7,F7)>0,")
    assert 'IF(F7="",D7,F7)+' in str(total)
    assert str(total).count("COUNT(") == 8
    assert (
        grade
        == f'=IF(ISNUMBER(F{row}),IF(F{row}>=90,"优",IF(F{row}>=80,"良",IF(F{row}>=60,"中",IF(F{row}>=0,"差","")))),"")'
    )
    last = book["汇总"].max_column
    assert book["汇总"].cell(3, last - 1).value == f"=IF('{page.title}'!F{row}=\"\",\"\",'{page.title}'!F{row})"
    assert "已判 6 点，合计 73/75" in str(page.cell(row, 2).value)


def test_scores_are_numbers_and_open_points_are_not(whole: Report) -> None:
    """Weights and proposed scores count; 需人工判断 does not."""
    page = opened(whole).worksheets[1]
    proposed = {page.cell(row, 2).value: page.cell(row, 4).value for row in range(7, found(page, "合计"))}
    told = {str(key).split("\n")[0]: value for key, value in proposed.items() if key}
    assert (told["规范完整性"], told["目标相关性"], told["指标科学性"]) == (8, "需人工判断", 15)


def test_grades_are_chosen_from_a_list(whole: Report, national: Ruleset) -> None:
    """Where the ruleset grades points, a person chooses one of its grades."""
    assert national.review is not None
    graded = replace(national, review=replace(national.review, style="grades"))
    page = opened(scored(whole, graded)).worksheets[1]
    assert {rule.formula1 for rule in page.data_validations.dataValidation} == {'"优,良,中,差"'}
    assert page.cell(found(page, "合计"), 6).value is None


def test_no_text_is_a_formula(hostile: Report) -> None:
    """Only our own are: those of totals, grades and the 汇总."""
    book = opened(hostile)
    for page in book.worksheets:
        for row in page.iter_rows():
            for cell in row:
                ours = isinstance(cell.value, str) and cell.value.startswith("=IF(")
                assert cell.data_type != "f" or ours
                if cell.value in {'=cmd|"/c calc"!A1', "＝1+1", "@SUM(1)", "-2+3"}:
                    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_names_of_sheets_are_valid_and_unique() -> None:
    """At most 31 units of what Excel counts, no forbidden sign, none twice."""
    names = titled([*HOSTILE, "同名", "同名", ""])
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= 31
        assert not set(name) & set("[]:*?/\\")
        assert name.strip("'") == name


def test_a_report_without_forms_is_a_whole_workbook(unread: Report, national: Ruleset) -> None:
    """What was not read is said."""
    book = opened(scored(unread, national))
    assert book.sheetnames == ["汇总", "审核情况说明"]
    assert any("是空文件" in text for text in texts(book["审核情况说明"]))


def test_several_submissions_share_a_workbook(national: Ruleset) -> None:
    """Their projects are numbered on."""
    made = [scored(report(forms=(form("甲", 1),)), national)] * 2
    assert opened(*made).sheetnames == ["汇总", "01 甲", "02 甲", "审核情况说明"]


def test_a_text_that_excel_would_decode_stays_as_it_is(national: Ruleset) -> None:
    """``_x0041_`` in a cell is an A to Excel, unless its first sign is escaped."""
    made = scored(report(forms=(form("甲_x0041_项目", 1),)), national)
    with ZipFile(BytesIO(render([made], "review-xlsx"))) as package:
        strings = "".join(package.read(name).decode() for name in package.namelist() if "worksheets/sheet" in name)
    assert "_x005F_x0041_" in strings
