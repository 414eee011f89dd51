"""One long list for many projects: each of its projects becomes a form of its own.

Some systems print all projects of a department in one table, with a column for their names（云南 05-2）, some with the
indicators of a project within a single cell（【产出指标-数量指标】…）. A list is told by a header that names the column
of the project and that of its goal or of its indicators. Cells keep their places; only the rows are dealt out to forms.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from perflint.layouts.meaning.header import heads_of
from perflint.layouts.meaning.labels import unit_caption, year_line
from perflint.layouts.meaning.lines import Line, Slot, lines_of
from perflint.layouts.meaning.vocabulary import NOTHING, Vocabulary
from perflint.layouts.mended.prose import FEWEST, Told, kinds_of, rows_of, told
from perflint.layouts.mended.pushed import put_back
from perflint.model.base import Cell
from perflint.model.document import Grid
from perflint.quantity import amount
from perflint.text import bare_label

Row = tuple[Cell, ...]
_SUMS = ("合计", "小计", "总计")
_FEWEST_HEADS = 3
_FIRST = 6
"""Among how many cells at the head of a row the column of projects is."""
_NUMBERS = 3
"""How many columns are numbered at least where a row numbers them."""


def unlisted(grid: Grid, words: Vocabulary) -> Iterator[Grid]:
    """The forms that a list of projects is dealt out to; the table itself where it is none."""
    lines = lines_of(grid, words) if _may_list(grid, words) else []
    at = next((index for index, line in enumerate(lines) if _is_header(line)), None)
    if at is None:
        yield grid
        return
    while at + 1 < len(lines) and _is_header(lines[at + 1]):
        at += 1
    yield from _List(words, *_one_header(grid, lines, at, words), at).forms()


def _may_list(grid: Grid, words: Vocabulary) -> bool:
    """Whether a row names the column of projects beside that of goals or names: a cheap look before the real one."""
    for row, filled in zip(grid.rows, grid.filled, strict=True):
        meanings = [one for cell in filled if (one := words.meaning(cell.text)) is not NOTHING]
        if len(row) < _FEWEST_HEADS or not meanings:
            continue
        if (
            any(one.field == "project" for one in meanings)
            and any("项目" in cell.normal or "单位" in cell.normal for cell in row[:_FIRST])
            and any(one.goal or one.goal_head or one.column == "name" for one in meanings)
        ):
            return True
    return False


def _is_header(line: Line) -> bool:
    """Whether a line is the header of a list of projects: labels only, of project and goal among them."""
    filled = line.filled
    if len(filled) < _FEWEST_HEADS or not any(slot.meaning.field == "project" for slot in line.labels):
        return False
    roles = {role for _, role, _ in heads_of(line)}
    goals = [slot for slot in filled if slot.meaning.goal or slot.meaning.goal_head]
    inner = {"name", "value"} <= roles
    known = sum(
        bool(one.field or one.goal or one.goal_head or one.column or one.total or one.figures or one.box)
        for one in (slot.meaning for slot in filled)
    )
    return (inner or bool(goals)) and known >= _FEWEST_HEADS and known >= len(filled) - 2


def _one_header(grid: Grid, lines: list[Line], at: int, words: Vocabulary) -> tuple[Grid, list[Line]]:
    """The list with one row for its header, where the heads of the levels stand in a row of their own beneath it."""
    beneath = lines[at + 1] if at + 1 < len(lines) else Line(())
    roles = {role for _, role, _ in heads_of(beneath)}
    if grid.packed or not {"name", "value"} <= roles or len(beneath.labels) < len(beneath.filled):
        return grid, lines
    rows = [row for row in grid.rows if row]
    over, under = rows[at : at + 2]
    header = [
        below if not below.blank or words.meaning(above.text).box else above
        for above, below in zip(over, under, strict=False)
    ]
    made = replace(grid, rows=(*rows[:at], (*header, *over[len(header) :], *under[len(header) :]), *rows[at + 2 :]))
    joined = lines_of(made, words)
    return (made, joined) if _is_header(joined[at]) else (grid, lines)


class _Project(Struct):
    """What the rows of one project say."""

    name: Cell
    unit: Cell | None
    boxes: dict[int, Cell] = field(default_factory=dict)
    """What stands in the columns before the levels, by column."""
    rows: list[Row] = field(default_factory=list)


class _List:
    """Reads one list."""

    def __init__(self, words: Vocabulary, grid: Grid, lines: Sequence[Line], at: int) -> None:
        """``at`` is the index of the header among the lines."""
        self.words = words
        self.grid = grid
        self.above, self.header = lines[:at], lines[at]
        head, *raw = [row for row in grid.rows if row][at:]
        body = put_back(replace(grid, rows=tuple(raw)), self.header, words)
        self.body = list(zip(lines_of(body, words), body.rows, strict=True))
        filled = self.header.filled
        self.name = next(slot for slot in filled if slot.meaning.field == "project")
        levels = [slot.column for slot in filled if slot.meaning.column]
        self.first = min(levels) if levels else None
        self.heads = {slot.column: slot for slot in filled if slot is not self.name and not slot.meaning.column}
        self.organisations = tuple(word for budget in words.budgets for word in budget.organisations)
        self._head_row = self._cut(head)

    def forms(self) -> Iterator[Grid]:
        """A grid for each project, as one that fills in a form of its own prints it."""
        for project in self._projects():
            captions = list(self._captions(project))
            labelled = [row for row in captions if len(row) > 1]
            titles = [row for row in captions if len(row) == 1]
            rows = [*titles, *self._upper(project, labelled), *self._tree(project)]
            yield replace(self.grid, rows=tuple(rows))

    def _projects(self) -> Iterator[_Project]:
        """The projects, in order. A name that stands alone in its row is that of the unit whose projects follow."""
        unit: Cell | None = None
        held: _Project | None = None
        for line, row in self.body:
            filled = line.filled
            name, rest = self._name_of(filled)
            if not filled or _numbers(filled) or (name and bare_label(name.text).endswith(_SUMS)):
                continue
            if name is not None and self._is_unit(name, rest):
                unit = name
                continue
            if name is not None and (held is None or not self._is_same(name, held.name)):
                if held is not None:
                    yield held
                held = _Project(name, unit)
            if held is not None:
                self._add(held, row, rest)
        if held is not None:
            yield held

    def _is_same(self, name: Cell, before: Cell) -> bool:
        """Whether a row goes on with the project before: in one box with it, or where its name came in every row."""
        return name.place == before.place or (self.first is not None and name.normal == before.normal)

    def _name_of(self, filled: Sequence[Slot]) -> tuple[Cell | None, Sequence[Slot]]:
        """The project that a row names, and what else stands in it."""
        for index, slot in enumerate(filled):
            if slot.column == self.name.column and not slot.meaning.level and amount(slot.text) is None:
                return slot.cell, [*filled[:index], *filled[index + 1 :]]
        if filled and filled[0].column < self.name.column and len(filled) == 1:
            return filled[0].cell, []
        return None, filled

    def _is_unit(self, name: Cell, rest: Sequence[Slot]) -> bool:
        """Whether a row names the unit whose projects follow: alone, or as units are called and with a sum at most."""
        heads = (self.heads.get(slot.column) for slot in rest)
        told = any(head is None or head.meaning.goal or head.meaning.goal_head for head in heads)
        return not rest or (not told and name.normal.endswith(self.organisations))

    def _add(self, project: _Project, row: Row, rest: Sequence[Slot]) -> None:
        """Take a row of a project."""
        for slot in rest:
            if slot.column in self.heads and (self.first is None or slot.column < self.first):
                project.boxes.setdefault(slot.column, slot.cell)
        if self.first is not None:
            project.rows.append(self._cut(row))

    def _cut(self, row: Row) -> Row:
        """A row from the first column of the levels on."""
        begins = row[0].place.column or 1
        return row[max(0, (self.first or begins) - begins) :]

    def _captions(self, project: _Project) -> Iterator[Row]:
        """Title, year and unit of money from above the list; the department, if the list names units as well."""
        label = "主管部门" if project.unit else "实施单位"
        for line in self.above:
            filled = line.filled
            for slot, after in zip(filled, [*filled[1:], None], strict=False):
                if slot.meaning.field == "unit" and after is not None:
                    yield replace(slot.cell, text=label), after.cell
                elif self.words.is_caption(slot.text) or unit_caption(slot.text) or year_line(slot.text):
                    yield (slot.cell,)

    def _upper(self, project: _Project, labelled: Sequence[Row]) -> Iterator[Row]:
        """The boxes of a project, the head of its column as its label; the name, with which a form begins, first."""
        yield replace(self.name.cell, text="项目名称"), project.name
        yield from labelled
        if project.unit is not None:
            yield replace(self.name.cell, text="实施单位"), project.unit
        for column, cell in sorted(project.boxes.items()):
            head = self.heads[column]
            if head.meaning.goal or head.meaning.goal_head:
                yield replace(head.cell, text="年度目标"), _before_indicators(cell, self.words)
            elif (head.meaning.figures or head.meaning.total) and amount(cell.text) is not None:
                yield replace(head.cell, text="年度资金总额"), cell
            else:
                yield head.cell, cell

    def _tree(self, project: _Project) -> Iterator[Row]:
        """The header and the rows of the indicators; those told within a cell are written out."""
        if self.first is not None:
            yield self._head_row
            yield from project.rows
            return
        for cell in project.boxes.values():
            if len(kinds_of(cell.text, self.words)) >= FEWEST:
                found: list[Told] = told(cell.text, self.words)
                yield from rows_of(found, cell)


def _before_indicators(cell: Cell, words: Vocabulary) -> Cell:
    """The goal that a cell gives before it tells the indicators, or the whole where it tells none."""
    if len(kinds_of(cell.text, words)) < FEWEST:
        return cell
    head = min((cell.text.find(mark) for mark in ("【", "[") if mark in cell.text), default=0)
    return replace(cell, text=cell.text[:head].strip())


def _numbers(filled: Sequence[Slot]) -> bool:
    """Whether a row numbers the columns: 1 2 3 …"""
    return len(filled) >= _NUMBERS and [slot.text.strip() for slot in filled] == [
        str(n) for n in range(1, len(filled) + 1)
    ]
