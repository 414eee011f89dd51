"""项目支出预算表: which grids are project budgets, and their projects told from totals and departments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import takewhile
from typing import NamedTuple

from perflint.layouts.labels import unit_of
from perflint.layouts.spec import Budget
from perflint.model.base import Cell
from perflint.model.document import Document, Grid
from perflint.model.submission import BudgetLine, BudgetTable
from perflint.quantity import amount
from perflint.text import bare_label, label, normal

_ABOVE = 5
_HEADS = 3
_TITLE = 45
_LONGEST_HEAD = 40
_TOLERANCE = Decimal("0.02")

Row = tuple[Cell, ...]


class Columns(NamedTuple):
    """Where a project budget has its names and amounts, from 0."""

    project: int
    value: int
    current: int | None
    carryover: int | None
    """Where this year's and last year's money stand beside each other."""
    heads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a budget as labels."""

    budget: Budget
    project: frozenset[str]
    amount: frozenset[str]
    columns: frozenset[str]
    totals: frozenset[str]
    current: tuple[str, ...]
    carryover: tuple[str, ...]
    titles: tuple[str, ...]


def budget_tables(document: Document, budgets: Iterable[Budget], departments: frozenset[str]) -> Iterator[BudgetTable]:
    """The project budgets of a document. ``departments`` are normalised names of departments known so far."""
    rows = list(_all_rows(document))
    for words in map(_words, budgets):
        heads = [(index, found) for index, row in enumerate(rows) if (found := _columns_of(row, words))]
        for start, columns, stops in _tables(rows, heads, words):
            yield from _read(rows, start, columns, stops, words, departments)


def _words(budget: Budget) -> _Words:
    """The words of a budget, ready to be compared with labels."""
    return _Words(
        budget=budget,
        project=frozenset(map(label, budget.project)),
        amount=frozenset(map(label, budget.amount)),
        columns=frozenset(map(label, budget.columns)),
        totals=frozenset(map(label, budget.totals)),
        current=tuple(map(normal, budget.current)),
        carryover=tuple(map(normal, budget.carryover)),
        titles=tuple(map(normal, budget.titles)),
    )


def _all_rows(document: Document) -> Iterator[Row]:
    """Every row of every grid, and every paragraph as a row of one cell."""
    for block in document.blocks:
        if isinstance(block, Grid):
            yield from block.rows
        else:
            yield (block.cell,)


def _columns_of(row: Row, words: _Words) -> Columns | None:
    """The columns if this row holds the heads of a project budget."""
    heads = tuple(bare_label(cell.text) if len(cell.text) <= _LONGEST_HEAD else "" for cell in row)
    project = next((index for index, head in enumerate(heads) if head in words.project), None)
    if project is None:
        return None
    later = range(project + 1, len(heads))
    carryover = next((index for index in later if heads[index].startswith(words.carryover)), None)
    current = next((index for index in later if heads[index].startswith(words.current)), None)
    value = next((index for index in later if heads[index] in words.amount), current)
    return None if value is None else Columns(project, value, current, carryover, heads)


def _tables(
    rows: list[Row], heads: list[tuple[int, Columns]], words: _Words
) -> Iterator[tuple[int, Columns, list[tuple[int, int]]]]:
    """Each table: the row of its heads, its columns, the parts of its body. Heads that come again on the next page go on."""
    ends = [*(index for index, _ in heads), len(rows)][1:]
    at: tuple[int, Columns, list[tuple[int, int]]] | None = None
    for (index, columns), end in zip(heads, ends, strict=True):
        title = _title_above(rows, index, words)
        if at and at[1].heads == columns.heads and (title is None or _same(title, _title_above(rows, at[0], words))):
            at[2].append((index + 1, end))
            continue
        if at:
            yield at
        at = index, columns, [(index + 1, end)]
    if at:
        yield at


def _same(one: Cell, other: Cell | None) -> bool:
    """Whether two titles say the same."""
    return other is not None and one.normal == other.normal


def _read(
    rows: list[Row], start: int, columns: Columns, parts: list[tuple[int, int]], words: _Words, departments: frozenset[str]
) -> Iterator[BudgetTable]:
    """The project budget whose heads stand in row ``start``; two where it holds this year's and last year's money."""
    above = [cell for row in rows[max(0, start - _ABOVE) : start] for cell in row if not cell.blank]
    heads = [cell for row in takewhile(_is_head, rows[start : start + _HEADS]) for cell in row if not cell.blank]
    title = _title_above(rows, start, words)
    if title is None and (_is_other(above) or not {bare_label(cell.text) for cell in heads} & words.columns):
        return
    captions = (cell.text.replace("：", ":").partition(":")[2] for cell in above)
    known = departments | {normal(text) for text in captions if text}
    unit = _unit([*above, *heads], words)
    body = [row for first, stop in parts for row in _body(rows[first:stop], columns)]
    plain = normal(title.text) if title else ""
    titled = any(word in plain and f"含{word}" not in plain for word in words.carryover)
    for carryover, lines in _by_year(body, columns, unit, titled):
        totals, projects = _divide(lines, words, known)
        if totals or projects:
            place = (title or heads[0]).place
            yield BudgetTable(
                title=title, carryover=carryover, unit=unit, lines=tuple(projects), totals=tuple(totals), place=place
            )


