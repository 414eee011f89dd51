"""JSON for other programs（schema perflint-report/1）: what was read, and what was found."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from msgspec.structs import asdict

from perflint.model.base import Cell, Place
from perflint.model.finding import Finding, Report, Subject
from perflint.model.form import COST, Indicator, Level, TargetForm

SCHEMA = "perflint-report/1"
_HALVES = re.compile(r"[\ud800-\udfff]")
_STEERING = (*range(0x7F, 0xA0), *range(0x2028, 0x202F), *range(0x2066, 0x206A), 0xFFFE, 0xFFFF)
_ESCAPED = {sign: f"\\u{sign:04x}" for sign in _STEERING}


def render(reports: Iterable[Report], **_options: object) -> bytes:
    """One JSON object for all reports; amounts are decimal strings in 元, periods 实施期 and 年度."""
    reports = tuple(reports)
    whole = {
        "schema": SCHEMA,
        "version": reports[0].version if reports else "",
        "ruleset": reports[0].ruleset if reports else "",
        "submissions": [_submission(report) for report in reports],
    }
    return encoded(whole, indent=2).encode()


def encoded(value: object, indent: int | None = None) -> str:
    """A value as JSON and a line end; half a character, which strict parsers refuse, is “�”.

    What breaks a line for some reader or turns its writing stands escaped, as control signs do.
    """
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _HALVES.sub("\ufffd", text).translate(_ESCAPED) + "\n"


def _submission(report: Report) -> dict[str, Any]:
    """One submission with its findings."""
    submission = report.submission
    return {
        "department": submission.department.text if submission.department else None,
        "year": submission.year,
        "dated": submission.dated.isoformat() if submission.dated else None,
        "files": list(submission.files),
        "read": asdict(report.read),
        "remarks": [f"{one.name}：{remark}" for one in submission.documents for remark in one.remarks],
        "forms": [_form(form) for form in submission.forms],
        "budget_lines": [
            {"project": line.project.text, "yuan": _decimal(line.yuan), "carryover": line.carryover}
            for line in submission.budget_lines
        ],
        "claims": [
            {
                "quote": claim.quote,
                "count": claim.count,
                "yuan": _decimal(claim.reading.yuan if claim.reading else None),
            }
            for claim in submission.claims
        ],
        "findings": [of_finding(finding) for finding in report.findings],
        **_settled(report),
        **({"unchecked": True} if report.unchecked else {}),
        "failures": [asdict(failure) for failure in report.failures],
        "idle": list(report.idle),
    }


def _settled(report: Report) -> dict[str, Any]:
    """What the gate said, what was corrected, what is waived; nothing of what was not asked for."""
    waived = [
        {
            "finding": of_finding(one.finding),
            "reason": one.reason,
            "by": one.by,
            "expires": one.expires.isoformat() if one.expires else None,
        }
        for one in report.waived
    ]
    said = {
        "verdicts": [asdict(verdict) for verdict in report.verdicts],
        "fixed": [of_finding(finding) for finding in report.fixed],
        "aside": [of_finding(finding) for finding in report.aside],
        "corrected": list(report.corrected),
        "waived": waived,
        "waiver_notes": list(report.waiver_notes),
    }
    return {key: part for key, part in said.items() if part}


def _form(form: TargetForm) -> dict[str, Any]:
    """A form as it was read."""
    return {
        "project": form.project.text,
        "title": form.title.text if form.title else None,
        "layout": form.layout,
        "fields": _fields(form),
        "funding": [
            {"source": line.source, "period": line.period, "yuan": _decimal(line.yuan)}
            for line in form.funding
            if line.depth != COST
        ],
        "goals": {goal.period: goal.text.text for goal in form.goals},
        "scheme": form.scheme,
        "indicators": [_indicator(row) for tree in form.trees for row in tree.indicators],
    }


def _fields(form: TargetForm) -> dict[str, str]:
    """The boxes by their printed labels; a label that stands in the form twice is numbered, so that no box is lost."""
    boxes: dict[str, str] = {}
    for field in form.fields:
        label = field.label.text.strip(" ：:")
        number = 1
        while (key := label if number == 1 else f"{label}（{number}）") in boxes:
            number += 1
        boxes[key] = field.value.text
    return boxes


def _indicator(row: Indicator) -> dict[str, Any]:
    """A row with both levels, canonical and printed; how sure the recognition of its characters was, if it was one."""
    sure = [cell.confidence for cell in (row.name, row.value) if cell.confidence is not None]
    return {
        "period": row.period,
        "level1": row.level1.name,
        "level1_printed": _printed(row.level1),
        "level2": row.level2.name or None if row.level2 else None,
        "level2_printed": _printed(row.level2) if row.level2 else None,
        "name": row.name.text,
        "value": row.value.text,
        "sign": _text(row.sign),
        "unit": _text(row.unit),
        "weight": _text(row.weight),
        **({"confidence": round(min(sure), 3)} if sure else {}),
    }


def of_finding(finding: Finding) -> dict[str, Any]:
    """A finding; empty parts of its subject and place are left out."""
    return {
        "code": finding.code,
        "name": finding.name,
        "title": finding.title,
        "severity": finding.severity.value,
        "point": finding.point,
        "message": finding.message,
        "advice": finding.advice,
        **{key: part for key in ("ask", "state") if (part := getattr(finding, key))},
        "basis": [str(basis) for basis in finding.basis],
        "subject": _filled(finding.subject),
        "place": of_place(finding.place),
        "quote": finding.quote,
        "related": [{"place": of_place(one.place), "text": one.text} for one in finding.related],
        "fingerprint": finding.fingerprint,
    }


def of_place(place: Place) -> dict[str, Any]:
    """A place, and how a person reads it."""
    return {**_filled(place), "text": str(place)}


def _filled(value: Place | Subject) -> dict[str, Any]:
    """The fields of a value that say something."""
    return {key: part for key, part in asdict(value).items() if part is not None}


def _printed(level: Level) -> str:
    """A level as printed, "" where its label was lost."""
    return level.printed.text if level.printed else ""


def _text(cell: Cell | None) -> str | None:
    """The text of a cell that may not exist."""
    return None if cell is None else cell.text


def _decimal(number: Decimal | None) -> str | None:
    """A decimal as a plain string: 80000, 298900.5."""
    if number is None:
        return None
    whole = number == number.to_integral_value()
    return str(number.to_integral_value()) if whole else format(number.normalize(), "f")
