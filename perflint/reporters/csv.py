"""CSV for any spreadsheet: a row a finding, with room for the answers; then what else there is to say."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from perflint.model.finding import Finding, Report
from perflint.reporters.groups import groups_of
from perflint.reporters.office import ACTIVE
from perflint.reporters.told import told
from perflint.text import printable

FOUND = "问题"
"""What 类别 says of a finding; rows of another kind have no 序号."""
HEADS = (
    "序号", "类别", "材料", "部门", "年度", "项目名称", "问题对象", "位置", "级别", "规则", "问题",
    "原值", "审核意见", "修改建议", "审核提示", "文件依据", "与上次相比", "处理状态", "单位答复", "复核意见", "指纹",
)  # fmt: skip
_LIVE = frozenset((*ACTIVE, "\r", "\n", "'"))
"""What a spreadsheet takes for the beginning of a formula, full width too; and the mark itself, so it comes off."""
_TURNED = re.compile(r"0\d+|\d{12,}|\d+[eE]\d+|\d+[-/]\d+")
"""What a spreadsheet shows as another number or as a date: codes, long numbers, fractions, fingerprints of digits."""
_MOST = 32_000
"""Excel holds 32,767 characters a cell and spills the rest into the next row."""


def render(reports: Iterable[Report], **_options: object) -> bytes:
    """One table, UTF-8 with a byte order mark, every cell quoted; what could be a formula begins with '."""
    stream = io.StringIO()
    table = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    table.writerow(HEADS)
    number = 0
    for report in reports:
        for row in _rows(report):
            number += row[HEADS[1]] == FOUND
            numbered = {HEADS[0]: str(number) if row[HEADS[1]] == FOUND else "", **row}
            table.writerow([guarded(numbered.get(head, "")) for head in HEADS])
    return stream.getvalue().encode("utf-8-sig")


def _rows(report: Report) -> Iterator[dict[str, str]]:
    """The findings in reading order, then all that is said beside them, each by the heads of its columns."""
    submission = report.submission
    whose = {
        "材料": "、".join(submission.files),
        "部门": submission.department.text if submission.department else "",
        "年度": str(submission.year or ""),
    }
    yield from ({**whose, **_finding(finding)} for finding in report.findings)
    projects = {group.title for group in groups_of(report)}
    for kind, about, text in told(report, {file: file for file in submission.files}):
        yield {**whose, "类别": kind, "项目名称" if about in projects else "问题对象": about, "审核意见": text}


def _finding(finding: Finding) -> dict[str, str]:
    """A finding; 材料 is the one file it stands in."""
    subject, place = finding.subject, finding.place
    return {
        **({"材料": place.file} if place.file else {}),
        "类别": FOUND,
        "项目名称": subject.project,
        "问题对象": " / ".join(part for part in (subject.period, subject.path) if part),
        "位置": str(place),
        "级别": finding.severity.label,
        "规则": finding.code,
        "问题": finding.title,
        "原值": finding.quote,
        "审核意见": finding.message,
        "修改建议": finding.advice,
        "审核提示": finding.ask,
        "文件依据": "；".join(map(str, finding.basis)),
        "与上次相比": finding.state,
        "指纹": finding.fingerprint,
    }


def guarded(text: str) -> str:
    """A text that stays a text in every spreadsheet."""
    safe = f"'{text}" if text[:1] in _LIVE or _TURNED.fullmatch(text) else text
    clean = printable(safe.replace("\r\n", "\n").replace("\r", "\n"))
    return clean if len(clean) <= _MOST else f"{clean[:_MOST]}…（共 {len(clean)} 字，此处截断）"
