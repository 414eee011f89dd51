"""Several indicators in one box are several; a value that its column broke over lines is one."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from perflint.layouts import recognise_with
from perflint.layouts.meaning.vocabulary import Vocabulary
from perflint.ruleset import load_ruleset
from tests.build import document
from tests.layouts.facts import words_of

WORDS: Vocabulary = words_of(load_ruleset("national"))


def read(name: str, value: str) -> list[tuple[str, str]]:
    """The rows of a form with one row for the 二级, in two periods."""
    head = ["一级指标", "二级指标", "三级指标", "指标值", "二级指标", "三级指标", "指标值"]
    rows = [["项目名称", "村级水窖修缮"], head, ["产出指标", "数量指标", name, value, "数量指标", "水窖", "9口"]]
    (form,) = recognise_with(document("柳溪县项目支出绩效目标表", rows), WORDS).forms
    return [(row.name.text, row.value.text) for row in form.indicators if row.period == "实施期"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("修缮水窖数量\n清理渠道长度", "30口\n≥5公里"),
        ("指标1：水窖修缮\n指标2：渠道清理", "30口\n全部完成"),
        ("1.水窖修缮\n\n2.渠道清理", "完成\n完成"),
        ("①水窖\n②渠道", "良好\n≥90%"),
    ],
)
def test_lines_that_are_indicators(name: str, value: str) -> None:
    """Numbered, or each with a value that is whole."""
    assert read(name, value) == list(
        zip([line for line in name.split("\n") if line], [line for line in value.split("\n") if line], strict=True)
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("水窖修缮工程\n验收合格率", "100%"),
        ("水窖修缮\n完成时间", "2026年\n10月底前"),
        ("水窖修缮工程的\n总投资金额", "1000\n00元"),
        ("群众对水窖的\n满意程度", "有所\n提高"),
        ("水窖\n渠道", "30口\n5公里\n2处"),
    ],
)
def test_lines_that_are_one(name: str, value: str) -> None:
    """Dates, amounts and words broken at the edge of their column; as many lines as do not match."""
    assert read(name, value) == [(name, value)]


def test_a_row_whose_boxes_are_as_high_as_one_beside_them_is_one() -> None:
    """Name and value reach over two rows because a remark beside them has two boxes."""
    (grid,) = document([["产出指标", "数量指标", "修缮水窖", "30口", "甲村"], ["", "", "", "", "乙村"]]).grids
    first, second = grid.rows
    form = document(
        "柳溪县项目支出绩效目标表",
        [["项目名称", "村级水窖修缮"], ["一级指标", "二级指标", "三级指标", "指标值", "备注"]],
    )
    head = form.grids[0]
    whole = replace(head, rows=(*head.rows, first, (*first[:4], second[4])))
    made = replace(form, blocks=(*form.blocks[:-1], whole))
    (said,) = recognise_with(made, WORDS).forms
    assert [row.value.text for row in said.indicators] == ["30口"]
