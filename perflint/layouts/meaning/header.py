"""The header of a tree: which columns there are, and for which period each group of them stands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from msgspec import Struct, field

from perflint.layouts.meaning.lines import Line
from perflint.layouts.meaning.overlay import Column
from perflint.layouts.meaning.vocabulary import Vocabulary
from perflint.model.base import once
from perflint.model.form import ANNUAL, IMPLEMENTATION

_PARTS = frozenset({"level1", "level2", "name", "value", "sign", "unit"})
"""Columns that stand once in a period's group: where one comes again, the next period begins."""
VALUES = frozenset({"value", "last_year", "interim", "actual", "sign", "unit"})
"""What the value may be parted into."""
_FEWEST = 3
"""How many heads a header has at least: a level, name and value."""
_WIDEST = 40
"""Columns beyond this many are no header's."""


class Header(NamedTuple):
    """The columns in their order, and the period of each group of columns."""

    columns: tuple[Column, ...]
    periods: tuple[str, ...]

    def position(self, role: str, group: int) -> int:
        """Where a role of a group stands."""
        return next(column.position for column in self.columns if column.role == role and group in column.groups)


def header_of(line: Line, words: Vocabulary, goal_periods: Iterable[str]) -> Header | None:
    """The header that a line is, or None."""
    if len(line.labels) < _FEWEST:
        return None
    heads = heads_of(line)
    roles = {role for _, role, _ in heads}
    if not {"name", "value"} <= roles or not roles & {"level1", "level2"}:
        return None
    groups = _groups(heads, words)
    whole = [group for group in groups if "value" in group.own and "name" in group.columns]
    named = [group.period for group in whole]
    if len(whole) == 1:
        named = [named[0] or next((found for slot in line if (found := words.period(slot.text))), None)]
    places: dict[tuple[int, str], list[int]] = {}
    for number, group in enumerate(whole):
        for role, column in group.columns.items():
            places.setdefault((column, role), []).append(number)
    # What else there is (优 良 中 差, a second 备注, 指标内容 behind the value) explains the group before it.
    taken = {column for column, _ in places}
    for column in (column for column, _, _ in heads if column not in taken and whole):
        before = sum(min(group.columns.values()) < column for group in whole)
        places[column, f"remark{column}"] = [max(before - 1, 0)]
    return Header(
        columns=tuple(Column(column, role, tuple(numbers)) for (column, role), numbers in sorted(places.items())),
        periods=tuple(_periods(named, list(dict.fromkeys(goal_periods)))),
    )


def with_parts(header: Header, line: Line) -> Header | None:
    """The header with the line beneath it, which parts its value（指标值: 上年实际、本年预期）; None if it does not.

    Where merged boxes were lost, the parts stand at the head of their line: then they take the place of the value.
    """
    filled = line.filled
    roles = [slot.meaning.column or "" for slot in filled]
    values = [column for column in header.columns if column.role == "value"]
    if len(values) != 1 or len(filled) < 2 or "value" not in roles or not set(roles) <= VALUES:
        return None
    (whole,) = values
    shift = len(filled) - 1
    after = [column for column in header.columns if column.position > whole.position]
    if not after or after[0].position > whole.position + shift:
        shift = 0
    moved = [column._replace(position=column.position + shift) for column in after]
    parts = [Column(whole.position + index, role, whole.groups) for index, role in enumerate(roles)]
    before = [column for column in header.columns if column.position < whole.position]
    return header._replace(columns=(*before, *parts, *moved))


def continued(header: Header, above: Line) -> Header:
    """The header with the columns of a line of heads above it that stand to its right（实际完成值、分值、得分）."""
    taken = {column.role for column in header.columns}
    last = max(column.position for column in header.columns)
    heads = [Column(column, role, (0,)) for column, role, _ in heads_of(above) if role not in taken | _PARTS]
    more: list[Column] = []
    for column in heads:
        last = max(last + 1, column.position)
        more.append(column._replace(position=last))
    return header._replace(columns=(*header.columns, *more))


class _Group(Struct):
    """The columns of one period by their role; ``own`` are the roles that it does not share with the group before."""

    columns: dict[str, int] = field(default_factory=dict)
    own: set[str] = field(default_factory=set)
    period: str | None = None


def _groups(heads: Iterable[tuple[int, str, str]], words: Vocabulary) -> list[_Group]:
    """The groups of columns, one a period; of columns that only explain the first counts."""
    groups = [_Group()]
    for column, role, text in heads:
        last = groups[-1]
        if role in last.columns:
            if role not in _PARTS:
                continue
            # The next period shares what stands before the column that comes again: 一级, or with it 二级 and 三级.
            groups.append(_Group({key: there for key, there in last.columns.items() if there < last.columns[role]}))
        groups[-1].columns[role] = column
        groups[-1].own.add(role)
        groups[-1].period = groups[-1].period or words.period(text)
    return groups


@once
def heads_of(line: Line) -> list[tuple[int, str, str]]:
    """The heads of columns in a line: position, role, text. A frame (绩效指标) is a head where nothing else is its."""
    labels = line.labels if len(line) <= _WIDEST else Line(line[:_WIDEST]).labels
    heads = [(slot, slot.meaning.column) for slot in labels if slot.meaning.column]
    plain = {role for slot, role in heads if not slot.meaning.box}
    return [
        (slot.column, role, slot.text) for slot, role in heads if role and (not slot.meaning.box or role not in plain)
    ]


def _periods(named: list[str | None], goals: list[str]) -> list[str]:
    """The period of each group: as its labels say, else in the order of the goals, else 实施期 before 年度."""
    if len(named) == 1:
        return [named[0] or (goals[0] if len(goals) == 1 else ANNUAL)]
    if all(named) and len(set(named)) == len(named):
        return [name for name in named if name]
    order = goals if len(goals) == len(named) else [IMPLEMENTATION, ANNUAL]
    return (order + [ANNUAL] * len(named))[: len(named)]
