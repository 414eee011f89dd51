"""Marks on a Word document: comments on the very cells the findings are about, and nothing else changed."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from lxml import etree

from perflint.annotate import annotated
from perflint.errors import AnnotateError
from perflint.model.base import Cell, Place
from perflint.model.document import Grid
from perflint.readers import read
from perflint.text import normal
from tests.annotate.build import finding, on, parts, report
from tests.readers.office import RELATIONS, WORD, p, package, tbl, tc, tr, word

NAME = "表.docx"
W = f"{{{WORD}}}"
ROOT = Path(__file__).resolve().parents[2]
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
INNER = tbl(*(tr(tc(f"里{row}左"), tc(f"里{row}右")) for row in range(3)))
SEAL = (
    "<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>"
    + p("盖章处")
    + "</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>"
    + p("盖章处")
    + "</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
)
CHANGED = (
    '<w:p><w:ins w:id="1" w:author="张三"><w:r><w:t>新写的</w:t></w:r></w:ins>'
    '<w:del w:id="2" w:author="张三"><w:r><w:delText>旧写的</w:delText></w:r></w:del></w:p>'
)
BODY = (
    p("绩效目标表")
    + tbl(
        tr(tc("项目名称"), tc("培训费用", '<w:gridSpan w:val="2"/>')),
        tr(tc("指标", '<w:vMerge w:val="restart"/>'), tc(CHANGED), tc(p("第一段") + p("第二段"))),
        tr(tc("", "<w:vMerge/>"), tc(SEAL), tc('<w:commentRangeStart w:id="7"/>' + p("有批注"))),
        tr(tc("表中表"), tc(INNER + p(""), '<w:gridSpan w:val="2"/>')),
        tr(tc("空的"), tc("<w:p/>", '<w:gridSpan w:val="2"/>'), properties='<w:gridBefore w:val="0"/>'),
    )
    + "<!-- 留着 -->"
    + "<w:sectPr/>"
)
NOTES = f'<w:comments><w:comment w:id="7" w:author="李四">{p("原有批注")}</w:comment></w:comments>'


def whole(body: str, more: dict[str, str] | None = None) -> bytes:
    """A document that Word would open."""
    return package(parts(word(body, more)) | {"[Content_Types].xml": TYPES})


def everywhere(data: bytes, name: str = NAME) -> dict[str, Cell]:
    """Every cell and paragraph of a file, by its place as text."""
    made = {}
    for block in read(data, name).blocks:
        for cell in [one for row in block.rows for one in row] if isinstance(block, Grid) else [block.cell]:
            made[str(cell.place)] = cell
    return made


def words(element: etree._Element) -> str:
    """The text in an element."""
    return "".join(one.text or "" for one in element.iter(f"{W}t"))


def commented(data: bytes) -> dict[str, str]:
    """What stands between the marks of each of our comments, by the first line of the comment."""
    held = parts(data)
    notes = next(held[path] for path in sorted(held, reverse=True) if path.startswith("word/comments"))
    titles = {
        one.get(f"{W}id"): words(next(one.iter(f"{W}p")))
        for one in etree.fromstring(notes)
        if (one.get(f"{W}author") or "").startswith("机审")
    }
    open_now: set[str] = set()
    found = dict.fromkeys(titles.values(), "")
    for one in etree.fromstring(held["word/document.xml"]).iter(f"{W}*"):
        number = one.get(f"{W}id") or ""
        if one.tag == f"{W}commentRangeStart":
            open_now.add(number)
        elif one.tag == f"{W}commentRangeEnd":
            open_now.discard(number)
        elif one.tag == f"{W}t":
            for title in (titles[number] for number in open_now if number in titles):
                found[title] += one.text or ""
    return found


def full(data: bytes, name: str = NAME) -> tuple[bytes, dict[str, Cell]]:
    """The copy with a finding on every cell, its title the place."""
    held = everywhere(data, name)
    found = [finding(cell.place, cell.text, title=f"<{place}>") for place, cell in held.items()]
    return annotated(data, name, report(data, name, *found)), held


def titled(place: str) -> str:
    """The first line of a comment of ``full``."""
    return f"【必须修改】<{place}>（VAL01）"


def test_a_finding_is_a_comment_on_its_cell() -> None:
    """Word's own kind of comment, signed by the machine, on the text of the cell."""
    data = whole(BODY)
    made = annotated(data, NAME, report(data, NAME, *on(data, NAME, "培训费用")))
    first, second = Document(BytesIO(made)).comments
    assert first.author == second.author == "机审（perflint 1.2，规则集 national 01234567）"
    assert first.text.startswith("机审结果：本文件必须修改 1 处")
    assert second.text.split("\n")[:2] == ["【必须修改】指标值笼统（VAL01）", "问题：“培训费用”不可衡量"]
    assert commented(made)["【必须修改】指标值笼统（VAL01）"] == "培训费用"


