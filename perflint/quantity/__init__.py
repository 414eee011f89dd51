"""Amounts, target values and dates as forms print them (金额、指标值、时间): texts in, frozen values out.

``quantity`` reads a value cell, ``quantities`` running text; ``amount`` and ``parse_date`` a cell that is nothing else.
None of them raises, whatever the text, and what they cannot read they do not guess.
"""

from __future__ import annotations

from perflint.quantity.amount import Amount, amount, amounts_in, equal
from perflint.quantity.cell import quantities, quantity
from perflint.quantity.day import dates_in, parse_date, stamp_date
from perflint.quantity.period import duration_years, period_span
from perflint.quantity.value import Kind, Quantity

__all__ = [
    "Amount",
    "Kind",
    "Quantity",
    "amount",
    "amounts_in",
    "dates_in",
    "duration_years",
    "equal",
    "parse_date",
    "period_span",
    "quantities",
    "quantity",
    "stamp_date",
]
