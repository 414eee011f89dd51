"""Marks on a workbook: notes and colours where the findings are, and nothing else changed."""

from __future__ import annotations

import hashlib
import warnings
from io import BytesIO

import pytest
from lxml import etree
from msgspec.structs import replace
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill, Protection
from openpyxl.worksheet.worksheet import Worksheet

from perflint.annotate import annotated
from perflint.errors import AnnotateError, ReadError
from perflint.model.base import Place
from perflint.model.finding import Failure, Severity, Verdict, Waived
from perflint.readers import read
from tests.annotate.build import finding, on, parts, report
from tests.readers.office import RELATIONS, SHEET, book, package, relations

NAME = "表.xlsx"
_MEDIA = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "workbook": "sheet.main", "worksheets/sheet1": "worksheet", "worksheets/sheet2": "worksheet", "styles": "styles",
    "comments1": "comments",
}  # fmt: skip
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    + "".join(
        f'<Override PartName="/xl/{path}.xml" ContentType="{_MEDIA}.{kind}+xml"/>' for path, kind in _PARTS.items()
    )
    + "</Types>"
)
DRAWING = (
    '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor><xdr:sp><xdr:txBody><a:p><a:r>'
    "<a:t>盖章处</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:twoCellAnchor></xdr:wsDr>"
)
SPARK = (
    '<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
    'uri="{05C60535-1F16-4fd2-B633-F4F36F0B64E0}"><x14:sparklineGroups><x14:sparklineGroup/></x14:sparklineGroups>'
    "</ext></extLst>"
)
OLD_BOXES = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shapetype id="_x0000_t202"/>'
    '<v:shape id="_x0000_s1031" type="#_x0000_t202"><v:textbox><div>一<br>二</div></v:textbox></v:shape></xml>'
)
"""As Excel writes it: an unclosed ``br``, so that no parser of XML reads it."""
OLD_NOTES = (
    f'<comments xmlns="{SHEET}"><authors><author>张三</author></authors><commentList>'
    '<comment ref="B2" authorId="0"><text><t>原有批注</t></text></comment></commentList></comments>'
)
SHEET_OF_ALL = (
    '<sheetPr/><cols><col min="1" max="3" width="20" style="1"/></cols><sheetData>'
    '<row r="1" spans="1:2"><c r="A1" s="1" t="inlineStr"><is><r><rPr><b/></rPr><t>一半</t></r><r><t>加粗</t></r></is>'
    '</c><c r="B1"><f>SUM(B2:B9)</f><v>35</v></c></row>'
    '<row r="2"><c t="inlineStr"><is><t>产出指标</t></is></c><c t="inlineStr"><is><t>有所提高</t></is></c></row>'
    '<row r="5"><c r="A5" t="inlineStr"><is><t>合并的</t></is></c><c r="C5"><v>7</v></c></row></sheetData>'
    '<sheetProtection sheet="1"/><mergeCells><mergeCell ref="A5:B7"/></mergeCells>'
    '<!-- 留着 --><pageMargins left="1" right="1" top="1" bottom="1" header="0" footer="0"/>'
    f'<drawing r:id="drawing"/><legacyDrawing r:id="vmlDrawing"/>{SPARK}'
)
STYLES = (
    "<fonts><font/></fonts><fills><fill><patternFill/></fill></fills><borders><border/></borders><cellStyleXfs><xf/></cellStyleXfs>"
    '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="9"><protection locked="0"/></xf></cellXfs>'
    '<cellStyles><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
)


