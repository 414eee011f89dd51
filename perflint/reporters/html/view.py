"""What the page shows of a report: findings numbered and tied to the boxes they stand in, both ways."""

from __future__ import annotations

from itertools import count

from msgspec.structs import replace

from perflint.model.base import Cell, Place
from perflint.model.finding import Finding, Related, Report, Verdict
from perflint.model.form import TargetForm
from perflint.model.submission import BudgetTable
from perflint.reporters.groups import Group, groups_of, numbers, outcome
from perflint.reporters.html.shown import LETTERS, Budget, Drawn, Entry, Index, Link, Mark, Part, Sheet, View
from perflint.reporters.paper import Box, paper_of
from perflint.text import short

_MOST_RELATED = 12
_WORDY = 600
"""A form with a text longer than this may break over two pages when it is printed."""

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

Key = tuple[str, str, tuple[int, ...]]


def view_of(report: Report, index: Index, prefix: str) -> View:
    """A report as the page shows it; ``prefix`` keeps its ids apart from those of other reports."""
    return _Desk(report, index, prefix).view()


class _Desk:
    """Numbers the findings of one report and hands each to the first box drawn that holds its cell."""

    def __init__(self, report: Report, index: Index, prefix: str) -> None:
        """Number the findings as the text does: by project, the most severe first."""
        self.report, self.index, self.prefix = report, index, prefix
        self.groups = groups_of(report)
        self.wanted = {_key(one.place) for finding in report.findings for one in finding.related}
        self.waiting: dict[Key, list[Mark]] = {}
        self.marks: list[list[Mark]] = []
        self.boxes: dict[Key, str] = {}
        self.bearers: dict[str, str] = {}
        numbers = count(1)
        for group in self.groups:
            found = sorted(group.found, key=lambda one: one.severity.rank)
            self.marks.append([self._mark(finding, next(numbers)) for finding in found])

    def view(self) -> View:
        """The whole report: what is drawn first, as the findings lead there."""
        submission = self.report.submission
        claims = tuple(self._claim(at) for at in range(len(submission.claims)))
        budgets = tuple(self._budget(table) for table in submission.budget_tables)
        sheets = [tuple(self._sheet(form, group.verdict) for form in group.forms) for group in self.groups]
        parts = tuple(self._part(at, group, sheets[at]) for at, group in enumerate(self.groups))
        found = self.report.findings
        return View(self.prefix, self.report, outcome(self.report), numbers(found), parts, claims, budgets)

    def _mark(self, finding: Finding, number: int) -> Mark:
        """A finding, waiting for the box that holds its cell."""
        rule = self.index.cards[finding.code].index
        mark = Mark(f"f{_brief(next(self.index.marks))}{LETTERS[finding.severity]}{rule}", number, finding)
        self.waiting.setdefault(_key(finding.place), []).append(mark)
        return mark

    def _part(self, at: int, group: Group, sheets: tuple[Sheet, ...]) -> Part:
        """A project: its forms and its findings."""
        home = sheets[0].place if len(sheets) == 1 else None
        entries = tuple(self._entry(mark, home) for mark in self.marks[at])
        return Part(f"{self.prefix}g{at}", group.title, group.place, sheets, entries)

    def _entry(self, mark: Mark, home: Place | None) -> Entry:
        """A finding with its links; ``home`` is the form that it stands beside."""
        finding, box = mark.finding, self.bearers.get(mark.id, "")
        where = _told(finding.place, home)
        subject = finding.subject
        if not box and subject.path:
            where += f"，{subject.way}"
        return Entry(
            mark=mark,
            card=self.index.cards[finding.code],
            box=box,
            where=where,
            related=tuple(self._related(mark, one, home) for one in finding.related[:_MOST_RELATED]),
            more=len(finding.related) if len(finding.related) > _MOST_RELATED else 0,
        )

    def _related(self, mark: Mark, one: Related, home: Place | None) -> Link:
        """A related place with its text, unless the message quotes it; no link to the box of the finding itself."""
        finding = mark.finding
        where = _told(one.place, home, finding.place)
        where = where if one.place.file in {finding.place.file, where} else f"{one.place.file} {where}"
        flat = " ".join(one.text.split())
        quoted = f"“{short(flat)}”" if flat else "（空白）"
        said = where if flat and flat in finding.message else where + quoted
        box = self.boxes.get(_key(one.place), "")
        return Link(said, "" if box == self.bearers.get(mark.id) else box)

    def _sheet(self, form: TargetForm, verdict: Verdict | None) -> Sheet:
        """A form, drawn."""
        paper = paper_of(form)
        above = tuple(self._drawn(box) for box in paper.above)
        tables = tuple(tuple(tuple(self._drawn(box) for box in row) for row in rows) for rows in paper.tables)
        wordy = any(len(box.text) > _WORDY for rows in paper.tables for row in rows for box in row)
        return Sheet(_region(form), verdict, above, tables, wordy)

    def _claim(self, at: int) -> tuple[Drawn, tuple[Drawn, ...]]:
        """A claim of the text and the projects it lists, drawn; these first, as a sentence may be theirs as well."""
        claim, *later = self.report.submission.claims[at:]
        named = (Box(f"{item.project.text} {item.amount.text}", (item.project, item.amount)) for item in claim.items)
        items = tuple(self._drawn(box) for box in named)
        # Several claims may stand in one paragraph: a finding goes to the one it quotes.
        others = frozenset(one.quote for one in later if one.sentence.place == claim.sentence.place)
        return self._drawn(Box(claim.quote, (claim.sentence,)), others), items

    def _budget(self, table: BudgetTable) -> Budget:
        """A budget table, drawn."""
        pairs = [
            tuple((self._drawn(_box(one.project)), self._drawn(_box(one.amount))) for one in lines)
            for lines in (table.lines, table.totals)
        ]
        return Budget(table, self._drawn(_box(table.title)), *pairs)

    def _drawn(self, box: Box, others: frozenset[str] = frozenset()) -> Drawn:
        """A box with the findings that wait for its cells; each finding is marked once, each place is led to once.

        A finding that quotes one of ``others`` waits for a later box of the same place.
        """
        keys = [_key(cell.place) for cell in box.cells]
        marks: list[Mark] = []
        for key in keys:
            waiting = self.waiting.pop(key, [])
            marks += (one for one in waiting if one.finding.quote not in others)
            self.waiting[key] = [one for one in waiting if one.finding.quote in others]
        fresh = [key for key in keys if key in self.wanted and key not in self.boxes]
        if not marks and not fresh:
            return Drawn(box)
        name = _brief(next(self.index.boxes))
        self.boxes.update(dict.fromkeys(fresh, name))
        self.bearers.update((one.id, name) for one in marks)
        return Drawn(box, tuple(marks), name)


