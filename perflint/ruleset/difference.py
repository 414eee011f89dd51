"""What differs between two rulesets in force（规则集对照）."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import to_builtins

from perflint.rules.base import Rule
from perflint.rules.manual import described, options
from perflint.ruleset.model import OUTCOMES, Ruleset

_ALWAYS = ("severity", "title", "message", "advice", "ask", "point", "basis")


def differences(one: Ruleset, other: Ruleset) -> Iterator[str]:
    """Each difference in a line, from the one to the other: rules, their options, words, layouts and the rest."""
    before, after = ({rule.code: rule for rule in ruleset.rules} for ruleset in (one, other))
    for code in [*before, *(code for code in after if code not in before)]:
        yield from _of_rule(code, before.get(code), after.get(code))
    for code in {**one.locked, **other.locked}:
        if (code in one.locked) != (code in other.locked):
            yield f"{code}：{'锁定' if code in other.locked else '不再锁定'}"
    for name in sorted({*one.words, *other.words}):
        yield from _of_list(f"词表 {name}", one.words.get(name, ()), other.words.get(name, ()))
    yield from _of_mapping("版式", _layouts(one), _layouts(other))
    yield from _of_mapping("指标体系", one.schemes, other.schemes)
    yield from _of_mapping("指标库", one.library.data, other.library.data)
    if one.weights != other.weights:
        yield "归类权重：改变"
    if one.review != other.review:
        yield from _of_value("审核表", to_builtins(one.review) or {}, to_builtins(other.review) or {})
    yield from _of_list("只能由人判断的问题", one.questions, other.questions)
    yield from _of_gate(one, other)
    if one.effective != other.effective:
        yield f"适用年度：{_years(one)} → {_years(other)}"


def _of_rule(code: str, before: Rule | None, after: Rule | None) -> Iterator[str]:
    """What differs in one rule."""
    if before is None or after is None:
        rule = before or after
        assert rule is not None
        word = "停用" if after is None else "启用"
        yield f"{code}：{word}（{rule.title}，{rule.severity.value}）"
        return
    lists = options(type(after))
    for key in dict.fromkeys((*_ALWAYS, *lists)):
        old, new = getattr(before, key, None), getattr(after, key, None)
        # A word list is told once, as a list, not at each rule that uses it.
        if old != new and not (lists.get(key) and key not in _ALWAYS):
            yield from _of_value(f"{code} {key}", old, new)


def _of_gate(one: Ruleset, other: Ruleset) -> Iterator[str]:
    """What differs in the conditions of the outcomes."""
    for key, outcome in OUTCOMES.items():
        old, new = one.gate.get(key, {}), other.gate.get(key, {})
        for name in [*old, *(name for name in new if name not in old)]:
            if old.get(name) != new.get(name):
                yield f"审核结论 {outcome} {name}：{old.get(name, '不设')} → {new.get(name, '不设')}"
    if bool(one.gate_locked) != bool(other.gate_locked):
        yield f"审核结论：{'锁定' if other.gate_locked else '不再锁定'}"


def _of_value(name: str, old: Any, new: Any) -> Iterator[str]:  # noqa: ANN401 - options are anything
    """What differs in one value."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in [*old, *(key for key in new if key not in old)]:
            if old.get(key) != new.get(key):
                yield from _of_value(f"{name}.{key}", old.get(key, ()), new.get(key, ()))
    elif isinstance(old, (list, tuple)) and isinstance(new, (list, tuple)):
        yield from _of_list(name, old, new)
    else:
        yield f"{name}：{'；'.join(described(old))} → {'；'.join(described(new))}"


def _of_list(name: str, old: Any, new: Any) -> Iterator[str]:  # noqa: ANN401 - words, citations, pairs
    """What was taken out of a list, and what was put in."""
    gone, come = [item for item in old if item not in new], [item for item in new if item not in old]
    told = [
        f"{word}{'、'.join(described(tuple(items)))}" for word, items in (("去掉 ", gone), ("增加 ", come)) if items
    ]
    if told:
        yield f"{name}：{'；'.join(told)}"


def _of_mapping(name: str, old: Mapping[str, object], new: Mapping[str, object]) -> Iterator[str]:
    """What named parts were taken out, put in, changed."""
    for key in [*old, *(key for key in new if key not in old)]:
        if old.get(key) != new.get(key):
            yield f"{name} {key}：{'去掉' if key not in new else '增加' if key not in old else '改变'}"


def _layouts(ruleset: Ruleset) -> dict[str, object]:
    """Its layouts by name."""
    return {layout.layout: layout for layout in ruleset.layouts}


def _years(ruleset: Ruleset) -> str:
    """The years it is meant for."""
    first, last = ruleset.effective
    return f"{first or ''}—{last or ''}" if first or last else "不限"
