"""What a rule is: a frozen value that looks at one subject and yields findings."""

from __future__ import annotations

import string
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from inspect import get_annotations
from typing import Any, ClassVar

from msgspec.structs import replace

from perflint.model.base import Cell, Place
from perflint.model.finding import Basis, Finding, Related, Severity, Subject
from perflint.model.form import Indicator, TargetForm
from perflint.model.submission import Submission
from perflint.pattern import compiled

_LONGEST = 60
_TYPE = compiled(r"[A-Z]\w+")


class WordList(tuple[str, ...]):
    """The default of an option that is filled from the ruleset's ``words.<name>``."""

    name: str = ""


def wordlist(name: str) -> Any:  # noqa: ANN401 - it stands for the option's own type, as dataclasses.field does
    """An option filled from the ruleset's ``words.<name>`` unless the ruleset states it for the rule itself."""
    made = WordList()
    made.name = name
    return made


class Provided:
    """Data that a ruleset provides as one thing（指标库）: an option whose default is one gets the ruleset's."""

    key: ClassVar[str] = ""
    """The ruleset's key under which it stands."""


class Rule:
    """A kind of fault（规则）. Its docstring is its manual; its annotated fields are its words, severity and options.

    A value: what a ruleset restates is given when it is made, and nothing changes afterwards.
    """

    code: str = ""
    name: str = ""
    title: str = ""
    severity: Severity = Severity.WARNING
    point: str = ""
    message: str = ""
    advice: str = ""
    """For the one who files: what to write."""
    ask: str = ""
    """For the one who reviews: what to ask or to look up, where that is another matter."""
    basis: tuple[Basis, ...] = ()
    yields_to: tuple[str, ...] = ()
    """Codes that say it better: at a cell where one of them speaks, this rule keeps silent."""
    grows: ClassVar[tuple[str, ...]] = ("required", "words")
    """Options that ask for more the more they hold: a ruleset may add to them although the rule is locked."""
    shrinks: ClassVar[tuple[str, ...]] = ("exceptions", "verifiable")
    """Options that ask for more the less they hold."""
    season: ClassVar[bool] = False
    """Whether it compares the submissions of a whole season（成批初审）: on a single one it has nothing to say."""

    def __init__(self, **options: object) -> None:
        """The rule with these options restated. Raises TypeError for one it does not have."""
        known = self.options()
        for key, value in options.items():
            if key not in known:
                raise TypeError(f"{type(self).__name__} has no option {key!r}")
            self.__dict__[key] = _revived(value, _named_type(type(self), key))

    def __setattr__(self, key: str, value: object) -> None:
        """Refused: a rule is a value."""
        raise AttributeError(f"{type(self).__name__} is frozen")

    def __eq__(self, other: object) -> bool:
        """Whether both are the same rule with the same options."""
        return isinstance(other, Rule) and type(self) is type(other) and self._stated == other._stated

    def __hash__(self) -> int:
        """Of the code: a ruleset holds each once."""
        return hash(self.code)

    @property
    def _stated(self) -> dict[str, object]:
        """The options restated, without what was found out from them since (``cached_property``)."""
        return {key: value for key, value in self.__dict__.items() if key in self.options()}

    @classmethod
    @cache
    def options(cls) -> Mapping[str, object]:
        """Its fields with their defaults, the base's first. One mapping for all who ask: to be read only."""
        kinds = [kind for kind in reversed(cls.__mro__) if issubclass(kind, Rule)]
        notes = {key: note for kind in kinds for key, note in get_annotations(kind).items()}
        return {key: getattr(cls, key) for key, note in notes.items() if not note.startswith("ClassVar")}

    @classmethod
    def blanks(cls) -> frozenset[str]:
        """The blanks that its messages may use."""
        return frozenset({"text", "quote", "project"}).union(
            _blanks(cls.message), _blanks(cls.advice), _blanks(cls.ask)
        )

    def check(self, form: TargetForm) -> Iterator[Finding]:
        """Yield what is wrong with one form."""
        return iter(())

    def check_all(self, submission: Submission) -> Iterator[Finding]:
        """Yield what is wrong with a submission; rules over the whole of it override this."""
        for form in submission.forms:
            project = form.project.text
            for finding in self.check(form):
                yield replace(finding, subject=replace(finding.subject, project=project))

    def has_subject(self, submission: Submission) -> bool:
        """Whether the submission holds anything this rule could look at."""
        return bool(submission.forms)

    def at(
        self,
        cell: Cell,
        *,
        subject: Subject | None = None,
        related: Iterable[Cell] = (),
        quote: str | None = None,
        severity: Severity | None = None,
        **blanks: object,
    ) -> Finding:
        """A finding at this cell; ``blanks`` fill the message and the advice, ``text`` is the cell's own text."""
        filled = {"text": cell.text, "quote": cell.text if quote is None else quote, **blanks}
        short = {key: _short(str(value)) for key, value in filled.items()}
        return Finding(
            code=self.code,
            name=self.name,
            title=self.title,
            severity=severity or self.severity,
            point=self.point,
            message=self.message.format(**short),
            advice=self.advice.format(**{**filled, "text": short["text"]}),
            ask=self.ask.format(**short),
            basis=self.basis,
            subject=subject or Subject(),
            place=cell.place,
            quote=cell.text if quote is None else quote,
            related=tuple(Related(place=other.place, text=other.text) for other in related),
        )


