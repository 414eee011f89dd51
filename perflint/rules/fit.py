"""VAL 指标值（中）: does the value answer what the name asks: a date, a number, a rate, with its unit?"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from perflint.model.finding import Finding, Severity
from perflint.model.form import Indicator, TargetForm
from perflint.pattern import compiled
from perflint.quantity import Kind, Quantity, duration_years
from perflint.rules.base import IndicatorRule, wordlist
from perflint.rules.facts.measured import MONEY, QUANTITY, TIME, bracketed, ending, measure, sort, title, within
from perflint.rules.known.library import Library
from perflint.rules.known.suggestion import suggestion, usual_unit
from perflint.rules.value import plain

_YEAR = compiled(r"20[0-9]{2}(?:年度?)?")
_FORMS = {
    "金额": "金额，如“≤__万元”",
    "时间": "时间，如“__年__月__日前”",
    "个数": "带计量单位的数",
    "百分比": "百分比，如“≥__%”",
}
_RENAMED = {"百分比": "完成率", "时间": "完成时间", "金额": "金额", "个数": "数量"}
_LONG_UNITS = frozenset({"年", "个月", "月", "周年", "年度", "个年度"})


class CoarseDeadline(IndicatorRule):
    """时效指标没有具体时限。

    ## 检查内容
    时效指标的指标值只是预算年度（2026年、2026年1-12月），或者又把项目期写了一遍（1年），或者没有尽头（长期），
    后面加一个“完成”“开展”也一样（年内全部完成）。
    名称问的就是时间长短的（服务期限、租赁期、响应时间，见 words.duration_names），写时间长短不算。

    ## 为什么
    项目本来就在这一年里做。时效指标要说清哪一天之前完成什么，或者多长时间内响应、办结，才能在年中督促。

    ## 不合格
    产出指标 / 时效指标 / 服务年限 / 2026年
    产出指标 / 时效指标 / 时间 / 1年

    ## 合格
    产出指标 / 时效指标 / 培训完成时间 / 2026年9月30日前
    产出指标 / 时效指标 / 线路租赁期 / 12个月
    """

    code: str = "VAL06"
    name: str = "coarse-deadline"
    title: str = "时效指标没有具体时限"
    severity: Severity = Severity.WARNING
    point: str = "W2"
    message: str = "时效指标“{name}”的指标值“{text}”{fault}，没有具体时限"
    advice: str = "写明完成时间或办理时限，如“{instead}”"
    ask: str = "问清采购、实施、验收的关键节点，是否留出支付的时间"
    yields_to: tuple[str, ...] = ("VAL03", "VAL02", "TXT03", "IND06", "IND08")

    words: tuple[str, ...] = wordlist("coarse_times")
    actions: tuple[str, ...] = wordlist("coarse_actions")
    """What may follow such a word and add nothing: 全部完成, 开展."""
    durations: tuple[str, ...] = wordlist("duration_names")
    library: Library = Library()
    grows: ClassVar[tuple[str, ...]] = (*IndicatorRule.grows, "actions")
    shrinks: ClassVar[tuple[str, ...]] = (*IndicatorRule.shrinks, "durations")

    def judge(self, indicator: Indicator, form: TargetForm) -> Iterator[Finding]:
        """Yield a value under 时效 that is no finer than the year or the period."""
        if indicator.path[1] != TIME or indicator.value.blank:
            return
        fault = self.fault(indicator, form)
        if fault:
            instead = suggestion(indicator, form, self.library)
            yield self.at(indicator.value, name=title(indicator), fault=fault, instead=instead)

    def fault(self, indicator: Indicator, form: TargetForm) -> str:
        """Why the value is too coarse, "" when it is not."""
        found = indicator.quantity
        text = plain(indicator.value.text)
        if text in self.words or self.idle(text):
            return "只说了整个年度，或者没有尽头"
        if _YEAR.fullmatch(text):
            return "只说到年度"
        if found is None or not self.alone(text, found):
            return ""
        asked = within(measure(indicator.name.text), self.durations)
        if found.kind is Kind.YEAR:
            return "" if asked and "月" in text else "只说到年度"
        if asked or found.kind is not Kind.DURATION or found.unit not in _LONG_UNITS or found.sign in {"≤", "<"}:
            return ""
        return "只是重复项目期" if duration_years(found.text) in self.lengths(form) else ""

    def idle(self, text: str) -> bool:
        """Whether the value is one of the words with nothing behind it but that it will be done: 年内全部完成."""
        head = max((word for word in self.words if text.startswith(word)), key=len, default="")
        rest = text.removeprefix(head)
        while head and (said := max((word for word in self.actions if rest.startswith(word)), key=len, default="")):
            rest = rest.removeprefix(said)
        return bool(head) and not rest

    @staticmethod
    def alone(text: str, found: Quantity) -> bool:
        """Whether the value says nothing but this and that it will be done."""
        return found.whole or text.replace(found.text, "", 1).strip("度内完成实施。") == ""

    @staticmethod
    def lengths(form: TargetForm) -> frozenset[Decimal | None]:
        """The lengths in years that only repeat the period: the fiscal year, and the period the form gives."""
        period = form.written("period")
        return frozenset({Decimal(1), duration_years(period.text) if period else Decimal(1)}) - {None}


class WrongKindOfValue(IndicatorRule):
    """指标值与指标名称不匹配。

    ## 检查内容
    名称问时间（完成时间），值却是百分比；名称问个数（培训人数），值却是百分比；名称问比率（签约率），值却是个数、金额或时间。
    词由规则集的 words.date_names、words.count_names、words.rate_names 给出。
    数量指标要做出几个来的（制作宣传横幅），值却是时间（1年），也报告。另外，指标库里同样结尾的名称（…成本）都填一种值、这里却填了另一种的，提示核实。

    ## 为什么
    值与名称对不上，就不知道究竟衡量什么，也无法计算完成情况。

    ## 不合格
    产出指标 / 时效指标 / 项目完成时间 / 100%
    产出指标 / 数量指标 / 家庭医生签约率 / 24694人

    ## 合格
    产出指标 / 时效指标 / 完成及时率 / 100%
    产出指标 / 数量指标 / 家庭医生签约人数 / 24694人
    """

    code: str = "VAL08"
    name: str = "wrong-kind-of-value"
    title: str = "指标值与指标名称不匹配"
    severity: Severity = Severity.WARNING
    point: str = "X2"
    message: str = "指标“{name}”问的是{asked}，指标值“{text}”却是{given}"
    advice: str = "把值改为{form}，或者把名称改为“{rename}”"
    ask: str = "问清要衡量的是{asked}还是{given}，看哪一个有数据来源"
    yields_to: tuple[str, ...] = ("VAL03", "VAL02", "VAL06", "VAL01", "VAL04", "TXT03", "IND06", "IND08")

    dates: tuple[str, ...] = wordlist("date_names")
    counts: tuple[str, ...] = wordlist("count_names")
    rates: tuple[str, ...] = wordlist("rate_names")
    others: tuple[str, ...] = wordlist("rate_exceptions")
    ratio_units: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    """Endings of names that a percentage and an amount answer alike: 增收, 下降."""
    compares: tuple[str, ...] = ()
    """Words of names that set one thing against another, which a percentage answers: 较上年, 同比."""
    lasts: tuple[str, ...] = ()
    """Endings of names that ask how long, whatever they begin with: 发放工资月数."""
    makes: tuple[str, ...] = ()
    """How the names of what is made and counted begin: 制作, 购置; a length of time is no answer to them."""
    library: Library = Library()
    grows: ClassVar[tuple[str, ...]] = (*IndicatorRule.grows, "dates", "counts", "rates", "makes")
    shrinks: ClassVar[tuple[str, ...]] = (
        *IndicatorRule.shrinks,
        "others",
        "ratio_units",
        "changes",
        "compares",
        "lasts",
    )

    def judge(self, indicator: Indicator, form: TargetForm) -> Iterator[Finding]:
        """Yield a value of another kind than the name asks for."""
        found, name = indicator.quantity, measure(indicator.name.text)
        if found is None or not found.whole:
            return
        if found.kind is Kind.PERCENT and (word := ending(name, self.dates)):
            rename = name.removesuffix(word) + "按期完成率"
            yield self.speak(indicator, ("时间", "百分比", "日期，如“__年__月__日前”", rename))
        elif found.kind is Kind.PERCENT and (word := ending(name, self.counts)):
            short = name.removesuffix(word)
            yield self.speak(indicator, ("个数", "百分比", "带计量单位的数", f"{short}完成率"))
        elif ending(name, self.rates) and not within(name, self.others) and (given := self.odd(found, name)):
            short = name.removesuffix("签约率").removesuffix("率").removesuffix("度")
            unit = {"个数": "数量", "金额": "金额", "时间": "时限", "等级": "等级"}[given]
            yield self.speak(indicator, ("比率", given, "百分比，如“≥__%”", f"{short}{unit}"))
        elif indicator.path[1] == QUANTITY and sort(found) == "时间" and self.made(name):
            yield self.speak(indicator, ("个数", "时间", _FORMS["个数"], f"{name}{_RENAMED['时间']}"))
        else:
            yield from self.unusual(indicator, found, name)

    def made(self, name: str) -> bool:
        """Whether the name is that of something made, and does not ask how long."""
        return name.startswith(self.makes) and not name.endswith(self.lasts)

    def unusual(self, indicator: Indicator, found: Quantity, name: str) -> Iterator[Finding]:
        """A value of another sort than every measure of the library has whose name ends so."""
        given, known = sort(found), self.library.asked(name) if sort(found) else None
        compared = given == "百分比" and within(name, self.compares)
        if compared or within(name, self.others) or name.endswith(self.changes):
            return
        if known and known[1] != given:
            ending, asked = known
            form = f"{_FORMS[asked]}（指标库中以“{ending}”结尾的指标都填{asked}）"
            rename = name + ("控制率" if (asked, given) == ("金额", "百分比") else _RENAMED[given])
            yield self.speak(indicator, (asked, given, form, rename), Severity.HINT)

    def speak(
        self, indicator: Indicator, words: tuple[str, str, str, str], severity: Severity | None = None
    ) -> Finding:
        """The finding with its four words."""
        asked, given, form, rename = words
        return self.at(
            indicator.value,
            name=title(indicator),
            asked=asked,
            given=given,
            form=form,
            rename=rename,
            severity=severity,
        )

    def odd(self, found: Quantity, name: str) -> str:
        """What is given in place of a rate, "" when it may be one; a grade may stand for 满意度, not for 合格率."""
        if found.kind in MONEY:
            return "金额"
        if found.kind in {Kind.DURATION, Kind.DATE, Kind.DEADLINE}:
            return "时间"
        if found.kind is Kind.GRADE and name.endswith("率"):
            return "等级"
        counted = found.kind is Kind.NUMBER and found.unit and found.low and found.unit not in self.ratio_units
        return "个数" if counted and not found.per else ""


class MissingUnit(IndicatorRule):
    """指标值缺少计量单位。

    ## 检查内容
    指标值只是一个数，值里、计量单位栏里和名称里都没有单位。名称末尾的括号（亩）、名称里“人数”“次数”一类自带单位的词
    （words.unit_names）算有单位；“数量”不算。率和满意度写成大于 1 的数，缺的是 %。

    ## 为什么
    “2”是两次、两个还是两万元，年底各有各的说法。

    ## 不合格
    产出指标 / 数量指标 / 设备购置数量 / 20
    满意度指标 / 服务对象满意度指标 / 学员满意度 / ≥95

    ## 合格
    产出指标 / 数量指标 / 设备购置数量 / 20台
    产出指标 / 数量指标 / 培训人数 / 200
    产出指标 / 数量指标 / 造林总面积（亩） / 80000
    """

    code: str = "VAL09"
    name: str = "missing-unit"
    title: str = "指标值缺少计量单位"
    severity: Severity = Severity.WARNING
    point: str = "W2"
    message: str = "指标“{name}”的指标值“{text}”只有数，没有计量单位"
    advice: str = "写明计量单位，如“{text}{unit}”"
    yields_to: tuple[str, ...] = (
        "VAL03", "VAL02", "VAL06", "VAL01", "VAL04", "VAL05", "VAL08", "VAL07", "TXT03", "IND06", "IND08",
    )  # fmt: skip

    rates: tuple[str, ...] = wordlist("rate_names")
    others: tuple[str, ...] = wordlist("rate_exceptions")
    carrying: tuple[str, ...] = wordlist("unit_names")
    library: Library = Library()
    shrinks: ClassVar[tuple[str, ...]] = (*IndicatorRule.shrinks, "carrying")

    def judge(self, indicator: Indicator, form: TargetForm) -> Iterator[Finding]:
        """Yield a bare number; nought needs no unit."""
        found = indicator.quantity
        if found is None or found.kind not in {Kind.NUMBER, Kind.RANGE} or found.unit or not found.whole or found.per:
            return
        if (indicator.unit and not indicator.unit.blank) or bracketed(indicator.name.text) or not found.high:
            return
        name = measure(indicator.name.text)
        rate = ending(name, self.rates) and not within(name, self.others)
        if (rate and found.high >= 1) or not (rate or within(name, self.carrying)):
            unit = "%" if rate else usual_unit(indicator, form, self.library) or "（计量单位）"
            yield self.at(indicator.value, name=title(indicator), unit=unit)
