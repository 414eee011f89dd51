"""Dates and times as a spreadsheet shows them: a day count and the pieces of a format give the characters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

Piece = tuple[str, str]
_DAY = 86400
_MONTHS = "January February March April May June July August September October November December".split()
_WEEK = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_CHINESE_WEEK = "一二三四五六日"
_DIGITS = "〇一二三四五六七八九"
_ELAPSED = re.compile(r"^(h+|m+|s+)$", re.IGNORECASE)
_LETTERS = re.compile(r"[ymdhsaegb]", re.IGNORECASE)
_HALVES = re.compile(r"AM/PM|A/P|上午/下午", re.IGNORECASE)
_CODE = re.compile(r"AM/PM|A/P|上午/下午|([ymdhsaegb])\1*|0+|.", re.IGNORECASE | re.DOTALL)
_NUMERALS = re.compile(r"^DBNum([12])|^\$-(?:30404|30804|\[?DBNum1)", re.IGNORECASE)
_LAST_DAY = 2_958_466


def is_date(pieces: Sequence[Piece]) -> bool:
    """Whether the pieces of a format show a date or a time."""
    if any(kind in {"general", "power"} for kind, _ in pieces):
        return False
    plain = "".join(text for kind, text in pieces if kind == "other")
    return bool(_LETTERS.search(_HALVES.sub("h", plain))) or any(
        kind == "bracket" and _ELAPSED.match(text) for kind, text in pieces
    )


def shown_date(serial: Decimal, pieces: Sequence[Piece], *, since_1904: bool) -> str:
    """The date of a day count; "" for one that no calendar has."""
    if since_1904:
        serial += 1462
    if not 0 <= serial < _LAST_DAY:
        return ""
    codes = _codes(pieces)
    places = max((len(text) for kind, text in codes if kind == "fraction"), default=0)
    seconds = (serial * _DAY).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    moment = _moment(seconds)
    half = any(_HALVES.fullmatch(text) for kind, text in codes if kind == "code")
    chinese = any(kind == "bracket" and _NUMERALS.match(text) for kind, text in pieces)
    made = []
    for index, (kind, text) in enumerate(codes):
        if kind == "elapsed":
            made.append(_elapsed(text, seconds))
        elif kind == "fraction":
            made.append(f"{seconds % 1:.{len(text)}f}"[2:])
        elif kind == "code":
            part = _part(text, moment, minutes=_is_minutes(codes, index), half=half)
            made.append(_in_chinese(part, text) if chinese and part.isdigit() else part)
        else:
            made.append(text)
    return "".join(made).strip()


def _moment(seconds: Decimal) -> datetime:
    """The time after so many seconds. Day 60 is the 29 February 1900 that spreadsheets believe in."""
    first = datetime(1899, 12, 31) if seconds < 60 * _DAY else datetime(1899, 12, 30)
    return first + timedelta(seconds=float(seconds))


def _codes(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces as codes, elapsed times, fractions of a second and plain text."""
    made: list[Piece] = []
    run = ""
    for kind, text in [*pieces, ("", "")]:
        if kind == "other":
            run += text
            continue
        for found in _CODE.finditer(run):
            code = found[0]
            is_code = bool(found[1]) or bool(_HALVES.fullmatch(code))
            made.append(("code" if is_code else "text", code))
        run = ""
        made += _other(kind, text, made)
    return made


def _other(kind: str, text: str, before: Sequence[Piece]) -> list[Piece]:
    """What a piece is that is no letter."""
    if kind == "bracket":
        return [("elapsed", text)] if _ELAPSED.match(text) else []
    if kind == "number":
        after_point = text.lstrip(".")
        if text.startswith(".") and set(after_point) == {"0"}:
            return [("text", "."), ("fraction", after_point)]
        if set(text) == {"0"} and before and before[-1][1] == ".":
            return [("fraction", text)]
        return [("text", text)]
    if kind == "gap":
        return [("text", " ")]
    return [] if kind in {"filling", ""} else [("text", text)]


def _is_minutes(codes: Sequence[Piece], index: int) -> bool:
    """Whether an ``m`` stands for minutes: after hours or before seconds."""
    before = next((text for kind, text in reversed(codes[:index]) if _counts(kind, text)), "")
    after = next((text for kind, text in codes[index + 1 :] if _counts(kind, text)), "")
    return before[:1].lower() == "h" or after[:1].lower() == "s"


def _counts(kind: str, text: str) -> bool:
    """Whether a code is a neighbour that tells months from minutes."""
    return kind == "elapsed" or (kind == "code" and not _HALVES.fullmatch(text))


def _elapsed(text: str, seconds: Decimal) -> str:
    """Hours, minutes or seconds counted through."""
    unit = {"h": 3600, "m": 60, "s": 1}[text[0].lower()]
    return str(int(seconds // unit)).zfill(len(text))


def _part(code: str, moment: datetime, *, minutes: bool, half: bool) -> str:
    """One part of a date as its code shows it."""
    letter, length = code[0].lower(), len(code)
    if _HALVES.fullmatch(code):
        return _half(code, moment)
    if letter in "yge":
        return f"{moment.year % 100:02}" if length <= 2 and letter == "y" else "" if letter == "g" else str(moment.year)
    if letter == "m" and minutes:
        return str(moment.minute).zfill(length)
    if letter in "md" and length > 2:
        name = _MONTHS[moment.month - 1] if letter == "m" else _WEEK[moment.weekday()]
        return name[:1] if length == 5 else name[:3] if length == 3 else name
    if letter == "a":
        return ("星期" if length > 3 else "") + _CHINESE_WEEK[moment.weekday()]
    hour = (moment.hour % 12 or 12) if half else moment.hour
    number = {"m": moment.month, "d": moment.day, "h": hour, "s": moment.second}.get(letter)
    return code if number is None else str(number).zfill(min(length, 2))


def _half(code: str, moment: datetime) -> str:
    """Morning or afternoon, in the words of the code."""
    return code.split("/")[moment.hour // 12]


def _in_chinese(part: str, code: str) -> str:
    """A number in Chinese: a year digit by digit, a month or day as it is said."""
    if code[0].lower() in "ye":
        return "".join(_DIGITS[int(digit)] for digit in part)
    tens, ones = divmod(int(part), 10)
    return ("" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十") + (
        _DIGITS[ones] if ones or not tens else ""
    )
