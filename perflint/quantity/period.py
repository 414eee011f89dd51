"""The 项目期 box: how many years a project lasts, and from which day to which (项目期限)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from perflint.pattern import lazy
from perflint.quantity.numeral import numbers, plain
from perflint.quantity.reading import Piece
from perflint.quantity.scan import scan
from perflint.quantity.value import Kind
from perflint.quantity.when import month_end
from perflint.text import normal

_SOLID = r"(?:19|20)[0-9]{2}(?:(?:0[1-9]|1[0-2])(?:[0-3][0-9])?)?"
_SOLIDS = lazy(rf"({_SOLID})(?:-{{1,2}}|[~至到])({_SOLID})")
_ONE_YEAR = frozenset(("当年", "当年度", "本年", "本年度", "全年", "年度", "一年期"))
_OPEN = "长期"
_AND_A_HALF = lazy(r"(?P<years>[1-9一二两三四五])年半")
_MONTHS = {"年": 12, "年度": 12, "周年": 12, "学年": 12, "半年": 6, "季度": 3, "月": 1}
_YEAR, _MONTH = 12, 30
_CENTS = Decimal("0.01")


@lru_cache(maxsize=4096)
def duration_years(text: str) -> Decimal | None:
    """How many years a 项目期 box says (项目期限), to two decimals: 1年 → 1, 2022年3月-2023年11月 → 1.75, 2026年 → 1.

    What is printed first counts, be it a length or the dates themselves. None for 长期, 1-2年 and a blank.
    """
    box = normal(text)
    if box in _ONE_YEAR:
        return Decimal(1)
    if half := _AND_A_HALF().search(box):
        return numbers(half["years"])[0].value + Decimal("0.5")
    for found in _terms(box):
        length = _length(found) if isinstance(found, Piece) else _years(*found)
        if length:
            return length
    return None


@lru_cache(maxsize=4096)
def period_span(text: str) -> tuple[date, date] | None:
    """First and last day of a 项目期 box that gives dates or years (起止时间).

    None for 1年, a single day, a deadline and an open end.
    """
    for found in _terms(normal(text)):
        if not isinstance(found, Piece):
            return found
    return None


def _terms(box: str) -> Iterator[Piece | tuple[date, date]]:
    """What the box says, in order: lengths of time, and spans from day to day."""
    if _OPEN in box:
        return
    if span := solid_span(box):
        yield span
        return
    for piece in scan(box, cell=True):
        if piece.kind is Kind.DURATION:
            yield piece
        elif piece.first and piece.last and piece.first != piece.last:
            yield piece.first, piece.last


def _length(piece: Piece) -> Decimal | None:
    """The years of a duration of years, quarters, months or days."""
    unit = piece.unit.removeprefix("个")
    if piece.low is None or piece.low <= 0:
        return None
    if unit in _MONTHS:
        return plain((piece.low * _MONTHS[unit] / _YEAR).quantize(_CENTS))
    return plain((piece.low / 365).quantize(_CENTS)) if unit in ("天", "日", "日历天") else None


def _years(first: date, last: date) -> Decimal:
    """The years from the first day to the last, both included; days short of a month count by thirtieths."""
    after = last + timedelta(days=1)
    months = (after.year - first.year) * _YEAR + after.month - first.month + Decimal(after.day - first.day) / _MONTH
    return plain(max((months / _YEAR).quantize(_CENTS), _CENTS))


def solid_span(box: str) -> tuple[date, date] | None:
    """A span in digits only: 202001-202012, 20260101-20261231, 2024-2026."""
    match = _SOLIDS().fullmatch(box)
    if not match:
        return None
    try:
        first = _solid(match[1], 1)
        last = _solid(match[2], _YEAR)
    except ValueError:
        return None
    last = last if len(match[2]) == len("20261231") else month_end(last)
    return (first, last) if first < last else None


def _solid(digits: str, month: int) -> date:
    """The day of 2026, 202601 or 20260101; ``month`` where none is printed."""
    return date(int(digits[:4]), int(digits[4:6] or month), int(digits[6:] or 1))
