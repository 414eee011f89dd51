"""A printed table in a workbook: text that stays text, a head that stays in sight, pages of A4 across."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import ceil
from typing import Any, TypeVar

from msgspec import Struct
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from perflint.reporters.office import ACTIVE, ESCAPE, clean, literal

MOST_UNITS = 32_767
"""UTF-16 units that a cell of Excel holds."""
MOST_ROWS = 4_900
"""Rows of one sheet: it can be read back, with what stands above them (``perflint.readers.sheets``)."""
HEAD = 3
"""The row of the head; a title and a line of explanation stand above it."""
TEXT, CENTRED, FILL_IN, CHOICE, LINK = "正文", "正文居中", "填写", "选择", "链接"
_TALLEST, _LINE, _PAD = 409, 15.5, 6
_FONT = "宋体"
_THIN = Side(style="thin", color="BFBFBF")
_EDGE = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_FILLS = {"必须修改": "FFC7CE", "应当修改": "FFEB9C", "请核实": "DDEBF7"}

Value = str | int
R = TypeVar("R")


class Head(Struct, frozen=True):
    """A column as it is printed: its title, its width in characters, the style of its cells."""

    title: str
    width: float
    style: str = TEXT
    hidden: bool = False
    filled_in: bool = False


class _Row(RowDimension):
    """A row whose height was worked out, and which still grows with what is written into it."""

    @property
    def customHeight(self) -> None:  # type: ignore[override]  # noqa: N802 - openpyxl's name for the attribute
        """Not fixed."""


def book() -> Workbook:
    """A workbook without a sheet, with the styles that tables use."""
    made = Workbook()
    made.remove(made["Sheet"])
    top, middle = (Alignment(wrap_text=True, vertical="top", horizontal=side) for side in (None, "center"))
    styles: dict[str, dict[str, Any]] = {
        TEXT: {"alignment": top},
        CENTRED: {"alignment": middle},
        FILL_IN: {"alignment": top, "fill": _filled("F7FBF4"), "number_format": "@"},
        CHOICE: {"alignment": middle, "fill": _filled("F7FBF4")},
        LINK: {"alignment": middle, "font": Font(name=_FONT, size=11, color="0563C1", underline="single")},
        **{word: {"alignment": middle, "fill": _filled(colour)} for word, colour in _FILLS.items()},
    }
    for name, parts in styles.items():
        made.add_named_style(NamedStyle(name, **{"font": Font(name=_FONT, size=11), "border": _EDGE, **parts}))
    return made


def table(
    made: Workbook, name: str, top: tuple[str, str], heads: Sequence[Head], rows: Sequence[Sequence[Value]]
) -> list[Worksheet]:
    """The rows as a sheet, or as several where they are many: 审核意见, 审核意见（2）, …

    ``top`` is what stands above them: a title, and a line that explains.
    """
    sheets: list[Worksheet] = []
    for some in pieces(rows):
        sheet = made.create_sheet(f"{name}（{len(sheets) + 1}）" if sheets else name)
        sheets.append(sheet)
        _top(sheet, top, heads)
        for index, row in enumerate(some, HEAD + 1):
            _line(sheet, index, heads, row)
        last = get_column_letter(len(heads))
        sheet.auto_filter.ref = f"A{HEAD}:{last}{max(HEAD, sheet.max_row)}"
        _page(sheet)
    return sheets


def pieces(rows: Sequence[R]) -> Iterator[Sequence[R]]:
    """The rows, as many at a time as a sheet takes; one piece without any where there are none."""
    for start in range(0, max(1, len(rows)), MOST_ROWS):
        yield rows[start : start + MOST_ROWS]


def write(sheet: Worksheet, row: int, column: int, value: Value, style: str | None = None) -> None:
    """A value into a cell: a number as a number, a text as nothing but text."""
    cell = sheet.cell(row, column)
    if style:
        cell.style = style
    if isinstance(value, int):
        cell.value = value
    elif value:
        cell.value = literal(fitted(value))
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(ACTIVE)


def fitted(text: str) -> str:
    """The text as a cell holds it: without control signs, and what is too long for a cell cut, which is then said."""
    text = clean(text)
    room = 2 * (MOST_UNITS - 6 * len(ESCAPE.findall(text)))
    units = text.encode("utf-16-le")
    if len(units) <= room:
        return text
    said = f"……（全文 {len(text)} 字，Excel 的单元格装不下，后面的略去）"
    return units[: max(0, room - 2 * len(said))].decode("utf-16-le", "ignore") + said


def _top(sheet: Worksheet, top: tuple[str, str], heads: Sequence[Head]) -> None:
    """The title, the explanation and the head of a table, with the widths of its columns."""
    shown = [number for number, head in enumerate(heads, 1) if not head.hidden]
    looks = ((Font(name="黑体", size=16), 30.0, "center"), (Font(name=_FONT, size=10), 0.0, "left"))
    width = sum(head.width for head in heads if not head.hidden)
    for row, (text, (font, height, side)) in enumerate(zip(top, looks, strict=True), 1):
        write(sheet, row, 1, text)
        sheet.cell(row, 1).font = font
        sheet.cell(row, 1).alignment = Alignment(horizontal=side, vertical="center", wrap_text=True)
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=shown[-1])
        sheet.row_dimensions[row].height = height or _height([(text, width)])
    for column, head in enumerate(heads, 1):
        write(sheet, HEAD, column, head.title)
        cell = sheet.cell(HEAD, column)
        cell.font = Font(name="黑体", size=11)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.fill = _filled("C6E0B4" if head.filled_in else "D9E1F2")
        cell.border = _EDGE
        dimension = sheet.column_dimensions[get_column_letter(column)]
        dimension.width, dimension.hidden = head.width, head.hidden
    sheet.row_dimensions[HEAD].height = 30


def _line(sheet: Worksheet, index: int, heads: Sequence[Head], row: Sequence[Value]) -> None:
    """One row of a table, as high as its longest text needs."""
    for column, (head, value) in enumerate(zip(heads, row, strict=True), 1):
        style = value if isinstance(value, str) and value in _FILLS and head.style == CENTRED else head.style
        write(sheet, index, column, value, style)
    texts = [(fitted(str(value)), head.width) for head, value in zip(heads, row, strict=True) if not head.hidden]
    sheet.row_dimensions[index] = _Row(sheet, index=index, ht=_height(texts))


def _height(texts: Iterable[tuple[str, float]]) -> float:
    """The height in points that texts need in columns of these widths."""
    lines = (sum(max(1, ceil(_wide(part) / (width - 1))) for part in text.split("\n")) for text, width in texts)
    return min(_TALLEST, max(lines) * _LINE + _PAD)


def _wide(text: str) -> int:
    """How many half widths a text takes in a Chinese font, in which “ and × are as wide as a character."""
    return sum(1 if char.isascii() else 2 for char in text)


def _page(sheet: Worksheet) -> None:
    """How a sheet is looked at and printed."""
    sheet.freeze_panes = f"A{HEAD + 1}"
    sheet.print_title_rows = f"{HEAD}:{HEAD}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom = 0.5, 0.6
    sheet.page_margins.footer = 0.25
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(center=_HeaderFooterPart("第 &P 页，共 &N 页"))


def _filled(colour: str) -> PatternFill:
    """A plain fill."""
    return PatternFill("solid", start_color=colour, end_color=colour)
