"""The XML of a workbook before openpyxl sees it: what is out of all measure refused, what shows nothing left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree
from msgspec import Struct, field

from perflint.readers.ooxml import OFFICE, Package
from perflint.readers.sheets import Span, beyond, check_merged

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
S = f"{{{MAIN}}}"
_WORKBOOK = "xl/workbook.xml"
_LARGE = 1_000_000
_BLANK_CELL = re.compile(rb"<((?:\w+:)?)c(?: [^<>]*)?(?:/>|>\s*(?:<\1v\s*/>|<\1v></\1v>)?\s*</\1c>)")
_BLANK_ROW = re.compile(rb"<((?:\w+:)?)row(?: [^<>]*)?(?:/>|>\s*</\1row>)")
_ADDRESS = re.compile(r"^\$?([A-Za-z]{1,3})\$?(\d{1,7})$")
_SILENT = (f"{S}rPr", f"{S}rPh", f"{S}phoneticPr")
_ON = {"1", "true"}
_REFERS = re.compile(
    r"[A-Za-z]{1,3}\$?\d|(?<![\w.])[A-Za-z_][\w.]*\(|[!\[\]{}\"']|\d[%)]?\s*[-+*^&]\s*[\d(]|\d\s*/\s*\d"
)
"""What a formula that calculates something has: a cell, a function, a text, an operation."""
_FURTHEST = 16_384
_MOST_SETTINGS = 1000
"""How many settings of columns are looked at; a file may repeat them without end."""


class Entry(Struct, frozen=True):
    """A worksheet as the workbook lists it."""

    title: str
    path: str
    hidden: bool


class Markup(Struct):
    """A worksheet's XML, taken apart."""

    cells: bytes = b""
    """The rows that hold something, for openpyxl."""
    merged: list[Span] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    uncalculated: set[tuple[int, int]] = field(default_factory=set)
    typed: dict[tuple[int, int], str] = field(default_factory=dict)
    """Texts like ``=10个`` that a program took for formulas because of their first sign."""


def entries(package: Package) -> tuple[list[Entry], bool, dict[str, str]]:
    """The worksheets in their order, whether days count from 1904, and the paths of the parts they share."""
    path = package.main(_WORKBOOK)
    root = package.tree(path)
    if root is None:
        raise package.damaged(path)
    relations = package.relations(path)
    made = []
    for sheet in root.iter(f"{S}sheet"):
        relation = relations.get(sheet.get(f"{{{OFFICE}}}id", ""))
        if relation is not None and relation.kind == "worksheet":
            made.append(Entry(sheet.get("name", ""), relation.target, sheet.get("state", "visible") != "visible"))
    properties = root.find(f"{S}workbookPr")
    since_1904 = properties is not None and properties.get("date1904", "").lower() in _ON
    return made, since_1904, {relation.kind: relation.target for relation in relations.values()}


def markup(package: Package, entry: Entry, styles: int) -> Markup:
    """A worksheet, its limits held. Raises ReadError for one that goes beyond them, or is damaged."""
    data = package.part(entry.path)
    if data is None:
        raise package.damaged(entry.path)
    if len(data) > _LARGE:
        # A million formatted rows hold nothing; they are gone before anything walks them.
        data = _BLANK_ROW.sub(b"", _BLANK_CELL.sub(b"", data))
    root = package.parsed(data, entry.path)
    made = Markup()
    _merges(root, made)
    check_merged(package.name, entry.title, made.merged)
    for column in islice(root.iterfind(f"{S}cols/{S}col"), _MOST_SETTINGS):
        if column.get("hidden", "").lower() in _ON or column.get("width") == "0":
            first, last = _whole(column.get("min")), min(_whole(column.get("max")), _FURTHEST)
            made.hidden_columns.update(range(first - 1, last))
    content = root.find(f"{S}sheetData")
    if content is not None:
        etree.strip_elements(content, *_SILENT, with_tail=False)
        rows, columns = _rows(content, made, styles)
        refusal = beyond(package.name, entry.title, rows, columns)
        if refusal:
            raise refusal
        made.cells = etree.tostring(content)
    return made


