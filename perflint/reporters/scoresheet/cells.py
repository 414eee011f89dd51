"""Cells of a review workbook: texts that no program runs, ruled boxes, rows as high as what stands in them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from copy import copy
from typing import Any
from weakref import WeakKeyDictionary

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.workbook import Workbook
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from perflint.reporters.office import ACTIVE, clean, literal
from perflint.text import columns

SONG, HEI = "宋体", "黑体"
CENTRE, LEFT = "center", "left"
_LINE, _HIGHEST, _LEAST = 14.5, 400.0, 21.0
"""The height of a line, and the highest and lowest of rows, in points."""
_LONGEST = 30_000
"""Excel holds 32,767 characters a cell."""
_THIN = Side(style="thin")
_RULED = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_STYLES: WeakKeyDictionary[Workbook, dict[tuple[str, bool, bool], StyleArray]] = WeakKeyDictionary()
Styled = Any
"""A cell of openpyxl, whose stubs leave out that its looks can be handed from one to another."""
INPUT = PatternFill("solid", fgColor="FFF9E5")
"""What a person is to fill in."""
_HEAD = PatternFill("solid", fgColor="EDEDED")


def put(sheet: Worksheet, area: str, value: str | float | None, *, align: str = CENTRE, head: bool = False) -> Styled:
    """A value in a cell, or in an area made one; a text is a text whatever it begins with."""
    first = area.partition(":")[0]
    if first != area:
        sheet.merge_cells(area)
    cell: Styled = sheet[first]
    if isinstance(value, str):
        cell.value = literal(clean(value)[:_LONGEST])
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(ACTIVE)
    else:
        cell.value = value
    _style(cell, align, head)
    return cell


def _style(cell: Styled, align: str, head: bool) -> None:
    """The looks of a cell, made once a workbook: to make them for each cell is most of the time a workbook takes."""
    known = _STYLES.setdefault(cell.parent.parent, {})
    key = (align, head, bool(cell.quotePrefix))
    if key not in known:
        cell.font = Font(name=HEI if head else SONG, size=10)
        cell.alignment = Alignment(horizontal=align, vertical="center", wrap_text=True, indent=int(align == LEFT))
        if head:
            cell.fill = _HEAD
        known[key] = cell._style
    cell._style = copy(known[key])


def formula(sheet: Worksheet, area: str, text: str) -> Styled:
    """A formula of ours; nothing of a document is ever part of one."""
    cell = put(sheet, area, None)
    cell.value = text
    return cell


def ruled(sheet: Worksheet, area: str) -> None:
    """Rule every cell of an area, those that were merged too."""
    known: dict[tuple[int, ...], StyleArray] = {}
    for line in sheet[area]:
        for cell in line:
            before = tuple(cell._style)
            if before not in known:
                cell.border = _RULED
                known[before] = cell._style
            cell._style = copy(known[before])


def lines(text: str, width: float) -> int:
    """How many lines a text takes in a cell of this width in characters."""
    room = max(1.0, width - 3)
    return sum(max(1, math.ceil(columns(part) / room)) for part in text.split("\n"))


def high(sheet: Worksheet, row: int, needs: Iterable[int]) -> None:
    """Make a row high enough for the most lines of its cells."""
    sheet.row_dimensions[row].height = min(_HIGHEST, max(_LEAST, max(needs, default=1) * _LINE + 4))


def titled(names: Iterable[str]) -> list[str]:
    """Names that sheets may have: numbered, without the signs Excel forbids, at most 31 units, none twice."""
    return [_title(f"{index:02d} {name}") for index, name in enumerate(names, 1)]


def _title(name: str) -> str:
    """A name cut to what fits; a character beyond the first plane counts as two."""
    plain = "".join(" " if char in "[]:*?/\\\n\t\ufffd" else char for char in clean(name)).strip(" '")
    kept, units = "", 0
    for char in plain:
        units += 2 if ord(char) > 0xFFFF else 1
        if units > 31:
            break
        kept += char
    return kept.strip(" '")


def landscape(sheet: Worksheet) -> None:
    """Landscape A4, as wide as the paper, the pages numbered."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", "9"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.page_margins.top = sheet.page_margins.bottom = 0.5
    footer = sheet.oddFooter
    if footer and footer.center:
        footer.center.text = "第 &P 页，共 &N 页"