def _region(form: TargetForm) -> Place:
    """Where a form begins and in which table it lies, as its heading says; a sheet is named with the cell."""
    place = form.place
    return place if place.sheet else replace(place, table=form.project.place.table, row=None, column=None)


def _told(place: Place, home: Place | None, near: Place | None = None) -> str:
    """A place as it is told beside the form where it lies, whose heading names file, page and table: ``3行2列``.

    Only the column where the row is that of ``near``, told before.
    """
    if home is None or not place.row or not place.column or _table(place) != _table(home):
        return str(place)
    if place.sheet is not None:
        return str(place).removeprefix(f"{place.sheet}!")
    same = near is not None and _table(near) == _table(home) and near.row == place.row
    return f"{place.column}列" if same else f"{place.line or place.row}行{place.column}列"


def _table(place: Place) -> tuple[object, ...]:
    """What a place shares with all others of its table on the page."""
    return place.file, place.page, place.sheet, place.table


def _brief(number: int) -> str:
    """A number in an id, to the base of 36: in capitals, so that it is none of the ids that are words."""
    text = ""
    while number:
        number, rest = divmod(number, len(_DIGITS))
        text = _DIGITS[rest] + text
    return text


def _box(cell: Cell | None) -> Box:
    """A cell of a budget table."""
    return Box(cell.text, (cell,)) if cell else Box("")


def _key(place: Place) -> Key:
    """A place as it compares with others: the same box of the same file."""
    return place.file, place.sheet or "", place.order
