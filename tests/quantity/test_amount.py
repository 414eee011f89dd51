"""Amounts: what a funding box may print, when two are equal, and which amounts running text names."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perflint.quantity import Amount, amount, amounts_in, equal

READ = [
    ("80,000", "80000", "0.5", "元"),
    ("８０，０００.00元", "80000", "0.005", "元"),
    ("25.87万元", "258700", "50", "万元"),
    ("２５.８７万元", "258700", "50", "万元"),
    ("2.38 万元", "23800", "50", "万元"),
    ("1.2亿元", "120000000", "5000000", "亿元"),
    ("10000万元", "100000000", "5000", "万元"),
    ("620万", "6200000", "5000", "万元"),
    ("5千元", "5000", "500", "千元"),
    ("25.87(万元)", "258700", "50", "万元"),
    ("1亿2000万元", "120000000", "5000", "万元"),
    ("12万3456元", "123456", "0.5", "元"),
    ("叁仟元", "3000", "0.5", "元"),
    ("三千五百元", "3500", "0.5", "元"),
    ("一万二千元", "12000", "0.5", "元"),
    ("人民币伍万元整", "50000", "5000", "万元"),
    ("壹佰贰拾叁元肆角伍分", "123.45", "0.005", "元"),
    ("壹佰元伍角", "100.5", "0.05", "元"),
    ("¥3,000", "3000", "0.5", "元"),
    ("￥3,000.00", "3000", "0.005", "元"),
    ("人民币 5,000 元", "5000", "0.5", "元"),
    ("3 000", "3000", "0.5", "元"),
    ("1 000 000.50", "1000000.5", "0.005", "元"),
    ("298,9\n00", "298900", "0.5", "元"),
    ("10308\n000.00", "10308000", "0.005", "元"),
    ("12,3456", "123456", "0.5", "元"),
    ("1,234,567.89", "1234567.89", "0.005", "元"),
    (".5", "0.5", "0.05", "元"),
    ("80,000。", "80000", "0.5", "元"),
    ("0", "0", "0.5", "元"),
    ("0.00", "0", "0.005", "元"),
    ("零元", "0", "0.5", "元"),
    ("-5", "-5", "0.5", "元"),
    ("¥-3,000", "-3000", "0.5", "元"),
]

NOT_READ = [
    "", " ", "约5万元", "5万元左右", "5万多元", "5-6万元", "待定", "80,00O", "1,23", "1,2345,678", "100%", "3人",
    "5元/人", "-", "/", "无",
    "五", "三百万", "二〇〇元", "1.2.3", "1e5", "6.1E+07", "5万美元", "007", "(5)", "9" * 19, "1000 2000",
    "200,000 80,000",
    "2,000.00\n0", "3万元5千元", "10+20万元", "25.8 7万元",
]  # fmt: skip


@pytest.mark.parametrize(("text", "yuan", "half", "unit"), READ)
def test_amount_reads(text: str, yuan: str, half: str, unit: str) -> None:
    """What the whole cell prints is read, with how far its printing may have rounded it."""
    assert amount(text) == Amount(Decimal(yuan), Decimal(half), unit)


@pytest.mark.parametrize("text", NOT_READ)
def test_amount_does_not_guess(text: str) -> None:
    """A cell that is no single exact amount is None."""
    assert amount(text) is None


@pytest.mark.parametrize(
    ("unit", "yuan", "half"),
    [
        ("元", "25.87", "0.005"),
        ("千元", "25870", "5"),
        ("万元", "258700", "50"),
        ("（万元）", "258700", "50"),
        ("单位：万元", "258700", "50"),
        ("百万元", "25870000", "5000"),
        ("亿元", "2587000000", "500000"),
    ],
)
def test_unit_of_the_label(unit: str, yuan: str, half: str) -> None:
    """A bare number is in the unit the label gives."""
    found = amount("25.87", unit)
    assert found is not None
    assert (found.yuan, found.half) == (Decimal(yuan), Decimal(half))


def test_printed_unit_wins() -> None:
    """A unit in the cell goes before the label's, and a label that names no money gives no amount."""
    assert amount("80,000元", "万元") == amount("80,000")
    assert amount("8万", "元") == amount("8", "万元")
    assert amount("25.87", "人") is None


