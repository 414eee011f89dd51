"""``perflint explain --indicator``: the evidence in Chinese."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Run


def test_the_likeliest_stands_first_with_its_evidence(run: Run) -> None:
    """Likelihoods, words for and against, and where IND01 would object."""
    said = run("explain", "--indicator", "受训学员满意度", "≥90%").out
    lines = [line for line in said.splitlines() if "%　" in line]
    assert "服务对象满意度指标" in lines[0]
    assert "会报" not in lines[0]
    assert all("会报" in line for line in lines[1:])
    assert "+" in said
    assert "名称以“满意度”结尾" in said


@pytest.mark.parametrize(
    ("name", "value", "level"),
    [
        ("培训人次", "≥200人次", "数量指标"),
        ("设备验收合格率", "100%", "质量指标"),
        ("培训完成时间", "2026年9月底前", "时效指标"),
        ("设备采购单价", "≤5000元/台", "成本指标"),
        ("带动农户增收", "≥800元", "经济效益指标"),
        ("空气质量优良天数", "≥300天", "生态效益指标"),
        ("设备使用年限", "≥8年", "可持续影响指标"),
    ],
)
def test_typical_rows_are_placed(name: str, value: str, level: str, run: Run) -> None:
    """What every form has is put where it belongs."""
    first = next(line for line in run("explain", "--indicator", name, value).out.splitlines() if "%　" in line)
    assert level in first
    assert "会报" not in first


def test_unknown_words_are_said_to_be_unknown(run: Run) -> None:
    """Nothing is guessed where nothing is known."""
    assert "看不出属于哪一类" in run("explain", "--indicator", "甲", "").out
