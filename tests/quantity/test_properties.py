"""What holds for any text: nothing raises, printing does not matter, and time grows with length only."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perflint import quantity as package
from perflint.quantity import (
    Kind,
    amount,
    amounts_in,
    dates_in,
    duration_years,
    parse_date,
    period_span,
    quantities,
    quantity,
    stamp_date,
)
from perflint.text import normal

READERS: tuple[Callable[[str], object], ...] = (
    quantity,
    quantities,
    amount,
    amounts_in,
    parse_date,
    stamp_date,
    dates_in,
    duration_years,
    period_span,
)
SCRAPS = (
    "0 1 2 12 30 31 100 2026 1,234 80,000 0.5 25.87 . , - — ~ 至 到 / : · × + ( ) 〔 〕 [ ] % ‰ (%) ≥ ≤ > < = "
    "± ≧ == 不少于 不超过 达到 控制在 "
    "以上 以内 内 及以上 左右 约 近 余 多 每 每年 每人 每季度 一 二 两 三 十 百 千 万 亿 零 〇 年 月 日 号 "
    "季度 半年 上 下 底 末 初 前 度 第 元 "
    "万元 角 分 ¥ 人民币 整 人 人次 次 个 项 亩 公里 m2 km 个月 小时 工作日 期 百分之 分之 成 优 良 中 差 合格 "
    "是 通过 验收 无 事故 全部 完成 "
    "长期 5G PM2.5 ** XX 。 ； 、 \n \u3000 全年 年底 起 止 学年 全 a ٣ ² ½ ¸ ㎡ ①"
).split(" ")  # fmt: skip
TEXTS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(SCRAPS), max_size=14).map("".join))
NUMERIC = frozenset({Kind.NUMBER, Kind.PERCENT, Kind.RANGE, Kind.PRICE, Kind.AMOUNT, Kind.DURATION})


@given(TEXTS)
def test_nothing_raises(text: str) -> None:
    """Any text can be asked."""
    for read in READERS:
        read(text)


@given(TEXTS, TEXTS, TEXTS)
def test_columns_never_raise(text: str, unit: str, sign: str) -> None:
    """Nor does any unit or sign column, or any unit of a label."""
    quantity(text, unit, sign)
    amount(text, unit)


@given(TEXTS)
def test_printing_does_not_matter(text: str) -> None:
    """A text and its normal form hold the same."""
    plain = normal(text)
    assert quantity(text) == quantity(plain)
    assert quantities(text) == quantities(plain)
    assert amounts_in(text) == amounts_in(plain)
    assert dates_in(text) == dates_in(plain)


@given(TEXTS)
def test_pieces_are_sound(text: str) -> None:
    """Bounds are in order, numbers are finite, and the piece stands in the text."""
    plain, pos = normal(text), 0
    one = quantity(text)
    for found in quantities(text):
        pos = plain.index(found.text, pos) + len(found.text)
    for found in [*quantities(text), *([one] if one else [])]:
        assert found.text
        assert found.text in plain
        assert (found.low is None) == (found.high is None)
        assert found.low is not None or found.kind not in NUMERIC
        if found.low is not None and found.high is not None:
            assert found.low <= found.high
            assert found.low.is_finite()
        assert not (found.start and found.end) or found.start <= found.end
    span = period_span(text)
    assert span is None or span[0] < span[1]
    years = duration_years(text)
    assert years is None or years > 0


@given(
    st.integers(0, 10**9),
    st.sampled_from(["人次", "亩", "公里", "%", "个工作日", "台套", "元/亩", "万元"]),
    st.sampled_from("≥≤><="),
)
def test_printed_values_read_back(value: int, unit: str, sign: str) -> None:
    """A number with its sign and unit is that number again."""
    for text in (f"{sign}{value:,}{unit}", f"{sign} {value} {unit}"):
        found = quantity(text)
        assert found is not None
        assert (found.sign, found.low, found.whole) == (sign, Decimal(value), True)
        assert "/".join(filter(None, (found.unit, found.per))) == unit
        split = quantity(f"{value}", unit, sign)
        assert split is not None
        assert (split.kind, split.sign, split.low, split.unit) == (found.kind, sign, found.low, found.unit)


@given(st.integers(0, 999), st.integers(0, 999))
def test_printed_ranges_read_back(one: int, other: int) -> None:
    """A range is that range again, whichever end is printed first."""
    found = quantity(f"{one}%-{other}%")
    assert found is not None
    assert (found.kind, found.low, found.high) == (Kind.RANGE, Decimal(min(one, other)), Decimal(max(one, other)))


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)))
def test_printed_deadlines_read_back(day: date) -> None:
    """A deadline is that day again."""
    found = quantity(f"{day.year}年{day.month}月{day.day}日前")
    assert found is not None
    assert (found.kind, found.start, found.end, found.whole) == (Kind.DEADLINE, None, day, True)


LONG = 100_000
AWKWARD = (
    "1", "1,", "1.", ",111", "1-", "2026-", "2026年", "12月", "一", "一百", "万", "1万", "每", "每年", "元/人",
    "1元/人", "a", "a1", "a.", "(", ")", "≥",
    "≥=", "=", "不低于", "达到", "通过", "无", "优", "优、", "质量", "第", "三分之", "8:00", "1 ", "111,", "上半年",
    "约", "0355-", "人均", "定性:",
    "完成培训280人次，2026年6月底前投入5.5万元。",
)  # fmt: skip


@pytest.mark.parametrize("scrap", AWKWARD)
def test_time_is_linear(scrap: str) -> None:
    """A hundred thousand characters of anything take seconds at most: nothing is quadratic."""
    text = scrap * (LONG // len(scrap))
    for read in (quantity, amount, stamp_date, dates_in):
        begun = time.process_time()
        read(text)
        assert time.process_time() - begun < 10, read


def test_import_compiles_nothing() -> None:
    """Importing the package compiles no regular expression of its own: all are compiled when first used."""
    code = (
        "import json, re, decimal, datetime, enum, typing, msgspec, perflint.text\n"
        "seen = []\n"
        "real = re.compile\n"
        "re.compile = lambda *a, **k: (seen.append(str(a[0])), real(*a, **k))[1]\n"
        "import perflint.quantity\n"
        "print(json.dumps(seen))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []


def test_public_names() -> None:
    """``__all__`` is what the package promises."""
    assert package.__all__ == sorted(package.__all__, key=lambda name: (name[0].islower(), name))
    assert all(hasattr(package, name) for name in package.__all__)
