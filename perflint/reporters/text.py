"""Text for people: by project in the order of the forms, the most severe first; then a summary, and what was read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from perflint.model.base import Place
from perflint.model.finding import STANDING, UNTOLD, Finding, Report, Severity
from perflint.reporters.groups import WHOLE, Group, bases_of, counts, groups_of, numbers, outcome
from perflint.reporters.tables import table
from perflint.text import printable, short

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.HINT: "36"}
_BOLD = "1"
_MOST_RELATED = 6
_HEADS = ("项目", *(severity.label for severity in Severity))
_RULE = "─" * 40
FILER, REVIEWER, BOTH = "filer", "reviewer", "both"
VOICES = (FILER, REVIEWER, BOTH)
"""For whom a report is written（填报单位、审核人员）."""


def render(
    reports: Iterable[Report],
    *,
    colour: bool = False,
    show: Severity = Severity.HINT,
    statistics: bool = False,
    voice: str = FILER,
    **_options: object,
) -> bytes:
    """The reports as text. ``show`` is the least severity that is printed; the counts always name all.

    ``voice`` is for whom: the one who files reads what to write, the one who reviews what to ask, or both.
    """
    reports = tuple(reports)
    lines: list[str] = []
    for number, report in enumerate(reports):
        lines += [_RULE, ""] if number else []
        lines += _report(report, colour, show, voice)
    if len(reports) > 1:
        lines += [_RULE, "", *_together(reports), ""]
    if statistics:
        lines += _statistics(reports)
    return ("\n".join(lines).rstrip("\n") + "\n").encode(errors="replace")


def _report(report: Report, colour: bool, show: Severity, voice: str) -> Iterator[str]:
    """One submission."""
    submission = report.submission
    files = submission.files
    yield f"审核材料：{_line('、'.join(files))}"
    if submission.department:
        year = f"　年度：{submission.year}" if submission.year else ""
        yield f"部门：{_line(submission.department.text)}{year}"
    yield f"结果：{outcome(report)}"
    for verdict in report.verdicts[:1]:
        yield f"结论：{verdict.outcome}，{_line(verdict.why)}"
    yield ""
    groups = groups_of(report)
    number = 0
    for group in groups:
        shown = [one for level in Severity if level.rank <= show.rank for one in group.found if one.severity == level]
        if not shown:
            continue
        where = f"　{_region(group.place, named=len(files) > 1)}" if group.place else ""
        yield _painted(f"■ {_line(group.title)}", _BOLD, colour) + f"{where}　{counts(group.found)}"
        yield ""
        for finding in shown:
            number += 1
            yield from described(finding, number, colour, len(files) > 1, voice)
            yield ""
    yield from _summary(report, groups, show)
    yield from _settled(report)
    yield from _bases(report, show)
    yield from _read(report)
    yield ""


def _region(place: Place, *, named: bool) -> str:
    """Where a form stands, by its table, and in which of several files; a sheet is named with the cell it begins at."""
    region = str(place if place.sheet else replace(place, row=None, column=None))
    return f"{place.file} {region}" if named and region != place.file else region


def described(finding: Finding, number: int, colour: bool, many: bool, voice: str) -> Iterator[str]:
    """One finding: what, where, why, what to write or what to ask."""
    mark = _painted(f"【{finding.severity.label}】", _COLOURS[finding.severity], colour)
    state = f"　〔{finding.state}〕" if finding.state else ""
    yield f"{number:>3} {mark}{_line(finding.title)}（{finding.code}）{state}"
    where = str(finding.place) if finding.place.row or finding.place.line else ""
    where = f"{finding.place.file} {where}".rstrip() if many else where
    path = finding.subject.way
    if where or path:
        yield _line(f"    位置：{'　'.join(part for part in (where, path) if part)}")
    yield _line(f"    问题：{finding.message}")
    if finding.advice and (voice != REVIEWER or not finding.ask):
        yield _line(f"    建议：{finding.advice}")
    if finding.ask and voice != FILER:
        yield _line(f"    核对：{finding.ask}")
    if finding.related:
        home = finding.place.file
        places = "；".join(
            f"{'' if one.place.file == home else one.place.file + ' '}{one.place}{_quoted(one.text)}"
            for one in finding.related[:_MOST_RELATED]
        )
        rest = f"，等 {len(finding.related)} 处" if len(finding.related) > _MOST_RELATED else ""
        yield _line(f"    相关：{places}{rest}")


def _summary(report: Report, groups: list[Group], show: Severity) -> Iterator[str]:
    """How many of each severity in each project, and what was not printed."""
    if report.findings and report.submission.forms:
        rows = [(short(group.title), *numbers(group.found)) for group in groups]
        yield "汇总"
        yield printable(table([*rows, ("合计", *numbers(report.findings))], _HEADS, numbers=(1, 2, 3)))
        yield "编号查什么、为什么、怎样改：perflint explain 编号"
    hidden = sum(one.severity.rank > show.rank for one in report.findings)
    if hidden:
        yield f"另有 {hidden} 处级别较低，没有逐条列出（--show hint 列出全部）"
    if report.findings and (hidden or report.submission.forms):
        yield ""


def _settled(report: Report) -> Iterator[str]:
    """The gate's word on each form, what was corrected since an earlier report, and what is waived."""
    verdicts = report.verdicts[1:]
    if verdicts:
        rows = [(short(one.project), one.outcome, short(one.why)) for one in verdicts]
        yield printable(table(rows, ("项目", "结论", "理由")))
        yield ""
    if report.fixed:
        yield f"上次的问题已改 {len(report.fixed)} 处"
        yield from (_line(f"  · {short(one.subject.project)}　{one.title}：{one.message}") for one in report.fixed)
        yield ""
    yield from _aside(report)
    if report.waived or report.waiver_notes:
        yield f"豁免 {len(report.waived)} 处"
        for one in report.waived:
            about = "　".join(part for part in (short(one.finding.subject.project), one.finding.title) if part)
            quote = f"“{short(one.finding.quote)}”" if one.finding.quote.strip() else ""
            yield _line(f"  · {about}（{one.finding.code}）{quote}：{one.why}")
        yield from (_line(f"  · {note}") for note in report.waiver_notes)
        yield ""


