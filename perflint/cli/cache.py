"""``perflint cache``: the results that are kept so that unchanged files are not read again."""

from __future__ import annotations

import os
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
    sizes = [info.st_size for path in kept() if (info := _info(path))]
    say(f"保存了 {len(sizes):,} 份结果，共 {sum(sizes) / 1e6:,.1f} MB，在“{where()}”")
    return 0


@command.command("clear", cls=ChineseCommand, short_help="清除保存的结果")
@click.option("--older", type=click.IntRange(0), default=0, metavar="天数", help="只清除这么多天以前的")
def clear(older: int) -> int:
    """清除保存的结果；正在运行的检查不受影响。"""
    before = time.time() - older * _DAY
    old = [path for path in kept() if not older or ((info := _info(path)) and info.st_mtime < before)]
    gone = sum([_removed(path) for path in old])
    say(f"清除了 {gone:,} 份结果")
    return 0


def _info(path: Path) -> os.stat_result | None:
    """What is known of a file; None for one that another run has deleted since."""
    with suppress(OSError):
        return path.stat()
    return None


def _removed(path: Path) -> bool:
    """Delete a file; False where another run has done so, or it cannot be done."""
    with suppress(OSError):
        path.unlink()
        return True
    return False
