"""What ships, and the county that extends a province: loads, holds by its own tests, and judges as it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from perflint.engine import check, check_bytes
from perflint.errors import RulesetError
from perflint.model.finding import Severity
from perflint.ruleset import bundled, load_ruleset
from perflint.ruleset.origins import load_notes
from perflint.ruleset.strict import remarks
from perflint.trial import outcomes, untested
from tests.ruleset.conftest import Written

ROOT = Path(__file__).resolve().parents[2]
COUNTY = ROOT / "examples" / "county"
HEAD = "项目支出绩效目标表\n\n| 项目名称 | {project} |  |  |\n| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n"
OUTPUT = "| 产出指标 | 数量指标 | 台数 | 3台 |\n| 产出指标 | 质量指标 | 合格率 | ≥90% |\n"
BENEFIT = "| 效益指标 | 社会效益指标 | 参会单位覆盖率 | ≥90% |\n"
COST = "| 成本指标 | 经济成本指标 | 采购单价 | ≤0.5万元/台 |\n"
UNDER = "| 产出指标 | 成本指标 | 采购单价 | ≤0.5万元/台 |\n"


def test_what_is_bundled() -> None:
    """A new folder under rulesets/ is a promise, and named here."""
    assert bundled() == ("mof-2021", "national", "shanxi")


@pytest.mark.parametrize("name", [*bundled(), str(COUNTY)])
def test_its_own_tests_hold(name: str) -> None:
    """Each test of the ruleset and of its parents, on the rules as it sets them."""
    rules, notes = load_ruleset(name), load_notes(name)
    failed = [(one.trial.place, one.found, one.trouble) for one in outcomes(rules, notes) if not one.passed]
    assert failed == []
    assert untested(rules, notes) == {}


@pytest.mark.parametrize("name", ["shanxi", str(COUNTY)])
def test_nothing_is_left_unsaid(name: str) -> None:
    """Strictly valid: version, title, tests, no setting that sets nothing."""
    assert list(remarks(load_ruleset(name), load_notes(name))) == []


@pytest.mark.parametrize(
    ("project", "rows", "codes"),
    [
        ("办公设备购置经费", OUTPUT + BENEFIT, {"TRE02"}),
        ("业务用房建设工程", OUTPUT + BENEFIT, {"TRE02"}),
        ("办公楼屋面修缮工程", OUTPUT + BENEFIT, {"TRE02"}),
        ("办公设备购置经费", COST + OUTPUT + BENEFIT, set()),
        ("办公设备购置经费", OUTPUT + UNDER + BENEFIT, set()),
        ("公务会议经费", OUTPUT + BENEFIT, set()),
        ("队伍建设经费", OUTPUT + BENEFIT, set()),
        ("公务会议经费", OUTPUT, {"TRE01"}),
        ("公务会议经费", OUTPUT + UNDER, {"TRE01"}),
        ("公务会议经费", BENEFIT, {"TRE01"}),
        ("公务会议经费", COST + OUTPUT + BENEFIT, set()),
    ],
)
def test_the_scheme_of_2021(project: str, rows: str, codes: set[str]) -> None:
    """成本 for what builds, repairs or buys, wherever the form prints it; 满意度 as needed; 产出 and 效益 always."""
    report = check_bytes(f"{HEAD.format(project=project)}{rows}".encode(), "表.txt", load_ruleset("mof-2021"))
    found = [one for one in report.findings if one.code in {"TRE01", "TRE02"}]
    assert {one.code for one in found} == codes
    assert all(one.severity == Severity.ERROR for one in found)


def test_the_county_reads_its_form_and_judges_by_its_words() -> None:
    """Layout, word, severity and house rule each show in the report; without the county the form is not read."""
    assert check(COUNTY / "form.txt", "shanxi").unchecked
    report = check(COUNTY / "form.txt", str(COUNTY))
    assert not report.unchecked
    assert [(one.code, one.quote, one.severity.value) for one in report.findings] == [
        ("IND02", "要求", "error"),
        ("VAL01", "见实效", "error"),
        ("QH01", "≥80%", "error"),
    ]


def test_the_county_is_short() -> None:
    """A layout, two words, a house rule, a lock and tests in under 60 lines of YAML."""
    files = [path.read_text("utf-8") for path in COUNTY.rglob("*.yaml")]
    assert sum(len(text.splitlines()) for text in files) < 60


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("rules: {QH01: {least: 60}}", "从 85 改为 60"),
        ("rules: {TRE02: skip}", "不能停用"),
        ("rules: {TRE02: {required: {three-type: {产出指标: [数量指标]}}}}", "少了“four-type”"),
    ],
)
def test_a_township_may_not_loosen_what_county_and_province_locked(load: Written, text: str, says: str) -> None:
    """The locks of both hold three levels down."""
    with pytest.raises(RulesetError, match=says):
        load(f"extends: {COUNTY}\n{text}\n")
    assert set(load(f"extends: {COUNTY}\nrules: {{QH01: {{least: 90}}}}\n").locked) == {"QH01", "TRE02"}
