"""What the page shows: values that its templates read, made by ``view``."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct, field

from perflint.model.base import Place
from perflint.model.finding import Finding, Report, Severity, Verdict
from perflint.model.submission import BudgetTable
from perflint.reporters.groups import numbers
from perflint.reporters.paper import Box

LETTERS = dict(zip(Severity, "ewh", strict=True))
"""The class of a severity in the page."""
WORDS = dict(zip(Severity, "必应核", strict=True))
"""What stands before a finding's number, so that its colour is never all that tells."""


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
    claims: tuple[tuple[Drawn, tuple[Drawn, ...]], ...]
    """What the text says of the projects, and those it lists."""
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
