"""Columns told apart by blanks, rows broken over lines, paragraphs broken at a margin."""

from __future__ import annotations

import pytest

from perflint.readers.text.columns import columnar, listed, split_blanks
from perflint.readers.text.paragraphs import goes_on, margin_of
from perflint.readers.text.rows import piped, rows_of, split_pipes


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("项目名称 特困家庭再扶助项目", ["项目名称", "特困家庭再扶助项目"]),
        ("社会效益  受益 农户  ≥300户", ["社会效益", "受益 农户", "≥300户"]),
        ("填报日期 2026 年 1 月 28 日", ["填报日期", "2026年1月28日"]),
        ("项目名称 OA 系统运维费 实施单位 信息中心", ["项目名称", "OA系统运维费", "实施单位", "信息中心"]),
        ("项目概况 " + "维修渠道，" * 14 + "共 12 公里。", ["项目概况", "维修渠道，" * 14 + "共 12 公里。"]),
    ],
)
def test_blanks_divide_cells(line: str, cells: list[str]) -> None:
    """Wide ones if there are any; none inside a date or behind capitals, none inside a sentence."""
    assert split_blanks(line) == cells


def test_columns_are_found_among_text() -> None:
    """Three rows at least; sentences, list items and headings are no rows."""
    lines = ["# 标题", "说明如下。", "项目名称 甲", "主管部门 乙", "资金 10.00", "- (1) 甲 10万元；"]
    assert list(columnar(lines, ["text"] * 6)) == [(2, 5)]
    assert not list(columnar(lines[:4], ["text"] * 4))


def test_one_cell_a_line_is_known_by_the_names_of_the_levels() -> None:
    """Or by many amounts; short lines alone are nothing."""
    cells = ["项目名称", "甲", "一级指标", "二级指标", "三级指标", "指标值", "产出指标", "数量指标", "面积", "3亩"]
    lines = [*cells, "效益指标", "社会效益", "户数", "5户"]
    assert list(listed(lines, ["text"] * 14)) == [(0, 14)]
    assert not list(listed(["短行"] * 14, ["text"] * 14))


@pytest.mark.parametrize(
    ("line", "is_row"), [("| a | b |", True), ("a | b | c", True), ("a|", True), ("a | b", False), ("|", False)]
)
def test_pipes(line: str, is_row: bool) -> None:
    """A border or two of them make a row; one in running text does not."""
    assert piped(line) is is_row


def test_the_first_pipe_is_a_border_only_if_all_lines_begin_with_one() -> None:
    """Else it ends an empty cell."""
    assert split_pipes("| a | b |", framed=True) == ["a", "b"]
    assert split_pipes("| a | b |", framed=False) == ["", "a", "b"]


WIDE = "\t".join("abcd")


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        (["a\tb\tc\t", "产出", "指标\tb\tc\t", "a\tb\tc\t"], [["a", "b", "c", ""], ["产出指标", "b", "c", ""]]),
        (["a\tb\tc\t", "a\t产出", "指标\tc\t", "a\tb\tc\t"], [["a", "b", "c", ""], ["a", "产出指标", "c", ""]]),
        (["a\tb\tc\t", '\t"产出', '指标"\tc\t', "a\tb\tc\t"], [["a", "b", "c", ""], ["", "产出指标", "c", ""]]),
        ([WIDE, "a\tb\tc\t全区", "各单位", "\tb\tc\t"], [["a", "b", "c", "d"], ["a", "b", "c", "全区各单位"]]),
    ],
    ids=["first cell", "inner cell", "in quotation marks", "last cell"],
)
def test_rows_broken_inside_a_cell_are_put_together(lines: list[str], rows: list[list[str]]) -> None:
    """By the number of columns, which all rows of the table share."""
    found = [cells for _, cells in rows_of(lines, range(len(lines)), "\t")]
    assert found[:2] == rows


def test_rows_that_lost_their_last_cells_are_left_as_they_are() -> None:
    """Nothing says that a short line was broken where no row ends in an empty cell."""
    lines = ["项目名称\t合计\t预算\t资金", "甲县局\t1.00", "乙项目\t1.00\t1.00", "1\t2\t3\t4", "a\tb\tc\td"]
    assert [cells for _, cells in rows_of(lines, range(5), "\t")] == [line.split("\t") for line in lines]


def test_cells_poured_out_a_line_each() -> None:
    """Each row has as many pipes as the others; empty boxes in it keep their place, those at its end fill it up."""
    text = "|\n项目名称 |\n甲 项目 |\n||||\n|\n一级指标 |\n二级指标 |\n三级指标 |\n指标值 |\n备注 |\n"
    text += "|\n产出指标 |\n数量指标 |\n面积 |\n3亩 |\n||\n质量指标 |\n合格\n率 |\n100% |\n|||"
    lines = (text.replace("||||", "|||").replace("备注 |\n", "")).split("\n")
    found = [[cell for cell in cells if cell] for _, cells in rows_of(lines, range(len(lines)), "|")]
    assert found == [
        ["项目名称", "甲 项目"],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "面积", "3亩"],
        ["质量指标", "合格率", "100%"],
    ]


def test_text_broken_at_a_margin() -> None:
    """The margin is the width that many lines share and hardly any exceeds."""
    full = "某" * 28
    lines = [full, full, full, "短。", "（一）" + "某" * 26, "某。"]
    kinds = ["text"] * 6
    assert 56 <= margin_of(lines, kinds) <= 58
    assert goes_on(full, "短。", 1, 56)
    assert not goes_on(full, "（一）另起", 1, 56)
    assert goes_on(full, "39.20万元。", 1, 56)
    assert not goes_on("短行", "另一行。", 1, 56)
    assert margin_of([full, "某" * 90, "某" * 120, "某" * 70], ["text"] * 4) == 0
