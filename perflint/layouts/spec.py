"""What a ruleset says about forms, as types: labels and shape, never coordinates."""

from __future__ import annotations

from perflint.model.base import Model


class Funding(Model):
    """The words of the funding block（项目资金）."""

    heads: tuple[str, ...] = ()
    """Labels of the whole block; the unit stands in them or beside them."""
    totals: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


class Goals(Model):
    """The words of the goal boxes（总体目标）."""

    heads: tuple[str, ...] = ()
    periods: dict[str, tuple[str, ...]] = {}


class Budget(Model):
    """The words of 项目支出预算表."""

    titles: tuple[str, ...] = ()
    project: tuple[str, ...] = ()
    amount: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    """Heads of other columns, by which a table without a title is known."""
    totals: tuple[str, ...] = ()
    carryover: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    """How names of departments end: such a row is a subtotal when the rows beneath it add up to it."""
    unit: str = "万元"
    """The unit where a table names none."""


class Layout(Model):
    """How one kind of printed form is laid out（版式）."""

    layout: str
    title: str
    signs: tuple[str, ...] = ()
    """Titles by which the form is known."""
    fields: dict[str, tuple[str, ...]] = {}
    periods: dict[str, tuple[str, ...]] = {}
    """Words inside a label that say which period it is about."""
    funding: Funding = Funding()
    goals: Goals = Goals()
    columns: dict[str, tuple[str, ...]] = {}
    boxes: tuple[str, ...] = ()
    """Labels that only frame others（绩效指标）."""
    notes: tuple[str, ...] = ()
    """How notes begin that belong to the form but to no box（注：…）."""
    closings: tuple[str, ...] = ()
    """What lines say that are signed or sealed beneath the form（审核意见、盖章）."""
    budget: Budget = Budget()


class Level2(Model):
    """A 二级指标: its printed synonyms."""

    printed: tuple[str, ...] = ()
    also_under: tuple[str, ...] = ()
    """Other 一级 beneath which some forms print it on purpose."""
    wandering: bool = False
    """Whether it belongs to its 一级 wherever it is printed, and printing it elsewhere is an older custom, no damage."""


class Level1(Model):
    """A 一级指标: its printed synonyms, and the 二级 beneath it."""

    printed: tuple[str, ...] = ()
    children: dict[str, Level2] = {}


class Scheme(Model):
    """Which levels exist（指标体系）; ``marks`` are levels whose presence tells that a form follows this scheme."""

    title: str
    levels: dict[str, Level1]
    marks: tuple[str, ...] = ()