@pytest.fixture
def busy() -> bytes:
    """A workbook with all that programs lose who read and write it: shapes, sparklines, rich text, cached results."""
    targets = {
        "drawing": "../drawings/drawing1.xml",
        "vmlDrawing": "../drawings/old.vml",
        "comments": "../comments1.xml",
    }
    more: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "xl/worksheets/_rels/sheet1.xml.rels": relations(targets),
        "xl/drawings/drawing1.xml": DRAWING,
        "xl/drawings/_rels/drawing1.xml.rels": relations({"image": "../media/印章.png", "chart": "../charts/c.xml"}),
        "xl/media/印章.png": bytes(range(256)),
        "xl/charts/c.xml": "<c:chartSpace xmlns:c='x'/>",
        "xl/drawings/old.vml": OLD_BOXES,
        "xl/comments1.xml": OLD_NOTES,
    }
    return book({"表": SHEET_OF_ALL, "另一张": "<sheetData/>"}, styles=STYLES, more=more)


def marked(data: bytes, *texts: str) -> bytes:
    """The copy with a finding on each cell of these texts."""
    return annotated(data, NAME, report(data, NAME, *on(data, NAME, *texts)))


def sheet(data: bytes, title: str = "") -> Worksheet:
    """A sheet as openpyxl reads it, the first unless named."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it names what it would lose
        workbook = load_workbook(BytesIO(data))
    made = workbook[title] if title else workbook.worksheets[0]
    assert isinstance(made, Worksheet)
    return made


def note(data: bytes, address: str, title: str = "") -> str:
    """The note on a cell; "" for none."""
    comment = sheet(data, title)[address].comment
    return comment.text if comment else ""


def plain(**cells: str) -> bytes:
    """A workbook of one sheet as openpyxl writes it."""
    workbook = Workbook()
    page = workbook.active
    assert page is not None
    for address, text in cells.items():
        page[address] = text
    stream = BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def test_a_finding_is_a_note_and_a_colour_on_its_cell() -> None:
    """The note says what, why, what to write and by which rule; the colour is that of the gravest finding."""
    data = plain(A1="指标值", B3="有所提高", C4="若干")
    hint, error = (
        finding(on(data, NAME, "有所提高")[0].place, "有所提高", one) for one in (Severity.HINT, Severity.ERROR)
    )
    warning = finding(on(data, NAME, "若干")[0].place, "若干", Severity.WARNING, state="新增", ask="问依据")
    made = annotated(data, NAME, report(data, NAME, hint, error, warning))
    page = sheet(made)
    assert page["B3"].fill.fgColor.rgb == "FFFFC7CE"
    assert page["C4"].fill.fgColor.rgb == "FFFFEB9C"
    assert page["A1"].fill.fill_type is None
    assert page["B3"].comment.author == "机审（perflint 1.2，规则集 national 01234567）"
    assert [line for line in note(made, "B3").split("\n") if "指标值笼统" in line] == [
        "【请核实】指标值笼统（VAL01）", "【必须修改】指标值笼统（VAL01）",
    ]  # fmt: skip
    assert note(made, "C4").split("\n") == [
        "【应当修改】指标值笼统（VAL01）〔新增〕", "问题：“若干”不可衡量", "建议：写明数值", "审核：问依据",
        "依据：财预〔2015〕88号第九条",
    ]  # fmt: skip
    assert "必须修改 1 处，应当修改 1 处，请核实 1 处" in note(made, "A1")


def test_nothing_else_is_changed(busy: bytes) -> None:
    """Every part but those that bear marks is the same, byte for byte, and the file reads as it did."""
    made = marked(busy, "有所提高", "产出指标")
    before, after = parts(busy), parts(made)
    assert set(before) == set(after)
    changed = {path for path in before if before[path] != after[path]}
    assert changed == {"xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/comments1.xml", "xl/drawings/old.vml"}
    assert list(before) == list(after)
    assert read(made, NAME).blocks == read(busy, NAME).blocks


def test_a_sheet_gains_nothing_but_styles(busy: bytes) -> None:
    """Formulas keep their results, texts their looks, comments and sparklines are there."""
    before, after = (
        etree.fromstring(parts(one)["xl/worksheets/sheet1.xml"]) for one in (busy, marked(busy, "有所提高"))
    )
    for root in (before, after):
        for cell in root.iter(f"{{{SHEET}}}c"):
            cell.attrib.pop("s", "")
            cell.attrib.pop("r", "")
    assert etree.tostring(before) == etree.tostring(after)


def test_old_notes_stay(busy: bytes) -> None:
    """A note that is there keeps its author and its words; ours follows them, and no box is drawn twice."""
    made = marked(busy, "有所提高", "产出指标")
    page = sheet(made)
    assert page["B2"].comment.author == "张三"
    assert page["B2"].comment.text.startswith(
        "原有批注\n\n机审（perflint 1.2，规则集 national 01234567）：\n【必须修改】"
    )
    boxes = parts(made)["xl/drawings/old.vml"].decode()
    assert boxes.startswith(OLD_BOXES.removesuffix("</xml>"))
    assert [one for one in ("s1032", "s1033", "s1034") if f'id="_x0000_{one}"' in boxes] == ["s1032", "s1033"]
    assert boxes.count("<v:shapetype") == 1


def test_pictures_in_the_head_of_a_page_get_no_boxes() -> None:
    """The drawing of a page's head is a part of the same kind as the boxes of notes, and stays as it is."""
    rows = '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>甲</t></is></c></row></sheetData>'
    more: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "xl/worksheets/_rels/sheet1.xml.rels": relations({"vmlDrawing": "../head.vml"}),
        "xl/head.vml": OLD_BOXES,
    }
    made = marked(book({"表": f'{rows}<legacyDrawingHF r:id="vmlDrawing"/>'}, styles=STYLES, more=more), "甲")
    assert parts(made)["xl/head.vml"].decode() == OLD_BOXES
    root = etree.fromstring(parts(made)["xl/worksheets/sheet1.xml"])
    assert [etree.QName(one).localname for one in root] == ["sheetData", "legacyDrawing", "legacyDrawingHF"]
    assert "财预〔2015〕88号第九条\n\n机审结果：本文件必须修改 1 处" in note(made, "A1")


