"""JUnit XML: a suite a submission, a case a form, never green over what was not checked."""

from __future__ import annotations

from lxml import etree

from perflint.model.finding import Report, Severity
from perflint.model.submission import Submission
from perflint.reporters import render
from tests.reporters.conftest import finding, form, report
from tests.reporters.whole import whole


def suites(*reports: Report) -> list[etree._Element]:
    """The suites of a file."""
    return list(etree.fromstring(render(reports, "junit")))


def cases(one: Report) -> dict[str, list[str]]:
    """The cases of a report with what stands in them."""
    (suite,) = suites(one)
    return {str(case.get("name")): [str(part.tag) for part in case] for case in suite.iter("testcase")}


def test_a_case_a_form(sample: Report) -> None:
    """Errors and warnings fail it, in one failure; a form without findings passes."""
    assert cases(sample) == {
        "全部材料（跨项目、跨表）": ["failure"],
        "甲项目": ["failure", "system-out"],
        "乙 项目": ["failure"],
        "丙项目": [],
    }


def test_hints_do_not_fail() -> None:
    """They are the case's output."""
    assert cases(report(finding("VAL10", Severity.HINT, "甲", 3), forms=(form("甲", 2),))) == {"甲": ["system-out"]}


def test_a_failure_lists_the_most_severe_first() -> None:
    """As the text does, numbered, with place, fault, remedy and question; its message counts."""
    (suite,) = suites(whole())
    (case,) = (one for one in suite.iter("testcase") if one.get("name") == "甲项目")
    where = [case.get(key) for key in ("classname", "name", "file", "line")]
    assert where == ["某局", "甲项目", "材料.txt", "102"]
    (failure,) = case
    assert (failure.get("type"), failure.get("message")) == ("error", "必须修改 1 处，应当修改 1 处")
    lines = (failure.text or "").splitlines()
    assert lines[0] == "  1 【必须修改】VAL02的问题（VAL02）　〔新增〕"
    assert lines[2:5] == ["    问题：培训人次偏低", "    建议：改成三百人次", "    核对：向单位要名册"]
    assert lines[6] == "  2 【应当修改】VAL01的问题（VAL01）　〔未改〕"


def test_what_was_not_checked_is_in_error() -> None:
    """File, pages, form, rule: a case each, and the totals count them."""
    (suite,) = suites(whole())
    errors = [case.get("name") for case in suite.iter("testcase") if case.find("error") is not None]
    assert errors == [
        "未能读取：坏.txt",
        "疑似绩效目标表，未能识别：材料.txt 第140行 表2 第40行第1列",
        "检查程序故障：VAL10",
    ]
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("6", "2", "3")


def test_nothing_to_check_is_an_error() -> None:
    """A file without any form is not green."""
    assert cases(report(submission=Submission())) == {"没有可以审核的内容": ["error"]}


def test_several_submissions_are_several_suites(sample: Report) -> None:
    """The root adds them up."""
    root = etree.fromstring(render([sample, whole()], "junit"))
    assert [suite.get("tests") for suite in root] == ["4", "6"]
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("10", "5", "3")


def test_the_verdict_is_a_property() -> None:
    """Beside how many of each severity."""
    (suite,) = suites(whole())
    told = {one.get("name"): one.get("value") for one in suite.iter("property")}
    assert told["verdict"] == "修改后报"
    assert [told[f"findings.{severity.value}"] for severity in Severity] == ["2", "1", "2"]
