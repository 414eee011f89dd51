"""Which form belongs to which line of the project budget（项目对应）: names first, money as the second witness.

One to one: equal names, names equal but for a year, a code or punctuation in them, then near names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from perflint.model.base import once
from perflint.model.form import ANNUAL, FundingLine, TargetForm
from perflint.model.submission import BudgetLine, Claim, ClaimItem, Submission
from perflint.quantity import Amount, equal
from perflint.rules.facts.likeness import core, difference, likeness, organisation, stem
from perflint.rules.facts.money import slipped
from perflint.text import normal

__all__ = [
    "Match", "Named", "Pair", "annual", "carried", "core", "current", "difference", "listed", "match", "matching",
    "misquoted", "pairs", "projects", "same_money", "stem",
]  # fmt: skip


class Pair(NamedTuple):
    """A form and its line of this year's budget; ``exact`` unless the names are merely near.

    ``lines`` are all lines that bear the name: a budget may spread a project over units or accounts.
    """

    form: TargetForm
    line: BudgetLine | None
    exact: bool
    lines: tuple[BudgetLine, ...] = ()


class Named(NamedTuple):
    """A name with its amount, as one side of a matching."""

    name: str
    amount: Amount | None = None


class Match(NamedTuple):
    """The other side's place in its row, and whether the names mean the same."""

    place: int
    exact: bool


def annual(form: TargetForm) -> Amount | None:
    """The year's total as the form states it, or None."""
    line = form.total(ANNUAL)
    return line.reading if line else None


@once
def current(submission: Submission) -> tuple[BudgetLine, ...]:
    """The projects of this year's budget: no carry-over, no row that bears the name of a department or unit."""
    cells = [field.value for form in submission.forms for field in form.fields if field.key in {"department", "unit"}]
    bodies = {organisation(cell.text) for cell in cells} | {normal(name) for name in submission.aliases}
    if submission.department:
        bodies.add(organisation(submission.department.text))
    lines = (line for table in submission.budget_tables if not table.carryover for line in table.lines)
    return tuple(line for line in lines if not line.project.blank and organisation(line.project.text) not in bodies)


@once
def carried(submission: Submission) -> tuple[BudgetLine, ...]:
    """The projects carried over from last year."""
    return tuple(line for table in submission.budget_tables if table.carryover for line in table.lines)


@once
def projects(submission: Submission) -> tuple[TargetForm, ...]:
    """The forms of projects: that of the whole department（部门整体支出绩效目标表） is none."""
    return tuple(form for form in submission.forms if not _is_overall(form))


@once
def pairs(submission: Submission) -> tuple[Pair, ...]:
    """One pair a project's form, in their order; a second form of a project shares the first one's line."""
    lines, last_year, forms = current(submission), carried(submission), projects(submission)
    ours = [n for n, form in enumerate(forms) if not _of_last_year(form, lines, last_year)]
    named = [Named(forms[n].project.text, annual(forms[n])) for n in ours]
    budget = [Named(line.project.text, line.reading) for line in lines]
    found = dict(zip(ours, matching(named, budget), strict=True))
    return tuple(_pair(form, found.get(n), lines if n in found else ()) for n, form in enumerate(forms))


def match(name: str, candidates: Sequence[str]) -> str | None:
    """The candidate that this name means, or None; ambiguity is None."""
    found = matching([Named(name)], [Named(other) for other in candidates])[0]
    return candidates[found.place] if found else None


def matching(one: Sequence[Named], other: Sequence[Named]) -> tuple[Match | None, ...]:
    """For each name of one side its match on the other, one to one; blank names match nothing."""
    found: dict[int, Match] = {}
    left = {index for index, named in enumerate(one) if normal(named.name)}
    right = {index for index, named in enumerate(other) if normal(named.name)}
    for key in (normal, stem, core):
        for i, j in [*_equal(one, other, left, right, key)]:
            found[i] = Match(j, exact=True)
    if left and right:
        for i, j in _nearest(one, other, left, right):
            found[i] = Match(j, exact=False)
    return tuple(found.get(index) for index in range(len(one)))


def listed(claim: Claim, forms: Sequence[TargetForm]) -> Iterator[tuple[ClaimItem, TargetForm]]:
    """The projects that a text lists, each with its form; those without one are left out."""
    items = [Named(item.project.text, item.reading) for item in claim.items]
    found = matching(items, [Named(form.project.text, annual(form)) for form in forms])
    yield from ((item, forms[one.place]) for item, one in zip(claim.items, found, strict=True) if one)


