"""``perflint show``: every stage of reading a file, so that “why was my form not read” has an answer one can see."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from perflint.cli.chinese import ChineseCommand
from perflint.cli.options import loaded, ruleset_option
from perflint.cli.output import say
from perflint.errors import ReadError, reason_of
from perflint.layouts import recognise_with
from perflint.layouts.forms.bands import Band, cut
from perflint.layouts.meaning.vocabulary import Vocabulary
from perflint.model.base import Cell
from perflint.model.document import Document, Grid, Paragraph
from perflint.model.form import TargetForm
from perflint.model.submission import Submission
from perflint.reporters.tables import table as drawn
from perflint.sandbox import read
from perflint.text import printable, short

UNCHECKED = 3


@click.command("show", cls=ChineseCommand, short_help="显示怎样读懂一份文件")
@click.argument("path", metavar="文件")
@ruleset_option
@click.option("--grids/--no-grids", default=True, help="是否显示读出的段落和原始表格")
def command(path: str, ruleset: str, grids: bool) -> int:
    """显示怎样读懂一份文件：段落和表格、绩效目标表的栏目、资金、目标、指标体系、预算项目、文字说明。

    退出码：0 读出了表，2 用法或规则集有误，3 文件读不出，或者里面没有认得的表。
    """
    rules = loaded(ruleset)
    try:
        document = read(Path(path).read_bytes(), path)
    except OSError as error:
        click.echo(f"perflint：打不开“{printable(path)}”：{reason_of(error)}，请核对文件名和路径", err=True)
        return UNCHECKED
    except ReadError as error:
        click.echo(f"perflint：未能读取 {printable(str(error))}", err=True)
        return UNCHECKED
    words = rules.vocabulary
    submission = recognise_with(document, words)
    if grids:
        say("\n".join(_document(document)) + "\n")
    say("\n".join((*_bands(submission, words), "", *_submission(submission))))
    return 0 if submission.forms or submission.budget_tables else UNCHECKED


def _document(document: Document) -> Iterator[str]:
    """Paragraphs and grids as the reader gave them."""
    yield f"一、读出的内容（{document.name}）"
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield f"  {block.cell.place}：{'#' * block.level}{' ' if block.level else ''}{short(block.text, 60)}"
            continue
        sheet = f"（工作表“{block.place.sheet}”）" if block.place.sheet else ""
        yield f"  {block.place}{sheet}：{len(block.rows)} 行"
        yield drawn(list(_boxes(block)), (), style="simple_outline")
    for remark in document.remarks:
        yield f"  {remark}"
    for text, count in sorted(document.dropped.items()):
        yield f"  略去“{text}”{count} 处"
    yield ""


def _boxes(grid: Grid) -> Iterator[list[str]]:
    """The rows of a grid, a merged box told once: ← goes on with the box to the left, ↑ with the one above."""
    above: tuple[Cell, ...] = ()
    for row in grid.rows:
        texts = []
        for column, cell in enumerate(row):
            left = column > 0 and row[column - 1].place == cell.place
            upper = column < len(above) and above[column].place == cell.place
            texts.append("←" if left else "↑" if upper else short(cell.text, 18))
        yield texts
        above = row


def _bands(submission: Submission, words: Vocabulary) -> Iterator[str]:
    """Where each form begins and ends, and what stood above it."""
    bands = [band for document in submission.documents for band in cut(document, words)]
    yield f"二、绩效目标表的范围：{len(bands)} 张"
    rows = [
        (number, _span(band), *(cell.text if cell else "" for cell in (band.title, band.year)))
        for number, band in enumerate(bands, 1)
    ]
    if rows:
        yield drawn(rows, headers=("", "从哪里到哪里", "标题", "年度"))


def _span(band: Band) -> str:
    """The first and the last place of a band."""
    first, last = band.first.place, band.lines[-1][-1].cell.place
    return f"{first} 至 {last}"


def _submission(submission: Submission) -> Iterator[str]:
    """What was recognised."""
    missing = "（未读出）"
    department = submission.department.text if submission.department else missing
    yield f"三、识别结果：部门 {department}，年度 {submission.year or missing}，落款日期 {submission.dated or missing}"
    for number, form in enumerate(submission.forms, 1):
        yield ""
        yield f"绩效目标表 {number}：{form.project.text}（{form.place}，版式 {form.layout}，体系 {form.scheme}）"
        yield from _form(form)
    for one in submission.unrecognised:
        yield ""
        yield f"疑似绩效目标表，未能识别：{one.cell.place}"
        yield f"  读懂：{'、'.join(one.understood) or '无'}；缺少：{'、'.join(one.missing)}"
    for table in submission.budget_tables:
        yield ""
        yield f"项目支出预算表（{'上年结转' if table.carryover else '本年预算'}，{table.unit}，{table.place}）"
        rows = [("合计", line.project.text, line.amount.text) for line in table.totals]
        rows += [("项目", line.project.text, line.amount.text) for line in table.lines]
        yield drawn(rows, headers=("", "名称", f"金额（{table.unit}）"))
    for claim in submission.claims:
        yield ""
        yield f"文字说明（{claim.sentence.place}）：{claim.quote}"
        share = "未写" if claim.share is None else f"{claim.share}%"
        yield f"  项目数 {claim.count or '未写'}，金额 {claim.amount or '未写'}，占比 {share}"
        yield from (f"  {item.project.text}　{item.amount.text}" for item in claim.items)


def _form(form: TargetForm) -> Iterator[str]:
    """A form's boxes, funding, goals and tree."""
    rows = [(field.label.text, short(field.value.text, 50), field.key or "（其他）") for field in form.fields]
    yield drawn(rows, headers=("栏目", "内容", "识别为"))
    yield ""
    funds = [
        (line.period, "　" * line.depth + line.source, line.amount.text, line.unit, line.yuan) for line in form.funding
    ]
    yield drawn(funds, headers=("时期", "资金", "印出的金额", "单位", "元"))
    yield ""
    yield drawn([(goal.period, short(goal.text.text, 60)) for goal in form.goals], headers=("时期", "目标"))
    yield ""
    tree = []
    for one in form.trees:
        for row in sorted((*one.indicators, *one.blanks), key=lambda row: row.head.place.order):
            first = f"{row.path[0]}（已恢复）" if row.restored else row.path[0]
            tree.append((one.period, first, row.path[1], row.name.text, row.value.text, row.name.place))
    yield drawn(tree, headers=("时期", "一级", "二级", "三级", "指标值", "位置"))
    filled, blank = (sum(len(getattr(one, key)) for one in form.trees) for key in ("indicators", "blanks"))
    yield f"指标 {filled} 条，空行 {blank} 行"
    if form.unread:
        yield "未识别的内容：" + "、".join(f"“{short(cell.text, 20)}”（{cell.place}）" for cell in form.unread)