def test_a_signed_original_is_said() -> None:
    """The copy of a signed workbook says that the signature does not hold for it."""
    data = package(parts(plain(A1="指标值")) | {"_xmlsignatures/sig1.xml": b"<Signature/>"})
    assert "签名不再证明" in note(marked(data), "A1")


def test_a_thread_of_comments_is_left_alone() -> None:
    """What is added to the note that stands in for a thread would not be seen: it goes to the head of the sheet."""
    data = book(
        {"表": SHEET_OF_ALL},
        styles=STYLES,
        more={
            "[Content_Types].xml": TYPES,
            "xl/worksheets/_rels/sheet1.xml.rels": relations(
                {"vmlDrawing": "../old.vml", "comments": "../comments1.xml"}
            ),
            "xl/old.vml": OLD_BOXES,
            "xl/comments1.xml": OLD_NOTES.replace("张三", "tc={1}"),
        },
    )
    made = marked(data, "有所提高")
    assert note(made, "B2") == "原有批注"
    assert "〔表!B2〕\n【必须修改】指标值笼统" in note(made, "A1")
    assert sheet(made)["B2"].fill.fgColor.rgb == "FFFFC7CE"


def test_a_merged_box_is_marked_at_its_first_cell(busy: bytes) -> None:
    """Where a finding points into a merged box, its first cell is marked: the others show nothing."""
    made = annotated(busy, NAME, report(busy, NAME, finding(Place(file=NAME, sheet="表", table=1, row=6, column=2))))
    assert note(made, "A5").startswith("【必须修改】")
    assert sheet(made)["A5"].fill.fgColor.rgb == "FFFFC7CE"


