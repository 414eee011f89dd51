"""Scores: what findings take from a point, what is left to a person, and when there is no total and no grade."""

from __future__ import annotations

from decimal import Decimal

import pytest
from msgspec.structs import replace

from perflint.engine import check_bytes
from perflint.model.document import Unread
from perflint.model.finding import Failure, Report, ScoreSheet, Severity, Subject, Verdict, Waived
from perflint.ruleset import Ruleset
from perflint.scoring import PERSON, scored, unfilled
from tests.reporters.conftest import finding, form, report

ERROR, WARNING, HINT = Severity


def sheet(made: Report, rules: Ruleset) -> ScoreSheet:
    """The first sheet of a report."""
    return scored(made, rules).sheets[0]


def judged_by_machine(rules: Ruleset) -> Ruleset:
    """The ruleset with no point left to a person."""
    assert rules.review is not None
    points = {code: replace(point, person=False) for code, point in rules.review.points.items()}
    return replace(rules, review=replace(rules.review, points=points))


def test_each_finding_takes_what_its_severity_says(national: Ruleset) -> None:
    """必须修改 two, 应当修改 one, 请核实 nothing; the most severe first."""
    found = [finding(f"AAA0{n}", level, "甲", n) for n, level in enumerate((HINT, WARNING, ERROR), 1)]
    point = sheet(report(*found, forms=(form("甲", 1),)), national).points[0]
    assert point.score == Decimal(7)
    assert [(one.finding.severity, one.taken) for one in point.lowered] == [
        (ERROR, Decimal(2)),
        (WARNING, Decimal(1)),
        (HINT, Decimal(0)),
    ]


def test_one_rule_takes_no_more_than_the_most(national: Ruleset) -> None:
    """Ten rows with one fault are one habit; every one of them is shown all the same."""
    point = sheet(report(*(finding("AAA01", ERROR, "甲", n) for n in range(10)), forms=(form("甲", 1),)), national)
    assert point.points[0].score == Decimal(7)
    assert [one.taken for one in point.points[0].lowered] == [2, 1, *[0] * 8]


def test_a_point_is_never_below_nought(national: Ruleset) -> None:
    """Nothing is taken from other points."""
    found = [finding(f"AAA{n:02}", ERROR, "甲", n) for n in range(9)]
    made = sheet(report(*found, forms=(form("甲", 1),)), national)
    assert made.points[0].score == Decimal(0)
    assert made.points[0].grade == "差"
    assert made.points[1].score == Decimal(10)


def test_what_only_a_person_can_judge_is_left_open(national: Ruleset) -> None:
    """No score, no total: the findings are there to be weighed, and nothing is taken for them."""
    made = sheet(report(finding("AAA01", ERROR, "甲", 1, point="X1"), forms=(form("甲", 1),)), national)
    related = next(point for point in made.points if point.code == "X1")
    assert (related.score, related.open, related.grade) == (None, PERSON, "")
    assert [one.taken for one in related.lowered] == [0]
    assert made.total is None
    assert (made.score, made.weight) == (Decimal(75), Decimal(75))


def test_a_total_where_nothing_is_open(national: Ruleset) -> None:
    """A ruleset may leave all to the machine."""
    made = sheet(report(finding("AAA01", WARNING, "甲", 1), forms=(form("甲", 1),)), judged_by_machine(national))
    assert made.total == Decimal(99)
    assert made.band is not None
    assert made.band.name == "优"


def test_no_point_is_judged_whose_rules_saw_nothing(national: Ruleset) -> None:
    """Where every rule of a point was idle, silence says nothing."""
    idle = tuple(rule.code for rule in national.rules if rule.point == "S2")
    made = sheet(report(forms=(form("甲", 1),), idle=idle), national)
    assert {point.code for point in made.points if point.score is None} == {"X1", "K1", "S2"}
    assert "没有可据以判断的内容" in next(point.open for point in made.points if point.code == "S2")
    almost = sheet(report(forms=(form("甲", 1),), idle=idle[1:]), national)
    assert {point.code for point in almost.points if point.score is None} == {"X1", "K1"}


def test_a_broken_rule_leaves_its_point_open(national: Ruleset) -> None:
    """What broke may have been what would have spoken."""
    code = next(rule.code for rule in national.rules if rule.point == "W2")
    made = sheet(report(forms=(form("甲", 1),), failures=(Failure(code=code, message="坏了"),)), national)
    assert next(point.open for point in made.points if point.code == "W2").startswith("检查程序故障")
    assert made.band is None


def test_no_grade_while_something_is_unchecked(national: Ruleset) -> None:
    """A file that could not be read may hold anything."""
    made = report(forms=(form("甲", 1),))
    unread = replace(made.submission, unread=(Unread(name="坏.pdf", reason="打不开", cure="重新导出"),))
    ungraded = sheet(replace(made, submission=unread), national)
    assert ungraded.band is None
    assert "没有查完" in ungraded.ungraded


