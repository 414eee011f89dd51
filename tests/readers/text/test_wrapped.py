"""Rows that a fixed width broke over lines are rows again; rows of that length by chance are left alone."""

from __future__ import annotations

import pytest

from perflint.readers.text import read
from perflint.text import columns

ROWS = [
    "项目名称\t村级水窖修缮工程",
    "主管部门\t柳溪县水务局\t实施单位\t柳溪县水务局农村供水服务站",
    "项目概况\t修缮七个村的水窖三十口，清理渠道五公里，保障农村供水",
    "立项依据\t柳溪县水务局关于加强农村供水设施维护工作的通知要求",
    "绩效指标\t一级指标\t二级指标\t三级指标\t指标值\t备注",
    "\t产出指标\t数量指标\t修缮村级水窖的口数\t30口\t以验收单计数",
    "\t\t数量指标\t清理村级渠道的长度\t5公里\t以测量记录为准",
    "\t\t质量指标\t修缮工程一次验收合格率\t100%\t验收单",
    "\t\t时效指标\t全部工程的完成时间\t2026年10月底前\t监理记录",
    "\t效益指标\t社会效益指标\t受益农户的户数\t≥60户\t以村委会统计为准",
    "\t满意度指标\t满意度指标\t受益农户满意度\t≥95%\t问卷调查结果",
]


def rows(lines: list[str]) -> list[list[str]]:
    """The rows of the table in a text."""
    (grid,) = read("\n".join(["柳溪县项目支出绩效目标表", *lines]).encode(), "甲.txt").grids
    return [[cell.text for cell in row] for row in grid.rows]


def cut(line: str, width: int, *, wide: bool) -> list[str]:
    """A line cut at a number of characters, or of columns."""
    made = [""]
    for char in line:
        if (columns(made[-1] + char) if wide else len(made[-1]) + 1) > width:
            made.append("")
        made[-1] += char
    return made


@pytest.mark.parametrize(("width", "wide"), [(20, False), (24, False), (36, True)])
def test_lines_cut_at_a_width(width: int, wide: bool) -> None:
    """By characters or by columns, wherever the cut fell."""
    assert rows([part for line in ROWS for part in cut(line, width, wide=wide)]) == rows(ROWS)


def test_a_row_that_is_as_long_as_the_longest_by_chance() -> None:
    """Seven different rows of one length, and others nearly as long: nobody broke them."""
    same = [f"\t产出指标\t数量指标\t{name}\t{number}口" for number, name in enumerate("甲乙丙丁戊己庚", 1)]
    near = [row[:-1] for row in same] + [row[:-2] + "0口多" for row in same]
    assert len(rows([*ROWS[:2], *same, *near])) == 2 + len(same) + len(near)
