"""What screening keeps of a submission: flat, plain values, in the order of the report they come from."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from msgspec import Struct

from perflint.model.base import Place
from perflint.model.finding import Finding, Report
from perflint.model.form import ANNUAL, IMPLEMENTATION, Indicator, TargetForm
from perflint.quantity import stamp_date
from perflint.reporters.groups import groups_of, numbers
from perflint.screening.manifest import Entry, digest_of
from perflint.text import joined

FORMAT = 3
"""Raised when other things are kept than before, so that parts and cached rows of an older format are not reused."""
_FRACTION = Decimal("0.0001")
_MOST = Decimal(10) ** 20


class ScreenedIndicator(Struct, frozen=True, kw_only=True):
    """A filled row of a form（三级指标）: canonical levels, printed name and value."""

    period: str
    level1: str
    level2: str
    name: str
    value: str


class ScreenedForm(Struct, frozen=True, kw_only=True):
    """A target form（绩效目标表）. Amounts are in 元; None where the form has no such box or no amount in it."""

    project: str
    file: str
    place: str
    outcome: str
    """The gate's word on the form, "" where the ruleset has no gate."""
    implementation_yuan: Decimal | None
    annual_yuan: Decimal | None
    filed: date | None
    """The date of filing（填报日期）, also out of a time stamp."""
    goal: str
    """The goal of the year（年度目标）, of the whole period where there is no other."""
    indicators: tuple[ScreenedIndicator, ...]


class ScreenedFinding(Struct, frozen=True, kw_only=True):
    """A finding（问题）; the fields are those of the JSON report, places and bases as they are printed."""

    code: str
    name: str
    title: str
    severity: str
    point: str
    message: str
    advice: str
    ask: str
    basis: str
    project: str
    field: str
    period: str
    level1: str
    level2: str
    indicator: str
    file: str
    place: str
    quote: str
    related: str
    fingerprint: str


class ScreenedUnread(Struct, frozen=True, kw_only=True):
    """A file, page or form about which nothing can be said（未能检查）: why, and the cure."""

    file: str
    reason: str
    cure: str


class Screened(Struct, frozen=True, kw_only=True):
    """One submission（申报材料）: exactly one row of a run, also where nothing was found or nothing could be read."""

    entries: tuple[int, ...]
    """The numbers of its files in the manifest."""
    number: int
    """Which of the submissions in its file it is, from 1; above 1 only in archives."""
    of: int
    """How many submissions its file holds."""
    path: str
    """Its file, or its folder where folders are screened together; within an archive the path goes on."""
    sha256: str
    """Of its file; of several files, of their names and hashes."""
    department: str
    """The folder it lay in, else as printed."""
    printed: str
    """The department as the documents print it, "" where they do not."""
    year: int | None
    dated: date | None
    unchecked: bool
    """Whether some of it could not be checked, so that silence about it means nothing."""
    outcome: str
    """The gate's word on the whole, "" where the ruleset has no gate."""
    why: str
    errors: int
    warnings: int
    hints: int
    files: int
    budget_lines: int
    claims: int
    forms: tuple[ScreenedForm, ...]
    findings: tuple[ScreenedFinding, ...]
    unread: tuple[ScreenedUnread, ...]
    failures: tuple[str, ...]
    """Rules of ours that broke, never a fault of the document."""
    remarks: tuple[str, ...]


