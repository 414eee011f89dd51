"""Old Excel workbooks（.xls）: what the cells show, merged boxes whole, hidden sheets said."""

from __future__ import annotations

import hashlib
from io import StringIO

import xlrd
from xlrd.biffh import XLRDError
from xlrd.book import Book
from xlrd.sheet import Sheet as XlsSheet

from perflint.errors import ReadError
from perflint.model.document import Document
from perflint.readers.numberformat import BUILT_IN, shown
from perflint.readers.sheets import Sheet, Span, beyond, check_merged, document

_CURE = "请用 Excel 或 WPS 打开，另存为 .xlsx 后再检查"
_SIGNS = {xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE}


def read(data: bytes, name: str) -> Document:
    """The document in the bytes of an .xls file. Raises ReadError for what is none, or damaged."""
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, ragged_rows=True, logfile=StringIO())
        sheets = [_sheet(book, sheet, name) for sheet in book.sheets()]
    except ReadError:
        raise
    except XLRDError as error:
        if "encrypt" in str(error).lower():
            raise ReadError(name, "设有打开密码", "请去掉打开密码，另存后再检查") from error
        raise ReadError(name, "不是完整的 Excel 文件，打不开", _CURE) from error
    except Exception as error:  # xlrd raises whatever a damaged record leads it to
        raise ReadError(name, "内容已损坏，打不开", _CURE) from error
    return document(sheets, name, hashlib.sha256(data).hexdigest())


def _sheet(book: Book, sheet: XlsSheet, name: str) -> Sheet:
    """What a sheet shows."""
    merged: list[Span] = [(top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells]
    check_merged(name, sheet.name, merged)
    texts = {}
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            text = _text(book, sheet, row, column)
            if text:
                texts[row, column] = text
    rows, columns = (max((spot[axis] for spot in texts), default=-1) + 1 for axis in (0, 1))
    refusal = beyond(name, sheet.name, rows, columns)
    if refusal:
        raise refusal
    return Sheet(
        title=sheet.name,
        texts=texts,
        merged=merged,
        hidden=sheet.visibility != 0,
        hidden_rows={row for row, info in sheet.rowinfo_map.items() if info.hidden},
        hidden_columns={column for column, info in sheet.colinfo_map.items() if info.hidden},
    )


def _text(book: Book, sheet: XlsSheet, row: int, column: int) -> str:
    """What a cell shows."""
    kind, value = sheet.cell_type(row, column), sheet.cell_value(row, column)
    if kind in {xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK}:
        return ""
    if kind == xlrd.XL_CELL_ERROR:
        return xlrd.error_text_from_code.get(int(value), "#VALUE!")
    if kind == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if value else "FALSE"
    style = _style(book, sheet.cell_xf_index(row, column))
    if kind in _SIGNS:
        return shown(float(value), style, since_1904=bool(book.datemode))
    return shown(str(value).replace("\r\n", "\n").replace("\r", "\n"), style)


def _style(book: Book, index: int) -> str:
    """The number format of a cell style; General where the file names none."""
    if not 0 <= index < len(book.xf_list):
        return "General"
    found = book.format_map.get(book.xf_list[index].format_key)
    return BUILT_IN.get(found.format_key, found.format_str) if found is not None else "General"
