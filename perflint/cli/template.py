"""``perflint rules template``: the blank 审核表 of a ruleset, for a bureau to make its own of."""

from __future__ import annotations

import click

from perflint.cli.chinese import ChineseCommand
from perflint.cli.options import loaded, ruleset_option
from perflint.cli.output import refuse_unwritable, say, write


@click.command("template", cls=ChineseCommand, short_help="导出审核表的 Word 模板")
@click.argument("output", metavar="文件.docx")
@ruleset_option
def command(output: str, ruleset: str) -> int:
    """导出审核表的 Word 模板，供本单位改成自己的表样。

    模板里的 {{项目名称}}、{{W1.得分}} 等是空位，可以移动、删除，改字体；改好后用 perflint check --template 填写，
    或写进规则集的 review.template。
    """
    from perflint.reporters.scoresheet.docx import template_of
    from perflint.scoring import unfilled

    rules = loaded(ruleset)
    if rules.review is None:
        raise click.UsageError(f"规则集 {rules.name} 没有写审核表（review）")
    refuse_unwritable(output)
    write(template_of(unfilled(rules.review)), output)
    say(f"已写入 {output}")
    return 0
