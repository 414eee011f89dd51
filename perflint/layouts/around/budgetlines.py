"""The rows of a project budget: names and amounts, projects told from totals and departments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from perflint.layouts.meaning.lines import PAGE_BREAK
from perflint.model.base import Cell
from perflint.model.submission import BudgetLine
from perflint.quantity import amount
from perflint.text import bare_label, normal

_LONGEST = 45
"""A longer text alone in its row is no name: the table has ended."""
_MOST_PARTS = 200
"""More rows of one name are no project's parts."""
_PIECES = 3
"""Over how many lines a name is broken at most."""
_SUMS = ("小计", "合计", "总计")

Row = tuple[Cell, ...]
Divided = tuple[list[BudgetLine], list[BudgetLine]]
"""Totals and projects."""


class Columns(NamedTuple):
    """Where a project budget has names and amounts, from 0; ``current`` and ``carryover`` if it holds two years'."""

    project: int
    value: int
    current: int | None
    carryover: int | None
    heads: tuple[str, ...]


def body_of(rows: Iterable[Row], columns: Columns) -> Iterator[Row]:
    """The rows beneath the heads, until text begins. A name cut by a page break, or broken over lines, is whole."""
    held: Row | None = None
    for row in _whole(rows):
        if len(row) == 1:
            if held or len(row[0].text) > _LONGEST:
                break
            continue
        if held and _goes_on(row, held, columns.project):
            name = held[columns.project]
            whole = Cell(text=name.text + row[columns.project].text, place=name.place)
            held = (*held[: columns.project], whole, *held[columns.project + 1 :])
            continue
        if held:
            yield held
        begun = held is not None or any(amount(cell.text) is not None for cell in row[columns.project + 1 :])
        held = row if begun else None
    if held:
        yield held


