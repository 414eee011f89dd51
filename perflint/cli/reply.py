"""``perflint import``: filled-in findings workbooks read back, refused as a whole where one cell cannot be taken."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click
import msgspec

from perflint.cli.chinese import ChineseCommand
from perflint.cli.output import SCREEN, refuse_unwritable, same_file, say, write
from perflint.cli.settle import round_in
from perflint.errors import ReadError
from perflint.model.document import Document
from perflint.replies import Answers, Replies, Reply, Trouble, answers, strangers, together
from perflint.reporters.csv import guarded
from perflint.reporters.tables import table
from perflint.sandbox import read
from perflint.sources import file
from perflint.text import short

CLEAN, REFUSED, UNCHECKED = 0, 1, 3
_HEADS = ("指纹", "材料", "项目名称", "规则", "处理状态", "单位答复", "复核意见", "工作簿", "单元格")
_SUFFIXES = (".xlsx", ".xls")


@click.command("import", cls=ChineseCommand, short_help="读回填好的审核意见表")
@click.argument("paths", nargs=-1, required=True, metavar="文件…")
@click.option("--report", metavar="文件", help="那次检查的 JSON 报告，逐条核对答复的问题在不在里面")
@click.option("-o", "--output", metavar="文件", help="把答复写到 .json 或 .csv 文件（- 是屏幕，按 json 写）")
def command(paths: tuple[str, ...], report: str | None, output: str | None) -> int:
    """读回填好的审核意见表（perflint check --format xlsx 导出的）：每一处问题的处理状态、单位答复、复核意见。

    文件由 Excel、WPS 或 LibreOffice 保存为 .xlsx（.xls 也可以）。有一格不能用，就指出是哪一格、怎样改，整批都不导入。

    退出码：0 全部读回，1 有不能用的，2 用法有误，3 有文件读不出或不是审核意见表。
    """
    _writable(output, (*paths, *([report] if report else [])))
    known = _fingerprints(report) if report else None
    read_back = list(_read_back(paths))
    if None in read_back:
        return UNCHECKED
    replies, troubles = together(one for one in read_back if one is not None)
    if report and known is not None:
        troubles = (*troubles, *strangers(replies, known, report))
    if troubles:
        _refuse(troubles)
        return REFUSED
    if output != SCREEN:
        say("\n".join(_summary(replies)))
    if output:
        write(_csv(replies) if output.lower().endswith(".csv") else _json(replies), output)
    return CLEAN


def _read_back(paths: tuple[str, ...]) -> Iterator[Answers | None]:
    """The answers in each workbook, None for one that says nothing of the kind, once that was told."""
    for path in dict.fromkeys(paths):
        try:
            yield answers(_document(path))
        except ReadError as error:
            say(f"没有读回：{error}")
            yield None


def _document(path: str) -> Document:
    """What stands in a workbook, read in a process of its own. Raises ReadError, also for what is no workbook."""
    source = file(path)
    if isinstance(source, ReadError):
        raise source
    if not path.lower().endswith(_SUFFIXES):
        raise ReadError(path, "不是 .xlsx 或 .xls 文件", "请交回审核意见表；格式变了的，用 Excel 或 WPS 另存为 .xlsx")
    name, data = source
    return read(data, name)


def _fingerprints(report: str) -> frozenset[str]:
    """The fingerprints in a JSON report. Raises UsageError where it is none."""
    return frozenset(one.fingerprint for part in round_in(report).parts for one in part.found)


def _writable(output: str | None, paths: tuple[str, ...]) -> None:
    """Refuse first what could not be written, or would destroy what is to be read."""
    if output in {None, SCREEN}:
        return
    target = str(output)
    if Path(target).suffix.lower() not in {".json", ".csv"}:
        raise click.UsageError(f"-o 写的“{target}”看不出格式，请写成 .json 或 .csv 文件")
    if any(same_file(path, target) for path in paths):
        raise click.UsageError(f"-o 写的“{target}”就是要读的文件，会把它覆盖，请换一个文件名")
    refuse_unwritable(target)


def _refuse(troubles: tuple[Trouble, ...]) -> None:
    """Say what cannot be taken."""
    for one in troubles:
        say(f"{one.where}：{one.problem}（{one.cure}）")
    say(f"有 {len(troubles)} 处不能用，没有导入；改好后再导入一次")


def _summary(replies: Replies) -> Iterator[str]:
    """What was answered, and what not; reasons word by word, since a person weighs them."""
    for book in replies.workbooks:
        mine = [one for one in replies.replies if one.workbook == book.file]
        count = Counter(one.status or "没有选处理状态" for one in mine)
        counted = "，".join(f"{status} {number} 处" for status, number in sorted(count.items()))
        yield f"“{book.file}”：问题 {book.findings} 处，答复 {len(mine)} 处{f'（{counted}）' if counted else ''}，\
没有答复 {book.findings - len(mine)} 处"
        yield f"  答复的是规则集 {book.ruleset}（perflint {book.version}）对 {'、'.join(book.files)} 的检查"
        if book.missing:
            yield f"  有 {len(book.missing)} 处问题的行被删去了，按没有答复处理"
    rows = [
        (
            one.cell,
            short(one.project),
            short(one.rule),
            one.status,
            short(one.reply),
            short(one.review),
        )
        for one in replies.replies
    ]
    if rows:
        yield ""
        yield table(rows, ("单元格", "项目", "规则", "处理状态", "单位答复", "复核意见"))


def _json(replies: Replies) -> bytes:
    """The replies for other programs."""
    return msgspec.json.format(msgspec.json.encode(replies), indent=2) + b"\n"


def _csv(replies: Replies) -> bytes:
    """The replies as a table that Excel opens as it stands, with nothing in it that it would calculate."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(_HEADS)
    writer.writerows([guarded(text) for text in _line(one)] for one in replies.replies)
    return stream.getvalue().encode("utf-8-sig", errors="replace")


def _line(one: Reply) -> tuple[str, ...]:
    """A reply as a line of the table."""
    files = "、".join(one.files)
    return (
        one.fingerprint, files, one.project, one.rule, one.status, one.reply, one.review, one.workbook, one.cell,
    )  # fmt: skip