def test_every_comment_stands_on_the_text_it_is_about() -> None:
    """Merged boxes, tables within tables, tracked changes, several paragraphs, empty boxes: each at its own text."""
    made, held = full(whole(BODY))
    found = commented(made)
    texts = {place: found[titled(place)] for place, cell in held.items() if titled(place) in found}
    wanted = {place: cell.text.replace("\n", "") for place, cell in held.items()}
    boxed = [place for place, cell in held.items() if cell.text == "盖章处"]
    assert {place for place in wanted if place not in texts} == set()
    # A comment cannot stand in a text box: it is on the paragraph that the box hangs on, with both its renderings.
    assert [texts.pop(place) for place in boxed] == ["盖章处盖章处"]
    assert texts == {place: text for place, text in wanted.items() if place not in boxed}
    assert "里2右" in texts.values()


@pytest.mark.parametrize("name", ["faulty", "clean"])
def test_every_comment_of_an_example_stands_on_its_text(name: str) -> None:
    """A whole disclosure: each cell and paragraph of it, none beside its text."""
    data = (ROOT / "examples" / name / "disclosure.docx").read_bytes()
    made, held = full(data)
    found = commented(made)
    wrong = {
        place: (cell.text, found.get(titled(place)))
        for place, cell in held.items()
        if normal(found.get(titled(place), "?")) != normal(cell.text)
    }
    assert wrong == {}


def test_nothing_else_is_changed() -> None:
    """Text boxes, tracked changes, comments there are stay; without our marks the document is the same."""
    data = whole(BODY, {"comments": NOTES, "header": f"<w:hdr>{p('页眉')}</w:hdr>"})
    made, _ = full(data)
    before, after = parts(data), parts(made)
    assert {path for path in after if before.get(path) != after[path]} == {"word/document.xml", "word/comments.xml"}
    assert read(made, NAME).blocks == read(data, NAME).blocks
    ours = {str(number) for number in range(8, 1000)}
    root = etree.fromstring(after["word/document.xml"])
    for one in [one for one in root.iter(f"{W}*") if one.get(f"{W}id") in ours]:
        parent = one.getparent()
        assert parent is not None
        marked = one if parent.tag != f"{W}r" else parent
        holder = marked.getparent()
        assert holder is not None
        holder.remove(marked)
    assert etree.tostring(root, method="c14n") == etree.tostring(
        etree.fromstring(before["word/document.xml"]), method="c14n"
    )
    notes = etree.fromstring(after["word/comments.xml"])
    assert words(notes[0]) == "原有批注"
    assert len({one.get(f"{W}id") for one in notes}) == len(notes)


def test_the_strict_variant_stays_strict() -> None:
    """A document of the strict variant gets comments in its own names."""
    purl = "http://purl.oclc.org/ooxml"
    usual = whole(BODY)
    data = package({
        path: part.replace(WORD.encode(), f"{purl}/wordprocessingml/main".encode()).replace(
            RELATIONS.encode(), f"{purl}/officeDocument/relationships".encode()
        )
        for path, part in parts(usual).items()
    })  # fmt: skip
    made, held = full(data)
    for path in ("word/document.xml", "word/comments_perflint1.xml", "word/_rels/document.xml.rels"):
        assert WORD.encode() not in parts(made)[path]
        assert RELATIONS.encode() not in parts(made)[path]
    assert everywhere(made) == held


def test_what_has_no_element_stands_at_the_head() -> None:
    """A finding on the whole, on a slot no cell covers, on an embedded page: said in the first comment."""
    body = p("表头") + tbl(tr(tc("甲"), tc("乙")), tr(tc("丙"))) + '<w:altChunk r:id="aFChunk"/>'
    page = "<html><body><p>网页里的话</p></body></html>".encode()
    kinds = TYPES.replace("</Types>", '<Override PartName="/word/aFChunk.xml" ContentType="text/html"/></Types>')
    chunk = {"word/aFChunk.xml": page, "[Content_Types].xml": kinds.encode()}
    data = package(parts(whole(body, {"aFChunk": ""})) | chunk)
    held = everywhere(data)
    foreign = next(cell.place for cell in held.values() if cell.text == "网页里的话")
    lost = (Place(file=NAME), foreign, held["表1 第2行第2列"].place)
    found = [finding(place, "x", title=f"第{number}个") for number, place in enumerate(lost)]
    made = annotated(data, NAME, report(data, NAME, *found))
    (only,) = Document(BytesIO(made)).comments
    assert only.text.count("【必须修改】") == 3
    assert "〔表1 第2行第2列〕\n【必须修改】第2个" in only.text
    assert list(commented(made).values()) == ["表头"]


def test_hostile_text_is_harmless_and_runs_are_alike() -> None:
    """Control signs and half characters make no broken part; the same report makes the same bytes."""
    data = whole(BODY)
    (found,) = on(data, NAME, "培训费用")
    evil = finding(found.place, "\x00\x0b\ud800\ufffe<w:p/>&" + "长" * 10_000)
    made = annotated(data, NAME, report(data, NAME, evil))
    assert made == annotated(data, NAME, report(data, NAME, evil))
    assert "<w:p/>&长长" in list(Document(BytesIO(made)).comments)[1].text


def test_a_document_without_a_paragraph_is_refused() -> None:
    """There is nothing a comment could stand on: said, with what to do."""
    data = whole("<w:sectPr/>")
    with pytest.raises(AnnotateError, match=r"没有一个段落.*另存"):
        annotated(data, NAME, report(data, NAME))
