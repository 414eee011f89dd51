"""What the letter says, line by line: what stands there, what is wrong, what to write instead, on what basis.

It speaks to the one who files. What is for the one who reviews (审核提示, questions, rules without a subject,
remarks on waivers) stands in the other formats; the date and the signature are left to a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from perflint.model.base import Place
from perflint.model.finding import Basis, Finding, Report, Severity
from perflint.reporters.docx.paper import BODY, CLOSE, DETAIL, ITEM, PART, SALUTE, SIGN, TITLE
from perflint.reporters.groups import WHOLE, Group, counts, groups_of, outcome
from perflint.reporters.names import related, short
from perflint.reporters.told import remarks, unread
from perflint.text import normal

_LONGEST_TITLE = 40
_DIGITS = "零一二三四五六七八九"
_DAY = "____年__月__日"


class Line(Struct, frozen=True):
    """A paragraph in a style, the words it begins with in bold type."""

    style: str
    text: str
    lead: str = ""


class _Part(Struct, frozen=True):
    """A part of the letter under a heading."""

    title: str
    lines: tuple[Line, ...]


def letter(report: Report) -> Iterator[Line]:
    """The letter on one submission."""
    department = report.submission.department
    yield Line(TITLE, _title(report))
    yield Line(SALUTE, f"{_flat(department.text) if department else '____________'}：")
    yield from (Line(BODY, text) for text in _opening(report))
    parts = [part for part in (*_projects(report), *_rest(report)) if part.lines]
    for number, part in enumerate(parts, 1):
        yield Line(PART, f"{_chinese(number)}、{part.title}")
        yield from part.lines
    yield Line(CLOSE, _closing(report))
    yield Line(SIGN, "（审核单位盖章）")
    yield Line(SIGN, _DAY)
    for part in (part for part in _enclosed(report) if part.lines):
        yield Line(PART, f"附：{part.title}")
        yield from part.lines


def _title(report: Report) -> str:
    """关于××单位××年度项目支出绩效目标的审核意见."""
    submission = report.submission
    name = _flat(submission.department.text) if submission.department else "________（单位）"
    name = name if len(name) <= _LONGEST_TITLE else f"{name[:_LONGEST_TITLE]}…"
    return f"关于{name}{submission.year or '____'}年度项目支出绩效目标的审核意见"


def _opening(report: Report) -> Iterator[str]:
    """What was looked at, and how it came out."""
    read = report.read
    files = "、".join(short(report.submission.files).values())
    counted = f"绩效目标表 {read.forms} 张、指标 {read.indicators} 条"
    yield f"你单位报送的项目支出绩效目标材料（{files}）收悉，其中{counted}。审核结果：{outcome(report)}。"
    for verdict in report.verdicts[:1]:
        yield f"审核结论：{verdict.outcome}，{verdict.why}。"
    groups = groups_of(report)
    clean = [f"“{group.title}”" for group in groups if group.place and not group.found]
    if clean and report.findings:
        yield f"未发现问题的项目：{'、'.join(clean)}。"
    if report.findings:
        yield "具体意见如下，其中标“必须修改”“应当修改”的请修改，标“请核实”的请核对后决定是否修改。"


def _projects(report: Report) -> Iterator[_Part]:
    """The findings of each project, what concerns the whole first, the most severe first."""
    files = short(report.submission.files)
    names = files if len(files) > 1 else {}
    for group in groups_of(report):
        verdict = group.verdict
        lines = [Line(BODY, f"{verdict.outcome}，{verdict.why}。", "结论：")] if verdict else []
        for number, finding in enumerate(_ranked(group), 1):
            lines += _finding(finding, number, names)
        counted = counts(group.found)
        yield _Part(f"{_flat(group.title)}{f'（{counted}）' if counted else ''}", tuple(lines))


def _ranked(group: Group) -> list[Finding]:
    """The findings of a group, the most severe first."""
    return sorted(group.found, key=lambda one: one.severity.rank)


def _finding(finding: Finding, number: int, names: Mapping[str, str]) -> Iterator[Line]:
    """One finding; ``names`` are those of the files, none where there is only one."""
    state = f"〔{finding.state}〕" if finding.state else ""
    yield Line(ITEM, f"{number}. {finding.title}【{finding.severity.label}】{state}")
    where = "，".join(part for part in (_place(finding.place, names), finding.subject.way) if part)
    yield Line(DETAIL, where, "位置：")
    if finding.quote.strip() and normal(finding.quote) not in normal(finding.message):
        yield Line(DETAIL, f"“{finding.quote}”", "原文：")
    yield Line(DETAIL, finding.message, "问题：")
    elsewhere = tuple(one for one in finding.related if not _beside(one.place, finding.place))
    if places := related(replace(finding, related=elsewhere), names):
        yield Line(DETAIL, "；".join(places), "相关：")
    if finding.advice:
        yield Line(DETAIL, finding.advice, "修改：")
    if finding.basis:
        yield Line(DETAIL, "；".join(map(_cited, finding.basis)), "依据：")


def _beside(one: Place, other: Place) -> bool:
    """Whether two places stand in one row, where the eye finds both."""
    return one.row is not None and (one.file, one.table, one.row) == (other.file, other.table, other.row)


def _place(place: Place, names: Mapping[str, str]) -> str:
    """A place, with its file where there are several."""
    said = "" if str(place) == place.file else str(place)
    return " ".join(part for part in (names.get(place.file, ""), said) if part)


def _rest(report: Report) -> Iterator[_Part]:
    """What was not checked, what was put right, what was waived."""
    yield _Part("未能审核的内容", tuple(_rows(unread(report, short(report.submission.files)))))
    fixed = (Line(DETAIL, f"{_about(one)}：{one.message}") for one in report.fixed)
    yield _Part(f"上次意见已改正的（{len(report.fixed)} 处）", tuple(fixed))
    aside = (Line(DETAIL, f"{_about(one)}：{one.message}（{one.state}）") for one in report.aside)
    yield _Part(f"上次意见这次没有列出的（{len(report.aside)} 处）", tuple(aside))
    waived = (Line(DETAIL, f"{_about(one.finding)}：{one.finding.message}；理由：{one.why}") for one in report.waived)
    yield _Part(f"已同意不作修改的（{len(report.waived)} 处）", tuple(waived))


def _enclosed(report: Report) -> Iterator[_Part]:
    """How the files were read, and what the clauses say, each once."""
    yield _Part("材料读取说明", tuple(_rows(remarks(report.submission, short(report.submission.files)))))
    bases = {str(basis): basis for finding in report.findings for basis in finding.basis if basis.quote}
    yield _Part("引用的文件条款", tuple(Line(DETAIL, text) for text in sorted(bases)))


def _rows(rows: Iterable[tuple[str, str, str]]) -> Iterator[Line]:
    """Rows of three as lines."""
    for sort, of, text in rows:
        yield Line(DETAIL, f"{of}：{text}" if of else text, f"{sort}　")


def _closing(report: Report) -> str:
    """What is asked for, until a day that a person fills in."""
    if any(finding.severity is not Severity.HINT for finding in report.findings):
        return f"请于{_DAY}前按上述意见修改完善，重新报送；对意见有不同看法的，请附理由一并反馈。"
    if report.unchecked:
        return f"请于{_DAY}前补报能够审核的材料。"
    if report.findings:
        return f"请于{_DAY}前核实上述内容，需要修改的修改后重新报送。"
    return "未发现需要修改的内容。"


def _about(finding: Finding) -> str:
    """A finding in short."""
    return f"{_flat(finding.subject.project) or WHOLE}　{finding.title}"


def _cited(basis: Basis) -> str:
    """A document and its clause; what the clause says stands once, at the end."""
    return f"{basis.doc}{basis.clause}{'' if basis.verified else '（条款待核）'}"


def _flat(text: str) -> str:
    """A name in one line."""
    return " ".join(text.split())


def _chinese(number: int) -> str:
    """A number of a part: 一, 十, 十二, 二十; beyond ninety-nine in digits."""
    tens, ones = divmod(number, 10)
    if number > 99:
        return str(number)
    ten = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return ten + (_DIGITS[ones] if ones or not tens else "")
