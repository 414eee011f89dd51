"""Waivers: read strictly, matched by what findings say, of no effect once expired or where a rule is locked."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from perflint.errors import RulesetError
from perflint.model.finding import Report, Severity, Subject
from perflint.review.waivers import settled, waivers_of
from perflint.ruleset import Ruleset
from tests.reporters.conftest import finding, form, report

TODAY = date(2026, 11, 27)
END = "  reason: 批复文件如此规定\n  by: 王某\n  expires: 2027-03-31\n"

REFUSED = {
    "不是列表": ("code: VAL01\n", "1:1", "最外层应当是列表：每条以 - 开头"),
    "一条不是映射": ("- VAL01\n", "1:3", "一条豁免应当是"),
    "键写错": (f"- code: VAL01\n  projekt: 甲\n{END}", "2:3", "豁免没有“projekt”这一项，是不是“project”？"),
    "没有写是哪个": (f"- code: VAL01\n{END}", "1:3", "要写“fingerprint”，或者“code”和“project”"),
    "没有理由": ("- fingerprint: 00000000000000ab\n  by: 王某\n  expires: 2027-03-31\n", "1:3", "要写“reason”"),
    "理由是空的": (
        "- fingerprint: 00000000000000ab\n  reason: ' '\n  by: 王某\n  expires: 2027-03-31\n", "2:3", "要写“reason”",
    ),
    "没有人": ("- fingerprint: 00000000000000ab\n  reason: 批复\n  expires: 2027-03-31\n", "1:3", "要写“by”：谁同意的"),
    "没有期限": ("- fingerprint: 00000000000000ab\n  reason: 批复\n  by: 王某\n", "1:3", "要写“expires”"),
    "不是日期": ("- fingerprint: 00000000000000ab\n  reason: 批复\n  by: 王某\n  expires: 明年\n", "4:3", "应当是日期"),
    "没有这一天": (
        "- fingerprint: 00000000000000ab\n  reason: 批复\n  by: 王某\n  expires: 2027-02-30\n", "4:3", "2027-02-30”",
    ),
    "不是指纹": (f"- fingerprint: VAL01\n{END}", "1:3", "“VAL01”不是指纹"),
    "项目名是数": (f"- code: VAL01\n  project: 2026\n{END}", "2:3", "“project”应当是文字，请放进引号"),
    "写了两次": ("- code: A\n  code: B\n", "2:3", "键“code”写了两次"),
    "别名": ("- &a {code: VAL01}\n", "1:3", "不用别名"),
    "不是YAML": ("- code: [\n", "2:1", "不是合格的 YAML"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_none_is_refused_with_its_place(case: str) -> None:
    """File, line, column, the cure."""
    text, place, problem = REFUSED[case]
    with pytest.raises(RulesetError) as refused:
        waivers_of(text, "w.yaml")
    assert str(refused.value).startswith(f"w.yaml:{place}：")
    assert problem in str(refused.value)


@pytest.mark.parametrize("text", ["", "# 还没有\n", "[]\n"])
def test_no_waivers(text: str) -> None:
    """An empty file is one without waivers."""
    assert waivers_of(text, "w.yaml") == ()


def test_a_fingerprint_without_letters_is_one() -> None:
    """YAML takes it for a number and loses its noughts."""
    assert waivers_of(f"- fingerprint: 0000000000000012\n{END}", "w.yaml")[0].fingerprint == "0000000000000012"


@pytest.fixture
def made() -> Report:
    """Two projects, three findings, and one of the whole."""
    return report(
        finding("NAM02", Severity.ERROR, "", 1, subject=Subject()),
        finding("VAL01", Severity.ERROR, "甲项目", 3),
        finding("VAL01", Severity.ERROR, "甲项目", 4),
        finding("VAL02", Severity.WARNING, "乙项目", 12),
        forms=(form("甲项目", 2), form("乙项目", 11)),
    )


def after(made: Report, text: str, ruleset: Ruleset) -> tuple[list[str], list[str], tuple[str, ...]]:
    """The fingerprints left, those waived, and the notes."""
    (one,) = settled([made], waivers_of(text, "w.yaml"), ruleset, TODAY)
    left = [str(int(finding.fingerprint)) for finding in one.findings]
    return left, [str(int(waived.finding.fingerprint)) for waived in one.waived], one.waiver_notes


COVERED = {
    "指纹": ("- fingerprint: 0000000000000003\n", ["1", "4", "12"]),
    "规则和项目": ("- code: VAL01\n  project: 甲 项目\n", ["1", "12"]),
    "写明位置": ("- code: VAL01\n  project: 甲项目\n  path: 产出指标/数量指标/指标4\n", ["1", "3", "12"]),
    "与项目无关": ("- code: NAM02\n  project: ''\n", ["3", "4", "12"]),
}


@pytest.mark.parametrize("case", COVERED)
def test_a_waiver_covers_what_it_says(made: Report, national: Ruleset, case: str) -> None:
    """All that is said must fit; what is waived is kept with its reason."""
    text, left = COVERED[case]
    found, waived, notes = after(made, text + END, national)
    assert found == left
    assert len(waived) == 4 - len(left)
    assert notes == ()


NOTED = {
    "没有用上": (f"- code: VAL03\n  project: 甲项目\n{END}", "没有用上：这次没有查出它所指的问题"),
    "指纹不符": (f"- fingerprint: 00000000000000ff\n{END}", "没有用上：这次没有查出它所指的问题"),
    "没有这条规则": (f"- code: VLA01\n  project: 甲项目\n{END}", "没有用上：没有规则“VLA01”，是不是“"),
    "到期": (
        "- code: VAL01\n  project: 甲项目\n  reason: 批复\n  by: 王某\n  expires: 2026-11-26\n",
        "已于 2026-11-26 到期，不再豁免",
    ),
}


@pytest.mark.parametrize("case", NOTED)
def test_what_does_not_waive_is_said(made: Report, national: Ruleset, case: str) -> None:
    """With the file and line of the waiver; nothing is taken out of the findings."""
    text, problem = NOTED[case]
    left, waived, (note,) = after(made, text, national)
    assert (len(left), waived) == (4, [])
    assert note.startswith("w.yaml:1:3：豁免“")
    assert problem in note


def test_the_last_day_is_included(made: Report, national: Ruleset) -> None:
    """到 11 月 27 日为止 holds on that day."""
    text = "- code: VAL01\n  project: 甲项目\n  reason: 批复\n  by: 王某\n  expires: 2026-11-27\n"
    assert len(after(made, text, national)[1]) == 2


def test_a_locked_rule_is_not_waived(made: Report, national: Ruleset) -> None:
    """By its code or by a fingerprint; the place of the lock is named."""
    locked = replace(national, locked={"VAL01": "province.yaml:3:5"})
    text = f"- fingerprint: 0000000000000003\n{END}- code: VAL02\n  project: 乙项目\n{END}"
    left, waived, (note,) = after(made, text, locked)
    assert (left, waived) == (["1", "3", "4"], ["12"])
    assert note.endswith("规则 VAL01 已在 province.yaml:3:5 锁定，不能豁免")


def test_a_waiver_said_twice_is_noted(made: Report, national: Ruleset) -> None:
    """The second covers nothing that the first does not."""
    text = f"- code: VAL01\n  project: 甲项目\n{END}- fingerprint: 0000000000000003\n{END}"
    left, _, (note,) = after(made, text, national)
    assert left == ["1", "12"]
    assert note.endswith("没有用上：与 w.yaml:1:3 的豁免重复")


def test_one_run_one_file_of_waivers(made: Report, national: Ruleset) -> None:
    """A waiver used in one submission is not unused in another; a note stands where its project is."""
    other = report(finding("VAL01", Severity.ERROR, "丙项目", 21), forms=(form("丙项目", 20),))
    text = f"- code: VAL01\n  project: 甲项目\n{END}- code: VAL03\n  project: 丙项目\n{END}"
    first, second = settled([made, other], waivers_of(text, "w.yaml"), national, TODAY)
    assert (len(first.waived), first.waiver_notes) == (2, ())
    assert len(second.waiver_notes) == 1
