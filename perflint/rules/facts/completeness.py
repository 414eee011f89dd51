"""What of a tree is filled in, what is left blank, and what the form has no box for."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from perflint.model.base import Cell, once
from perflint.model.form import ANNUAL, Indicator, IndicatorTree, Level, TargetForm
from perflint.model.submission import Submission
from perflint.pattern import compiled
from perflint.quantity import quantity
from perflint.rules.facts.measured import unnumbered
from perflint.text import bare_label

OUTPUT, BENEFIT, SATISFACTION, COST = "产出指标", "效益指标", "满意度指标", "成本指标"
SATISFIED = compiled(r"(?<!不)满意")
_LABELS = frozenset({OUTPUT, BENEFIT, SATISFACTION, COST})


def written(row: Indicator) -> bool:
    """Whether somebody filled the row in: 指标1：, left from the template, is nothing."""
    return not row.value.blank or bool(unnumbered(row.name.text).strip("…. "))


def filled(tree: IndicatorTree, level1: str = "") -> tuple[Indicator, ...]:
    """The rows that somebody filled in, of one 一级 or of all."""
    rows = _written(tree)
    return tuple(row for row in rows if row.path[0] == level1) if level1 else rows


@once
def _written(tree: IndicatorTree) -> tuple[Indicator, ...]:
    """The rows that somebody filled in."""
    return tuple(row for row in tree.indicators if written(row))


def empty(tree: IndicatorTree) -> list[Indicator]:
    """The rows of the form in which nobody wrote anything."""
    return [*tree.blanks, *(row for row in tree.indicators if not written(row))]


@once
def rows_of(form: TargetForm) -> tuple[Indicator, ...]:
    """All rows of all periods, the blank ones as well."""
    return tuple(row for tree in form.trees for row in (*tree.indicators, *tree.blanks))


@once
def trees_in_use(form: TargetForm) -> tuple[IndicatorTree, ...]:
    """The trees that must be complete, 年度 first. A 实施期 half left blank is a filing for one year, and legal."""
    trees = sorted(form.trees, key=lambda tree: tree.period != ANNUAL)
    return (*trees[:1], *(tree for tree in trees[1:] if filled(tree) or _promised(form, tree.period)))


@once
def unplaced(form: TargetForm) -> bool:
    """Whether rows of the tree stand among what was not read: a name, and a target behind it. Then none is missing."""
    rows: dict[tuple[object, ...], list[Cell]] = {}
    for cell in form.unread:
        place = cell.place
        if place.table is not None:
            rows.setdefault((place.page, place.sheet, place.table, place.row), []).append(cell)
    return any(
        quantity(one.text) is None and (found := quantity(other.text)) is not None and found.whole
        for cells in rows.values()
        for one, other in pairwise(cells)
    )


def _promised(form: TargetForm, period: str) -> bool:
    """Whether a project of several years states a goal for this period."""
    goal = form.goal(period)
    return form.one_year is False and goal is not None and not goal.text.blank


def costs_under_output(form: TargetForm) -> bool:
    """Whether the form shows itself to be of the 2015 scheme: it prints 成本 under 产出."""
    costs = (row for row in rows_of(form) if row.path == (OUTPUT, COST))
    return any(not (row.restored and row.level1.printed and "成本" in row.level1.printed.normal) for row in costs)


@once
def schemes(submission: Submission) -> tuple[tuple[TargetForm, str, bool], ...]:
    """Each form with the scheme it follows, and whether that is certain.

    It is by the place of 成本 that schemes are told apart: a form that prints none follows what the others follow.
    """
    shows = [any("成本" in level for row in rows_of(form) for level in row.path) for form in submission.forms]
    known = {form.scheme for form, shown in zip(submission.forms, shows, strict=True) if shown}
    alike = next(iter(known)) if len(known) == 1 else None
    return tuple(
        (form, form.scheme if shown or alike is None else alike, shown or alike is not None)
        for form, shown in zip(submission.forms, shows, strict=True)
    )


def has_no_box(form: TargetForm, level1: str) -> bool:
    """Whether the form names its 一级 in a way of its own (产出值, 效果指标) and prints nothing of this one."""
    rows = rows_of(form)
    if any(row.path[0] == level1 for row in rows):
        return False
    labels = {bare_label(row.level1.printed.text) for row in rows if row.level1.printed and not row.restored}
    return any(not {label, f"{label}指标"} & _LABELS for label in labels)


def box(tree: IndicatorTree, level1: str) -> Cell | None:
    """The label of a 一级, or of its 二级 where another 一级 stands under that label too (满意度 under 效益)."""
    labels = [(row, row.level1.printed) for row in (*empty(tree), *filled(tree)) if not row.restored]
    taken = {cell.normal for row, cell in labels if cell and row.path[0] != level1}
    mine = [(row, cell) for row, cell in labels if row.path[0] == level1]
    own = (cell for _, cell in mine if cell and cell.normal not in taken)
    return next(own, next((row.head for row, _ in mine), None))


def elsewhere(cell: Cell, others: Iterable[Cell | None]) -> list[Cell]:
    """Those of the cells that stand in another place than this one."""
    return [other for other in others if other and other.place != cell.place]


def stands(form: TargetForm, lacking: Iterable[IndicatorTree], *, boxed: bool) -> str:
    """What a message says of a missing part: a blank box or none; in which period, where the form has two."""
    periods = [tree.period for tree in lacking]
    where = f"在{'、'.join(periods)}{'都' * (len(periods) > 1)}" if len(form.trees) > 1 else ""
    return f"{where}空着" if boxed else f"{where}一行也没有"


def blank_row(form: TargetForm, level1: str, level2: str) -> Indicator:
    """A row under these levels in which nothing is written: a suggestion is made for it."""
    nothing = Cell(text="", place=form.place)
    return Indicator(period=ANNUAL, level1=Level(name=level1), level2=Level(name=level2), name=nothing, value=nothing)


def is_satisfaction(row: Indicator) -> bool:
    """Whether a row says how satisfied somebody is."""
    return bool(SATISFIED.search(row.name.normal) or SATISFIED.search(row.value.normal))
