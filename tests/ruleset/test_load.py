"""Loading: what a child says over its parents, and every refusal with file, line, column and the nearest word."""

from __future__ import annotations

from pathlib import Path

import pytest

from perflint.errors import RulesetError
from perflint.model.finding import Severity
from perflint.rules import RULES
from perflint.ruleset import Ruleset, bundled, load_ruleset
from tests.ruleset.conftest import Written


def test_what_is_bundled_loads() -> None:
    """Every ruleset that ships is whole: a title, layouts, schemes, and each rule either in force or skipped."""
    assert "national" in bundled()
    for name in bundled():
        rules = load_ruleset(name)
        assert rules.name == name
        assert rules.title
        assert rules.layouts
        assert rules.schemes
        assert {rule.code for rule in rules.rules} | set(rules.skipped) >= {rule.code for rule in RULES}


def test_a_child_inherits_everything(load: Written, national: Ruleset) -> None:
    """A ruleset that only extends says what its parent says, under its own name."""
    child = load("extends: national\ntitle: 某县\nversion: '2'\n")
    assert (child.name, child.title, child.version) == ("mine", "某县", "2")
    assert child.words == national.words
    assert child.rules == national.rules
    assert child.layouts == national.layouts
    assert child.digest != national.digest


def test_a_child_extends_a_child(load: Written) -> None:
    """Parents are paths relative to the child; the nearest word wins."""
    grandchild = load(
        "extends: parent.yaml\nrules: {VAL10: warning}\n", parent="extends: national\nrules: {VAL10: skip}\n"
    )
    rule = grandchild.rule("VAL10")
    assert rule is not None
    assert rule.severity == Severity.WARNING
    assert grandchild.skipped == ()


def test_a_folder_is_its_ruleset_file(tmp_path: Path, load: Written) -> None:
    """A province is a folder with ruleset.yaml in it, and bears the folder's name."""
    folder = tmp_path / "province"
    folder.mkdir()
    (folder / "ruleset.yaml").write_text("extends: ../mine.yaml\n", encoding="utf-8")
    load("extends: national\n")
    assert load_ruleset(str(folder)).name == "province"


def test_words_are_added_and_removed(load: Written, national: Ruleset) -> None:
    """The rest of a list stays, in its order; what is there already is not doubled."""
    child = load("extends: national\nwords:\n  vague: {add: [有序推进, 满意], remove: [及时]}\n")
    assert "及时" in national.words["vague"]
    assert "及时" not in child.words["vague"]
    assert child.words["vague"].count("满意") == 1
    assert child.words["vague"][-1] == "有序推进"
    rule = child.rule("VAL01")
    assert rule is not None
    assert "有序推进" in getattr(rule, "words")  # noqa: B009 - an option of the subclass


def test_a_list_replaces_a_list(load: Written) -> None:
    """A whole list is the child's own."""
    assert load("extends: national\nwords: {vague: [一般]}\n").words["vague"] == ("一般",)


def test_words_may_lie_in_a_file_of_their_own(load: Written) -> None:
    """``words`` may name a file beside the ruleset."""
    assert load("extends: national\nwords: lists.yaml\n", lists="vague: [一般]\n").words["vague"] == ("一般",)


def test_severity_and_options_are_restated(load: Written, national: Ruleset) -> None:
    """A word for the severity alone, a mapping for the options; what is not said stays the parent's."""
    child = load("extends: national\nrules:\n  VAL01: hint\n  VAL10: {least: 5, severity: warning}\n")
    first, second, before = child.rule("VAL01"), child.rule("VAL10"), national.rule("VAL01")
    assert first is not None and second is not None and before is not None  # noqa: PT018 - narrowing
    assert first.severity == Severity.HINT
    assert first.basis == before.basis
    assert second.severity == Severity.WARNING
    assert getattr(second, "least") == 5  # noqa: B009 - an option of the subclass


def test_a_rule_is_skipped_and_taken_up_again(load: Written) -> None:
    """``skip`` puts a rule out of force; a child may put it back."""
    assert load("extends: national\nrules: {VAL01: skip}\n").rule("VAL01") is None
    again = load("extends: parent.yaml\nrules: {VAL01: error}\n", parent="extends: national\nrules: {VAL01: skip}\n")
    assert again.rule("VAL01") is not None


