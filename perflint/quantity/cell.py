"""Value cells (指标值单元格): the one most telling thing in them that can be checked."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from msgspec.structs import replace

from perflint.pattern import lazy
from perflint.quantity import fact, measure
from perflint.quantity.day import parse_date
from perflint.quantity.numeral import numbers
from perflint.quantity.period import solid_span
from perflint.quantity.scan import quantity_of, scan
from perflint.quantity.sign import sign_of
from perflint.quantity.value import Kind, Quantity
from perflint.text import normal

_RATIO = lazy(r"(?P<sign>[≥≤><=±]?)(?P<low>[0-9]{1,4}(?:\.[0-9]{1,4})?)[:/\u2236](?P<per>[0-9]{1,6})")
_NO_UNIT = frozenset(("无", "定性", "文字描述", "不适用", "其他"))
_BRACKET = lazy(r"\([^()]*\)$")
_FIGURE = lazy(r"[0-9][0-9,]*+(?:\.[0-9]+)?")
_NAMED = lazy(r"[^\W\d_]|[%‰°]")
_CALENDAR_UNITS = frozenset("年月日时分秒")
_CALENDAR = (Kind.DATE, Kind.DEADLINE, Kind.YEAR)


@lru_cache(maxsize=4096)
def quantity(text: str, unit: str = "", sign: str = "") -> Quantity | None:
    """The most telling measurable content of a value cell (指标值), None when nothing in it can be checked.

    ``unit`` and ``sign`` are what separate columns print (度量单位, 计算符号); what the value itself prints wins.
    Numbers and dates go before facts, the first one before the others, and a whole year after all else.
    """
    plain, name = normal(text), _unit(unit)
    found = _counted(plain, name) or _solid(plain) or _ratio(plain)
    found = found or _stated(plain, fact.stated_at_once(plain)) or _read(plain, name)
    if found and not found.sign and (printed := sign_of(normal(sign))):
        return replace(found, sign=printed)
    return found


@lru_cache(maxsize=4096)
def quantities(text: str) -> tuple[Quantity, ...]:
    """Every number, rate, amount and date of running text (文字中的数量), in order and not overlapping.

    Numbers that count nothing are left out: codes, document numbers, ordinals, list marks, phrases such as 两个维护.
    """
    plain = normal(text)
    return quantity_of(plain, scan(plain, cell=False))


def _read(plain: str, unit: str) -> Quantity | None:
    """The first number or date, else what the words state, else the year."""
    found = quantity_of(plain, scan(plain, cell=True))
    telling = [one for one in found if one.kind is not Kind.YEAR]
    if telling:
        first = next((one for one in telling if one.unit or one.per or one.kind is not Kind.NUMBER), telling[0])
        return _with_unit(first, unit)
    year = next(iter(found), None)
    if year and year.whole:
        return year
    return _stated(plain, fact.stated(plain)) or year


def _counted(plain: str, unit: str) -> Quantity | None:
    """Digits only beside a unit are a number, though they may look like a date: 2023.07 beside 万元."""
    if not unit or unit in measure.DURATIONS or set(unit) <= _CALENDAR_UNITS or not _FIGURE().fullmatch(plain):
        return None
    found = numbers(plain)
    if len(found) != 1:
        return None
    low = found[0].value
    return _with_unit(Quantity(Kind.NUMBER, "", low, low, "", "", None, None, plain, whole=True), unit)


def _with_unit(found: Quantity, unit: str) -> Quantity:
    """The quantity with the unit of the unit column, when it has none itself: 475 and 元/亩 make a price."""
    if not unit or found.unit or found.kind not in (Kind.NUMBER, Kind.RANGE, Kind.PRICE) or (found.per and "/" in unit):
        return found
    read = quantity_of(text := found.text + unit, scan(text, cell=True))
    if len(read) == 1 and read[0].whole and (read[0].kind not in _CALENDAR or read[0].kind is Kind.YEAR):
        return replace(read[0], text=found.text, whole=found.whole, per=found.per or read[0].per)
    kind = Kind.DURATION if unit in measure.DURATIONS and found.kind is Kind.NUMBER else found.kind
    return replace(found, unit=unit, kind=kind)


def _unit(text: str) -> str:
    """The unit column's text without brackets; "" for a dash, 无 and the like."""
    plain = normal(text)
    plain = _BRACKET().sub("", plain) or plain.strip("()")
    return plain if _NAMED().search(plain) and plain not in _NO_UNIT else ""


def _solid(plain: str) -> Quantity | None:
    """A cell that is a date or a span in digits only: 20260630, 202601-202612, 2024-2026."""
    day = parse_date(plain) if len(plain) == len("20260630") and plain.isdigit() else None
    span = (day, day) if day else solid_span(plain)
    if not span:
        return None
    first, last = span
    ends = (first.month, first.day, last.month, last.day)
    kind = Kind.YEAR if ends == (1, 1, 12, 31) else Kind.DATE
    return Quantity(kind, "", None, None, "", "", first, last, plain, whole=True)


def _ratio(plain: str) -> Quantity | None:
    """A cell that is a ratio: 1:16 is one in sixteen."""
    match = _RATIO().fullmatch(plain)
    if not match:
        return None
    low = Decimal(match["low"])
    return Quantity(Kind.NUMBER, match["sign"], low, low, "", match["per"], None, None, plain, whole=True)


def _stated(plain: str, found: fact.Found | None) -> Quantity | None:
    """A verifiable piece without a number as a quantity."""
    if not found:
        return None
    text = plain[found.start : found.end]
    whole = not (plain[: found.start] + plain[found.end :]).strip(" ,。;:、.()")
    return Quantity(found.kind, "", None, None, "", found.per, None, None, text, whole)
