"""What a rule is: a frozen value that looks at one subject and yields findings."""

from __future__ import annotations

import string
from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import Field, model_validator

from perflint.model.base import Cell, Model, Place
from perflint.model.finding import Basis, Finding, Related, Severity, Subject
from perflint.model.form import Indicator, TargetForm
from perflint.model.submission import Submission

_LONGEST = 60


def wordlist(name: str) -> Any:  # noqa: ANN401 - pydantic's Field is typed Any for the same reason
    """An option filled from the ruleset's ``words.<name>`` unless the ruleset states it for the rule itself."""
    return Field(default=(), json_schema_extra={"words": name})


class Rule(Model):
    """A kind of fault（规则）. Its docstring is its manual, its fields are its words, severity, basis and options."""

    code: str = ""
    name: str = ""
    title: str = ""
    severity: Severity = Severity.WARNING
    point: str = ""
    message: str = ""
    advice: str = ""
    basis: tuple[Basis, ...] = ()
    yields_to: tuple[str, ...] = ()
    """Codes that say it better: at a cell where one of them speaks, this rule keeps silent."""

    @model_validator(mode="after")
    def _blanks_are_filled(self) -> Rule:
        """Refuse a restated message or advice that uses a blank the rule does not fill."""
        known = self.blanks()
        for text in (self.message, self.advice):
            strange = _blanks(text) - known
            if strange:
                raise ValueError(f"文字里的空位 {{{min(strange)}}} 无人填写，可用的有：{'、'.join(sorted(known))}")
        return self

    @classmethod
    def blanks(cls) -> frozenset[str]:
        """The blanks that its messages may use."""
        written = (cls.model_fields[key].default for key in ("message", "advice"))
        return frozenset({"text", "project"}).union(*map(_blanks, written))

    def check(self, form: TargetForm) -> Iterator[Finding]:
        """Yield what is wrong with one form."""
        return iter(())

    def check_all(self, submission: Submission) -> Iterator[Finding]:
        """Yield what is wrong with a submission; rules over the whole of it override this."""
        for form in submission.forms:
            project = form.project.text
            for finding in self.check(form):
                yield finding.model_copy(update={"subject": finding.subject.model_copy(update={"project": project})})

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
        filled = {"text": cell.text, **blanks}
        short = {key: _short(str(value)) for key, value in filled.items()}
        return Finding(
            code=self.code,
            name=self.name,
            title=self.title,
            severity=severity or self.severity,
            point=self.point,
            message=self.message.format(**short),
            advice=self.advice.format(**{**{key: str(value) for key, value in filled.items()}, "text": short["text"]}),
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
                update = {"subject": subject_of(row.indicator), "related": (*finding.related, *beside)}
                yield finding.model_copy(update=update)

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


def _blanks(text: str) -> frozenset[str]:
    """The blanks of a template."""
    return frozenset(name.split(".")[0].split("[")[0] for _, name, _, _ in string.Formatter().parse(text) if name)


def _short(text: str) -> str:
    """A quotation that fits on a line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else flat[: _LONGEST - 1] + "…"
