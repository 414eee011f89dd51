"""PDF（.pdf）: highlights over the places of findings, with what they say; a note on a page where no box is known."""

from __future__ import annotations

from collections import Counter
from importlib import import_module
from io import BytesIO
from typing import Any, NamedTuple

from perflint.annotate import notes
from perflint.annotate.notes import Mark
from perflint.errors import AnnotateError
from perflint.model.finding import Report
from perflint.readers.pdf import turns
from perflint.readers.pdfium.turn import Turn

_PRINTED = 4
"""The flag of an annotation that is printed as well."""
_ICON, _STEP, _EDGE = 18.0, 22.0, 6.0
"""Points: how large the sign of a note is, how far from one to the next, how far from the edge."""
_PLAIN = "FFFF99"
_WIDE, _HIGH = 240.0, 160.0
"""Points: the window that opens."""
_UNLOCKED = "原件设有权限限制，副本不带；请以原件为准"
_NO_WRITER = "PDF 的标注要用 pikepdf，没有安装"
_INSTALL = "请安装：pip install 'perflint-cn[annotate]'"

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in the page's own space."""


def annotated(data: bytes, name: str, report: Report) -> bytes:
    """The document with a highlight on each place, and notes on the pages where a place has no box."""
    try:
        pikepdf = import_module("pikepdf")
    except ImportError as error:
        raise AnnotateError(name, _NO_WRITER, _INSTALL) from error
    marks = notes.marks(report, name)
    turned = turns(data, name, {mark.place.page for mark in marks if mark.place.page is not None})
    try:
        with pikepdf.open(BytesIO(data)) as document:
            if not document.allow.modify_annotation:
                raise AnnotateError(name, "设有权限限制，不许加批注", "请向报送单位要没有限制的文件，再检查")
            _mark(_Writer(pikepdf, document, notes.author(report)), marks, turned, report, name)
            made = BytesIO()
            document.save(made, deterministic_id=True)
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError, OverflowError, AttributeError, KeyError) as error:
        raise AnnotateError(name, "结构不规范，写不进标注", "请用 PDF 阅读器另存或重新导出后，再检查") from error
    return made.getvalue()


class _Said(NamedTuple):
    """What an annotation says: its text, its colour, and what tells it from all others, in every run alike."""

    lines: list[str]
    colour: str
    identity: str


def _mark(writer: _Writer, marks: list[Mark], turned: dict[int, Turn], report: Report, name: str) -> None:
    """Write all marks, then the note at the head."""
    homeless = []
    for mark in marks:
        page, box = mark.place.page, mark.place.box
        said = _Said(mark.lines, mark.colour, mark.findings[0].fingerprint)
        if page not in turned:
            homeless.append(mark)
        elif box is None:
            writer.note(page, said)
        else:
            writer.highlight(page, turned[page].back(box), said)
    writer.note(1, _Said(notes.summary(report, name, homeless, *writer.remarks()), _PLAIN, "summary"))


class _Writer:
    """Annotations of a document; pikepdf is handed in, since not everybody has it."""

    def __init__(self, pikepdf: Any, document: Any, author: str) -> None:  # noqa: ANN401 - an optional library
        """Nothing is written yet."""
        self._pdf, self._document, self._author = pikepdf, document, author
        self._notes: Counter[int] = Counter()
        self._lists: dict[int, Any] = {}

    def remarks(self) -> list[str]:
        """What the copy is not, where the original was signed or restricted."""
        return [notes.SIGNED] * self._signed() + [_UNLOCKED] * bool(self._document.is_encrypted)

    def highlight(self, page: int, box: Box, said: _Said) -> None:
        """A box of colour through which the text shows."""
        left, bottom, right, top = box
        corners = [left, top, right, top, left, bottom, right, bottom]
        paint = f"/G gs {_paint(said.colour)} rg {_numbers(left, bottom, right - left, top - bottom)} re f"
        own = {"/Subtype": self._pdf.Name.Highlight, "/QuadPoints": [round(one, 2) for one in corners]}
        self._put(page, box, said, own, paint)

    def note(self, page: int, said: _Said) -> None:
        """A sign in the upper left corner of a page, beside those already there."""
        sheet = self._document.pages[page - 1]
        left, bottom, right, top = map(float, sheet.cropbox)
        turn = Turn(left, bottom, right, top, int(sheet.rotation or 0) % 360)
        across = _EDGE + self._notes[page] * _STEP % max(_STEP, turn.size[0] - _STEP)
        self._notes[page] += 1
        box = turn.back((across, _EDGE, across + _ICON, _EDGE + _ICON))
        bars = " ".join(f"{_numbers(box[0] + 4, box[1] + high, _ICON - 8, 1)} re" for high in (4, 8, 12))
        paint = f"{_paint(said.colour)} rg 0 G {_numbers(box[0], box[1], _ICON, _ICON)} re B 0 g {bars} f"
        self._put(page, box, said, {"/Subtype": self._pdf.Name.Text, "/Name": self._pdf.Name.Note}, paint)

    def _put(self, page: int, box: Box, said: _Said, own: dict[str, Any], paint: str) -> None:
        """An annotation, how it looks, and the window with its text."""
        pdf, document = self._pdf, self._document
        sheet = document.pages[page - 1].obj
        rect = [round(one, 2) for one in box]
        look = pdf.Stream(document, paint.encode())
        look.Type, look.Subtype, look.BBox = pdf.Name.XObject, pdf.Name.Form, pdf.Array(rect)
        multiplied = pdf.Dictionary(Type=pdf.Name.ExtGState, BM=pdf.Name.Multiply)
        look.Resources = pdf.Dictionary(ExtGState=pdf.Dictionary(G=multiplied))
        shown = {
            "/Type": pdf.Name.Annot, "/Rect": rect, "/Contents": pdf.String("\n".join(said.lines)),
            "/T": pdf.String(self._author), "/NM": pdf.String(f"perflint-{said.identity}"), "/F": _PRINTED,
            "/C": [round(float(one), 3) for one in _paint(said.colour).split()], "/P": sheet,
            "/AP": pdf.Dictionary(N=document.make_indirect(look)),
        }  # fmt: skip
        made = document.make_indirect(pdf.Dictionary(shown | own))
        window = {
            "/Type": pdf.Name.Annot, "/Subtype": pdf.Name.Popup, "/Parent": made, "/F": _PRINTED, "/Open": False,
            "/Rect": [round(one, 2) for one in (box[2], box[3] - _HIGH, box[2] + _WIDE, box[3])],
        }  # fmt: skip
        made.Popup = document.make_indirect(pdf.Dictionary(window))
        if page not in self._lists:
            # A new list: one that several pages share must not grow on all of them.
            held = sheet.get("/Annots")
            sheet.Annots = pdf.Array(held if isinstance(held, pdf.Array) else ())
            self._lists[page] = sheet.Annots
        self._lists[page].extend([made, made.Popup])

    def _signed(self) -> bool:
        """Whether somebody signed the document（电子签名）."""
        root = self._document.Root
        form = root.get("/AcroForm")
        if not isinstance(form, self._pdf.Dictionary):
            return "/Perms" in root
        signed = int(form.get("/SigFlags", 0)) & 1 or "/Perms" in root
        return bool(signed) or any(one.get("/FT") == "/Sig" and "/V" in one for one in form.get("/Fields", ()))


def _paint(colour: str) -> str:
    """Red, green and blue as PDF has them, from 0 to 1."""
    return _numbers(*(int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)))


def _numbers(*numbers: float) -> str:
    """Numbers side by side."""
    return " ".join(f"{number:.3f}".rstrip("0").rstrip(".") for number in numbers)
