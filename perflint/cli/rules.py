"""``perflint rules``: what is checked."""

from __future__ import annotations

import click

from perflint.cli import difference, effective, new, schema, template, trials, validate
from perflint.cli.chinese import ChineseCommand, ChineseGroup
from perflint.cli.options import loaded, ruleset_option
from perflint.cli.output import say
from perflint.reporters.tables import table
from perflint.rules.manual import CHAPTERS, POINTS


@click.group("rules", cls=ChineseGroup, short_help="查看、核对、测试、新建规则集")
def command() -> None:
    """查看规则；核对、测试、对照、新建规则集。"""


@command.command("list", cls=ChineseCommand, short_help="列出规则集里的全部规则")
@ruleset_option
def list_rules(ruleset: str) -> int:
    """列出规则集里的全部规则：编号、章、级别、审核要点、问题、英文名。"""
    rules = loaded(ruleset)
    rows = [
        (rule.code, CHAPTERS.get(rule.code[:3], "本地"), rule.severity.label, rule.point, rule.title, rule.name)
        for rule in rules.rules
    ]
    say(f"规则集 {rules.name}：{rules.title}（版本 {rules.version or '未注明'}），共 {len(rows)} 条")
    say(table(rows, ("编号", "章", "级别", "要点", "问题", "英文名")))
    used = {rule.point for rule in rules.rules}
    say(f"审核要点：{'，'.join(f'{code} {name}' for code, name in POINTS.items() if code in used)}")
    if rules.skipped:
        say(f"未启用：{'、'.join(rules.skipped)}")
    say("一条规则查什么、为什么、怎样改：perflint explain 编号")
    return 0


for one in (effective, validate, trials, difference, schema, new, template):
    command.add_command(one.command)
