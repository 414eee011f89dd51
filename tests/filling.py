"""Filling in a findings workbook as a department does, with openpyxl in the place of its hands."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from perflint.reporters.xlsx.columns import OPINIONS, REPLY, REVIEW, STATUS

HEAD = 3


class Filling:
    """A workbook that is being filled in; findings go by their number, from 1."""

    def __init__(self, data: bytes) -> None:
        """Open it."""
        self.book = openpyxl.load_workbook(BytesIO(data))
        self.page = self._sheet(OPINIONS)

    def _sheet(self, title: str) -> Worksheet:
        """A sheet by its title."""
        page = self.book[title]
        assert isinstance(page, Worksheet)
        return page

    def turn(self, title: str) -> None:
        """Go on with another sheet."""
        self.page = self._sheet(title)

    def cell(self, number: int, title: str) -> Cell:
        """The cell of a finding in the column of this title."""
        titles = [cell.value for cell in self.page[HEAD]]
        found = self.page.cell(HEAD + number, titles.index(title) + 1)
        assert isinstance(found, Cell)
        return found

    def answer(self, number: int, status: str = "", reply: str = "", review: str = "") -> Filling:
        """Write what there is to write."""
        for title, text in ((STATUS, status), (REPLY, reply), (REVIEW, review)):
            if text:
                cell = self.cell(number, title)
                cell.value = text
                cell.data_type = "s"
        return self

    def change(self, change: Callable[[Worksheet], object]) -> Filling:
        """Do something else to the sheet of findings."""
        change(self.page)
        return self

    def saved(self) -> bytes:
        """The bytes, as openpyxl saves them."""
        stream = BytesIO()
        self.book.save(stream)
        return stream.getvalue()
