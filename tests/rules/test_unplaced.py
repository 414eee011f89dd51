"""Where rows of a tree were not read, nobody says that a kind of indicator is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

import perflint

FORM = """\
项目支出绩效目标表

项目名称\t羊舍改造
实施单位\t青禾县畜牧站
项目资金（万元）\t年度资金总额\t30
一级指标\t二级指标\t三级指标\t指标值
{rows}时效指标\t竣工时间\t9月底前
成本指标\t单位造价\t≤550元/平方米
效益指标\t社会效益指标\t受益农户\t≥26户
满意度指标\t服务对象满意度指标\t农户满意度\t≥90%
"""


@pytest.mark.parametrize(
    ("rows", "missing"), [("改造羊舍面积\t≥360平方米\n验收合格率\t100%\n", False), ("", True)], ids=["unread", "absent"]
)
def test_what_was_not_read_is_not_missing(tmp_path: Path, rows: str, missing: bool) -> None:
    """Rows that lost their labels are said to be unread; 数量 and 质量 may well be among them."""
    path = tmp_path / "材料.txt"
    path.write_text(FORM.format(rows=rows), "utf-8")
    codes = [one.code for one in perflint.check(path).findings]
    assert ("TRE02" in codes) is missing
    assert ("DOC04" in codes) is not missing
