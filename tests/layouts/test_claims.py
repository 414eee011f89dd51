"""What the text says of the projects as a whole, in other words."""

from __future__ import annotations

import pytest

from perflint.layouts.meaning.vocabulary import Vocabulary
from perflint.ruleset import load_ruleset
from tests.layouts.facts import reading, words_of

WORDS: Vocabulary = words_of(load_ruleset("national"))


@pytest.mark.parametrize(
    ("sentence", "count", "amount", "share"),
    [
        ("对12个项目编制了绩效目标，共涉及项目12个，资金总额356.8万元。", 12, "356.8万元", None),
        ("编制绩效目标的项目8个，涉及金额1,234.56万元，占项目支出的100%。", 8, "1,234.56万元", 100),
        ("纳入部门预算绩效目标管理的项目共计5个，涉及预算资金88万元。", 5, "88万元", None),
        ("实行绩效目标管理的项目5个，涉及一般公共预算当年拨款88.00万元。", 5, "88.00万元", None),
        ("预算总额973.44万元，其中纳入绩效目标管理的项目10个，金额228.96万元。", 10, "228.96万元", None),
        ("共有10个项目支出编报了绩效目标，金额合计8万元，占本年项目支出预算8万元的100%。", 10, "8万元", 100),
        ("所属3个单位的12个项目均编制了绩效目标，涉及资金560万元。", 12, "560万元", None),
        ("公开项目绩效目标十二个，涉及项目金额20万元。", 12, "20万元", None),
        ("绩效目标管理的二级项目0个，共计金额0万元。", 0, "0万元", None),
    ],
)
def test_counts_sums_and_shares(sentence: str, count: int, amount: str, share: int | None) -> None:
    """In whatever order and words; the number of units is no number of projects."""
    (claim,) = reading(f"2026年我单位{sentence}\n", WORDS).claims
    assert (claim.count, claim.amount, claim.share) == (count, amount, share)


@pytest.mark.parametrize(
    "sentence",
    [
        "2026年没有编制绩效目标的项目。",
        "重点项目绩效目标2个，涉及资金20万元。",
        "2025年绩效评价情况：对10个项目开展了绩效自评，涉及资金200万元。",
        "项目支出200万元，共10个项目。",
    ],
)
def test_what_claims_nothing_of_all_targets(sentence: str) -> None:
    """Some of the projects, last year's results, or no targets at all."""
    assert not reading(sentence + "\n", WORDS).claims


@pytest.mark.parametrize(
    "items",
    [
        "- (1) 甲项目30万元；\n- (2) 乙项目20万元。",
        "1．甲项目，30万元；\n2．乙项目，20万元。",
        "（一）甲项目 30 万元\n（二）乙项目 20 万元",
        "1、甲项目：30万元。\n2、乙项目：20万元。",
        "1.甲项目30万元，用于设备购置；\n2.乙项目20万元，用于培训。",
    ],
)
@pytest.mark.parametrize("lead", ["", "具体项目如下：\n\n"])
def test_lists_of_projects(items: str, lead: str) -> None:
    """Numbered in any way, with or without a line that leads to them."""
    (claim,) = reading(f"纳入绩效目标管理的项目2个，共计金额50万元。\n\n{lead}{items}\n", WORDS).claims
    assert [(item.project.text, item.amount.text) for item in claim.items] == [
        ("甲项目", "30万元"),
        ("乙项目", "20万元"),
    ]


def test_a_list_within_the_sentence() -> None:
    """All of its parts have an amount, or it is none."""
    (claim,) = reading(
        "纳入绩效目标管理的项目2个，金额50万元，分别为：1.甲项目30万元；2.乙项目20万元。\n", WORDS
    ).claims
    assert [item.project.text for item in claim.items] == ["甲项目", "乙项目"]
