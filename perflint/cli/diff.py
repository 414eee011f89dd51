"""``perflint diff``: what became of an earlier round of checking in a later one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import click

from perflint.cli.chinese import ChineseCommand
from perflint.cli.options import loaded, ruleset_option
from perflint.cli.output import say
from perflint.cli.settle import JSON, rounds_of
from perflint.model.finding import BACK, FIXED, NEW, STANDING, UNTOLD, Finding, Severity
from perflint.reporters.groups import numbers
from perflint.reporters.tables import table
from perflint.review.compare import Change, compare
from perflint.review.rounds import Round
from perflint.text import normal

DONE, WORSE, UNCHECKED = 0, 1, 3
_WHOLE = "全部材料"
_ORDER = (BACK, NEW, STANDING, FIXED, UNTOLD)


@click.command("diff", cls=ChineseCommand, short_help="对照两次检查：已改、未改、新增、又出现")
@click.argument("old", metavar="上次")
@click.argument("new", metavar="这次")
@click.option("--together", is_flag=True, help="文件夹（或压缩文件）里的文件合起来是一份材料")
@click.option("--exit-code", "told", is_flag=True, help="有新增或又出现时退出码为 1")
@ruleset_option
def command(old: str, new: str, together: bool, told: bool, ruleset: str) -> int:
    """对照两次检查，上次的问题哪些已改、哪些未改，这次新增了哪些、哪些又出现了。

    上次、这次各写一个：检查结果（check --format json 的 report.json），或者要检查的文件、文件夹。

    按问题说的内容对照，不看它在第几行；项目改了名、指标换了行，只在不会认错时才跟过去。

    退出码：0 对照完；写了 --exit-code 而有新增或又出现，1；2 用法、规则集或检查结果有误；3 有材料未能检查。
    """
    rules = loaded(ruleset)
    before, after = (rounds_of([path], rules, together=together) for path in (old, new))
    codes = None if new.lower().endswith(JSON) else [rule.code for rule in rules.rules]
    change = compare(before, after, codes)
    say("\n".join(_lines(before, after, change)))
    if any(part.unchecked for part in (*before.parts, *after.parts)):
        return UNCHECKED
    return WORSE if told and any(state in {NEW, BACK} for states in change.states for state in states) else DONE


def _lines(old: Round, new: Round, change: Change) -> Iterator[str]:
    """The summary, then the lists."""
    found = _by_state(new, change)
    projects = _projects(old, new, change)
    yield f"上次：{old.name}　{sum(len(part.found) for part in old.parts)} 处"
    yield f"这次：{new.name}　{sum(len(part.found) for part in new.parts)} 处"
    yield from _cautions(old, new)
    if change.names:
        yield f"项目改名：{'；'.join(f'{one} → {other}' for one, other in change.names.items())}"
    yield ""
    shown = [state for state in _ORDER if found[state] or state != UNTOLD]
    rows = [(state, *numbers(found[state]), len(found[state])) for state in shown]
    yield table(rows, ("", *(severity.label for severity in Severity), "合计"), numbers=(1, 2, 3, 4))
    yield ""
    counts = {state: Counter(projects[normal(one.subject.project)] for one in found[state]) for state in shown}
    each = [(name, *(counts[state][name] for state in shown)) for name in dict.fromkeys(projects.values())]
    each = [row for row in each if any(row[1:])]
    if len(each) > 1:
        yield table(each, ("项目", *shown), numbers=range(1, len(shown) + 1))
        yield ""
    for state in _ORDER:
        if found[state]:
            yield from _list(state, found[state], projects)


def _cautions(old: Round, new: Round) -> Iterator[str]:
    """What makes a difference that the documents did not make."""
    for one in (old, new):
        if any(part.unchecked for part in one.parts):
            yield f"注意：“{one.name}”没有查完，没有列出的不等于没有问题"
    if old.ruleset != new.ruleset:
        yield f"注意：两次用的规则集不同（{old.ruleset}、{new.ruleset}），有的变化是规则不同造成的"


def _by_state(new: Round, change: Change) -> dict[str, list[Finding]]:
    """All findings of both rounds by what became of them."""
    found: dict[str, list[Finding]] = {state: [] for state in _ORDER}
    for part, states in zip(new.parts, change.states, strict=True):
        for one, state in zip(part.found, states, strict=True):
            found[state].append(one)
    found[FIXED] += [one for part in change.fixed for one in part]
    found[UNTOLD] += [one for part in change.untold for one in part]
    return found


def _projects(old: Round, new: Round, change: Change) -> dict[str, str]:
    """What each project is called here, by its normal name: as in the new round, under its new name if it has one.

    The whole comes first, then the projects in the order of their forms, those of the new round first.
    """
    forms = (name for one in (new, old) for part in one.parts for name in part.forms)
    found = (one.subject.project for one_round in (new, old) for part in one_round.parts for one in part.found)
    untold = (one.subject.project for part in old.parts for one in part.untold)
    called = {"": _WHOLE}
    for name in (*forms, *found, *untold):
        called.setdefault(normal(name), " ".join(name.split()))
    return {name: called.get(change.names.get(name, name), shown) for name, shown in called.items()}


def _list(state: str, found: Sequence[Finding], projects: dict[str, str]) -> Iterator[str]:
    """The findings of one state, by project, the most severe first."""
    why = "（项目这次不在材料里、规则没有运行，或者材料没有查完）" if state == UNTOLD else ""
    yield f"■ {state} {len(found)} 处{why}"
    order = {name: number for number, name in enumerate(dict.fromkeys(projects.values()))}
    by_project = [(projects[normal(one.subject.project)], one) for one in found]
    before = ""
    for project, one in sorted(by_project, key=lambda pair: (order[pair[0]], pair[1].severity.rank)):
        if project != before:
            yield f"  {project}"
        before = project
        where = "" if state in {FIXED, UNTOLD} else f"　{one.place}"
        yield f"    【{one.severity.label}】{one.title}（{one.code}）{where}"
        yield f"      {' '.join(one.message.split())}"
    yield ""
