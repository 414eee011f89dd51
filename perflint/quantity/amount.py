"""Amounts of money (金额) and when two printed ones are equal."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from perflint.pattern import lazy
from perflint.quantity.numeral import SCALES, Number, numbers, plain
from perflint.quantity.scan import scan
from perflint.quantity.value import Kind
from perflint.text import normal

_HEAD = lazy(r"(?P<minus>[-+]?)(?:人民币|RMB|CNY)?¥?(?P<inner>-?)")
_REST = lazy(
    r"(?P<open>\()?(?P<unit>[十百千万亿]{0,2}[元圆]?)(?(open)\))(?P<coins>零?(?:[0-9一二三四五六七八九壹贰叁肆伍陆柒捌玖][角分]){0,2})[整正]?(?:人民币)?"
)
_LABEL = lazy(r"[十百千万亿]{0,2}元")
_COIN = lazy(r"(?P<figure>.)(?P<coin>[角分])")
_LEADING_NOUGHT = lazy(r"0[0-9]")
_FOURS = lazy(r"[0-9]{1,4}(?:,[0-9]{4})+(?:\.[0-9]+)?(?![0-9,])")
_WELL_FORMED = lazy(r"\D*(?:0|[1-9][0-9]*+|[1-9][0-9]{0,2}(?:,[0-9]{3})++)(?:\.[0-9]+)?\D*")
_UNIT_ENDS = frozenset("元圆万亿千")
_REMARK = lazy(r"\((?=[^()]*(?:[0-9]|其中|含))[^()]*[^()0-9.元圆十百千万亿][^()]*\)\Z")
"""What an amount is made of, in brackets behind it: 854万(其中示范建设295万元)."""
_BLANK_GROUPS = lazy(r"[^0-9]*[0-9]{1,3}(?: [0-9]{3})++(?:\.[0-9]+)?[^0-9]*")
_BLANK_IN_NUMBER = lazy(r"(?<=[0-9]) (?=[0-9])")


class Amount(Struct, frozen=True):
    """An amount (金额): what it is in 元, and how far its printing may have rounded it."""

    yuan: Decimal
    half: Decimal
    """Half of the last printed place, in 元: 50 of 25.87万元, 0.5 of 258,690元."""
    unit: str
    """元, 千元, 万元, 百万元, 亿元 … as printed, else the one given."""


@lru_cache(maxsize=4096)
def amount(text: str, unit: str = "元") -> Amount | None:
    """The amount that the whole cell is (金额单元格), None when it is anything else: 约5万元, 5-6万元, 80,00O, 1,23.

    A unit in the text wins over ``unit``, which is what the form's label gives: 元, 千元, 万元, 百万元 or 亿元.
    """
    glued = _glued(text)
    if glued is None:
        return None
    remark = _REMARK().search(glued)
    bare = glued[: remark.start()] if remark else glued
    half = bare[: len(bare) // 2]
    # What two layers of a page or a slip of the hand printed twice is one amount: 854万854万.
    twice = half if half and half == bare[len(half) :] and half[-1] in _UNIT_ENDS else ""
    return _read(glued, unit) or (_read(twice or bare, unit) if remark or twice else None)


def _read(glued: str, unit: str) -> Amount | None:
    """The amount that a normalised text is."""
    cell = glued.rstrip("。;,、.")
    head = _HEAD().match(cell)
    body = cell[head.end() :] if head else cell
    body = "0" + body if body.startswith(".") else _FOURS().sub(lambda match: match[0].replace(",", ""), body, count=1)
    number = None if _LEADING_NOUGHT().match(body) else next(iter(numbers(body)), None)
    rest = _REST().fullmatch(body, number.end) if number and number.start == 0 else None
    if not number or not rest or number.vague or (number.chinese and not rest["unit"]):
        return None
    name = _unit(number.scale + rest["unit"], unit)
    if name is None or (rest["coins"] and "元" not in rest["unit"]):
        return None
    found = _amount(number.printed, number, name)
    if rest["coins"]:
        found = _with_coins(found, rest["coins"])
    return replace(found, yuan=-found.yuan) if head and "-" in head[0] else found


def amounts_in(text: str) -> tuple[Amount, ...]:
    """Every amount with its money unit in running text (文字中的金额), in order.

    Left out, since nothing can be proved with them: prices (1000元/人), ranges (5-6万元), 约5万元, 5万余元, 5万元左右.
    """
    pieces = scan(normal(text), cell=False)
    return tuple(
        _amount(piece.low, piece.number, piece.unit)
        for piece in pieces
        if piece.kind is Kind.AMOUNT and piece.number and piece.low is not None and not piece.vague
    )


def equal(one: Amount, other: Amount, terms: int = 1) -> bool:
    """Whether two printed amounts can stand for the same sum of money; symmetric and reflexive.

    Each stands for every sum within its half unit, both ends included: 25.87万元 for 258,650元 to 258,750元. With
    ``terms`` 1 they are equal when these spans share more than an end: 25.87万元 and 258,690元 are; 40.00万元 and
    40.01万元, or 50,000元 and 50,001元, are not. When one is the total of ``terms`` printed figures, each of these may
    have been rounded: half a unit of the coarser amount is added for every figure but the first, so 190.34万元 and
    190.35万元 are equal for a total of two or more. In short: gap < half + half + (terms - 1) * the larger half.
    """
    gap = abs(one.yuan - other.yuan)
    tolerance = one.half + other.half + max(one.half, other.half) * max(terms - 1, 0)
    return gap == 0 or gap < tolerance


def _amount(figure: Decimal, number: Number, unit: str) -> Amount:
    """The amount of a figure printed in ``unit``."""
    factor = _factor(unit)
    return Amount(plain(figure * factor), plain(number.place * factor / 2), unit)


def _factor(unit: str) -> Decimal:
    """What one of the unit is in 元."""
    scale = unit.removesuffix("元")
    return Decimal(10) ** SCALES[scale] if scale else Decimal(1)


def _unit(printed: str, given: str) -> str | None:
    """The unit's name: the printed one, else the given one; None for one that is not money."""
    name = printed or normal(given).strip("()")
    if not printed and (label := _LABEL().search(name)):
        name = label[0]
    name = name.replace("圆", "元").replace("萬", "万").replace("億", "亿").removesuffix("元")
    return name + "元" if not name or name in SCALES else None


def _with_coins(found: Amount, coins: str) -> Amount:
    """The amount with 角 and 分 added: 壹佰元伍角."""
    yuan, half = found.yuan, found.half
    for match in _COIN().finditer(coins):
        coin = Decimal("0.1") if match["coin"] == "角" else Decimal("0.01")
        yuan, half = yuan + numbers(match["figure"])[0].value * coin, coin / 2
    return Amount(yuan, half, found.unit)


def _glued(text: str) -> str | None:
    """The normalised cell, or None when blanks in it part two numbers.

    Blanks may group by three (3 000) or wrap a number whose parts are none by themselves (298,9 00).
    """
    parts = [part for part in map(normal, text.split()) if part]
    cell = ""
    for part in parts:
        cell += " " + part if cell[-1:].isdigit() and part[0].isdigit() else part
    if " " not in cell or _BLANK_GROUPS().fullmatch(cell):
        return normal(cell)
    pieces = _BLANK_IN_NUMBER().split(cell)
    glued = "".join(pieces)
    wrapped = _WELL_FORMED().fullmatch(glued) and not all(map(_WELL_FORMED().fullmatch, pieces))
    return normal(glued) if wrapped else None