class IndicatorRule(Rule):
    """A rule about single rows: one that stands in both periods alike is judged once, its twin is related."""

    def judge(self, indicator: Indicator, form: TargetForm) -> Iterator[Finding]:
        """Yield what is wrong with one filled row."""
        raise NotImplementedError

    def check(self, form: TargetForm) -> Iterator[Finding]:
        """Yield what is wrong with each row of the form."""
        for row in form.rows:
            for finding in self.judge(row.indicator, form):
                twin = row.twin and _counterpart(row.indicator, row.twin, finding.place)
                beside = (Related(place=twin.place, text=twin.text),) if twin else ()
                yield replace(finding, subject=subject_of(row.indicator), related=(*finding.related, *beside))

    def has_subject(self, submission: Submission) -> bool:
        """Whether there is any row."""
        return any(tree.indicators for form in submission.forms for tree in form.trees)


def subject_of(indicator: Indicator) -> Subject:
    """The subject that a row of the tree is."""
    level1, level2 = indicator.path
    name = indicator.name.text.strip() or None
    return Subject(period=indicator.period, level1=level1, level2=level2 or None, indicator=name)


def _counterpart(indicator: Indicator, twin: Indicator, place: Place) -> Cell:
    """The cell of the twin that matches the one a finding points at."""
    if place == indicator.value.place:
        return twin.value
    return twin.name if place == indicator.name.place else twin.head


def frozen(value: Any) -> Any:  # noqa: ANN401 - data is anything
    """Data as a ruleset file gives it, with tuples for lists; a tuple is taken as it is."""
    if isinstance(value, list):
        return tuple(map(frozen, value))
    if isinstance(value, dict):
        return {key: frozen(part) for key, part in value.items()}
    return value


def _named_type(kind: type[Rule], key: str) -> type | None:
    """The class that an option's annotation names, as Evidence in tuple[Evidence, ...]; None for plain data."""
    for owner in kind.__mro__:
        note = get_annotations(owner).get(key)
        if note is not None:
            found = _TYPE.search(note)
            named = getattr(sys.modules[owner.__module__], found.group(), None) if found else None
            return named if isinstance(named, type) else None
    return None


def _revived(value: Any, kind: type | None) -> Any:  # noqa: ANN401 - data in, a value out
    """An option's data as a value of its type."""
    if kind is None or isinstance(value, kind):
        return frozen(value)
    if isinstance(value, (list, tuple)):
        return tuple(_revived(part, kind) for part in value)
    if isinstance(value, Mapping):
        return kind(**frozen(value))
    return kind(value)


@cache
def _blanks(text: str) -> frozenset[str]:
    """The blanks of a template."""
    return frozenset(name.split(".")[0].split("[")[0] for _, name, _, _ in string.Formatter().parse(text) if name)


@lru_cache(maxsize=4096)
def _short(text: str) -> str:
    """A quotation that fits on a line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else flat[: _LONGEST - 1] + "…"
