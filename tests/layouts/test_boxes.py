"""Boxes, funding and goals: labels and what belongs to them, wherever columns put it."""

from __future__ import annotations

import pytest

from perflint.layouts import recognise_with
from perflint.layouts.meaning.vocabulary import Vocabulary
from perflint.model.form import ANNUAL, IMPLEMENTATION, TargetForm
from perflint.ruleset import load_ruleset
from tests.build import document
from tests.layouts.facts import words_of

WORDS: Vocabulary = words_of(load_ruleset("national"))
TREE = [
    ["绩效指标", "一级指标", "二级指标", "三级指标", "指标值"],
    ["", "产出指标", "数量指标", "维修渠道长度", "≥12公里"],
]


def form_of(*rows: list[str]) -> TargetForm:
    """The form with these rows between its name and its tree."""
    (form,) = recognise_with(document([["项目名称", "", "农田水利维修经费"], *rows, *TREE]), WORDS).forms
    return form


@pytest.mark.parametrize(
    ("row", "unit", "period"),
    [
        (["实施单位", "水利站", "项目期", "1年"], "水利站", "1年"),
        (["实施单位", "", "水利站", "", "项目期", "1年"], "水利站", "1年"),
        (["实施单位：水利站", "项目期：1年"], "水利站", "1年"),
        (["实施单位：水利站　　项目期：1年"], "水利站", "1年"),
        (["实 施 单 位", "水利站", "★项目期（必填）", "1年"], "水利站", "1年"),
        (["实施单位", "", "项目期", "1年"], "", "1年"),
    ],
)
def test_a_value_follows_its_label(row: list[str], unit: str, period: str) -> None:
    """In the next filled cell, after a colon, or nowhere."""
    form = form_of(row)
    assert {field.key: field.value.text for field in form.fields if field.key != "project"} == {
        "unit": unit,
        "period": period,
    }
    assert not form.unread


@pytest.mark.parametrize(
    ("rows", "money"),
    [
        (
            [
                ["项目资金(元)", "实施期资金总额", "300", "年度资金总额", "100"],
                ["", "其中:财政拨款", "300", "财政拨款", ""],
            ],
            {(IMPLEMENTATION, 0): 300, (ANNUAL, 0): 100, (IMPLEMENTATION, 1): 300, (ANNUAL, 1): None},
        ),
        ([["项目资金", "(万元)", "年度资金总额：", "", "1.50"]], {(ANNUAL, 0): 15000}),
        ([["年度资金总额（万元）", "1.50"]], {(ANNUAL, 0): 15000}),
        (
            [["资金总额", "2万元", "当年资金总额:", "1万元"], ["其中:财政拨款", "2万元", "其中:当年财政拨款", "1万元"]],
            {(IMPLEMENTATION, 0): 20000, (ANNUAL, 0): 10000, (IMPLEMENTATION, 1): 20000, (ANNUAL, 1): 10000},
        ),
        ([["长期资金总额", "9", "年度资金总额", "3"]], {(IMPLEMENTATION, 0): 9, (ANNUAL, 0): 3}),
    ],
)
def test_amounts_follow_their_labels(rows: list[list[str]], money: dict[tuple[str, int], int | None]) -> None:
    """The n-th of a line is of the period of the n-th total; the unit may stand anywhere in the block."""
    form = form_of(*rows)
    assert {(line.period, line.depth): line.yuan for line in form.funding} == money
    assert not form.unread


def test_parts_of_sources() -> None:
    """1、2、 beneath （一） are parts of it."""
    rows = [
        ["项目资金(元)", "年度资金总额", "6"],
        ["", "（一）财政拨款小计", "6"],
        ["", "1、一般公共预算", "4"],
        ["", "2、政府性基金", "2"],
    ]
    assert [line.depth for line in form_of(*rows).funding] == [0, 1, 2, 2]


@pytest.mark.parametrize(
    "rows",
    [
        [["总体目标", "实施期目标", "", "年度目标"], ["", "三年修渠", "", "今年修渠"]],
        [["实施期目标", "", "年度目标"], ["总体目标", "三年修渠", "今年修渠"]],
        [["总体目标", "中期目标", "三年修渠", "年度目标", "今年修渠"]],
        [["中期目标", "三年修渠"], ["年度目标", "今年修渠"]],
        [["总体目标", "中期目标(2026年-2028年)", "", "年度目标"], ["", "三年", "", "今年"], ["", "修渠", "", "修渠"]],
    ],
)
def test_goals_beside_or_beneath_their_labels(rows: list[list[str]]) -> None:
    """One after the other or side by side; the label of both may stand anywhere."""
    form = form_of(*rows)
    assert {goal.period: goal.text.normal for goal in form.goals} == {IMPLEMENTATION: "三年修渠", ANNUAL: "今年修渠"}
    assert not form.unread


