"""``perflint screen report``: what a run says as a whole, as a page or a workbook."""

from __future__ import annotations

import importlib
from contextlib import suppress
from pathlib import Path

import click

from perflint.cli.chinese import ChineseCommand
from perflint.cli.output import SCREEN, refuse_unwritable, write
from perflint.errors import ScreeningError
from perflint.screening.run import Run, opened
from perflint.screening.season.make import seasons
from perflint.screening.season.shape import BOOK, PAGE

_LIMITS = {"html": PAGE, "xlsx": BOOK}


@click.command("report", cls=ChineseCommand, short_help="批次的汇总报告")
@click.argument("run", metavar="批次文件夹")
@click.option(
    "--format", "forms", multiple=True, type=click.Choice(list(_LIMITS)), metavar="格式",
    help="html 网页（默认），xlsx 表格；两种都要就写两次，每种配一个 -o",
)  # fmt: skip
@click.option(
    "-o", "--output", "outputs", multiple=True, required=True, metavar="文件", help="写到文件（html 写 - 是屏幕）"
)
@click.option("--previous", default="", metavar="批次文件夹", help="与这个批次对照（默认初审时写的上一批次）")
def command(run: str, forms: tuple[str, ...], outputs: tuple[str, ...], previous: str) -> int:
    """把一个批次汇总成报告：初审了什么、审核结论、没有读出来的、部门排名、规则、雷同的写法、与上一批次相比。

    表太长的只列出前面一些，其余的用 perflint screen query 查。
    """
    pairs = _pairs(forms or ("html",), outputs)
    try:
        found = opened(run)
        earlier = opened(previous) if previous else _named(found)
        made = seasons(found, earlier, [_LIMITS[form] for form, _ in pairs])
        for (form, target), one in zip(pairs, made, strict=True):
            write(importlib.import_module(f"perflint.screening.season.{form}").render(one), target)
    except ScreeningError as error:
        raise click.UsageError(str(error)) from error
    return 0


def _named(run: Run) -> Run | None:
    """The previous run that was named when this one began; None where that is gone, which the report tells."""
    with suppress(ScreeningError):
        return opened(run.settings.previous) if run.settings.previous else None
    return None


def _pairs(forms: tuple[str, ...], outputs: tuple[str, ...]) -> list[tuple[str, str]]:
    """Each format with where it goes; what cannot be written is refused before the work is done."""
    if len(outputs) != len(forms):
        raise click.UsageError(f"--format 有 {len(forms)} 个，-o 有 {len(outputs)} 个，请一一对应")
    pairs = list(zip(forms, outputs, strict=True))
    if ("xlsx", SCREEN) in pairs:
        raise click.UsageError("xlsx 不能显示在屏幕上，请用 -o 写明文件名")
    for output in outputs:
        refuse_unwritable(output)
    if len(outputs) > len({Path(output) for output in outputs}):
        raise click.UsageError("有两个 -o 写的是同一个文件，后写的会盖掉先写的，请分开")
    return pairs
