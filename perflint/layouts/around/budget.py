"""项目支出预算表: which rows of a document are project budgets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import takewhile

from msgspec import Struct

from perflint.layouts.around.budgetlines import Columns, LineReader, Row, body_of
from perflint.layouts.meaning.labels import unit_of
from perflint.layouts.meaning.spec import Budget
from perflint.model.base import Cell
from perflint.model.document import Document, Grid
from perflint.model.submission import BudgetTable
from perflint.quantity import amount
from perflint.text import bare_label, label, normal

_ABOVE = 5
"""How many rows above the heads may hold the title and captions."""
_HEADS = 3
_LONGEST_TITLE = 45
_LONGEST_HEAD = 40


class _Found(Struct):
    """A table: the row of its heads, its columns, and the parts of its body, one a page."""

    start: int
    columns: Columns
    title: Cell | None
    parts: list[tuple[int, int]]


def budget_tables(document: Document, budgets: Iterable[Budget], departments: frozenset[str]) -> Iterator[BudgetTable]:
    """The project budgets of a document. ``departments`` are normalised names of departments known so far."""
    rows = list(_all_rows(document))
    for budget in budgets:
        finder = _Finder(budget, rows)
        for found in finder.tables():
            yield from finder.read(found, departments)


def _all_rows(document: Document) -> Iterator[Row]:
    """Every row of every grid, and every paragraph as a row of one cell."""
    for block in document.blocks:
        if isinstance(block, Grid):
            yield from block.rows
        else:
            yield (block.cell,)


class _Finder:
    """Finds and reads the tables that these words describe."""

    def __init__(self, budget: Budget, rows: list[Row]) -> None:
        """Make the words ready to be compared with labels."""
        self.budget = budget
        self.rows = rows
        self.project = frozenset(map(label, budget.project))
        self.amount = frozenset(map(label, budget.amount))
        self.columns = frozenset(map(label, budget.columns))
        self.totals = frozenset(map(label, budget.totals))
        self.titles = tuple(map(normal, budget.titles))
        self.current = tuple(map(normal, budget.current))
        self.carryover = tuple(map(normal, budget.carryover))

    def tables(self) -> Iterator[_Found]:
        """Each table; heads that come again on the next page go on with it."""
        heads = [(index, found) for index, row in enumerate(self.rows) if (found := self._columns_of(row))]
        ends = [*(index for index, _ in heads), len(self.rows)][1:]
        ends = [self._end(index, end) for (index, _), end in zip(heads, ends, strict=True)]
        table: _Found | None = None
        for (index, columns), end in zip(heads, ends, strict=True):
            title = self._title_above(index)
            again = title is None or (
                table is not None and table.title is not None and title.normal == table.title.normal
            )
            if table is not None and again and table.columns.heads == columns.heads:
                table.parts.append((index + 1, end))
                continue
            if table is not None:
                yield table
            table = _Found(index, columns, title, [(index + 1, end)])
        if table is not None:
            yield table

    def read(self, found: _Found, departments: frozenset[str]) -> Iterator[BudgetTable]:
        """The project budget; two where it holds this year's and last year's money."""
        above = [cell for row in self._above(found.start) for cell in row if not cell.blank]
        below = takewhile(_is_head, self.rows[found.start : found.start + _HEADS])
        heads = [cell for row in below for cell in row if not cell.blank]
        known = {bare_label(cell.text) for cell in heads} & self.columns
        if found.title is None and (_is_other(above) or not known):
            return
        captions = (cell.text.replace("：", ":").partition(":")[2] for cell in above)
        reader = LineReader(
            columns=found.columns,
            unit=self._unit([*above, *heads]),
            organisations=self.budget.organisations,
            totals=self.totals,
            departments=departments | {normal(text) for text in captions if text},
        )
        body = [row for first, stop in found.parts for row in body_of(self.rows[first:stop], found.columns)]
        place = (found.title or heads[0]).place
        for carryover, (totals, lines) in reader.by_year(body, titled=self._is_carried(found.title)):
            if totals or lines:
                yield BudgetTable(
                    title=found.title,
                    carryover=carryover,
                    unit=reader.unit,
                    lines=tuple(lines),
                    totals=tuple(totals),
                    place=place,
                )

    def _end(self, start: int, end: int) -> int:
        """Where a table ends at the latest: at another sheet, or where the boxes of a form begin."""
        sheet = self.rows[start][0].place.sheet
        for index in range(start + 1, end):
            row = self.rows[index]
            first = next((cell for cell in row if not cell.blank), row[0])
            if row[0].place.sheet != sheet or bare_label(first.text) in self.project:
                return index
        return end

    def _columns_of(self, row: Row) -> Columns | None:
        """The columns if this row holds the heads of a project budget."""
        if len(row) == 1:
            return None
        heads = tuple([_head(cell.text) for cell in row])
        if self.project.isdisjoint(heads):
            return None
        project = next(index for index, head in enumerate(heads) if head in self.project)
        later = range(project + 1, len(heads))
        carryover = next((index for index in later if heads[index].startswith(self.carryover)), None)
        current = next((index for index in later if heads[index].startswith(self.current)), None)
        value = next((index for index in later if heads[index] in self.amount), current)
        return None if value is None else Columns(project, value, current, carryover, heads)

    def _above(self, start: int) -> list[Row]:
        """The rows that may hold what heads a table."""
        return self.rows[max(0, start - _ABOVE) : start]

    def _title_above(self, start: int) -> Cell | None:
        """The title of a project budget above a row, the last one given."""
        found = None
        for row in self._above(start):
            for cell in row:
                if "表" in cell.text and len(cell.text) <= _LONGEST_TITLE:
                    plain = normal(cell.text)
                    found = cell if any(title in plain for title in self.titles) else found
        return found

    def _is_carried(self, title: Cell | None) -> bool:
        """Whether a title says that the table holds last year's money and nothing else."""
        plain = title.normal if title else ""
        return any(word in plain and f"含{word}" not in plain for word in self.carryover)

    def _unit(self, cells: Sequence[Cell]) -> str:
        """The unit that captions or heads name, the last one given."""
        named = (cell.text for cell in cells if "单位" in cell.text or "(" in cell.normal)
        units = [unit for text in named if (unit := unit_of(text))]
        return units[-1] if units else self.budget.unit


@lru_cache(maxsize=4096)
def _head(text: str) -> str:
    """What a cell says as the head of a column; "" where it is too long for one."""
    return bare_label(text) if 0 < len(text) <= _LONGEST_HEAD else ""


def _is_head(row: Row) -> bool:
    """Whether a row holds no amounts."""
    return all(amount(cell.text) is None for cell in row)


def _is_other(above: Sequence[Cell]) -> bool:
    """Whether what stands above is the title of some other table."""
    return any(len(cell.text) <= _LONGEST_TITLE and cell.text.rstrip("）) ").endswith("表") for cell in above)
