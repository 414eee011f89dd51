"""A target form laid out as it was on paper（项目支出绩效目标表）: rows of boxes, each with the cells it stands for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, groupby
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from perflint.model.base import Cell, Place
from perflint.model.form import ANNUAL, IMPLEMENTATION, Field, FundingLine, Indicator, TargetForm

T = TypeVar("T")
Order = tuple[int, ...]


class Box(Struct, frozen=True):
    """A box of the drawing: its text, the cells of the form that stand in it, the rows that it covers.

    ``head`` is "row" or "col" for a label of what stands beside or below, "" for what was filled in.
    """

    text: str
    cells: tuple[Cell, ...] = ()
    high: int = 1
    head: str = ""


Row = tuple[Box, ...]


class Paper(Struct, frozen=True):
    """A form as it is drawn: what is printed above it, and its tables one below the other.

    The rows of a table have the same columns: no box covers several, and what is a label of what needs no saying.
    """

    above: tuple[Box, ...]
    tables: tuple[tuple[Row, ...], ...]


def paper_of(form: TargetForm) -> Paper:
    """The form in the order of its boxes; both periods side by side, merged levels merged."""
    blocks = [*_fields(form.fields), *_funding(form), *_goals(form), *_tree(form)]
    tables: list[list[Row]] = []
    for alike, together in groupby(sorted(blocks, key=lambda one: one[0]), key=lambda one: one[1]):
        parts = [rows for _, _, rows in together]
        tables += [list(chain.from_iterable(parts))] if alike else parts
    if form.unread:
        text = "；".join(cell.text for cell in form.unread)
        tables.append([(Box("没有认出的格子", head="row"), Box(text, form.unread))])
    above = tuple(Box(cell.text, (cell,)) for cell in (form.title, form.year) if cell)
    return Paper(above, tuple(map(tuple, tables)))


def _periods(form: TargetForm) -> list[str]:
    """The periods of a form, the longer first."""
    named = [one.period for part in (form.funding, form.goals, form.trees) for one in part]
    known = [period for period in (IMPLEMENTATION, ANNUAL) if period in named]
    return list(dict.fromkeys([*known, *named])) or [ANNUAL]


Block = tuple[Order, int, list[Row]]
"""Where it stands, how many boxes a row has if it goes into one table with others alike (0: none), its rows."""


def _fields(fields: Sequence[Field]) -> Iterator[Block]:
    """The boxes with their labels, two in a row where two or more stood in one row."""
    for _, beside in groupby(fields, key=lambda field: _line(field.label.place)):
        these = list(beside)
        for pair in (these[index : index + 2] for index in range(0, len(these), 2)):
            boxes = [
                box
                for field in pair
                for box in (
                    Box(field.label.text, (field.label,), head="row"),
                    Box(field.value.text, (field.value,)),
                )
            ]
            yield pair[0].label.place.order, len(boxes), [tuple(boxes)]


def _funding(form: TargetForm) -> Iterator[Block]:
    """A row a source, its amounts of all periods side by side."""
    if not form.funding:
        return
    lines: dict[tuple[str, int], dict[str, FundingLine]] = {}
    seen: Counter[tuple[str, str]] = Counter()
    for line in form.funding:
        seen[line.source, line.period] += 1
        lines.setdefault((line.source, seen[line.source, line.period]), {})[line.period] = line
    units = "、".join(dict.fromkeys(line.unit for line in form.funding))
    periods = _periods(form)
    heads = [Box(period, head="col") for period in periods]
    first = Box(f"项目资金（{units}）", high=len(lines) + 1, head="row")
    rows: list[Row] = [(first, Box("来源", head="col"), *heads)]
    for by_period in sorted(lines.values(), key=lambda one: min(line.label.place.order for line in one.values())):
        given = list(by_period.values())
        label = Box(_source(given), tuple(line.label for line in given), head="row")
        rows.append((label, *(_amount(by_period.get(period)) for period in periods)))
    yield min(line.label.place.order for line in form.funding), 0, rows


def _source(lines: Sequence[FundingLine]) -> str:
    """A source as it is printed; as it is called where the labels of the periods differ."""
    printed = dict.fromkeys(line.label.text.strip(" :：") for line in lines)
    return "　" * (lines[0].depth == 2) + (lines[0].source if len(printed) > 1 else next(iter(printed)))


def _amount(line: FundingLine | None) -> Box:
    """The amount of a period, an empty box where the form has none."""
    return Box(line.amount.text, (line.amount,)) if line else Box("")


def _goals(form: TargetForm) -> Iterator[Block]:
    """The goals of all periods side by side."""
    periods = _periods(form)
    goals = sorted(form.goals, key=lambda goal: periods.index(goal.period))
    if goals:
        labels = [Box(goal.label.text or goal.period, (goal.label,), head="col") for goal in goals]
        texts = [Box(goal.text.text, (goal.text,)) for goal in goals]
        rows: list[Row] = [(Box("总体目标", high=2, head="row"), *labels), (*texts,)]
        yield min(goal.label.place.order for goal in goals), 0, rows


def _tree(form: TargetForm) -> Iterator[Block]:
    """The indicators, rows of one level merged."""
    lines = _lines(form)
    if not lines:
        return
    periods = [period for period in _periods(form) if form.tree(period)]
    weighed = any(row.weight for tree in form.trees for row in (*tree.indicators, *tree.blanks))
    tail = ["指标值", *(["权重"] if weighed else [])]
    heads = [Box("一级指标", head="col"), Box("二级指标", head="col")]
    for period in periods:
        heads += [Box(text, head="col") for text in (f"三级指标（{period}）", *tail)]
    rows: list[Row] = [tuple(heads)]
    for upper in _runs(lines, lambda line: _any(line).level1.name):
        for lower in _runs(upper, lambda line: _any(line).path):
            for line in lower:
                first = [_level(upper, 1)] if line is upper[0] else []
                second = [_level(lower, 2)] if line is lower[0] else []
                cells = [box for period in periods for box in _row(line.get(period), len(tail))]
                rows.append((*first, *second, *cells))
    yield min(_any(line).name.place.order for line in lines), 0, rows


Line = dict[str, Indicator]
"""What stands side by side in one row of the tree, by period."""


def _lines(form: TargetForm) -> list[Line]:
    """The rows of all periods: those of one row of the paper together, else the first of a 二级 with the first."""
    trees = [sorted((*tree.indicators, *tree.blanks), key=lambda row: row.name.place.order) for tree in form.trees]
    places = [[_line(row.name.place) for row in rows] for rows in trees]
    shared = len(trees) > 1 and len(set().union(*places)) < sum(map(len, places))
    beside = shared and all(len(set(rows)) == len(rows) for rows in places)
    lines: dict[tuple[object, ...], Line] = {}
    for tree, rows in zip(form.trees, trees, strict=True):
        nth: Counter[tuple[str, str]] = Counter()
        for row in rows:
            nth[row.path] += 1
            lines.setdefault((row.path, _line(row.name.place) if beside else nth[row.path]), {})[tree.period] = row
    return _ordered(list(lines.values()), by_place=beside or len(trees) == 1)


def _ordered(lines: list[Line], *, by_place: bool) -> list[Line]:
    """In the order of the paper, or, where the periods stand one below the other, of the levels' first appearance."""
    if by_place:
        return sorted(lines, key=lambda line: _any(line).name.place.order)
    uppers = list(dict.fromkeys(_any(line).level1.name for line in lines))
    paths = list(dict.fromkeys(_any(line).path for line in lines))
    return sorted(lines, key=lambda line: (uppers.index(_any(line).level1.name), paths.index(_any(line).path)))


