"""What the page shows: values that its templates read, made by ``view``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count

from msgspec import Struct

from perflint.model.base import Place
from perflint.model.finding import Finding, Report, Severity, Verdict
from perflint.model.submission import BudgetTable
from perflint.reporters.groups import numbers
from perflint.reporters.html.cards import Card, cards_of
from perflint.reporters.paper import Box

LETTERS = dict(zip(Severity, "ewh", strict=True))
"""What stands for a severity in classes and ids."""
WORDS = dict(zip(Severity, "必应核", strict=True))
"""What stands before a finding's number, so that its colour is never all that tells."""


class Link(Struct, frozen=True):
    """A place that a finding names: its words, and where in the page it is drawn ("" for nowhere)."""

    text: str
    to: str = ""


class Mark(Struct, frozen=True):
    """A finding as the box bears it in which it stands. ``number`` is its number in its report."""

    id: str
    """Its number in the page, the letter of its severity, the index of its rule: all that a filter asks for."""
    number: int
    finding: Finding

    @property
    def text(self) -> str:
        """The word and the number that stand for it in a box."""
        return f"{WORDS[self.finding.severity]}{self.number}"


class Entry(Struct, frozen=True):
    """A finding in the list beside its form: what its rule's card does not say."""

    mark: Mark
    card: Card
    box: str
    """The box of the page that bears its mark; "" where none does."""
    where: str
    related: tuple[Link, ...]
    more: int
    """How many related places are not listed."""

    @property
    def title(self) -> str:
        """Its title, unless it is that of all findings of its rule."""
        return "" if self.card.titled else self.mark.finding.title

    @property
    def advice(self) -> str:
        """Its own advice."""
        return self.card.advice.own(self.mark.finding.advice, self.mark.finding)

    @property
    def ask(self) -> str:
        """What it asks itself."""
        return self.card.ask.own(self.mark.finding.ask, self.mark.finding)

    @property
    def see(self) -> tuple[str, ...]:
        """Which of the texts under its rule it means."""
        finding = self.mark.finding
        pairs = ((self.card.advice, finding.advice), (self.card.ask, finding.ask))
        return tuple(number for shared, text in pairs if (number := shared.number(text, finding)))

    @property
    def bases(self) -> tuple[str, ...]:
        """The documents it rests on, where they are not those of its rule."""
        bases = tuple(map(str, self.mark.finding.basis))
        return () if set(bases) == set(self.card.bases) else bases or ("无",)


class Drawn(Struct, frozen=True):
    """A box of the page: its markings, and its id where a finding leads there."""

    box: Box
    marks: tuple[Mark, ...] = ()
    id: str = ""


class Sheet(Struct, frozen=True):
    """A form as the page draws it."""

    place: Place
    verdict: Verdict | None
    above: tuple[Drawn, ...]
    tables: tuple[tuple[tuple[Drawn, ...], ...], ...]
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
        return numbers(entry.mark.finding for entry in self.entries)


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


class Row(Struct, frozen=True):
    """A report in the table of several, and where it is shown."""

    report: Report
    page: str
    """The page beside this one; "" for this one,"""
    anchor: str
    """and where in it."""

    @property
    def numbers(self) -> tuple[int, ...]:
        """How many findings of each severity, the most severe first."""
        return numbers(self.report.findings)


class Index(Struct, frozen=True):
    """What is numbered over all reports: rules, findings and the boxes that these lead to."""

    cards: dict[str, Card]
    marks: Iterator[int]
    boxes: Iterator[int]


def index_of(reports: Iterable[Report]) -> Index:
    """The cards of all rules; nothing else is numbered yet."""
    return Index(cards_of(reports), count(1), count(1))
