"""``perflint waive``: a finding is waived, with a reason, a name and a day; waivers that are of no use any more go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from perflint.cli.chinese import ChineseCommand
from perflint.cli.options import loaded, ruleset_option
from perflint.cli.output import exchange, say
from perflint.cli.settle import DEFAULT, rounds_of, waivers_in, yaml_text
from perflint.errors import RulesetError
from perflint.model.finding import Finding
from perflint.review.waiver import Waiver
from perflint.review.waiverfile import appended, pruned
from perflint.review.waivers import uncovered, weighed
from perflint.ruleset import Ruleset
from perflint.text import normal, short


@click.command("waive", cls=ChineseCommand, short_help="豁免查出来而可以不改的问题")
@click.argument("paths", nargs=-1, metavar="report.json|文件…")
@click.option(
    "--fingerprint", "prints", multiple=True, metavar="指纹", help="问题的指纹（JSON 报告里的 fingerprint），可写几次"
)
@click.option("--code", metavar="编号", help="规则编号，与 --project 一起写")
@click.option("--project", metavar="名称", help="项目名称；与项目无关的问题写空的 ''")
@click.option("--path", metavar="位置", help="项目里的位置，如“产出指标 / 数量指标 / 培训人次”；不写则这一项目里都豁免")
@click.option("--reason", metavar="理由", help="为什么可以不改")
@click.option("--by", metavar="姓名", help="谁同意的")
@click.option("--until", metavar="日期", help="到哪一天为止，如 2027-03-31")
@click.option("--waivers", "target", default=DEFAULT, show_default=True, metavar="文件", help="豁免文件")
@click.option("--prune", is_flag=True, help="删去到期的和没有用上的；不写文件只删到期的")
@click.option("--together", is_flag=True, help="文件夹里的文件合起来是一份材料")
@ruleset_option
def command(
    paths: tuple[str, ...], prints: tuple[str, ...], code: str | None, project: str | None, path: str | None,
    reason: str | None, by: str | None, until: str | None, target: str, prune: bool, together: bool, ruleset: str,
) -> int:  # fmt: skip
    """在豁免文件里添加一条：哪个问题、为什么可以不改、谁同意的、到哪一天为止。

    先写检查结果（check --format json 的 report.json）或要检查的文件，只能豁免其中查出来的问题。锁定的规则不能豁免。

    退出码：0 写好了，2 用法、规则集或豁免文件有误。
    """
    rules = loaded(ruleset)
    if prune:
        return _prune(paths, target, rules, together)
    if not paths:
        raise click.UsageError("没有写检查结果（report.json）或要检查的文件，用法见 perflint waive --help")
    if not prints and (code is None or project is None):
        raise click.UsageError("要写 --fingerprint，或者 --code 和 --project，用法见 perflint waive --help")
    why, who, day = _needed("--reason", reason), _needed("--by", by), _day(until)
    found = [one for part in rounds_of(paths, rules, together=together).parts for one in part.found]
    asked = [
        Waiver(place=target, reason=why, by=who, expires=day, fingerprint=one, code=code, project=project, path=path)
        for one in prints or (None,)
    ]
    made = [_known(waiver, found, rules) for waiver in asked]
    text = yaml_text(target)
    try:
        exchange(appended(text, made, target).encode(), target)
    except RulesetError as error:
        raise click.UsageError(f"豁免文件有误：{error}") from error
    covered = [one for one in found if any(waiver.covers(one) for waiver in made)]
    lines = [f"  · {short(one.subject.project)}　{one.title}（{one.code}）：{one.message}" for one in covered]
    say("\n".join([f"豁免 {len(covered)} 处，到 {until} 为止，写进了“{target}”", *lines]))
    return 0


def _known(waiver: Waiver, found: Sequence[Finding], rules: Ruleset) -> Waiver:
    """The waiver with all that is known of what it covers; refused where it covers nothing or what is locked."""
    covered = [one for one in found if waiver.covers(one)]
    if not covered:
        why = next(uncovered(waiver, found), "这几项分开有，合起来没有")
        raise click.UsageError(f"检查结果里没有要豁免的问题：{why}，请核对 JSON 报告")
    code = next((one.code for one in covered if one.code in rules.locked), None)
    if code:
        raise click.UsageError(f"规则 {code} 已在 {rules.locked[code]} 锁定，不能豁免")
    if waiver.fingerprint is None:
        return waiver
    # A fingerprint says nothing to a person: the entry also says which rule, project and place.
    (first, *_), subject = covered, covered[0].subject
    return Waiver(
        place=waiver.place, reason=waiver.reason, by=waiver.by, expires=waiver.expires, fingerprint=waiver.fingerprint,
        code=first.code, project=subject.project, path=subject.path or None,
    )  # fmt: skip


def _needed(option: str, text: str | None) -> str:
    """What must be said."""
    if not (text or "").strip():
        raise click.UsageError(f"没有写 {option}：豁免要写明理由、谁同意的、到哪一天为止，用法见 perflint waive --help")
    return str(text)


def _day(text: str | None) -> date:
    """The last day."""
    said = _needed("--until", text)
    try:
        day = date.fromisoformat(said)
    except ValueError as error:
        raise click.UsageError(f"--until 应当是日期，如 2027-03-31，不能是“{said}”") from error
    if day < date.today():
        raise click.UsageError(f"--until {said} 已经过去，写进去也不起作用，请写以后的日期")
    return day


def _prune(paths: tuple[str, ...], target: str, rules: Ruleset, together: bool) -> int:
    """Take out what has expired and, where there is something to check, what is of no use."""
    if not Path(target).exists():
        raise click.UsageError(f"没有豁免文件“{target}”，用 --waivers 写明是哪个文件")
    waivers = waivers_in(target)
    today = date.today()
    gone = [one for one in waivers if one.expires < today]
    if paths:
        whole = rounds_of(paths, rules, together=together)
        found = [one for part in whole.parts for one in part.found]
        looked_at = [part for part in whole.parts if not part.unchecked]
        there = {name for part in looked_at for name in part.projects}
        there |= {""} if len(looked_at) == len(whole.parts) else set()
        stale = (one.waiver for one in weighed(waivers, found, rules, today) if one.stale)
        # What was not looked at says nothing of its waivers: another project, or what could not be read.
        gone = [one for one in stale if one in gone or normal(one.project or "") in there]
    if not gone:
        say("没有要删去的豁免" + ("" if paths else "（只看了到期的；要删没有用上的，请写检查结果或文件）"))
        return 0
    try:
        exchange(pruned(yaml_text(target), gone, target).encode(), target)
    except RulesetError as error:
        raise click.UsageError(f"豁免文件有误：{error}") from error
    why = {True: "已到期", False: "没有用上"}
    lines = [f"  · {one}：{one.reason}（{one.by}，{one.expires}）　{why[one.expires < today]}" for one in gone]
    say("\n".join([f"从“{target}”删去 {len(gone)} 条豁免", *lines]))
    return 0
