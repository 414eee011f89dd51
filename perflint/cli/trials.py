"""``perflint rules test``: the tests that a ruleset carries, run as documents are."""

from __future__ import annotations

import click

from perflint.cli.chinese import ChineseCommand
from perflint.cli.noted import noted
from perflint.cli.options import loaded
from perflint.cli.output import say
from perflint.ruleset import Ruleset
from perflint.ruleset.notes import Notes
from perflint.trial import Outcome, outcomes, untested

_FAILED = 1


@click.command("test", cls=ChineseCommand, short_help="运行规则集里的测试")
@click.argument("name", metavar="规则集")
@click.option("--coverage", is_flag=True, help="另外列出每条规则有几条测试，本地规则缺哪一种")
def command(name: str, coverage: bool) -> int:
    """运行规则集里的测试（tests）：像检查文件一样读出、识别、审核，再核对每条规则查出了什么。

    从上级继承的测试也运行，用的是本规则集调整过的规则。

    退出码：0 全部通过，1 有没通过的，2 规则集有误。
    """
    rules, notes = loaded(name), noted(name)
    ran = list(outcomes(rules, notes))
    failed = [one for one in ran if not one.passed]
    for one in failed:
        say(_said(one))
    if coverage:
        _covered(rules, notes, ran)
    say(f"规则集 {rules.name}：测试 {len(ran)} 条，通过 {len(ran) - len(failed)} 条，没通过 {len(failed)} 条")
    return _FAILED if failed else 0


def _said(one: Outcome) -> str:
    """What went otherwise than the test says."""
    wanted, found = (("、".join(f"“{text}”" for text in texts) or "没有") for texts in (one.trial.finds, one.found))
    why = f"（{one.trial.why}）" if one.trial.why else ""
    told = one.trouble or f"应当查出：{wanted}；实际查出：{found}"
    return f"{one.trial.place}：{one.code} 没通过{why}：{told}"


def _covered(rules: Ruleset, notes: Notes, ran: list[Outcome]) -> None:
    """How many tests each rule has, and what is lacking."""
    for code in sorted({one.code for one in ran}):
        mine = [one for one in ran if one.code == code]
        finding = sum(bool(one.trial.finds) for one in mine)
        say(f"  {code}：{len(mine)} 条，应当查出的 {finding} 条，不应查出的 {len(mine) - finding} 条")
    for code, lack in untested(rules, notes).items():
        say(f"  {code}：{lack}")
    covered = {one.code for one in ran}
    say(f"有测试的规则 {len(covered)} 条，共 {len(rules.rules)} 条；自带的规则由 perflint 自己的测试保证")
