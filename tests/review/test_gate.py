"""Verdicts: by the numbers of the ruleset, on the whole and on each form, and never on what was not looked at."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from perflint.engine import lint
from perflint.model.document import Unread
from perflint.model.finding import Failure, Report, Severity, Subject, Verdict, Waived
from perflint.model.submission import Submission
from perflint.review.gate import judged
from perflint.ruleset import Ruleset
from perflint.ruleset.model import Gate
from tests import build
from tests.reporters.conftest import finding, form, report

ERROR, WARNING, HINT = Severity
FORMS = (form("甲项目", 2), form("乙项目", 11))


def verdicts(made: Report, gate: Gate) -> tuple[Verdict, ...]:
    """What a gate says of a report."""
    return judged(made, Ruleset(name="某县", gate=gate)).verdicts


def found(**numbers: int) -> Report:
    """A report on one form with so many findings of each severity."""
    severities = [Severity(name) for name, number in numbers.items() for _ in range(number)]
    return report(*(finding("VAL01", one, "甲项目", row) for row, one in enumerate(severities, 3)), forms=FORMS[:1])


GATE: Gate = {"return": {"error": 2}, "revise": {"warning": 3}}
CASES = {
    "没有问题": ({}, "通过", "没有发现问题"),
    "没有到": ({"warning": 2}, "通过", "应当修改 2 处，没有到退回或修改后报的数"),
    "正好到": ({"warning": 3}, "修改后报", "应当修改 3 处（3 处即修改后报）"),
    "更重的算在内": ({"error": 1, "warning": 2}, "修改后报", "应当修改及更重的 3 处（3 处即修改后报）"),
    "退回": ({"error": 2, "warning": 9}, "退回", "必须修改 2 处（2 处即退回）"),
    "请核实不算": ({"hint": 9}, "通过", "请核实 9 处，没有到退回或修改后报的数"),
}


@pytest.mark.parametrize("case", CASES)
def test_numbers_decide(case: str) -> None:
    """The outcome and the number that was reached, on the whole and on the form alike."""
    numbers, outcome, why = CASES[case]
    assert verdicts(found(**numbers), GATE) == (
        Verdict(project="", outcome=outcome, why=why),
        Verdict(project="甲项目", outcome=outcome, why=why),
    )


def test_a_rule_has_a_number_of_its_own() -> None:
    """By its code, told by its title; all numbers reached are told."""
    whole, _ = verdicts(found(error=2), {"return": {"VAL01": 2, "error": 1, "VAL02": 1}})
    assert whole.why == "必须修改 2 处（1 处即退回），VAL01的问题（VAL01） 2 处（2 处即退回）"


def test_each_form_is_judged_by_its_own() -> None:
    """What concerns the whole counts for the whole only."""
    made = report(
        finding("NAM02", ERROR, "", 1, subject=Subject()), finding("VAL02", WARNING, "乙项目", 12), forms=FORMS
    )
    gate: Gate = {"return": {"error": 1}, "revise": {"warning": 1}}
    assert [(one.project, one.outcome) for one in verdicts(made, gate)] == [
        ("", "退回"), ("甲项目", "通过"), ("乙项目", "修改后报"),
    ]  # fmt: skip


def test_what_could_not_be_read_is_not_judged() -> None:
    """Unread files leave the whole open; the forms that were read are judged."""
    submission = Submission(forms=FORMS[:1], unread=(Unread(name="坏.docx", reason="已损坏", cure="重新导出"),))
    whole, one = verdicts(replace(found(error=1), submission=submission), {"return": {"error": 1}})
    assert (whole.outcome, whole.why) == ("未能判定", "1 个文件没有读出来；已查出必须修改 1 处")
    assert one.outcome == "退回"


def test_nothing_to_look_at_is_not_judged() -> None:
    """An empty submission has not passed."""
    assert verdicts(report(), GATE) == (Verdict(project="", outcome="未能判定", why="没有可以审核的内容"),)


@pytest.mark.parametrize(("number", "outcome"), [(0, "未能判定"), (2, "退回")])
def test_a_rule_that_broke_leaves_open_what_it_might_have_found(number: int, outcome: str) -> None:
    """A return stands, whatever else there is."""
    made = replace(found(error=number), failures=(Failure(code="VAL01", message="出错"),))
    whole, one = verdicts(made, GATE)
    assert whole.outcome == "未能判定"
    assert one.outcome == outcome


def test_what_is_waived_does_not_count() -> None:
    """And it is said."""
    made = found(error=1)
    waived = tuple(Waived(finding=one, reason="批复如此", by="王某") for one in made.findings)
    whole, one = verdicts(replace(made, findings=(), waived=waived), {"return": {"error": 1}})
    assert (whole.outcome, whole.why) == ("通过", "没有发现问题；豁免 1 处不计")
    assert one.outcome == "通过"


def test_no_gate_no_verdict() -> None:
    """A ruleset that leaves it to people."""
    assert verdicts(found(error=3), {}) == ()


def test_the_engine_judges(national: Ruleset) -> None:
    """Every report of the engine has its verdicts, those made by the public ``lint`` as well."""
    made = lint(build.submission({"indicators": [["效益指标", "社会效益指标", "获得感", "有所提高"]]}), national)
    assert [(one.project, one.outcome) for one in made.verdicts] == [("", "退回"), ("某项目经费", "退回")]
