"""What the page shows of a report: findings numbered and tied to the boxes they stand in, both ways."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from perflint.model.base import Cell, Place
from perflint.model.finding import Basis, Finding, Report, Verdict
from perflint.model.form import TargetForm
from perflint.model.submission import BudgetTable
from perflint.reporters.groups import Group, groups_of, numbers, outcome
from perflint.reporters.html.shown import Budget, Drawn, Entry, Index, Link, Part, Sheet, View
from perflint.reporters.paper import Box, paper_of

_MOST_RELATED = 12
_SHORT = 30
_WORDY = 600
"""A form with a text longer than this may break over two pages when it is printed."""

Key = tuple[str, str, tuple[int, ...]]
Home = tuple[Place, Place]


def view_of(report: Report, index: Index, prefix: str) -> View:
    """A report as the page shows it; ``prefix`` keeps its ids apart from those of other reports."""
    return _Desk(report, index, prefix).view()


class _Desk:
    """Numbers the findings of one report and hands each to the first box drawn that holds its cell."""

    def __init__(self, report: Report, index: Index, prefix: str) -> None:
        """Lay out the forms, then number the findings as the text does: by project, the most severe first."""
        self.report, self.index, self.prefix = report, index, prefix
        self.groups = groups_of(report)
        self.papers = {_home(form): paper_of(form) for form in report.submission.forms}
        drawn = {_key(cell.place) for cell in self._cells()}
        named = (one.place for finding in report.findings for one in finding.related)
        wanted = dict.fromkeys(key for place in named if (key := _key(place)) in drawn)
        self.anchors = {key: f"{prefix}p{number}" for number, key in enumerate(wanted, 1)}
        self.named: set[Key] = set()
        self.waiting: dict[Key, list[Entry]] = {}
        self.entries: dict[int, list[Entry]] = {}
        number = 0
        for at, group in enumerate(self.groups):
            for finding in sorted(group.found, key=lambda one: one.severity.rank):
                number += 1
                entry = self._entry(finding, number, _key(finding.place) in drawn)
                self.entries.setdefault(at, []).append(entry)
                if entry.marked:
                    self.waiting.setdefault(_key(finding.place), []).append(entry)

    def view(self) -> View:
        """The whole report."""
        submission = self.report.submission
        claims = tuple(self._claim(at) for at in range(len(submission.claims)))
        budgets = tuple(self._budget(table) for table in submission.budget_tables)
        verdicts = self._verdicts()
        parts = tuple(self._part(at, group, verdicts) for at, group in enumerate(self.groups))
        found = self.report.findings
        return View(self.prefix, self.report, outcome(self.report), numbers(found), parts, claims, budgets)

    def _cells(self) -> Iterator[Cell]:
        """Every cell that the page draws."""
        for paper in self.papers.values():
            yield from (cell for row in (paper.above, *paper.rows) for box in row for cell in box.cells)
        for claim in self.report.submission.claims:
            yield claim.sentence
            yield from (cell for item in claim.items for cell in (item.project, item.amount))
        for table in self.report.submission.budget_tables:
            yield from (cell for line in (*table.lines, *table.totals) for cell in (line.project, line.amount))
            yield from (table.title,) if table.title else ()

    def _entry(self, finding: Finding, number: int, marked: bool) -> Entry:
        """A finding with its links."""
        related = tuple(self._related(finding, one.place, one.text) for one in finding.related[:_MOST_RELATED])
        return Entry(
            id=f"{self.prefix}{number}",
            number=number,
            finding=finding,
            rule=self.index.rules[finding.code].index,
            marked=marked,
            related=related,
            more=max(0, len(finding.related) - _MOST_RELATED),
            bases=self._bases(finding.basis),
        )

    def _bases(self, bases: Iterable[Basis]) -> tuple[int, ...]:
        """The numbers of documents."""
        return tuple(self.index.bases[str(basis)] for basis in bases)

    def _related(self, finding: Finding, place: Place, text: str) -> Link:
        """A related place, short where it lies in the finding's own table; its text unless the message quotes it."""
        home = finding.place
        near = place.file == home.file and place.table == home.table and not place.sheet
        where = f"第{place.row}行第{place.column}列" if near and place.row and place.column else str(place)
        where = where if place.file in {home.file, where} else f"{place.file} {where}"
        flat = " ".join(text.split())
        quoted = f"“{flat if len(flat) <= _SHORT else flat[: _SHORT - 1] + '…'}”" if flat else "（空白）"
        return Link(where if flat and flat in finding.message else where + quoted, self.anchors.get(_key(place), ""))

    def _part(self, at: int, group: Group, verdicts: dict[Home, Verdict]) -> Part:
        """A project, drawn."""
        sheets = tuple(self._sheet(form, verdicts.get(_home(form))) for form in group.forms)
        return Part(f"{self.prefix}g{at}", group.title, group.place, sheets, tuple(self.entries.get(at, ())))

    def _sheet(self, form: TargetForm, verdict: Verdict | None) -> Sheet:
        """A form, drawn."""
        paper = self.papers[_home(form)]
        above = tuple(self._drawn(box) for box in paper.above)
        rows = tuple(tuple(self._drawn(box) for box in row) for row in paper.rows)
        wordy = any(len(box.text) > _WORDY for row in paper.rows for box in row)
        return Sheet(form.place, verdict, above, rows, paper.columns, wordy)

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
        """A box with the findings that wait for its cells; each finding is marked once, each anchor given once.

        A finding that quotes one of ``others`` waits for a later box of the same place.
        """
        keys = [_key(cell.place) for cell in box.cells]
        marks: list[Entry] = []
        for key in keys:
            entries = self.waiting.pop(key, [])
            marks += (one for one in entries if one.finding.quote not in others)
            self.waiting[key] = [one for one in entries if one.finding.quote in others]
        anchor = next((key for key in keys if key in self.anchors and key not in self.named), None)
        if anchor is None:
            return Drawn(box, tuple(marks))
        self.named.add(anchor)
        return Drawn(box, tuple(marks), self.anchors[anchor])

    def _verdicts(self) -> dict[Home, Verdict]:
        """The gate's word on each form: one a form in their order, as the gate gives them."""
        forms = self.report.submission.forms
        return {_home(form): verdict for form, verdict in zip(forms, self.report.verdicts[1:], strict=False)}


def _box(cell: Cell | None) -> Box:
    """A cell of a budget table."""
    return Box(cell.text, (cell,)) if cell else Box("")


def _key(place: Place) -> Key:
    """A place as it compares with others: the same box of the same file."""
    return place.file, place.sheet or "", place.order


def _home(form: TargetForm) -> Home:
    """What tells a form from others, also where many stand in one table."""
    return form.place, form.project.place
