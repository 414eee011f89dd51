"""FND 资金, third part: do the cost indicators fit the money?"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from perflint.model.base import Cell
from perflint.model.finding import Finding, Severity
from perflint.model.form import ANNUAL, IMPLEMENTATION, FundingLine, Indicator, Row, TargetForm
from perflint.model.submission import Submission
from perflint.pattern import compiled
from perflint.quantity import Amount, Kind, Quantity, amount, equal, quantity
from perflint.rules.base import Rule, subject_of, wordlist
from perflint.rules.facts.money import printed, said

_COST = frozenset({"成本指标", "经济成本指标"})
_MONEY_IN_NAME = compiled(r"\([^()]*?([十百千万亿]*元)[^()/每]*\)")
_UNIT = r"(个|台|套|座|处|所|栋|间|辆|户|场|次|期|班|人|名|亩|公里|千米|平方米|米|吨|份|册|件|张|盏|株|只|头|口)"
_EACH = compiled(
    rf"^(?:指标\d+:)?(?:[单每]{_UNIT}|([人户亩])均)(?!次|天|月|年)[^月年天日]*(?:成本|造价|费用|经费|支出|投资)$"
)
_SIGNS = frozenset({"", "=", "≤", "<"})


class _Cost(NamedTuple):
    """What a form says it will cost: a row, its money, the arithmetic, and the other row that it took."""

    row: Row
    worth: Amount
    words: str
    beside: tuple[Cell, ...] = ()


class CostExceedsBudget(Rule):
    """成本指标值超过年度资金。

    ## 检查内容
    成本指标（经济成本指标）写明的金额是否超过资金总额：年度指标与年度资金总额比，实施期指标与实施期资金总额比。
    指标里有“元/亩”一类单价、又恰有一个以“亩”计的数量指标的，用单价乘数量来比。
    单独的单价、标准、节约额不是总成本，不比；名称由规则集的 words.cost_exceptions 给出。

    ## 为什么
    计划花的钱多于安排的钱，指标或者预算必有一个不实。

    ## 不合格
    年度资金总额 200,000元，成本指标“项目成本”≤30万元。

    ## 合格
    年度资金总额 200,000元，成本指标“项目成本”≤20万元。
    """

    code: str = "FND08"
    name: str = "cost-exceeds-budget"
    title: str = "成本指标值超过年度资金"
    severity: Severity = Severity.ERROR
    point: str = "S2"
    message: str = "成本指标“{name}”{words}，超过“{period}资金总额”{total}"
    advice: str = "核对成本与资金：“{name}”对应的总成本应当不高于{total}，或者按实际成本调整资金"

    exceptions: tuple[str, ...] = wordlist("cost_exceptions")
    """Words in the name of an indicator whose amount is no cost of the whole project."""
    ceilings: tuple[str, ...] = wordlist("cost_ceilings")
    """Words in the name of a price that is a ceiling."""
    wholes: tuple[str, ...] = wordlist("cost_wholes")
    """Words in the name of an indicator whose amount is that of all years together."""

    def check(self, form: TargetForm) -> Iterator[Finding]:
        """Yield each cost that the money does not cover."""
        products = (one for one in _products(form) if not self._is_ceiling(one.row.indicator))
        for cost in (*self._amounts(form), *products):
            indicator, twin = cost.row.indicator, cost.row.twin
            limit = self._limit(form, cost)
            reading = limit.reading if limit else None
            if limit is None or reading is None or not reading.yuan or _covers(reading, cost.worth):
                continue
            yield self.at(
                indicator.value,
                name=indicator.name.text.strip(),
                words=cost.words,
                period=limit.period,
                total=printed(limit),
                related=[*cost.beside, limit.amount, *([twin.value] if twin else [])],
                subject=subject_of(indicator),
            )

    def _amounts(self, form: TargetForm) -> Iterator[_Cost]:
        """The cost indicators that are an amount."""
        for row in _cost_rows(form):
            name = row.indicator.name.normal
            found = _read(row.indicator)
            if found is None or found.kind is not Kind.AMOUNT or found.sign not in _SIGNS or not found.whole:
                continue
            worth = _worth(found)
            if worth and not _per(row.indicator, found) and not any(word in name for word in self.exceptions):
                yield _Cost(row, worth, found.text if found.text.endswith("元") else said(worth.yuan, worth.unit))

    def _is_ceiling(self, indicator: Indicator) -> bool:
        """Whether a price is the most that one may cost, so that all together may cost less（每户补贴上限）."""
        return any(word in indicator.name.normal for word in self.ceilings)

    def _limit(self, form: TargetForm, cost: _Cost) -> FundingLine | None:
        """The total to compare with: the period's; the larger one where the row may mean all years, or one is wrong."""
        indicator = cost.row.indicator
        line, whole = form.total(indicator.period), form.total(IMPLEMENTATION)
        if line is None or whole is None or indicator.period != ANNUAL:
            return line
        whole_named = any(word in indicator.name.normal for word in self.wholes)
        either = form.one_year or cost.beside or len(form.trees) == 1 or whole_named
        return max(line, whole, key=lambda one: one.yuan or Decimal(0)) if either else line

    def has_subject(self, submission: Submission) -> bool:
        """Whether any cost indicator is filled in."""
        return any(True for form in submission.forms for _ in _cost_rows(form))


