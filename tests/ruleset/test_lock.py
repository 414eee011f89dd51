"""Locks: a child may tighten a locked rule, never loosen, skip or unlock it; what is refused names both places."""

from __future__ import annotations

import pytest

from perflint.errors import RulesetError
from perflint.model.finding import Severity
from perflint.rules import GENERAL, RULES
from perflint.rules.base import Rule
from tests.ruleset.conftest import Written

PARENT = """\
extends: national
rules:
  VAL01: {severity: warning, locked: true}
  TRE02:
    required: {three-type: {产出指标: [数量指标, 质量指标]}}
    locked: true
  VAL10: {least: 3, locked: true}
  TRE08: {marks: [经济成本指标, 社会成本指标], locked: true}
  SX01:
    uses: number-range
    given: indicator.value
    names: [满意度]
    least: 90
    locked: true
  SX02: {uses: required-field, given: field.category, printed: true, locked: true}
  SX03: {uses: required-indicator, level1: 产出指标, words: [人次], locked: true}
  SX04: {uses: number-range, given: indicator.value, most: 100, locked: true}
"""
CHILD = "extends: parent.yaml\n"

TIGHTER = {
    "级别提高": "rules: {VAL01: error}",
    "级别不变": "rules: {VAL01: warning}",
    "多要一种指标": "rules: {TRE02: {required: {three-type: {产出指标: {add: [时效指标]}}}}}",
    "多要一种体系": "rules: {TRE02: {required: {add: {four-type: {成本指标: [经济成本指标]}}}}}",
    "下限提高": "rules: {SX01: {least: 95}}",
    "上限降低": "rules: {SX04: {most: 80}}",
    "加一个限度": "rules: {SX04: {least: 1}}",
    "换一种说法": "rules: {VAL01: {message: '指标“{name}”写得笼统', advice: 写数}}",
    "选项不变": "rules: {VAL10: {least: 3}}",
    "两个满值就报": "rules: {VAL10: {least: 2}}",
    "词表加词": "words: {vague: {add: [有序推进]}}",
    "可核实的词减少": "words: {verifiable: {remove: [出台]}}",
    "再锁一次": "rules: {VAL01: {locked: true}}",
}

LOOSER = {
    "级别降低": ("rules: {VAL01: hint}", "2:9", "“severity”不能放宽：级别从 warning 降为 hint"),
    "停用": ("rules: {VAL01: skip}", "2:9", "不能停用（skip）"),
    "解锁": ("rules: {VAL01: {locked: false}}", "2:17", "下级不能解锁"),
    "少要一种指标": (
        "rules:\n  TRE02:\n    required: {three-type: {产出指标: {remove: [质量指标]}}}",
        "4:5",
        "“required”不能放宽：少了“质量指标”",
    ),
    "整个重写少了": ("rules:\n  TRE02: {required: {three-type: {产出指标: [数量指标]}}}", "3:11", "少了“质量指标”"),
    "少一种体系": ("rules:\n  TRE02: {required: {four-type: {成本指标: [经济成本指标]}}}", "3:11", "少了“three-type”"),
    "四个满值才报": ("rules: {VAL10: {least: 4}}", "2:17", "“least”不能放宽：从 3 改为 4"),
    "不知道方向": ("rules: {TRE08: {marks: [经济成本指标]}}", "2:17", "说不清怎样算从严"),
    "下限降低": ("rules: {SX01: {least: 80}}", "2:16", "“least”不能放宽：从 90 改为 80"),
    "词表删词": ("words: {vague: {remove: [满意]}}", "2:9", "词表“vague”由规则“VAL01”使用"),
    "词表重写": ("words: {vague: [满意]}", "2:9", "词表“vague”由规则“VAL01”使用"),
    "在规则上重写词": ("rules: {VAL01: {words: [满意]}}", "2:17", "“words”不能放宽：少了"),
    "去掉下限": ("rules: {SX01: {most: 100, least: null}}", "2:27", "去掉了限度"),
    "上限提高": ("rules: {SX04: {most: 120}}", "2:16", "从 100 改为 120"),
    "只管几个指标": ("rules: {SX04: {names: [满意度]}}", "2:16", "说不清怎样算从严"),
    "只管几个项目": ("rules: {SX04: {projects: [培训]}}", "2:16", "说不清怎样算从严"),
    "不印也行": ("rules: {SX02: {printed: false}}", "2:16", "从 true 改为 false"),
    "任何一条都算": ("rules: {SX03: {words: []}}", "2:16", "说不清怎样算从严"),
    "体系里少一级": (
        "rules: {TRE02: {required: {add: {three-type: {remove: [产出指标]}}}}}",
        "2:17",
        "少了“产出指标”",
    ),
    "放过的词增加": ("words: {verifiable: {add: [显著]}}", "2:9", "多了“显著”"),
}


@pytest.mark.parametrize("case", TIGHTER)
def test_a_child_may_tighten(load: Written, case: str) -> None:
    """Raising, adding and saying it otherwise are let through; the lock goes on to the child."""
    child = load(f"{CHILD}{TIGHTER[case]}\n", parent=PARENT)
    assert set(child.locked) == {"VAL01", "TRE02", "VAL10", "TRE08", "SX01", "SX02", "SX03", "SX04"}
    assert child.locked["VAL01"].endswith("parent.yaml:3:30")


@pytest.mark.parametrize("case", LOOSER)
def test_a_child_may_not_loosen(load: Written, case: str) -> None:
    """Refused at the key, with the place where it was locked and what may be done instead."""
    text, place, says = LOOSER[case]
    with pytest.raises(RulesetError) as refused:
        load(f"{CHILD}{text}\n", parent=PARENT)
    assert f"mine.yaml:{place}：" in str(refused.value)
    assert says in refused.value.problem
    assert "parent.yaml:" in refused.value.problem
    assert "锁定" in refused.value.problem


def test_a_grandchild_is_bound_as_well(load: Written) -> None:
    """What a middle ruleset tightened, its child may not take back."""
    middle = "extends: parent.yaml\nrules: {VAL01: error}\n"
    with pytest.raises(RulesetError, match="从 error 降为 warning"):
        load("extends: middle.yaml\nrules: {VAL01: warning}\n", middle=middle, parent=PARENT)


def test_what_locks_may_still_set(load: Written) -> None:
    """The file that locks a rule says in the same breath what it is locked at; an unlocked rule stays free."""
    rules = load("extends: national\nrules:\n  VAL01: {severity: hint, locked: true}\n  VAL02: {locked: false}\n")
    rule = rules.rule("VAL01")
    assert rule is not None
    assert rule.severity == Severity.HINT
    assert list(rules.locked) == ["VAL01"]


def test_a_lock_is_true_or_false(load: Written) -> None:
    """Anything else is a slip."""
    with pytest.raises(RulesetError, match="“locked”应当是 true 或 false"):
        load("extends: national\nrules: {VAL01: {locked: yes}}\n")


@pytest.mark.parametrize("kind", [*RULES, *GENERAL.values()], ids=lambda kind: kind.code or kind.__name__)
def test_what_grows_or_shrinks_is_an_option(kind: type[Rule]) -> None:
    """A misspelt one would bind nobody; none does both."""
    inherited = {*Rule.grows, *Rule.shrinks}
    assert {*kind.grows, *kind.shrinks} - inherited <= kind.options().keys()
    assert not {*kind.grows} & {*kind.shrinks}
