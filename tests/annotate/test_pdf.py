"""Marks on a PDF: highlights over the cells as they are seen, however the page is turned."""

from __future__ import annotations

import sys
from io import BytesIO
from typing import Any, NamedTuple

import pypdfium2
import pytest

from perflint.annotate import annotated
from perflint.errors import AnnotateError
from perflint.model.base import Place
from perflint.model.finding import Severity
from perflint.readers import read
from perflint.readers.pdfium.turn import Turn
from tests.annotate.build import cells, finding, on, report
from tests.drawnpdf import Paper

pikepdf = pytest.importorskip("pikepdf")
NAME = "表.pdf"
SPOTS = [(0, 0, 1, 1, "指标值"), (0, 1, 1, 1, "有所提高"), (1, 0, 1, 1, "成本指标"), (1, 1, 1, 1, "若干")]
TURNS = {0: (0, 0), 90: (0, -842), 180: (-595, -842), 270: (-595, 0)}


def table(turn: int = 0, paper: Paper | None = None) -> bytes:
    """A page with a table, turned by its viewer, that stands upright in the end."""
    paper = (paper or Paper()).page(turn)
    paper.canvas.rotate(turn)
    paper.canvas.translate(*TURNS[turn])
    return paper.table((60, 260, 460), (100, 130, 160), SPOTS).bytes()


class Note(NamedTuple):
    """An annotation."""

    lines: list[str]
    author: str
    name: str
    flags: int
    left: float
    right: float
    window: str
    look: bytes

    @property
    def text(self) -> str:
        """All it says."""
        return "\n".join(self.lines)


def marks(data: bytes, subtype: str = "/Highlight") -> list[Note]:
    """The annotations of one sort, on all pages."""
    with pikepdf.open(BytesIO(data)) as document:
        held = [one for page in document.pages for one in page.obj.get("/Annots", ()) if one.Subtype == subtype]
        return [
            Note(
                str(one.Contents).split("\n"), str(one.get("/T", "")), str(one.get("/NM", "")), int(one.get("/F", 0)),
                float(one.Rect[0]), float(one.Rect[2]), str(one.Popup.Parent.NM) if "/Popup" in one else "",
                one.AP.N.read_bytes() if "/AP" in one else b"",
            )
            for one in held
        ]  # fmt: skip


def seen(data: bytes, page: int) -> Any:  # noqa: ANN401
    """A page as it is looked at, a dot a point."""
    document = pypdfium2.PdfDocument(data)
    return document[page].render(scale=1).to_pil().convert("RGB")


@pytest.mark.parametrize("angle", [0, 90, 180, 270])
def test_boxes_find_back_into_the_page(angle: int) -> None:
    """What is made upright and put back is where it was."""
    turn, box = Turn(10, 20, 605, 862, angle), (100.0, 700.0, 300.0, 650.0)
    (upright,) = turn.boxes([box])
    assert turn.back(upright) == (100, 650, 300, 700)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_highlight_lies_over_its_cell(turn: int) -> None:
    """On pages that are turned, too: the colour is under the text of the cell, and nowhere else."""
    data = table(turn)
    made = annotated(data, NAME, report(data, NAME, *on(data, NAME, "有所提高")))
    before, after = seen(data, 1), seen(made, 1)
    paper = (255, 255, 255)
    assert (before.getpixel((400, 122)), after.getpixel((400, 122))) == (paper, (255, 199, 206))
    assert after.getpixel((200, 122)) == after.getpixel((400, 150)) == paper
    assert after.crop((0, 170, 400, 500)).tobytes() == before.crop((0, 170, 400, 500)).tobytes()


def test_a_highlight_says_what_is_wrong() -> None:
    """Text, author, name, window, a look of its own, and it is printed."""
    data = table()
    (found,) = on(data, NAME, "有所提高")
    warning = finding(found.place, "有所提高", Severity.WARNING)
    made = annotated(data, NAME, report(data, NAME, warning, found))
    (mark,) = marks(made)
    assert mark.lines[0] == "【应当修改】指标值笼统（VAL01）"
    assert "【必须修改】" in mark.text
    assert mark.author == "机审（perflint 1.2，规则集 national 01234567）"
    assert mark.name == mark.window == f"perflint-{found.fingerprint}"
    assert mark.flags == 4
    assert b"/G gs" in mark.look
    (summary,) = marks(made, "/Text")
    assert summary.lines[0].startswith("机审结果：本文件必须修改 1 处，应当修改 1 处")


