"""What can be measured in a target value (指标值的可衡量内容)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct


class Kind(StrEnum):
    """What a measurable piece is (类别). The values are the members' names in lower case."""

    NUMBER = "number"
    """数量: 280人次, 100, 470人/天"""
    PERCENT = "percent"
    """比率: ≥90%, 100百分比, 5个百分点, 3‰"""
    RANGE = "range"
    """区间, of whatever unit: 90%-95%, 3-5次, 5-6万元"""
    PRICE = "price"
    """单价: 475元/亩, 每人1000元, 28.40/株"""
    AMOUNT = "amount"
    """金额: 39.2万元"""
    DATE = "date"
    """时间: a day or a span of days: 2021年12月31日, 2023.07-2024.01, 2026年第一季度, 上半年"""
    DEADLINE = "deadline"
    """截止时间: 2026年11月底前, 年底前, 每年12月底前"""
    DURATION = "duration"
    """期限: 5个工作日内, 1年, ≥60天"""
    FREQUENCY = "frequency"
    """频次: 1次/月, 每季度1次, 每月"""
    YEAR = "year"
    """整年: one or more calendar years and nothing finer: 2026年, 2026年度, 1-12月, 年内, 全年"""
    GRADE = "grade"
    """等级: a scale that is named, or one definite mark on it: 优/良/中/差, 合格, 良好以上"""
    YESNO = "yesno"
    """是否: 是, 否, 有, 无"""
    FACT = "fact"
    """可核实的事实: 通过验收, 无安全事故"""


class Quantity(Struct, frozen=True):
    """A measurable piece of a value or of running text (可衡量内容)."""

    kind: Kind
    sign: str
    """≥ ≤ > < = ± as glyph or said in words, or "" when none is printed."""
    low: Decimal | None
    """The number: 90 of 90%, 39.2 of 39.2万元, 20000 of 2万人次 (only money keeps 万 in its unit)."""
    high: Decimal | None
    """The upper end of a range; elsewhere the same as ``low``."""
    unit: str
    """人次, %, 万元 …, "" when none is printed."""
    per: str
    """亩 of 元/亩, 月 of 1次/月 and of 每月1次, 年 of 每年12月底前, else ""."""
    start: date | None
    """The first day meant. None without a year, and for a deadline."""
    end: date | None
    """The last day meant. None without a year."""
    text: str
    """The piece as ``text.normal`` gives it, sign words and 以上 included."""
    whole: bool
    """Whether the piece is the whole value, punctuation apart."""