def _level(lines: Sequence[Line], which: int) -> Box:
    """The merged box of a level, with every printed label it stands for."""
    levels = [level for line in lines for row in line.values() if (level := row.level1 if which == 1 else row.level2)]
    cells = tuple({level.printed.place.order: level.printed for level in levels if level.printed}.values())
    row = _any(lines[0])
    level = row.level1 if which == 1 else row.level2
    printed = level.printed.text if level and level.printed and not row.restored else ""
    return Box(printed or (level.name if level else ""), cells, high=len(lines), head="row")


def _row(row: Indicator | None, tail: int) -> list[Box]:
    """Name, value and weight of a period, empty boxes where the row is not in it."""
    if row is None:
        return [Box("") for _ in range(tail + 1)]
    value = tuple(cell for cell in (row.value, row.sign, row.unit) if cell)
    boxes = [Box(row.name.text, (row.name,)), Box(row.value.text, value)]
    weight = Box(row.weight.text, (row.weight,)) if row.weight else Box("")
    return [*boxes, weight] if tail == 2 else boxes


def _any(line: Line) -> Indicator:
    """The row of the first period that has one."""
    return next(iter(line.values()))


def _runs(items: Sequence[T], key: Callable[[T], object]) -> Iterator[list[T]]:
    """Neighbours of one key together."""
    return (list(run) for _, run in groupby(items, key=key))


def _line(place: Place) -> Place:
    """The row of a table in which a place lies."""
    return replace(place, column=None, box=None)