def test_cells_that_are_not_there_are_made_in_order(busy: bytes) -> None:
    """An empty box is marked, too: rows and cells in their order, the style that of their column."""
    spots = [(1, 3), (3, 2), (5, 3), (9, 1)]
    found = [finding(Place(file=NAME, sheet="表", table=1, row=row, column=column)) for row, column in spots]
    made = annotated(busy, NAME, report(busy, NAME, *found))
    root = etree.fromstring(parts(made)["xl/worksheets/sheet1.xml"])
    cells = [cell.get("r") for cell in root.iter(f"{{{SHEET}}}c")]
    assert cells == ["A1", "B1", "C1", "A2", "B2", "B3", "A5", "C5", "A9"]
    assert [row.get("r") for row in root.iter(f"{{{SHEET}}}row")] == ["1", "2", "3", "5", "9"]
    page = sheet(made)
    assert [page[one].protection.locked for one in ("B3", "A9", "C5")] == [False, False, True]
    assert all(page.cell(*spot).comment for spot in spots)
    assert read(made, NAME).blocks == read(busy, NAME).blocks


def test_looks_of_a_cell_stay() -> None:
    """Font, format and protection of a marked cell are what they were; only the fill is another."""
    workbook = Workbook()
    page = workbook.active
    assert page is not None
    page["B2"], page["B3"] = "有所提高", "同样"
    for cell in (page["B2"], page["B3"]):
        cell.font, cell.protection = Font(bold=True, color="FF0000"), Protection(locked=False)
        cell.fill = PatternFill("solid", fgColor="00FF00")
    page["A1"].comment = Comment("表头批注", "李四")
    page.protection.sheet = True
    hidden = workbook.create_sheet("隐藏")
    hidden["A1"], hidden.sheet_state = "隐藏的话", "hidden"
    stream = BytesIO()
    workbook.save(stream)
    data = stream.getvalue()
    made = marked(data, "有所提高", "隐藏的话")
    after = sheet(made)
    assert (after["B2"].font.b, after["B2"].protection.locked) == (True, False)
    assert after["B2"].fill.fgColor.rgb == "FFFFC7CE"
    assert after["B3"].fill.fgColor.rgb == "0000FF00"
    assert after.protection.sheet
    assert note(made, "A1").startswith("表头批注\n")
    assert note(made, "A1", "隐藏").startswith("【必须修改】")


def test_the_strict_variant_stays_strict() -> None:
    """Names of the strict variant（Strict Open XML）are kept in what is changed and used in what is new."""
    purl = "http://purl.oclc.org/ooxml"
    data = plain(A1="指标值", B3="有所提高")
    for old, new in ((SHEET, f"{purl}/spreadsheetml/main"), (RELATIONS, f"{purl}/officeDocument/relationships")):
        data = replaced(data, old, new)
    made = marked(data, "有所提高")
    after = parts(made)
    for path in (
        "xl/worksheets/sheet1.xml",
        "xl/comments_perflint1.xml",
        "xl/styles.xml",
        "xl/worksheets/_rels/sheet1.xml.rels",
    ):
        assert b"schemas.openxmlformats.org/spreadsheetml" not in after[path], path
        assert RELATIONS.encode() not in after[path], path
    assert read(made, NAME).blocks == read(data, NAME).blocks
    usual = made
    for old, new in ((SHEET, f"{purl}/spreadsheetml/main"), (RELATIONS, f"{purl}/officeDocument/relationships")):
        usual = replaced(usual, new, old)
    assert note(usual, "B3").startswith("【必须修改】")


def replaced(data: bytes, old: str, new: str) -> bytes:
    """A package with one text in place of another, in all parts."""
    return package({path: part.replace(old.encode(), new.encode()) for path, part in parts(data).items()})


def test_boxes_stand_where_excel_wants_them() -> None:
    """The pointer to the boxes stands before what must follow it, controls among that."""
    tail = '<drawing r:id="x"/><mc:AlternateContent xmlns:mc="m"/><tableParts count="0"/><extLst/>'
    rows = '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>甲</t></is></c></row></sheetData>'
    data = book({"表": rows + tail}, styles=STYLES, more={"[Content_Types].xml": TYPES})
    root = etree.fromstring(parts(marked(data, "甲"))["xl/worksheets/sheet1.xml"])
    order = [etree.QName(one).localname for one in root]
    assert order == ["sheetData", "drawing", "legacyDrawing", "AlternateContent", "tableParts", "extLst"]


