"""``perflint show``: every stage of reading a file, so that “why was my form not read” has an answer one can see."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
from tabulate import tabulate

from perflint.cli.chinese import ChineseCommand
from perflint.errors import ReadError, RulesetError
from perflint.layouts import recognise
from perflint.model.document import Document, Paragraph
from perflint.model.form import TargetForm
from perflint.model.submission import Submission
from perflint.readers import read
from perflint.ruleset import load_ruleset

UNCHECKED = 3


@click.command("show", cls=ChineseCommand, short_help="显示怎样读懂一份文件")
@click.argument("path", metavar="文件")
@click.option("--ruleset", default="national", metavar="名称|文件", help="规则集", show_default=True)
@click.option("--grids/--no-grids", default=True, help="是否显示原始表格")
def command(path: str, ruleset: str, grids: bool) -> int:
    """显示怎样读懂一份文件：段落和表格、绩效目标表的栏目、资金、目标、指标体系、预算项目、文字说明。"""
    try:
        rules = load_ruleset(ruleset)
        document = read(Path(path).read_bytes(), path)
    except RulesetError as error:
        raise click.UsageError(f"规则集有误：{error}") from error
    except OSError as error:
        raise click.UsageError(f"打不开“{path}”：{error.strerror}，请核对文件名和路径") from error
    except ReadError as error:
        click.echo(f"未能读取：{error}", err=True)
        return UNCHECKED
    submission = recognise(document, rules.layouts, rules.schemes)
    if grids:
        click.echo("\n".join(_document(document)))
    click.echo("\n".join(_submission(submission)))
    return 0 if submission.forms or submission.budget_tables else UNCHECKED


def _document(document: Document) -> Iterator[str]:
    """Paragraphs and grids as the reader gave them."""
    yield f"一、读出的内容（{document.name}）"
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield f"  {block.cell.place}：{'#' * block.level}{' ' if block.level else ''}{_short(block.text, 60)}"
            continue
        yield f"  {block.place}：{len(block.rows)} 行"
        yield tabulate([[_short(cell.text, 18) for cell in row] for row in block.rows], tablefmt="simple_grid")
    for text, count in sorted(document.dropped.items()):
        yield f"  略去“{text}”{count} 处"
    yield ""


def _submission(submission: Submission) -> Iterator[str]:
    """What was recognised."""
    department = submission.department.text if submission.department else "（未读出）"
    yield f"二、识别结果：部门 {department}，年度 {submission.year or '（未读出）'}，落款日期 {submission.dated or '（未读出）'}"
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
        yield tabulate(rows, headers=("", "名称", f"金额（{table.unit}）"), tablefmt="simple", disable_numparse=True)
    for claim in submission.claims:
        yield ""
        yield f"文字说明（{claim.sentence.place}）：{claim.quote}"
        yield f"  项目数 {claim.count}，金额 {claim.amount}，占比 {claim.share}"
        yield from (f"  {item.project.text}　{item.amount.text}" for item in claim.items)


def _form(form: TargetForm) -> Iterator[str]:
    """A form's boxes, funding, goals and tree."""
    rows = [(field.label.text, _short(field.value.text, 50), field.key or "（其他）") for field in form.fields]
    yield tabulate(rows, headers=("栏目", "内容", "识别为"), tablefmt="simple", disable_numparse=True)
    funds = [(line.period, "　" * line.depth + line.source, line.amount.text, line.unit, line.yuan) for line in form.funding]
    yield tabulate(funds, headers=("时期", "资金", "印出的金额", "单位", "元"), tablefmt="simple", disable_numparse=True)
    yield tabulate([(goal.period, _short(goal.text.text, 60)) for goal in form.goals], headers=("时期", "目标"), tablefmt="simple")
    tree = []
    for one in form.trees:
        for row in sorted((*one.indicators, *one.blanks), key=lambda row: row.head.place.order):
            mark = "（已恢复）" if row.restored else ""
            tree.append((one.period, row.path[0] + mark, row.path[1], row.name.text, row.value.text, str(row.name.place)))
    yield tabulate(tree, headers=("时期", "一级", "二级", "三级", "指标值", "位置"), tablefmt="simple", disable_numparse=True)
    if form.unread:
        yield "未识别的内容：" + "、".join(f"“{_short(cell.text, 20)}”（{cell.place}）" for cell in form.unread)


def _short(text: str, width: int) -> str:
    """A text cut to a width."""
    flat = " ".join(text.split())
    return flat if len(flat) <= width else flat[: width - 1] + "…"
