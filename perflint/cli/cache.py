"""``perflint cache``: the results that are kept so that unchanged files are not read again."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

import click

from perflint.cli.chinese import ChineseCommand, ChineseGroup
from perflint.cli.output import say
from perflint.results import kept, where

_DAY = 86_400


@click.group("cache", cls=ChineseGroup, short_help="查看、清除保存下来的检查结果")
def command() -> None:
    """查看、清除保存下来的检查结果。

    文件、规则集、程序都没有变时，check 和 screen 直接用保存的结果，不再读文件；不想用时写 --no-cache。
    保存的只有结果，删掉不影响检查，只是下次要重新读。位置由环境变量 PERFLINT_CACHE 指定。
    """


@command.command("show", cls=ChineseCommand, short_help="显示保存了多少、在哪里")
def show() -> int:
    """显示保存了多少份结果、占多大、在哪里。"""
    sizes = [path.stat().st_size for path in kept()]
    say(f"保存了 {len(sizes):,} 份结果，共 {sum(sizes) / 1e6:,.1f} MB，在“{where()}”")
    return 0


@command.command("clear", cls=ChineseCommand, short_help="清除保存的结果")
@click.option("--older", type=click.IntRange(0), default=0, metavar="天数", help="只清除这么多天以前的")
def clear(older: int) -> int:
    """清除保存的结果；正在运行的检查不受影响。"""
    before = time.time() - older * _DAY
    gone = [path for path in kept() if not older or path.stat().st_mtime < before]
    for path in gone:
        _remove(path)
    say(f"清除了 {len(gone):,} 份结果")
    return 0


def _remove(path: Path) -> None:
    """Delete a file that another run may have deleted already."""
    with suppress(OSError):
        path.unlink()
