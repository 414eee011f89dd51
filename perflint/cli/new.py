"""``perflint rules new``: a ruleset to begin with."""

from __future__ import annotations

from pathlib import Path

import click

from perflint.cli.chinese import ChineseCommand
from perflint.cli.options import loaded
from perflint.cli.output import say, write
from perflint.errors import reason_of
from perflint.ruleset.skeleton import skeleton


@click.command("new", cls=ChineseCommand, short_help="新建一个规则集")
@click.argument("name", metavar="名称")
@click.option("--extends", "parent", default="national", show_default=True, metavar="名称", help="继承哪个自带的规则集")
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
    write(skeleton(folder.name, parent).encode(), str(folder / "ruleset.yaml"))
    say(f"已写好 {folder / 'ruleset.yaml'}")
    say(f"核对写法：perflint rules validate {name}；运行测试：perflint rules test {name}")
    return 0
