"""Word: a 项目支出绩效目标审核表 a project, each on a page of its own, on our form or on a bureau's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from io import BytesIO

import docx
from docx.document import Document as Word
from docx.enum.text import WD_BREAK
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from perflint.errors import TemplateError
from perflint.model.finding import Report, ScoreSheet
from perflint.reporters.office import packed
from perflint.reporters.scoresheet import fill, said
from perflint.reporters.scoresheet.blank import HEI, blank, grid, kept, paper, put, row
from perflint.reporters.scoresheet.boxes import boxes
from perflint.reporters.scoresheet.labels import fill_labels

_SECTION, _P = qn("w:sectPr"), qn("w:p")
_ONCE = tuple(
    qn(f"w:{name}")
    for name in ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "commentReference")
)
"""What a document may hold once and would hold once a project: left out of the copies."""
_IDS = tuple(f"{{http://schemas.microsoft.com/office/word/2010/wordml}}{name}" for name in ("paraId", "textId"))
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_WIDTHS = (3.2, 4.2, 9.8)
_HEADS = ("事项", "对象", "内容")

Template = tuple[str, bytes]
"""A file's name, for what is said of it, and its content."""


def render(reports: Iterable[Report], *, template: Template | None = None, **_options: object) -> bytes:
    """One Word file: the sheets of every report, then what stands on none of them. Raises TemplateError."""
    reports = tuple(reports)
    sheets = [sheet for report in reports for sheet in report.sheets]
    word = _opened(*template) if template else blank(sheets[0]) if sheets else paper()
    pattern = [one for one in word.element.body if one.tag != _SECTION]
    for one in pattern:
        word.element.body.remove(one)
    # The section's properties end the body; python-docx would look through all that stands before them each time.
    end = word.element.body.get_or_add_sectPr()
    for index, sheet in enumerate(sheets):
        _append(word, _filled(sheet, pattern, template[0] if template else ""), end, anew=index > 0)
    _margins(word, [boxes(sheet) for sheet in sheets], template[0] if template else "")
    for number, drawn in enumerate(word.element.body.iter(_DRAWN), 1):
        drawn.set("id", str(number))
    for index, report in enumerate(reports):
        _rest(word, report, anew=bool(sheets) or index > 0)
    return _saved(word)


def template_of(sheet: ScoreSheet) -> bytes:
    """The blank form with its placeholders, for a bureau to make its own of."""
    return _saved(blank(sheet))


def _saved(word: Word) -> bytes:
    """The document as bytes, the same whenever it is made."""
    stream = BytesIO()
    word.save(stream)
    return packed(stream.getvalue())


def _opened(name: str, data: bytes) -> Word:
    """The template. Raises TemplateError where it is no Word file."""
    try:
        return docx.Document(BytesIO(data))
    except Exception as error:
        # Zip, XML and parts each fail in their own way; to the user it is one thing.
        raise TemplateError(name, "不是 Word 文件（.docx），请用 Word 或 WPS 另存为 .docx 再用") from error


def _filled(sheet: ScoreSheet, pattern: Sequence[fill.Element], file: str) -> list[fill.Element]:
    """The form of one project, its boxes filled. Raises TemplateError where the template has nothing to fill."""
    made, known = OxmlElement("w:body"), boxes(sheet)
    made.extend(deepcopy(one) for one in pattern)
    names = list(fill.asked(made))
    fill.check(names, known, file)
    # Labels first: a cell with a placeholder is not blank, and what has been filled in is never taken for a label.
    count = fill_labels(made, sheet, known) if file else 0
    if not names and not count:
        raise TemplateError(file, "没有一处可以填写：没有“{{项目名称}}”这样的空位，也没有认识的栏目名称后面的空格")
    fill.fill(made, known)
    if file:
        _single(made)
    return list(made)


def _margins(word: Word, known: Sequence[Mapping[str, Sequence[str]]], file: str) -> None:
    """Fill what heads and feet of pages ask for: they are those of all projects. Raises TemplateError."""
    for section in word.sections:
        for part in (section.header, section.first_page_header, section.footer, section.first_page_footer):
            names = [] if part.is_linked_to_previous else list(fill.asked(part._element))
            for one in known:
                fill.check(names, one, file)
            varying = [name for name in names if any(one[name] != known[0][name] for one in known)]
            if varying:
                problem = f"页眉页脚里的空位“{{{{{varying[0]}}}}}”各个项目不同，请移到正文里"
                raise TemplateError(file, problem)
            if names and known:
                fill.fill(part._element, known[0])


def _single(element: fill.Element) -> None:
    """Take out what may stand only once in a document."""
    for one in list(element.iter(*_ONCE)):
        if one.getparent() is not None:
            one.getparent().remove(one)
    for one in element.iter():
        for name in _IDS:
            one.attrib.pop(name, None)


def _append(word: Word, form: Sequence[fill.Element], end: fill.Element, *, anew: bool) -> None:
    """Add a form before the end of the document, on a page of its own."""
    if anew and form[0].tag == _P:
        Paragraph(form[0], word._body).paragraph_format.page_break_before = True
    elif anew:
        broken: fill.Element = OxmlElement("w:p")
        end.addprevious(broken)
        Paragraph(broken, word._body).add_run().add_break(WD_BREAK.PAGE)
    for one in form:
        end.addprevious(one)


def _rest(word: Word, report: Report, *, anew: bool) -> None:
    """What no sheet says, as a table of its own."""
    title = word.add_paragraph()
    title.paragraph_format.page_break_before = anew
    title.paragraph_format.space_after = Pt(6)
    put(title, "附：审核情况说明", Pt(14), HEI)
    table = grid(word, _WIDTHS)
    row(table, *((index, index, name) for index, name in enumerate(_HEADS)), bold=True)
    for texts in said.elsewhere(report):
        row(table, *((index, index, f"<{text}") for index, text in enumerate(texts)), small=True)
    kept(table, heads=1)
