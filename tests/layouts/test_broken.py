"""A page taken for text breaks cells over lines: labels are whole again, and where cells are lost it is said."""

from __future__ import annotations

import pytest

from perflint.layouts.meaning.vocabulary import Vocabulary
from perflint.ruleset import load_ruleset
from tests.layouts.facts import form_facts, reading, words_of

WORDS: Vocabulary = words_of(load_ruleset("national"))
HEAD = """柳溪县项目支出绩效目标表
(2026年度)
项目名称 村级水窖修缮
主管部门及代
301-柳溪县水务局 实施单位 柳溪县供水站
码
项目属性 一次性项目 项目日期 1年
项目设立必要
保障农村供水
性
"""
TREE = """绩
一级指
二级指标 三级指标 指标值 二级指标 三级指标 指标值
标
效
产出指 数量指标 修缮水窖 30口 数量指标 修缮水窖 30口
指
标 时效指标 完成时间 10月底 时效指标 完成时间 10月底
标
工程验收合格 工程验收合格
质量指标 100% 质量指标 100%
率 率
满意度 服务对象满意 服务对象满意
满意度 ≥95% 满意度 ≥95%
指标 度 度
负责人: 经办人: 联系电话: 填报日期: 20260105
"""
ROWS = [
    ("产出指标", "数量指标", "修缮水窖", "30口"),
    ("产出指标", "时效指标", "完成时间", "10月底"),
    ("产出指标", "质量指标", "工程验收合格率", "100%"),
    ("满意度指标", "服务对象满意度指标", "满意度", "≥95%"),
]


@pytest.mark.parametrize("gap", [" ", "      "])
def test_labels_are_whole_again(gap: str) -> None:
    """Those around the row they stand beside, those that stand upright, and names broken in every part of a row."""
    (form,) = reading((HEAD + TREE).replace(" ", gap), WORDS).forms
    said = form_facts(form)
    assert said["fields"]["department"] == "301-柳溪县水务局"
    assert said["fields"]["necessity"] == "保障农村供水"
    assert said["rows"] == sorted((period, *row) for period in ("实施期", "年度") for row in ROWS)
    assert not said["unread"]


def test_labels_that_end_at_the_head_of_their_row() -> None:
    """As other programs write them: 主管部门及代, then 码 before what stands beside it."""
    text = (
        HEAD.replace("代\n301-", "代\n码 301-")
        .replace("供水站\n码", "供水站")
        .replace("要\n保障农村供水\n性", "要\n性 保障农村供水")
    )
    (form,) = reading(
        text + TREE.replace("一级指\n二级", "一级指\n标 二级").replace("指标值\n标\n", "指标值\n"), WORDS
    ).forms
    said = form_facts(form)
    assert said["fields"]["department"] == "301-柳溪县水务局"
    assert said["fields"]["necessity"] == "保障农村供水"
    assert len(said["rows"]) == 2 * len(ROWS)


def test_labels_that_stand_whole_above_their_row() -> None:
    """In the order in which a page was set: 主管部门及代, 码, then what stands beside it; so with both levels."""
    text = HEAD.replace(
        "代\n301-柳溪县水务局 实施单位 柳溪县供水站\n码", "代\n码\n301-柳溪县水务局 实施单位 柳溪县供水站"
    )
    tree = """一级指
标
二级指标 三级指标 指标值
产出指
标
数量指标 修缮水窖 30口
质量指标 工程验收合格率 100%
满意度
指标
服务对象满意
度
满意度 ≥95%
"""
    (form,) = reading(text + tree, WORDS).forms
    said = form_facts(form)
    assert said["fields"]["department"] == "301-柳溪县水务局"
    assert said["rows"] == sorted(("年度", *row) for row in ROWS if row[1] != "时效指标")


def test_a_form_whose_cells_nobody_can_tell_is_not_guessed() -> None:
    """Names that go on in the next line, in one part of a row only: it is said, with what would help."""
    rows = """产出指标 数量指标 修缮水窖及渠道工 30口
程
质量指标 工程验收合格 100%
率
时效指标 完成时间 10月底
效益指标 社会效益 受益农户的户 60户
数
满意度指标 服务对象满意度 农户满意度 ≥95%
"""
    submission = reading(f"{HEAD}一级指标 二级指标 三级指标 指标值\n{rows}", WORDS)
    assert not submission.forms
    (told,) = submission.unrecognised
    assert told.missing == ("各单元格的边界",)
    assert "折成了几行" in "".join(submission.documents[0].remarks)


def test_a_form_whose_lines_are_its_rows_is_left_alone() -> None:
    """Short values are no rests of anything where a row is a line."""
    text = """项目名称 村级水窖修缮
一级指标 二级指标 三级指标 指标值
产出指标 数量指标 水窖 30口
质量指标 合格 是
时效指标 时间 长期
"""
    (form,) = reading(text, WORDS).forms
    assert [(row.name.text, row.value.text) for row in form.indicators] == [
        ("水窖", "30口"),
        ("合格", "是"),
        ("时间", "长期"),
    ]