def _aside(report: Report) -> Iterator[str]:
    """How many findings of an earlier report are neither here nor gone, by project."""
    untold = Counter(one.subject.project for one in report.aside if one.state == UNTOLD)
    standing = sum(one.state == STANDING for one in report.aside)
    if untold:
        yield f"上次的问题这次未能核对 {untold.total()} 处（项目不在材料里、规则没有运行，或者材料没有查完）"
        yield from (printable(f"  · {short(project) or WHOLE}　{number} 处") for project, number in untold.items())
    if standing:
        yield f"上次已有、仍然未改的 {standing} 处没有列出，也不计入结论（--new-only）"
    if report.aside:
        yield ""


def _bases(report: Report, show: Severity) -> Iterator[str]:
    """The documents that the printed findings rest on, each once."""
    if bases := bases_of(report, show):
        yield "文件依据"
        yield from (f"  {basis}：{rules}" for basis, rules in bases)
        yield ""


def _read(report: Report) -> Iterator[str]:
    """What was read, what was left out, what could not be judged."""
    read = report.read
    yield (
        f"读取：文件 {read.files} 个，绩效目标表 {read.forms} 张，指标 {read.indicators} 条，"
        f"预算项目 {read.budget_lines} 个，文字说明 {read.claims} 处；规则集 {report.ruleset}"
    )
    named = len(report.submission.files) > 1
    for document in report.submission.documents:
        file = f"“{document.name}”" if named else ""
        if document.dropped:
            dropped = "、".join(f"“{short(text)}”{count} 处" for text, count in sorted(document.dropped.items()))
            yield _line(f"{file}略去页眉页脚和水印：{dropped}")
        for remark in document.remarks:
            yield _line(f"{file}读取说明：{remark}")
    for failure in report.failures:
        yield _line(f"检查程序故障：{failure.message}（请把这一行告诉维护人员，其余规则的结果有效）")
    if report.idle and report.read.forms:
        yield f"没有检查对象的规则：{'、'.join(report.idle)}"
    if report.questions:
        yield "请审核人员判断："
        yield from (_line(f"  · {question}") for question in report.questions)


def _together(reports: tuple[Report, ...]) -> Iterator[str]:
    """A line for each of several submissions."""
    rows = [
        (
            "、".join(report.submission.files),
            report.read.forms,
            *numbers(report.findings),
            report.verdicts[0].outcome if report.verdicts else "未查完" if report.unchecked else "",
        )
        for report in reports
    ]
    yield f"共 {len(reports)} 份材料"
    headers = ("材料", "目标表", *_HEADS[1:], "结论" if any(report.verdicts for report in reports) else "")
    yield printable(table(rows, headers, numbers=(1, 2, 3, 4)))


def _statistics(reports: tuple[Report, ...]) -> Iterator[str]:
    """Every rule that fired, over all submissions: how often, in how many projects."""
    found = [finding for report in reports for finding in report.findings]
    projects: dict[str, set[tuple[str, str]]] = {}
    for finding in found:
        projects.setdefault(finding.code, set()).add((finding.place.file, finding.subject.project))
    counts = Counter((finding.code, finding.title, finding.severity) for finding in found)
    rows = [
        (code, severity.label, title, number, len(projects[code]))
        for (code, title, severity), number in sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    ]
    yield "按规则统计"
    yield table(rows, ("编号", "级别", "问题", "处数", "涉及项目"), numbers=(3, 4))


def _painted(text: str, paint: str, colour: bool) -> str:
    """The text in a colour, on a terminal."""
    return f"\x1b[{paint}m{text}\x1b[0m" if colour else text


def _line(text: str) -> str:
    """A text in the line it is printed in: no line of a document passes for one of ours."""
    return " ".join(printable(text).splitlines())


def _quoted(text: str) -> str:
    """What stands in a related place."""
    return f"“{short(text)}”" if text.strip() else "（空白）"