def _by_year(body: list[Row], columns: Columns, unit: str, titled: bool) -> Iterator[tuple[bool, list[BudgetLine]]]:
    """The lines of this year's or, as the title says, last year's money; of both where the table holds both."""
    if titled or columns.carryover is None:
        yield titled, list(_lines(body, columns, columns.value, unit, titled))
        return
    carried = list(_lines(body, columns, columns.carryover, unit, True))
    last = {line.project.place for line in carried if line.yuan}
    if columns.current is not None:
        now = [line for line in _lines(body, columns, columns.current, unit, False) if line.yuan != 0]
    else:
        # Without a column for this year the whole is this year's where nothing was carried over.
        now = [line for line in _lines(body, columns, columns.value, unit, False) if line.project.place not in last]
    yield False, now
    yield True, [line for line in carried if line.yuan]


def _title_above(rows: list[Row], start: int, words: _Words) -> Cell | None:
    """The title of a project budget directly above a row."""
    found = None
    for row in rows[max(0, start - _ABOVE) : start]:
        for cell in row:
            if len(cell.text) <= 2 * _TITLE and "表" in cell.text:
                plain = normal(cell.text)
                found = cell if len(plain) <= _TITLE and any(title in plain for title in words.titles) else found
    return found


def _is_head(row: Row) -> bool:
    """Whether a row holds no amounts but the numbers of the columns."""
    return all(amount(cell.text) is None for cell in row)


def _is_other(above: Sequence[Cell]) -> bool:
    """Whether what stands above is the title of some other table."""
    return any(len(cell.text) <= _TITLE and cell.text.rstrip("）) ").endswith("表") for cell in above)


def _unit(cells: Sequence[Cell], words: _Words) -> str:
    """The unit that captions or heads name, the last one given."""
    units = [unit for cell in cells if "单位" in cell.text or "(" in normal(cell.text) if (unit := unit_of(cell.text))]
    return units[-1] if units else words.budget.unit


def _body(rows: Iterable[Row], columns: Columns) -> Iterator[Row]:
    """The rows beneath the heads; where text begins, the table has ended."""
    begun = False
    for row in rows:
        if len(row) == 1:
            if len(row[0].text) > _TITLE or begun:
                return
            continue
        begun |= any(amount(cell.text) is not None for cell in row[columns.project + 1 :])
        yield row


def _lines(body: list[Row], columns: Columns, index: int, unit: str, carryover: bool) -> Iterator[BudgetLine]:
    """Names and amounts of one column."""
    for row in body:
        line = _line(row, columns, index, unit, carryover)
        if line is not None:
            yield line


def _line(row: Row, columns: Columns, index: int, unit: str, carryover: bool) -> BudgetLine | None:
    """A row's name and amount. Where columns were told apart by blanks, a name may have fallen into several cells."""
    project = columns.project
    # Where empty cells at the head of a row were lost, everything stands further left.
    while 0 < project < len(row) and amount(row[project].text) is not None and amount(row[project - 1].text) is None:
        project, index = project - 1, index - 1
    name = _name(row, project)
    if name is None:
        return None
    cell = row[index] if index < len(row) else Cell(text="", place=name.place)
    if not cell.blank and amount(cell.text) is None:
        later = next((i for i, one in enumerate(row[project + 1 :], project + 1) if amount(one.text) is not None), None)
        if later is None or any(one.blank for one in row[project:later]):
            return None
        name = Cell(text="".join(one.text for one in row[project:later]), place=name.place)
        cell = row[later]
    return BudgetLine(project=name, amount=cell, unit=unit, carryover=carryover)


def _name(row: Row, project: int) -> Cell | None:
    """What a row is about: its project, or the total that stands further left."""
    names = [cell for cell in row[: project + 1] if not cell.blank and amount(cell.text) is None]
    if not names or (row[project : project + 1] or names)[0].blank and not _is_total(names[0].text):
        return None
    return names[-1] if len(row) <= project or not row[project].blank else names[0]


def _is_total(text: str) -> bool:
    """Whether a row bears the name of a sum."""
    return bare_label(text).endswith(("小计", "合计", "总计"))


def _divide(
    rows: list[BudgetLine], words: _Words, departments: frozenset[str]
) -> tuple[list[BudgetLine], list[BudgetLine]]:
    """Total rows and project rows. A department is known by name, or by its amount being that of the rows beneath it."""
    totals: list[BudgetLine] = []
    lines: list[BudgetLine] = []
    for index, row in enumerate(rows):
        plain = bare_label(row.project.text)
        total = plain in words.totals or _is_total(row.project.text)
        if total or normal(row.project.text) in departments or _adds_up(rows, index, words):
            totals.append(row)
        elif not row.amount.blank:
            lines.append(row)
    return totals, lines


def _adds_up(rows: list[BudgetLine], index: int, words: _Words) -> bool:
    """Whether a row named like an organisation has the amount of the next rows together, two at least."""
    row = rows[index]
    if row.yuan is None or not normal(row.project.text).endswith(words.budget.organisations):
        return False
    total, tolerance = Decimal(0), _TOLERANCE * (row.reading.half * 100 if row.reading else 1)
    for count, below in enumerate(rows[index + 1 :], 1):
        total += below.yuan or 0
        if count >= 2 and abs(total - row.yuan) <= tolerance:
            return True
        if total > row.yuan + tolerance:
            break
    return len(rows) > index + 1 and normal(rows[index + 1].project.text) == normal(row.project.text)
