"""The findings of a report as every format shows them: by project, with their counts, and the outcome in one line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct, field

from perflint.model.base import Place
from perflint.model.finding import Finding, Report, Severity
from perflint.model.form import TargetForm
from perflint.text import normal

WHOLE = "全部材料（跨项目、跨表）"
_NAMELESS = "（未填项目名称的绩效目标表）"


class Group(Struct):
    """The findings of one project, or of the submission as a whole."""

    title: str
    place: Place | None = None
    found: list[Finding] = field(default_factory=list)
    forms: list[TargetForm] = field(default_factory=list)
    """Its forms; several where several bear one name."""


def groups_of(report: Report) -> list[Group]:
    """Findings by project, projects in the order of their forms, what concerns the whole first."""
    whole = Group(WHOLE)
    groups: dict[str, Group] = {}
    for form in report.submission.forms:
        name = form.project.text
        key = normal(name) or str(form.place)
        groups.setdefault(key, Group(" ".join(name.split()) or _NAMELESS, form.place)).forms.append(form)
    for finding in report.findings:
        key = normal(finding.subject.project) or _nameless(report, finding)
        group = groups.setdefault(key, Group(finding.subject.project)) if key else whole
        group.found.append(finding)
    return [group for group in (whole, *groups.values()) if group.found or group.place]


def _nameless(report: Report, finding: Finding) -> str:
    """The form without a project's name in which a finding stands, as its group is keyed; "" for the whole."""
    place = finding.place
    same = [form for form in report.submission.forms if form.place.file == place.file]
    before = [form for form in same if form.place.order <= place.order]
    form = before[-1] if before else None
    if form is None or not form.project.blank:
        return ""
    inside = place in form.places or (place.table is not None and form.place.table == place.table)
    return str(form.place) if inside else ""


def outcome(report: Report) -> str:
    """The outcome in one line."""
    found = counts(report.findings) or "没有发现问题"
    submission = report.submission
    if submission.unread:
        return f"有文件未能读取，未经审核（{found}）"
    if submission.unrecognised or report.failures:
        return f"没有查完，不能当作通过（{found}）"
    return f"没有可以审核的内容（{found}）" if report.unchecked else found


def numbers(found: Iterable[Finding]) -> tuple[int, ...]:
    """How many of each severity, the most severe first."""
    count = Counter(finding.severity for finding in found)
    return tuple(count[severity] for severity in Severity)


def counts(found: Iterable[Finding]) -> str:
    """``必须修改 5 处，应当修改 9 处``; "" for none."""
    pairs = zip(Severity, numbers(found), strict=True)
    return "，".join(f"{severity.label} {number} 处" for severity, number in pairs if number)
