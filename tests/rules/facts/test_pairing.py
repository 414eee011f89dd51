"""Which form belongs to which line of the budget."""

from __future__ import annotations

from typing import Any

from perflint.rules.facts.pairing import Named, match, matching, pairs
from tests.build import submission


def _forms(*named: tuple[str, str]) -> list[dict[str, Any]]:
    """Forms of these names and amounts in 元."""
    return [{"fields": {"project": name}, "funding": {"年度": {"资金总额": yuan}}} for name, yuan in named]


def _paired(**spec: object) -> list[tuple[str | None, bool]]:
    """The line and the exactness of each pair."""
    return [(pair.line.project.text if pair.line else None, pair.exact) for pair in pairs(submission(spec))]


def test_equal_names_go_before_near_ones() -> None:
    """Each line is taken once, and a form that is left over stays alone."""
    forms = _forms(("2026年信息中心办公经费", "10,000"), ("关工委办公经费", "10,000"), ("会议费", "1"))
    budget = [["2026年关工委办公经费", "1.00"], ["2026年信息化中心办公经费", "1.00"]]
    assert _paired(forms=forms, budget=budget) == [
        ("2026年信息化中心办公经费", False),
        ("2026年关工委办公经费", True),
        (None, False),
    ]


def test_money_decides_between_equal_names() -> None:
    """Two units have a project of the same name."""
    forms = _forms(("培训经费", "20,000"), ("培训经费", "80,000"))
    found = pairs(submission({"forms": forms, "budget": [["培训经费", "8.00"], ["培训经费", "2.00"]]}))
    assert [pair.line.amount.text for pair in found if pair.line] == ["2.00", "8.00"]
    assert all(len(pair.lines) == 2 for pair in found)


def test_a_carried_over_project_takes_no_line_of_this_year() -> None:
    """Unless its money says that only the year in its name is wrong."""
    budget, carryover = [["2026年会议费", "5.00"]], [["2025年会议费", "1.20"]]
    assert _paired(forms=_forms(("2025年会议费", "12,000")), budget=budget, carryover=carryover) == [(None, False)]
    assert _paired(forms=_forms(("2025年会议费", "50,000")), budget=budget, carryover=carryover) == [
        ("2026年会议费", True)
    ]


def test_a_second_form_shares_the_line() -> None:
    """So that it is reported as a duplicate, not as a stranger."""
    forms = _forms(("会议费", "50,000"), ("会议费", "50,000"))
    assert _paired(forms=forms, budget=[["会议费", "5.00"]]) == [("会议费", True), ("会议费", True)]


def test_ambiguity_is_no_match() -> None:
    """Two names equally near decide nothing."""
    names = ["信息中心办公室经费甲", "信息中心办公室经费"]
    assert match("信息中心办公室经费", names) == "信息中心办公室经费"
    assert match("全市信息中心办公", ["全市信息化中心办公", "全市信息网中心办公"]) is None
    assert match("", names) is None
    assert matching([Named("")], [Named("")]) == (None,)


def test_departments_are_no_projects() -> None:
    """A row that bears the name of a unit is a subtotal."""
    forms = [{"fields": {"project": "会议费", "unit": "某区教育局"}}]
    assert _paired(forms=forms, budget=[["某区教育局", "5.00"], ["会议费", "5.00"]]) == [("会议费", True)]
