"""The findings of a report as every format shows them: by project, with their counts, and the outcome in one line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct, field

from perflint.model.base import Place
from perflint.model.finding import Finding, Report, Severity, Verdict
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
    verdict: Verdict | None = None
    """The gate's word on them; None where there is no gate, and for the whole."""


def _key(form: TargetForm) -> str:
    """What a form without a project's name is known by."""
    return f"{form.place.file}\x1f{form.place}"


def groups_of(report: Report) -> list[Group]:
    """Findings by project, projects in the order of their forms, what concerns the whole first."""
    whole = Group(WHOLE)
    groups: dict[str, Group] = {}
    for form in report.submission.forms:
        name = form.project.text
        key = normal(name) or _key(form)
        groups.setdefault(key, Group(" ".join(name.split()) or _NAMELESS, form.place)).forms.append(form)
    verdicts = [one for one in report.verdicts if one.project]
    for group in groups.values():
        # Several may be called the same, having no name: the gate speaks of them in their order.
        group.verdict = next((one for one in verdicts if normal(one.project) == normal(group.title)), None)
        verdicts = [one for one in verdicts if one is not group.verdict]
    for finding in report.findings:
        key = normal(finding.subject.project) or _nameless(report, finding)
        group = groups.setdefault(key, Group(" ".join(finding.subject.project.split()))) if key else whole
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
    return _key(form) if inside else ""


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


def bases_of(report: Report, show: Severity) -> list[tuple[str, str]]:
    """The documents that findings down to a severity rest on, each once, with the codes of their rules."""
    codes: dict[str, set[str]] = {}
    for finding in report.findings:
        for basis in finding.basis if finding.severity.rank <= show.rank else ():
            codes.setdefault(str(basis), set()).add(finding.code)
    return [(basis, "、".join(sorted(rules))) for basis, rules in sorted(codes.items())]
