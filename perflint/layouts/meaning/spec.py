"""What a ruleset says about forms, as types: labels and shape, never coordinates."""

from __future__ import annotations

from msgspec import Struct

Words = tuple[str, ...]


class Funding(Struct, frozen=True):
    """The words of the funding block（项目资金）."""

    heads: Words = ()
    """Labels of the whole block; the unit stands in them or beside them."""
    totals: Words = ()
    columns: Words = ()
    """Heads of columns of amounts（全年预算数、执行数、得分）: of them the first is the budget."""
    sources: Words = ()
    marks: Words = ()
    """Words in a label nobody described by which it is a source of money all the same（资金、拨款）."""


class Goals(Struct, frozen=True):
    """The words of the goal boxes（总体目标）."""

    heads: Words = ()
    periods: dict[str, Words] = {}


class Budget(Struct, frozen=True):
    """The words of 项目支出预算表."""

    titles: Words = ()
    project: Words = ()
    amount: Words = ()
    columns: Words = ()
    """Heads of other columns, by which a table without a title is known."""
    totals: Words = ()
    current: Words = ()
    """Heads of this year's amounts where last year's stand beside them."""
    carryover: Words = ()
    organisations: Words = ()
    """How names of departments end: such a row is a subtotal when the rows beneath it add up to it."""
    unit: str = "万元"
    """The unit where a table names none."""


class Layout(Struct, frozen=True):
    """How one kind of printed form is laid out（版式）."""

    layout: str
    title: str
    signs: Words = ()
    """Titles by which the form is known."""
    fields: dict[str, Words] = {}
    periods: dict[str, Words] = {}
    """Words inside a label that say which period it is about."""
    funding: Funding = Funding()
    goals: Goals = Goals()
    columns: dict[str, Words] = {}
    boxes: Words = ()
    """Labels that only frame others（绩效指标）."""
    passed: Words = ()
    """一级 of the form by which a project is evaluated afterwards（决策、过程）: their rows are no targets."""
    notes: Words = ()
    """How notes begin that belong to the form but to no box（注：…）."""
    closings: Words = ()
    """What lines say that are signed or sealed beneath the form（审核意见、盖章）."""
    wholes: Words = ()
    """Words in the title of the form that a department files for all its spending: no project's, and not checked."""
    outcomes: Words = ()
    """Words that are the value of an indicator told in prose without a number（…持续提高）, the longest first."""
    budget: Budget = Budget()


class Level2(Struct, frozen=True):
    """A 二级指标: its printed synonyms."""

    printed: Words = ()
    also_under: Words = ()
    """Other 一级 beneath which some forms print it on purpose."""
    wandering: bool = False
    """Whether it belongs to its 一级 wherever it is printed, and printing it elsewhere is an older custom."""


class Level1(Struct, frozen=True):
    """A 一级指标: its printed synonyms, and the 二级 beneath it."""

    printed: Words = ()
    several: Words = ()
    """Labels that stand for more than one of its 二级 at once（社会、经济、生态效益）: a row of none in particular."""
    children: dict[str, Level2] = {}


class Scheme(Struct, frozen=True):
    """Which levels exist（指标体系）; ``marks`` are levels whose presence tells that a form follows this scheme."""

    title: str
    levels: dict[str, Level1]
    marks: Words = ()
