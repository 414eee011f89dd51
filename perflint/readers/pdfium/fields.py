"""What was typed into a PDF: values of form fields and notes written on the page, which are no page content."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from ctypes import create_string_buffer

import pypdfium2 as pdfium
from pypdfium2 import raw

from perflint.readers.pdfium.calls import Box

_MOST = 5_000
_LONGEST = 200_000
_CHECKED = "√"
_BOXES = frozenset({raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON})
_VALUES = frozenset({raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX})


def typed(page: pdfium.PdfPage, form: pdfium.PdfFormEnv | None) -> Iterator[tuple[str, Box]]:
    """Each text that was typed on a page, with its box left, top, right, bottom in the page's own space."""
    for index in range(min(raw.FPDFPage_GetAnnotCount(page), _MOST)):
        note = raw.FPDFPage_GetAnnot(page, index)
        if not note:
            continue
        text = "" if raw.FPDFAnnot_GetFlags(note) & _UNSEEN else _text(note, form)
        edges = raw.FS_RECTF()
        if text.strip() and raw.FPDFAnnot_GetRect(note, edges):
            yield text, (edges.left, edges.top, edges.right, edges.bottom)
        raw.FPDFPage_CloseAnnot(note)


_UNSEEN = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW


def _text(note: object, form: pdfium.PdfFormEnv | None) -> str:
    """What one annotation shows."""
    kind = raw.FPDFAnnot_GetSubtype(note)
    if kind == raw.FPDF_ANNOT_FREETEXT:
        return _string(lambda held, size: raw.FPDFAnnot_GetStringValue(note, b"Contents", held, size))
    if kind != raw.FPDF_ANNOT_WIDGET or form is None:
        return ""
    sort = raw.FPDFAnnot_GetFormFieldType(form, note)
    if sort in _BOXES:
        return _CHECKED if raw.FPDFAnnot_IsChecked(form, note) else ""
    if sort not in _VALUES:
        return ""
    return _string(lambda held, size: raw.FPDFAnnot_GetFormFieldValue(form, note, held, size))


def _string(ask: Callable[[object, int], int]) -> str:
    """A text that pdfium writes where it is told to, once it has said how long it is."""
    length = ask(None, 0)
    if not 2 < length <= _LONGEST:
        return ""
    held = create_string_buffer(length)
    ask(raw.cast(held, raw.POINTER(raw.FPDF_WCHAR)), length)
    return held.raw[: length - 2].decode("utf-16-le", "replace")
