"""Values go to JSON and back, and refuse what was not declared."""

from __future__ import annotations

import msgspec
import pytest

from perflint.engine import lint
from perflint.model.base import Cell, Place
from perflint.model.finding import Report
from perflint.model.submission import Submission
from perflint.ruleset import Ruleset
from tests.build import submission

CASE = {
    "fields": {"project": "某项目经费", "period": "1年"},
    "funding": {"年度": {"资金总额": "80,000"}, "实施期": {"资金总额": "200,000"}},
    "goals": {"年度": "举办培训3期"},
    "indicators": [["产出指标", "数量指标", "培训期数", "≥3期"]],
    "budget": [["某项目经费", "8.00"]],
    "claims": [{"quote": "项目1个，共计8万元", "count": 1, "amount": "8万元", "share": "100"}],
    "dated": "2026-01-30",
}


def test_a_submission_comes_back_from_json() -> None:
    """What was written reads back as the same value."""
    before = submission(CASE)
    assert msgspec.json.decode(msgspec.json.encode(before), type=Submission) == before


def test_a_report_comes_back_from_json(national: Ruleset) -> None:
    """Findings, places and counts included."""
    before = lint(submission(CASE), national)
    assert before.findings
    assert msgspec.json.decode(msgspec.json.encode(before), type=Report) == before


def test_an_undeclared_field_is_refused() -> None:
    """A misspelt key never passes in silence."""
    with pytest.raises(msgspec.ValidationError, match="colour"):
        msgspec.convert({"text": "满意", "place": {}, "colour": "red"}, Cell)


def test_values_are_frozen() -> None:
    """Nothing changes a value once it is made."""
    with pytest.raises(AttributeError):
        Place(row=1).row = 2  # type: ignore[misc]


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        (Place(line=312, table=14, row=5, column=4), "第312行 表14 第5行第4列"),
        (Place(page=3, table=2, row=5, column=4), "第3页 表2 第5行第4列"),
        (Place(sheet="Sheet1", row=17, column=7), "Sheet1!G17"),
        (Place(sheet="表", row=1, column=28), "表!AB1"),
        (Place(file="文件.txt"), "文件.txt"),
    ],
)
def test_a_place_reads_as_a_reviewer_looks_it_up(place: Place, shown: str) -> None:
    """Page, line, table, row and column, or the spreadsheet's own name of the cell."""
    assert str(place) == shown
