"""项目支出预算表: which grids are project budgets, and their projects told from totals and departments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from perflint.layouts.spec import Budget
from perflint.layouts.labels import unit_of
from perflint.model.base import Cell
from perflint.model.document import Document, Grid
from perflint.model.submission import BudgetLine, BudgetTable
from perflint.quantity import amount
from perflint.text import bare_label, label, normal

_ABOVE = 5
_TITLE = 45
_TOLERANCE = Decimal("0.02")


def budget_tables(document: Document, budgets: Iterable[Budget], departments: frozenset[str]) -> Iterator[BudgetTable]:
    """The project budgets of a document. ``departments`` are normalised names of departments known so far."""
    words = [budget for budget in budgets if budget.titles]
    rows = list(_all_rows(document))
    heads = [(index, header) for index, row in enumerate(rows) if (header := _header(row, words))]
    stops = [*(index for index, _ in heads), len(rows)][1:]
    for (index, header), stop in zip(heads, stops, strict=True):
        table = _table(rows, index, stop, header, departments)
        if table is not None:
            yield table


def _all_rows(document: Document) -> Iterator[tuple[Cell, ...]]:
    """Every row of every grid, and every paragraph as a row of one cell."""
    for block in document.blocks:
        if isinstance(block, Grid):
            yield from block.rows
        else:
            yield (block.cell,)


def _table(
    rows: list[tuple[Cell, ...]], start: int, stop: int, header: tuple[int, int, Budget], departments: frozenset[str]
) -> BudgetTable | None:
    """The project budget whose heads stand in row ``start``, or None."""
    project, value, words = header
    above = [cell for row in rows[max(0, start - _ABOVE) : start] for cell in row if not cell.blank]
    heads = [cell for row in rows[start : start + 3] for cell in row if not cell.blank]
    title = _title(above, words)
    if title is None and not {bare_label(cell.text) for cell in heads} & {label(word) for word in words.columns}:
        return None
    units = [unit for cell in (*above, *heads) if "单位" in cell.text or "(" in normal(cell.text) if (unit := unit_of(cell.text))]
    unit = units[-1] if units else words.unit
    plain = normal(title.text) if title else ""
    carryover = any(word in plain and f"不含{word}" not in plain for word in words.carryover)
    body = _body(rows[start + 1 : stop], project, value, unit, carryover)
    captions = (cell.text.replace("：", ":").partition(":")[2] for cell in above)
    totals, lines = _divide(body, words, departments | {normal(text) for text in captions if text})
    if not totals and not lines:
        return None
    place = (title or heads[0]).place
    return BudgetTable(title=title, carryover=carryover, unit=unit, lines=tuple(lines), totals=tuple(totals), place=place)


def _header(row: tuple[Cell, ...], budgets: list[Budget]) -> tuple[int, int, Budget] | None:
    """The columns of the names and of the amounts (from 0) if this row holds the heads of a project budget."""
    heads = [bare_label(cell.text) for cell in row]
    for words in budgets:
        project = {label(word) for word in words.project}
        amounts = {label(word) for word in words.amount}
        names = [index for index, head in enumerate(heads) if head in project]
        values = [index for index, head in enumerate(heads) if head in amounts]
        if names and values and min(values) > names[0]:
            return names[0], min(values), words
    return None


def _title(cells: Iterable[Cell], words: Budget) -> Cell | None:
    """The title of a project budget among these cells, the last one given."""
    found = None
    for cell in cells:
        plain = normal(cell.text)
        if len(plain) <= _TITLE and any(normal(title) in plain for title in words.titles):
            found = cell
    return found


def _body(rows: list[tuple[Cell, ...]], project: int, value: int, unit: str, carryover: bool) -> list[BudgetLine]:
    """Every row beneath the heads that names something and has an amount; where text begins, the table has ended."""
    made = []
    for row in rows:
        if len(row) == 1:
            if len(row[0].text) > _TITLE or made:
                break
            continue
        line = _line(row, project, value, unit, carryover)
        if line is not None:
            made.append(line)
    return made


def _line(row: tuple[Cell, ...], project: int, value: int, unit: str, carryover: bool) -> BudgetLine | None:
    """A row's name and amount. Where columns were told apart by blanks, a name may have fallen into several cells."""
    if project >= len(row) or row[project].blank or amount(row[project].text) is not None:
        return None
    name, cell = row[project], row[value] if value < len(row) else None
    if cell is None or (amount(cell.text) is None and not cell.blank):
        later = next((i for i, one in enumerate(row[project + 1 :], project + 1) if amount(one.text) is not None), None)
        if later is None or any(one.blank for one in row[project:later]):
            return None
        name = Cell(text="".join(one.text for one in row[project:later]), place=name.place)
        cell = row[later]
    return BudgetLine(project=name, amount=cell, unit=unit, carryover=carryover)


def _divide(rows: list[BudgetLine], words: Budget, departments: frozenset[str]) -> tuple[list[BudgetLine], list[BudgetLine]]:
    """Total rows and project rows. A department is known by name, or by its amount being that of the rows beneath it."""
    totals: list[BudgetLine] = []
    lines: list[BudgetLine] = []
    for index, row in enumerate(rows):
        plain = bare_label(row.project.text)
        if plain in words.totals or normal(row.project.text) in departments or _adds_up(rows, index, words):
            totals.append(row)
        elif not row.amount.blank:
            lines.append(row)
    return totals, lines


def _adds_up(rows: list[BudgetLine], index: int, words: Budget) -> bool:
    """Whether a row named like an organisation has the amount of the next rows together, two at least."""
    row = rows[index]
    if row.yuan is None or not normal(row.project.text).endswith(words.organisations):
        return False
    total, tolerance = Decimal(0), _TOLERANCE * (row.reading.half * 100 if row.reading else 1)
    for count, below in enumerate(rows[index + 1 :], 1):
        total += below.yuan or 0
        if count >= 2 and abs(total - row.yuan) <= tolerance:
            return True
        if total > row.yuan + tolerance:
            break
    return len(rows) > index + 1 and normal(rows[index + 1].project.text) == normal(row.project.text)
