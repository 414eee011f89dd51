"""What is written onto a copy, in whichever format: the findings at each place, and what has no place of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec import Struct

from perflint.model.base import Place
from perflint.model.finding import Finding, Report, Severity
from perflint.text import printable, short

COLOURS = {Severity.ERROR: "FFC7CE", Severity.WARNING: "FFEB9C", Severity.HINT: "DDEBF7"}
"""What a place is coloured by its gravest finding; the words stand in the note as well, never colour alone."""

SIGNED = "原件带有电子签名；这是加了标注的副本，签名不再证明它未经改动，请以原件为准"
_LONGEST_LINE = 500
_LONGEST = 12_000
"""Characters of a note; Excel keeps 32,767 of them."""
_MOST_RELATED = 8


class Mark(Struct, frozen=True):
    """The findings at one place（标注）, in the order of the report."""

    place: Place
    findings: tuple[Finding, ...]

    @property
    def severity(self) -> Severity:
        """That of the gravest."""
        return min((one.severity for one in self.findings), key=lambda one: one.rank)

    @property
    def colour(self) -> str:
        """Red, green and blue in hexadecimal."""
        return COLOURS[self.severity]

    @property
    def lines(self) -> list[str]:
        """The note, a line a sentence, fit for XML."""
        return clipped(line for one in self.findings for line in _finding(one))


def author(report: Report) -> str:
    """Who signs the notes: the machine, and by which rules it went."""
    return _line(
        f"机审（perflint {report.version}，规则集 {report.ruleset} {report.ruleset_digest[:8]}".rstrip() + "）"
    )


def marks(report: Report, name: str) -> list[Mark]:
    """The findings in one file by their place, in reading order."""
    found: dict[Place, list[Finding]] = {}
    for finding in report.findings:
        if finding.place.file == name:
            found.setdefault(finding.place, []).append(finding)
    return [Mark(place, tuple(findings)) for place, findings in found.items()]


def summary(report: Report, name: str, homeless: Iterable[Mark], *remarks: str) -> list[str]:
    """The note at the head of the copy: the outcome, and what could be written nowhere else."""
    return clipped(_summary(report, name, list(homeless), remarks))


def clipped(lines: Iterable[str]) -> list[str]:
    """Lines fit for XML, as many as a note bears; what is left out is said."""
    made: list[str] = []
    length = left = 0
    for line in map(_line, lines):
        length += len(line) + 1
        if length > _LONGEST:
            left += 1
        else:
            made.append(line)
    return [*made, f"……写不下了，还有 {left} 行，见审核报告"] if left else made


def _summary(report: Report, name: str, homeless: list[Mark], remarks: tuple[str, ...]) -> Iterator[str]:
    """The lines, none cut yet."""
    here = [one for one in report.findings if one.place.file == name]
    yield f"机审结果：本文件{_counts(here)}；只加了标注，内容没有改动"
    if report.unchecked:
        yield "有内容没有查完，不能当作通过，详见审核报告"
    for verdict in report.verdicts:
        yield f"审核结论（{verdict.project or '全部材料'}）：{verdict.outcome}，{verdict.why}"
    yield from remarks
    if others := len(report.findings) - len(here):
        yield f"同一份材料的其他文件另有 {others} 处问题，见审核报告"
    for mark in homeless:
        yield f"〔{mark.place}〕" if str(mark.place) != name else "〔全文〕"
        yield from mark.lines
    yield from _settled(report, name)
    yield from (f"检查程序故障：{failure.message}" for failure in report.failures)


def _settled(report: Report, name: str) -> Iterator[str]:
    """What was corrected in this file since an earlier report, and what is waived."""
    for earlier in (*report.fixed, *report.aside):
        if earlier.place.file == name:
            yield f"上次的问题{earlier.state or '已改'}：{earlier.title}（{earlier.code}）{earlier.subject.project}"
    for waived in report.waived:
        if waived.finding.place.file == name:
            yield f"已豁免：{waived.finding.title}（{waived.finding.code}）{waived.why}"


def _finding(finding: Finding) -> Iterator[str]:
    """What, why, what to write instead."""
    state = f"〔{finding.state}〕" if finding.state else ""
    yield f"【{finding.severity.label}】{finding.title}（{finding.code}）{state}"
    yield f"问题：{finding.message}"
    if finding.advice:
        yield f"建议：{finding.advice}"
    if finding.ask:
        yield f"审核：{finding.ask}"
    if finding.related:
        home = finding.place.file
        named = (f"{'' if one.place.file == home else one.place.file + ' '}{one.place}" for one in finding.related)
        more = f" 等 {len(finding.related)} 处" if len(finding.related) > _MOST_RELATED else ""
        yield f"相关：{'；'.join(list(named)[:_MOST_RELATED])}{more}"
    if finding.basis:
        yield f"依据：{'；'.join(map(str, finding.basis))}"


def _counts(found: Iterable[Finding]) -> str:
    """``必须修改 5 处，应当修改 9 处``."""
    count = Counter(finding.severity for finding in found)
    return "，".join(f"{one.label} {count[one]} 处" for one in Severity if count[one]) or "没有发现问题"


def _line(text: str) -> str:
    """One line that XML can hold and nothing in it steers, not too long to be read in a note."""
    return printable(short(text, _LONGEST_LINE))
