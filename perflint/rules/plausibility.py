"""VAL 指标值（下）: can the value be meant? What is impossible, reversed, or without pressure."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from msgspec.structs import replace

from perflint.model.finding import Finding, Severity
from perflint.model.form import Indicator, TargetForm
from perflint.model.submission import Submission
from perflint.quantity import Kind, Quantity
from perflint.rules.base import IndicatorRule, Rule, subject_of, wordlist
from perflint.rules.facts.measured import (
    COSTS,
    DAYS,
    MONEY,
    QUANTITY,
    ending,
    fiscal_year,
    measure,
    numeric,
    target_years,
    title,
    within,
)
from perflint.rules.known.library import Library
from perflint.rules.known.suggestion import typical

_HUNDRED = Decimal(100)
_NOT = ("不", "未", "非")
"""Before the name of a good thing it makes a bad one: 不合格率."""
_AT_LEAST, _AT_MOST = frozenset({"≥", ">"}), frozenset({"≤", "<"})


_COUNTED = ("数量指标", "社会效益指标", "服务对象满意度指标")
"""Of what the advice names measures that are not full by nature."""


class ImpossibleValue(IndicatorRule):
    """指标值不合常理。

    ## 检查内容
    比率（率、比例、覆盖、满意度）超过 100%；“≥100%”（提示，写“=100%”即可）；满意度低于 60%；个数是负数；
    时间早于本年度，或者晚于项目期。增长率一类可以超过 100% 的名称由 words.share_exceptions 给出。

    ## 为什么
    达不到的值和不用努力就能达到的值都起不到约束作用，多半是笔误或者照抄了往年的表。

    ## 不合格
    产出指标 / 质量指标 / 验收合格率 / 110%
    满意度指标 / 服务对象满意度指标 / 群众满意度 / ≥50%

    ## 合格
    产出指标 / 质量指标 / 验收合格率 / =100%
    效益指标 / 经济效益指标 / 销售收入增长率 / ≥120%
    """

    code: str = "VAL05"
    name: str = "impossible-value"
    title: str = "指标值不合常理"
    severity: Severity = Severity.ERROR
    point: str = "S1"
    message: str = "指标“{name}”的指标值“{text}”{fault}"
    advice: str = "{instead}"
    ask: str = "对照上年实际值和项目期，问清是笔误还是照抄旧表"
    yields_to: tuple[str, ...] = ("VAL03", "VAL02", "VAL06", "VAL01", "VAL04", "VAL08", "TXT03", "IND06", "IND08")

    shares: tuple[str, ...] = wordlist("share_names")
    growing: tuple[str, ...] = wordlist("share_exceptions")
    floor: int = 60
    """满意度 under this many per cent is no target."""
    grows: ClassVar[tuple[str, ...]] = (*Rule.grows, "shares", "floor")
    shrinks: ClassVar[tuple[str, ...]] = (*Rule.shrinks, "growing")

    def check_all(self, submission: Submission) -> Iterator[Finding]:
        """Yield from every form; a head that names another year than the submission's (FRM08) dates no target."""
        year = submission.year
        forms = (one if year in {None, fiscal_year(one)} else replace(one, year=None) for one in submission.forms)
        yield from super().check_all(replace(submission, forms=tuple(forms)))

    def judge(self, indicator: Indicator, form: TargetForm) -> Iterator[Finding]:
        """Yield a value that cannot be meant."""
        found, name = indicator.quantity, measure(indicator.name.text)
        if found is None or not found.whole:
            return
        if found.kind in {Kind.PERCENT, Kind.RANGE} and found.unit == "%":
            yield from self.rate(indicator, found, name)
        elif found.kind in DAYS and found.end is not None:
            yield from self.day(indicator, found, form)
        elif found.kind is Kind.NUMBER and found.unit and found.low is not None and found.low < 0:
            yield self.speak(indicator, "是负数", "个数不能为负，核对后重填")

    def rate(self, indicator: Indicator, found: Quantity, name: str) -> Iterator[Finding]:
        """A percentage: over a hundred, at least a hundred, or a satisfaction nobody need work for."""
        low, high = found.low, found.high
        if low is None or high is None or within(name, self.growing):
            return
        if ending(name, self.shares) and (high > _HUNDRED or (low == _HUNDRED and found.sign == ">")):
            yield self.speak(indicator, "超过了100%，这类比率最多是100%", "改为不超过100%的值")
        elif low == _HUNDRED and found.sign == "≥":
            yield self.speak(indicator, "写成了不低于100%", "100%已是上限，写“=100%”或“100%”", Severity.HINT)
        elif "满意" in name and "不满意" not in name and high < self.floor and found.sign not in _AT_MOST:
            low_text = f"低于{self.floor}%，作为满意度的目标过低"
            yield self.speak(indicator, low_text, "参照上年实际和同类项目，改为“≥__%”（一般不低于85%）")

    def day(self, indicator: Indicator, found: Quantity, form: TargetForm) -> Iterator[Finding]:
        """A day before or after the years in which the target can lie."""
        years = target_years(indicator, form)
        if years is None or found.end is None:
            return
        first, last = years
        if found.end.year < first:
            yield self.speak(indicator, f"早于{first}年", f"改为{first}年内的日期，如“{first}年__月__日前”")
        elif (found.start or found.end).year > last:
            yield self.speak(indicator, f"晚于项目期（{last}年止）", f"改为{last}年内的日期，或者改项目期")

    def speak(self, indicator: Indicator, fault: str, instead: str, severity: Severity | None = None) -> Finding:
        """The finding with its fault."""
        return self.at(indicator.value, name=title(indicator), fault=fault, instead=instead, severity=severity)


