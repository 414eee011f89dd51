"""Who publishes, for which year, on which day."""

from __future__ import annotations

import pytest

from perflint.layouts.meaning.vocabulary import Vocabulary
from perflint.ruleset import load_ruleset
from tests.layouts.facts import reading, words_of

WORDS: Vocabulary = words_of(load_ruleset("national"))


@pytest.mark.parametrize(
    "caption",
    [
        "部门名称：{}",
        "编制单位：{}",
        "单位名称: {}",
        "部门：{}",
        "填报部门（单位）：{}",
        "编报部门：{}  单位：万元",
        "公开单位：{}　　金额单位：万元",
    ],
)
def test_the_department_of_the_captions(caption: str) -> None:
    """Whatever it is called; a money unit is none."""
    text = caption.format("某某县水利局") + "\n\n项目\t2026年\n甲\t1.00\n\n单位：万元\n"
    found = reading(text, WORDS).department
    assert found is not None
    assert found.text == "某某县水利局"


@pytest.mark.parametrize(
    "foot",
    [
        "2026年1月28日",
        "        2026年1月28日",
        "二〇二六年一月二十八日",
        "2026 年 1 月 28 日",
        "2026-01-28",
        "（2026年1月28日）",
    ],
)
def test_the_date_at_the_foot(foot: str) -> None:
    """The last line that is nothing but a date; who signs stands above it."""
    submission = reading(
        f"# 某某县水利局\n\n2025年12月1日\n\n正文。\n\n某某县水利局（机关）\n\n{foot}\n\n后记。\n", WORDS
    )
    assert str(submission.dated) == "2026-01-28"
    assert "某某县水利局（机关）" in submission.aliases


def test_no_date_is_made_of_other_numbers() -> None:
    """Amounts, stamps and years alone are no dates."""
    assert reading("# 某某县水利局\n\n2026年\n\n20260128101010\n\n2026.13.45\n\n1.5\n", WORDS).dated is None
