"""Excel workbooks（.xlsx）: notes and colours on the cells; everything else stays as it was, byte for byte."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from lxml import etree
from openpyxl.utils import get_column_letter, range_boundaries

from perflint.annotate import notes
from perflint.annotate.fills import Fills
from perflint.annotate.notes import Mark
from perflint.annotate.parts import Parts
from perflint.annotate.sheetnotes import SheetNotes
from perflint.errors import AnnotateError
from perflint.model.finding import Report
from perflint.readers.xlsx.markup import Entry, entries

_ON = {"1", "true"}
Spot = tuple[int, int]
"""Row and column, from 1."""


def annotated(data: bytes, name: str, report: Report) -> bytes:
    """The workbook with a note on each cell that has findings, and one on the first sheet for all that has no cell."""
    package = Parts(data, name)
    listed, _, shared = entries(package)
    if not listed:
        raise AnnotateError(name, "没有工作表，写不进批注", "请用 Excel 或 WPS 打开后另存，再检查")
    titles = Counter(entry.title for entry in listed)
    parts = Counter(entry.path for entry in listed)
    # Two sheets of one name, or one part that stands for two sheets: nobody knows which is meant.
    sure = {entry.title for entry in listed if titles[entry.title] == parts[entry.path] == 1}
    by_title: dict[str, list[Mark]] = defaultdict(list)
    homeless = []
    for mark in notes.marks(report, name):
        place = mark.place
        if place.sheet in sure and place.row and place.column:
            by_title[place.sheet].append(mark)
        else:
            homeless.append(mark)
    fills = Fills(package, package.main("xl/workbook.xml"), shared.get("styles"))
    first = next((entry for entry in listed if not entry.hidden), listed[0])
    # The first sheet comes last, since it also says what has no place on another; never are two of them in memory.
    for entry in [*(one for one in listed if one is not first and by_title[one.title]), first]:
        sheet = _Sheet(package, entry, notes.author(report))
        homeless += [mark for mark in by_title[entry.title] if not sheet.mark(mark, fills)]
        if entry is first:
            remarks = [notes.SIGNED] if package.signed else []
            sheet.say((1, 1), notes.summary(report, name, homeless, *remarks))
        sheet.put()
    fills.put()
    return package.saved()


class _Sheet:
    """A worksheet being marked."""

    def __init__(self, package: Parts, entry: Entry, author: str) -> None:
        """Take the sheet apart; its cells all get the address they have by their order."""
        root = package.whole(entry.path)
        if root is None:
            raise package.damaged(entry.path)
        self._package, self._path, self._root = package, entry.path, root
        self._tag = str(root.tag).rpartition("}")[0] + "}"
        self._notes = SheetNotes(package, entry.path, root, author)
        self._merged = list(self._spans())
        self._rows: dict[int, etree._Element] = {}
        self._cells: dict[Spot, etree._Element] = {}
        content = root.find(f"{self._tag}sheetData")
        if content is None:
            raise package.damaged(entry.path)
        self._content = content
        self._address()

    def mark(self, mark: Mark, fills: Fills) -> bool:
        """Colour a cell and write a note on it. False where the note must be said elsewhere."""
        spot, _ = self._origin((mark.place.row or 1, mark.place.column or 1))
        cell = self._cell(spot)
        cell.set("s", str(fills.style(_whole(cell.get("s")), mark.colour)))
        return self.say(spot, mark.lines)

    def say(self, spot: Spot, lines: list[str]) -> bool:
        """Write a note on a cell."""
        spot, right = self._origin(spot)
        return self._notes.add(_name(spot), spot, lines, right)

    def put(self) -> None:
        """Into the package."""
        self._notes.put()
        self._package.put(self._path, self._root)

    def _origin(self, spot: Spot) -> tuple[Spot, int]:
        """The cell itself, or the first of those it is merged with: the others show neither note nor colour.

        And the last column that it covers.
        """
        row, column = spot
        for left, top, right, bottom in self._merged:
            if top <= row <= bottom and left <= column <= right:
                return (top, left), right
        return spot, column

    def _spans(self) -> Iterator[tuple[int, int, int, int]]:
        """The merged ranges: left, top, right, bottom."""
        for merge in self._root.iterfind(f"{self._tag}mergeCells/{self._tag}mergeCell"):
            try:
                left, top, right, bottom = range_boundaries(merge.get("ref", ""))
            except ValueError:
                continue  # merges nothing, for the reader neither
            if left and top and right and bottom:
                yield left, top, right, bottom

    def _address(self) -> None:
        """Find rows and cells by their numbers, and write down those that only their order tells."""
        number = 0
        for row in self._content.iterchildren(f"{self._tag}row"):
            number = _whole(row.get("r")) or number + 1
            row.set("r", str(number))
            self._rows.setdefault(number, row)
            column = 0
            for cell in row.iterchildren(f"{self._tag}c"):
                column, line = _spot(cell.get("r")) or (column + 1, number)
                cell.set("r", _name((line, column)))
                self._cells.setdefault((line, column), cell)

    def _cell(self, spot: Spot) -> etree._Element:
        """A cell; one that was only blank paper is made, looking as its row or column says."""
        if spot in self._cells:
            return self._cells[spot]
        row = self._row(spot[0])
        cell = etree.Element(f"{self._tag}c", r=_name(spot))
        if style := self._style(row, spot[1]):
            cell.set("s", style)
        behind = (one for one in row.iterchildren(f"{self._tag}c") if (_spot(one.get("r")) or (0, 0))[0] > spot[1])
        _put_before(next(behind, None), cell, row)
        row.attrib.pop("spans", "")
        self._cells[spot] = cell
        return cell

    def _row(self, number: int) -> etree._Element:
        """A row, made in its order where there is none."""
        if number not in self._rows:
            row = self._rows[number] = etree.Element(f"{self._tag}row", r=str(number))
            behind = (one for one in self._content.iterchildren(f"{self._tag}row") if _whole(one.get("r")) > number)
            _put_before(next(behind, None), row, self._content)
        return self._rows[number]

    def _style(self, row: etree._Element, column: int) -> str:
        """The style of a cell that is not there."""
        if row.get("customFormat", "").lower() in _ON:
            return row.get("s", "")
        for one in self._root.iterfind(f"{self._tag}cols/{self._tag}col"):
            if _whole(one.get("min")) <= column <= _whole(one.get("max")):
                return one.get("style", "")
        return ""


def _put_before(behind: etree._Element | None, element: etree._Element, parent: etree._Element) -> None:
    """Put an element before another, or last."""
    if behind is None:
        parent.append(element)
    else:
        behind.addprevious(element)


def _name(spot: Spot) -> str:
    """``G17``."""
    return f"{get_column_letter(spot[1])}{spot[0]}"


def _spot(address: str | None) -> Spot | None:
    """The column and row of an address, from 1; None for what is none."""
    try:
        left, top, _, _ = range_boundaries(address or "")
    except ValueError:
        return None
    return (left, top) if left and top else None


def _whole(text: str | None) -> int:
    """A whole number as an attribute holds it, 0 for none."""
    return int(text) if text and len(text) < 9 and text.isascii() and text.isdigit() else 0
