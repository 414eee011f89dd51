"""General rules about figures: a number out of its range, two amounts that do not stand as they should."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from perflint.model.finding import Finding, Subject
from perflint.model.form import TargetForm
from perflint.quantity import quantity
from perflint.rules.facts.money import printed, said
from perflint.rules.facts.places import AMOUNTS, FIELD, line_of, spots
from perflint.rules.general import General, among
from perflint.text import normal

Relation = Literal["<", "≤", "=", "≥", ">"]


class NumberRange(General):
    """数值超出规定的范围。

    ## 检查内容
    given 所指的内容有数值，而数值小于 least 或大于 most。没有数值的不检查。
    names 限定指标名称里的词，unit 限定计量单位。

    ## 为什么
    由写规则的地方说明：各地对某些指标规定了上限、下限。

    ## 不合格
    要求满意度不低于90%：满意度是“≥80%”。

    ## 合格
    满意度是“≥95%”。
    """

    name: str = "number-range"
    title: str = "数值超出规定的范围"
    message: str = "“{label}”填的是“{text}”，应当{range}"

    given: str = ""
    least: float | None = None
    most: float | None = None
    unit: str = ""
    names: tuple[str, ...] = ()
    """Only indicators whose name has one of these words."""

    needs = (("given",), ("least", "most"))
    places = ("indicator.value", "goal.text", FIELD)
    fills = frozenset({"label", "range", "number"})
    grows = ("least",)
    shrinks = ("most", "exceptions")

    def check(self, form: TargetForm) -> Iterator[Finding]:
        """Yield each number that is out of the range."""
        for spot in spots(form, self.given) if self.about(form) else ():
            if self.names and not among(normal(spot.subject.indicator or spot.label), self.names):
                continue
            read = quantity(spot.cell.text)
            low = None if read is None else read.low if read.low is not None else read.high
            high = None if read is None else read.high if read.high is not None else read.low
            if read is None or low is None or high is None or (self.unit and read.unit != self.unit):
                continue
            if self._below(low) or self._above(high):
                yield self.found(spot, {"range": self._range(), "number": f"{low}{read.unit}"})

    def _below(self, number: Decimal) -> bool:
        """Whether it is too small."""
        return self.least is not None and number < Decimal(str(self.least))

    def _above(self, number: Decimal) -> bool:
        """Whether it is too large."""
        return self.most is not None and number > Decimal(str(self.most))

    def _range(self) -> str:
        """The range in words."""
        parts = (("不小于", self.least), ("不大于", self.most))
        return "、".join(f"{word}{number:g}{self.unit}" for word, number in parts if number is not None)


class AmountComparison(General):
    """两个金额的关系不合规定。

    ## 检查内容
    given 所指的金额与 against 所指的金额（乘以 times）应有 relation 所写的关系；或者与 yuan 所写的金额（元）比较。
    表上没有其中一个金额、或者金额读不出的，不检查。

    ## 为什么
    由写规则的地方说明：各地对金额的比例、限额有规定。

    ## 不合格
    要求年度资金不超过实施期总额的一半：总额20万元，年度15万元。

    ## 合格
    总额20万元，年度8万元。
    """

    name: str = "amount-comparison"
    title: str = "两个金额的关系不合规定"
    message: str = "“{label}”{amount}，应当{relation}{limit}"

    given: str = ""
    relation: Relation = "≤"
    against: str = ""
    times: float = 1.0
    yuan: float | None = None

    needs = (("given",), ("against", "yuan"))
    places = AMOUNTS
    fills = frozenset({"label", "amount", "relation", "limit"})
    grows = ()

    def check(self, form: TargetForm) -> Iterator[Finding]:
        """Yield the amount that does not stand in the relation it should."""
        line = line_of(form, self.given) if self.about(form) else None
        other = line_of(form, self.against) if self.against else None
        if line is None or line.yuan is None or (self.against and (other is None or other.yuan is None)):
            return
        base = other.yuan if other and other.yuan is not None else Decimal(str(self.yuan or 0))
        limit = base * Decimal(str(self.times))
        if not _holds(line.yuan, self.relation, limit):
            yield self.at(
                line.amount,
                label=f"{line.period}{line.source}",
                amount=printed(line),
                relation=self.relation,
                limit=said(limit, line.unit),
                related=[other.amount] if other else (),
                subject=Subject(field=line.label.text.strip() or line.source, period=line.period),
            )


def _holds(amount: Decimal, relation: str, limit: Decimal) -> bool:
    """Whether the relation holds, a cent apart."""
    difference = amount - limit
    near = abs(difference) < Decimal("0.01")
    return {
        "<": difference < 0 and not near,
        "≤": difference <= 0 or near,
        "=": near,
        "≥": difference >= 0 or near,
        ">": difference > 0 and not near,
    }[relation]
