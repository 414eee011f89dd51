"""SARIF 2.1.0: rules, levels, places, what is waived, corrected or unread, and texts that viewers take for markup."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from perflint import check
from perflint.model.base import Place
from perflint.model.finding import Report, Severity, Subject
from perflint.reporters import render
from perflint.reporters.sarif.places import spoken, uri
from tests.reporters.conftest import finding, report
from tests.reporters.held import schema
from tests.reporters.whole import whole

ROOT = Path(__file__).resolve().parents[2]


def run(*reports: Report) -> dict[str, Any]:
    """The one run of a log."""
    made: dict[str, Any] = json.loads(render(reports, "sarif"))
    assert not list(schema().iter_errors(made))
    (one,) = made["runs"]
    return dict(one)


def by_code(made: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The results by their rules."""
    return {result["ruleId"]: result for result in made["results"]}


def test_the_schema_would_notice() -> None:
    """A level that SARIF does not know is seen; without this the tests of validity could not fail."""
    made = json.loads(render([whole()], "sarif"))
    made["runs"][0]["results"][0]["level"] = "hint"
    assert list(schema().iter_errors(made))


def test_levels_are_those_of_sarif(sample: Report) -> None:
    """必须修改 is an error, 应当修改 a warning, 请核实 a note."""
    levels = [result["level"] for result in run(sample)["results"]]
    assert levels == ["error", "note", "error", "warning", "error"]


def test_rules_come_with_their_manual_and_basis() -> None:
    """Each rule that spoke, once; results point to it by number."""
    made = run(whole(), whole())
    rules = made["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["DOC01", "VAL02", "VAL01", "VAL06", "IND02", "VAL04", "FRM04", "VAL07"]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in made["results"])
    told = rules[1]["help"]["markdown"]
    assert told.startswith("### 检查内容\n\n")
    assert "### 合格\n\n" in told
    assert "财预〔2015〕88号第九条（条款待核）\n预算法第三十二条" in rules[1]["help"]["text"]


def test_a_house_rule_has_the_manual_of_the_general_one() -> None:
    """Its code is the ruleset's own; a rule that nobody knows has its title."""
    house = finding("XX01", Severity.ERROR, "", 1, name="forbidden-text")
    other = finding("YY01", Severity.ERROR, "", 2, name="gone")
    rules = run(report(house, other))["tool"]["driver"]["rules"]
    assert "words" in rules[0]["fullDescription"]["text"]
    assert rules[1]["fullDescription"]["text"] == "YY01的问题"


def test_a_result_stands_in_its_line_and_in_the_tree() -> None:
    """The file with its line; project, period, both levels and indicator as nodes that know their parents."""
    made = run(whole())
    result = by_code(made)["VAL02"]
    (location,) = result["locations"]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "%E6%9D%90%E6%96%99.txt", "index": 0}, "region": {"startLine": 103},
    }  # fmt: skip
    assert location["message"]["text"] == "第103行 表2 第3行第1列"
    (logical,) = location["logicalLocations"]
    assert logical["fullyQualifiedName"] == "甲项目 / 年度 / 产出指标 / 数量指标 / 培训人次"
    nodes, number, way = made["logicalLocations"], logical["index"], []
    while number is not None:
        way.append((nodes[number]["kind"], nodes[number]["name"]))
        number = nodes[number].get("parentIndex")
    assert way == [
        ("indicator", "培训人次"),
        ("level2", "数量指标"),
        ("level1", "产出指标"),
        ("period", "年度"),
        ("project", "甲项目"),
    ]
    assert result["partialFingerprints"] == {"perflint/v1": "0000000000000003"}
    assert [one["id"] for one in result["relatedLocations"]] == [1, 2, 3]


def test_a_sheet_has_no_lines() -> None:
    """Its cell is in the words for people and among the properties."""
    place = Place(file="表.xlsx", sheet="Sheet1", row=17, column=7)
    (result,) = run(report(finding("VAL01", Severity.ERROR, "甲", 1, place=place)))["results"]
    (location,) = result["locations"]
    assert "region" not in location["physicalLocation"]
    assert location["message"]["text"] == "Sheet1!G17"
    assert location["properties"] == {"row": 17, "column": 7, "sheet": "Sheet1"}