@pytest.mark.parametrize(
    ("count", "grade"), [(0, "优"), (1, "中"), (7, "中"), (8, "中"), (15, "中"), (16, "差"), (30, "差")]
)
def test_grades_by_the_share_of_what_was_judged(national: Ruleset, count: int, grade: str) -> None:
    """中 from 60 % of 75; neither 优 nor 良 with anything in it that must be mended: the gate would return it."""
    points = ("W1", "W2", "X2", "S1", "S2", "K2")
    found = [finding(f"AAA{n:02}", ERROR, "甲", n, point=points[n % 6]) for n in range(count)]
    band = sheet(report(*found, forms=(form("甲", 1),)), national).band
    assert band is not None
    assert band.name == grade


@pytest.mark.parametrize(("count", "grade"), [(7, "优"), (8, "良"), (15, "良"), (16, "中"), (30, "中"), (31, "差")])
def test_without_an_error_all_grades_can_be_had(national: Ruleset, count: int, grade: str) -> None:
    """优 from 90 %, 良 from 80 %, 中 from 60 % of 75."""
    points = ("W1", "W2", "X2", "S1", "S2", "K2")
    found = [finding(f"AAA{n:02}", WARNING, "甲", n, point=points[n % 6]) for n in range(count)]
    band = sheet(report(*found, forms=(form("甲", 1),)), national).band
    assert band is not None
    assert band.name == grade


def test_the_best_grade_is_for_those_without_an_error(national: Ruleset) -> None:
    """Seven warnings are 68 of 75, which is 优; one error is 73 of 75, which is not."""
    made = [finding(f"AAA{n:02}", WARNING, "甲", n) for n in range(7)]
    band = sheet(report(*made, forms=(form("甲", 1),)), national).band
    assert band is not None
    assert band.name == "优"


def test_a_sheet_a_project_and_each_finding_on_its_own(national: Ruleset) -> None:
    """A project without a form has no sheet, nor has the whole."""
    found = (
        finding("AAA01", ERROR, "甲", 2),
        finding("AAA02", ERROR, "乙", 12),
        finding("AAA03", ERROR, "没有表的项目", 40),
        finding("AAA04", ERROR, "", 41, subject=Subject()),
    )
    sheets = scored(report(*found, forms=(form("甲", 1), form("乙", 11))), national).sheets
    assert [one.head["项目名称"] for one in sheets] == ["甲", "乙"]
    assert [[low.finding.code for low in one.points[0].lowered] for one in sheets] == [["AAA01"], ["AAA02"]]


def test_what_belongs_to_no_point_is_not_lost(national: Ruleset) -> None:
    """House rules may have no point, and a ruleset may have dropped one."""
    made = sheet(report(finding("SX01", ERROR, "甲", 2, point=""), forms=(form("甲", 1),)), national)
    assert [one.code for one in made.others] == ["SX01"]
    assert made.score == made.weight


def test_waivers_verdicts_and_what_was_mended_are_those_of_the_project(national: Ruleset) -> None:
    """A waived finding takes nothing; names compare as they are read."""
    first, second = finding("AAA01", ERROR, "甲 项目", 2), finding("AAA02", ERROR, "乙项目", 12)
    made = report(
        forms=(form("甲项目", 1), form("乙项目", 11)),
        waived=(Waived(finding=first, reason="已说明", by="王某"),),
        fixed=(second,),
        verdicts=(Verdict(project="", outcome="退回", why="x"), Verdict(project="乙项目", outcome="通过", why="y")),
    )
    one, other = scored(made, national).sheets
    assert [len(sheet.waived) for sheet in (one, other)] == [1, 0]
    assert [len(sheet.fixed) for sheet in (one, other)] == [0, 1]
    assert [sheet.verdict and sheet.verdict.outcome for sheet in (one, other)] == [None, "通过"]
    assert one.score == one.weight


def test_no_sheets_where_the_ruleset_has_no_form(national: Ruleset) -> None:
    """The report comes back as it was."""
    made = report(forms=(form("甲", 1),))
    assert scored(made, replace(national, review=None)) is made


def test_the_blank_sheet_has_every_point(national: Ruleset) -> None:
    """It is what the template is made of."""
    assert national.review is not None
    blank = unfilled(national.review)
    assert [point.code for point in blank.points] == list(national.review.points)
    assert not blank.judged


def test_each_project_of_a_long_list_has_its_own_head(national: Ruleset) -> None:
    """The forms of a list all begin at its head, so their places say nothing of which is which."""
    heads = "项目名称|主管部门|年度资金总额|年度绩效目标|一级指标|二级指标|三级指标|指标值".split("|")
    rows = [
        f"{name}项目|{name}局|{amount}万元|完成{name}类培训3期|产出指标|数量指标|{name}类培训期数|3期".split("|")
        for name, amount in (("甲", 10), ("乙", 20), ("丙", 30))
    ]
    page = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in (heads, *rows))
    made = scored(check_bytes(f"<table>{page}</table>".encode(), "一览.html", national), national)
    assert [(one.head["主管部门"], one.head["资金总额"]) for one in made.sheets] == [
        ("甲局", "100,000 元"), ("乙局", "200,000 元"), ("丙局", "300,000 元"),
    ]  # fmt: skip
