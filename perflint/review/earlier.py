"""A round of checking as its JSON report tells it: what was found, what had been corrected, which projects.

The round that is just over is read from its own JSON as well: two ways to say the same would one day differ.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, TypeVar

from msgspec import Struct, ValidationError, convert, field

from perflint.errors import ReportError
from perflint.model.base import Place
from perflint.model.finding import STANDING, UNTOLD, Basis, Finding, Related, Report, Severity, Subject
from perflint.pattern import compiled
from perflint.reporters import render
from perflint.reporters.json import SCHEMA
from perflint.review.rounds import Part, Round, Row
from perflint.text import normal

_AT = compiled(r"`\$\.?(.*)`")
_AGAIN = "请用 perflint check --format json 重新生成"

Value = TypeVar("Value", Place, Subject)


class _Finding(Struct):
    """A finding as JSON has it."""

    code: str
    name: str
    title: str
    severity: Severity
    message: str
    subject: dict[str, Any]
    place: dict[str, Any]
    quote: str
    fingerprint: str
    point: str = ""
    advice: str = ""
    ask: str = ""
    state: str = ""
    basis: list[str] = field(default_factory=list)
    related: list[dict[str, Any]] = field(default_factory=list)


class _Waived(Struct):
    """A waived finding as JSON has it."""

    finding: _Finding


class _Row(Struct):
    """A row of a form's tree."""

    level1: str
    name: str
    level2: str | None = None


class _Form(Struct):
    """A form as JSON has it, as far as its identity goes."""

    project: str
    indicators: list[_Row] = field(default_factory=list)


class _Line(Struct):
    """A line of the project budget."""

    project: str


class _Failure(Struct):
    """A rule that did not run."""

    code: str


class _Submission(Struct):
    """A submission as JSON has it."""

    files: list[str]
    findings: list[_Finding]
    forms: list[_Form] = field(default_factory=list)
    budget_lines: list[_Line] = field(default_factory=list)
    waived: list[_Waived] = field(default_factory=list)
    aside: list[_Finding] = field(default_factory=list)
    corrected: list[str] = field(default_factory=list)
    failures: list[_Failure] = field(default_factory=list)
    unchecked: bool = False


class _Whole(Struct):
    """The JSON report."""

    submissions: list[_Submission]
    ruleset: str = ""


def round_of(reports: Sequence[Report], name: str = "") -> Round:
    """The round that these reports are."""
    return read_round(render(reports, "json"), name)


def read_round(data: bytes, name: str) -> Round:
    """The round that a JSON report tells of. Raises ReportError: broken, no report, or of another schema."""
    try:
        whole = json.loads(data)
    except json.JSONDecodeError as error:
        raise ReportError(
            name, f"不是合格的 JSON（第 {error.lineno} 行第 {error.colno} 列），可能没有写完", _AGAIN
        ) from error
    except (ValueError, RecursionError) as error:  # no text, a number of thousands of digits
        raise ReportError(name, "不是合格的 JSON", _AGAIN) from error
    schema = whole.get("schema") if isinstance(whole, dict) else None
    if not isinstance(schema, str) or not schema.startswith("perflint-report/"):
        raise ReportError(name, "是 JSON，但不是 perflint 的检查结果", _AGAIN)
    if schema != SCHEMA:
        raise ReportError(name, f"是另一种格式“{schema}”，这个版本的 perflint 只认“{SCHEMA}”", _AGAIN)
    try:
        told = convert(whole, _Whole)
        return Round(name=name, parts=tuple(_part(one) for one in told.submissions), ruleset=told.ruleset)
    except (ValidationError, KeyError, RecursionError) as error:
        at = _AT.search(str(error))
        where = f"（{at.group(1)}）" if at and at.group(1) else ""
        raise ReportError(name, f"内容不全或者被改过{where}", _AGAIN) from error


def _part(told: _Submission) -> Part:
    """One submission."""
    found = [_finding(one) for one in told.findings]
    found += [_finding(one.finding) for one in told.waived]
    found += [_finding(one) for one in told.aside if one.state == STANDING]
    forms: dict[str, frozenset[Row]] = {}
    for form in told.forms:
        rows = frozenset((row.level1, row.level2 or "", row.name) for row in form.indicators)
        forms[form.project] = forms.get(form.project, frozenset()) | rows
    named = {*forms, *(line.project for line in told.budget_lines), *(one.subject.project for one in found)}
    return Part(
        files=tuple(told.files),
        forms=forms,
        projects=frozenset(normal(name) for name in named if normal(name)),
        found=tuple(found),
        untold=tuple(_finding(one) for one in told.aside if one.state == UNTOLD),
        corrected=frozenset(told.corrected),
        broken=frozenset(one.code for one in told.failures if one.code),
        unchecked=told.unchecked,
    )


def _finding(told: _Finding) -> Finding:
    """A finding as it was."""
    return Finding(
        code=told.code, name=told.name, title=told.title, severity=told.severity, point=told.point,
        message=told.message, advice=told.advice, ask=told.ask, state=told.state, quote=told.quote,
        # A basis was written as the line it is read as; 条款待核 stands in it.
        basis=tuple(Basis(doc=line, verified=True) for line in told.basis),
        subject=_known(told.subject, Subject), place=_known(told.place, Place), fingerprint=told.fingerprint,
        related=tuple(Related(place=_known(one["place"], Place), text=str(one["text"])) for one in told.related),
    )  # fmt: skip


def _known(told: Any, kind: type[Value]) -> Value:  # noqa: ANN401 - from JSON
    """A value without what this version does not know of it, and without what is worked out anew (a place's text)."""
    said = told if isinstance(told, dict) else {}
    return convert({key: part for key, part in said.items() if key in kind.__struct_fields__}, kind)