def test_a_goal_that_was_left_empty() -> None:
    """The text beneath the other label is the other's."""
    form = form_of(["总体目标", "实施期目标", "", "年度目标"], ["", "", "", "今年修渠"])
    assert {goal.period: goal.text.text for goal in form.goals} == {IMPLEMENTATION: "", ANNUAL: "今年修渠"}


def test_boxes_that_nobody_described() -> None:
    """Are kept with their label; what has none is said to be unread."""
    form = form_of(["项目来源", "本级申报"], ["审批文号", "水〔2026〕1号", "级次", "县级"], ["一", "二", "三"])
    assert [(field.label.text, field.value.text) for field in form.fields if not field.key] == [
        ("项目来源", "本级申报"),
        ("审批文号", "水〔2026〕1号"),
        ("级次", "县级"),
    ]
    assert [cell.text for cell in form.unread] == ["一", "二", "三"]


@pytest.mark.parametrize(
    ("row", "others"),
    [
        (["总", "", "1、维修渠道 2、方便灌溉"], []),
        (["审批单位意见", "", "同意按计划实施，请抓紧落实"], [("审批单位意见", "同意按计划实施，请抓紧落实")]),
        (["财政资金科目代码", "", "21305"], [("财政资金科目代码", "21305")]),
        (["年度预算执行率", "", "100%", "", "分值", "10分"], [("年度预算执行率", "100%"), ("分值", "10分")]),
    ],
)
def test_what_follows_the_funding_and_is_no_money(row: list[str], others: list[tuple[str, str]]) -> None:
    """Is no source of funding."""
    form = form_of(["项目资金（万元）", "", "年度资金总额", "65"], ["", "", "其中：其它资金", "0"], row)
    money = [(line.label.text, line.yuan and int(line.yuan)) for line in form.funding]
    assert money == [("年度资金总额", 650000), ("其中：其它资金", 0)]
    assert [(one.label.text, one.value.text) for one in form.fields if one.label.text != "项目名称"][
        : len(others)
    ] == others


def test_a_unit_before_the_label_of_an_amount() -> None:
    """(万元) 年度资金总额：65 in the cell beside 项目资金."""
    form = form_of(["项目资金", "(万元) 年度资金总额: 65"], ["其中:财政拨款 65"], ["其他资金"])
    money = [(line.label.text, line.yuan and int(line.yuan)) for line in form.funding]
    assert money[0] == ("年度资金总额", 650000)
    assert "其他资金" in [label for label, _ in money]
    assert not form.unread


def test_the_signatures_beneath_the_table_are_boxes_each() -> None:
    """负责人： 经办人： on one line of text."""
    rows = [["项目名称", "", "农田水利维修经费"], *TREE]
    (form,) = recognise_with(document(rows, "负责人： 经办人：周某 联系电话： 填报日期："), WORDS).forms
    signed = {
        field.key: field.value.text for field in form.fields if field.key in {"principal", "handler", "phone", "filed"}
    }
    assert signed == {"principal": "", "handler": "周某", "phone": "", "filed": ""}


def test_boxes_on_the_lines_of_the_funding() -> None:
    """财政资金预算分类 beside the total says what kind of money it is."""
    form = form_of(
        ["项目资金", "", "项目总预算", "65万元", "财政资金预算分类", "一般公共预算"], ["", "", "财政资金", "65万元"]
    )
    money = [(line.label.text, line.yuan and int(line.yuan)) for line in form.funding]
    assert money == [("项目总预算", 650000), ("财政资金", 650000)]
    assert ("财政资金预算分类", "一般公共预算") in [(one.label.text, one.value.text) for one in form.fields]


def test_a_label_is_no_value() -> None:
    """The box before it was left empty: 填报日期： 分管领导签字："""
    form = form_of(["实施单位", "水利站"], ["填报日期：", "分管领导签字：", "周某"])
    assert {(one.label.text, one.value.text) for one in form.fields} >= {("填报日期：", ""), ("分管领导签字：", "周某")}
    assert not form.unread


def test_amounts_in_the_cell_of_their_label() -> None:
    """一、预算资金：250 is a source with its amount, whoever described it or not."""
    form = form_of(["项目资金(万元)", "资金总额：250"], ["", "一、预算资金：240"], ["", "二、园区自有资金：10"])
    money = [(line.source, line.yuan and int(line.yuan)) for line in form.funding]
    assert money == [("资金总额", 2500000), ("预算资金", 2400000), ("园区自有资金", 100000)]
