"""``perflint rules validate``: whether a ruleset can be used as it stands."""

from __future__ import annotations

import click

from perflint.cli.chinese import ChineseCommand
from perflint.cli.noted import noted
from perflint.cli.options import loaded
from perflint.cli.output import say
from perflint.ruleset.strict import remarks

_WRONG = 2


@click.command("validate", cls=ChineseCommand, short_help="核对规则集的写法")
@click.argument("path", metavar="规则集")
@click.option("--strict", is_flag=True, help="没有写全的、写了等于没写的也算有误：没有测试、没有版本、依据未核对")
def command(path: str, strict: bool) -> int:
    """核对规则集的写法：键、编号、选项、级别、空位、词、继承、锁定、表达式。

    规则集写自带规则集的名称，或规则集文件、文件夹。有误时指出文件、行、列和改法。

    退出码：0 可以用，2 有误。
    """
    rules, notes = loaded(path), noted(path)
    trials = sum(map(len, notes.tests.values()))
    found = [f"{place}：{remark}" for place, remark in remarks(rules, notes)]
    for line in found:
        say(line)
    house = sum("uses" in places for places in notes.rules.values())
    counted = f"本地 {house} 条，锁定 {len(rules.locked)} 条，停用 {len(rules.skipped)} 条"
    parts = f"规则 {len(rules.rules)} 条（{counted}），版式 {len(rules.layouts)} 种，测试 {trials} 条"
    say(f"规则集 {rules.name}（{rules.title}）可以用：{parts}{f'，另有 {len(found)} 处提醒' if found else ''}")
    return _WRONG if strict and found else 0
