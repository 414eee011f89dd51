"""``perflint rules schema``: the JSON Schema of rulesets."""

from __future__ import annotations

import json

import click

from perflint.cli.chinese import ChineseCommand
from perflint.cli.output import refuse_unwritable, write


@click.command("schema", cls=ChineseCommand, short_help="输出规则集的 JSON Schema")
@click.option("-o", "--output", metavar="文件", help="写入文件；不写则输出到屏幕")
def command(output: str | None) -> int:
    """输出规则集的 JSON Schema，编辑器用它提示键、规则编号和选项。

    在规则集文件的第一行写 # yaml-language-server: $schema=文件 即可。
    """
    from perflint.ruleset.schema import schema

    refuse_unwritable(output)
    write((json.dumps(schema(), ensure_ascii=False, indent=1) + "\n").encode(), output)
    return 0