def _products(form: TargetForm) -> Iterator[_Cost]:
    """Unit price × quantity, where a tree has one price a unit and one quantity in that unit."""
    prices: dict[tuple[str, str], list[tuple[Row, Quantity]]] = {}
    counts: dict[tuple[str, str], list[tuple[Row, Quantity]]] = {}
    for row in form.rows:
        found, period = row.indicator.quantity, row.indicator.period
        if found is None or not found.whole or found.low is None or found.sign not in {*_SIGNS, "≥"}:
            continue
        per = _per(row.indicator, found)
        if per and _is_cost(row.indicator) and found.sign in _SIGNS:
            prices.setdefault((period, per), []).append((row, found))
        elif found.kind is Kind.NUMBER and row.indicator.path[1] == "数量指标" and found.unit and not found.per:
            counts.setdefault((period, found.unit), []).append((row, found))
    for key, ((row, price), *more) in prices.items():
        matching = counts.get(key, [])
        each = _worth(price)
        if more or len(matching) != 1 or each is None:
            continue
        other, count = matching[0]
        times = count.low or Decimal(0)
        worth = Amount(each.yuan * times, each.half * times, each.unit)
        words = f"{price.text}×“{other.indicator.name.text.strip()}”{count.text}={said(worth.yuan, worth.unit)}"
        yield _Cost(row, worth, words, (other.indicator.value,))


def _per(indicator: Indicator, found: Quantity) -> str:
    """What a price is for: by its value（元/亩）, else by its name（单个中心建设成本、每公里造价、人均成本）."""
    if found.kind is Kind.PRICE:
        return found.per
    head = _EACH.search(indicator.name.normal) if found.kind is Kind.AMOUNT else None
    return next((part for part in head.groups() if part), "") if head else ""


def _cost_rows(form: TargetForm) -> Iterator[Row]:
    """The rows of money under 成本."""
    return (row for row in form.rows if _is_cost(row.indicator))


def _is_cost(indicator: Indicator) -> bool:
    """Whether a row states an economic cost: 社会成本 and 生态环境成本 are none."""
    level1, level2 = indicator.path
    return (level2 or level1) in _COST


def _read(indicator: Indicator) -> Quantity | None:
    """The value as a quantity, a bare number in the money unit that the name states: 总投入(万元) 6070."""
    found = indicator.quantity
    if found and found.kind is Kind.NUMBER and not found.unit:
        head = _MONEY_IN_NAME.search(indicator.name.normal)
        unit = head[1] if head else "元" if found.text.endswith("万") else ""
        return quantity(indicator.value.text, unit) if unit else found
    return found


def _worth(found: Quantity) -> Amount | None:
    """The money of an amount or a price, in 元."""
    return amount(f"{found.low:f}{found.unit}") if found.low is not None else None


def _covers(limit: Amount, worth: Amount) -> bool:
    """Whether the money is enough."""
    return worth.yuan <= limit.yuan or equal(limit, worth)