def test_what_has_no_cell_stands_at_the_head() -> None:
    """Findings on the whole, the gate, waivers, failures, what was corrected: in one note on the first sheet."""
    data = plain(A1="指标值", B3="有所提高")
    (found,) = on(data, NAME, "有所提高")
    whole = finding(Place(file=NAME), "整份", title="没有目标表")
    lost = finding(Place(file=NAME, sheet="没有这张", row=1, column=1), "别处", title="找不到的表")
    made = annotated(
        data, NAME,
        report(
            data, NAME, whole, lost, finding(Place(file="别的.xlsx"), "x"),
            verdicts=(Verdict(project="", outcome="退回", why="有必须修改的问题"),),
            waived=(Waived(finding=found, reason="上级核定", by="王五"),), fixed=(found,),
            failures=(Failure(code="VAL02", message="规则 VAL02 运行出错"),),
        ),
    )  # fmt: skip
    said = note(made, "A1")
    for text in (
        "机审结果：本文件必须修改 2 处", "没有查完", "审核结论（全部材料）：退回，有必须修改的问题",
        "其他文件另有 1 处",
        "〔全文〕\n【必须修改】没有目标表", "〔没有这张!A1〕\n【必须修改】找不到的表", "上次的问题已改",
        "已豁免：指标值笼统（VAL01）上级核定（王五）", "VAL02 运行出错",
    ):  # fmt: skip
        assert text in said
    assert note(made, "B3") == ""


def test_hostile_text_is_harmless() -> None:
    """Control signs, half characters, escapes of Excel and ten thousand characters make no broken part."""
    data = plain(A1="指标值", B3="有所提高")
    (found,) = on(data, NAME, "有所提高")
    evil = "\x00\x0b\ud800\uffff\u202e_x0041_ =cmd|' /C calc'!A0 <img onerror=x>" + "长" * 10_000
    made = annotated(data, NAME, report(data, NAME, *[finding(found.place, evil)] * 60))
    said = note(made, "B3")
    assert "_x0041_ =cmd|' /C calc'!A0 <img onerror=x>长长" in said.replace("_x005F_", "_")
    assert "_x005F_x0041_" in parts(made)["xl/comments_perflint1.xml"].decode()
    assert len(said) < 32_767
    assert "行，见审核报告" in said


def test_the_same_report_makes_the_same_bytes(busy: bytes) -> None:
    """No clock and no chance; a copy of a copy takes marks as well."""
    made = marked(busy, "有所提高")
    assert made == marked(busy, "有所提高")
    again = marked(made, "有所提高")
    assert note(again, "B2").count("【必须修改】") == 2


def test_other_bytes_than_those_checked_are_refused(busy: bytes) -> None:
    """A file that was changed since the check gets no marks in the wrong cells."""
    with pytest.raises(AnnotateError, match="与检查时的不同（请重新检查）"):
        annotated(plain(A1="别的"), NAME, report(busy, NAME))


@pytest.mark.parametrize("missing", ["[Content_Types].xml", "xl/worksheets/sheet1.xml"])
def test_a_broken_package_is_named_with_its_cure(missing: str) -> None:
    """A package without what marks need is refused, not half written."""
    data = plain(A1="指标值", B3="有所提高")
    whole = report(data, NAME, *on(data, NAME, "有所提高"))
    broken = package({path: part for path, part in parts(data).items() if path != missing})
    document = replace(whole.submission.documents[0], digest=hashlib.sha256(broken).hexdigest())
    submission = replace(whole.submission, documents=(document,))
    with pytest.raises(ReadError, match=r"内容已损坏.*另存"):
        annotated(broken, NAME, replace(whole, submission=submission))
