"""Rows of two periods whose cells a page broke over lines: what both halves say is whole, what they do not is told."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from perflint.layouts.meaning.vocabulary import Vocabulary
from perflint.ruleset import load_ruleset
from tests.layouts.facts import form_facts, reading, words_of

WORDS: Vocabulary = words_of(load_ruleset("national"))
HEAD = """柳溪县项目支出绩效目标表
(2026年度)
项目名称 村级水窖修缮
实施单位 柳溪县供水站 项目期 1年
二级指标 三级指标 指标值 二级指标 三级指标 指标值
产出指标
数量指标 修缮水窖 30 口 数量指标 修缮水窖 30 口
"""
FOOT = """效益指标
经济效益 经济效益
满意度
指标
服务对象满意度 满意度 ≥95% 服务对象满意度 满意度 ≥95%
负责人: 经办人: 联系电话: 填报日期: 20260105
"""


def _rows(text: str) -> list[tuple[str, ...]]:
    """The rows of 实施期 and those of 年度, read out of a form that has these lines in its tree."""
    (form,) = reading(HEAD + text + FOOT, WORDS).forms
    return [tuple(row) for row in form_facts(form)["rows"]]


def _both(*rows: tuple[str, str, str, str]) -> list[tuple[str, ...]]:
    """The rows of the form with these, in both periods."""
    around = [
        ("产出指标", "数量指标", "修缮水窖", "30口"),
        ("满意度指标", "服务对象满意度指标", "满意度", "≥95%"),
    ]
    return sorted((period, *row) for period in ("实施期", "年度") for row in (*around, *rows))


def test_a_value_that_one_half_breaks() -> None:
    """The other has it on one line."""
    text = "质量指标 验收结论\n通过县级联合验\n收\n质量指标 验收结论 通过县级联合验收\n"
    assert _rows(text) == _both(("产出指标", "质量指标", "验收结论", "通过县级联合验收"))


def test_a_value_that_both_halves_break_elsewhere() -> None:
    """Its cell ends where both have a gap."""
    text = "质量指标 验收结论\n通过县级联合\n验收\n质量指标 验收结论\n通过县级联合验\n收\n"
    assert _rows(text) == _both(("产出指标", "质量指标", "验收结论", "通过县级联合验收"))


def test_a_name_that_both_halves_break_alike() -> None:
    """The last of its cells is a value by itself."""
    text = "质量指标\n工程验收合格\n率\n100% 质量指标\n工程验收合格\n率\n100%\n"
    assert _rows(text) == _both(("产出指标", "质量指标", "工程验收合格率", "100%"))


def test_pieces_of_a_cell_beside_each_other() -> None:
    """As other programs write them; the label of a row may be broken in one half or in both."""
    text = (
        "质量指标 验收结论 通过县级联合验 收 质量指标 验收结论 通过县级联合验收\n"
        "时效指\n标 完成时间 10月底 时效指 标 完成时间 10月底\n"
    )
    made = _both(
        ("产出指标", "质量指标", "验收结论", "通过县级联合验收"),
        ("产出指标", "时效指标", "完成时间", "10月底"),
    )
    assert _rows(text) == made


def test_halves_that_differ_are_read_by_themselves() -> None:
    """Where neither is broken, or only between a number and its unit."""
    text = "质量指标 验收批次 3 批 质量指标 验收批次 2 批\n时效指标 完成时\n间 10月底 时效指标 完成时间 10月底\n"
    assert ("实施期", "产出指标", "质量指标", "验收批次", "3批") in _rows(text)
    assert ("年度", "产出指标", "质量指标", "验收批次", "2批") in _rows(text)


@given(st.lists(st.sampled_from(["质量指标", "验收结论", "通过", "率", "100%", "满意度", "指标", "\n"]), max_size=16))
def test_whatever_stands_there_is_read_or_told(cells: list[str]) -> None:
    """No text is lost: it stands in a form, or in what is said of one that could not be read."""
    submission = reading(HEAD + " ".join(cells) + "\n" + FOOT, WORDS)
    assert len(submission.forms) + len(submission.unrecognised) >= 1