def test_a_message_is_restated(load: Written) -> None:
    """A ruleset may say it in its own words, with the blanks the rule fills."""
    rule = load("extends: national\nrules:\n  VAL01:\n    message: 指标“{name}”写得笼统\n").rule("VAL01")
    assert rule is not None
    assert rule.message == "指标“{name}”写得笼统"


def test_a_changed_file_is_read_again(load: Written) -> None:
    """No cache outlives its files, neither the ruleset's own nor those beside it."""
    assert load("extends: national\nwords: lists.yaml\n", lists="vague: [甲]\n").words["vague"] == ("甲",)
    assert load("extends: national\nwords: lists.yaml\n", lists="vague: [乙]\n").words["vague"] == ("乙",)
    assert load("extends: national\nrules: {VAL10: error}\n").rule("VAL10") is not None
    assert load("extends: national\nrules: {VAL10: skip}\n").rule("VAL10") is None


REFUSED = {
    "未知的键": ("extends: national\nruls: {}\n", "2:1", "不认识的键“ruls”，是不是“rules”？"),
    "未知的规则": ("extends: national\nrules:\n  VAL1O: error\n", "3:3", "没有规则“VAL1O”，是不是“VAL10”？"),
    "未知的选项": ("extends: national\nrules:\n  VAL10:\n    leest: 3\n", "4:5", "没有选项“leest”，是不是“least”？"),
    "不可改的选项": ("extends: national\nrules:\n  VAL10:\n    code: XX01\n", "4:5", "没有选项“code”"),
    "级别写错": ("extends: national\nrules:\n  VAL01: eror\n", "3:3", "error、warning、hint"),
    "级别写作off": ("extends: national\nrules:\n  VAL01: off\n", "3:3", "不启用写 skip"),
    "级别在选项里写错": ("extends: national\nrules:\n  VAL01: {severity: fatal}\n", "3:11", "error、warning、hint"),
    "数写成字": ("extends: national\nrules:\n  VAL10:\n    least: many\n", "4:5", "应当是整数"),
    "数写成小数": ("extends: national\nrules:\n  VAL10:\n    least: 3.5\n", "4:5", "“least”"),
    "数写成是否": ("extends: national\nrules:\n  VAL10:\n    least: true\n", "4:5", "应当是整数"),
    "列表写成字": ("extends: national\nrules:\n  VAL01:\n    words: 满意\n", "4:5", "应当是一个列表"),
    "设置空着": ("extends: national\nrules:\n  VAL10:\n", "3:3", "应当是级别、skip 或“选项: 值”"),
    "rules是列表": ("extends: national\nrules: [VAL01]\n", "2:1", "规则代码: 设置"),
    "依据的键写错": (
        "extends: national\nrules:\n  VAL01:\n    basis: [{doc: 甲, claus: 乙}]\n",
        "4:22",
        "是不是“clause”？",
    ),
    "核对状态不是布尔": (
        "extends: national\nrules:\n  VAL01:\n    basis: [{doc: 甲, verified: yes}]\n",
        "4:22",
        "true 或 false",
    ),
    "空位没人填": ("extends: national\nrules:\n  VAL01:\n    message: 指标{nam}\n", "4:5", "{nam}"),
    "空位没有名字": ("extends: national\nrules:\n  VAL01:\n    message: 指标{}\n", "4:5", "空位"),
    "空位的括号不成对": ("extends: national\nrules:\n  VAL01:\n    message: 指标{name\n", "4:5", "空位"),
    "空位取了属性": ("extends: national\nrules:\n  VAL01:\n    message: '{name.__class__}'\n", "4:5", "空位"),
    "空位定了宽度": ("extends: national\nrules:\n  VAL01:\n    message: '{name:>9999999999}'\n", "4:5", "空位"),
    "词表不是列表": ("extends: national\nwords: {vague: 满意}\n", "2:9", "词表“vague”应当是一个列表"),
    "词表的动作写错": ("extends: national\nwords: {vague: {ad: [甲]}}\n", "2:9", "add"),
    "上级没有的词表": ("extends: national\nwords: {vage: {add: [甲]}}\n", "2:9", "没有词表“vage”，是不是“vague”？"),
    "没有规则用的词表": ("extends: national\nwords: {vage: [甲]}\n", "2:9", "是不是“vague”？"),
    "删除没有的词": ("extends: national\nwords: {vague: {remove: [有所提升]}}\n", "2:26", "是不是“有所提高”？"),
    "词里套列表": ("extends: national\nwords: {vague: [[甲]]}\n", "2:17", "应当都是词"),
    "词表文件不在": ("extends: national\nwords: nofile.yaml\n", "2:1", "找不到文件“nofile.yaml”"),
    "版式文件不在": ("extends: national\nlayouts: [nofile.yaml]\n", "2:11", "找不到文件“nofile.yaml”"),
    "体系文件不在": ("extends: national\nschemes: nofile.yaml\n", "2:1", "找不到文件“nofile.yaml”"),
    "上级不在": ("extends: nofile.yaml\n", "1:1", "找不到规则集“nofile.yaml”"),
    "上级写错": ("extends: nationl\n", "1:1", "是不是“national”？"),
    "上级是网址": ("extends: https://example.com/x.yaml\n", "1:1", "找不到规则集"),
    "继承自己": ("extends: mine.yaml\n", "1:1", "继承成环"),
    "键写了两次": ("extends: national\nrules:\n  VAL01: hint\n  VAL01: skip\n", "4:3", "键“VAL01”写了两次"),
    "别名": ("extends: national\nwords: {a: &x [b], c: *x}\n", "2:12", "不用别名"),
    "年度不是数": ("extends: national\neffective: {from: 明年}\n", "2:13", "年份"),
    "年度的键写错": ("extends: national\neffective: {frm: 2026}\n", "2:", "from"),
    "年度倒置": ("extends: national\neffective: {from: 2027, to: 2026}\n", "2:", "2026"),
    "问题不是列表": ("extends: national\nquestions: 3\n", "2:1", "应当是一个列表"),
    "标题不是文字": ("extends: national\ntitle: [甲]\n", "2:1", "文字"),
    "没有版式": ("title: 空的规则集\n", "", "extends"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused_at_its_place(load: Written, case: str) -> None:
    """A ruleset that is wrong is never used: file, line, column, the key, and the nearest valid word."""
    text, place, says = REFUSED[case]
    with pytest.raises(RulesetError) as refused:
        load(text)
    assert f"mine.yaml:{place}" in str(refused.value) or not place
    assert says in refused.value.problem
    assert all(sign not in refused.value.problem for sign in ("Error", "expected", "Input should"))


def test_a_circle_is_shown_whole(load: Written) -> None:
    """Two rulesets that extend each other are refused with both names."""
    with pytest.raises(RulesetError, match="继承成环") as refused:
        load("extends: other.yaml\n", other="extends: mine.yaml\n")
    assert refused.value.problem.count("mine.yaml") == 2
    assert "other.yaml" in refused.value.problem


def test_an_unknown_name_is_refused_with_the_nearest() -> None:
    """The name on the command line is looked up among the bundled ones, then as a file."""
    with pytest.raises(RulesetError, match="是不是“national”？"):
        load_ruleset("nationl")


@pytest.mark.parametrize(
    "data", [b"\xff\xfe\x00", bytes(range(256)), "标题: 甲".encode("utf-16")], ids=["junk", "bytes", "utf-16"]
)
def test_a_file_that_is_no_text_is_refused(tmp_path: Path, data: bytes) -> None:
    """Rulesets are UTF-8."""
    path = tmp_path / "mine.yaml"
    path.write_bytes(data)
    with pytest.raises(RulesetError, match=r"UTF-8|YAML"):
        load_ruleset(str(path))


def test_a_fault_in_a_file_beside_is_told_there(load: Written) -> None:
    """The place is that of the file at fault, not of the one that names it."""
    with pytest.raises(RulesetError, match=r"lists\.yaml:1:1：词表“vague”"):
        load("extends: national\nwords: lists.yaml\n", lists="vague: 满意\n")
    with pytest.raises(RulesetError, match=r"form\.yaml:2:1：.*是不是“title”？"):
        load("extends: national\nlayouts: [form.yaml]\n", form="layout: 甲\ntitl: 乙\ntitle: 丙\n")


def test_a_broken_cache_is_done_without(load: Written, tmp_path: Path) -> None:
    """Whatever lies in the cache, the ruleset is what its files say."""
    load("extends: national\n")
    for path in (tmp_path / "cache").rglob("*.json"):
        for rubbish in ("", "{", "[]", '{"files": {}, "ruleset": {}}'):
            path.write_text(rubbish, encoding="utf-8")
            assert load("extends: national\n").rules


def test_a_child_adds_kinds_to_the_library(load: Written, national: Ruleset) -> None:
    """A kind of its own beside the parent's; one of the same name takes its place."""
    child = load(
        "extends: national\nindicators: lib.yaml\n",
        lib="井盖整治:\n  words: [井盖]\n  数量指标: [更换井盖数量 ≥__个]\n通用:\n  数量指标: [甲 ≥__个, 乙 ≥__个]\n",
    )
    told = child.library.told("城区井盖整治费用")
    assert told is not None
    assert [str(one) for one in child.library.measures(told, "数量指标")] == ["更换井盖数量≥__个"]
    assert [one.name for one in child.library.measures(None, "数量指标")] == ["甲", "乙"]
    assert len(child.library.kinds) == len(national.library.kinds) + 1


@pytest.mark.parametrize(
    ("library", "line", "says"),
    [
        ("井盖:\n  words: [井盖]\n  数量指示: [更换数量 ≥__个]\n", 3, "没有二级指标“数量指示”，是不是“数量指标”"),
        ("井盖:\n  数量指标:\n    - 更换数量\n", 3, "“更换数量”应当写成“名称 值的写法”"),
        ("井盖:\n  word: [井盖]\n", 2, "没有二级指标“word”，是不是“words”"),
        ("井盖: [更换数量 ≥__个]\n", 1, "项目类型“井盖”下面应当是"),
        ("井盖:\n  数量指标: 更换数量 ≥__个\n", 2, "应当是一个列表"),
    ],
)
def test_a_library_that_is_none_is_refused(load: Written, library: str, line: int, says: str) -> None:
    """A misspelt 二级, a line without a value: with file, line and the nearest word."""
    with pytest.raises(RulesetError) as refused:
        load("extends: national\nindicators: lib.yaml\n", lib=library)
    assert "lib.yaml" in str(refused.value)
    assert f":{line}:" in str(refused.value)
    assert says in str(refused.value)


def test_a_rule_does_not_restate_the_library(load: Written) -> None:
    """What the ruleset provides as a whole is no option of a single rule."""
    with pytest.raises(RulesetError, match="没有选项“library”"):
        load("extends: national\nrules:\n  VAL01:\n    library: {}\n")


@pytest.mark.parametrize(
    ("weights", "line", "says"),
    [
        ("levels: [甲, 乙]\nweights:\n  常数: 0 0\n  尾率: 1\n", 4, "“尾率”应当有 2 个整数"),
        ("levels: [甲, 乙]\nweights:\n  常数: 0 x\n", 3, "“常数”应当有 2 个整数"),
        ("levels: [甲]\nweight:\n  常数: 0\n", 2, "不认识的键“weight”，是不是“weights”"),
        ("levels: [甲]\nweights: [1]\n", 2, "weights 应当是“特征: 权重”"),
    ],
)
def test_weights_that_are_none_are_refused(load: Written, weights: str, line: int, says: str) -> None:
    """A missing number, a word for a number, a misspelt key: with file and line."""
    with pytest.raises(RulesetError) as refused:
        load("extends: national\nplacement: mine2.yaml\n", mine2=weights)
    assert f":{line}:" in str(refused.value)
    assert says in str(refused.value)
