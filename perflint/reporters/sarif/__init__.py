"""SARIF 2.1.0 for code hosts and continuous integration（静态分析结果交换格式）: one run for all submissions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec.structs import asdict

from perflint.model.finding import Report
from perflint.reporters.groups import outcome
from perflint.reporters.json import encoded
from perflint.reporters.sarif.descriptors import Descriptors
from perflint.reporters.sarif.notifications import configuration, execution
from perflint.reporters.sarif.places import Places
from perflint.reporters.sarif.results import results_of

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LANGUAGE = "zh-CN"


def render(reports: Iterable[Report], **_options: object) -> bytes:
    """One log with one run, as it was one run of the tool; no run for no report."""
    reports = tuple(reports)
    runs = [_run(reports)] if reports else []
    return encoded({"$schema": SCHEMA, "version": "2.1.0", "runs": runs}, indent=2).encode()


def _run(reports: tuple[Report, ...]) -> dict[str, Any]:
    """The run. Rules, files and places are listed once, as they are met, and pointed to by number."""
    places, rules = Places.of(reports), Descriptors()
    results = results_of(reports, places, rules)
    notified = [one for report in reports for one in execution(report, places)]
    configured = [one for report in reports for one in configuration(report)]
    first = reports[0]
    return {
        "tool": {
            "driver": {
                "name": "perflint",
                "fullName": f"perflint {first.version}（绩效目标质量检查）",
                "version": first.version,
                "language": LANGUAGE,
                "rules": rules.listed,
                "properties": {"ruleset": first.ruleset, "rulesetDigest": first.ruleset_digest},
            }
        },
        "automationDetails": {"id": f"perflint/{first.ruleset}/"},
        "language": LANGUAGE,
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": not any(report.unchecked for report in reports),
                "toolExecutionNotifications": notified,
                "toolConfigurationNotifications": configured,
            }
        ],
        "artifacts": places.artifacts,
        "logicalLocations": places.nodes,
        "results": results,
        "properties": {"submissions": [_submission(report) for report in reports]},
    }


def _submission(report: Report) -> dict[str, Any]:
    """A submission, which SARIF has no word for; results name it by its number, from 0."""
    submission = report.submission
    return {
        "files": list(submission.files),
        "department": submission.department.text if submission.department else None,
        "year": submission.year,
        "outcome": outcome(report),
        "read": asdict(report.read),
        "verdicts": [asdict(verdict) for verdict in report.verdicts],
    }
