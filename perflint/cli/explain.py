"""``perflint explain CODE``: a rule's manual as a reviewer reads it."""

from __future__ import annotations

import inspect

import click

from perflint.cli.chinese import ChineseCommand
from perflint.errors import RulesetError
from perflint.rules import RULES
from perflint.ruleset import load_ruleset

_HIDDEN = ("code", "name", "title", "severity", "point", "message", "advice", "basis", "yields_to")


@click.command("explain", cls=ChineseCommand, short_help="解释一条规则")
@click.argument("code", metavar="规则代码")
@click.option("--ruleset", default="national", metavar="名称|文件", help="规则集", show_default=True)
def command(code: str, ruleset: str) -> int:
    """解释一条规则：查什么、为什么、怎样改。规则代码如 VAL01，也可以写英文名称 vague-value。"""
    try:
        rules = load_ruleset(ruleset)
    except RulesetError as error:
        raise click.UsageError(f"规则集有误：{error}") from error
    kind = next((one for one in RULES if code.upper() == one.model_fields["code"].default or code == one.model_fields["name"].default), None)
    if kind is None:
        raise click.UsageError(f"没有规则 {code}，全部规则见 perflint rules list")
    known = kind.model_fields["code"].default
    rule = rules.rule(known)
    title, _, manual = inspect.cleandoc(kind.__doc__ or "").partition("\n")
    shown = rule or kind()
    click.echo(f"{known} {shown.name}　{shown.title or title.rstrip('。')}")
    click.echo(f"级别：{shown.severity.label}（{shown.severity.value}）" if rule else "级别：本规则集未启用（skip）")
    click.echo(f"审核要点：{shown.point or '—'}")
    click.echo("")
    click.echo(_manual(manual))
    options = [key for key in kind.model_fields if key not in _HIDDEN]
    if options:
        click.echo("\n【选项】")
        for key in options:
            click.echo(f"{key}：{_shown(getattr(shown, key))}")
    click.echo("\n【文件依据】")
    click.echo("\n".join(str(basis) for basis in shown.basis) or "（规则集未列）")
    return 0


def _manual(text: str) -> str:
    """The manual with its headings as people set them in plain text."""
    return "\n".join(f"【{line[3:]}】" if line.startswith("## ") else line for line in text.strip().splitlines())


def _shown(value: object) -> str:
    """An option's value, long lists cut."""
    if isinstance(value, (tuple, list)):
        words = "、".join(map(str, value[:40]))
        return words + (f" 等 {len(value)} 个" if len(value) > 40 else "") if value else "（空）"
    return str(value)
