"""Text for people: by project, the most severe first; then a summary, and what was read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from tabulate import tabulate

from perflint.model.finding import Finding, Report, Severity

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.HINT: "36"}
_WHOLE = "全部材料（不限于某一个项目）"


def render(
    reports: Iterable[Report], *, colour: bool = False, show: Severity = Severity.HINT, statistics: bool = False, **_: object
) -> bytes:
    """The reports as text. ``show`` is the least severity that is printed; the counts always name all."""
    reports = tuple(reports)
    lines: list[str] = []
    for report in reports:
        lines += _report(report, colour, show)
    if len(reports) > 1:
        lines += _together(reports)
    if statistics:
        lines += _statistics(reports)
    return ("\n".join(lines).rstrip("\n") + "\n").encode()


def _report(report: Report, colour: bool, show: Severity) -> Iterator[str]:
    """One submission."""
    submission = report.submission
    files = [document.name for document in submission.documents] + [one.name for one in submission.unread]
    yield f"审核材料：{'、'.join(files)}"
    if submission.department:
        yield f"部门：{submission.department.text}" + (f"　年度：{submission.year}" if submission.year else "")
    yield ""
    for project, found in _by_project(report).items():
        shown = [finding for finding in found if finding.severity.rank <= show.rank]
        yield f"■ {project or _WHOLE}（{_counts(found)}）"
        yield ""
        for finding in sorted(shown, key=lambda one: one.severity.rank):
            yield from _finding(finding, colour, len(files) > 1)
            yield ""
    yield from _summary(report, show)
    yield from _read(report)
    yield ""


def _by_project(report: Report) -> dict[str, list[Finding]]:
    """Findings by project, projects in the order of their forms, what concerns the whole first."""
    groups: dict[str, list[Finding]] = {"": []}
    groups |= {form.project.text: [] for form in report.submission.forms}
    for finding in report.findings:
        groups.setdefault(finding.subject.project, []).append(finding)
    return {project: found for project, found in groups.items() if found}


def _finding(finding: Finding, colour: bool, many: bool) -> Iterator[str]:
    """One finding: what, where, why, what to write."""
    mark = f"【{finding.severity.label}】"
    yield f"  {_painted(mark, finding.severity, colour)}{finding.code} {finding.title}"
    where = str(finding.place) if finding.place.row or finding.place.line else finding.place.file
    where = f"{finding.place.file} {where}" if many and where != finding.place.file else where
    path = finding.subject.path
    yield f"    位置：{where}" + (f"　{path}" if path else "")
    yield f"    问题：{finding.message}"
    if finding.advice:
        yield f"    建议：{finding.advice}"
    if finding.related:
        places = "；".join(f"{one.place}“{_short(one.text)}”" for one in finding.related[:6])
        yield f"    相关：{places}" + (f" 等{len(finding.related)}处" if len(finding.related) > 6 else "")
    if finding.basis:
        yield f"    依据：{'；'.join(map(str, finding.basis))}"


def _summary(report: Report, show: Severity) -> Iterator[str]:
    """How many of each rule, and what was not printed."""
    if not report.findings:
        yield "没有发现问题" if not report.unchecked else "没有可以检查的内容"
        yield ""
        return
    counts = Counter((one.severity.rank, one.code, one.title, one.severity.label) for one in report.findings)
    rows = [(label, code, title, number) for (_, code, title, label), number in sorted(counts.items())]
    yield f"汇总：{_counts(report.findings)}"
    yield tabulate(rows, headers=("级别", "规则", "问题", "处数"), tablefmt="simple", stralign="left")
    hidden = sum(one.severity.rank > show.rank for one in report.findings)
    if hidden:
        yield f"另有 {hidden} 处级别较低，未逐条列出（--show hint 可列出全部）"
    yield ""


def _read(report: Report) -> Iterator[str]:
    """What was read, what was left out, what could not be judged."""
    read = report.read
    yield (
        f"读取：文件 {read.files} 个，绩效目标表 {read.forms} 张，指标 {read.indicators} 条，"
        f"预算项目 {read.budget_lines} 个，文字说明 {read.claims} 处；规则集 {report.ruleset}"
    )
    for document in report.submission.documents:
        if document.dropped:
            dropped = "、".join(f"“{_short(text)}”{count} 处" for text, count in sorted(document.dropped.items()))
            yield f"略去页眉页脚和水印：{dropped}"
    for failure in report.failures:
        yield f"检查程序故障：{failure.message}（请把这一行告诉维护人员，其余规则的结果有效）"
    if report.idle and report.read.forms:
        yield f"没有检查对象的规则：{'、'.join(report.idle)}"
    if report.questions:
        yield "请审核人员判断："
        yield from (f"  · {question}" for question in report.questions)


def _together(reports: tuple[Report, ...]) -> Iterator[str]:
    """A line for each of several submissions."""
    rows = []
    for report in reports:
        names = [document.name for document in report.submission.documents] + [one.name for one in report.submission.unread]
        count = Counter(finding.severity for finding in report.findings)
        rows.append((names[0] if names else "", report.read.forms, *(count[severity] for severity in Severity)))
    yield f"共 {len(reports)} 份材料"
    yield tabulate(rows, headers=("材料", "目标表", *(severity.label for severity in Severity)), tablefmt="simple")
    yield ""


def _statistics(reports: tuple[Report, ...]) -> Iterator[str]:
    """Every rule that fired, over all submissions: how often, in how many projects."""
    found = [finding for report in reports for finding in report.findings]
    projects: dict[str, set[tuple[str, str]]] = {}
    for finding in found:
        projects.setdefault(finding.code, set()).add((finding.place.file, finding.subject.project))
    titles = {finding.code: finding.title for finding in found}
    counts = Counter(finding.code for finding in found)
    rows = [(code, titles[code], number, len(projects[code])) for code, number in sorted(counts.items(), key=lambda one: (-one[1], one[0]))]
    yield "按规则统计"
    yield tabulate(rows, headers=("规则", "问题", "处数", "涉及项目"), tablefmt="simple")


def _counts(found: Iterable[Finding]) -> str:
    """``必须修改 5，应当修改 9``."""
    count = Counter(finding.severity for finding in found)
    return "，".join(f"{severity.label} {count[severity]}" for severity in Severity if count[severity])


def _painted(text: str, severity: Severity, colour: bool) -> str:
    """The text in the colour of its severity, on a terminal."""
    return f"\x1b[{_COLOURS[severity]}m{text}\x1b[0m" if colour else text


def _short(text: str) -> str:
    """A quotation that fits into a line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= 30 else flat[:29] + "…"
