"""House rules: a code of one's own, a general rule, a place from the list; what says too little is refused."""

from __future__ import annotations

import subprocess
import sys

import pytest

from perflint.errors import RulesetError
from perflint.model.finding import Severity
from tests.ruleset.conftest import Written

RULE = "uses: forbidden-text, given: indicator.name, pattern: 等$"

REFUSED = {
    "没有uses": ("SX01: {severity: hint}", "3:3", "没有规则“SX01”；本地规则要写 uses，可用的有：forbidden-text"),
    "通用规则写错": ("SX01: {uses: forbiden-text}", "3:10", "没有通用规则“forbiden-text”，是不是“forbidden-text”？"),
    "自带规则写uses": ("VAL01: {uses: forbidden-text}", "3:11", "自带的规则，不能写 uses"),
    "占用自带的章": (f"VAL77: {{{RULE}}}", "3:3", "字母不能是 perflint 自己的"),
    "编号小写": (f"sx01: {{{RULE}}}", "3:3", "大写字母"),
    "没有given": ("SX01: {uses: forbidden-text, words: [甲]}", "3:3", "要写“given”"),
    "没有要找的": ("SX01: {uses: forbidden-text, given: project}", "3:3", "要写“words”或“pattern”"),
    "地方写错": (
        "SX01: {uses: forbidden-text, given: indicator.nam, words: [甲]}",
        "3:32",
        "“given”不能是“indicator.nam”，是不是“indicator.name”？",
    ),
    "栏目写错": (
        "SX01: {uses: required-field, given: field.categry}",
        "3:32",
        "是不是“field.category”？",
    ),
    "地方不合这条规则": ("SX01: {uses: number-range, given: indicator.name, least: 1}", "3:30", "可用的有"),
    "金额写错": (
        "SX01: {uses: amount-comparison, given: funding.年度.资金总额, against: funding.年度.总额}",
        "3:59",
        "“against”不能是",
    ),
    "关系写错": (
        "SX01: {uses: amount-comparison, given: funding.年度.资金总额, yuan: 3, relation: 大于}",
        "3:68",
        "“relation”不是可用的值，可用的有：<、≤、=、≥、>",
    ),
    "范围倒置": ("SX01: {uses: number-range, given: indicator.value, least: 9, most: 3}", "3:54", "大于“most”"),
    "没有范围": ("SX01: {uses: number-range, given: indicator.value}", "3:3", "要写“least”或“most”"),
    "没有指标": ("SX01: {uses: required-indicator}", "3:3", "要写“words”或“pattern”"),
    "表达式写错": ("SX01: {uses: forbidden-text, given: project, pattern: (甲}", "3:48", "左括号没有合上"),
    "uses不是文字": ("SX01: {uses: [甲]}", "3:10", "没有通用规则"),
    "什么都符合": ("SX01: {uses: forbidden-text, given: project, pattern: 甲*}", "3:48", "处处都会相符"),
    "空的词": ("SX01: {uses: forbidden-text, given: project, words: ['']}", "3:56", "空的词"),
    "倍数不对": (
        "SX01: {uses: amount-comparison, given: funding.年度.资金总额, yuan: 3, times: 0}",
        "3:68",
        "应当大于 0",
    ),
    "空位没人填": (f"SX01: {{{RULE}, message: '{{nam}}'}}", "3:68", "可用的空位有"),
    "选项写错": (f"SX01: {{{RULE}, sevrity: hint}}", "3:68", "没有选项“sevrity”，是不是“severity”？"),
    "测试不是列表": (f"SX01: {{{RULE}, tests: 3}}", "3:68", "应当是一个列表"),
    "测试的键写错": (f"SX01: {{{RULE}, tests: [{{tabel: 甲, finds: []}}]}}", "3:77", "是不是“table”？"),
    "测试没有finds": (f"SX01: {{{RULE}, tests: [{{table: 甲}}]}}", "3:76", "要写“finds”"),
    "测试没有表": (f"SX01: {{{RULE}, tests: [{{finds: []}}]}}", "3:76", "测试要写表的内容"),
    "测试的表不是文字": (f"SX01: {{{RULE}, tests: [{{table: [甲], finds: []}}]}}", "3:77", "应当是文字"),
    "测试的栏目不是文字": (f"SX01: {{{RULE}, tests: [{{fields: 甲, finds: []}}]}}", "3:77", "印出的栏目名称"),
    "测试是一句话": (f"SX01: {{{RULE}, tests: [甲]}}", "3:76", "一条测试应当是"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused_at_its_place(load: Written, case: str) -> None:
    """File, line, column, the key, the cause, and the nearest that is right."""
    text, place, says = REFUSED[case]
    with pytest.raises(RulesetError) as refused:
        load(f"extends: national\nrules:\n  {text}\n")
    assert f"mine.yaml:{place}：" in str(refused.value)
    assert says in refused.value.problem


def test_a_house_rule_is_in_force_under_its_code(load: Written) -> None:
    """With its severity and words, after the rules that come with perflint."""
    rules = load(f"extends: national\nrules:\n  SX01: {{{RULE}, severity: hint, title: 范围不清, point: X2}}\n")
    rule = rules.rules[-1]
    assert (rule.code, rule.name, rule.title, rule.point) == ("SX01", "forbidden-text", "范围不清", "X2")
    assert rule.severity == Severity.HINT


def test_a_child_changes_and_skips_it(load: Written) -> None:
    """Inherited as any rule is; what it is may not be changed under the same code."""
    parent = f"extends: national\nrules:\n  SX01: {{{RULE}}}\n"
    child = load("extends: parent.yaml\nrules: {SX01: error}\n", parent=parent).rule("SX01")
    assert child is not None
    assert child.severity == Severity.ERROR
    assert load("extends: parent.yaml\nrules: {SX01: skip}\n", parent=parent).rule("SX01") is None
    with pytest.raises(RulesetError, match="不能改成另一种"):
        load("extends: parent.yaml\nrules: {SX01: {uses: required-text}}\n", parent=parent)
    with pytest.raises(RulesetError, match="没有规则“SX02”，是不是“SX01”？"):
        load("extends: parent.yaml\nrules: {SX02: error}\n", parent=parent)


def test_the_engine_for_patterns_is_loaded_for_patterns_only() -> None:
    """A run with the national ruleset never imports it."""
    script = "import sys, perflint.engine as engine; engine.load_ruleset(); assert 're2' not in sys.modules"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
