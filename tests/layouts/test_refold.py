"""Tables that came one cell a line are rows again."""

from __future__ import annotations

import pytest

from perflint.layouts.meaning.vocabulary import Vocabulary
from perflint.layouts.mended.refold import refolded
from perflint.ruleset import load_ruleset
from tests.build import document
from tests.layouts.facts import reading, words_of

WORDS: Vocabulary = words_of(load_ruleset("national"))
ONE = "一级指标 二级指标 三级指标 指标值"
TWO = "一级指标 二级指标 三级指标 指标值 二级指标 三级指标 指标值"


def rows(cells: str, *, blanks: bool = False) -> list[str]:
    """The rows of a column of cells; a dot is an empty one."""
    texts = ["" if blanks and text == "." else text for text in cells.split()]
    (grid,) = refolded(document([[text] for text in texts]).grids[0], WORDS)
    return [" ".join(cell.text or "." for cell in row) for row in grid.rows]


@pytest.mark.parametrize(
    ("header", "tree"),
    [
        (ONE, ["产出指标 数量指标 面积 3亩", "户数 5户", "质量指标 合格率 100%", "满意度指标 满意度指标 农户 ≥90%"]),
        (ONE, ["产出指标 成本指标 单价 ≤8元", "效益指标 社会效益 户数 5户", "生态效益", "可持续影响 制度 1项"]),
        (TWO, ["产出指标 数量指标 面积 3亩 数量指标 面积 2亩", "户数 5户 户数 3户", "质量指标 率 9% 质量指标 率 8%"]),
        (
            TWO,
            ["效益指标 经济效益 经济效益", "生态效益 满意度指标 90% 生态效益 满意度指标 90%", "可持续影响 可持续影响"],
        ),
        (TWO, ["满意度指标 服务对象满意度 满意度 满意度 服务对象满意度 满意度 满意度"]),
        (TWO, ["产出指标 成本指标 成本指标", "效益指标 社会效益 面积 1亩 社会效益", "生态效益 率 1% 生态效益 率 1%"]),
    ],
)
def test_rows_of_a_tree_by_their_labels(header: str, tree: list[str]) -> None:
    """Where empty boxes left no trace: a 二级 begins a row, or a cell after a whole one."""
    texts = ["项目名称", "甲项目", "主管部门", "乙局", *header.split(), *" ".join(tree).split(), "负责人：丙"]
    found = rows(" ".join(texts))
    assert found == ["项目名称 甲项目", "主管部门 乙局", header, *tree, "负责人：丙"]


def test_rows_by_count_where_every_empty_box_is_there() -> None:
    """The header says how many cells a row has."""
    tree = ["产出指标 数量指标 面积 3亩", ". 质量指标 . .", "效益指标 社会效益 户数 5户", ". 生态效益 . ."]
    assert rows(" ".join(["项目名称 甲项目", ONE, *tree]), blanks=True)[-4:] == tree


def test_labels_broken_over_lines_are_put_together() -> None:
    """主管部门 / 及代码 is one label."""
    assert "主管部门及代码 乙局" in rows(f"项目名称 甲项目 主管部门 及代码 乙局 {ONE} 产出指标 数量指标 面积 3亩")


def test_levels_broken_over_lines_are_put_together() -> None:
    """经济效益 / 指标 is one label, though 经济效益 is one by itself and 指标 frames others elsewhere."""
    tree = "产出指标 数量指标 面积 3亩 效益指标 经济效益 指标 增收 5万元 可持续影响 指标 年限 ≥20年"
    found = rows(f"项目名称 甲项目 {ONE} {tree}")
    assert "效益指标 经济效益指标 增收 5万元" in found
    assert "可持续影响指标 年限 ≥20年" in found


def test_other_tables_are_left_alone() -> None:
    """More than one column, or a few rows."""
    for table in ([["a", "b"]] * 12, [["a"]] * 5):
        (grid,) = document(table).grids
        assert list(refolded(grid, WORDS)) == [grid]


def test_rows_of_boxes_are_no_rows_of_the_tree() -> None:
    """No box is empty, and a 二级 stands every sixth cell by chance: a row is as long as its labels say."""
    boxes = "项目名称 甲项目 主管部门 乙局 总体目标 年度总体目标 修缮水窖"
    four = ["成本指标 经济成本指标 单价 8元", "产出指标 数量指标 面积 3亩", "质量指标 率 9%", "时效指标 完成 10月"]
    five = ["效益指标 社会效益指标 户数 5户", "生态效益指标 水质 提高", "满意度指标 服务对象满意度指标 农户 ≥90%"]
    found = rows(f"{boxes} {ONE} {' '.join([*four, *five])}")
    assert found[-8:] == [ONE, *four, *five]


def test_a_numbered_goal_is_a_cell_of_its_column() -> None:
    """One a line: 1.修缮水窖。 stands beneath its label and ends no table."""
    lines = f"项目名称 甲项目 主管部门 乙局 绩效目标 1.修缮水窖三十口。 {ONE} 产出指标 数量指标 面积 3亩 质量指标 率 9%"
    (form,) = reading(lines.replace(" ", "\n"), WORDS).forms
    assert (form.project.text, form.goals[0].text.text) == ("甲项目", "1.修缮水窖三十口。")
