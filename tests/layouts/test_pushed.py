"""Rows that extraction pushed to the left are read by their labels; what stood alone goes back to its row."""

from __future__ import annotations

from perflint.layouts.meaning.vocabulary import Vocabulary
from perflint.ruleset import load_ruleset
from tests.layouts.facts import reading, words_of

WORDS: Vocabulary = words_of(load_ruleset("national"))
LIST = """\
项目绩效目标表
单位:元
项目名称 项目单位 项目类别 预算数 年度绩效目标 一级指标 二级指标 三级指标 指标性质 指标方向 目标值 计量单位 分值
接访设备费 512001-云岭县信访局 专项项目 86,000.00 更新设备12台 满意度指标(10分) 服务对象满意度 来访群众 正向 ≥ 92 % 10
效益指标(30分) 可持续影响 设备使用年限 定性
不少于6年
30
产出指标(50分) 成本指标 单台设备成本 反向 小于等于 7000 元 20
时效指标 安装完成时间 定性
6月底之前
10
验收完成时间 正向 等于 7 月 10
数量指标 更新设备台数 正向 等于 12 10
驻京值班经费 512001-云岭县信访局 32-专项项目 40,000.00 值班365天 产出指标(50分) 数量指标 值班天数 正向 等于 365 天 50
效益指标(30分) 社会效益 及时受理率 正向 等于 100 % 30
"""


def test_a_list_whose_columns_are_told_apart_by_blanks() -> None:
    """The label of a level says how far a row was moved; a cell on a line of its own belongs to the row above it."""
    submission = reading(LIST, WORDS)
    assert not submission.unrecognised
    assert [form.project.text for form in submission.forms] == ["接访设备费", "驻京值班经费"]
    one, other = submission.forms
    assert [(*row.path, row.name.text, row.value.text, row.weight and row.weight.text) for row in one.indicators] == [
        ("满意度指标", "服务对象满意度指标", "来访群众", "≥92%", "10"),
        ("效益指标", "可持续影响指标", "设备使用年限", "不少于6年", "30"),
        ("产出指标", "成本指标", "单台设备成本", "小于等于7000元", "20"),
        ("产出指标", "时效指标", "安装完成时间", "6月底之前", "10"),
        ("产出指标", "时效指标", "验收完成时间", "等于7月", "10"),
        ("产出指标", "数量指标", "更新设备台数", "等于12", "10"),
    ]
    assert [row.name.text for row in other.indicators] == ["值班天数", "及时受理率"]
    assert [line.yuan for form in submission.forms for line in form.funding] == [86000, 40000]
    assert not any(form.unread for form in submission.forms)


def test_a_weight_on_a_line_of_its_own() -> None:
    """It is that of the row above; a name that stands alone is a row."""
    text = "绩效目标表\n单位信息: 324001-青禾县监督所 项目名称: 冷链监管\n"
    text += "一级指标 二级指标 三级指标 指标性质 指标值 度量单位 权重(%)\n产出指标 数量指标 检查次数 ≥ 12 次 20\n"
    text += "效益指标 社会效益指标 监管水平 定性 达到A级\n10\n可持续影响指标 制度数量 ≥ 3 项 10\n培训手册\n"
    text += "满意度指标 服务对象满意度指标 商户满意度 ≥ 90 % 10\n"
    (form,) = reading(text, WORDS).forms
    assert [(row.name.text, row.value.text, row.weight and row.weight.text) for row in form.indicators] == [
        ("检查次数", "≥12次", "20"),
        ("监管水平", "达到A级", "10"),
        ("制度数量", "≥3项", "10"),
        ("培训手册", "", None),
        ("商户满意度", "≥90%", "10"),
    ]
    assert not form.unread
