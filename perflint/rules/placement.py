"""IND01 归类: does the row stand under the 二级 where what it measures belongs?

First clear contradictions (rules.IND01.evidence of the ruleset): words of the name, kinds of value, levels they
contradict. Then the weights (placement.yaml), which speak only when the given 二级 is very unlikely.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, NamedTuple

from perflint.model.finding import Finding, Severity
from perflint.model.form import Indicator, TargetForm
from perflint.quantity import Kind
from perflint.rules.base import IndicatorRule
from perflint.rules.facts.measured import ending, level, measure, within
from perflint.rules.known.library import Library
from perflint.rules.known.suggestion import suggestion
from perflint.rules.known.weights import Weights, spoken

_KNOWN_AS = {"经济成本指标": "成本指标", "满意度指标": "服务对象满意度指标"}
"""What the weights call a 二级 of another scheme."""


_READABLE = 3
_CLAUSES = frozenset("，,；;。")


class Evidence(NamedTuple):
    """What shows that a row stands in the wrong place（归类依据）. All parts that are given must hold."""

    belongs: str
    """Where it belongs, as the advice says it."""
    because: str
    """What it measures, as the message says it."""
    under: tuple[str, ...]
    """The canonical 二级 it contradicts."""
    starts: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    """Words in the name with which it is no evidence."""
    kinds: tuple[Kind, ...] = ()
    units: tuple[str, ...] = ()
    upward: bool = False
    """Whether the value must be a number above nought that is to be reached, not a ceiling."""

    def speaks(self, name: str, indicator: Indicator) -> bool:
        """Whether it speaks against the place of this row."""
        return not within(name, self.without) and self.fits(name, indicator)

    def excuses(self, name: str, indicator: Indicator) -> bool:
        """Whether it would speak but for a word with which the row may stand where it does."""
        return bool(within(name, self.without)) and self.fits(name, indicator)

    def fits(self, name: str, indicator: Indicator) -> bool:
        """Whether the row is of the kind it is about."""
        if self.endings and not ending(name, self.endings):
            return False
        if (self.starts and not name.startswith(self.starts)) or (self.words and not within(name, self.words)):
            return False
        found = indicator.quantity
        if self.kinds and (found is None or not found.whole or found.kind not in self.kinds):
            return False
        if self.units and (found is None or found.unit not in self.units):
            return False
        return not self.upward or (found is not None and bool(found.low) and found.sign not in {"≤", "<"})


class MisplacedIndicator(IndicatorRule):
    """指标归类错误。

    ## 检查内容
    从三级指标的名称和值看，这一行明显属于另一个二级指标：满意度填在生态效益下，完成工作填在经济效益下，次数填在质量下。
    先看规则集 evidence 列出的明显矛盾，再看归类权重（placement.yaml）：名称用词、值的种类和单位对各二级指标的倾向
    加起来，填在这里的可能性很小（margin）才报，而且只提示核实；名称里有这一类的用词（admits）、可以放在两处的（alike）、
    名称是一句话的不报。没有二级指标的表不报。
    用 perflint explain --indicator "名称" "值" 看一行的依据。

    ## 为什么
    归类错了，看上去每类都有指标，其实该类没有；权重也跟着算错。

    ## 不合格
    效益指标 / 生态效益指标 / 群众满意度 / 90%
    效益指标 / 经济效益指标 / 完成相关工作 / 100%
    产出指标 / 质量指标 / 仪器维修维护次数 / ≥4次

    ## 合格
    满意度指标 / 服务对象满意度指标 / 群众满意度 / 90%
    效益指标 / 社会效益指标 / 受益人数 / ≥500人
    """

    code: str = "IND01"
    name: str = "misplaced-indicator"
    title: str = "指标归类错误"
    severity: Severity = Severity.ERROR
    point: str = "X2"
    message: str = "“{text}”填在“{level}”下，{because}"
    advice: str = "移到“{belongs}”；{level}另填项目在这方面的指标，如“{instead}”，没有就留空"
    ask: str = "移位之后看“{level}”是否还有内容，没有就留空，不要求硬凑"
    yields_to: tuple[str, ...] = ("TXT03", "IND07", "IND08")

    evidence: tuple[Evidence, ...] = ()
    """Clear contradictions, asked first."""
    weights: Weights = Weights()
    library: Library = Library()
    margin: float = 3.0
    """How unlikely the given 二级 must be before the weights speak: 3 is one in twenty, 4 one in fifty."""
    homes: dict[str, str] = {}
    """Each 二级 that the weights know, as the advice says it."""
    admits: dict[str, tuple[str, ...]] = {}
    """Of each 二级, words with which a name is at home there: the weights do not speak against it."""
    alike: tuple[tuple[str, ...], ...] = ()
    """Pairs of 二级 that go over into each other: between them the weights are silent; else each counts half."""
    grows: ClassVar[tuple[str, ...]] = (*IndicatorRule.grows, "evidence")
    shrinks: ClassVar[tuple[str, ...]] = (*IndicatorRule.shrinks, "margin", "alike")

    def judge(self, indicator: Indicator, form: TargetForm) -> Iterator[Finding]:
        """Yield a row against whose place there is evidence."""
        because, belongs, certain = self.against(indicator)
        if because:
            severity = None if certain else Severity.HINT
            instead = suggestion(indicator, form, self.library, most=1)
            yield self.at(
                indicator.name,
                level=level(indicator),
                because=because,
                belongs=belongs,
                instead=instead,
                severity=severity,
            )

    def against(self, indicator: Indicator) -> tuple[str, str, bool]:
        """What speaks against the place of a row, where it belongs, whether that is clear; empty where nothing does."""
        name = measure(indicator.name.text)
        against = [one for one in self.evidence if name and indicator.path[1] in one.under]
        for one in against:
            if one.speaks(name, indicator):
                return one.because, one.belongs, True
        home = self.home(indicator) if name else ""
        if not home or any(one.excuses(name, indicator) for one in against):
            return "", "", False
        return f"{self.because(indicator, home)}，更像{home}", self.homes.get(home, home), False

    def home(self, indicator: Indicator) -> str:
        """The 二级 where the weights put the row with a clear lead, "" where they are not sure.

        They say nothing of a sentence: so many words always add up to something.
        """
        given = _KNOWN_AS.get(indicator.path[1], indicator.path[1])
        name = measure(indicator.name.text)
        if given not in self.weights.levels or within(name, self.admits.get(given, ())) or _CLAUSES & set(name):
            return ""
        verdict = self.weights.verdict(indicator.name.text, indicator.value.text)
        alike = {one for pair in self.alike if given in pair for one in pair} - {given}
        return verdict.best if verdict and verdict.doubt(given, alike) > self.margin else ""

    def because(self, indicator: Indicator, home: str) -> str:
        """What in the row speaks most clearly for another 二级 and against its own."""
        given = _KNOWN_AS.get(indicator.path[1], indicator.path[1])
        name, value = indicator.name.text, indicator.value.text
        found = [one for one, weight in self.weights.evidence(name, value, home, given) if weight > 0]
        return "、".join(map(spoken, _plainest(found, name)))


def _plainest(found: list[str], name: str) -> list[str]:
    """The strongest two that do not say the same; a single character only where there is nothing else."""
    kept: list[str] = []
    for one in sorted(found, key=lambda one: len(one) < _READABLE):
        if not any(_overlap(one[1:], other[1:], name) for other in kept):
            kept.append(one)
    return kept[:2]


def _overlap(one: str, other: str, name: str) -> bool:
    """Whether two pieces of a name share characters there: 按时 and 时发 of 按时发放."""
    joints = ((one, other), (other, one))
    if one in other or other in one:
        return True
    return any(head[-1] == tail[0] and head + tail[1:] in name for head, tail in joints)
