"""``perflint rules diff``: what differs between two rulesets in force."""

from __future__ import annotations

import click

from perflint.cli.chinese import ChineseCommand
from perflint.cli.options import loaded
from perflint.cli.output import say
from perflint.ruleset.difference import differences

_DIFFERENT = 1


@click.command("diff", cls=ChineseCommand, short_help="对照两个规则集")
@click.argument("one", metavar="规则集甲")
@click.argument("other", metavar="规则集乙")
@click.option("--exit-code", "told", is_flag=True, help="有不同时退出码为 1")
def command(one: str, other: str, told: bool) -> int:
    """对照两个规则集生效后的内容：规则、级别、选项、锁定、词表、版式、体系，从甲到乙改了什么。

    退出码：0 对照完；写了 --exit-code 而有不同，1；2 规则集有误。
    """
    found = list(differences(loaded(one), loaded(other)))
    say("\n".join(found) if found else "两个规则集没有不同")
    return _DIFFERENT if told and found else 0
