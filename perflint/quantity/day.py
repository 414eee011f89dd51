"""Cells that are a date (填报日期), system time stamps, and the full dates of running text."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

from perflint.pattern import lazy
from perflint.quantity.when import full_date_at, full_dates
from perflint.text import normal

_CLOCK = lazy(r"T?(?:[0-9]{1,2}(?::[0-9]{2}){1,2}|[0-9]{1,2}[时点](?:[0-9]{1,2}分?)?(?:[0-9]{1,2}秒)?)?")
_WEEKDAY = lazy(r"\(?(?:星期|周)[一二三四五六日天]\)?")
_SOLID = lazy(r"(?:19|20)[0-9]{6}")
_STAMP = lazy(r"((?:19|20)[0-9]{6})(?:[01][0-9]|2[0-3])[0-5][0-9](?:[0-9]|[0-5][0-9](?:[0-9]{3})?)?")
_EPOCH = lazy(r"1[0-9]{12}")
_CHINA = timezone(timedelta(hours=8))


def parse_date(text: str) -> date | None:
    """The date that the cell is (日期): 2025年11月18日, 2025-11-18, 2025.11.18, 二〇二五年十一月十八日, 20251118.

    A time of day after it is let pass. A system stamp such as 20251118161710, a month alone and 2月30日 are no dates.
    """
    plain = normal(text).rstrip(".。;,")
    if _SOLID().fullmatch(plain):
        return _solid(plain)
    found = full_date_at(plain, 0)
    if not found:
        return None
    day, end = found
    return day if _CLOCK().fullmatch(_WEEKDAY().sub("", plain[end:], count=1)) else None


def stamp_date(text: str) -> date | None:
    """The date inside a system time stamp (时间戳) of 12, 13, 14 or 17 digits, or of what ``parse_date`` reads.

    Thirteen digits may also be milliseconds since 1970: these are read in China's time.
    """
    plain = normal(text)
    if match := _STAMP().fullmatch(plain):
        return _solid(match[1])
    if _EPOCH().fullmatch(plain):
        return datetime.fromtimestamp(int(plain) / 1000, tz=_CHINA).date()
    return parse_date(text)


def dates_in(text: str) -> tuple[date, ...]:
    """Every date with year, month and day in running text, in order; 2026年 and 2026年11月 are not among them."""
    return full_dates(normal(text))


def _solid(digits: str) -> date | None:
    """The date of eight digits, None for 20250230."""
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
