"""All that a report says beside its findings, as rows of three: what it is, of what, and what is said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from perflint.model.finding import Finding, Report, Waived
from perflint.model.submission import Submission
from perflint.reporters.groups import WHOLE, outcome

Row = tuple[str, str, str]
"""类别, 对象, 内容."""


def told(report: Report, names: Mapping[str, str]) -> Iterator[Row]:
    """The outcome, what was read and what was not, what was waived or put right, what is left to a person.

    ``names`` are those under which files are shown.
    """
    yield "结果", "、".join(names[file] for file in report.submission.files), outcome(report)
    yield from (("审核结论", one.project or WHOLE, f"{one.outcome}：{one.why}") for one in report.verdicts)
    yield from unread(report, names)
    yield from _read(report)
    yield from remarks(report.submission, names)
    yield from (("上次的问题已改", _project(one), f"{_titled(one)}：{one.message}") for one in report.fixed)
    yield from ((f"上次的问题{one.state}", _project(one), f"{_titled(one)}：{one.message}") for one in report.aside)
    yield from (("豁免", _project(one.finding), _waived(one)) for one in report.waived)
    yield from (("豁免说明", "", note) for note in report.waiver_notes)
    yield from (("请审核人员判断", "", question) for question in report.questions)


def unread(report: Report, names: Mapping[str, str]) -> Iterator[Row]:
    """What was not checked, and why: silence about it means nothing."""
    submission = report.submission
    yield from (("未能读取", names[one.name], f"{one.reason}（{one.cure}）") for one in submission.unread)
    for one in submission.unrecognised:
        known, lacking = "、".join(one.understood) or "无", "、".join(one.missing)
        place, file = one.cell.place, one.cell.place.file
        where = " ".join(dict.fromkeys((names.get(file, file), str(place) if str(place) != file else "")))
        yield "疑似绩效目标表，未能识别", where.strip(), f"读懂：{known}；缺少：{lacking}"
    for failure in report.failures:
        yield "检查程序故障", failure.code, f"{failure.message}（请告诉维护人员，其余规则的结果有效）"


def remarks(submission: Submission, names: Mapping[str, str]) -> Iterator[Row]:
    """How the files were read, where a person should know."""
    for document in submission.documents:
        for text, count in sorted(document.dropped.items()):
            yield "略去页眉页脚和水印", names[document.name], f"“{text}”{count} 处"
        yield from (("读取说明", names[document.name], remark) for remark in document.remarks)


def _read(report: Report) -> Iterator[Row]:
    """How much was read, and by which rules."""
    read = report.read
    counted = f"绩效目标表 {read.forms} 张，指标 {read.indicators} 条，预算项目 {read.budget_lines} 个"
    yield "读取", f"文件 {read.files} 个", f"{counted}，文字说明 {read.claims} 处"
    yield "规则集", report.ruleset, f"perflint {report.version}，规则集内容 {report.ruleset_digest[:16] or '未记'}"
    if report.idle and read.forms:
        yield "没有检查对象的规则", "", "、".join(report.idle)


def _waived(one: Waived) -> str:
    """A finding that somebody answers for."""
    return f"{_titled(one.finding)}：{one.finding.message}；豁免理由：{one.why}"


def _titled(finding: Finding) -> str:
    """A finding's title with its code."""
    return f"{finding.title}（{finding.code}）"


def _project(finding: Finding) -> str:
    """The project a finding is about."""
    return " ".join(finding.subject.project.split()) or WHOLE
