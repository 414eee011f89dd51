"""JSON lines（schema perflint-lines/1）: a line a submission, then a line a finding that says all by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from msgspec.structs import asdict

from perflint.model.finding import Report, Waived
from perflint.model.submission import Submission
from perflint.reporters.groups import outcome
from perflint.reporters.json import encoded, of_finding, of_place

SCHEMA = "perflint-lines/1"


def render(reports: Iterable[Report], **_options: object) -> bytes:
    """Objects told apart by ``kind``: submission, finding, waived, fixed, aside; no line at all for no report."""
    return "".join(encoded(line) for number, one in enumerate(reports, 1) for line in _lines(one, number)).encode()


def _lines(report: Report, number: int) -> Iterator[dict[str, Any]]:
    """What was read and said of the whole, then what was found, each with the submission it belongs to."""
    head = _head(report.submission, number)
    yield {"kind": "submission", "schema": SCHEMA, **head, **_whole(report)}
    yield from ({"kind": "finding", **head, **of_finding(one)} for one in report.findings)
    yield from ({"kind": "waived", **head, **of_finding(one.finding), "waiver": _waiver(one)} for one in report.waived)
    yield from ({"kind": "fixed", **head, **of_finding(one)} for one in report.fixed)
    yield from ({"kind": "aside", **head, **of_finding(one)} for one in report.aside)


def _head(submission: Submission, number: int) -> dict[str, Any]:
    """Whose line it is; ``submission`` counts from 1 within the run."""
    return {
        "submission": number,
        "files": list(submission.files),
        "department": submission.department.text if submission.department else None,
        "year": submission.year,
    }


def _whole(report: Report) -> dict[str, Any]:
    """The outcome; what was read, and what not, so that silence is never taken for praise."""
    documents = report.submission.documents
    return {
        "version": report.version,
        "ruleset": report.ruleset,
        "ruleset_digest": report.ruleset_digest,
        "outcome": outcome(report),
        "unchecked": report.unchecked,
        "read": asdict(report.read),
        "counts": {
            "finding": len(report.findings),
            "waived": len(report.waived),
            "fixed": len(report.fixed),
            "aside": len(report.aside),
        },
        "verdicts": [asdict(verdict) for verdict in report.verdicts],
        **_unread(report.submission),
        "failures": [asdict(failure) for failure in report.failures],
        "waiver_notes": list(report.waiver_notes),
        "remarks": [{"file": one.name, "text": remark} for one in documents for remark in one.remarks],
        "dropped": [
            {"file": one.name, "text": text, "count": count}
            for one in documents
            for text, count in sorted(one.dropped.items())
        ],
        "idle": list(report.idle),
        "questions": list(report.questions),
    }


def _unread(submission: Submission) -> dict[str, Any]:
    """Files, pages and forms about which nothing can be said."""
    return {
        "unread": [asdict(one) for one in submission.unread],
        "unread_pages": [
            {"file": one.name, "pages": list(one.unread_pages)} for one in submission.documents if one.unread_pages
        ],
        "unrecognised": [
            {
                "place": of_place(one.cell.place),
                "text": one.cell.text,
                "understood": list(one.understood),
                "missing": list(one.missing),
            }
            for one in submission.unrecognised
        ],
    }


def _waiver(one: Waived) -> dict[str, Any]:
    """Who answers for a finding, why, and until when."""
    return {"reason": one.reason, "by": one.by, "expires": one.expires.isoformat() if one.expires else None}
