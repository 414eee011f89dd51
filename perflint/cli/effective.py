"""``perflint rules show``: what a ruleset says, or all that is in force under it, and where each value was set."""

from __future__ import annotations

from collections.abc import Iterator

import click

from perflint.cli.chinese import ChineseCommand, nearest
from perflint.cli.noted import noted
from perflint.cli.options import loaded, ruleset_option
from perflint.cli.origin import settings, shown
from perflint.cli.output import say
from perflint.ruleset import Ruleset, bundled
from perflint.ruleset.model import OUTCOMES
from perflint.ruleset.notes import Notes
from perflint.text import columns, folded

_WIDTH, _INDENT = 96, 2


@click.command("show", cls=ChineseCommand, short_help="显示规则集的内容和每个值的出处")
@click.argument("code", metavar="[规则编号]", required=False)
@click.option("--effective", is_flag=True, help="全部生效的内容，包括从上级继承的；不写只显示本规则集自己写的")
@click.option("--origin", is_flag=True, help="每个值后面写明在哪个文件的哪一行")
@ruleset_option
def command(code: str | None, effective: bool, origin: bool, ruleset: str) -> int:
    """显示规则集的内容：规则的级别、选项、依据，词表，版式，锁定的规则。

    写规则编号，只看这一条规则。
    """
    rules, notes = loaded(ruleset), noted(ruleset)
    codes = [rule.code for rule in rules.rules]
    if code and code.upper() not in [*codes, *rules.skipped]:
        other = f"看规则集 {code}：perflint rules show --ruleset {code}"
        cure = other if code in bundled() else "全部规则见 perflint rules list"
        raise click.UsageError(f"规则集里没有规则“{code}”{nearest(code.upper(), codes)}{cure}")
    lines = [*_head(rules, notes)] if not code else []
    lines += _rules(rules, notes, [code.upper()] if code else codes, own=not (effective or code), origin=origin)
    lines += [] if code else _rest(rules, notes, own=not effective, origin=origin)
    say("\n".join(lines))
    return 0


def _head(rules: Ruleset, notes: Notes) -> Iterator[str]:
    """What ruleset this is, and what it extends."""
    first, last = rules.effective
    years = f"，适用 {first or ''}—{last or ''} 年度" if first or last else ""
    yield f"规则集 {rules.name}：{rules.title}（版本 {rules.version or '未注明'}{years}）"
    yield f"继承：{' → '.join(notes.chain)}"


def _rules(rules: Ruleset, notes: Notes, codes: list[str], *, own: bool, origin: bool) -> Iterator[str]:
    """Each rule with its values."""
    for code in codes:
        rule = rules.rule(code)
        if rule is None:
            continue
        rows = list(settings(rule, rules, notes, own=own))
        if rows:
            yield f"\n{code} {rule.title}"
        for key, value, place in rows:
            yield from _lines(f"{key}：{value}", f"← {shown(place)}" if origin else "")
    for code in rules.skipped:
        place = notes.of_option(code, "skip")
        if (code in codes or len(codes) > 1) and (not own or notes.is_own(place)):
            yield f"\n{code} 不启用（skip）{f'  ← {shown(place)}' if origin else ''}"


def _rest(rules: Ruleset, notes: Notes, *, own: bool, origin: bool) -> Iterator[str]:
    """Word lists, layouts, schemes and questions."""
    for name in sorted(rules.words):
        rows = [(line, words) for line, words in notes.of_words(name).items() if not own or notes.is_own(f"{line}:1")]
        if rows:
            yield f"\n词表 {name}（{len(rules.words[name])} 个）"
        for line, words in rows:
            yield from _lines("、".join(words), f"← {line}" if origin else "")
    yield from _gate(rules, notes, own=own, origin=origin)
    parts = [
        (key, place)
        for key, place in notes.places.items()
        if (not own or notes.is_own(place)) and not key.startswith("gate.")
    ]
    if parts:
        yield "\n其他"
    for key, place in parts:
        yield from _lines(_named(key), f"← {shown(place)}" if origin else "")


def _gate(rules: Ruleset, notes: Notes, *, own: bool, origin: bool) -> Iterator[str]:
    """How many findings it takes for each outcome."""
    rows = [
        (f"{called}：{name} {least} 处", notes.places.get(f"gate.{outcome}.{name}", ""))
        for outcome, called in OUTCOMES.items()
        for name, least in rules.gate.get(outcome, {}).items()
    ]
    rows += [("已锁定：下级只能从严", rules.gate_locked)] if rules.gate_locked else []
    rows = [(line, place) for line, place in rows if not own or notes.is_own(place)]
    if rows:
        yield "\n审核结论（gate）"
    for line, place in rows:
        yield from _lines(line, f"← {shown(place)}" if origin else "")


def _named(key: str) -> str:
    """A part of a ruleset as it is called."""
    part, _, name = key.partition(".")
    called = {
        "title": "标题",
        "version": "版本",
        "layouts": "版式",
        "schemes": "指标体系",
        "indicators": "指标库",
        "placement": "归类权重",
        "questions": "只能由人判断的问题",
        "effective": "适用年度",
        "review": "审核表",
    }
    return f"{called.get(part, part)} {name}".strip()


def _lines(text: str, place: str) -> Iterator[str]:
    """A value folded, its place after it or on a line of its own."""
    lines = folded(text, _WIDTH - _INDENT)
    if place and lines and columns(lines[-1]) + columns(place) + _INDENT <= _WIDTH:
        lines[-1] = f"{lines[-1]}{' ' * _INDENT}{place}"
    elif place:
        lines.append(f"{' ' * _INDENT}{place}")
    return (f"{' ' * _INDENT}{line}" for line in lines)
