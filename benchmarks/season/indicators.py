"""Indicators of an invented project: names and values from the library, varied by what the project is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_DOWN, Decimal
from random import Random

from benchmarks.season.material import Pattern, figure, library
from benchmarks.season.model import TREE, YEAR, Row

VERBS = ("举办", "开展", "召开", "购置", "维护", "完成", "印发", "印制", "组织", "保障", "治理", "整理", "聘用", "扶持")
COUNTS = {
    "数量指标": (2, 2, 3),
    "质量指标": (1, 1, 2),
    "时效指标": (1, 1, 1, 2),
    "成本指标": (1,),
    "经济效益指标": (0, 1),
    "社会效益指标": (1, 1, 1, 2),
    "生态效益指标": (0, 0, 0, 1),
    "可持续影响指标": (0, 1),
    "服务对象满意度指标": (1, 1, 1, 2),
}
"""How many indicators of each 二级指标 a project has; one is drawn."""
_DAY = re.compile(r"__年__月__日前")
_VALUE = re.compile(r"([≥≤=]?)(\d+(?:\.\d+)?)(.*)", re.DOTALL)
_MONTHS = {
    "开工": (3, 4),
    "签订": (2, 3),
    "汛期": (5, 5),
    "开学": (8, 8),
    "上半年": (6, 6),
    "到岗": (2, 4),
    "订阅": (1, 3),
}
"""In which months a date lies, by a word in the indicator's name; otherwise from September on."""
_ONE_BY_ONE = re.compile(r"年|月|岗位|单位|科室|村|系统|线路")
"""What stays the same from year to year."""
_LIMIT = 3_000_000
"""What a project's cost is kept under, 元 a year."""


def rows(random: Random, kind: str, topic: str, years: int) -> tuple[Row, ...]:
    """The indicators of a project of this kind, in the order of the form; prices are not set yet (``priced``)."""
    made = []
    for level in TREE:
        made += [_row(random, pattern, topic, years) for pattern in _chosen(random, level, library()[kind][level])]
    return tuple(made)


def _chosen(random: Random, level: str, patterns: list[Pattern]) -> list[Pattern]:
    """Which of the library's indicators a project takes."""
    if level == "成本指标":
        patterns = [one for one in patterns if "元" in one.form]
    count = min(random.choice(COUNTS[level]), len(patterns))
    return sorted(random.sample(patterns, count), key=patterns.index)


def _row(random: Random, pattern: Pattern, topic: str, years: int) -> Row:
    """An indicator with its figures filled in."""
    name = pattern.name
    while "__" in name:
        name = name.replace("__", str(random.randint(2, 3)), 1)
    if random.random() < 0.3:
        name = _about(topic, name)
    if _DAY.search(pattern.form):
        months = next((span for word, span in _MONTHS.items() if word in name), (9, 12))
        day = f"{random.randint(*months)}月{random.choice((10, 15, 20, 25, 28))}日前"
        return Row(pattern.kind, name, f"{YEAR + years - 1}年{day}", f"{YEAR}年{day}")
    annual = pattern.form.replace("每月（季）", "每月")
    annual = annual.replace("__", figure(random, pattern.name, pattern.form), 1)
    return Row(pattern.kind, name, times(annual, years) if _adds_up(pattern) else annual, annual)


def _adds_up(pattern: Pattern) -> bool:
    """Whether the figure of several years is the sum of each year's."""
    return pattern.kind == "数量指标" and not _ONE_BY_ONE.search(pattern.form + pattern.name)


def times(value: str, factor: int) -> str:
    """A value that many times."""
    found = _VALUE.fullmatch(value)
    return f"{found[1]}{Decimal(found[2]) * factor}{found[3]}" if found else value


def _about(topic: str, name: str) -> str:
    """The name of an indicator that says what it is about; what both say is said once."""
    verb = next((verb for verb in VERBS if name.startswith(verb)), "")
    rest = name[len(verb) :]
    both = next((size for size in (4, 3, 2) if rest.startswith(topic[-size:])), 0)
    return verb + topic[: len(topic) - both] + rest


def priced(random: Random, made: tuple[Row, ...]) -> tuple[tuple[Row, ...], int]:
    """The rows with prices that the project can pay, and what it costs a year, 元 (whole hundreds)."""
    annual = 1000 * round(random.lognormvariate(4.6, 0.9)) + 100 * random.randrange(10)
    limit = _LIMIT - 10_000 * random.randrange(150)
    annual = min(max(annual, 12_000), limit)
    for row in made:
        if row.kind == "成本指标":
            annual = max(annual, min(_needed(row, made), limit))
    annual = -(-annual // 100) * 100
    return tuple(_paid(row, made, annual) if row.kind == "成本指标" else row for row in made), annual


def _needed(row: Row, made: tuple[Row, ...]) -> int:
    """What a price comes to for all that is counted in its unit, 元."""
    _, number, unit = _VALUE.fullmatch(row.annual).groups()  # type: ignore[union-attr]
    whole = Decimal(number) * (10_000 if unit.startswith("万元") else 1) * _count(unit, made)
    return int(whole * Decimal("1.1"))


def _count(unit: str, made: tuple[Row, ...]) -> int:
    """How many of what a price is for: the most that any indicator counts, twelve times by the month."""
    _, _, per = unit.partition("/")
    per, _, time = per.partition("·")
    counted = [1, *(int(Decimal(found[2])) for row in made if (found := _VALUE.fullmatch(row.annual)) and per
                    and row.kind == "数量指标" and found[3].split("/")[0][:1] == per[:1])]  # fmt: skip
    return max(counted) * {"月": 12, "天": 6}.get(time, 1)


def _paid(row: Row, made: tuple[Row, ...], annual: int) -> Row:
    """A price that does not cost more than the project has; a total cost is what it has."""
    sign, number, unit = _VALUE.fullmatch(row.annual).groups()  # type: ignore[union-attr]
    scale = 10_000 if unit.startswith("万元") else 1
    if "/" not in unit or unit.endswith("/年"):
        price = Decimal(annual) / scale if scale > 1 else min(Decimal(number), Decimal(annual))
    else:
        price = min(Decimal(number), Decimal(annual) * Decimal("0.95") / scale / _count(unit, made))
    text = format(price.quantize(Decimal(1) if price >= 20 else Decimal("0.01"), ROUND_DOWN).normalize(), "f")
    return Row(row.kind, row.name, f"{sign}{text}{unit}", f"{sign}{text}{unit}")


def phrases(made: tuple[Row, ...], *, annual: bool) -> Iterator[tuple[str, str]]:
    """Each indicator as a goal says it, with its 二级指标."""
    for row in made:
        if row.kind != "成本指标":
            yield row.kind, phrase(row.name, row.annual if annual else row.period)


def phrase(name: str, value: str) -> str:
    """An indicator in words."""
    said = {"≥": "达到{}以上", "≤": "不超过{}", "=": "为{}"}.get(value[:1], "为{}")
    return name + said.format(value.lstrip("≥≤="))
