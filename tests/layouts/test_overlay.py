"""A row laid over the header: every cell finds its column, whatever happened to the columns."""

from __future__ import annotations

import pytest

from perflint.layouts.meaning.lines import Slot, slot_of
from perflint.layouts.meaning.overlay import Column, laid
from perflint.layouts.meaning.vocabulary import Vocabulary
from perflint.ruleset import load_ruleset
from tests.build import cell
from tests.layouts.facts import words_of

WORDS: Vocabulary = words_of(load_ruleset("national"))
ROLES = ("level1", "level2", "name", "value")
PAIR = tuple(
    Column(position, role, (group,))
    for position, (role, group) in enumerate([*((role, 0) for role in ROLES), *((role, 1) for role in ROLES[1:])], 2)
)


def row(text: str) -> list[Slot]:
    """The filled slots of a row written with bars."""
    cells = [part.strip() for part in text.split("|")]
    return [slot_of(column, cell(part, column=column), WORDS) for column, part in enumerate(cells, 1) if part]


def roles(text: str, *, packed: bool = False) -> str:
    """Where the cells of a row stand, a period's second half with a stroke."""
    found = laid(row(text), PAIR, packed=packed)
    return " ".join(f"{one.role}{chr(39) * one.groups[0]}" if one else "-" for one in found)


WHOLE = "level1 level2 name value level2' name' value'"


@pytest.mark.parametrize(
    ("text", "where"),
    [
        (" | 产出指标 | 数量指标 | 面积 | 3亩 | 数量指标 | 面积 | 2亩", WHOLE),
        ("产出指标 | 数量指标 | 面积 | 3亩 | 数量指标 | 面积 | 2亩", WHOLE),
        (" | | 产出指标 | 数量指标 | 面积 | 3亩 | 数量指标 | 面积 | 2亩", WHOLE),
        (" | | | 面积 | 3亩 | | 面积 | 2亩", "name value name' value'"),
        ("面积 | 3亩 | | 面积 | 2亩", "name value name' value'"),
        (" | 可持续发展 | | | | 可持续发展", "level2 level2'"),
        (" | | 生态效益 | 满意度指标 | 90% | 生态效益 | 满意度指标 | 90%", "level2 name value level2' name' value'"),
        ("生态效益 | 满意度指标 | 90% | 生态效益 | 满意度指标 | 90%", "level2 name value level2' name' value'"),
    ],
    ids=[
        "as it is",
        "left",
        "right",
        "no label",
        "no label, left",
        "two ways",
        "a name like a level",
        "the same, left",
    ],
)
def test_columns_that_moved(text: str, where: str) -> None:
    """Labels want their level's column, neighbours keep their distance."""
    assert roles(text) == where


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("产出指标 | 数量指标 | 面积 | 3亩 | 数量指标 | 面积 | 2亩", WHOLE),
        ("面积 | 3亩 | 面积 | 2亩", "name value name' value'"),
        ("生态效益 | 生态效益", "level2 level2'"),
        ("可持续影响 | ≥10门 | 可持续影响 | ≥10门", "level2 value level2' value'"),
        ("满意度指标 | 满意度指标 | 农户满意度 | ≥90% | 满意度指标 | 农户满意度 | ≥90%", WHOLE),
        ("成本指标 | 单价 | ≤8元 | 成本指标 | 单价 | ≤8元", "level2 name value level2' name' value'"),
    ],
)
def test_columns_that_left_no_trace(text: str, where: str) -> None:
    """What stays is the order of the cells and the labels among them."""
    assert roles(text, packed=True) == where
