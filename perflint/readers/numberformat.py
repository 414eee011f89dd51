"""Numbers as a spreadsheet shows them: a value and its number format give the characters in the cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from functools import lru_cache
from typing import NamedTuple

from perflint.readers.dateformat import is_date, shown_date

BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "¥#,##0;¥-#,##0", 6: "¥#,##0;¥-#,##0",
    7: "¥#,##0.00;¥-#,##0.00", 8: "¥#,##0.00;¥-#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?",
    13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"',
    30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 34: '上午/下午h"时"mm"分"',
    35: '上午/下午h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"', 37: "#,##0;-#,##0", 38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 41: "#,##0;-#,##0;-", 42: "¥#,##0;¥-#,##0;¥-",
    43: "#,##0.00;-#,##0.00;-", 44: "¥#,##0.00;¥-#,##0.00;¥-", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0",
    48: "##0.0E+0", 49: "@", 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"',
    54: 'm"月"d"日"', 55: '上午/下午h"时"mm"分"', 56: '上午/下午h"时"mm"分"ss"秒"', 57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}  # fmt: skip
"""The formats a file names by number alone, as a Chinese Windows shows them."""

_TOKEN = re.compile(
    r"""
    "(?P<quoted>[^"]*)"? | \\(?P<escaped>.) | _(?P<gap>.) | \*(?P<filling>.) | \[(?P<bracket>[^\]]*)\]
    | (?P<general>General|G/通用格式|@) | (?P<power>[Ee][+-]0*[0#?]+) | (?P<number>[0#?][0#?,]*(?:\.[0#?]*)?|\.[0#?]+)
    | (?P<scale>,+) | (?P<percent>%) | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_SECTIONS = re.compile(r"""((?:"[^"]*"?|\\.|[_*].|\[[^\]]*\]|[^;"\\])*)(;|$)""", re.DOTALL)
_CONDITION = re.compile(r"^\s*(<=|>=|<>|=|<|>)\s*(-?\d+(?:\.\d+)?)\s*$")
_CURRENCY = re.compile(r"^\$([^-]*)")
_DIGITS = 15
"""Spreadsheets keep as many; what a float says beyond is noise."""
_WIDTH = 11
_LARGEST_PLAIN = 10
_SMALLEST_PLAIN = -5
_MOST_PLACES = 30
_ROOMY = Context(prec=400)
"""The usual context holds 28 digits; the largest float has 309 before the point."""


class Token(NamedTuple):
    """A piece of a format: what kind it is, and its characters."""

    kind: str
    text: str


class Section(NamedTuple):
    """One of the up to four parts of a format, with the condition it holds under."""

    tokens: tuple[Token, ...]
    condition: tuple[str, Decimal] | None

    @property
    def date(self) -> bool:
        """Whether it shows a date or a time."""
        return is_date([(token.kind, token.text) for token in self.tokens])


def shown(value: float | str | bool, style: str, *, since_1904: bool = False) -> str:
    """What the cell shows. A format that cannot be understood shows the value as General does."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    sections = sections_of(style)
    if isinstance(value, str):
        return _text(value, sections)
    try:
        number = exact(value)
    except (InvalidOperation, ValueError, OverflowError):
        return str(value)
    section, bare = _section(number, sections)
    if section.date:
        return shown_date(
            number, [(token.kind, token.text) for token in section.tokens], since_1904=since_1904
        ) or general(number)
    return _number(number, section.tokens, signed=not bare)


def exact(value: float) -> Decimal:
    """The number without the noise of its binary form: 0.1 + 0.2 is 0.3. Raises ValueError for what is no number."""
    number = Decimal(value) if isinstance(value, int) else Decimal(repr(value))
    if not number.is_finite():
        raise ValueError(value)
    if len(number.as_tuple().digits) > _DIGITS:
        number = number.quantize(Decimal(1).scaleb(number.adjusted() - _DIGITS + 1), ROUND_HALF_UP)
    return number


@lru_cache(maxsize=512)
def sections_of(style: str) -> tuple[Section, ...]:
    """The parts of a format."""
    made = []
    for found in _SECTIONS.finditer(style or "General"):
        tokens = tuple(_tokens(found[1]))
        conditions = [_CONDITION.match(token.text) for token in tokens if token.kind == "bracket"]
        condition = next(((one[1], Decimal(one[2])) for one in conditions if one), None)
        made.append(Section(tokens, condition))
        if not found[2]:
            break
    return tuple(made[:4])


def _tokens(text: str) -> list[Token]:
    """The pieces of one part."""
    return [Token(found.lastgroup or "other", found[found.lastgroup or 0]) for found in _TOKEN.finditer(text)]


def _section(number: Decimal, sections: tuple[Section, ...]) -> tuple[Section, bool]:
    """The part that a number falls under, and whether its sign is left to that part."""
    if any(section.condition for section in sections):
        for section in sections[:3]:
            if section.condition is None or _holds(number, section.condition):
                return section, section.condition is not None and section.condition[0] in {"<", "<="} and number < 0
        return sections[-1], False
    numeric = sections[:3]
    if number < 0 and len(numeric) > 1:
        return numeric[1], True
    if number == 0 and len(numeric) > 2:
        return numeric[2], True
    return numeric[0], False


def _holds(number: Decimal, condition: tuple[str, Decimal]) -> bool:
    """Whether a number meets a condition."""
    sign, other = condition
    return {
        "<": number < other, "<=": number <= other, ">": number > other, ">=": number >= other,
        "=": number == other, "<>": number != other,
    }[sign]  # fmt: skip


def _text(value: str, sections: tuple[Section, ...]) -> str:
    """What a text shows: itself, or what the part for texts makes of it."""
    last = sections[-1]
    if len(sections) != 4 and not any(token == ("general", "@") for token in last.tokens):
        return value
    return "".join(value if token == ("general", "@") else _literal(token) for token in last.tokens)


def general(number: Decimal) -> str:
    """A number in the format General: 11 places at most, no noughts at its end, a power where it is too long."""
    if not number:
        return "0"
    size = number.adjusted()
    if _SMALLEST_PLAIN < size <= _LARGEST_PLAIN:
        places = max(0, _WIDTH - 2 - max(0, size))
        plain = _trimmed(_rounded(number, places if size < _LARGEST_PLAIN - 1 else 0))
        if plain.strip("-0.") and len(plain.lstrip("-")) <= _WIDTH:
            return plain
    mantissa = _trimmed(_rounded(number.scaleb(-size), 5))
    if mantissa.lstrip("-") == "10":
        mantissa, size = mantissa[:-1], size + 1
    return f"{mantissa}E{'-' if size < 0 else '+'}{abs(size):02}"


def _rounded(number: Decimal, places: int) -> str:
    """A number with so many places after the point, half rounded away from nought."""
    step = Decimal(1).scaleb(-min(places, _MOST_PLACES))
    return format(number.quantize(step, ROUND_HALF_UP, _ROOMY), "f")


def _trimmed(text: str) -> str:
    """A number's digits without noughts after the point."""
    return text.rstrip("0").rstrip(".") if "." in text else text


def _literal(token: Token) -> str:
    """What a piece shows that is no digit."""
    if token.kind in {"quoted", "escaped", "other", "percent"}:
        return token.text
    if token.kind == "bracket":
        currency = _CURRENCY.match(token.text)
        return currency[1] if currency else ""
    return " " if token.kind == "gap" else ""


def _number(number: Decimal, tokens: tuple[Token, ...], *, signed: bool) -> str:
    """A number through the pieces of its part."""
    number = number.scaleb(2 * sum(token.kind == "percent" for token in tokens))
    number = number.scaleb(-3 * _thousands(tokens))
    size = abs(number)
    if any(token.kind == "power" for token in tokens):
        return _powered(number, tokens, signed=signed)
    if any(token.text == "/" and token.kind == "other" for token in tokens) and any(t.kind == "number" for t in tokens):
        # Fractions are for recipes; the value itself is not wrong.
        return general(number if signed else size)
    drawn = iter(_pictures(size, [token.text for token in tokens if token.kind == "number"]))
    pieces = []
    for token in tokens:
        if token.kind == "general":
            pieces.append(general(size))
        else:
            pieces.append(next(drawn) if token.kind == "number" else _literal(token))
    text = "".join(pieces).strip()
    return f"-{text}" if number < 0 and signed else text


def _thousands(tokens: tuple[Token, ...]) -> int:
    """By how many thousands commas at the end of the digits divide."""
    numbers = [token.text for token in tokens if token.kind == "number"]
    trailing = sum(len(text) - len(text.rstrip(",")) for text in numbers[-1:])
    return trailing + sum(len(token.text) for token in tokens if token.kind == "scale")


def _pictures(size: Decimal, pictures: Sequence[str]) -> list[str]:
    """The digits of a number in each of its pictures: text between them divides the digits, as in 000-0000-0000."""
    made = [_picture(size, "".join(pictures))]
    for picture in reversed(pictures[1:]):
        cut = max(0, len(made[0]) - len(picture.rstrip(",")))
        made[:1] = [made[0][:cut], made[0][cut:]]
    return made


def _picture(size: Decimal, picture: str) -> str:
    """The digits of a number as ``#,##0.0?`` draws them."""
    picture = picture.rstrip(",")
    whole, point, fraction = picture.partition(".")
    digits = _rounded(size, len(fraction))
    left, _, right = digits.partition(".")
    least = sum(char == "0" for char in whole)
    left = left.lstrip("0").rjust(least, "0")
    if "," in whole:
        left = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", left)
    kept = len(right.rstrip("0"))
    kept = max(kept, fraction.rfind("0") + 1)
    shown_right = right[:kept]
    return left + (point + shown_right if point else "")


def _powered(number: Decimal, tokens: tuple[Token, ...], *, signed: bool) -> str:
    """A number with a power of ten."""
    picture = next((token.text for token in tokens if token.kind == "number"), "0")
    power = next(token.text for token in tokens if token.kind == "power")
    whole = picture.partition(".")[0]
    step = max(1, len(whole))
    size = number.adjusted() if number else 0
    exponent = size // step * step if step > 1 else size
    mantissa = _picture(abs(number).scaleb(-exponent), picture)
    if step == 1 and mantissa.startswith("10"):
        exponent += 1
        mantissa = _picture(abs(number).scaleb(-exponent), picture)
    sign = "-" if exponent < 0 else "+" if power[1] == "+" else ""
    least = sum(char in "0" for char in power[2:])
    text = f"{mantissa}{power[0]}{sign}{abs(exponent):0{max(1, least)}}"
    return f"-{text}" if number < 0 and signed else text