def screened(report: Report, entries: tuple[Entry, ...], path: str, number: int = 1) -> Screened:
    """The row of a report on these files of the manifest; it is ``number`` of as many, until told otherwise."""
    submission = report.submission
    printed = joined(submission.department.text) if submission.department else ""
    whole = report.verdicts[0] if report.verdicts else None
    errors, warnings, hints = numbers(report.findings)
    outcomes = {
        _home(form): group.verdict.outcome for group in groups_of(report) if group.verdict for form in group.forms
    }
    return Screened(
        entries=tuple(entry.number for entry in entries),
        number=number,
        of=number,
        path=path,
        sha256=entries[0].sha256 if len(entries) == 1 else digest_of(entries),
        department=entries[0].department or printed,
        printed=printed,
        year=submission.year,
        dated=submission.dated,
        unchecked=report.unchecked,
        outcome=whole.outcome if whole else "",
        why=whole.why if whole else "",
        errors=errors,
        warnings=warnings,
        hints=hints,
        files=report.read.files,
        budget_lines=report.read.budget_lines,
        claims=report.read.claims,
        forms=tuple(_form(form, outcomes.get(_home(form), "")) for form in submission.forms),
        findings=tuple(map(_finding, report.findings)),
        unread=_unread(report),
        failures=tuple(failure.message for failure in report.failures),
        remarks=tuple(f"{one.name}：{remark}" for one in submission.documents for remark in one.remarks),
    )


def _home(form: TargetForm) -> tuple[Place, Place]:
    """What tells a form from others, also where many stand in one table."""
    return form.place, form.project.place


def _form(form: TargetForm, outcome: str) -> ScreenedForm:
    """What is kept of a form."""
    goal = form.goal(ANNUAL) or next(iter(form.goals), None)
    return ScreenedForm(
        project=_named(form.project.text),
        file=form.place.file,
        place=str(form.place),
        outcome=outcome,
        implementation_yuan=_yuan(form, IMPLEMENTATION),
        annual_yuan=_yuan(form, ANNUAL),
        filed=_filed(form),
        goal=joined(goal.text.text) if goal else "",
        indicators=tuple(map(_indicator, form.indicators)),
    )


def _named(project: str) -> str:
    """A project's name in one line, by which forms and findings are joined."""
    return " ".join(project.split())


def _yuan(form: TargetForm, period: str) -> Decimal | None:
    """The total of a period in 元, to a hundredth of a 分; None for what no budget could be."""
    total = form.total(period)
    yuan = total.yuan if total else None
    return yuan.quantize(_FRACTION) if yuan is not None and abs(yuan) < _MOST else None


def _filed(form: TargetForm) -> date | None:
    """The date of filing; None where there is none, or what stands there is no date."""
    field = form.field("filed")
    return stamp_date(field.value.text) if field else None


def _indicator(row: Indicator) -> ScreenedIndicator:
    """What is kept of a row."""
    level1, level2 = row.path
    return ScreenedIndicator(
        period=row.period, level1=level1, level2=level2, name=joined(row.name.text), value=joined(row.value.text)
    )


def _finding(finding: Finding) -> ScreenedFinding:
    """What is kept of a finding: all of it."""
    subject = finding.subject
    return ScreenedFinding(
        code=finding.code,
        name=finding.name,
        title=finding.title,
        severity=finding.severity.value,
        point=finding.point,
        message=finding.message,
        advice=finding.advice,
        ask=finding.ask,
        basis="；".join(map(str, finding.basis)),
        project=_named(subject.project),
        field=subject.field or "",
        period=subject.period or "",
        level1=subject.level1 or "",
        level2=subject.level2 or "",
        indicator=subject.indicator or "",
        file=finding.place.file,
        place=str(finding.place),
        quote=finding.quote,
        related="；".join(f"{one.place}：{one.text}" for one in finding.related),
        fingerprint=finding.fingerprint,
    )


def _unread(report: Report) -> tuple[ScreenedUnread, ...]:
    """Files, pages and forms about which nothing can be said."""
    submission = report.submission
    files = [ScreenedUnread(file=one.name, reason=one.reason, cure=one.cure) for one in submission.unread]
    forms = [
        ScreenedUnread(
            file=one.cell.place.file,
            reason=f"{one.cell.place}像是绩效目标表，没有读懂：缺{'、'.join(one.missing)}",
            cure="请对照空白表格核对这张表",
        )
        for one in submission.unrecognised
    ]
    return (*files, *forms)
