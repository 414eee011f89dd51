"""A target form as it was filled in（项目支出绩效目标表）: every value is the cell it stands in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cached_property

from perflint.model.base import Cell, Place, Strict
from perflint.quantity import Amount, Quantity, amount, duration_years, parse_date, period_span, quantity
from perflint.text import normal

IMPLEMENTATION = "实施期"
ANNUAL = "年度"
TOTAL = "资金总额"
COST = 3
"""The depth of a line that says what the money is spent on（成本构成）, not where it comes from."""
_YEARLONG = 366


class Field(Strict, frozen=True, kw_only=True):
    """A box with its label（栏目）. ``key`` is the canonical English name, "" for a label nobody described."""

    key: str
    label: Cell
    value: Cell

    @property
    def blank(self) -> bool:
        """Whether the box was left empty."""
        return self.value.blank


class FundingLine(Strict, frozen=True, kw_only=True):
    """One amount of the funding block（项目资金）: a source of one period; ``source`` 资金总额 is the period's total.

    ``depth`` is 0 for the total, 1 for its sources, 2 for what a source is made of, COST for what the total is spent
    on; ``unit`` is the block's.
    """

    source: str
    period: str
    label: Cell
    amount: Cell
    unit: str = "元"
    depth: int = 1

    @property
    def reading(self) -> Amount | None:
        """The amount with its rounding, or None where the cell is blank or not an amount."""
        return amount(self.amount.text, self.unit)

    @property
    def yuan(self) -> Decimal | None:
        """The amount in 元, or None where the cell is blank or not an amount."""
        reading = self.reading
        return None if reading is None else reading.yuan


class Goal(Strict, frozen=True, kw_only=True):
    """The goal of one period in words（总体目标）."""

    period: str
    label: Cell
    text: Cell


class Level(Strict, frozen=True, kw_only=True):
    """A level of the tree（一级、二级指标）: its canonical name, and the cell in which it is printed (None: lost)."""

    name: str
    printed: Cell | None = None


class Indicator(Strict, frozen=True, kw_only=True, dict=True):
    """A row of the tree（三级指标）; ``value`` is sign, number and unit as one text where the form prints them apart.

    ``restored`` says that the printed 一级 contradicts the 二级 and the row was given its proper parent.
    """

    period: str
    level1: Level
    level2: Level | None
    name: Cell
    value: Cell
    sign: Cell | None = None
    unit: Cell | None = None
    weight: Cell | None = None
    restored: bool = False

    @cached_property
    def quantity(self) -> Quantity | None:
        """What of the value can be measured, or None."""
        return quantity(self.value.text)

    @cached_property
    def path(self) -> tuple[str, str]:
        """Its canonical 一级 and 二级, "" where the scheme has no second level."""
        return self.level1.name, self.level2.name if self.level2 else ""

    @property
    def blank(self) -> bool:
        """Whether neither name nor value is filled in."""
        return self.name.blank and self.value.blank

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What makes two rows the same: both levels, name and value, printing set aside."""
        return (*self.path, self.name.normal, self.value.normal)

    @property
    def head(self) -> Cell:
        """The cell to point at when the row as a whole is meant: its 二级 label, else its name."""
        if self.level2 and self.level2.printed:
            return self.level2.printed
        return self.name if not self.name.blank or self.level1.printed is None else self.level1.printed


class IndicatorTree(Strict, frozen=True, kw_only=True, dict=True):
    """All rows of one period（指标体系）; ``blanks`` are the rows of the form in which nothing was written."""

    period: str
    scheme: str
    indicators: tuple[Indicator, ...]
    blanks: tuple[Indicator, ...] = ()

    def branch(self, level1: str, level2: str = "") -> tuple[Indicator, ...]:
        """The filled rows under a 一级, or under one 二级 of it."""
        return tuple(row for row in self.indicators if row.path[0] == level1 and level2 in {"", row.path[1]})


class Row(Strict, frozen=True, kw_only=True):
    """A row of the form to be judged once: its indicator, and the identical one of the other period if there is one."""

    indicator: Indicator
    twin: Indicator | None = None


