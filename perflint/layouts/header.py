"""The header of a tree: which columns there are, and for which period each group of them stands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from perflint.layouts.lines import Line
from perflint.layouts.overlay import Column
from perflint.layouts.vocabulary import Vocabulary
from perflint.model.form import ANNUAL, IMPLEMENTATION

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
    heads = heads_of(line)
    roles = {role for _, role, _ in heads}
    if not {"name", "value"} <= roles or not roles & {"level1", "level2"}:
        return None
    groups: list[dict[str, int]] = [{}]
    own: list[set[str]] = [set()]
    named: list[str | None] = [None]
    for column, role, text in heads:
        if role in groups[-1]:
            # The next period shares what stands before the column that comes again: 一级, or with it 二级 and 三级.
            groups.append({key: there for key, there in groups[-1].items() if there < groups[-1][role]})
            own.append(set())
            named.append(None)
        groups[-1][role] = column
        own[-1].add(role)
        named[-1] = named[-1] or words.period(text)
    whole = [index for index, group in enumerate(groups) if "value" in own[index] and "name" in group]
    if len(whole) == 1:
        named[whole[0]] = named[whole[0]] or next((found for slot in line if (found := words.period(slot.text))), None)
    places: dict[tuple[int, str], list[int]] = {}
    for number, index in enumerate(whole):
        for role, column in groups[index].items():
            places.setdefault((column, role), []).append(number)
    # What stands in an incomplete group (a second 备注, 指标内容 behind the value) explains the group before it.
    taken = {column for column, _ in places}
    for column, _, _ in heads:
        if column not in taken and whole:
            places[column, "remark"] = [len([1 for index in whole if min(groups[index].values()) < column]) - 1 or 0]
    return Header(
        columns=tuple(Column(column, role, tuple(numbers)) for (column, role), numbers in sorted(places.items())),
        periods=tuple(_periods([named[index] for index in whole], list(dict.fromkeys(goal_periods)))),
    )


def heads_of(line: Line) -> list[tuple[int, str, str]]:
    """The heads of columns in a line: position, role, text. A frame (绩效指标) is a head where nothing else is its."""
    heads = [(slot, slot.meaning.column) for slot in line[:_WIDEST] if slot.meaning.column]
    plain = {role for slot, role in heads if not slot.meaning.box}
    return [(slot.column, role, slot.text) for slot, role in heads if role and (not slot.meaning.box or role not in plain)]


def _periods(named: list[str | None], goals: list[str]) -> list[str]:
    """The period of each group: as its labels say, else in the order of the goals, else 实施期 before 年度."""
    if len(named) == 1:
        return [named[0] or (goals[0] if len(goals) == 1 else ANNUAL)]
    if all(named) and len(set(named)) == len(named):
        return [name for name in named if name]
    order = goals if len(goals) == len(named) else [IMPLEMENTATION, ANNUAL]
    return (order + [ANNUAL] * len(named))[: len(named)]
