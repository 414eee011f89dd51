"""Word documents: the final text as printed, each box once, whatever wrote them."""

from __future__ import annotations

import pytest

from perflint.errors import ReadError
from perflint.model.document import Document, Grid, Paragraph
from perflint.readers import read
from tests.readers.office import NAMES, p, package, relations, tbl, tc, tr, word

Block = str | list[list[str]]
CHOICE = (
    "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:{kind}><wps:txbx><w:txbxContent>{text}"
    "</w:txbxContent></wps:txbx></wp:{kind}></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{text}"
    "</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def document(body: str, **parts: str) -> Document:
    """The document with this body."""
    return read(word(body, parts), "材料.docx")


def blocks(body: str, **parts: str) -> list[Block]:
    """Paragraphs as texts, grids as rows of texts."""
    return [
        block.text if isinstance(block, Paragraph) else [[cell.text for cell in row] for row in block.rows]
        for block in document(body, **parts).blocks
    ]


def test_merged_cells_are_one_cell() -> None:
    """By gridSpan and vMerge; a row that begins late or ends early has empty slots there."""
    restart, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    made = document(
        tbl(
            tr(tc("项目资金", restart), tc("资金总额", '<w:gridSpan w:val="2"/>')),
            tr(tc("", goes_on), tc("财政资金"), tc("80,000")),
            tr(tc("合计"), properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'),
        )
    )
    (grid,) = made.grids
    assert [[cell.text for cell in row] for row in grid.rows] == [
        ["项目资金", "资金总额", "资金总额"],
        ["项目资金", "财政资金", "80,000"],
        ["", "合计", ""],
    ]
    assert grid.rows[0][0].place == grid.rows[1][0].place
    assert grid.rows[0][1].place == grid.rows[0][2].place
    assert (grid.rows[1][2].place.table, grid.rows[1][2].place.row, grid.rows[1][2].place.column) == (1, 2, 3)


@pytest.mark.parametrize(
    "cells",
    [
        "<w:sdt><w:sdtContent>{cell}</w:sdtContent></w:sdt>",
        "<w:customXml>{cell}</w:customXml>",
    ],
)
def test_content_controls_around_anything(cells: str) -> None:
    """Controls around blocks, rows, cells and runs hold text like any other."""
    control = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
    run = "<w:p>" + control.format("<w:r><w:t>农户满意度</w:t></w:r>") + "</w:p>"
    row = tr(tc(run), cells.format(cell=tc("≥92%")))
    assert blocks(control.format(p("目标表") + tbl(control.format(row)))) == ["目标表", [["农户满意度", "≥92%"]]]


def test_tabs_breaks_and_symbols() -> None:
    """Lines of a cell stay lines; a break in running text begins another paragraph; hyphens and symbols are shown."""
    run = "<w:p><w:r><w:t>单位：</w:t><w:tab/><w:t>万元</w:t><w:br/><w:t>A</w:t><w:noBreakHyphen/></w:r></w:p>"
    tick = '<w:sym w:font="Wingdings 2" w:char="F052"/>'
    symbol = f'<w:p><w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t>90%</w:t>{tick}</w:r></w:p>'
    letter = (
        '<w:p><w:r><w:rPr><w:rFonts w:ascii="Wingdings 2"/></w:rPr><w:t>R</w:t></w:r><w:r><w:t>是</w:t></w:r></w:p>'
    )
    assert blocks(run + tbl(tr(tc(p("一") + p("二")), tc(symbol), tc(letter)))) == [
        "单位：\t万元", "A-", [["一\n二", "≥90%☑", "☑是"]],
    ]  # fmt: skip


def test_tracked_changes_give_the_final_text() -> None:
    """What was deleted is gone, with rows and paragraph ends; what was inserted stays; and it is said."""
    deleted = "<w:del><w:r><w:delText>80</w:delText></w:r></w:del>"
    inserted = "<w:ins><w:r><w:t>90</w:t></w:r></w:ins>"
    merged = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>年度</w:t></w:r></w:p>" + p("目标")
    gone = tr(tc("旧"), tc("旧"), properties="<w:del/>")
    made = document(tbl(tr(tc(f"<w:p>{deleted}{inserted}</w:p>"), tc(merged)), gone))
    assert [[cell.text for cell in row] for row in made.grids[0].rows] == [["90", "年度目标"]]
    assert made.remarks == ("文档含有修订痕迹，已按接受全部修订后的文字读取",)


def test_hidden_text_is_read_and_said() -> None:
    """Directly hidden, or by a style of characters; a switch that is off hides nothing."""
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>甲</w:t></w:r></w:p>"
    shown = '<w:p><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>乙</w:t></w:r></w:p>'
    styled = '<w:p><w:r><w:rPr><w:rStyle w:val="h"/></w:rPr><w:t>丙</w:t></w:r></w:p>'
    styles = '<w:styles><w:style w:styleId="h"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>'
    assert document(hidden).remarks == ("文档含有隐藏文字，已一并读取",)
    assert document(shown).remarks == ()
    assert document(styled, styles=styles).remarks == ("文档含有隐藏文字，已一并读取",)
    assert blocks(hidden) == ["甲"]


def test_boxes_to_tick() -> None:
    """Check boxes of content controls, of old forms, and a tick laid over a square by a field."""
    new = (
        '<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{}"/></w14:checkbox></w:sdtPr>'
        "<w:sdtContent><w:r><w:t>x</w:t></w:r></w:sdtContent></w:sdt>"
    )
    begin = '<w:r><w:fldChar w:fldCharType="begin">{}</w:fldChar></w:r><w:r><w:instrText>{}</w:instrText></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    old = begin.format('<w:ffData><w:checkBox><w:default w:val="1"/></w:checkBox></w:ffData>', "FORMCHECKBOX") + end
    laid = begin.format("", "eq \\o\\ac(□,√)") + end
    chosen = (
        begin.format(
            '<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="甲"/>'
            '<w:listEntry w:val="乙"/></w:ddList></w:ffData>',
            "FORMDROPDOWN",
        )
        + end
    )
    assert blocks(f"<w:p>{new.format(1)}{new.format(0)}{old}{laid}{chosen}</w:p>") == ["☑☐☑☑乙"]


def test_fields_show_their_result() -> None:
    """Instructions are not text; a field that never ends loses nothing of the next paragraph."""
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    field = f"{begin}<w:r><w:instrText>PAGE</w:instrText></w:r>{separate}<w:r><w:t>3</w:t></w:r>{end}"
    assert blocks(f"<w:p>{field}</w:p><w:p>{begin}</w:p>{p('后文')}") == ["3", "后文"]


def test_a_text_box_is_read_once() -> None:
    """Two renderings of one box are one text; it follows its paragraph, and a table in it is a grid."""
    floating = CHOICE.format(kind="anchor", text=p("仅供参考") + tbl(tr(tc("甲"), tc("乙"))))
    assert blocks(f"<w:p><w:r><w:t>正文</w:t></w:r>{floating}</w:p>") == ["正文", "仅供参考", [["甲", "乙"]]]


def test_a_text_box_over_a_cell() -> None:
    """Over an empty cell it is the cell's text; over a filled one it does not mix with it."""
    box = CHOICE.format(kind="anchor", text=p("印章"))
    empty, filled = f"<w:p>{box}</w:p>", f"<w:p><w:r><w:t>内容</w:t></w:r>{box}</w:p>"
    assert blocks(tbl(tr(tc(empty), tc("乙")))) == [[["印章", "乙"]]]
    assert blocks(tbl(tr(tc(filled), tc("乙")))) == [[["内容", "乙"]], "印章"]


def test_equations_and_readings() -> None:
    """The characters of an equation are kept; the reading above a character is not."""
    equation = (
        "<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f></m:oMath>"
    )
    reading = "<w:rt><w:r><w:t>xiao</w:t></w:r></w:rt>"
    ruby = f"<w:r><w:ruby>{reading}<w:rubyBase><w:r><w:t>效</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    assert blocks(f"<w:p>{equation}{ruby}</w:p>") == ["a/b效"]


def test_headings_have_their_depth() -> None:
    """From the paragraph itself, from its style, from the style that one is based on."""
    styles = (
        '<w:styles><w:style w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
        '<w:style w:styleId="a"><w:basedOn w:val="1"/></w:style></w:styles>'
    )
    body = p("甲", '<w:pStyle w:val="a"/>') + p("乙", '<w:outlineLvl w:val="2"/>') + p("丙")
    levels = [block.level for block in document(body, styles=styles).blocks if isinstance(block, Paragraph)]
    assert levels == [1, 3, 0]


def test_automatic_numbers_are_printed() -> None:
    """As Word shows them: each level counts, deeper ones begin anew, bullets are no text."""
    level = '<w:lvl w:ilvl="{}"><w:start w:val="1"/><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/></w:lvl>'
    numbering = (
        '<w:numbering><w:abstractNum w:abstractNumId="0">'
        + level.format(0, "chineseCounting", "（%1）")
        + level.format(1, "decimal", "%2.")
        + level.format(2, "bullet", "")
        + '</w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )  # fmt: skip

    def item(depth: int, text: str) -> str:
        """A paragraph of the list."""
        return p(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="7"/></w:numPr>')

    body = item(0, "甲") + item(1, "乙") + item(1, "丙") + item(0, "丁") + item(1, "戊") + item(2, "己")
    assert blocks(body, numbering=numbering) == ["（一）甲", "1.乙", "2.丙", "（二）丁", "1.戊", "己"]


def test_numbers_come_with_the_style_in_a_cell() -> None:
    """As they do outside; a style that says nothing leaves a cell plain, damaged lists that nobody uses do no harm."""
    numbering = (
        '<w:numbering><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    styles = (
        '<w:styles><w:style w:styleId="n"><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="t"><w:basedOn w:val="a"/></w:style><w:style w:styleId="a"><w:name w:val="a"/></w:style>'
        "</w:styles>"
    )
    plain = tc(p("农户满意度", '<w:pStyle w:val="t"/>'))
    numbered = tc(p("甲", '<w:pStyle w:val="n"/>') + p("乙", '<w:pStyle w:val="n"/>'))
    assert blocks(tbl(tr(plain, numbered)), styles=styles, numbering=numbering) == [[["农户满意度", "1、甲\n2、乙"]]]
    assert blocks(tbl(tr(plain, tc("甲"))), styles=styles, numbering="<w:numbering>") == [[["农户满意度", "甲"]]]


def test_page_furniture_is_counted_not_read() -> None:
    """Heads, feet and watermarks are named in ``dropped``; footnotes with text are said."""
    header = (
        '<w:hdr><w:p><w:r><w:pict><v:shape><v:textpath string="仅供内部审核"/></v:shape></w:pict></w:r></w:p>'
        + p("预算公开")
        + "</w:hdr>"
    )
    separator = f'<w:footnote w:type="separator">{p("-")}</w:footnote>'
    notes = f"<w:footnotes>{separator}<w:footnote>{p('见附表')}</w:footnote></w:footnotes>"
    made = document(p("正文"), header1=header, footnotes=notes)
    assert [block.text for block in made.blocks if isinstance(block, Paragraph)] == ["正文"]
    assert made.dropped == {"仅供内部审核": 1, "预算公开": 1}
    assert made.remarks == ("文档有 1 条脚注或尾注，未读取",)


def test_tables_within_tables() -> None:
    """A frame gives way to the form in it; rows that hold another table are cut out; a small one is drawn in place."""
    form = tbl(tr(tc("甲"), tc("乙")), tr(tc("丙"), tc("丁")))
    assert blocks(tbl(tr(tc(p("标题") + form)))) == ["标题", [["甲", "乙"], ["丙", "丁"]]]
    span = '<w:gridSpan w:val="2"/>'
    assert blocks(tbl(tr(tc("项目"), tc("名称")), tr(tc(form + p(""), span)), tr(tc("负责人"), tc("某")))) == [
        [["项目", "名称"]], [["甲", "乙"], ["丙", "丁"]], [["负责人", "某"]],
    ]  # fmt: skip
    label = tbl(*(tr(tc(f"标签{row}"), tc(f"内容{row}")) for row in range(8)), tr(tc("资金"), tc(form + p(""))))
    assert blocks(label) == [
        [[f"标签{row}", f"内容{row}", f"内容{row}"] for row in range(8)] + [["资金", "甲", "乙"], ["资金", "丙", "丁"]]
    ]


def test_the_strict_variant_and_other_names() -> None:
    """ISO namespaces, a main part of another name, backslashes for paths: Word opens them, so do we."""
    strict = f"<w:document {NAMES}><w:body>{p('甲')}</w:body></w:document>".replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    rels = relations({"officeDocument": "word/document2.xml"})
    for path, rel in (("word/document.xml", ""), ("word/document2.xml", rels), ("word\\document2.xml", rels)):
        made = read(package({path: strict, **({"_rels/.rels": rel} if rel else {})}), "材料.docx")
        assert [block.text for block in made.blocks if isinstance(block, Paragraph)] == ["甲"]


def test_an_embedded_web_page_is_read() -> None:
    """Systems that make Word documents out of web pages leave the conversion to Word."""
    data = package({
        "word/document.xml": f'<w:document {NAMES}><w:body><w:altChunk r:id="aFChunk"/></w:body></w:document>',
        "word/_rels/document.xml.rels": relations({"aFChunk": "page.html"}),
        "word/page.html": "<p>目标表</p><table><tr><td>甲<td>乙</table>",
    })  # fmt: skip
    made = read(data, "材料.docx")
    assert isinstance(made.blocks[1], Grid)
    assert [cell.text for cell in made.blocks[1].rows[0]] == ["甲", "乙"]


def test_pictures_are_said() -> None:
    """The words in a picture were not read."""
    picture = '<w:p><w:r><w:drawing><a:blip xmlns:a="http://a"/></w:drawing></w:r></w:p>'
    assert document(picture).remarks == ("文档有 1 幅图片，图片里的文字未读取",)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<w:p>", "损坏"),
        ("<w:p>&x;</w:p>", "损坏"),
        (tbl(tr(*(tc("", '<w:gridSpan w:val="999999999"/>') for _ in range(200)))) * 1 + "</w:p>", "损坏"),
    ],
)
def test_broken_markup_is_refused(body: str, reason: str) -> None:
    """With a reason, never an exception of a library."""
    with pytest.raises(ReadError) as caught:
        document(body)
    assert reason in caught.value.reason


def test_entities_are_refused_unopened() -> None:
    """A document type has no business in an Office file."""
    entities = '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    bomb = f"{entities}<w:document {NAMES}><w:body>{p('&b;')}</w:body></w:document>"
    for encoding in ("utf-8", "utf-16"):
        with pytest.raises(ReadError, match="DOCTYPE"):
            read(package({"word/document.xml": bomb.encode(encoding)}), "材料.docx")


def test_absurd_spans_are_capped() -> None:
    """A cell that claims a billion columns takes as many as a table can have."""
    (grid,) = document(tbl(tr(tc("甲", '<w:gridSpan w:val="999999999"/>'), tc("乙")), tr(tc("丙")))).grids
    assert len(grid.rows[0]) == 101
    assert grid.rows[0][100].text == "乙"
