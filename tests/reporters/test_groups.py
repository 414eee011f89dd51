"""Findings by project: each stands with the form that it is about, also where nobody named the project."""

from __future__ import annotations

from pathlib import Path

import perflint
from perflint.reporters.groups import groups_of

FORM = """\
项目支出绩效目标表

项目名称\t
实施单位\t青禾县水利站
项目资金（万元）\t年度资金总额\t30
一级指标\t二级指标\t三级指标\t指标值
产出指标\t数量指标\t维修渠道长度\t12
"""


def test_a_form_beneath_its_title_keeps_its_findings(tmp_path: Path) -> None:
    """The title is a paragraph, the rows are a table’s: what is found in either is the form’s."""
    path = tmp_path / "材料.txt"
    path.write_text(FORM, "utf-8")
    report = perflint.check(path)
    (group,) = groups_of(report)
    assert group.place is not None
    assert {"FRM01", "TRE03"} <= {one.code for one in group.found}
    assert [one.outcome for one in report.verdicts if one.project] == ["退回"]
