"""A form that was typed into paragraphs is a table, in a Word file and on a web page."""

from __future__ import annotations

from html import escape

import pytest

from perflint.model.document import Document, Grid
from perflint.readers import docx, html
from tests.drawn import Drawn
from tests.drawn import docx as word_file

FORM = [
    ["项目名称", "村级水窖修缮"],
    ["主管部门", "柳溪县水务局", "实施单位", "柳溪县水务局"],
    ["一级指标", "二级指标", "三级指标", "指标值"],
    ["产出指标", "数量指标", "修缮水窖", "30口"],
    ["", "质量指标", "验收合格率", "100%"],
    ["效益指标", "社会效益指标", "受益农户", "≥60户"],
]
PROSE = ["柳溪县水务局2026年部门预算公开", "第一部分　概况", "一、负责全县水利工程的建设、管理和运行。"]


def tables(document: Document) -> list[list[list[str]]]:
    """The texts of its tables."""
    return [[[cell.text for cell in row] for row in grid.rows] for grid in document.grids]


def filled(rows: list[list[str]]) -> list[list[str]]:
    """Rows without their empty cells at the end."""
    return [row[: max(index for index, text in enumerate(row) if text) + 1] for row in rows]


@pytest.mark.parametrize("sign", ["\t", "  ", "\xa0\xa0\xa0"])
def test_paragraphs_of_a_word_file(sign: str) -> None:
    """Tabs keep empty cells, blanks lose them; prose around it stays prose."""
    lines = [sign.join(row if sign == "\t" else filter(None, row)) for row in FORM]
    document = docx.read(word_file([Drawn((), (*PROSE, *lines, "注：金额单位为元。"))]), "甲.docx")
    (grid,) = document.grids
    assert filled(tables(document)[0]) == [row if sign == "\t" else [text for text in row if text] for row in FORM]
    assert grid.packed == (sign != "\t")
    assert [block.text for block in document.blocks if not isinstance(block, Grid)] == [*PROSE, "注：金额单位为元。"]
    assert len({cell.place for row in grid.rows for cell in row}) == sum(map(len, grid.rows))


@pytest.mark.parametrize("page", ["<pre>{}</pre>", "<div>{}</div>"])
def test_lines_of_a_web_page(page: str) -> None:
    """As it is printed within pre, or with its blanks kept apart by their own sign."""
    pre = page.startswith("<pre")
    between = "\n" if pre else "<br>"
    lines = [escape(("\t" if pre else "&").join(row)).replace("&amp;", "&nbsp;&nbsp;") for row in FORM]
    data = f'<html><meta charset="utf-8">{page.format(between.join(lines))}</html>'
    (table,) = tables(html.read(data.encode(), "甲.html"))
    assert filled(table) == [row if pre else [text for text in row if text] for row in FORM]


def test_other_columns_stay_text() -> None:
    """A contents page and a list of addresses name no form."""
    lines = ("第一部分\t1", "第二部分\t3", "第三部分\t9", "联系人\t张三\t0355-1", "联系人\t李四\t0355-2")
    assert not docx.read(word_file([Drawn((), lines)]), "甲.docx").grids


def test_lines_put_where_a_page_had_them_are_no_table() -> None:
    """A page of print made into a web page: its order says nothing, and that is said."""
    cells = "".join(f'<p style="position:absolute;top:9px">{text}</p>' for row in FORM * 2 for text in row if text)
    document = html.read(f'<html><meta charset="utf-8">{cells}</html>'.encode(), "甲.html")
    assert not document.grids
    assert "按坐标摆放" in "".join(document.remarks)
