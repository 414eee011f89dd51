"""IND01 归类: does the row stand under the 二级 where what it measures belongs?

The evidence is data (rules.IND01.evidence of the ruleset): words of the name, kinds of value, levels they contradict.
Only clear contradictions are listed; a name that could stand in two places is not evidence.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from perflint.model.finding import Finding, Severity
from perflint.model.form import Indicator, TargetForm
from perflint.quantity import Kind
from perflint.rules.base import IndicatorRule
from perflint.rules.measured import ending, level, measure, within


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
        if within(name, self.without) or (self.endings and not ending(name, self.endings)):
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
    依据由规则集的 evidence 给出；可以放在两处的不报，没有二级指标的表不报。

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
    advice: str = "移到“{belongs}”；{level}另填项目在这方面的指标，没有就留空"
    yields_to: tuple[str, ...] = ("TXT03", "IND08")

    evidence: tuple[Evidence, ...] = ()

    def judge(self, indicator: Indicator, form: TargetForm) -> Iterator[Finding]:
        """Yield a row against whose place there is evidence."""
        name = measure(indicator.name.text)
        if not name:
            return
        for one in self.evidence:
            if indicator.path[1] in one.under and one.speaks(name, indicator):
                yield self.at(indicator.name, level=level(indicator), because=one.because, belongs=one.belongs)
                return
