"""One number read with all that belongs to it: sign, unit, 每 or /, 以上, and the second number of a range.

This is the grammar of a value: ``[每季度] [不少于] 3[-5] [余] 次 [/月] [以上]``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from perflint.pattern import lazy
from perflint.quantity import measure, per, sign
from perflint.quantity.numeral import Number, chinese, plain
from perflint.quantity.value import Kind

_RANGE = lazy(r"-{1,2}|[~〜至到]")
_SHARE = lazy(r"(?:(?P<rate>[百千万])|(?P<whole>[一二三四五六七八九十0-9]{1,3}))分之$")
_RATES = {"百": "%", "千": "‰", "万": "‱"}
_NEVER_CHINESE = frozenset("分成度级点里道路口面线层步门位星")
_NEVER_ONE = _NEVER_CHINESE | frozenset("批类种对条")
_TENTH = lazy(r"成(?:以上|以内|以下|左右|多)?(?=[\W\d_a-zA-Z]|[的在]|$)")
_NOT_A_TAIL = lazy(r"(?:以|及|或|完成|到位|达|左右|上下|全|且|并|和|与|为|的|均|已|应|可|须|需|均|未|无|不|个?[0-9])")
_RUNNING_DIGITS = 8
_YEAR_DIGITS = 4
_TEN = 10


class Piece(NamedTuple):
    """A measurable piece (可衡量片段) at ``text[start:end]``: what ``Quantity`` needs and a little more."""

    start: int
    end: int
    kind: Kind
    sign: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    per: str = ""
    first: date | None = None
    last: date | None = None
    vague: bool = False
    """约, 余, 左右 and the like are printed."""
    number: Number | None = None


class _Measured(NamedTuple):
    """A unit found behind a number: which, whether money or a rate, where it ends; 九成 counts ``times`` 10."""

    end: int
    unit: str = ""
    money: bool = False
    rate: bool = False
    vague: bool = False
    times: int = 1


class Source(NamedTuple):
    """A text and its numbers by where they start (数值来源); ``cell``: it is a value cell, not running text."""

    text: str
    numbers: Mapping[int, Number]
    cell: bool


class _Per(NamedTuple):
    """What the number is for, 每季度 before it or /月 behind it."""

    name: str
    start: int
    end: int


def piece_at(source: Source, number: Number, floor: int) -> Piece | None:
    """The number with all that belongs to it; nothing before ``floor`` does. None when it counts nothing."""
    text = source.text
    share = _SHARE().search(text, max(floor, number.start - 5), number.start)
    start = share.start() if share else number.start
    lead = sign.before(text, floor, start)
    measured = _measured(source, number, share)
    second = None if share else _second(source, number, measured, bare=source.cell or lead.money)
    if second:
        measured = second[1]
    purpose = _per(text, floor, lead.start, measured)
    trail = sign.after(text, purpose.end)
    signed = bool(lead.sign or trail.end > purpose.end or purpose.name)
    if not (share or _counts(source, number, measured, signed=signed)):
        return None
    yuan = lead.money and not measured.unit
    last = second[0] if second else number
    low, high = _bounds(number, last, measured, share, priced=bool(purpose.name) or yuan)
    if lead.minus:
        low, high = sorted((-low, -high))
    return Piece(
        min(lead.start, purpose.start),
        trail.end,
        Kind.RANGE if second else _kind(number, measured, purpose.name, money=measured.money or yuan),
        sign.joined(lead.sign, trail.sign),
        low,
        high,
        _unit_name(last, measured, purpose.name, money=yuan),
        purpose.name,
        vague=lead.vague or trail.vague or measured.vague or number.vague,
        number=None if second else number,
    )


def _measured(source: Source, number: Number, share: re.Match[str] | None) -> _Measured:
    """The unit behind the number, with 余 or 多 between them if it stands there."""
    text, pos = source.text, number.end
    if share:
        return _Measured(pos, _RATES[share["rate"]] if share["rate"] else "", rate=bool(share["rate"]))
    if number.chinese and number.value < _TEN and _TENTH().match(text, pos):
        return _Measured(pos + 1, "%", rate=True, times=_TEN)
    found = _known(text, pos, number.scale)
    if not found and sign.vague_at(text, pos):
        found = _known(text, pos + 1, number.scale)
        if found or measure.ends(text, pos + 1):
            return (found or _Measured(pos + 1))._replace(vague=True)
    if found or number.chinese or not source.cell:
        return found or _Measured(pos)
    tail = measure.tail_at(text, pos)
    return _Measured(tail.end, tail.name) if tail and not _NOT_A_TAIL().match(tail.name) else _Measured(pos)


def _known(text: str, pos: int, scale: str) -> _Measured | None:
    """A rate, money or any other known unit at ``pos``."""
    if rate := measure.percent_at(text, pos):
        return _Measured(rate.end, rate.name, rate=True)
    if money := measure.money_at(text, pos, scale):
        return _Measured(money.end, money.name, money=True)
    unit = measure.unit_at(text, pos)
    return _Measured(unit.end, unit.name) if unit else None


def _second(source: Source, number: Number, measured: _Measured, *, bare: bool) -> tuple[Number, _Measured] | None:
    """The second number of a range and its unit: 90%-95%, 3至5次, 5-6万元; without a unit only if ``bare``."""
    joint = _RANGE().match(source.text, measured.end)
    second = source.numbers.get(joint.end()) if joint else None
    if not second or second.chinese != number.chinese:
        return None
    other = _measured(source, second, None)
    if measured.unit not in ("", other.unit):
        return None
    if other.money and (number.scale not in ("", second.scale) or number.printed > second.printed):
        return None
    return (second, other) if other.unit or bare else None


def _bounds(
    first: Number, last: Number, measured: _Measured, share: re.Match[str] | None, *, priced: bool
) -> tuple[Decimal, Decimal]:
    """The numbers as they are meant, the lower first: money keeps its 万 in the unit, the rest does not."""
    if share and share["whole"]:
        whole = share["whole"]
        parts = int(whole) if whole.isascii() else chinese(whole) or 1
        value = (first.value / max(parts, 1)).quantize(Decimal("0.0001"))
        return value, value
    if measured.money or (first.scale and not measured.unit and priced):
        low, high = first.printed, last.printed
    else:
        low, high = first.value * measured.times, last.value * measured.times
        if last.scale and not first.scale and first.printed * last.factor <= high:
            low = plain(first.printed * last.factor)
    return min(low, high), max(low, high)


def _per(text: str, floor: int, start: int, measured: _Measured) -> _Per:
    """What the number is for: /月 behind it, 元每亩, else 每季度 or 人均 before it."""
    joint = text[measured.end : measured.end + 1]
    if (joint == "/" or (measured.money and joint == "每")) and (found := per.behind(text, measured.end)):
        return _Per(found.name, start, found.end)
    if found := per.ahead(text, floor, start):
        return _Per(found.name, found.end, measured.end)
    return _Per("", start, measured.end)


def _kind(number: Number, measured: _Measured, purpose: str, *, money: bool) -> Kind:
    """Which kind a single number with this unit is."""
    if measured.rate:
        return Kind.PERCENT
    if money:
        return Kind.PRICE if purpose else Kind.AMOUNT
    timed = per.timed(purpose)
    if not measured.unit:
        among = purpose.startswith(tuple(_RATES))  # 差错率≤1/万: so many in ten thousand, and no price
        return Kind.PRICE if purpose and not among and (number.scale or not timed) else Kind.NUMBER
    if measured.unit in measure.TIMES and timed:
        return Kind.FREQUENCY
    return Kind.DURATION if measured.unit in measure.DURATIONS else Kind.NUMBER


def _unit_name(number: Number, measured: _Measured, purpose: str, *, money: bool) -> str:
    """The unit as ``Quantity`` gives it; a bare ¥ means 元, and 620万/月 keeps its 万."""
    if measured.unit or not (money or purpose):
        return measured.unit
    return number.scale + ("元" if money else "")


def _counts(source: Source, number: Number, measured: _Measured, *, signed: bool) -> bool:
    """Whether the number counts something, and is not part of a name or of a turn of phrase."""
    if number.chinese:
        return _chinese_counts(source, number, measured, signed=signed)
    if measured.unit:
        return True
    text, end = source.text, measured.end
    if text[end : end + 1].isascii() and text[end : end + 1].isalnum():
        return False
    return source.cell or signed or (measure.ends(text, end) and not _code(text[number.start : number.end]))


def _chinese_counts(source: Source, number: Number, measured: _Measured, *, signed: bool) -> bool:
    """Whether a Chinese numeral counts: it needs a measure word; 一座现代化水厂 is an article, 水厂一座 a count."""
    if not measured.unit or measured.unit in (_NEVER_ONE if number.value == 1 else _NEVER_CHINESE):
        return False
    if signed or measure.ends(source.text, measured.end):
        return True
    return number.value != 1 and (measured.unit in measure.STRONG or measured.money or source.cell)


def _code(figure: str) -> bool:
    """Whether bare digits in running text are rather a year or a code."""
    year = len(figure) == _YEAR_DIGITS and figure[:2] in ("19", "20")
    return year or len(figure) > _RUNNING_DIGITS or (figure[0] == "0" and figure[1:2] not in ("", "."))
