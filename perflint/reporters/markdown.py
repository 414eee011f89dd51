"""Markdown to paste into an issue or an office system: a table of projects, their findings, and what else to know."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from perflint.model.finding import Finding, Report, Severity
from perflint.reporters.groups import Group, bases_of, counts, groups_of, numbers, outcome
from perflint.reporters.names import short
from perflint.reporters.told import told
from perflint.text import printable

_SIGNS = re.compile(r"[\\`*_\[\]<>#|~$&]|:(?=//)|(?i:(?<=www)\.)")
_CALLS = re.compile(r"@|(?<=#)(?=\d)")
_MOST_RELATED = 6


def render(
    reports: Iterable[Report], *, show: Severity = Severity.HINT, voice: str = "both", **_options: object
) -> bytes:
    """The reports one after the other. ``show`` is the least severity that is listed; the table always counts all.

    ``voice`` is for whom: ``filer`` reads what to write, ``reviewer`` what to ask where that is another matter.
    """
    return "\n".join(line for report in reports for line in _report(report, show, voice)).encode()


def escaped(text: str) -> str:
    """A text in one line that Markdown shows as it is: no markup, no HTML, no link, and nobody is called by it."""
    marked = _SIGNS.sub(r"\\\g<0>", printable(" ".join(text.split())))
    # Code hosts look for @name and #1 in what is shown, escaped or not; a joiner of no width parts them.
    return _CALLS.sub("\\g<0>\u2060", marked)


def _report(report: Report, show: Severity, voice: str) -> Iterator[str]:
    """One submission."""
    submission = report.submission
    names = short(submission.files)
    yield "# 绩效目标审核意见"
    yield ""
    yield f"- **材料**：{escaped('、'.join(names.values()))}"
    if submission.department:
        year = f"　**年度**：{submission.year}" if submission.year else ""
        yield f"- **部门**：{escaped(submission.department.text)}{year}"
    yield f"- **结果**：{outcome(report)}"
    for verdict in report.verdicts[:1]:
        yield f"- **结论**：{escaped(verdict.outcome)}，{escaped(verdict.why)}"
    yield ""
    groups = groups_of(report)
    yield from _summary(report, groups)
    for group in groups:
        yield from _group(group, show, names if len(names) > 1 else {}, voice)
    yield from _bases(report, show)
    yield "## 审核情况"
    yield ""
    hidden = sum(one.severity.rank > show.rank for one in report.findings)
    if hidden:
        yield f"- 另有 {hidden} 处级别较低，没有逐条列出"
    for row in told(report, names):
        yield f"- {'　'.join(escaped(part) for part in row if part)}"
    yield ""


def _summary(report: Report, groups: list[Group]) -> Iterator[str]:
    """A row a project: the verdict of the gate, where there is one, and how many of each severity."""
    if not groups:
        return
    verdicts = any(one.project for one in report.verdicts)
    heads = ["项目", *(["结论"] if verdicts else []), *(severity.label for severity in Severity)]
    yield _row(heads)
    yield _row([*["---"] * (2 if verdicts else 1), *["--:"] * len(Severity)])
    for group in groups:
        said = [group.verdict.outcome if group.verdict else ""] if verdicts else []
        yield _row([escaped(part) for part in (group.title, *said)] + [str(n) for n in numbers(group.found)])
    whole = ["**合计**", *([""] if verdicts else []), *(f"**{number}**" for number in numbers(report.findings))]
    yield _row(whole)
    yield ""


def _row(cells: list[str]) -> str:
    """A row of a table."""
    return f"| {' | '.join(cells)} |"


def _group(group: Group, show: Severity, names: Mapping[str, str], voice: str) -> Iterator[str]:
    """The findings of a project, the most severe first; ``names`` are those of several files, none for a single one."""
    shown = [one for level in Severity if level.rank <= show.rank for one in group.found if one.severity == level]
    if not shown:
        return
    yield f"## {escaped(group.title)}"
    yield ""
    if group.place:
        place = group.place if group.place.sheet else replace(group.place, row=None, column=None)
        where = " ".join(dict.fromkeys((names.get(place.file, ""), str(place))))
        yield f"{escaped(where)}　{counts(group.found)}"
        yield ""
    for number, finding in enumerate(shown, 1):
        state = f"　〔{escaped(finding.state)}〕" if finding.state else ""
        yield f"{number}. **【{finding.severity.label}】{escaped(finding.title)}**（{finding.code}）{state}"
        yield from (f"   - {name}：{escaped(text)}" for name, text in _parts(finding, names, voice) if text)
    yield ""


def _parts(finding: Finding, names: Mapping[str, str], voice: str) -> Iterator[tuple[str, str]]:
    """Where, why, what to write, what to ask."""
    subject, place = finding.subject, finding.place
    where = str(place) if place.row or place.line else ""
    path = " / ".join(part for part in (subject.period, subject.path) if part)
    yield "位置", "，".join(part for part in (names.get(place.file, ""), where, path) if part)
    yield "问题", finding.message
    yield "建议", finding.advice if voice != "reviewer" or not finding.ask else ""
    yield "核对", finding.ask if voice != "filer" else ""
    related = [f"{one.place}“{one.text}”" if one.text.strip() else f"{one.place}（空白）" for one in finding.related]
    rest = [f"等 {len(related)} 处"] if len(related) > _MOST_RELATED else []
    yield "相关", "；".join([*related[:_MOST_RELATED], *rest])


def _bases(report: Report, show: Severity) -> Iterator[str]:
    """The documents that the listed findings rest on, each once."""
    if bases := bases_of(report, show):
        yield "## 文件依据"
        yield ""
        yield from (f"- {escaped(basis)}：{rules}" for basis, rules in bases)
        yield ""
