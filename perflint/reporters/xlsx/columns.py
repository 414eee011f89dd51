"""The findings workbook as a table（审核意见表）: its columns, the words in them, and the seal of a row.

Both sides rest on it: the reporter that writes the workbook, and ``perflint.replies`` that reads it back.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct

from perflint.model.base import Place
from perflint.model.finding import Finding, Report
from perflint.reporters.groups import WHOLE
from perflint.reporters.names import related
from perflint.text import normal

OPINIONS, SUMMARY, TOLD, IDENTITY = "审核意见", "汇总", "读取情况", "_perflint"
"""The sheets; the last one is hidden and says which run it is that is answered."""

WORKBOOK_SCHEMA = "perflint-workbook/1"
RUN_LINE, FILE_LINE, FINDING_LINE, END_LINE = "运行", "材料", "问题", "校验"
"""What a line of the hidden sheet is about."""

FIXED, KEPT, MISTAKEN = "已修改", "不修改", "误报"
STATUSES = {FIXED: FIXED, "不修改（附理由）": KEPT, MISTAKEN: MISTAKEN}
"""处理状态: as the drop-down shows it, and as it is kept."""

NUMBER, STATUS, REPLY, REVIEW = "序号", "处理状态", "单位答复", "复核意见"
FILE, PROJECT, LINK_COLUMN, SEVERITY, RULE, MESSAGE = "文件", "项目名称", "链接", "级别", "规则", "审核意见"
SUBMISSION, MARK = "材料号", "指纹"
SEALED = (NUMBER, PROJECT, SEVERITY, RULE, "原值", MESSAGE, "修改建议")
"""What a reply is a reply to; where it was changed, the reply may belong to another finding."""


class Row(Struct, frozen=True):
    """A finding with its number in the workbook, and the number of its submission, both from 1."""

    number: int
    submission: int
    finding: Finding
    names: Mapping[str, str]
    """Under which name each file is shown."""


class Column(Struct, frozen=True):
    """A column: its title, its width in characters, and what it says of a finding."""

    title: str
    width: float
    value: Callable[[Row], str | int]
    centred: bool = False
    hidden: bool = False
    filled_in: bool = False
    """Whether people write in it."""


def _file(row: Row, place: Place) -> str:
    """The name of a place's file."""
    return row.names.get(place.file, place.file)


def _place(row: Row) -> str:
    """The place, or the file as a whole."""
    place = row.finding.place
    return str(place) if str(place) != place.file else _file(row, place)


def _message(row: Row) -> str:
    """What is wrong, and every place that belongs to it."""
    places = related(row.finding, row.names)
    return row.finding.message + (f"\n相关：{'；'.join(places)}" if places else "")


_NOTHING: Callable[[Row], str] = lambda _row: ""  # noqa: E731 - a value of the table below
_ALWAYS = (
    Column(NUMBER, 5, lambda row: row.number, centred=True),
    Column(FILE, 16, lambda row: _file(row, row.finding.place)),
    Column(PROJECT, 16, lambda row: row.finding.subject.project or WHOLE),
    Column("位置", 16, _place),
    Column(LINK_COLUMN, 6, lambda _row: "打开", centred=True),
    Column("栏目或指标", 18, lambda row: row.finding.subject.way),
    Column(SEVERITY, 9, lambda row: row.finding.severity.label, centred=True),
    Column(RULE, 14, lambda row: f"{row.finding.title}（{row.finding.code}）"),
    Column("原值", 18, lambda row: row.finding.quote),
    Column(MESSAGE, 34, _message),
    Column("修改建议", 30, lambda row: row.finding.advice),
    Column("审核提示", 22, lambda row: row.finding.ask),
    Column("文件依据", 24, lambda row: "\n".join(map(str, row.finding.basis))),
    Column("状态", 7, lambda row: row.finding.state, centred=True),
    Column(STATUS, 12, _NOTHING, centred=True, filled_in=True),
    Column(REPLY, 22, _NOTHING, filled_in=True),
    Column(REVIEW, 16, _NOTHING, filled_in=True),
    Column(SUBMISSION, 8, lambda row: row.submission, hidden=True),
    Column(MARK, 18, lambda row: row.finding.fingerprint, hidden=True),
)


def columns_for(reports: tuple[Report, ...]) -> tuple[Column, ...]:
    """The columns that say something: 文件 where there are several, 审核提示 and 状态 where a finding has one."""
    found = [finding for report in reports for finding in report.findings]
    idle = {
        FILE: len({name for report in reports for name in report.submission.files}) < 2,
        "审核提示": not any(finding.ask for finding in found),
        "状态": not any(finding.state for finding in found),
    }
    return tuple(column for column in _ALWAYS if not idle.get(column.title))


def seal(texts: Mapping[str, str], mark: str) -> str:
    """Eight hexadecimal digits over what a row says and its fingerprint; widths, blanks and line ends do not count."""
    return digest([mark, *(normal(texts.get(title, "")) for title in SEALED)])[:8]


def whole(lines: Iterable[Sequence[str]]) -> str:
    """The digest over the lines of the hidden sheet: the name of the run, and the proof that nobody changed one."""
    return digest(normal(text) for line in lines for text in line if normal(text))


def digest(parts: Iterable[str]) -> str:
    """The SHA-256 of some texts, in hexadecimal."""
    return hashlib.sha256("\x1f".join(parts).encode(errors="replace")).hexdigest()
