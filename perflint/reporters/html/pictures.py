"""The pictures of the page: how often each rule found something, and in whose forms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from perflint.model.finding import Finding, Report
from perflint.reporters.charts import Bar, Chart, bars, heat
from perflint.reporters.groups import groups_of, numbers
from perflint.reporters.names import submission_name

_FEW = 2
"""Fewer rows than this are no picture."""


def pictures_of(reports: Sequence[Report]) -> list[Chart]:
    """Bars by rule; by department, where several handed in; a heat table of rules in departments, else in projects."""
    found = [finding for report in reports for finding in report.findings]
    if not found:
        return []
    titles = {finding.code: finding.title for finding in found}
    codes = [code for code, _ in sorted(Counter(one.code for one in found).items(), key=lambda one: (-one[1], one[0]))]
    by_code = _split(found, codes)
    made = [bars("按规则", "规则", [Bar(f"{code} {titles[code]}", numbers(by_code[code])) for code in codes])]
    many = len(reports) > 1
    if many:
        made.append(bars("按部门", "部门", [Bar(name, numbers(some)) for name, some in _departments(reports)]))
    rows = _departments(reports) if many else _projects(reports[0])
    if len(rows) >= _FEW:
        counts = [[len(part) for part in _split(some, codes).values()] for _, some in rows]
        whose = "部门" if many else "项目"
        made.append(heat(f"{whose}与规则", whose, [name for name, _ in rows], codes, counts))
    return made


Named = list[tuple[str, list[Finding]]]


def _departments(reports: Iterable[Report]) -> Named:
    """The findings of each department, most first; a submission without one goes by its files."""
    found: dict[str, list[Finding]] = {}
    for report in reports:
        found.setdefault(submission_name(report), []).extend(report.findings)
    return sorted(found.items(), key=lambda one: (-len(one[1]), one[0]))


def _projects(report: Report) -> Named:
    """The findings of each project, in the order of the forms, the whole first where there are any."""
    return [(group.title, group.found) for group in groups_of(report)]


def _split(found: Iterable[Finding], codes: Sequence[str]) -> dict[str, list[Finding]]:
    """The findings by rule, in this order of rules."""
    parts: dict[str, list[Finding]] = {code: [] for code in codes}
    for finding in found:
        parts[finding.code].append(finding)
    return parts
