"""A filled-in findings workbook（审核意见表）read back: what was answered to which finding, and what cannot be taken.

The bytes have been read by ``perflint.sandbox``, like any document from outside; here is only what its cells say.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from msgspec import Struct, field

from perflint.errors import ReadError
from perflint.model.base import Cell, Strict
from perflint.model.document import Document, Grid
from perflint.readers.sheets import UNCALCULATED
from perflint.reporters.xlsx.columns import (
    END_LINE,
    FILE_LINE,
    FINDING_LINE,
    IDENTITY,
    KEPT,
    MARK,
    NUMBER,
    PROJECT,
    REPLY,
    REVIEW,
    RULE,
    RUN_LINE,
    STATUS,
    STATUSES,
    SUBMISSION,
    WORKBOOK_SCHEMA,
    seal,
    whole,
)
from perflint.text import normal, short

SCHEMA = "perflint-replies/1"
_SAID = (STATUS, REPLY, REVIEW)
_NEEDED = (NUMBER, PROJECT, RULE, *_SAID, SUBMISSION, MARK)
_SPELLINGS = {normal(spelling): kept for shown, kept in STATUSES.items() for spelling in (shown, kept)}
_AGAIN = "请从原来导出的审核意见表把这一行复制回来，再填写"


class Reply(Strict, frozen=True, kw_only=True):
    """What was answered to a finding（处理状态、单位答复、复核意见）; ``status`` is 已修改, 不修改, 误报 or ""."""

    fingerprint: str
    status: str
    reply: str
    review: str
    files: tuple[str, ...]
    """The files of the submission that the finding is about."""
    project: str
    rule: str
    """``标题（编号）``."""
    workbook: str
    cell: str
    """Where the status stands: ``审核意见!M4``."""


class Trouble(Strict, frozen=True, kw_only=True):
    """What cannot be taken: where it stands, why, and the cure."""

    where: str
    problem: str
    cure: str


class Workbook(Strict, frozen=True, kw_only=True):
    """The workbook that replies stand in, and the run that it answers."""

    file: str
    run: str
    """A digest over the rules, the files and the findings of the run."""
    version: str
    ruleset: str
    ruleset_digest: str
    files: dict[str, str]
    """Each file that was checked with its SHA-256, "" for one that could not be read."""
    findings: int
    missing: tuple[str, ...]
    """Fingerprints of findings whose rows were deleted."""


class Replies(Strict, frozen=True, kw_only=True):
    """All replies of some workbooks（perflint-replies/1）, for other commands and programs."""

    schema: str
    workbooks: tuple[Workbook, ...]
    replies: tuple[Reply, ...]


class _Run(Struct):
    """What the hidden sheet says: its first line, the files of each submission, the seal of each finding."""

    name: str
    head: list[str]
    files: dict[str, dict[str, str]] = field(default_factory=dict)
    seals: dict[tuple[str, str], str] = field(default_factory=dict)


class Answers(Struct, frozen=True):
    """A workbook read back."""

    workbook: Workbook
    replies: tuple[Reply, ...]
    troubles: tuple[Trouble, ...]


def answers(document: Document) -> Answers:
    """The answers in a workbook. Raises ReadError for one that ``--format xlsx`` did not write."""
    run = _run(document)
    rows = [row for grid in document.grids for row in _rows(grid, document.name)]
    if not rows and run.seals:
        raise ReadError(document.name, "里面没有审核意见表", "请在原来导出的审核意见表上填写，不要删改表头")
    replies: dict[tuple[str, str], Reply] = {}
    seen: set[tuple[str, str]] = set()
    troubles: list[Trouble] = []
    for row in rows:
        key = (row[SUBMISSION].text, row[MARK].text)
        if misplaced := _misplaced(row, run, twice=key in seen):
            troubles.append(misplaced)
            continue
        seen.add(key)
        unclear = list(_unclear(row))
        troubles += unclear
        if not unclear and any(row[title].text for title in _SAID):
            replies[key] = _reply(row, run)
    book = Workbook(
        file=document.name, run=run.name, version=run.head[2], ruleset=run.head[3], ruleset_digest=run.head[4],
        files={name: mark for files in run.files.values() for name, mark in files.items()},
        findings=len(run.seals),
        missing=tuple(mark for number, mark in run.seals if (number, mark) not in seen),
    )  # fmt: skip
    return Answers(book, tuple(replies.values()), tuple(troubles))


def together(read: Iterable[Answers]) -> tuple[Replies, tuple[Trouble, ...]]:
    """The replies of several workbooks, each finding once; and all that cannot be taken.

    Where two workbooks say different things of one finding, both places are named.
    """
    read = tuple(read)
    kept: dict[tuple[tuple[str, ...], str], Reply] = {}
    troubles = [trouble for one in read for trouble in one.troubles]
    for reply in (reply for one in read for reply in one.replies):
        first = kept.setdefault((reply.files, reply.fingerprint), reply)
        if _said(first) != _said(reply):
            problem = f"与“{first.workbook}”{first.cell}答复的是同一处问题，内容不同"
            troubles.append(_trouble(reply, problem, "请核对后只留一份"))
    books = tuple(one.workbook for one in read)
    return Replies(schema=SCHEMA, workbooks=books, replies=tuple(kept.values())), tuple(troubles)


def strangers(replies: Replies, known: Collection[str], report: str) -> Iterator[Trouble]:
    """Replies to findings whose fingerprints are not among those of a report."""
    for reply in replies.replies:
        if reply.fingerprint not in known:
            problem = f"答复的问题（{reply.rule}）不在报告“{report}”里"
            yield _trouble(reply, problem, "请用导出这份审核意见表的那次检查的报告")


def _said(reply: Reply) -> tuple[str, str, str]:
    """What people wrote."""
    return reply.status, reply.reply, reply.review


def _trouble(reply: Reply, problem: str, cure: str) -> Trouble:
    """What is wrong with a reply as a whole."""
    return Trouble(where=f"“{reply.workbook}”{reply.cell}", problem=problem, cure=cure)


def _run(document: Document) -> _Run:
    """The hidden sheet. Raises ReadError where there is none, or one that was changed."""
    hidden = [grid for grid in document.grids if (grid.place.sheet or "").startswith(IDENTITY)]
    lines = [[*(cell.text for cell in row), "", "", "", "", ""] for grid in hidden for row in grid.rows]
    if not lines or lines[0][:2] != [RUN_LINE, WORKBOOK_SCHEMA]:
        raise ReadError(
            document.name, "不是 perflint 导出的审核意见表", "请交回用 --format xlsx 导出的那一份，不要另建"
        )
    name = whole(lines[:-1])
    if lines[-1][:2] != [END_LINE, name]:
        cure = "请在原来导出的审核意见表上重新填写，不要改动隐藏的工作表"
        raise ReadError(document.name, f"隐藏的工作表“{hidden[0].place.sheet}”被改动过，认不出答复的是哪次检查", cure)
    run = _Run(name, lines[0])
    for sort, number, text, mark, *_ in lines:
        if sort == FILE_LINE:
            run.files.setdefault(number, {})[text] = mark
        elif sort == FINDING_LINE:
            run.seals[number, text] = mark
    return run


def _rows(grid: Grid, name: str) -> Iterator[dict[str, Cell]]:
    """The rows of a sheet of findings by the titles of its columns; none of another sheet. Raises ReadError."""
    heads: dict[int, str] = {}
    for row in grid.rows:
        if heads:
            cells = {title: row[index] for index, title in heads.items()}
            if any(cell.text for cell in cells.values()):
                yield cells
        elif {STATUS, REPLY} <= {cell.text for cell in row}:
            heads = {index: cell.text for index, cell in enumerate(row) if cell.text}
            if lost := [title for title in _NEEDED if title not in heads.values()]:
                where = f"工作表“{grid.place.sheet}”没有“{'”“'.join(lost)}”栏（可能是隐藏的栏，被删去了）"
                raise ReadError(name, where, "请在原来导出的审核意见表上重新填写，不要删改表头和隐藏的栏")


def _misplaced(row: Mapping[str, Cell], run: _Run, *, twice: bool) -> Trouble | None:
    """Why a row belongs to no finding of the run; None where it does."""
    mark = row[MARK]
    kept = run.seals.get((row[SUBMISSION].text, mark.text))
    texts = {title: cell.text for title, cell in row.items()}
    why = cure = ""
    if not mark.text:
        why, cure = "这一行不是原表的，没有指纹，不知道答复的是哪一处问题", "请写到原有的行里，删去另加的行"
    elif kept is None:
        why, cure = f"没有指纹是“{short(mark.text)}”的问题，隐藏的栏被改动过", _AGAIN
    elif kept != seal(texts, mark.text):
        why, cure = "这一行的序号、项目名称、审核意见等被改动过，答复可能对不上问题", _AGAIN
    elif twice:
        why, cure = f"这一行与前面一行是同一处问题（序号 {row[NUMBER].text}）", "请删去多余的一行"
    return _at(mark, why, cure) if why else None


def _unclear(row: Mapping[str, Cell]) -> Iterator[Trouble]:
    """What cannot be taken of what people wrote in a row."""
    status = row[STATUS]
    kept = _SPELLINGS.get(normal(status.text), "")
    for cell in (row[title] for title in _SAID):
        if cell.text == UNCALCULATED:
            yield _at(cell, "是没有计算结果的公式，看不出写了什么", "请改写成文字，用 Excel 或 WPS 打开后保存")
            return
    if status.text and not kept:
        cure = f"请从下拉框中选：{'、'.join(STATUSES)}；其他的话写在“{REPLY}”栏"
        yield _at(status, f"处理状态“{short(status.text)}”不是可以选的", cure)
    if kept == KEPT and not row[REPLY].text:
        yield _at(row[REPLY], f"处理状态是“{status.text}”，却没有写理由", f"请在“{REPLY}”栏写明为什么不修改")


def _at(cell: Cell, problem: str, cure: str) -> Trouble:
    """What is wrong with a cell."""
    return Trouble(where=f"“{cell.place.file}”{cell.place}", problem=problem, cure=cure)


def _reply(row: Mapping[str, Cell], run: _Run) -> Reply:
    """What a row says, once nothing is wrong with it."""
    return Reply(
        fingerprint=row[MARK].text,
        status=_SPELLINGS.get(normal(row[STATUS].text), ""),
        reply=row[REPLY].text,
        review=row[REVIEW].text,
        files=tuple(run.files.get(row[SUBMISSION].text, ())),
        project=row[PROJECT].text,
        rule=row[RULE].text,
        workbook=row[STATUS].place.file,
        cell=str(row[STATUS].place),
    )
