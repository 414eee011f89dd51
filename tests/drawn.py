"""Tables as they are drawn, and writers that make the same ones in every format: no mocks, real files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from io import BytesIO

import docx as python_docx
import xlwt
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl import Workbook


@dataclass(frozen=True)
class Box:
    """A cell as it is drawn; row and column of its upper left corner count from 0."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True)
class Drawn:
    """A table and the paragraphs before it; without boxes there are only the paragraphs."""

    boxes: tuple[Box, ...]
    captions: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return max((box.row + box.rows for box in self.boxes), default=0)

    @property
    def columns(self) -> int:
        """How many columns it has."""
        return max((box.column + box.columns for box in self.boxes), default=0)

    @property
    def texts(self) -> list[list[str]]:
        """Its rows as plain values: the text of a merged cell in its corner, nothing in the rest."""
        made = [[""] * self.columns for _ in range(self.rows)]
        for box in self.boxes:
            made[box.row][box.column] = box.text
        return made

    @property
    def slots(self) -> list[list[str]]:
        """What stands in every slot, merged cells in all of theirs: as a reader gives it."""
        made = [[""] * self.columns for _ in range(self.rows)]
        for box in self.boxes:
            for row in range(box.row, box.row + box.rows):
                made[row][box.column : box.column + box.columns] = [box.text] * box.columns
        return made


def docx(tables: Sequence[Drawn]) -> bytes:
    """A Word document of the tables."""
    document = python_docx.Document()
    for drawn in tables:
        for caption in drawn.captions:
            document.add_paragraph(caption)
        if drawn.boxes:
            document.element.body.insert_element_before(parse_xml(_tbl(drawn)), "w:sectPr")
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _tbl(drawn: Drawn) -> str:
    """A Word table as python-docx makes it; its own way of merging takes seconds for a form."""
    covered = {(row, box.column): box for box in drawn.boxes for row in range(box.row, box.row + box.rows)}
    lines = []
    for row in range(drawn.rows):
        column, cells = 0, []
        while column < drawn.columns:
            box = covered.get((row, column)) or Box("", row, column)
            cells.append(_tc(box, began=box.row == row))
            column += box.columns
        lines.append(f"<w:tr>{''.join(cells)}</w:tr>")
    grid = '<w:gridCol w:w="1080"/>' * drawn.columns
    head = f'<w:tblPr><w:tblW w:type="auto" w:w="0"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
    return f"<w:tbl {nsdecls('w')}>{head}{''.join(lines)}</w:tbl>"


def _tc(box: Box, *, began: bool) -> str:
    """One cell of a Word table; what is merged downward goes on in an empty cell of every further row."""
    span = f'<w:gridSpan w:val="{box.columns}"/>' if box.columns > 1 else ""
    merged = ('<w:vMerge w:val="restart"/>' if began else "<w:vMerge/>") if box.rows > 1 else ""
    text = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in box.text.split("\n"))
    run = f"<w:r>{text}</w:r>" if began and box.text else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="{1080 * box.columns}"/>{span}{merged}</w:tcPr><w:p>{run}</w:p></w:tc>'
    )


def xlsx(tables: Sequence[Drawn], *, one_sheet: bool = False) -> bytes:
    """A workbook of the tables, a sheet each or all on one; captions are merged rows above them."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet("表1")
    top = 1
    for number, drawn in enumerate(tables):
        if number and not one_sheet:
            sheet, top = book.create_sheet(f"表{number + 1}"), 1
        for caption in drawn.captions:
            sheet.cell(top, 1, caption)
            sheet.merge_cells(start_row=top, start_column=1, end_row=top, end_column=drawn.columns)
            top += 1
        for box in drawn.boxes:
            row, column = top + box.row, box.column + 1
            # As text: openpyxl takes what begins with = for a formula.
            sheet.cell(row, column, box.text or None).data_type = "s" if box.text else "n"
            if box.rows * box.columns > 1:
                end_row, end_column = row + box.rows - 1, column + box.columns - 1
                sheet.merge_cells(start_row=row, start_column=column, end_row=end_row, end_column=end_column)
        top += drawn.rows + 1
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def xls(tables: Sequence[Drawn]) -> bytes:
    """An old workbook of the tables, a sheet each."""
    book = xlwt.Workbook(encoding="utf-8")
    for number, drawn in enumerate(tables, 1):
        sheet = book.add_sheet(f"表{number}")
        for top, caption in enumerate(drawn.captions):
            sheet.write_merge(top, top, 0, drawn.columns - 1, caption)
        for box in drawn.boxes:
            row = len(drawn.captions) + box.row
            sheet.write_merge(row, row + box.rows - 1, box.column, box.column + box.columns - 1, box.text)
    stream = BytesIO()
    book.save(stream)
    return bytes(stream.getvalue())


def html(tables: Sequence[Drawn], charset: str = "utf-8") -> bytes:
    """A web page of the tables."""
    made = [f'<!DOCTYPE html><html><head><meta charset="{charset}"><title>公开</title></head><body>']
    for drawn in tables:
        made += [f"<p>{escape(caption)}</p>" for caption in drawn.captions]
        made.append("<table border=1>")
        for row in range(drawn.rows):
            cells = sorted((box for box in drawn.boxes if box.row == row), key=lambda box: box.column)
            made.append("<tr>" + "".join(map(_td, cells)) + "</tr>")
        made.append("</table>")
    return "\n".join([*made, "</body></html>"]).encode(charset)


def _td(box: Box) -> str:
    """One cell of a web page."""
    spans = "".join(
        f" {name}={count}" for name, count in (("rowspan", box.rows), ("colspan", box.columns)) if count > 1
    )
    return f"<td{spans}>{escape(box.text).replace(chr(10), '<br>') or '&nbsp;'}</td>"


def csv(tables: Sequence[Drawn], sign: str = ",") -> bytes:
    """Values of the tables, one below the other."""
    rows = []
    for drawn in tables:
        rows += [[caption] for caption in drawn.captions] + drawn.texts + [[]]
    return "\r\n".join(sign.join(_value(text, sign) for text in row) for row in rows).encode("utf-8-sig")


def _value(text: str, sign: str) -> str:
    """A value, quoted where it must be."""
    return '"' + text.replace('"', '""') + '"' if any(char in text for char in f'{sign}"\n') else text


def text(tables: Sequence[Drawn]) -> bytes:
    """Plain text of the tables, cells divided by tabs."""
    made = []
    for drawn in tables:
        made += [line for caption in drawn.captions for line in (caption, "")]
        made += ["\t".join(value.replace("\n", "") for value in row) for row in drawn.texts]
        made.append("")
    return "\n".join(made).encode()


Writer = Callable[[Sequence[Drawn]], bytes]
WRITERS: dict[str, Writer] = {"docx": docx, "xlsx": xlsx, "xls": xls, "html": html, "csv": csv, "txt": text}
"""Every writer by the suffix of what it makes."""
