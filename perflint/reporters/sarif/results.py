"""Findings as SARIF results: open ones, waived ones with their suppression, corrected ones as absent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from perflint.model.finding import Finding, Report, Waived
from perflint.reporters.sarif.descriptors import LEVELS, Descriptors
from perflint.reporters.sarif.places import Places, spoken

_STATES = {"新增": "new", "又出现": "new", "未改": "unchanged", "未能核对": "unchanged", "已改": "absent"}
"""又出现 is new to the earlier report that it was compared with; its own word stands among the properties."""
FINGERPRINT = "perflint/v1"


def results_of(reports: Iterable[Report], places: Places, rules: Descriptors) -> list[dict[str, Any]]:
    """All results, submission by submission."""
    reports = tuple(reports)
    # SARIF wants the state of each result of a run, or of none.
    compared = any(one.fixed or one.aside or any(found.state for found in one.findings) for one in reports)
    made = []
    for number, report in enumerate(reports):
        for finding, more in _told(report):
            state = {"baselineState": _STATES.get(finding.state, "new")} if compared else {}
            made.append({**_result(finding, number, places, rules), **state, **more})
    return made


def _told(report: Report) -> Iterator[tuple[Finding, dict[str, Any]]]:
    """Each finding of a report with what sets it apart from an open one."""
    yield from ((finding, {}) for finding in report.findings)
    yield from ((one.finding, {"suppressions": [_suppression(one)]}) for one in report.waived)
    # Programs that do not know of earlier reports must not count what was corrected.
    fixed = {"baselineState": "absent", "kind": "pass", "level": "none"}
    yield from ((finding, fixed) for finding in report.fixed)
    yield from ((finding, {"kind": "informational", "level": "none"}) for finding in report.aside)


def _suppression(one: Waived) -> dict[str, Any]:
    """A waiver: it lies outside the document, and somebody answers for it."""
    expires = {"expires": one.expires.isoformat()} if one.expires else {}
    return {
        "kind": "external",
        "status": "accepted",
        "justification": one.reason,
        "properties": {"by": one.by, **expires},
    }


def _result(finding: Finding, submission: int, places: Places, rules: Descriptors) -> dict[str, Any]:
    """A finding. The message says what is wrong and what to write, since viewers show nothing else."""
    advice = f"。建议：{finding.advice}" if finding.advice else ""
    related = [
        {"id": number, **places.location(one.place, said=f"{one.place}：{one.text}" if one.text.strip() else "")}
        for number, one in enumerate(finding.related, 1)
    ]
    said = {
        key: part for key in ("message", "advice", "ask", "quote", "point", "state") if (part := getattr(finding, key))
    }
    return {
        "ruleId": finding.code,
        "ruleIndex": rules.number(finding),
        "level": LEVELS[finding.severity],
        "message": {"text": spoken(f"{finding.message}{advice}")},
        "locations": [places.location(finding.place, finding.subject)],
        **({"relatedLocations": related} if related else {}),
        "partialFingerprints": {FINGERPRINT: finding.fingerprint},
        "properties": {"submission": submission, "severity": finding.severity.label, **said},
    }
