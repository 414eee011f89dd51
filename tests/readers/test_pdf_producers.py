"""PDFs that office programs and browsers print: one form, invented, in the shapes that their page breaks give it.

Printed by LibreOffice 7.4 from text documents and a sheet, by Chromium 156 from HTML whose cells stand apart.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from perflint.model.document import Grid
from perflint.readers import pdf
from perflint.text import normal
from tests.conftest import SHARED

FILES = Path(__file__).parent / "files"
GOAL = (
    "围绕防汛抗旱和供水保障，完成泵站机组更新和渠道清淤，保障灌溉季节正常供水；"
    "建立长效管护机制，明确管护责任和经费来源；"
)
Row = list[tuple[str, int, int]]
"""Cells that begin in a row: text, rows, columns."""
FORM: list[Row] = [
    [("项目名称", 1, 2), ("泵站更新和渠道清淤", 1, 3)],
    [("主管部门", 1, 2), ("310-清河县水务局", 1, 1), ("实施单位", 1, 1), ("清河县泵站管理所", 1, 1)],
    [("项目资金（万元）", 2, 2), ("年度资金总额", 1, 2), ("1,286.50", 1, 1)],
    [("其中：财政拨款", 1, 2), ("1,200.00", 1, 1)],
    [("年度目标", 1, 2), (f"{GOAL}{GOAL}Pump stations of all 12 towns.", 1, 3)],
    [("绩效指标", 9, 1), ("一级指标", 1, 1), ("二级指标", 1, 1), ("三级指标", 1, 1), ("指标值", 1, 1)],
    [("产出指标", 4, 1), ("数量指标", 2, 1), ("更新机组数量", 1, 1), ("≥23台套", 1, 1)],
    [("清淤渠道长度", 1, 1), ("≥128公里", 1, 1)],
    [("质量指标", 1, 1), ("验收合格率", 1, 1), ("≥98%", 1, 1)],
    [("时效指标", 1, 1), ("按期完成率", 1, 1), ("100%", 1, 1)],
    [("效益指标", 3, 1), ("社会效益指标", 2, 1), ("供水保障人口", 1, 1), ("≥4.5万人", 1, 1)],
    [("投诉件数下降", 1, 1), ("≥20%", 1, 1)],
    [("生态效益指标", 1, 1), ("断面水质", 1, 1), ("有所改善", 1, 1)],
    [("满意度指标", 1, 1), ("服务对象满意度指标", 1, 1), ("群众满意度", 1, 1), ("≥90%", 1, 1)],
]


def rows_of(grid: Grid) -> list[Row]:
    """The cells that begin in each row of a grid."""
    made: list[Row] = []
    for number, line in enumerate(grid.rows, 1):
        places = {cell.place: cell for cell in line if cell.place.row == number}
        down = [sum(place in {cell.place for cell in row} for row in grid.rows) for place in places]
        across = [sum(cell.place == place for cell in line) for place in places]
        made.append(list(zip((normal(cell.text) for cell in places.values()), down, across, strict=True)))
    return made


@pytest.mark.parametrize("name", sorted(path.name for path in FILES.glob("*.pdf")))
def test_the_form_is_whole(name: str) -> None:
    """Every cell with its span and its text, over the break of the page, and nothing of the page in it."""
    document = pdf.read((FILES / name).read_bytes(), name)
    (grid,) = document.grids
    assert rows_of(grid) == [[(normal(text), rows, columns) for text, rows, columns in row] for row in FORM]
    assert {cell.place.page for row in grid.rows for cell in row} == {1, 2}


def test_what_belongs_to_their_pages_is_counted() -> None:
    """Running heads, page numbers and watermarks of these printers."""
    printed = pdf.read((FILES / "libreoffice-form-over-pages.pdf").read_bytes(), "a.pdf")
    assert printed.dropped == {"清河县水务局 2026 年部门预算公开": 2, "1": 1, "2": 1}
    browsed = pdf.read((FILES / "chromium-boxes-apart-over-pages.pdf").read_bytes(), "b.pdf")
    assert browsed.dropped == {"内部资料": 2}


@pytest.mark.parametrize("name", ["tables.pdf", "tables_watermark.pdf", "tables_split.pdf"])
def test_the_county_disclosure(name: str) -> None:
    """Twelve tables, printed plain, under a watermark, and run together over the pages, are the same twelve tables."""
    folder = SHARED / "data" / "county"
    if not folder.exists():
        pytest.skip("../shared is not here")
    plain = pdf.read((folder / "tables.pdf").read_bytes(), "tables.pdf")
    found = pdf.read((folder / name).read_bytes(), name)
    assert len(found.grids) == 12
    assert [rows_of(grid) for grid in found.grids] == [rows_of(grid) for grid in plain.grids]
    assert sum(len(row) for grid in found.grids for row in rows_of(grid)) == 1357
    assert found.dropped == ({"仅供内部审核": 72} if "watermark" in name else {})