def test_what_has_no_box_is_a_note_on_its_page() -> None:
    """A place that is only a page gets a sign on it, one beside the other; one without a page stands on the first."""
    data = table()
    spots = [Place(file=NAME, page=2, table=1, row=9, column=column) for column in (1, 2)]
    found = [finding(spot, "空", title=f"第{spot.column}个") for spot in spots]
    lost = [
        finding(Place(file=NAME), "整份", title="整份"),
        finding(Place(file=NAME, page=9, row=1), "无", title="没有这页"),
    ]
    made = annotated(data, NAME, report(data, NAME, *found, *lost))
    summary, first, second = marks(made, "/Text")
    assert [one.lines[0] for one in (first, second)] == [
        "【必须修改】第1个（VAL01）", "【必须修改】第2个（VAL01）",
    ]  # fmt: skip
    assert first.right < second.left
    assert "〔全文〕\n【必须修改】整份" in summary.text
    assert "【必须修改】没有这页" in summary.text


def test_the_copy_reads_as_the_original_and_runs_are_alike() -> None:
    """Nothing of what is written is taken for content, notes that were there stay, and no clock runs."""
    paper = Paper()
    paper.canvas.textAnnotation("early", Rect=[10, 10, 30, 30])
    data = table(paper=paper)
    held = cells(data, NAME)
    found = [finding(cell.place, text) for text, cell in held.items()]
    made = annotated(data, NAME, report(data, NAME, *found))
    assert made == annotated(data, NAME, report(data, NAME, *found))
    assert read(made, NAME).blocks == read(data, NAME).blocks
    assert marks(made, "/Text")[0].text == "early"


def test_pages_that_share_a_list_do_not_share_marks() -> None:
    """Two pages with one list of annotations: a mark on one is not on the other."""
    held = pikepdf.open(BytesIO(table()))
    shared = held.make_indirect(pikepdf.Array())
    for page in held.pages:
        page.obj.Annots = shared
    stream = BytesIO()
    held.save(stream, deterministic_id=True)
    data = stream.getvalue()
    made = annotated(data, NAME, report(data, NAME, *on(data, NAME, "有所提高")))
    assert len(marks(made)) == 1


def test_a_signed_original_is_said() -> None:
    """The copy of a signed document says that the signature does not hold for it."""
    held = pikepdf.open(BytesIO(table()))
    field = pikepdf.Dictionary(FT=pikepdf.Name.Sig, T=pikepdf.String("章"), V=pikepdf.Dictionary(Type=pikepdf.Name.Sig))
    held.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([held.make_indirect(field)]))
    stream = BytesIO()
    held.save(stream)
    data = stream.getvalue()
    (summary,) = marks(annotated(data, NAME, report(data, NAME)), "/Text")
    assert "签名不再证明" in summary.text


def test_an_original_that_allows_no_notes_is_left_alone() -> None:
    """What its owner forbids is not done, but said with what to do."""
    data = table(paper=Paper(owner="钥匙"))
    held = pikepdf.open(BytesIO(data))
    allowed = held.allow.modify_annotation
    stream = BytesIO()
    permissions = pikepdf.Permissions(modify_annotation=not allowed)
    held.save(stream, encryption=pikepdf.Encryption(owner="o", user="", allow=permissions))
    texts = []
    for one in (data, stream.getvalue()):
        try:
            made = annotated(one, NAME, report(one, NAME))
        except AnnotateError as error:
            texts.append(str(error))
        else:
            texts.append(marks(made, "/Text")[0].text)
    assert any("权限限制，不许加批注（请向报送单位" in text for text in texts)
    assert any("原件设有权限限制，副本不带" in text for text in texts)


def test_without_the_library_the_cure_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where pikepdf is missing, the extra that brings it is named."""
    monkeypatch.setitem(sys.modules, "pikepdf", None)
    data = table()
    with pytest.raises(AnnotateError, match=r"pip install 'perflint-cn\[annotate\]'"):
        annotated(data, NAME, report(data, NAME))


def test_hostile_text_is_harmless() -> None:
    """Brackets, control signs and half characters stay text."""
    data = table()
    (found,) = on(data, NAME, "有所提高")
    evil = finding(found.place, "\x00)\\ >> endobj \ud800" + "长" * 10_000)
    made = annotated(data, NAME, report(data, NAME, evil))
    assert ")\\ >> endobj" in marks(made)[0].text
