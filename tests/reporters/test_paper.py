"""A form on paper: the order of its boxes, both periods side by side, levels merged, nothing left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from perflint.model.base import Cell
from perflint.model.form import TargetForm
from perflint.reporters.paper import Box, Paper, paper_of
from tests.build import Desk, form


def texts(paper: Paper) -> list[list[str]]:
    """What stands in it, row by row."""
    return [[box.text for box in row] for rows in paper.tables for row in rows]


def paper(**spec: Any) -> Paper:  # noqa: ANN401 - a case is a mapping of anything
    """The paper of a case."""
    return paper_of(form(Desk(), spec))


def widths(table: Sequence[Sequence[Box]]) -> set[int]:
    """How many boxes its rows have, counting what hangs down from above."""
    found, hanging = set(), list[int]()
    for row in table:
        hanging = [high - 1 for high in hanging if high > 1]
        found.add(len(hanging) + len(row))
        hanging += [box.high for box in row]
    assert not [high for high in hanging if high > 1]
    return found


INDICATORS = [
    ["产出指标", "数量指标", "甲", "1个"],
    ["产出指标", "数量指标", "乙", "2个"],
    ["效益指标", "社会效益指标", "丙", "3个"],
]
CASES: dict[str, dict[str, Any]] = {
    "one period": {"indicators": INDICATORS, "goals": {"年度": "做"}, "funding": {"年度": {"资金总额": "1"}}},
    "two periods": {
        "indicators": INDICATORS, "period_indicators": INDICATORS[:2], "goals": {"实施期": "做", "年度": "也做"},
        "funding": {"实施期": {"资金总额": "1", "其他": "1"}, "年度": {"资金总额": "1"}},
    },
    "goals of two, indicators of one": {"indicators": INDICATORS, "goals": {"实施期": "做", "年度": "也做"}},
    "weights": {
        "indicators": [
            {"level1": "产出指标", "level2": "数量指标", "name": "甲", "value": "1个", "weight": "10"},
            {"level1": "产出指标", "level2": "质量指标", "name": "乙", "value": "2个"},
        ],
        "period_indicators": INDICATORS,
    },
    "no second level": {"indicators": [["产出指标", "", "甲", "1个"], ["效益指标", "", "乙", "2个"]]},
    "nothing but a name": {},
    "cells nobody knew": {"unread_cells": ["备注", "无"], "unread": ["备注", "无"]},
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_every_row_is_as_wide_as_its_table(case: dict[str, Any]) -> None:
    """No row sticks out or falls short, merged boxes counted in each row they cover."""
    assert all(len(widths(table)) == 1 for table in paper(**case).tables)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_no_cell_is_lost(case: dict[str, Any]) -> None:
    """Every cell of the form stands in a box."""
    read = form(Desk(), case)
    drawn = {cell.place for rows in paper_of(read).tables for row in rows for box in row for cell in box.cells}
    assert {cell.place for cell in _cells(read)} <= drawn


def test_periods_stand_side_by_side() -> None:
    """Sources, goals and the first row of a 二级 of one period stand beside those of the other."""
    rows = texts(paper(**CASES["two periods"]))
    assert ["产出指标", "数量指标", "甲", "1个", "甲", "1个"] in rows
    assert ["乙", "2个", "乙", "2个"] in rows
    assert ["效益指标", "社会效益指标", "", "", "丙", "3个"] in rows
    assert ["资金总额", "1", "1"] in rows
    assert ["其他", "1", ""] in rows
    assert ["做", "也做"] in rows


def test_levels_are_merged() -> None:
    """A 一级 and a 二级 stand once, as high as their rows."""
    boxes = {box.text: box for rows in paper(**CASES["one period"]).tables for row in rows for box in row}
    assert (boxes["产出指标"].high, boxes["数量指标"].high, boxes["效益指标"].high) == (2, 2, 1)


def test_a_restored_level_bears_its_proper_name() -> None:
    """Where the printed 一级 contradicts the 二级, the box says where the row belongs."""
    row = {
        "level1": "产出指标",
        "level2": "成本指标",
        "name": "甲",
        "value": "1",
        "printed1": "效益指标",
        "restored": True,
    }
    assert texts(paper(indicators=[row]))[-1] == ["产出指标", "成本指标", "甲", "1"]


def test_empty_rows_of_the_form_stay() -> None:
    """A row in which nothing was written is drawn empty."""
    rows = texts(paper(indicators=INDICATORS, blanks=[["产出指标", "成本指标"]]))
    assert ["成本指标", "", ""] in rows or ["产出指标", "成本指标", "", ""] in rows


def _cells(read: TargetForm) -> list[Cell]:
    """The cells a reader of the form looks for: labels, values, amounts, goals, indicators."""
    made = [cell for field in read.fields for cell in (field.label, field.value)]
    made += [cell for line in read.funding for cell in (line.label, line.amount)]
    made += [cell for goal in read.goals for cell in (goal.label, goal.text)]
    rows = [row for tree in read.trees for row in (*tree.indicators, *tree.blanks)]
    made += [cell for row in rows for cell in (row.name, row.value, row.sign, row.unit, row.weight) if cell]
    made += [level.printed for row in rows for level in (row.level1, row.level2) if level and level.printed]
    return made
