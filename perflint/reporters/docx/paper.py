"""Paper for official letters（公文）: A4, 仿宋 and 黑体, margins and page numbers after GB/T 9704."""

from __future__ import annotations

from docx import Document
from docx.document import Document as Paper
from docx.enum.section import WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm
from lxml import etree
from msgspec import Struct

from perflint.reporters.office import clean

TITLE, BODY, PART, ITEM, DETAIL, SALUTE, CLOSE, SIGN = (
    "Title", "Normal", "Heading 1", "Heading 2", "Body Text", "Salutation", "Closing", "Signature",
)  # fmt: skip
"""标题, 正文, 一、…, 1. …, what is said of a finding, 抬头, 结语, 落款."""
_HEI, _FANG, _SONG = "黑体", "仿宋", "宋体"
_W = nsdecls("w")


class _Style(Struct, frozen=True):
    """A style: font, size and height of a line in points, indents of the first line and on the right in characters."""

    font: str
    size: int
    line: int
    indent: int = 2
    right: int = 0
    level: int | None = None
    before: int = 0
    after: int = 0
    align: str = "both"
    bold: bool = False
    kept: bool = False
    """Whether it must not stand last on a page."""


_STYLES = {
    BODY: _Style(_FANG, 16, 28),
    TITLE: _Style(_HEI, 22, 36, indent=0, after=24, align="center"),
    SALUTE: _Style(_FANG, 16, 28, indent=0, align="left"),
    PART: _Style(_HEI, 16, 28, level=0, kept=True, before=12, after=4, align="left"),
    ITEM: _Style(_FANG, 14, 24, level=1, kept=True, before=8, align="left", bold=True),
    DETAIL: _Style(_FANG, 12, 20),
    CLOSE: _Style(_FANG, 16, 28, before=18, kept=True),
    SIGN: _Style(_FANG, 16, 28, indent=0, right=2, before=12, align="right", kept=True),
}


def paper() -> Paper:
    """An empty document in these styles."""
    made = Document()
    root: etree._Element = made.styles.element
    for language in root.iter(qn("w:lang")):
        language.set(qn("w:val"), "zh-CN")
        language.set(qn("w:eastAsia"), "zh-CN")
    for name, style in _STYLES.items():
        if name not in made.styles:
            made.styles.add_style(name, 1)
        element: etree._Element = made.styles[name].element
        for old in (*element.findall(qn("w:pPr")), *element.findall(qn("w:rPr"))):
            element.remove(old)
        element.extend([parse_xml(_paragraphs(style)), parse_xml(_letters(style))])
    return made


def section(made: Paper, *, first: bool) -> None:
    """Begin a new page, numbered from 1."""
    begun = made.sections[0] if first else made.add_section(WD_SECTION.NEW_PAGE)
    begun.page_width, begun.page_height = Mm(210), Mm(297)
    begun.top_margin, begun.bottom_margin = Mm(37), Mm(35)
    begun.left_margin, begun.right_margin = Mm(28), Mm(26)
    begun.footer_distance = Mm(25)
    settings: etree._Element = begun._sectPr  # python-docx has no door to page numbers
    for old in settings.findall(qn("w:pgNumType")):
        settings.remove(old)
    columns = settings.find(qn("w:cols"))
    if columns is not None:
        columns.addprevious(parse_xml(f'<w:pgNumType {_W} w:start="1"/>'))
    if first:
        foot: etree._Element = begun.footer.paragraphs[0]._p  # nor to fields
        for part in _NUMBER:
            foot.append(parse_xml(part))


def say(made: Paper, text: str, style: str = BODY, *, lead: str = "") -> None:
    """A paragraph; its first words in 黑体.

    Written as XML: python-docx goes through all styles for each paragraph, which is nine tenths of a letter's time.
    """
    paragraph = etree.Element(qn("w:p"))
    settings = etree.SubElement(paragraph, qn("w:pPr"))
    etree.SubElement(settings, qn("w:pStyle")).set(qn("w:val"), style.replace(" ", ""))
    if lead:
        _run(paragraph, lead).insert(0, parse_xml(f"<w:rPr {_W}>{_fonts(_HEI)}</w:rPr>"))
    _run(paragraph, clean(text))
    body: etree._Element = made.element.body
    body[-1].addprevious(paragraph)


def _run(paragraph: etree._Element, text: str) -> etree._Element:
    """A run of this text, its line breaks kept."""
    run = etree.SubElement(paragraph, qn("w:r"))
    for number, line in enumerate(text.split("\n")):
        if number:
            etree.SubElement(run, qn("w:br"))
        written = etree.SubElement(run, qn("w:t"))
        written.text = line
        written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return run


def _paragraphs(style: _Style) -> str:
    """How paragraphs of a style stand, as XML."""
    keep = "<w:keepNext/>" if style.kept else ""
    spaced = f'w:before="{20 * style.before}" w:after="{20 * style.after}" w:line="{20 * style.line}"'
    indent = f'w:rightChars="{100 * style.right}" w:right="{20 * style.size * style.right}" '
    indent += f'w:firstLineChars="{100 * style.indent}" w:firstLine="{20 * style.size * style.indent}"'
    level = "" if style.level is None else f'<w:outlineLvl w:val="{style.level}"/>'
    return (
        f'<w:pPr {_W}>{keep}<w:widowControl/><w:spacing {spaced} w:lineRule="exact"/><w:ind {indent}/>'
        f'<w:jc w:val="{style.align}"/>{level}</w:pPr>'
    )


def _letters(style: _Style) -> str:
    """How letters of a style look, as XML."""
    weight = f'<w:b w:val="{int(style.bold)}"/>'
    size = f'<w:sz w:val="{2 * style.size}"/><w:szCs w:val="{2 * style.size}"/>'
    return f'<w:rPr {_W}>{_fonts(style.font)}{weight}<w:color w:val="auto"/>{size}</w:rPr>'


def _fonts(font: str) -> str:
    """One font for Chinese and Latin: quotation marks belong to both, and would stand narrow in a Latin one."""
    return f'<w:rFonts w:hint="eastAsia" w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}"/>'


_SMALL = f'<w:rPr>{_fonts(_SONG)}<w:sz w:val="28"/></w:rPr>'
_NUMBER = (
    f'<w:pPr {_W}><w:pStyle w:val="Footer"/><w:ind w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="center"/>'
    "</w:pPr>",
    f'<w:r {_W}>{_SMALL}<w:t xml:space="preserve">— </w:t></w:r>',
    f'<w:r {_W}>{_SMALL}<w:fldChar w:fldCharType="begin"/></w:r>',
    f'<w:r {_W}>{_SMALL}<w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>',
    f'<w:r {_W}>{_SMALL}<w:fldChar w:fldCharType="separate"/></w:r>',
    f"<w:r {_W}>{_SMALL}<w:t>1</w:t></w:r>",
    f'<w:r {_W}>{_SMALL}<w:fldChar w:fldCharType="end"/></w:r>',
    f'<w:r {_W}>{_SMALL}<w:t xml:space="preserve"> —</w:t></w:r>',
)
"""— 1 —."""