def test_a_finding_on_the_whole_has_no_node() -> None:
    """Nor does one without a file point to any."""
    (result,) = run(report(finding("NAM02", Severity.ERROR, "", 1, subject=Subject(), place=Place())))["results"]
    assert result["locations"] == [{"message": {"text": ""}}]


def test_waived_results_are_suppressed() -> None:
    """With the reason, who answers, until when."""
    assert by_code(run(whole()))["VAL04"]["suppressions"] == [
        {
            "kind": "external", "status": "accepted", "justification": "疫情所致",
            "properties": {"by": "王科长", "expires": "2026-12-31"},
        }
    ]  # fmt: skip


def test_states_against_an_earlier_report() -> None:
    """All results have one or none has; what was corrected is absent, and no program counts it as an error."""
    results = by_code(run(whole()))
    states = {code: result["baselineState"] for code, result in results.items()}
    assert states == {
        "DOC01": "unchanged", "VAL02": "new", "VAL01": "unchanged", "VAL06": "new", "IND02": "new",
        "VAL04": "unchanged", "FRM04": "absent", "VAL07": "unchanged",
    }  # fmt: skip
    assert (results["FRM04"]["kind"], results["FRM04"]["level"]) == ("pass", "none")
    assert (results["VAL07"]["kind"], results["VAL07"]["level"]) == ("informational", "none")


def test_without_an_earlier_report_there_is_no_state(sample: Report) -> None:
    """Not even one that says new."""
    assert not [result for result in run(sample)["results"] if "baselineState" in result]


def test_one_compared_submission_gives_all_results_a_state(sample: Report) -> None:
    """SARIF wants it so: what was not compared is new."""
    assert all("baselineState" in result for result in run(sample, whole())["results"])


def test_what_was_not_checked_is_notified() -> None:
    """Files, pages, forms, rules; the run is not called successful."""
    (call,) = run(whole())["invocations"]
    assert call["executionSuccessful"] is False
    told = call["toolExecutionNotifications"]
    errors = [one["descriptor"]["id"] for one in told if one["level"] == "error"]
    assert errors == ["unread", "unrecognised", "failure"]
    assert told[2]["associatedRule"] == {"id": "VAL10"}
    assert [one["message"]["text"] for one in call["toolConfigurationNotifications"]] == ["豁免编号写错"]


def test_files_have_their_digest() -> None:
    """Those that were read."""
    first, second, third = run(whole())["artifacts"]
    assert first["hashes"] == {"sha-256": "a" * 64}
    assert "hashes" not in second
    assert third["location"]["uri"] == "%E5%9D%8F.txt"


def test_real_reports_are_valid(county: Path) -> None:
    """The county's text and a workbook in one run; everything successful."""
    made = run(check(county), check(ROOT / "examples" / "faulty" / "forms.xlsx"))
    assert made["invocations"][0]["executionSuccessful"] is True
    assert {result["properties"]["submission"] for result in made["results"]} == {0, 1}
    assert len(made["properties"]["submissions"]) == 2


@pytest.mark.parametrize(
    ("name", "reference"),
    [
        ("a/材料.txt", "a/%E6%9D%90%E6%96%99.txt"),
        ("/tmp/a b.txt", "file:///tmp/a%20b.txt"),
        (r"C:\申报\a.txt", "file:///C:/%E7%94%B3%E6%8A%A5/a.txt"),
        (r"\\server\share\a.txt", "file://server/share/a.txt"),
        ("javascript:alert(1)", "javascript%3Aalert%281%29"),
        ("//evil.example/a", "file:///evil.example/a"),
        ("a?b#c%d", "a%3Fb%23c%25d"),
        ("\udcff.txt", "%5Cudcff.txt"),
    ],
)
def test_names_become_references(name: str, reference: str) -> None:
    """No name becomes a scheme, a host, a query of its own."""
    assert uri(name) == reference


def test_messages_are_no_templates_and_no_links() -> None:
    """Braces doubled, a bracket that would begin a link escaped, others left alone."""
    assert spoken("{0}[点我](http://x) [甲] (乙)") == r"{{0}}\[点我](http://x) [甲] (乙)"
