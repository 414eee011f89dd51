"""FND 资金, first part: can the amounts of a form be read, and do its sources make its total?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate, takewhile
from typing import NamedTuple

from perflint.model.finding import Finding, Severity, Subject
from perflint.model.form import ANNUAL, IMPLEMENTATION, TOTAL, FundingLine, TargetForm
from perflint.model.submission import Submission
from perflint.pattern import compiled
from perflint.quantity import Amount, amount, equal
from perflint.rules.base import Rule, wordlist
from perflint.rules.facts.money import is_nil, printed, said, total
from perflint.text import joined, label, normal

_OF_WHICH = compiled(r"^(?:\(?[一二三四五六七八九十\d]{1,2}[)、.])?其中")
_NUMBERED = compiled(r"^(?:\(?[一二三四五六七八九十\d]{1,2}[)、.]?|其中[:、]?|当年|本年)+")
_LIKE_A_LABEL = compiled(
    r"资金|拨款|预算|收入|自筹|经费|专户|财政|贷款|债|补助|总额|合计|小计|金额|其他|[省市县区]级|中央|元"
)
_OF_AMOUNTS = compiled(r"大约|左右|以[上下内]|不[超过低于少足]+|[\W\d元万千百亿约近余多至到]")


class _Gap(NamedTuple):
    """A period whose sources do not make its total."""

    line: FundingLine
    sources: tuple[FundingLine, ...]
    stated: Amount
    sum: Amount

    @property
    def terms(self) -> list[FundingLine]:
        """What was added up: the sources that are more than nothing, or all that say so."""
        return [one for one in self.sources if one.yuan] or [one for one in self.sources if not one.amount.blank]


class SourcesDoNotAddUp(Rule):
    """资金来源合计不等于总额。

    ## 检查内容
    实施期、年度各自的资金来源相加是否等于资金总额。只填了一部分来源的，空着的按零计；全部空着的不算。
    “其中”项、“小计”下的分项不重复相加。总额为零或未填的由 FND07 报告。

    ## 为什么
    资金来源应当说清总额的每一分钱；加不起来，至少有一个数字是错的。

    ## 不合格
    年度资金总额 80,000元，市县(区)财政资金 80,000元，单位自筹 20,000元。

    ## 合格
    年度资金总额 80,000元，市县(区)财政资金 80,000元，单位自筹 0，其他资金空着。
    """

    code: str = "FND01"
    name: str = "sources-do-not-add-up"
    title: str = "资金来源合计不等于总额"
    severity: Severity = Severity.ERROR
    point: str = "S2"
    message: str = "“{period}资金总额”{total}，资金来源合计{sum}（{terms}），相差{gap}"
    advice: str = "逐项核对资金来源：来源无误的，把{period}资金总额改为{sum}；总额无误的，改正资金来源"

    nil: tuple[str, ...] = wordlist("nil_amounts")
    """What may stand in an amount box for no money."""
    wholes: tuple[str, ...] = wordlist("funding_wholes")
    """Sources that the lines beneath them may only break down."""
    apart: tuple[str, ...] = wordlist("funding_apart")
    """Sources that are never a part of the one above them."""

    def check(self, form: TargetForm) -> Iterator[Finding]:
        """Yield each period that does not add up; the same mistake in both is one finding."""
        gaps = [gap for period in (ANNUAL, IMPLEMENTATION) if (gap := self._gap(form, period))]
        if len(gaps) == 2 and (gaps[0].stated.yuan, gaps[0].sum.yuan) == (gaps[1].stated.yuan, gaps[1].sum.yuan):
            related = [gaps[1].line.amount]
            gaps = gaps[:1]
        else:
            related = []
        for gap in gaps:
            line, unit = gap.line, gap.line.unit
            yield self.at(
                line.amount,
                period=line.period,
                total=printed(line),
                sum=said(gap.sum.yuan, unit),
                terms=" + ".join(normal(one.amount.text) for one in gap.terms),
                gap=said(abs(gap.sum.yuan - gap.stated.yuan), unit),
                related=[*(one.amount for one in gap.sources if one.yuan), *related],
                subject=Subject(field=TOTAL, period=line.period),
            )

    def _gap(self, form: TargetForm, period: str) -> _Gap | None:
        """What is wrong with a period, or None."""
        line, sources = form.total(period), form.sources(period)
        stated = line.reading if line else None
        if line is None or stated is None or not stated.yuan:
            return None
        readings = [one.reading for one in sources]
        filled = [reading for reading in readings if reading]
        if not filled or any(not is_nil(one, self.nil) and (one.yuan is None or one.yuan < 0) for one in sources):
            return None
        sum_ = total(filled, line.unit)
        if equal(stated, sum_, terms=len(filled)) or self._explained(form, sources, stated, sum_.yuan):
            return None
        return _Gap(line, sources, stated, sum_)

    def _explained(self, form: TargetForm, sources: Sequence[FundingLine], stated: Amount, sum_: Decimal) -> bool:
        """Whether another reading of the lines adds up: some only break others down, or one was not understood."""
        if sum_ < stated.yuan:
            if len(sources) == 1 and (not sum_ or _OF_WHICH.match(label(sources[0].label.text))):
                # One 其中 and nothing beside it says a part, and leaves out the rest; so does one that is nothing.
                return True
            gap = Amount(stated.yuan - sum_, stated.half, stated.unit)
            strays = (amount(cell.text, stated.unit) for cell in form.unread)
            return any(stray and equal(stray, gap) for stray in strays)
        for index, parent in enumerate(sources):
            inner = takewhile(lambda one: self._name(one) not in self.apart, sources[index + 1 :])
            below = [one.yuan or Decimal(0) for one in inner]
            whole, worth = self._is_whole(parent), parent.yuan or Decimal(0)
            parts = any(one.yuan and one is not parent and self._name(one) not in self.apart for one in sources)
            if whole and parts and _near(sum_ - worth, stated):
                return True
            if below and (whole or _OF_WHICH.match(label(sources[index + 1].label.text))):
                runs = (run for run in accumulate(below) if run <= worth)
                if any(_near(sum_ - run, stated) for run in runs):
                    return True
        return False

    def _is_whole(self, line: FundingLine) -> bool:
        """Whether a source names all money of a kind, so that what follows may be its parts."""
        name = self._name(line)
        return name.endswith("小计") or name in self.wholes

    def _name(self, line: FundingLine) -> str:
        """The label of a source without its number and 其中."""
        return _NUMBERED.sub("", label(line.label.text))

    def has_subject(self, submission: Submission) -> bool:
        """Whether any form states sources."""
        return any(line.depth == 1 for form in submission.forms for line in form.funding)


class UnreadableAmount(Rule):
    """金额无法识别。

    ## 检查内容
    资金栏里填的是否是金额：不能读作一个确定数额的（“约8万元”“80,00O”“5-6万元”）和负数都报告。
    空着、填“-”“/”“无”的不算。

    ## 为什么
    读不出数额就无法与来源、预算核对。

    ## 不合格
    年度资金总额：约8万元

    ## 合格
    年度资金总额：80,000
    """

    code: str = "FND05"
    name: str = "unreadable-amount"
    title: str = "金额无法识别"
    severity: Severity = Severity.ERROR
    point: str = "S2"
    message: str = "“{label}”填的“{text}”{fault}"
    advice: str = "改为一个确定的数额，如“80,000”（单位：{unit}）；没有资金的填“0”"
    yields_to: tuple[str, ...] = ("TXT03",)

    nil: tuple[str, ...] = wordlist("nil_amounts")
    """What may stand in an amount box for no money."""

    def check(self, form: TargetForm) -> Iterator[Finding]:
        """Yield each amount box that holds no amount, 年度 first; the same in both periods once."""
        found: dict[tuple[str, str], list[FundingLine]] = {}
        for line in sorted(form.funding, key=lambda line: line.period != ANNUAL):
            if not is_nil(line, self.nil) and _fault(line):
                found.setdefault((line.source, line.amount.normal), []).append(line)
        for line, *others in found.values():
            yield self.at(
                line.amount,
                label=joined(line.label.text).rstrip(":："),
                fault=_fault(line),
                unit=line.unit,
                related=[other.amount for other in others],
                subject=Subject(field=line.source, period=line.period),
            )

    def has_subject(self, submission: Submission) -> bool:
        """Whether any form has an amount box."""
        return any(form.funding for form in submission.forms)


def _fault(line: FundingLine) -> str:
    """What is wrong with an amount that was filled in; "" when nothing is, or when line and text are no amount's."""
    if line.yuan is not None:
        return "是负数" if line.yuan < 0 else ""
    text = line.amount.normal
    money = line.depth == 0 or _LIKE_A_LABEL.search(label(line.label.text))
    words = len(_OF_AMOUNTS.sub("", text))
    amiss = words <= 2 if any(char.isdigit() for char in text) else words <= 6 and not _LIKE_A_LABEL.search(text)
    return "不能读作一个金额" if money and amiss else ""


def _near(yuan: Decimal, stated: Amount) -> bool:
    """Whether a sum is the stated amount within its rounding."""
    return equal(Amount(yuan, stated.half, stated.unit), stated)
