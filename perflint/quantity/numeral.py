"""Numbers as forms print them (数字): digits with separators, Chinese numerals, and both mixed with 万 and 亿.

All functions take text as ``text.normal`` gives it. A number here is digits only; what it counts is in ``measure``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from perflint.pattern import lazy

MAX_DIGITS = 18
"""Longer runs of digits are codes, not numbers; it also keeps every product exact in 28-digit decimals."""

_DIGITS = {char: value for value, chars in enumerate(
    ("零〇○", "一壹弌", "二两贰貳", "三叁參", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
) for char in chars}  # fmt: skip
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_GROUPS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
SCALES = {
    "百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7,
    "亿": 8, "十亿": 9, "百亿": 10, "千亿": 11, "万亿": 12,
}  # fmt: skip
"""Multipliers behind a number, as powers of ten."""
_SIMPLE = str.maketrans("萬億", "万亿")
_SHORT = {"百": ("分",), "千": ("米", "克", "瓦", "伏", "卡", "赫", "分")}
"""After a number these two are the first half of a unit (千米, 百分点), not a multiplier."""

_FIGURES = "".join(char for char, value in _DIGITS.items() if value)
_CHINESE = "".join([*_DIGITS, *_TENS, *_GROUPS])
_SECTION = lazy(
    rf"零?(?:(?P<thousand>[{_FIGURES}])(?P<thousands>[千仟]))?零?(?:(?P<hundred>[{_FIGURES}])(?P<hundreds>[百佰]))?"
    rf"零?(?:(?P<ten>[{_FIGURES}]?)(?P<tens>[十拾]))?零?(?P<one>[{_FIGURES}])?"
)
_START = lazy(rf"[0-9]++(?:[.,][0-9]++)*+|[{_CHINESE}]++")
_SCALE = lazy(r"[余多]?+(?P<scale>[十百千][万亿]|万亿|[万萬亿億百千])")
_VAGUE_GROUP = lazy(r"[余多][万亿]")
_MORE = lazy(r"零?(?P<digits>[0-9]{1,4}(?:\.[0-9]{1,6})?)(?P<scale>[万千百])")
_REST = lazy(r"(?P<digits>[0-9]{1,4}(?:\.[0-9]{1,6})?)(?=[元圆人户亩株册份])")
_GROUPED = lazy(r"[0-9]{1,3}(?:,[0-9]{3})++(?:\.[0-9]++)?")


class Number(NamedTuple):
    """A number (数) and where it stands: ``text[start:end]``, multiplier included."""

    start: int
    end: int
    printed: Decimal
    """The figure before its last multiplier: 25.87 of 25.87万."""
    scale: str = ""
    """The multiplier printed last: 万, 百万, 亿 … or nothing."""
    chinese: bool = False
    vague: bool = False
    """余 or 多 stands inside: 20多万."""

    @property
    def factor(self) -> Decimal:
        """What the multiplier stands for: 10000 of 25.87万."""
        return Decimal(10) ** SCALES[self.scale] if self.scale else Decimal(1)

    @property
    def value(self) -> Decimal:
        """The number meant: 258700 of 25.87万."""
        return plain(self.printed * self.factor) if self.scale else self.printed

    @property
    def place(self) -> Decimal:
        """One unit of the last place of ``printed``: 0.01 of 25.87万."""
        exponent = self.printed.as_tuple().exponent
        return Decimal(1).scaleb(min(exponent, 0) if isinstance(exponent, int) else 0)


def plain(value: Decimal) -> Decimal:
    """The same number without an exponent and without trailing noughts after the point: 2.50E+3 is 2500."""
    return Decimal(int(value)) if value == value.to_integral_value() else value.normalize()


def numbers(text: str) -> tuple[Number, ...]:
    """Every number of the text, in order; linear in its length."""
    found: list[Number] = []
    match = _START().search(text)
    while match:
        new = tuple(_digits(text, match) if match[0][0] in "0123456789" else _chinese_at(match))
        found.extend(new)
        match = _START().search(text, max(match.end(), new[-1].end if new else 0))
    return tuple(found)


def chinese(text: str) -> int | None:
    """The value of a Chinese numeral (中文数字): 三千五百 → 3500, 十二 → 12, 二〇二六 → 2026; None when it is none."""
    if not text or len(text) > MAX_DIGITS:
        return None
    if all(char in _DIGITS for char in text):
        return _spelt(text)
    total, rest, last = 0, text, 10**12
    while group := next((char for char in rest if char in _GROUPS), ""):
        head, _, rest = rest.partition(group)
        section = _section(head)
        if not section or _GROUPS[group] >= last:
            return None
        total, last = total + section * _GROUPS[group], _GROUPS[group]
    section = _section(rest) if rest else 0
    return None if section is None or rest in _DIGITS else total + section


def _section(text: str) -> int | None:
    """The value of a numeral below 10000: 三千五百, 十二, 一百零五; None for 五千三, which is said for 5300."""
    match = _SECTION().fullmatch(text)
    if not match or not text or (len(text) > 1 and match["one"] and not match["tens"] and text[-2] not in "零〇"):
        return None
    digit = {name: _DIGITS.get(char, 1) if char else 1 for name, char in match.groupdict().items()}
    total = _DIGITS.get(match["one"] or "零", 0)
    for name, worth in (("thousand", 1000), ("hundred", 100), ("ten", 10)):
        total += digit[name] * worth if match[f"{name}s"] else 0
    return total


def _spelt(text: str) -> int | None:
    """Figures read one by one: a single one, or a year such as 二〇二六; 三五 and 一二三 are words, not numbers."""
    years = 4
    if len(text) == 1 or (len(text) == years and text[0] in "一二" and text[1] in "九零〇○"):
        return int("".join(str(_DIGITS[char]) for char in text))
    return None


def _chinese_at(match: re.Match[str]) -> Iterator[Number]:
    """The Chinese numeral of the match; 三百万 keeps 万 as its multiplier, as 300万 does."""
    text = match[0]
    value = chinese(text)
    if value is None:
        return
    more = _VAGUE_GROUP().match(match.string, match.end())
    if more and value < _GROUPS["万"]:
        yield Number(match.start(), more.end(), Decimal(value), more[0][1:], chinese=True, vague=True)
    elif len(text) > 1 and text[-1] in _GROUPS and value:
        scale = text[-1].translate(_SIMPLE)
        yield Number(match.start(), match.end(), Decimal(value // _GROUPS[scale]), scale, chinese=True)
    else:
        yield Number(match.start(), match.end(), Decimal(value), chinese=True)


def _digits(text: str, match: re.Match[str]) -> Iterator[Number]:
    """The numbers of a run of digits: one when its commas group by three, else one for each part; 1.2.3 is none."""
    run, start = match[0], match.start()
    parts = [run] if _GROUPED().fullmatch(run) else run.split(",")
    for part in parts:
        end = start + len(part)
        figure = part.replace(",", "")
        if figure.count(".") <= 1 and len(figure) <= MAX_DIGITS:
            number = Number(start, end, Decimal(figure))
            yield _scaled(text, number) if end == match.end() else number
        start = end + 1


def _scaled(text: str, number: Number) -> Number:
    """The number with the multiplier that follows it, if one does: 25.87万, 20多万, 1亿2000万, 1万5000."""
    match = _SCALE().match(text, number.end)
    if not match or text[match.end() : match.end() + 1] in _SHORT.get(match["scale"], ()):
        return number
    scale = match["scale"].translate(_SIMPLE)
    number = Number(number.start, match.end(), number.printed, scale, vague=match[0] != match["scale"])
    while more := _MORE().match(text, number.end):
        factor = Decimal(10) ** SCALES[more["scale"]]
        if factor >= number.factor or Decimal(more["digits"]) * factor >= number.factor:
            break
        printed = number.value / factor + Decimal(more["digits"])
        number = Number(number.start, more.end(), printed, more["scale"], vague=number.vague)
    rest = _REST().match(text, number.end)
    if rest and Decimal(rest["digits"]) < number.factor:
        return Number(number.start, rest.end(), number.value + Decimal(rest["digits"]), vague=number.vague)
    return number
