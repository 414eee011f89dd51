"""``perflint rules new``: a ruleset to begin with."""

from __future__ import annotations

import os
from pathlib import Path

import click

from perflint.cli.chinese import ChineseCommand
from perflint.cli.options import loaded
from perflint.cli.output import say, write
from perflint.errors import reason_of
from perflint.ruleset import bundled
from perflint.ruleset.skeleton import skeleton


@click.command("new", cls=ChineseCommand, short_help="新建一个规则集")
@click.argument("name", metavar="名称")
@click.option(
    "--extends",
    "parent",
    default="national",
    show_default=True,
    metavar="名称|文件",
    help="继承哪个规则集，自带的写名称",
)
def command(name: str, parent: str) -> int:
    """新建一个规则集：在名称所写的文件夹里写一份带说明的 ruleset.yaml，可以直接使用，再逐项修改。"""
    folder = Path(name)
    loaded(parent)
    if folder.exists():
        raise click.UsageError(f"“{name}”已经存在，请换一个名称，或者先移走它")
    try:
        folder.mkdir(parents=True)
    except OSError as error:
        raise click.UsageError(f"建不了文件夹“{name}”：{reason_of(error)}，请换一个位置或名称") from error
    # A file of the user's own is named as it is found from the new folder.
    extends = parent if parent in bundled() else Path(os.path.relpath(parent, folder)).as_posix()
    write(skeleton(folder.name, extends).encode(), str(folder / "ruleset.yaml"))
    say(f"已写好 {folder / 'ruleset.yaml'}")
    say(f"核对写法：perflint rules validate {name}；运行测试：perflint rules test {name}")
    return 0