def misquoted(claim: Claim, submission: Submission) -> Iterator[tuple[ClaimItem, FundingLine]]:
    """The listed projects whose amount is neither that of their form nor that of their budget line."""
    lines = {pair.form.place: pair.line for pair in pairs(submission)}
    for item, form in listed(claim, submission.forms):
        line, ours, theirs, budget = form.total(ANNUAL), item.reading, annual(form), lines.get(form.place)
        if not line or not ours or not theirs or equal(ours, theirs) or slipped(ours, theirs):
            continue
        if budget is None or budget.reading is None or not equal(ours, budget.reading):
            yield item, line


def same_money(one: Amount | None, other: Amount | None) -> bool:
    """Whether both amounts are there, not nought, and equal within their rounding."""
    return bool(one and other and one.yuan and equal(one, other))


def _pair(form: TargetForm, found: Match | None, lines: tuple[BudgetLine, ...]) -> Pair:
    """The pair of a form, with all lines of the same name."""
    key = core(form.project.text)
    line = lines[found.place] if found else next((one for one in lines if key and core(one.project.text) == key), None)
    if line is None:
        return Pair(form, None, exact=False)
    same = tuple(one for one in lines if normal(one.project.text) == normal(line.project.text))
    return Pair(form, line, exact=found is None or found.exact, lines=same)


def _is_overall(form: TargetForm) -> bool:
    """Whether a form is about all that a department does and spends."""
    title = normal(form.title.text) if form.title else ""
    return any(word in title + form.project.normal for word in ("整体支出", "整体绩效"))


def _of_last_year(form: TargetForm, lines: Iterable[BudgetLine], last_year: Iterable[BudgetLine]) -> bool:
    """Whether a form bears the name of a carried-over project, and neither a name nor the money of this year."""
    name, money = form.project.normal, annual(form)
    old = [line for line in last_year if line.project.normal == name]
    if not old or any(line.project.normal == name for line in lines):
        return False
    here = any(stem(name) == stem(line.project.text) and same_money(money, line.reading) for line in lines)
    return not here or any(same_money(money, line.reading) for line in old)


def _equal(
    one: Sequence[Named], other: Sequence[Named], left: set[int], right: set[int], key: Callable[[str], str]
) -> Iterator[tuple[int, int]]:
    """Pairs with equal keys, those with equal amounts first; both sides are used up as it goes."""
    homes: dict[str, list[int]] = {}
    for j in sorted(right):
        homes.setdefault(key(other[j].name), []).append(j)
    for strict in (True, False):
        for i in sorted(left):
            open_ = [j for j in homes.get(key(one[i].name), ()) if j in right]
            fit = [j for j in open_ if not strict or same_money(one[i].amount, other[j].amount)]
            if fit:
                left.discard(i)
                right.discard(fit[0])
                yield i, fit[0]


def _nearest(
    one: Sequence[Named], other: Sequence[Named], left: set[int], right: set[int]
) -> Iterator[tuple[int, int]]:
    """Pairs of near names, each the other's best by far enough to be certain."""
    scores: dict[tuple[int, int], float] = {}
    for i in sorted(left):
        for j in sorted(right):
            money = same_money(one[i].amount, other[j].amount)
            score = likeness(one[i].name, other[j].name, same_money=money)
            if score:
                scores[i, j] = score
    while scores:
        rows: dict[int, list[float]] = {}
        columns: dict[int, list[float]] = {}
        for (i, j), score in scores.items():
            rows.setdefault(i, []).append(score)
            columns.setdefault(j, []).append(score)
        sure = [(i, j) for (i, j), score in scores.items() if _is_best(score, rows[i]) and _is_best(score, columns[j])]
        if not sure:
            return
        yield from sure
        taken_left, taken_right = {i for i, _ in sure}, {j for _, j in sure}
        scores = {(i, j): s for (i, j), s in scores.items() if i not in taken_left and j not in taken_right}


def _is_best(score: float, scores: Sequence[float]) -> bool:
    """Whether no other of these scores comes up to this one, which is among them."""
    return score == max(scores) and scores.count(score) == 1
