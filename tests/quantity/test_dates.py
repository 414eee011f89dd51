"""Dates, time stamps and the 项目期 box."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perflint.quantity import dates_in, duration_years, parse_date, period_span, stamp_date

DAY = date(2025, 11, 18)


@pytest.mark.parametrize(
    "text",
    [
        "2025-11-18", "2025年11月18日", "2025.11.18", "2025/11/18", "2025 年 11 月 18 日", "２０２５年１１月１８日",
        "20251118", "2025.11.18.",
        "二〇二五年十一月十八日", "二○二五年十一月十八日", "2025年11月18", "2025-11-18 16:17:10", "2025-11-18T16:17:10",
        "2025年11月18日16时17分", "2025年11月18日 星期二", "2025年11月18日（周二）",
    ],
)  # fmt: skip
def test_parse_date(text: str) -> None:
    """A cell that is a date, in every spelling seen."""
    assert parse_date(text) == DAY
    assert stamp_date(text) == DAY


@pytest.mark.parametrize(
    "text",
    [
        "", "20251118161710", "2025年11月", "2025年", "2025年2月30日", "20250230", "2025-13-01", "2025年11月18日前",
        "填报日期", "18日",
        "2025-11-18至2025-12-01", "2025年1-5月3日", "11/18/2025", "2025年 月 日", "1899年1月1日", "12345678",
    ],
)  # fmt: skip
def test_not_a_date(text: str) -> None:
    """A stamp, a month, an impossible day or more than a date is none."""
    assert parse_date(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "20251118161710",
        "202511181617",
        "20251118161710123",
        "2025111816171",
        "1763453830000",
        "２０２５１１１８１６１７１０",
    ],
)
def test_stamp_date(text: str) -> None:
    """The day inside a system time stamp, which is no date itself."""
    assert parse_date(text) is None
    assert stamp_date(text) == DAY


@pytest.mark.parametrize(
    "text", ["20251318161710", "20251118991710", "12345678901234", "", "2025", "123456789012345678"]
)
def test_no_stamp(text: str) -> None:
    """Other digits are no stamp."""
    assert stamp_date(text) is None


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("截至2026年1月30日，本单位", [date(2026, 1, 30)]),
        ("自2026年1月1日起至2026年12月31日止", [date(2026, 1, 1), date(2026, 12, 31)]),
        ("二〇二六年二月十日", [date(2026, 2, 10)]),
        ("2026.03.15印发、2026-4-1施行", [date(2026, 3, 15), date(2026, 4, 1)]),
        ("2026年11月底前，11月30日前，2026年", []),
        ("12026年1月1日", []),
        ("2025年2月30日", []),
    ],
)
def test_dates_in(text: str, days: list[date]) -> None:
    """Whole dates of running text only."""
    assert list(dates_in(text)) == days


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("1年", "1"), ("三年", "3"), ("两年", "2"), ("十年", "10"), ("一年", "1"), ("一年期", "1"), ("12个月", "1"),
        ("18个月", "1.5"),
        ("1.5年", "1.5"), ("一年半", "1.5"), ("半年", "0.5"), ("3个年度", "3"), ("4个季度", "1"), ("365天", "1"),
        ("当年", "1"),
        ("2026年", "1"), ("2026年度", "1"), ("2026年1月-12月", "1"), ("2026年1月至12月", "1"),
        ("2024年-2026年", "3"), ("2024-2026", "3"),
        ("2024-2026年", "3"), ("2022年3月-2023年11月", "1.75"), ("2022--2024年", "3"), ("202001-202012", "1"),
        ("20260101-20261231", "1"), ("2026-01-01至2026-12-31", "1"), ("2026年1月1日起至2026年12月31日止", "1"),
        ("2026/1/1-2026/12/31", "1"),
        ("2026年1月1日-12月31日", "1"), ("2026.1-2026.12", "1"), ("2023.07-2024.01", "0.58"),
        ("1年(2026年1月-12月)", "1"),
        ("一次性项目(1年结束)", "1"),
        ("长期", None), ("2026年-长期", None), ("1-2年", None), ("", None), ("经常性", None), ("0年", None),
        ("2026年12月底前", None),
        ("2025年11月30日", None),
    ],
)  # fmt: skip
def test_duration_years(text: str, years: str | None) -> None:
    """The years a 项目期 box says."""
    assert duration_years(text) == (Decimal(years) if years else None)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("2026年", ((2026, 1, 1), (2026, 12, 31))),
        ("2026年1月-12月", ((2026, 1, 1), (2026, 12, 31))),
        ("2024年-2026年", ((2024, 1, 1), (2026, 12, 31))),
        ("2024-2026", ((2024, 1, 1), (2026, 12, 31))),
        ("2022年3月-2023年11月", ((2022, 3, 1), (2023, 11, 30))),
        ("202001-202002", ((2020, 1, 1), (2020, 2, 29))),
        ("20260105-20260301", ((2026, 1, 5), (2026, 3, 1))),
        ("2026-01-01至2026-12-31", ((2026, 1, 1), (2026, 12, 31))),
        ("2024年6月-2025年1月6日", ((2024, 6, 1), (2025, 1, 6))),
        ("1年（2026年1月-6月）", ((2026, 1, 1), (2026, 6, 30))),
        ("1年", None),
        ("长期", None),
        ("2026年-长期", None),
        ("2025年11月30日", None),
        ("2026年底前", None),
        ("2026-2024", None),
        ("20260230-20260301", None),
    ],
)
def test_period_span(text: str, span: tuple[tuple[int, int, int], tuple[int, int, int]] | None) -> None:
    """First and last day, where dates are given."""
    assert period_span(text) == (span and (date(*span[0]), date(*span[1])))


DAYS = st.dates(date(1950, 1, 1), date(2099, 12, 30))


@given(DAYS)
def test_printed_dates_read_back(day: date) -> None:
    """A date printed in any way is that date, in a cell and in text."""
    for text in (
        f"{day:%Y-%m-%d}",
        f"{day:%Y%m%d}",
        f"{day:%Y/%m/%d}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year} 年 {day.month} 月 {day.day} 日",
        f"{day.year}.{day.month}.{day.day}",
    ):
        assert parse_date(text) == day, text
    assert dates_in(f"自{day.year}年{day.month}月{day.day}日起施行") == (day,)


@given(st.datetimes(datetime(1950, 1, 1), datetime(2099, 12, 31)))
def test_stamps_read_back(moment: datetime) -> None:
    """The day of a stamp is found, and a stamp is no date."""
    for stamp in (f"{moment:%Y%m%d%H%M%S}", f"{moment:%Y%m%d%H%M}", f"{moment:%Y%m%d%H%M%S}123"):
        assert stamp_date(stamp) == moment.date()
        assert parse_date(stamp) is None


@given(DAYS, st.integers(1, 5000))
def test_spans_read_back(first: date, length: int) -> None:
    """A span of two dates is found again, and is as long as it is."""
    last = min(first + timedelta(days=length), date(2099, 12, 31))
    box = f"{first.year}年{first.month}月{first.day}日-{last.year}年{last.month}月{last.day}日"
    assert period_span(box) == (first, last)
    years = duration_years(box)
    assert years is not None
    assert abs(float(years) - ((last - first).days + 1) / 365.25) < 0.02
