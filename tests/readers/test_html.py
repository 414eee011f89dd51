"""Web pages: the table that a browser draws, the lines that it breaks, in whatever encoding."""

from __future__ import annotations

import base64
import time

import pytest

from perflint.errors import ReadError
from perflint.model.document import Document, Paragraph
from perflint.readers import read

Block = str | list[list[str]]
SQUARE = [["甲", "乙"], ["丙", "丁"]]


def blocks(source: str | bytes, name: str = "公开.html") -> list[Block]:
    """Paragraphs as texts, grids as rows of texts."""
    document = read(source.encode() if isinstance(source, str) else source, name)
    return shown(document)


def shown(document: Document) -> list[Block]:
    """The blocks of a document in plain values."""
    return [
        block.text if isinstance(block, Paragraph) else [[cell.text for cell in row] for row in block.rows]
        for block in document.blocks
    ]


def table(*rows: str) -> str:
    """A table of rows given as cells."""
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


@pytest.mark.parametrize(
    ("source", "grid"),
    [
        (table("<td rowspan=2>甲<td>乙", "<td>丙"), [["甲", "乙"], ["甲", "丙"]]),
        (table("<td rowspan=0>甲<td>乙", "<td>丙", "<td>丁"), [["甲", "乙"], ["甲", "丙"], ["甲", "丁"]]),
        (table("<td rowspan=99999999>甲<td>乙", "<td>丙"), [["甲", "乙"], ["甲", "丙"]]),
        (table("<td colspan=0>甲<td>乙"), [["甲", "乙"]]),
        (table("<td colspan='2'>甲<td>乙", "<td>丙<td>丁<td>戊"), [["甲", "甲", "乙"], ["丙", "丁", "戊"]]),
        (table("<td colspan=99999>甲", "<td>丙<td>丁"), [["甲", "甲"], ["丙", "丁"]]),
        (table("<td colspan=x rowspan=-1>甲<td>乙"), [["甲", "乙"]]),
        (table("<td>甲<td rowspan=2>乙", "<td colspan=2>丙<td>丁"), [["甲", "乙", ""], ["丙", "乙", "丁"]]),
        ("<table><thead><tr><td rowspan=3>甲<td>乙</thead><tbody><tr><td>丙<td>丁</table>", SQUARE),
        ("<table><tr><td>甲<td>乙<tr></tr><tr style='display:none'><td><td></tr><tr><td>丙<td>丁</table>", SQUARE),
        ("<table><form><tr><th>甲</th><td>乙</form></table>", [["甲", "乙"]]),
    ],
)  # fmt: skip
def test_spans_as_a_browser_draws_them(source: str, grid: list[list[str]]) -> None:
    """Also absurd ones, and those that cross the end of a group of rows."""
    assert blocks(source) == [grid]


def test_lines_and_blanks() -> None:
    """Blocks and <br> break lines, source lines do not; scripts, styles and comments are no text."""
    silent = "<script>x()</script><!-- 注 --><o:p></o:p>&nbsp;"
    cell = f"<td>一、<b>维修</b>\n   渠道<br>二<p>三</p><div>四</div>{silent}<td>≥90&#37;"
    assert blocks(table(cell)) == [[["一、维修渠道\n二\n三\n四", "≥90%"]]]
    assert blocks("<h2>标题</h2>正文\n续<pre>一\n二</pre><ul><li>甲<li>乙</ul>") == [
        "标题",
        "正文续",
        "一",
        "二",
        "甲",
        "乙",
    ]


def test_headings_have_their_depth() -> None:
    """h1 to h6, and 0 for the rest."""
    document = read("<h1>甲</h1><h3><span>乙</span></h3><p>丙</p>".encode(), "公开.html")
    assert [block.level for block in document.blocks if isinstance(block, Paragraph)] == [1, 3, 0]


def test_what_is_not_shown_is_read_and_said() -> None:
    """By style or attribute; empty hidden elements are not worth a word."""
    document = read("<div style='display: none'>甲</div><p hidden></p>".encode(), "公开.html")
    assert shown(document) == ["甲"]
    assert document.remarks == ("网页含有不显示的内容，已一并读取",)
    assert read("<p>甲</p><p hidden></p>".encode(), "公开.html").remarks == ()


def test_a_page_laid_out_by_tables() -> None:
    """The frame gives way: menus are paragraphs, the table in it is the form; so does a table of one cell."""
    form = table("<td>项目名称<td>甲", "<td>负责人<td>乙", "<td>金额<td>1")
    assert blocks(table(f"<td>首页<td><h1>公开</h1>{form}", "<td>版权<td>")) == [
        "首页", "公开", [["项目名称", "甲"], ["负责人", "乙"], ["金额", "1"]], "版权",
    ]  # fmt: skip
    assert blocks(table("<td>目标表") + form)[0] == "目标表"


def test_boxes_to_fill_in() -> None:
    """Ticks, values and chosen lines are what the page shows."""
    chosen = "<select><option>一<option selected>二</select>"
    source = f"<input type=checkbox checked>是<input type=radio>否<input value=甲>{chosen}"
    assert blocks(table(f"<td>{source}<td>乙")) == [[["☑是☐否甲二", "乙"]]]


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("utf-8", ""), ("utf-8-sig", ""), ("gb18030", ""), ("gbk", "gb2312"), ("utf-16", ""), ("utf-16-le", ""),
    ("big5", "big5")],
)  # fmt: skip
def test_encodings(encoding: str, declared: str) -> None:
    """By what the bytes are; by what the page declares where they do not tell."""
    head = f'<?xml version="1.0"?><html><head><meta charset="{declared}"></head>' if declared else "<html>"
    assert blocks(f"{head}<p>{'中文內容公開' * 20}</p>".encode(encoding)) == ["中文內容公開" * 20]


def test_a_web_archive() -> None:
    """Word and Excel save pages as .mht, and systems give them the suffix of Word: the page in it is read."""
    page = base64.encodebytes("<html><p>目标表</p></html>".encode("gbk")).decode()
    archive = (
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
        f'Content-Type: text/html; charset="gb2312"\r\nContent-Transfer-Encoding: base64\r\n\r\n{page}\r\n'
        "--b\r\nContent-Type: image/png\r\n\r\nx\r\n--b--\r\n"
    )
    assert blocks(archive.encode(), "公开.doc") == ["目标表"]


def test_only_pictures() -> None:
    """A page without a table but with pictures says so."""
    assert read(b"<p>a</p><img src=x>", "公开.html").remarks == ("网页有 1 幅图片，图片里的文字未读取",)


def test_what_is_no_page() -> None:
    """Bytes of no encoding are refused; an empty page is an empty document."""
    with pytest.raises(ReadError):
        read(b"<html>\xff\xff\x00\x81\x81\xff" * 50, "公开.html")
    assert blocks("<html></html>") == []


def test_deep_and_wide_pages_end() -> None:
    """Tables nested a thousand deep, a thousand rows of absurd spans: refused or read, in a moment."""
    started = time.process_time()
    for source in (
        "<table><tr><td>" * 1000 + "x",
        "<div>" * 100_000 + "x",
        table(*["<td colspan=1000 rowspan=1000>x"] * 999),
    ):
        try:
            blocks(source)
        except ReadError:
            continue
    assert time.process_time() - started < 20
