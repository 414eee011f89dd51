"""What the page shows of a report: findings numbered and tied to the boxes they stand in, both ways."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct, field

from perflint.model.base import Cell, Place
from perflint.model.finding import Basis, Finding, Report, Severity, Verdict
from perflint.model.form import TargetForm
from perflint.model.submission import BudgetTable
from perflint.reporters.groups import Group, groups_of, numbers, outcome
from perflint.reporters.paper import Box, paper_of

LETTERS = dict(zip(Severity, "ewh", strict=True))
"""The class of a severity in the page."""
WORDS = dict(zip(Severity, "必应核", strict=True))
"""What stands before a finding's number, so that its colour is never all that tells."""
_MOST_RELATED = 12
_SHORT = 30
_WORDY = 600
"""A form with a text longer than this may break over two pages when it is printed."""

Key = tuple[str, str, tuple[int, ...]]
Home = tuple[Place, Place]


class Rule(Struct, frozen=True):
    """A rule that found something in any of the reports; ``index`` is its class in the page."""

    index: int
    code: str
    title: str
    severity: Severity


class Link(Struct, frozen=True):
    """A place that a finding names: its words, and where in the page it is drawn ("" for nowhere)."""

    text: str
    to: str = ""


class Entry(Struct, frozen=True):
    """A finding in the page. ``id`` numbers it in the page, ``number`` in its report."""

    id: str
    number: int
    finding: Finding
    rule: int
    marked: bool
    """Whether a box of the page bears its number."""
    related: tuple[Link, ...]
    more: int
    """How many related places are not listed."""
    bases: tuple[int, ...]

    @property
    def letter(self) -> str:
        """The class of its severity."""
        return LETTERS[self.finding.severity]

    @property
    def mark(self) -> str:
        """The word and the number that stand for it in a box."""
        return f"{WORDS[self.finding.severity]}{self.number}"


class Drawn(Struct, frozen=True):
    """A box of the page: its markings, and its id where a finding names it as related."""

    box: Box
    marks: tuple[Entry, ...] = ()
    id: str = ""

    @property
    def letter(self) -> str:
        """The class of the most severe of its findings."""
        return min(self.marks, key=lambda one: one.finding.severity.rank).letter if self.marks else ""


class Sheet(Struct, frozen=True):
    """A form as the page draws it."""

    place: Place
    verdict: Verdict | None
    above: tuple[Drawn, ...]
    rows: tuple[tuple[Drawn, ...], ...]
    columns: int
    wordy: bool


class Part(Struct, frozen=True):
    """A project with its forms and findings, or what concerns the submission as a whole."""

    id: str
    title: str
    place: Place | None
    sheets: tuple[Sheet, ...]
    entries: tuple[Entry, ...]

    @property
    def numbers(self) -> tuple[int, ...]:
        """How many of each severity, the most severe first."""
        return numbers(entry.finding for entry in self.entries)


class Budget(Struct, frozen=True):
    """A budget table: its lines, then its totals, as project and amount."""

    table: BudgetTable
    title: Drawn
    lines: tuple[tuple[Drawn, Drawn], ...]
    totals: tuple[tuple[Drawn, Drawn], ...]


class View(Struct, frozen=True):
    """A report as the page shows it."""

    id: str
    report: Report
    outcome: str
    numbers: tuple[int, ...]
    parts: tuple[Part, ...]
    claims: tuple[Drawn, ...]
    budgets: tuple[Budget, ...]


class Index(Struct, frozen=True):
    """What is numbered over all reports: rules and the documents they rest on."""

    rules: dict[str, Rule] = field(default_factory=dict)
    bases: dict[str, int] = field(default_factory=dict)


def index_of(reports: Iterable[Report]) -> Index:
    """The rules by their codes, the bases by their words."""
    found = [finding for report in reports for finding in report.findings]
    first = {finding.code: finding for finding in reversed(found)}
    rules = {
        code: Rule(number, code, first[code].title, first[code].severity)
        for number, code in enumerate(sorted(first), 1)
    }
    texts = sorted({str(basis) for finding in found for basis in finding.basis})
    return Index(rules, {text: number for number, text in enumerate(texts, 1)})


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
        claims = tuple(self._drawn(Box(claim.quote, (claim.sentence,))) for claim in submission.claims)
        budgets = tuple(self._budget(table) for table in submission.budget_tables)
        verdicts = self._verdicts()
        parts = tuple(self._part(at, group, verdicts) for at, group in enumerate(self.groups))
        found = self.report.findings
        return View(self.prefix, self.report, outcome(self.report), numbers(found), parts, claims, budgets)

    def _cells(self) -> Iterator[Cell]:
        """Every cell that the page draws."""
        for paper in self.papers.values():
            yield from (cell for row in (paper.above, *paper.rows) for box in row for cell in box.cells)
        yield from (claim.sentence for claim in self.report.submission.claims)
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

    def _budget(self, table: BudgetTable) -> Budget:
        """A budget table, drawn."""
        pairs = [
            tuple((self._drawn(_box(one.project)), self._drawn(_box(one.amount))) for one in lines)
            for lines in (table.lines, table.totals)
        ]
        return Budget(table, self._drawn(_box(table.title)), *pairs)

    def _drawn(self, box: Box) -> Drawn:
        """A box with the findings that wait for its cells; each finding is marked once, each anchor given once."""
        keys = [_key(cell.place) for cell in box.cells]
        marks = tuple(entry for key in dict.fromkeys(keys) for entry in self.waiting.pop(key, ()))
        key = next((key for key in keys if key in self.anchors and key not in self.named), None)
        if key is None:
            return Drawn(box, marks)
        self.named.add(key)
        return Drawn(box, marks, self.anchors[key])

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
