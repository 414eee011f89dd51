"""Forms that bear one name, or none: each finding and each word of the gate stays with the form it is about."""

from __future__ import annotations

import csv
from io import BytesIO

import pytest
from msgspec.structs import replace
from openpyxl import load_workbook

from perflint.engine import lint
from perflint.layouts import reading_of, submission_of
from perflint.model.base import Cell, Place
from perflint.model.document import Document
from perflint.model.finding import Report, Severity, Subject
from perflint.model.form import TargetForm
from perflint.reporters import render
from perflint.reporters.groups import groups_of
from perflint.reporters.html.shown import index_of
from perflint.reporters.html.view import view_of
from perflint.review.gate import judged
from perflint.ruleset import Ruleset
from perflint.scoring import scored
from perflint.screening.manifest import Entry
from perflint.screening.screened import screened
from tests.build import submission
from tests.reporters.conftest import finding, form, report
from tests.reporters.html.conftest import spec

RETURNED, PASSED = "退回", "通过"
GATE = Ruleset(name="某县", gate={"return": {"error": 1}})


def tabled(made: TargetForm, table: int, file: str = "材料.txt") -> TargetForm:
    """The form in another table, which one finding can be in."""
    place = replace(made.place, table=table, file=file)
    fields = tuple(
        replace(one, value=Cell(text=one.value.text, place=replace(one.value.place, table=table, file=file)))
        for one in made.fields
    )
    return replace(made, place=place, fields=fields)


def judged_report(*forms: TargetForm, wrong: Place) -> Report:
    """A report on these forms with one error, at this place, in a form without a name."""
    found = finding("VAL01", Severity.ERROR, "", 3, subject=Subject(), place=wrong)
    return judged(report(found, forms=forms), GATE)


@pytest.fixture
def nameless() -> Report:
    """Two forms without a name; the first has an error."""
    return judged_report(
        tabled(form("", 2), 3), tabled(form("", 12), 4), wrong=Place(file="材料.txt", table=3, row=5, line=105)
    )


@pytest.fixture
def twice() -> Report:
    """A project with two forms, spelt in two ways, and an error; then one without."""
    forms = (form("甲项目（一期）", 2), form("甲项目(一期)", 11), form("乙项目", 21))
    return judged(report(finding("VAL01", Severity.ERROR, "甲项目（一期）", 3), forms=forms), GATE)


def test_each_group_has_its_own_verdict(nameless: Report, twice: Report) -> None:
    """Several without a name have theirs in their order; forms of one project have one."""
    assert [one.verdict and one.verdict.outcome for one in groups_of(nameless)] == [RETURNED, PASSED]
    assert [one.verdict and one.verdict.outcome for one in groups_of(twice)] == [RETURNED, PASSED]


def test_forms_without_a_name_in_two_files_are_two() -> None:
    """They stand at the same place of their files."""
    forms = (tabled(form("", 2), 3), tabled(form("", 2), 3, "另一份.txt"))
    made = judged_report(*forms, wrong=Place(file="另一份.txt", table=3, row=5, line=105))
    assert [(one.place and one.place.file, len(one.found)) for one in groups_of(made)] == [
        ("材料.txt", 0), ("另一份.txt", 1),
    ]  # fmt: skip


def test_the_page_shows_each_form_with_its_own_verdict(nameless: Report, twice: Report) -> None:
    """A project's second form has the project's verdict, not that of the next project."""
    for made, outcomes in ((twice, [[RETURNED, RETURNED], [PASSED]]), (nameless, [[RETURNED], [PASSED]])):
        parts = view_of(made, index_of((made,)), "").parts
        assert [[one.verdict and one.verdict.outcome for one in part.sheets] for part in parts] == outcomes


def test_the_workbook_counts_every_form_without_a_name(nameless: Report) -> None:
    """Its rows add up to its total."""
    sheet = load_workbook(BytesIO(render([nameless], "xlsx")))["汇总"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    named = [row for row in rows if "未填" in str(row[1])]
    assert [(row[2], row[6]) for row in named] == [(1, RETURNED), (0, PASSED)]


def test_markdown_tells_forms_without_a_name_apart(nameless: Report) -> None:
    """By their verdicts, in their order."""
    lines = [line for line in render([nameless], "markdown").decode().splitlines() if line.startswith("| （未填")]
    assert [line.split(" | ")[1] for line in lines] == [RETURNED, PASSED]


def test_a_review_form_bears_its_own_verdict(national: Ruleset) -> None:
    """Two forms without a name, the first with an error."""
    made = lint(submission(spec("", "")), national)
    wanted = [one.verdict for one in groups_of(made) if one.place]
    assert len(wanted) == 2
    assert [one.verdict for one in scored(made, national).sheets] == wanted


def test_a_screened_form_has_its_projects_outcome(nameless: Report, twice: Report) -> None:
    """However its name is spelt, and if it has none."""
    entry = Entry(number=1, path="材料.txt", size=1, sha256="", department="", group="材料.txt")
    assert [one.outcome for one in screened(twice, (entry,), "材料.txt").forms] == [RETURNED, RETURNED, PASSED]
    assert [one.outcome for one in screened(nameless, (entry,), "材料.txt").forms] == [RETURNED, PASSED]


def test_a_scan_is_screened_as_one_thing_unread(national: Ruleset) -> None:
    """Not once as a file and once by its pages."""
    scan = Document(name="扫描.pdf", digest="", blocks=(), unread_pages=(1, 2))
    made = lint(submission_of([reading_of(scan, national.vocabulary)], national.vocabulary), national)
    entry = Entry(number=1, path="扫描.pdf", size=1, sha256="", department="", group="扫描.pdf")
    assert [one.reason for one in screened(made, (entry,), "扫描.pdf").unread] == ["第1–2页只有图像"]


def test_a_screened_finding_bears_the_name_of_its_form() -> None:
    """A name broken over two lines is one name: the tables of a run are joined by it."""
    made = report(finding("VAL01", Severity.ERROR, "甲\n项目", 3), forms=(form("甲\n项目", 2),))
    entry = Entry(number=1, path="材料.txt", size=1, sha256="", department="", group="材料.txt")
    row = screened(made, (entry,), "材料.txt")
    assert row.findings[0].project == row.forms[0].project == "甲 项目"


def test_a_name_over_two_lines_is_one_name() -> None:
    """In the heading of its group, and in the column of projects, whatever is said of it."""
    one = finding("VAL01", Severity.ERROR, "甲\n项目", 3)
    made = report(one, forms=(form("甲\n项目", 2),), fixed=(one,))
    rows = list(csv.DictReader(render([made], "csv").decode("utf-8-sig").splitlines()))
    assert [row["项目名称"] for row in rows if row["类别"] == "上次的问题已改"] == ["甲 项目"]
    assert [group.title for group in groups_of(report(one))] == ["甲 项目"]