def _whole(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows; those of amounts alone with the lines of text above them, which are their name.

    Above the first project such lines are heads, and such figures the numbers of their columns.
    """
    pieces: list[Cell] = []
    begun = False
    for row in rows:
        if len(row) == 1 and len(pieces) < _PIECES and amount(row[0].text) is None:
            pieces.append(row[0])
            continue
        figures = [amount(cell.text) is not None for cell in row]
        if begun and pieces and len(row) > 1 and all(figures):
            yield (Cell(text="".join(cell.text for cell in pieces), place=pieces[0].place), *row)
        else:
            yield from ((piece,) for piece in pieces)
            yield row
        begun |= any(figures) and not all(figures)
        pieces = []
    yield from ((piece,) for piece in pieces)


def _goes_on(row: Row, above: Row, project: int) -> bool:
    """Whether a row after a page's end holds nothing but the rest of the name above."""
    line, last = row[0].place.line, above[0].place.line
    if line is None or last is None or line - last < PAGE_BREAK or len(above) <= project:
        return False
    as_read = row[-1].place.column == len(row)
    return as_read and [index for index, cell in enumerate(row) if not cell.blank] == [project]


class LineReader(Struct, frozen=True):
    """Reads the rows of one table."""

    columns: Columns
    unit: str
    organisations: tuple[str, ...]
    """How names of departments end, and of kinds of projects."""
    totals: frozenset[str]
    departments: frozenset[str]
    """Normalised names of departments that are known."""

    def by_year(self, body: Sequence[Row], *, titled: bool) -> Iterator[tuple[bool, Divided]]:
        """Totals and projects of this year or, as the title says, of last year; of both where the table holds both."""
        columns = self.columns
        if titled or columns.carryover is None:
            yield titled, self._divided([*self._lines(body, columns.value, carryover=titled)])
            return
        carried = [line for line in self._lines(body, columns.carryover, carryover=True) if line.yuan]
        if columns.current is not None:
            now = [line for line in self._lines(body, columns.current, carryover=False) if line.yuan != 0]
        else:
            now = [*self._beside(body, {line.project.place.order for line in carried})]
        yield False, self._divided(now)
        yield True, self._divided(carried)

    def _beside(self, body: Sequence[Row], carried: set[tuple[int, ...]]) -> Iterator[BudgetLine]:
        """This year's money where no column sums it up: the whole if nothing was carried over, else what is left."""
        for row in body:
            line = self._line(row, self.columns.value, carryover=False)
            if line is None:
                continue
            if line.project.place.order not in carried:
                yield line
                continue
            left = [cell for cell in row[self.columns.value + 1 : self.columns.carryover] if amount(cell.text)]
            if len(left) == 1:
                yield replace(line, amount=left[0])

    def _lines(self, body: Sequence[Row], index: int, *, carryover: bool) -> Iterator[BudgetLine]:
        """Names and the amounts of one column."""
        for row in body:
            line = self._line(row, index, carryover=carryover)
            if line is not None:
                yield line

    def _line(self, row: Row, index: int, *, carryover: bool) -> BudgetLine | None:
        """A row's name and amount."""
        project = self.columns.project
        # Where empty cells at the head of a row were lost, everything stands further left.
        while (
            0 < project < len(row) and amount(row[project].text) is not None and amount(row[project - 1].text) is None
        ):
            project, index = project - 1, index - 1
        name = _name(row, project)
        if name is None:
            return None
        cell = row[index] if index < len(row) else Cell(text="", place=name.place)
        if not cell.blank and amount(cell.text) is None:
            # Where columns were told apart by blanks, a name may have fallen into several cells.
            later = next((i for i in range(project + 1, len(row)) if amount(row[i].text) is not None), None)
            if later is None or any(one.blank for one in row[project:later]):
                return None
            name = Cell(text="".join(one.text for one in row[project:later]), place=name.place)
            cell = row[later]
        return BudgetLine(project=name, amount=cell, unit=self.unit, carryover=carryover)

    def _divided(self, rows: Sequence[BudgetLine]) -> Divided:
        """Totals and projects. A department is known by name, or by its amount being that of the rows beneath it."""
        totals: list[BudgetLine] = []
        lines: list[BudgetLine] = []
        rows = [row for index, row in enumerate(rows) if not _is_part(rows, index)]
        for index, row in enumerate(rows):
            named = bare_label(row.project.text) in self.totals or normal(row.project.text) in self.departments
            if named or _is_sum(row.project.text) or self._adds_up(rows, index):
                totals.append(row)
            elif not row.amount.blank:
                lines.append(row)
        totals, lines = self._without_units(totals, lines)
        return sorted(totals, key=lambda row: -(row.yuan or Decimal(0))), lines

    def _is_organisation(self, row: BudgetLine) -> bool:
        """Whether a row is named as departments, or kinds of projects, are."""
        return normal(row.project.text).endswith(self.organisations)

    def _adds_up(self, rows: Sequence[BudgetLine], index: int) -> bool:
        """Whether a row named like an organisation has the amount of the next rows together, two at least."""
        row = rows[index]
        if row.yuan is None or not self._is_organisation(row):
            return False
        total = Decimal(0)
        for count, below in enumerate(rows[index + 1 :], 1):
            total += below.yuan or 0
            if count > 1 and abs(total - row.yuan) <= _tolerance(row):
                return True
            if total > row.yuan + _tolerance(row):
                break
        return len(rows) > index + 1 and normal(rows[index + 1].project.text) == normal(row.project.text)

    def _without_units(self, totals: list[BudgetLine], lines: list[BudgetLine]) -> Divided:
        """The same, with organisations of one project among the totals if only so the printed total holds."""
        whole = max((row for row in totals if row.yuan is not None), key=lambda row: row.yuan or 0, default=None)
        units = [row for row in lines if self._is_organisation(row)]
        if whole is None or not units:
            return totals, lines
        surplus, tolerance = _sum(lines) - (whole.yuan or 0), _tolerance(whole) * len(lines)
        if surplus <= tolerance or abs(surplus - _sum(units)) > tolerance:
            return totals, lines
        named = {row.project.place.order for row in units}
        return [*totals, *units], [row for row in lines if row.project.place.order not in named]


def _is_part(rows: Sequence[BudgetLine], index: int) -> bool:
    """Whether a row is part of one above that bears the same name and has the amount of all such rows together."""
    name = rows[index].project.normal
    first = index
    while first and rows[first - 1].project.normal == name:
        first -= 1
    stop = index + 1
    while stop < len(rows) and rows[stop].project.normal == name:
        stop += 1
    if first == index or stop - first > _MOST_PARTS:
        return False
    whole = rows[first]
    return whole.yuan is not None and abs(_sum(rows[first + 1 : stop]) - whole.yuan) <= _tolerance(whole)


def _name(row: Row, project: int) -> Cell | None:
    """What a row is about: its project, or the total that stands further left."""
    names = [cell for cell in row[: project + 1] if not cell.blank and amount(cell.text) is None]
    if not names:
        return None
    if project < len(row) and row[project].blank:
        return names[0] if _is_sum(names[0].text) else None
    return names[-1]


def _is_sum(text: str) -> bool:
    """Whether a row bears the name of a sum."""
    return bare_label(text).endswith(_SUMS)


def _sum(rows: Iterable[BudgetLine]) -> Decimal:
    """The amounts together."""
    return sum((row.yuan or Decimal(0) for row in rows), Decimal(0))


def _tolerance(row: BudgetLine) -> Decimal:
    """By how much rounding may have moved the sum of two figures."""
    return 2 * row.reading.half if row.reading else Decimal(0)
