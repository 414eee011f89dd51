"""IND 指标（中）: money that comes in or goes out is no target."""

from __future__ import annotations

from collections.abc import Iterator

from perflint.model.finding import Finding, Severity
from perflint.model.form import Indicator, TargetForm
from perflint.rules.base import IndicatorRule, wordlist
from perflint.rules.facts.measured import COSTS, ending, level, measure, within
from perflint.rules.known.library import Library
from perflint.rules.known.suggestion import suggestion


class InputAsTarget(IndicatorRule):
    """以投入、支出进度作为目标。

    ## 检查内容
    产出、效益、满意度指标的名称是资金支出率、资金到位率、经费使用合规性一类（words.input_names）。成本指标除外；
    发给服务对象的钱（补助、奖励）是产出，也除外。

    ## 为什么
    钱花出去、花得合规是应当做到的，不是这笔钱要达到的目标。

    ## 不合格
    产出指标 / 质量指标 / 资金支出率 / 95%
    产出指标 / 质量指标 / 经费使用合规性 / 100%

    ## 合格
    产出指标 / 成本指标 / 预算控制数 / ≤20万元
    产出指标 / 时效指标 / 补助资金发放及时率 / 100%
    """

    code: str = "IND07"
    name: str = "input-as-target"
    title: str = "以投入、支出进度作为目标"
    severity: Severity = Severity.WARNING
    point: str = "X2"
    message: str = "{level}“{text}”衡量的是资金的投入或使用，不是{kind}"
    advice: str = "换成花这笔钱要做成的事，如“{instead}”"
    ask: str = "预算执行情况另有考核，看其余指标能否反映产出和效果"
    yields_to: tuple[str, ...] = ("TXT03", "IND08")

    words: tuple[str, ...] = wordlist("input_names")
    exceptions: tuple[str, ...] = wordlist("input_exceptions")
    library: Library = Library()

    def judge(self, indicator: Indicator, form: TargetForm) -> Iterator[Finding]:
        """Yield an input under anything but cost."""
        level1, level2 = indicator.path
        if level2 in COSTS or level1 not in {"产出指标", "效益指标", "满意度指标"}:
            return
        name = measure(indicator.name.text)
        known = ending(name, self.words)
        if known and not within(name.removesuffix(known), self.exceptions):
            instead = suggestion(indicator, form, self.library)
            kind = {"产出指标": "产出", "效益指标": "效益"}.get(level1, "满意度")
            yield self.at(indicator.name, level=level(indicator), kind=kind, instead=instead)
