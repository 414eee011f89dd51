"""The closed list of places that a house rule may look into, and what stands there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from perflint.model.base import Cell
from perflint.model.finding import Subject
from perflint.model.form import ANNUAL, IMPLEMENTATION, TOTAL, FundingLine, Indicator, TargetForm
from perflint.rules.base import subject_of
from perflint.text import bare_label

FIELD = "field."
PROJECT, GOAL = "project", "goal.text"
TEXTS = ("indicator.name", "indicator.value", "indicator.unit", GOAL, PROJECT, FIELD)
_SOURCES = ("资金总额", "财政拨款", "上年结转", "单位自筹", "其他资金")
AMOUNTS = tuple(f"funding.{period}.{source}" for period in (ANNUAL, IMPLEMENTATION) for source in _SOURCES)


class Spot(NamedTuple):
    """A cell that a house rule looks at: the label it goes by, the cell that names it, what it is about, its twin."""

    cell: Cell
    label: str
    head: Cell
    subject: Subject
    twin: Cell | None = None


def spots(form: TargetForm, given: str) -> Iterator[Spot]:
    """What stands in this place of the form, in its order."""
    if given.startswith("indicator."):
        yield from _of_indicators(form, given.removeprefix("indicator."))
    elif given == GOAL:
        for goal in form.goals:
            subject = Subject(field=f"{goal.period}目标", period=goal.period)
            yield Spot(goal.text, f"{goal.period}目标", goal.label, subject)
    elif given == PROJECT:
        yield Spot(form.project, "项目名称", form.project, Subject())
    else:
        for field in form.fields:
            if field.key == given.removeprefix(FIELD):
                label = bare_label(field.label.text)
                yield Spot(field.value, label, field.label, Subject(field=label))


def line_of(form: TargetForm, given: str) -> FundingLine | None:
    """The amount of this place, None where the form has none."""
    _, period, source = given.split(".")
    if source == TOTAL:
        return form.total(period)
    return next((line for line in form.sources(period) if line.source == source), None)


def _of_indicators(form: TargetForm, part: str) -> Iterator[Spot]:
    """One part of each row; a row that stands in both periods is looked at once."""
    for row in form.rows:
        cell = _part(row.indicator, part)
        if cell is not None:
            twin = _part(row.twin, part) if row.twin else None
            yield Spot(cell, _LABELS[part], row.indicator.head, subject_of(row.indicator), twin)


def _part(row: Indicator, part: str) -> Cell | None:
    """The cell of one part of a row."""
    return {"name": row.name, "value": row.value, "unit": row.unit}[part]


_LABELS = {"name": "指标名称", "value": "指标值", "unit": "计量单位"}