class ReversedSign(IndicatorRule):
    """指标方向疑似写反。

    ## 检查内容
    成本、投诉、事故、差错一类越少越好的指标写成“不低于”；完成率、合格率、满意度、培训人次一类越多越好的指标写成“不超过”。
    只看明写的符号（≥ ≤ > < 或者不低于、不超过）。词由 words.bad_names、words.good_names、words.good_counts 等给出。

    ## 为什么
    符号写反，做得越差越算完成。

    ## 不合格
    产出指标 / 成本指标 / 防疫室建设 / ≥1050元
    产出指标 / 质量指标 / 设施稳定运行率 / ≤99%

    ## 合格
    产出指标 / 成本指标 / 人均培训成本 / ≤400元
    产出指标 / 数量指标 / 会议次数 / ≤10次
    产出指标 / 质量指标 / 投诉处理率 / ≥95%
    """

    code: str = "VAL07"
    name: str = "reversed-sign"
    title: str = "指标方向疑似写反"
    severity: Severity = Severity.WARNING
    point: str = "S1"
    message: str = "指标“{name}”越{better}越好，指标值“{text}”的方向却是“{sign}”"
    advice: str = "核对方向，一般应为“{right}”"
    ask: str = "问清是笔误还是另有含义，对照上年实际值"
    yields_to: tuple[str, ...] = (
        "VAL03", "VAL02", "VAL06", "VAL01", "VAL04", "VAL05", "VAL08", "TXT03", "IND06", "IND08",
    )  # fmt: skip

    bad: tuple[str, ...] = wordlist("bad_names")
    bad_exceptions: tuple[str, ...] = wordlist("bad_exceptions")
    floor_amounts: tuple[str, ...] = wordlist("floor_amounts")
    good: tuple[str, ...] = wordlist("good_names")
    good_counts: tuple[str, ...] = wordlist("good_counts")
    ceiling_counts: tuple[str, ...] = wordlist("ceiling_counts")
    tails: tuple[str, ...] = ()
    """What may follow a bad thing's name: 投诉次数, 事故发生率."""
    grows: ClassVar[tuple[str, ...]] = (*Rule.grows, "bad", "good", "good_counts")
    shrinks: ClassVar[tuple[str, ...]] = (*Rule.shrinks, "bad_exceptions", "floor_amounts", "ceiling_counts")

    def judge(self, indicator: Indicator, form: TargetForm) -> Iterator[Finding]:
        """Yield a sign that rewards the worse."""
        found = indicator.quantity
        if found is None or not found.whole or not found.sign:
            return
        name = measure(indicator.name.text)
        right = found.text.replace(found.sign, "", 1)
        if found.sign in _AT_LEAST and self.less_is_better(indicator, found, name):
            yield self.at(indicator.value, name=title(indicator), better="少", sign=found.sign, right=f"≤{right}")
        elif found.sign in _AT_MOST and self.more_is_better(indicator, found, name):
            yield self.at(indicator.value, name=title(indicator), better="多", sign=found.sign, right=f"≥{right}")

    def less_is_better(self, indicator: Indicator, found: Quantity, name: str) -> bool:
        """Whether the row is a cost in money or counts something bad."""
        if found.kind in MONEY and indicator.path[1] in COSTS:
            return not within(name, self.floor_amounts)
        core = name
        while tail := ending(core, self.tails):
            core = core.removesuffix(tail)
        return bool(ending(core, self.bad)) and not within(name, self.bad_exceptions)

    def more_is_better(self, indicator: Indicator, found: Quantity, name: str) -> bool:
        """Whether the row is a rate of success or counts what the project is to deliver."""
        if found.kind is Kind.PERCENT:
            good = ending(name, self.good)
            return bool(good) and not name.removesuffix(good).endswith(_NOT) and not within(name, self.bad)
        counted = found.kind is Kind.NUMBER and indicator.path[1] == QUANTITY
        return counted and bool(within(name, self.good_counts)) and not within(name, (*self.ceiling_counts, *self.bad))


class CeilingValues(Rule):
    """指标值全部为满值。

    ## 检查内容
    一张表里有数值的指标不少于 3 个，全部是 100%。一表报一次。

    ## 为什么
    全部按满值填，多半没有认真测算，年底不是轻易完成就是处处扣分。

    ## 不合格
    数量、质量、时效、满意度各填一个 100%，没有别的数值。

    ## 合格
    验收合格率 100%，培训 200 人次，学员满意度 ≥95%。
    """

    code: str = "VAL10"
    name: str = "ceiling-values"
    title: str = "指标值全部为满值"
    severity: Severity = Severity.HINT
    point: str = "S1"
    message: str = "有数值的{count}个指标全部是100%，看不出目标高低"
    advice: str = "结合上年实际测算：数量写实物量，比率写有依据的值，如“{instead}”"
    ask: str = "调阅上年完成情况，看满值是不是轻易就能完成"

    least: int = 3
    library: Library = Library()
    shrinks: ClassVar[tuple[str, ...]] = (*Rule.shrinks, "least")

    def check(self, form: TargetForm) -> Iterator[Finding]:
        """Yield the first value when there are enough and all are full."""
        rows = [row.indicator for row in form.rows if numeric(row.indicator.quantity)]
        if len(rows) < self.least:
            return
        if all(_full(row.quantity) for row in rows):
            first = rows[0]
            yield self.at(
                first.value,
                subject=subject_of(first),
                count=len(rows),
                instead=typical(form, self.library, _COUNTED),
                related=[row.value for row in rows[1:]],
            )


def _full(found: Quantity | None) -> bool:
    """Whether it is 100 %."""
    return (
        found is not None and found.kind is Kind.PERCENT and found.unit == "%" and found.low == found.high == _HUNDRED
    )
