"""The gate of a ruleset: read, inherited number by number, refused with its place, shown, compared, locked."""

from __future__ import annotations

import pytest

from perflint.errors import RulesetError
from perflint.ruleset import Ruleset
from perflint.ruleset.difference import differences
from perflint.ruleset.schema import schema
from tests.ruleset.conftest import Written

REFUSED = {
    "不是映射": ("gate: [error]", "2:1", "gate 应当是 {return: {error: 1}, revise: {warning: 3}}"),
    "键写错": ("gate: {retrun: {error: 1}}", "2:8", "不认识的键“retrun”，是不是“return”？"),
    "级别写错": ("gate: {return: {eror: 1}}", "2:17", "“eror”不是级别（error、warning、hint），也不是规则编号，是不是"),
    "没有这条规则": ("gate: {return: {VAL99: 1}}", "2:17", "也不是规则编号，是不是“VAL"),
    "里面不是映射": ("gate: {return: 1}", "2:8", "“return”应当是“级别或规则编号: 几处”"),
    "零处": ("gate:\n  return: {error: 0}", "3:12", "“error”应当是几处：1 以上的整数"),
    "不是数": ("gate: {return: {error: one}}", "2:17", "1 以上的整数"),
    "是真假": ("gate: {return: {error: true}}", "2:17", "1 以上的整数"),
    "小数": ("gate: {return: {error: 1.5}}", "2:17", "1 以上的整数"),
    "停用没有的": ("gate: {return: {hint: skip}}", "2:17", "上级没有写“return: hint”，无从停用（skip）"),
    "锁定不是真假": ("gate: {locked: ja}", "2:8", "“locked”应当是 true 或 false"),
}  # fmt: skip

LOOSER = {
    "放宽": ("gate: {return: {error: 2}}", "不能从 1 放宽到 2"),
    "停用一项": ("gate: {revise: {warning: skip}}", "“revise: warning”不能停用"),
    "全部停用": ("gate: skip", "不能停用（skip）"),
    "解锁": ("gate: {locked: false}", "下级不能解锁"),
}
LOCKED = "extends: national\ngate: {locked: true}\n"


def test_the_national_gate_is_the_strictest(national: Ruleset) -> None:
    """A place to begin; each bureau sets its own."""
    assert national.gate == {"return": {"error": 1}, "revise": {"warning": 1}}


def test_a_child_restates_single_numbers(load: Written) -> None:
    """Codes are counted beside severities, house rules too; what is not restated stays; ``skip`` takes one away."""
    house = "rules: {SX01: {uses: forbidden-text, given: indicator.name, pattern: 等$}}\n"
    child = load(
        f"extends: national\n{house}gate: {{return: {{VAL01: 5, SX01: 2}}, revise: {{warning: skip, hint: 20}}}}\n"
    )
    assert child.gate == {"return": {"error": 1, "VAL01": 5, "SX01": 2}, "revise": {"hint": 20}}


def test_a_child_may_do_without(load: Written) -> None:
    """``gate: skip`` leaves the conclusion to people; a later child may set one again."""
    assert load("extends: national\ngate: skip\n").gate == {}
    again = load("extends: parent.yaml\ngate: {return: {error: 9}}\n", parent="extends: national\ngate: skip\n")
    assert again.gate == {"return": {"error": 9}}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_wrong_is_refused_with_its_place(load: Written, case: str) -> None:
    """File, line and column, and the nearest word."""
    text, place, problem = REFUSED[case]
    with pytest.raises(RulesetError) as refused:
        load(f"extends: national\n{text}\n")
    assert f"mine.yaml:{place}：" in str(refused.value)
    assert problem in str(refused.value)


@pytest.mark.parametrize("case", LOOSER)
def test_a_locked_gate_is_not_loosened(load: Written, case: str) -> None:
    """The place of the lock is named."""
    text, problem = LOOSER[case]
    with pytest.raises(RulesetError, match=r"gate 已在 .*parent\.yaml:2:8 锁定，只能从严") as refused:
        load(f"extends: parent.yaml\n{text}\n", parent=LOCKED)
    assert problem in str(refused.value)


def test_a_locked_gate_is_tightened(load: Written) -> None:
    """Lower numbers and further ones."""
    child = load("extends: parent.yaml\ngate: {revise: {hint: 3, warning: 1}, return: {warning: 9}}\n", parent=LOCKED)
    assert child.gate == {"return": {"error": 1, "warning": 9}, "revise": {"warning": 1, "hint": 3}}
    assert "parent.yaml:2:8" in child.gate_locked


def test_no_lock_is_no_lock(load: Written) -> None:
    """``locked: false`` where nobody locked says nothing."""
    assert load("extends: national\ngate: {locked: false}\n").gate_locked == ""


def test_it_is_compared(load: Written, national: Ruleset) -> None:
    """Number by number, and the lock."""
    child = load("extends: national\ngate: {return: {error: 3, VAL01: 2}, revise: {warning: skip}, locked: true}\n")
    told = [line for line in differences(national, child) if "审核结论" in line]
    assert told == [
        "审核结论 退回 error：1 → 3",
        "审核结论 退回 VAL01：不设 → 2",
        "审核结论 修改后报 warning：1 → 不设",
        "审核结论：锁定",
    ]


def test_editors_know_it() -> None:
    """Outcomes, severities, codes, skip."""
    whole = schema()["properties"]["gate"]["anyOf"][0]
    assert set(whole["properties"]) == {"return", "revise", "locked"}
    assert set(whole["properties"]["return"]["properties"]) == {"error", "warning", "hint"}
