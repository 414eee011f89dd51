"""A bare workbook for openpyxl: values and the formats they are shown in, nothing that could trip or burden it."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from io import BytesIO
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_STORED, ZipFile

from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.workbook import Workbook

from perflint.readers.ooxml import OFFICE
from perflint.readers.xlsx.markup import MAIN

_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_FIRST_OWN = 164
_NOTHING = b"<sheetData/>"

Value = tuple[int, int, object, int]
"""Row and column from 0, what the cell holds, and the number of its style."""


def values(sheets: Sequence[bytes], strings: bytes | None, styles: int, *, since_1904: bool) -> list[list[Value]]:
    """What each sheet holds, formulas by their result. Raises whatever openpyxl does on what it cannot read."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(BytesIO(_bare(sheets, strings, styles, since_1904=since_1904)), data_only=True)
    return [_held(book, title) for title in book.sheetnames]


def _held(book: Workbook, title: str) -> list[Value]:
    """The cells of a sheet that hold something."""
    return [
        (cell.row - 1, cell.column - 1, cell.value, int(cell.number_format.strip('"')))
        for row in book[title].iter_rows()
        for cell in row
        if not isinstance(cell, MergedCell) and cell.value is not None
    ]


def _bare(sheets: Sequence[bytes], strings: bytes | None, styles: int, *, since_1904: bool) -> bytes:
    """A workbook with these rows and texts."""
    numbers = range(1, len(sheets) + 1)
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": _content_types(numbers, with_strings=strings is not None),
        "xl/workbook.xml": _workbook(numbers, since_1904=since_1904),
        "xl/_rels/workbook.xml.rels": _relations(numbers),
        "xl/styles.xml": _styles(styles),
    }
    for number, rows in zip(numbers, sheets, strict=True):
        parts[f"xl/worksheets/{number}.xml"] = (
            f'<worksheet xmlns="{MAIN}">'.encode() + (rows or _NOTHING) + b"</worksheet>"
        )
    if strings is not None:
        parts["xl/sharedStrings.xml"] = strings
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_STORED) as package:
        for path, part in parts.items():
            package.writestr(path, part)
    return stream.getvalue()


def _content_types(numbers: Sequence[int], *, with_strings: bool) -> str:
    """What the parts are."""
    parts = {"xl/workbook.xml": "sheet.main", "xl/styles.xml": "styles"}
    parts |= {f"xl/worksheets/{number}.xml": "worksheet" for number in numbers}
    parts |= {"xl/sharedStrings.xml": "sharedStrings"} if with_strings else {}
    listed = "".join(
        f'<Override PartName="/{path}" ContentType="{_TYPES}.{kind}+xml"/>' for path, kind in parts.items()
    )
    return f'<Types xmlns="{_PACKAGE}/content-types">{listed}</Types>'


def _workbook(numbers: Sequence[int], *, since_1904: bool) -> str:
    """The list of sheets, named by number: openpyxl refuses some titles that other programs write."""
    listed = "".join(
        f'<sheet name="{number}" sheetId="{number}" r:id={quoteattr(f"r{number}")}/>' for number in numbers
    )
    epoch = '<workbookPr date1904="1"/>' if since_1904 else ""
    return f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{epoch}<sheets>{listed}</sheets></workbook>'


def _relations(numbers: Sequence[int]) -> str:
    """Where the sheets are."""
    listed = "".join(
        f'<Relationship Id="r{number}" Type="{OFFICE}/worksheet" Target="worksheets/{number}.xml"/>'
        for number in numbers
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _styles(count: int) -> str:
    """A style sheet whose formats are the numbers of the styles, quoted.

    So no format looks like a date, and openpyxl gives day counts as they are stored: the rendering is ours.
    """
    count = max(1, count)
    own = "".join(f'<numFmt numFmtId="{_FIRST_OWN + one}" formatCode="&quot;{one}&quot;"/>' for one in range(count))
    cells = "".join(
        f'<xf numFmtId="{_FIRST_OWN + one}" fontId="0" fillId="0" borderId="0" xfId="0"/>' for one in range(count)
    )
    return (
        f'<styleSheet xmlns="{MAIN}"><numFmts>{own}</numFmts><fonts><font/></fonts>'
        "<fills><fill><patternFill/></fill></fills><borders><border/></borders>"
        '<cellStyleXfs><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f"<cellXfs>{cells}</cellXfs></styleSheet>"
    )
