"""What a row measures, read from its name, and the words in it that say so."""

from __future__ import annotations

from functools import lru_cache

from perflint.model.base import once
from perflint.model.form import ANNUAL, Indicator, TargetForm
from perflint.pattern import compiled
from perflint.quantity import Kind, Quantity, period_span
from perflint.text import normal

COUNTS = frozenset({Kind.NUMBER, Kind.PERCENT, Kind.RANGE, Kind.PRICE, Kind.AMOUNT, Kind.DURATION, Kind.FREQUENCY})
"""Kinds that hold a number to be reached."""
DAYS = frozenset({Kind.DATE, Kind.DEADLINE})
MONEY = frozenset({Kind.AMOUNT, Kind.PRICE})
_SORTS = {
    **dict.fromkeys((Kind.NUMBER, Kind.RANGE, Kind.FREQUENCY), "个数"), Kind.PERCENT: "百分比",
    **dict.fromkeys(MONEY, "金额"), **dict.fromkeys((*DAYS, Kind.DURATION), "时间"),
}  # fmt: skip
QUANTITY, QUALITY, TIME = "数量指标", "质量指标", "时效指标"
COSTS = frozenset({"成本指标", "经济成本指标", "社会成本指标", "生态环境成本指标"})

_MARKS = "★☆*※#·△▲"
_ORDINAL = compiled(r"(?:指标[0-9一二三四五六七八九十]*[:.、)]|\(?[0-9]{1,2}\)?[、.:)](?![0-9])|其中:)")
_BRACKET = compiled(r"\([^()]*\)|\[[^\[\]]*\]")
_LAST_BRACKET = compiled(r"\(([^()]*)\)$")
_TEMPLATE = compiled(r"[≥≤><=]*[*×_]{1,}[^*]{0,4}$")
_YEAR = compiled(r"(?:19|20)[0-9]{2}")


@lru_cache(maxsize=4096)
def unnumbered(text: str) -> str:
    """The name without stars and without the number that a template gave it: 指标1:培训人次 is 培训人次."""
    plain = normal(text).lstrip(_MARKS)
    while match := _ORDINAL.match(plain):
        plain = plain[match.end() :].lstrip(_MARKS)
    return plain


@lru_cache(maxsize=4096)
def measure(text: str) -> str:
    """What is measured: the name without numbering, bracketed remarks and a template's empty value (≥**人)."""
    plain = unnumbered(text)
    while (shorter := _BRACKET.sub("", plain)) != plain:
        plain = shorter
    return _TEMPLATE.sub("", plain)


def bracketed(text: str) -> str:
    """What the bracket at the end of the name says, mostly the unit: 苗木成活率(≥**%) gives %, 面积(亩) gives 亩."""
    match = _LAST_BRACKET.search(normal(text))
    return match[1].lstrip("≥≤><=*×_") if match else ""


@lru_cache(maxsize=64)
def normals(words: tuple[str, ...]) -> frozenset[str]:
    """The words of a list as they compare with what is printed."""
    return frozenset(map(normal, words))


def ending(text: str, words: tuple[str, ...]) -> str:
    """The longest of the words with which the text ends, "" when there is none."""
    return max(filter(text.endswith, words), key=len) if text.endswith(words) else ""


def within(text: str, words: tuple[str, ...]) -> str:
    """The first of the words that stands in the text, "" when there is none."""
    for word in words:
        if word in text:
            return word
    return ""


def title(indicator: Indicator) -> str:
    """What a message calls the row: its name, and its 二级 or 一级 where the name is blank."""
    return indicator.name.text.strip() or indicator.path[1] or indicator.path[0]


def level(indicator: Indicator) -> str:
    """The 二级 (without one, the 一级) of the row as the form prints it."""
    printed = indicator.level2.printed if indicator.level2 else indicator.level1.printed
    return normal(printed.text) if printed and not printed.blank else indicator.path[1] or indicator.path[0]


def numeric(quantity: Quantity | None) -> bool:
    """Whether there is a number to be reached."""
    return quantity is not None and quantity.kind in COUNTS and quantity.low is not None


def sort(found: Quantity | None) -> str:
    """What a value that is one quantity gives: 个数, 百分比, 金额, 时间; "" for a bare number and for anything else."""
    if found is None or not found.whole or (found.kind is Kind.NUMBER and not found.unit):
        return ""
    return "百分比" if found.unit == "%" else _SORTS.get(found.kind, "")


@once
def fiscal_year(form: TargetForm) -> int | None:
    """The fiscal year (年度) that the form's head names, or None."""
    match = _YEAR.search(normal(form.year.text)) if form.year else None
    return int(match[0]) if match else None


@once
def _period_years(form: TargetForm) -> tuple[int, int] | None:
    """The first and last year of the period box, where it gives dates."""
    period = form.written("period")
    span = period_span(period.text) if period else None
    return (span[0].year, span[1].year) if span else None


def target_years(indicator: Indicator, form: TargetForm) -> tuple[int, int] | None:
    """The years in which the row's target can lie, where the form itself says so; None where it does not."""
    year, years = fiscal_year(form), _period_years(form)
    if year is None or (indicator.period != ANNUAL and not form.one_year):
        return years
    if years is None:
        return (year, year) if form.one_year else (year, 9999)
    return (year if indicator.period == ANNUAL else min(year, years[0])), max(year, years[1])
