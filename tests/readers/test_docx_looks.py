"""Word documents are read without what is said of looks alone: nothing else may go with it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from perflint.model.document import Document, Grid, Paragraph
from perflint.readers import read
from perflint.readers.docx import looks
from tests.readers.office import NAMES, p, package, relations, tbl, tc, tr, word

LOOKS = (
    '<w:spacing w:before="0" w:after="0"/><w:jc w:val="center"/><w:rPr><w:rFonts w:hint="eastAsia" w:ascii="宋体"/>'
    '<w:b/><w:sz w:val="24"/></w:rPr>'
)
STYLES = """<w:styles>
<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:pPr><w:outlineLvl
w:val="3"/></w:pPr></w:style><w:style w:type="table" w:styleId="Grid"/>
<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="table" w:styleId="Last"><w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr></w:style>
</w:styles>"""


def texts(made: Document) -> list[str | list[list[str]]]:
    """Paragraphs as texts, grids as rows of texts."""
    return [
        block.text if isinstance(block, Paragraph) else [[cell.text for cell in row] for row in block.rows]
        for block in made.blocks
    ]


def test_settings_beside_looks_hold() -> None:
    """A merge, a heading and a symbol font between widths, borders and other fonts."""
    wide = '<w:tcW w:w="3402" w:type="dxa"/>{}<w:vAlign w:val="center"/>'
    symbol = '<w:rPr><w:b/><w:rFonts w:hAnsi="wingdings 2"/><w:sz w:val="24"/></w:rPr>'
    made = read(
        word(
            p("一、目标", LOOKS + '<w:outlineLvl w:val="0"/>')
            + tbl(
                tr(tc("总额", wide.format('<w:vMerge w:val="restart"/>')), tc(p("5", LOOKS), wide.format(""))),
                tr(
                    tc("", wide.format("<w:vMerge/>")),
                    tc(f"<w:p><w:r>{symbol}<w:t>R</w:t></w:r></w:p>", wide.format("")),
                ),
            )
        ),
        "材料.docx",
    )
    assert texts(made) == ["一、目标", [["总额", "5"], ["总额", "☑"]]]
    assert isinstance(made.blocks[0], Paragraph)
    assert made.blocks[0].level == 1
    assert isinstance(made.blocks[1], Grid)
    assert made.blocks[1].rows[0][0].place == made.blocks[1].rows[1][0].place


@pytest.mark.parametrize(
    "text",
    [
        "<![CDATA[写作<w:b/>]]>",
        "写作&lt;w:b/&gt;",
        "写作<!-- <w:t> -->&lt;w:b/&gt;",
    ],
)
def test_a_tag_in_a_text_is_text(text: str) -> None:
    """Whether spelled out or quoted."""
    assert texts(read(word(p(text, LOOKS)), "材料.docx")) == ["写作<w:b/>"]


def test_names_with_another_prefix() -> None:
    """And the usual prefix standing for something else."""
    body = f"<x:document xmlns:w='urn:other' {NAMES.replace('xmlns:w=', 'xmlns:x=')}><x:body><x:p><x:r><x:t>甲</x:t>"
    data = package(
        {
            "_rels/.rels": relations({"officeDocument": "word/document.xml"}),
            "word/document.xml": f"{body}</x:r><w:b/></x:p></x:body></x:document>",
        }
    )
    assert texts(read(data, "材料.docx")) == ["甲"]


def test_styles_of_tables_are_passed_over() -> None:
    """Those of paragraphs between and after them hold, also after one that is empty."""
    made = read(word(p("一、目标", '<w:pStyle w:val="H"/>') + p("甲"), {"styles": STYLES}), "材料.docx")
    assert [(one.text, one.level) for one in made.blocks if isinstance(one, Paragraph)] == [("一、目标", 1), ("甲", 0)]
    kept = etree.fromstring(looks.plain_styles(STYLES.replace(">", f" {NAMES}>", 1).encode()))
    assert [one.values()[-1] for one in kept] == ["Grid", "H"]


def test_nobody_asks_for_a_look() -> None:
    """What is cut out cannot be read: none of the names stands in a module that reads the trees."""
    here = Path(looks.__file__).parent
    source = "".join(
        (here / f"{name}.py").read_text("utf-8") for name in ("body", "inline", "marked", "names", "styles")
    )
    cut = set(re.findall(r"\w+", (here / "looks.py").read_text("utf-8").split('_NAMES = """')[1].split('"""')[0]))
    assert len(cut) > 50
    assert not cut & set(re.findall(r'"(\w+)"', source))
