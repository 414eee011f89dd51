"""How amounts are said in findings: as they stand in the form, and sums in the form's own unit."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from perflint.model.base import Cell
from perflint.model.form import FundingLine
from perflint.model.submission import BudgetLine
from perflint.quantity import Amount, equal
from perflint.text import normal

_WAN = Decimal(10000)
_CENT = Decimal("0.01")


def printed(line: FundingLine | BudgetLine) -> str:
    """The amount of a line as it stands there, with its unit: 80,000元."""
    return in_words(line.amount, line.unit)


def in_words(cell: Cell, unit: str) -> str:
    """The amount in a cell as it stands there, with the unit of its head unless it names its own."""
    text = normal(cell.text)
    return text if text.endswith("元") else f"{text}{unit}"


def is_nil(line: FundingLine, nil: tuple[str, ...]) -> bool:
    """Whether nothing was filled in: blank, or a mark that stands for no money."""
    return line.amount.blank or line.amount.normal in nil


def said(yuan: Decimal, unit: str) -> str:
    """A sum in this unit: 200,000元, 148.96万元; every other unit is said in 万元."""
    if unit == "元":
        return f"{_plain(yuan):,f}元"
    value = _plain(yuan / _WAN)
    exponent = value.as_tuple().exponent
    return f"{value.quantize(_CENT) if isinstance(exponent, int) and exponent > -2 else value:,f}万元"


def total(amounts: Iterable[Amount], unit: str) -> Amount:
    """The sum, with the rounding of its terms; compare it with ``terms``.

    Amounts of one unit stand in one column, and its finest printed place is that of all: 40 beside 25.87 is 40.00.
    """
    terms = tuple(amounts)
    halves: dict[str, Decimal] = {}
    for term in terms:
        halves[term.unit] = min(term.half, halves.get(term.unit, term.half))
    return Amount(sum((term.yuan for term in terms), Decimal(0)), max(halves.values(), default=Decimal(0)), unit)


def column(lines: Iterable[BudgetLine]) -> Decimal:
    """How far the amounts of these lines may have been rounded: half of the finest place that one of them prints."""
    return min((reading.half for line in lines if (reading := line.reading)), default=Decimal(0))


def slipped(one: Amount, other: Amount) -> bool:
    """Whether one amount is exactly ten thousand times the other: 元 read as 万元."""
    if not one.yuan or not other.yuan:
        return False
    low, high = sorted((one, other), key=lambda amount: abs(amount.yuan))
    return equal(Amount(low.yuan * _WAN, low.half * _WAN, low.unit), high)


def _plain(value: Decimal) -> Decimal:
    """Without trailing noughts after the point, and without an exponent."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
