"""``perflint explain --indicator``: where a row belongs, and which of its words say so."""

from __future__ import annotations

import math
from collections.abc import Iterator

from perflint.model.base import Cell, Place
from perflint.model.form import ANNUAL, Indicator, Level
from perflint.rules.known.weights import spoken
from perflint.rules.placement import MisplacedIndicator
from perflint.ruleset import Ruleset

_SHOWN, _FAINT = 8, 0.5


def weighed(name: str, value: str, rules: Ruleset) -> Iterator[str]:
    """How likely each 二级 is, what speaks for the likeliest and against the next, and where IND01 would object."""
    yield f"三级指标“{name}”，指标值“{value}”　规则集：{rules.name}"
    verdict = rules.weights.verdict(name, value)
    if verdict is None:
        yield "名称和值里没有归类权重认识的词，看不出属于哪一类"
        return
    best, second = verdict.best, verdict.scores[1][0]
    rule = rules.rule(MisplacedIndicator.code)
    yield "\n【归在各个二级指标的可能性】"
    for level, score in verdict.scores:
        yield f"  {math.exp(score):>6.1%}　{level}{_objection(rule, name, value, level)}"
    yield f"\n【依据】+ 更像“{best}”，- 更像“{second}”"
    found = [pair for pair in rules.weights.evidence(name, value, best, second) if abs(pair[1]) >= _FAINT]
    for feature, weight in found[:_SHOWN]:
        yield f"  {weight:+.1f}　{spoken(feature)}"
    if not found:
        yield "  各个词的倾向都不明显"
    if isinstance(rule, MisplacedIndicator):
        odds = math.exp(-rule.margin)
        yield f"\n填的二级指标（连同与它相近的）可能性低于 {odds:.1%}，{rule.code} 才报（选项 margin）"


def _objection(rule: object, name: str, value: str, level: str) -> str:
    """What IND01 says of the row under a 二级, "" where it is silent."""
    if not isinstance(rule, MisplacedIndicator):
        return ""
    place = Place(file="")
    row = Indicator(
        period=ANNUAL,
        level1=Level(name=""),
        level2=Level(name=level),
        name=Cell(text=name, place=place),
        value=Cell(text=value, place=place),
    )
    because, _, _ = rule.against(row)
    return f"　填在这里会报：{because}" if because else ""