def _rows(content: etree._Element, made: Markup, styles: int) -> tuple[int, int]:
    """Go through the rows, leaving out what shows nothing; how many rows and columns the content reaches."""
    number = furthest = last = 0
    for row in list(content):
        number = _whole(row.get("r")) or number + 1
        if row.get("hidden", "").lower() in _ON or row.get("ht") == "0":
            made.hidden_rows.add(number - 1)
        reached = _row(row, number, made, styles)
        if not reached:
            content.remove(row)
            continue
        # Heights and styles of rows are nothing to us, and a style that is missing would trip openpyxl.
        row.attrib.clear()
        row.set("r", str(number))
        furthest, last = max(furthest, reached), max(last, number)
    return last, furthest


def _row(row: etree._Element, number: int, made: Markup, styles: int) -> int:
    """How many columns the content of a row reaches; cells that show nothing are taken out."""
    reached = 0
    for spot, cell in list(_cells(row, number)):
        if len(cell) == 0 or not _shows(cell, spot, made):
            row.remove(cell)
            continue
        if "s" in cell.attrib and _whole(cell.get("s")) >= styles:
            del cell.attrib["s"]
        reached = max(reached, spot[1] + 1)
        cell.set("r", f"{_letters(spot[1])}{spot[0] + 1}")
    return reached


def _cells(row: etree._Element, number: int) -> Iterator[tuple[tuple[int, int], etree._Element]]:
    """The cells of a row with their row and column from 0; one without an address follows the one before."""
    column = -1
    for cell in row:
        address = _ADDRESS.match(cell.get("r", ""))
        column = _column(address[1]) if address else column + 1
        yield (int(address[2]) - 1 if address else number - 1, column), cell


def _shows(cell: etree._Element, spot: tuple[int, int], made: Markup) -> bool:
    """Whether a cell shows anything; a formula without its result is noted."""
    value = cell.find(f"{S}v")
    if value is not None and value.text:
        return True
    formula = cell.find(f"{S}f")
    if formula is not None and (value is None or cell.get("t") != "str"):
        text = formula.text or ""
        if text[:1].isdigit() and not _REFERS.search(text):
            made.typed[spot] = f"={text}"
        else:
            made.uncalculated.add(spot)
        return True
    return cell.get("t") == "inlineStr"


def _merges(root: etree._Element, made: Markup) -> None:
    """Note the merged ranges; one that cannot be read merges nothing."""
    for merge in root.iterfind(f"{S}mergeCells/{S}mergeCell"):
        ends = [_ADDRESS.match(end) for end in merge.get("ref", "").split(":")]
        if len(ends) == 2 and ends[0] and ends[1]:
            rows = sorted(int(end[2]) - 1 for end in ends if end)
            columns = sorted(_column(end[1]) for end in ends if end)
            if rows[0] >= 0:
                made.merged.append((rows[0], columns[0], rows[1], columns[1]))


def _column(letters: str) -> int:
    """A column by its letters, from 0."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def _letters(column: int) -> str:
    """The letters of a column from 0."""
    made = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        made = chr(65 + rest) + made
    return made


def _whole(text: str | None) -> int:
    """A whole number as an attribute holds it, 0 for none."""
    return int(text) if text and len(text) < 9 and text.isascii() and text.isdigit() else 0


def shared_strings(package: Package, path: str | None) -> bytes | None:
    """The shared texts without their fonts and their readings."""
    root = package.tree(path) if path else None
    if root is None:
        return None
    etree.strip_elements(root, *_SILENT, with_tail=False)
    return etree.tostring(root)


def formats(package: Package, path: str | None) -> list[int | str]:
    """The number format of each cell style: its code, or the number of a built-in one."""
    root = package.tree(path) if path else None
    if root is None:
        return []
    own = {one.get("numFmtId", ""): one.get("formatCode", "") for one in root.iterfind(f"{S}numFmts/{S}numFmt")}
    identities = [one.get("numFmtId", "0") for one in root.iterfind(f"{S}cellXfs/{S}xf")]
    return [own[identity] if identity in own else _whole(identity) for identity in identities]


def drawn_texts(package: Package, path: str) -> list[str]:
    """The texts in text boxes that lie on a worksheet."""
    made = []
    for relation in package.relations(path).values():
        root = package.tree(relation.target) if relation.kind == "drawing" else None
        if root is None:
            continue
        etree.strip_elements(root, "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")
        for box in root.iter("{*}txBody"):
            lines = ("".join(piece.text or "" for piece in line.iter("{*}t")) for line in box.iter("{*}p"))
            text = "\n".join(lines).strip()
            made += [text] if text else []
    return made
