"""The text reader: rows however they were told apart, paragraphs between, furniture counted, nothing raised."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perflint.errors import ReadError
from perflint.model.document import Document, Grid, Paragraph
from perflint.readers import read

FORM = """某某县项目支出绩效目标表

项目名称{s}农田水利维修经费
主管部门{s}某某县水利局{s}实施单位{s}某某县水利站
一级指标{s}二级指标{s}三级指标{s}指标值
产出指标{s}数量指标{s}维修渠道长度{s}≥12公里
{e}质量指标{s}工程验收合格率{s}100%
满意度指标{s}服务对象满意度指标{s}农户满意度{s}≥92%
"""


def blocks(text: str, name: str = "材料.txt") -> list[str | list[list[str]]]:
    """What a text reads as: paragraphs as texts, grids as rows of texts without empty cells at their ends."""
    made: list[str | list[list[str]]] = []
    for block in read(text.encode(), name).blocks:
        if isinstance(block, Paragraph):
            made.append(block.text)
        else:
            made.append([[cell.text for cell in row if cell.text] for row in block.rows])
    return made


@pytest.mark.parametrize(
    "text",
    [
        FORM.format(s="\t", e="\t"),
        FORM.format(s=" | ", e=" | "),
        FORM.format(s="    ", e=""),
        FORM.format(s=" ", e=""),
    ],
    ids=["tabs", "pipes", "wide blanks", "blanks"],
)
def test_rows_are_rows(text: str) -> None:
    """Tabs, pipes and blanks divide the same cells."""
    title, rows = blocks(text)
    assert title == "某某县项目支出绩效目标表"
    assert rows[0] == ["项目名称", "农田水利维修经费"]
    assert rows[3] == ["产出指标", "数量指标", "维修渠道长度", "≥12公里"]
    assert rows[4] == ["质量指标", "工程验收合格率", "100%"]
    assert len(rows) == 6


def test_every_cell_keeps_its_place() -> None:
    """File, line, table, row and column, counted from 1."""
    grid = next(
        block for block in read(FORM.format(s="\t", e="\t").encode(), "甲.txt").blocks if isinstance(block, Grid)
    )
    cell = grid.rows[3][3]
    assert cell.text == "≥12公里"
    assert (cell.place.file, cell.place.line, cell.place.table, cell.place.row, cell.place.column) == (
        "甲.txt",
        6,
        1,
        4,
        4,
    )


def test_a_page_break_inside_a_table_does_not_divide_it() -> None:
    """Blank lines, a stamp and a page number between two rows belong to the page."""
    lines = FORM.format(s="\t", e="\t").splitlines()
    broken = "\n".join([*lines[:6], "", "仅供内部审核", "", "- 3 -", "", "仅供内部审核", "", *lines[6:]])
    document = read(broken.encode(), "甲.txt")
    assert len(document.grids) == 1
    assert len(document.grids[0].rows) == 6
    assert document.dropped == {"仅供内部审核": 2, "- 3 -": 1}


def test_a_page_break_inside_a_sentence_does_not_divide_it() -> None:
    """The first half does not end, the second does not begin."""
    text = "2026年财政拨款总预算973.44万元，其中一般公共预算973.44万元，国有资本\n\n经营预算0万元。\n\n二、其他\n"
    assert blocks(text)[0] == text.replace("\n\n", "", 1).split("\n")[0]


def test_headings_keep_their_level() -> None:
    """Markdown headings, as extraction writes them."""
    found = [block for block in read("# 某某局\n\n## 2026年度部门预算公开\n\n正文。\n".encode(), "甲.md").blocks]
    assert [(block.text, block.level) for block in found if isinstance(block, Paragraph)] == [
        ("某某局", 1),
        ("2026年度部门预算公开", 2),
        ("正文。", 0),
    ]


def test_blanks_that_an_encoding_lost() -> None:
    """绩????效 was spaced out; question marks of a sentence and of an unfilled value stay."""
    found = str(blocks("| 绩????????效??????? 目???? 标 | 是否需要???? | 是吗？??? |"))
    assert "绩效目标" in found
    assert "是否需要????" in found
    assert "???" in found


def test_the_stars_of_a_template_are_kept() -> None:
    """(≥**人) is a blank of the form, not bold type."""
    assert "受益人数(≥**人)" in str(blocks(FORM.format(s="\t", e="\t").replace("农户满意度", "受益人数(≥**人)")))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_encodings(encoding: str) -> None:
    """What Chinese offices write."""
    text = FORM.format(s="\t", e="\t")
    assert len(read(text.encode(encoding), "甲.txt").grids) == 1


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "空文件"),
        (b" \n\t\n", "空文件"),
        (b"PK\x03\x04rest", "压缩结构已损坏"),
        (b"%PDF-1.7 rest", "已损坏"),
        (b"\xd0\xcf\x11\xe0rest", "不是文本文件"),
        (b"\x89PNG\r\n", "图像"),
        (bytes(range(256)) * 8, "不是文本文件"),
        ("縣級預算項目績效目標表說明書內容與單位".encode("big5") * 3, "编码"),
    ],
)
def test_what_is_no_text_is_refused_with_reason_and_cure(data: bytes, says: str) -> None:
    """In Chinese, with the file's name."""
    with pytest.raises(ReadError) as refused:
        read(data, "甲.txt")
    assert says in refused.value.reason
    assert refused.value.file == "甲.txt"
    assert "请" in refused.value.cure


@settings(max_examples=150)
@given(st.binary(max_size=400) | st.text(max_size=400).map(lambda text: text.encode("utf-8", "replace")))
def test_reading_raises_nothing_else(data: bytes) -> None:
    """Any bytes are a document or a ReadError."""
    with suppress(ReadError):
        assert isinstance(read(data, "甲.txt"), Document)


CELLS = st.text("一二级指标产出数量项目名称≥90%\t |-\n 1元。；表#*（）", max_size=200)


@settings(max_examples=150)
@given(CELLS)
def test_no_visible_text_is_lost(text: str) -> None:
    """Every character stands in a block, or in what was dropped and counted."""
    try:
        document = read(text.encode(), "甲.txt")
    except ReadError:
        return
    kept = "".join(
        block.text if isinstance(block, Paragraph) else "".join(cell.text for row in block.rows for cell in row)
        for block in document.blocks
    )
    kept += "".join(piece * count for piece, count in document.dropped.items())
    for char in "产出数量项目名称元":
        assert kept.count(char) == text.count(char)


def test_rows_of_many_widths_without_an_empty_cell_have_lost_theirs() -> None:
    """Then a cell's column says nothing; one empty cell anywhere, or rows of two widths, and it does."""
    rows = ("项目名称\t水窖", "主管部门\t水务局\t实施单位\t供水站", "数量指标\t水窖\t30口", "质量指标\t合格率\t9%")
    lost = "\n".join(rows)
    kept = lost.replace("数量指标\t水窖", "\t数量指标\t水窖")
    assert [read(text.encode(), "甲.txt").grids[0].packed for text in (lost, kept)] == [True, False]
