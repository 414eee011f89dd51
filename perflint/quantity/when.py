"""Dates, deadlines and spans of time (时间) in running text.

A ``When`` is the one shape for all: 2026年11月30日 · 2026年11月底前 · 2026年 · 2021年1月-12月 · 2023.07-2024.01 ·
12月底前 · 第三季度末 · 上半年. Without a year its days stay unknown.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from enum import Enum
from typing import NamedTuple

from perflint.pattern import lazy
from perflint.quantity.measure import ends
from perflint.quantity.numeral import chinese

_Y = r"(?:(?:19|20)[0-9]{2}|[一二][〇零○九][〇零○一二三四五六七八九]{2})"
_M = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_D = r"(?:3[01]|[12][0-9]|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
_DASH = r"(?:-{1,2}|[~〜至到])"
_DAY = rf"(?P<d>{_D})(?:[日号]|(?![\w%.,-]))"
_MONTH = rf"(?:(?P<m0>{_M})月?{_DASH})?(?P<m>{_M})月份?(?![饼季球薪嫂租均])(?:{_DAY})?"
_QUARTER = r"(?:(?:第?(?P<q0>[一二三四1-4])(?:季度)?(?:-|至|到|、))?第?(?P<q>[一二三四1-4])季度)"
_HALF = r"(?P<h>[上下])半年"
_YEARS = lazy(
    rf"(?P<y0>{_Y})(?:年度?)?{_DASH}(?P<y>{_Y})(?P<school>学)?年度?(?!{_M}月|第?[一二三四1-4]季度|[上下]半年)"
)
_CHINESE_DATE = lazy(rf"(?P<y>{_Y})年(?:度(?!假))?(?:{_MONTH}|{_QUARTER}|{_HALF}|全年|年?度?内(?![容部外控]))?")
_NUMERIC = lazy(
    r"(?P<y>(?:19|20)[0-9]{2})(?P<s>[-./])(?P<m>1[0-2]|0?[1-9])"
    r"(?:(?P=s)(?P<d>3[01]|[12][0-9]|0?[1-9])日?)?(?:(?![0-9])|(?=[0-9]{1,2}:[0-9]{2}))"
)
_YEARLESS = lazy(rf"{_MONTH}|{_QUARTER}|{_HALF}")
RELATIVE = (
    r"(?P<each>[每逐])?[当本次下]?个?(?P<of>年|月|季度?|半年)"
    rf"(?:(?P<d>{_D})[日号]|度?(?P<part>[底末终初])(?![级端考奖步总评预目余存结决]))"
)
"""年底, 每月10日, 季度末: a time that leaves the year to the reader. A source, for ``scan`` builds it into its own."""
_TAIL = lazy(
    r"(?P<part>年?度?[底末终初]|[上中下]旬)?(?:[0-9]{1,2}[时点]整?)?(?:\(含\))?"
    r"(?P<by>之前|以前|前(?![期往来三列述沿后端景提身线瞻进言置]))?"
)
_TO = lazy(rf"(?:起|开始)?(?:{_DASH})(?=[0-9一二三四五六七八九十第上下])")
_DATED = lazy(rf"(?<![0-9]){_Y}[年./-]")
_DECEMBER = 12


class Grain(Enum):
    """How fine a date is printed (粒度)."""

    YEAR = 0
    HALF = 1
    QUARTER = 2
    MONTH = 3
    DAY = 4


class When(NamedTuple):
    """A date or a span of time (时间) as found: ``text[pos:end]`` with the days it means, unknown without a year."""

    end: int
    grain: Grain
    start: date | None
    last: date | None
    deadline: bool = False
    """底, 末 or 前 is printed: by then, not then."""
    per: str = ""
    """年 of 每年12月底前."""

    @property
    def whole_years(self) -> bool:
        """Whether it is one or more calendar years and nothing finer: 2026年, 2021年1月-12月."""
        first, last = self.start, self.last
        if self.deadline:
            return False
        if first is None or last is None:
            return self.grain is Grain.YEAR
        return (first.month, first.day, last.month, last.day) == (1, 1, _DECEMBER, 31)


class _Point(NamedTuple):
    """One end of a span: the days it means and how fine it is printed."""

    end: int
    grain: Grain
    year: int | None
    start: date | None
    last: date | None


def when_at(text: str, pos: int) -> When | None:
    """The date or span of time that starts at ``pos``, with 底, 前 and the like behind it."""
    first = _years(text, pos) or _point(text, pos, None)
    if first is None:
        return None
    end, last = first.end, first
    joint = _TO().match(text, end)
    second = _point(text, joint.end(), first.year) if joint else None
    if second and (second.grain is first.grain or second.year != first.year):
        end, last = second.end, second
    elif _unsure(text, pos, first):
        return None
    start = first.start
    if start and last.last and start > last.last:
        return _tail(text, When(end, last.grain, None, None))
    return _tail(text, When(end, last.grain, start, last.last))


def relative(match: re.Match[str]) -> When:
    """年底前, 每月10日前, 季度末: a deadline that leaves the year to the reader."""
    part = match["part"] or ""
    when = When(match.end(), Grain.DAY if match["d"] else Grain.MONTH, None, None, deadline=part != "初")
    tail = _TAIL().match(match.string, match.end())
    each = match["of"].removesuffix("度") if match["each"] else ""
    return when._replace(end=tail.end() if tail else when.end, per="季度" if each == "季" else each)


def full_date_at(text: str, pos: int) -> tuple[date, int] | None:
    """The date with year, month and day that starts at ``pos``, and where it ends."""
    point = _point(text, pos, None)
    if point and point.year and point.start and point.grain is Grain.DAY:
        return point.start, point.end
    return None


def full_dates(text: str) -> tuple[date, ...]:
    """Every date with year, month and day, in order."""
    found = (full_date_at(text, match.start()) for match in _DATED().finditer(text))
    return tuple(day for day, _ in filter(None, found))


def _unsure(text: str, pos: int, point: _Point) -> bool:
    """Whether what looks like year.month may as well be a number: 2023.07万元, 2023.7."""
    if "月" in text[pos : point.end] or "年" in text[pos : point.end] or point.grain is not Grain.MONTH:
        return False
    two_digits = text[point.end - 2] in "01"
    return not (two_digits and (ends(text, point.end) or text[point.end] in "底末初上中下前起至完"))


def _years(text: str, pos: int) -> _Point | None:
    """A span of whole years: 2024年-2026年, 2024-2026年."""
    match = _YEARS().match(text, pos)
    if not match:
        return None
    first, last = _int(match["y0"]), _int(match["y"])
    if first > last:
        return None
    if match["school"]:
        return _Point(match.end(), Grain.MONTH, last, date(first, 9, 1), date(last, 8, 31))
    return _Point(match.end(), Grain.YEAR, last, date(first, 1, 1), date(last, 12, 31))


def _point(text: str, pos: int, year: int | None) -> _Point | None:
    """One date at ``pos``; one printed without its year takes ``year``."""
    for pattern in (_CHINESE_DATE, _NUMERIC, _YEARLESS):
        match = pattern().match(text, pos)
        if match:
            parts = {name: _int(value) for name, value in match.groupdict().items() if value and name not in "hs"}
            year = parts.get("y", year)
            half = match.groupdict().get("h")
            grain = _grain(parts, half)
            days = _days(year, parts, half) if year else None
            start, last = days or (None, None)
            return _Point(match.end(), grain, year, start, last)
    return None


def _grain(parts: dict[str, int], half: str | None) -> Grain:
    """How fine the printed parts are; 1-12月 is a whole year."""
    if "d" in parts:
        return Grain.DAY
    if "m" in parts:
        return Grain.YEAR if (parts.get("m0"), parts["m"]) == (1, _DECEMBER) else Grain.MONTH
    return Grain.QUARTER if "q" in parts else Grain.HALF if half else Grain.YEAR


def _days(year: int, parts: dict[str, int], half: str | None) -> tuple[date, date] | None:
    """First and last day of what is printed; None for 2月30日 and 1-5月3日."""
    if "d" in parts:
        if "m0" in parts:
            return None
        try:
            first = date(year, parts["m"], parts["d"])
        except ValueError:
            return None
        return first, first
    months = (1, _DECEMBER)
    if "m" in parts:
        months = (parts.get("m0", parts["m"]), parts["m"])
    elif "q" in parts:
        months = (parts.get("q0", parts["q"]) * 3 - 2, parts["q"] * 3)
    elif half:
        months = (1, 6) if half == "上" else (7, _DECEMBER)
    if months[0] > months[1]:
        return None
    return date(year, months[0], 1), month_end(date(year, months[1], 1))


def month_end(day: date) -> date:
    """The last day of the month of ``day``."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _tail(text: str, when: When) -> When:
    """The span with 底, 末, 初, 上旬, 前 behind it: 底 and 前 make a deadline of its last day."""
    match = _TAIL().match(text, when.end)
    if not match or not match[0]:
        return when
    part, start, last = (match["part"] or "")[-1:], when.start, when.last
    if match["by"] or part in set("底末终"):
        return when._replace(end=match.end(), start=None, deadline=True)
    tenths = {"上": (1, 10), "中": (11, 20), "初": (1, 10), "下": (21, 0)}.get((match["part"] or " ")[0])
    if tenths and start and last and when.grain is Grain.MONTH:
        start, last = start.replace(day=tenths[0]), last.replace(day=tenths[1] or last.day)
    elif start and part == "初":
        last = month_end(start)
    return when._replace(end=match.end(), start=start, last=last, grain=Grain.MONTH)


def _int(text: str) -> int:
    """The value of digits or of a Chinese numeral that a pattern above let through."""
    return int(text) if text.isascii() else chinese(text) or 0
