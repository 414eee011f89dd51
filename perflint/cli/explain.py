"""``perflint explain CODE``: a rule's manual as a reviewer reads it, and how a ruleset may change it."""

from __future__ import annotations

from collections.abc import Iterator

import click

from perflint.cli.chinese import ChineseCommand, nearest
from perflint.cli.noted import noted
from perflint.cli.options import loaded, ruleset_option
from perflint.cli.origin import settings
from perflint.cli.origin import shown as place_shown
from perflint.cli.output import say
from perflint.cli.weighed import weighed
from perflint.model.finding import Severity
from perflint.rules import RULES
from perflint.rules.base import Rule
from perflint.rules.manual import HEADINGS, POINTS, described, manual, options
from perflint.ruleset import Ruleset, bundled
from perflint.ruleset.notes import Notes
from perflint.text import columns, folded

_WIDTH = 96


@click.command("explain", cls=ChineseCommand, short_help="解释一条规则")
@click.argument("code", metavar="规则编号", required=False, default="")
@click.option("--indicator", nargs=2, metavar="名称 值", help="看一个三级指标属于哪个二级指标，依据是什么")
@ruleset_option
def command(code: str, indicator: tuple[str, str] | None, ruleset: str) -> int:
    """解释一条规则：查什么、为什么、怎样改、依据什么、怎样调整。

    规则编号如 VAL01，也可以写英文名，如 vague-value。全部规则见 perflint rules list。
    写 --indicator "培训人次" "≥200人次"，看这个指标归在哪一类、依据哪些词。
    """
    rules = loaded(ruleset)
    if indicator:
        say("\n".join(weighed(*indicator, rules)))
        return 0
    if not code:
        raise click.UsageError("没有写“规则编号”（或者 --indicator 名称 值），用法见 perflint explain --help")
    kind = next((one for one in RULES if one.code == code.upper() or one.name == code.lower()), None)
    rule = rules.rule(kind.code if kind else code.upper())
    if kind is None and rule is None:
        named = (
            [one.name for one in RULES]
            if "-" in code
            else [*(one.code for one in RULES), *(one.code for one in rules.rules)]
        )
        near = nearest(code.lower() if "-" in code else code.upper(), named)
        raise click.UsageError(f"没有规则“{code}”{near}全部规则见 perflint rules list")
    say("\n".join(_page(kind or _kind(rule), rule, rules, noted(ruleset))))
    return 0


def _kind(rule: Rule | None) -> type[Rule]:
    """The class of a house rule."""
    return Rule if rule is None else type(rule)


def _page(kind: type[Rule], rule: Rule | None, rules: Ruleset, notes: Notes) -> Iterator[str]:
    """All there is to say about a rule."""
    shown = rule or kind()
    level = f"{shown.severity.label}（{shown.severity.value}）" if rule else "本规则集没有启用（skip）"
    yield f"{shown.code} {shown.title}（{kind.name}）"
    yield f"级别：{level}　审核要点：{_point(shown.point)}　规则集：{rules.name}"
    page = manual(kind)
    for heading in HEADINGS:
        yield f"\n【{heading}】"
        lines = page.sections.get(heading, ())
        for line in [page.prose(heading)] if heading in HEADINGS[:2] else lines:
            yield from folded(line, _WIDTH)
    if shown.ask:
        yield "\n【审核时核对】"
        yield from folded(shown.ask, _WIDTH)
    yield from _options(kind, shown)
    yield "\n【文件依据】"
    yield "\n".join(map(str, shown.basis)) or "规则集没有列出"
    yield from _origins(shown, rules, notes)
    yield from _adjusting(kind, shown, rules, notes)


def _origins(rule: Rule, rules: Ruleset, notes: Notes) -> Iterator[str]:
    """Where each value was set."""
    yield "\n【出处】"
    if rule.code in rules.skipped:
        yield f"停用：{place_shown(notes.of_option(rule.code, 'skip'))}"
    for key, _, place in settings(rule, rules, notes):
        yield f"{key}：{place_shown(place)}"


def _options(kind: type[Rule], rule: Rule) -> Iterator[str]:
    """Each option with the value in force and the word list it comes from."""
    known = options(kind)
    if known:
        yield "\n【选项】"
    for key, words in known.items():
        value = getattr(rule, key)
        source = f"（词表 {words}，{len(value)} 个）" if words else ""
        head, lines = f"{key}{source}：", described(value)
        if len(lines) == 1 and columns(head + lines[0]) <= _WIDTH:
            yield head + lines[0]
            continue
        yield head
        for line in lines:
            yield from (f"{'  ' if first else '    '}{part}" for first, part in _marked(folded(line, _WIDTH - 4)))


def _marked(lines: list[str]) -> Iterator[tuple[bool, str]]:
    """Each line with whether it is the first."""
    return ((index == 0, line) for index, line in enumerate(lines))


def _adjusting(kind: type[Rule], rule: Rule, rules: Ruleset, notes: Notes) -> Iterator[str]:
    """What to write into a ruleset of one's own to change the severity, the options, the words."""
    known = options(kind)
    words = sorted({name for name in known.values() if name})
    scalars = [key for key, name in known.items() if not name and isinstance(getattr(rule, key), (int, float, str))]
    levels = "、".join(f"{one.value} {one.label}" for one in Severity)
    yield "\n【怎样调整】"
    if rule.code in rules.locked:
        place = place_shown(rules.locked[rule.code])
        yield f"这条规则已在 {place} 锁定：下级规则集只能从严（提高级别、增加要求），不能放宽或停用。"
    yield "写一个自己的规则集文件，如 my.yaml，再用 perflint check --ruleset my.yaml 文件 检查。my.yaml 里写："
    yield ""
    yield f"  extends: {rules.name if rules.name in bundled() else notes.chain[0]}"
    yield "  rules:"
    if scalars:
        yield f"    {rule.code}:"
        yield f"      severity: {rule.severity.value}"
        yield from (f"      {key}: {_yaml(getattr(rule, key))}" for key in scalars)
    else:
        yield f"    {rule.code}: {rule.severity.value}"
    if words:
        yield "  words:"
        yield from (f"    {name}: {{add: [要加的词], remove: [要去掉的词]}}" for name in words)
    yield ""
    yield f"级别可以写：{levels}；不启用这条规则，写 {rule.code}: skip"


def _yaml(value: object) -> str:
    """A scalar as YAML writes it."""
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value) or '""'


def _point(point: str) -> str:
    """A point of the official form by its name."""
    return f"{point} {POINTS[point]}" if point in POINTS else "—"