EQUAL = [
    ("258,690元", "25.87万元", 1, True),
    ("258,650元", "25.87万元", 1, True),
    ("258,750元", "25.87万元", 1, True),
    ("258,751元", "25.87万元", 1, False),
    ("258,649.99元", "25.87万元", 1, False),
    ("259,690元", "25.87万元", 1, False),
    ("1,289,600元", "128.96万元", 1, True),
    ("40.00万元", "40.01万元", 1, False),
    ("40.00万元", "400,049元", 1, True),
    ("50,000元", "50,001元", 1, False),
    ("190.34万元", "190.35万元", 1, False),
    ("190.34万元", "190.35万元", 2, True),
    ("190.34万元", "190.35万元", 6, True),
    ("190.34万元", "190.38万元", 6, False),
    ("100元", "100元", 1, True),
    ("1.2亿元", "12000万元", 1, True),
]


@pytest.mark.parametrize(("one", "other", "terms", "same"), EQUAL)
def test_equal(one: str, other: str, terms: int, *, same: bool) -> None:
    """Rounding is no difference; one unit of the last place is, unless it is a total."""
    first, second = amount(one), amount(other)
    assert first is not None
    assert second is not None
    assert equal(first, second, terms) is same
    assert equal(second, first, terms) is same


AMOUNTS = st.builds(
    Amount,
    st.decimals(-(10**12), 10**12, places=2),
    st.sampled_from([Decimal(0), Decimal("0.005"), Decimal("0.5"), Decimal(50), Decimal(5000)]),
    st.sampled_from(["元", "万元"]),
)


@given(AMOUNTS, AMOUNTS, st.integers(-3, 50))
def test_equal_is_symmetric_and_reflexive(one: Amount, other: Amount, terms: int) -> None:
    """Order does not matter, and everything equals itself; more terms never make two amounts differ."""
    assert equal(one, one, terms)
    assert equal(one, other, terms) == equal(other, one, terms)
    assert not equal(one, other, 1) or equal(one, other, max(terms, 1))


@given(st.integers(0, 10**14))
def test_printed_yuan_reads_back(value: int) -> None:
    """An amount printed in any of the usual ways is the amount again."""
    for text in (
        f"{value:,}元",
        f"{value}元",
        f"{value:,}",
        f"¥{value:,}",
        f"{value:,}".replace(",", "，"),
        f"{value} 元",
    ):
        found = amount(text)
        assert found is not None, text
        assert found.yuan == value


@given(st.decimals(0, 10**8, places=2))
def test_printed_wan_reads_back(value: Decimal) -> None:
    """So is one in 万元, and it equals its 元."""
    wan, yuan = amount(f"{value:,}万元"), amount(f"{value * 10000:,.0f}元")
    assert wan is not None
    assert yuan is not None
    assert wan.yuan == value * 10000 == yuan.yuan
    assert equal(wan, yuan)
    assert amounts_in(f"安排资金{value:,}万元。") == (wan,)


TEXTS = [
    ("涉及财政拨款228.96万元，占100%", ["2289600"]),
    ("勘察设计费532万元,补助尾款结算387万元。", ["5320000", "3870000"]),
    ("财政拨款一般公共预算1亿2000万元，另3,000元", ["120000000", "3000"]),
    ("安排三百五十万元，叁仟元整", ["3500000", "3000"]),
    ("不超过50万元，50万元以上", ["500000", "500000"]),
    ("1万5000元", ["15000"]),
    ("5万元区级资金，三百元材料费", ["50000", "300"]),
    ("约5万元、5万余元、5万元左右、近3亿元、5-6万元", []),
    ("每人1000元，780元/生/年，人均增收200元", []),
    ("¥5人、¥3-5、¥5万/月", []),
    ("5萬元，¥5", ["50000", "5"]),
    ("培训280人次，三元区，多元化，二元结构，2万人，5万美元", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "yuan"), TEXTS)
def test_amounts_in(text: str, yuan: list[str]) -> None:
    """Every exact amount with its unit, in order."""
    assert [found.yuan for found in amounts_in(text)] == [Decimal(value) for value in yuan]


def test_amounts_in_keep_their_precision() -> None:
    """An amount found in text can be compared like one in a cell."""
    assert amounts_in("其中25.87万元用于培训") == (amount("25.87万元"),)