class TargetForm(Strict, frozen=True, kw_only=True, dict=True):
    """One project's target form（项目支出绩效目标表）.

    ``None`` and a missing field mean that the form has no such box; a blank cell is a box left empty.
    """

    layout: str
    scheme: str
    place: Place
    title: Cell | None = None
    year: Cell | None = None
    fields: tuple[Field, ...]
    funding: tuple[FundingLine, ...]
    goals: tuple[Goal, ...]
    trees: tuple[IndicatorTree, ...]
    level_labels: tuple[Cell, ...] = ()
    """Every printed label of a level, for rules about labels."""
    unread: tuple[Cell, ...] = ()

    @cached_property
    def _boxes(self) -> dict[str, Field]:
        """The first box of each key."""
        return {field.key: field for field in reversed(self.fields)}

    def field(self, key: str) -> Field | None:
        """The box with this canonical key, or None where the form has none."""
        return self._boxes.get(key)

    def written(self, key: str) -> Cell | None:
        """The cell of a box that exists and is filled in, or None."""
        field = self.field(key)
        return None if field is None or field.blank else field.value

    @cached_property
    def project(self) -> Cell:
        """The project's name（项目名称）; a blank cell at the form's place where there is none."""
        field = self.field("project")
        return field.value if field else Cell(text="", place=self.place)

    @cached_property
    def places(self) -> frozenset[Place]:
        """Where everything stands that was read of it, its title and what was not understood included."""
        pairs = [(one.label, one.value) for one in self.fields]
        pairs += [(one.label, one.amount) for one in self.funding]
        pairs += [(one.label, one.text) for one in self.goals]
        pairs += [(row.name, row.value) for tree in self.trees for row in (*tree.indicators, *tree.blanks)]
        alone = (*self.level_labels, *self.unread, *filter(None, (self.title, self.year)))
        return frozenset(
            {self.place, *(cell.place for pair in pairs for cell in pair), *(cell.place for cell in alone)}
        )

    def goal(self, period: str) -> Goal | None:
        """The goal of a period, or None where the form has no such box."""
        return next((goal for goal in self.goals if goal.period == period), None)

    def tree(self, period: str) -> IndicatorTree | None:
        """The indicators of a period, or None where the form has no such columns."""
        return next((tree for tree in self.trees if tree.period == period), None)

    @cached_property
    def _totals(self) -> dict[str, FundingLine]:
        """The first total of each period."""
        return {line.period: line for line in reversed(self.funding) if line.depth == 0}

    def total(self, period: str) -> FundingLine | None:
        """The total of a period（资金总额）, or None where the form has no such box."""
        return self._totals.get(period)

    def sources(self, period: str) -> tuple[FundingLine, ...]:
        """The sources directly under a period's total."""
        return tuple(line for line in self.funding if line.depth == 1 and line.period == period)

    @property
    def indicators(self) -> Iterator[Indicator]:
        """All filled rows of all periods."""
        return (row for tree in self.trees for row in tree.indicators)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Each row to be judged once: 年度 first where both periods say the same, with its 实施期 twin beside it."""
        annual = self.tree(ANNUAL)
        if annual is None or len(self.trees) < 2:
            return tuple(Row(indicator=row) for row in self.indicators)
        spare: dict[tuple[str, str, str, str], list[Indicator]] = {}
        for tree in self.trees:
            for row in tree.indicators if tree.period != ANNUAL else ():
                spare.setdefault(row.key, []).append(row)
        paired = [Row(indicator=row, twin=_pop(spare, row.key)) for row in annual.indicators]
        left = (row for rows in spare.values() for row in rows)
        alone = (Row(indicator=row) for row in left)
        return tuple(sorted((*paired, *alone), key=lambda row: row.indicator.name.place.order))

    @cached_property
    def span(self) -> tuple[date, date] | None:
        """The first and the last day of the project as the form gives them: its period, else its two dates."""
        if period := self.written("period"):
            return period_span(period.text)
        first, last = self.written("start"), self.written("end")
        begins, ends = (parse_date(first.text), parse_date(last.text)) if first and last else (None, None)
        return (begins, ends) if begins and ends and begins <= ends else None

    @cached_property
    def one_year(self) -> bool | None:
        """Whether the form itself says that the project lasts one year; None where it does not say.

        Twelve months that begin in one year and end in the next are no budget year: None.
        """
        nature, period, span = self.written("nature"), self.written("period"), self.span
        years = duration_years(period.text) if period else None
        if span and span[0].year != span[1].year and (span[1] - span[0]).days <= _YEARLONG:
            return None
        if nature and any(word in normal(nature.text) for word in ("1年结束", "一年结束", "当年结束")):
            return True
        if years is not None:
            return years <= 1
        if span:
            return span[0].year == span[1].year
        return True if nature and "一次性" in normal(nature.text) else None


def _pop(spare: dict[tuple[str, str, str, str], list[Indicator]], key: tuple[str, str, str, str]) -> Indicator | None:
    """The first row with this key, taken out."""
    rows = spare.get(key)
    return rows.pop(0) if rows else None
