"""``perflint rules``: what is checked."""

from __future__ import annotations

import click
from tabulate import tabulate

from perflint.cli.chinese import ChineseCommand, format_commands, format_options, format_usage
from perflint.errors import RulesetError
from perflint.ruleset import load_ruleset

class _Group(click.Group):
    """The subcommands of ``rules``."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """用法."""
        format_usage(self, ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """选项, then 命令."""
        format_options(self, ctx, formatter)
        format_commands({name: one.short_help or "" for name, one in self.commands.items()}, formatter)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """--help."""
        return ChineseCommand.chinese_help(super().get_help_option(ctx))


@click.group("rules", cls=_Group, short_help="查看规则")
def command() -> None:
    """查看规则。"""


@command.command("list", cls=ChineseCommand, short_help="列出规则集里的全部规则")
@click.option("--ruleset", default="national", metavar="名称|文件", help="规则集", show_default=True)
def list_rules(ruleset: str) -> int:
    """列出规则集里的全部规则：代码、级别、审核要点、名称。"""
    try:
        rules = load_ruleset(ruleset)
    except RulesetError as error:
        raise click.UsageError(f"规则集有误：{error}") from error
    rows = [(rule.code, rule.severity.label, rule.point, rule.title, rule.name) for rule in rules.rules]
    click.echo(f"规则集 {rules.name}：{rules.title}（版本 {rules.version}），共 {len(rows)} 条")
    click.echo(tabulate(rows, headers=("代码", "级别", "要点", "问题", "英文名"), tablefmt="simple"))
    if rules.skipped:
        click.echo(f"未启用：{'、'.join(rules.skipped)}")
    return 0
