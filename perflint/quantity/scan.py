"""Every measurable piece of a text, in order (可衡量片段): dates first, then numbers, each character read once."""

from __future__ import annotations

import re
from decimal import Decimal

from perflint.pattern import lazy
from perflint.quantity import sign, when
from perflint.quantity.names import CODE, skipped
from perflint.quantity.numeral import Number, numbers
from perflint.quantity.reading import Piece, Source, piece_at
from perflint.quantity.value import Kind, Quantity

_WORD = lazy(
    rf"(?P<half>[上下]半年)|(?P<hundred>百分之?百)|(?<![上下每前后近])(?P<span>半)(?P<unit>年|天|个月|个?小时)|"
    rf"(?P<dotted>(?<![0-9.])(?:19|20)[0-9]{{2}}(?:\.[0-9]{{1,2}}){{2}}(?![0-9.]))|(?P<code>{CODE})|(?P<relative>{when.RELATIVE})"
)
_MARKED_YEAR = lazy(r"[0-9]{1,2}\.(?=(?:19|20)[0-9]{2}年)")
_EVERY_YEAR = lazy(r"每(年|季度|月)(?:的|度)?$")
_PUNCTUATION = " ,。;:、.()[]!?\"'~-<>《》…*★"


def scan(text: str, *, cell: bool) -> tuple[Piece, ...]:
    """The pieces of ``text``, which is as ``text.normal`` gives it; ``cell``: it is a value, not running text."""
    found = numbers(text)
    source = Source(text, {number.start: number for number in found}, cell)
    pieces: list[Piece] = []
    floor = 0
    for event in _events(text, found):
        pos = event.start if isinstance(event, Number) else event.start()
        if pos < floor:
            continue
        if isinstance(event, Number):
            piece, floor = _number(source, event, floor)
        else:
            piece, floor = _word(event, floor), event.end()
        if piece:
            pieces.append(piece)
            floor = piece.end
    return tuple(pieces)


def quantity_of(text: str, pieces: tuple[Piece, ...]) -> tuple[Quantity, ...]:
    """The pieces of ``text`` as quantities."""
    first = len(text) - len(text.lstrip(_PUNCTUATION))
    last = len(text.rstrip(_PUNCTUATION))
    return tuple(
        Quantity(
            kind=piece.kind,
            sign=piece.sign,
            low=piece.low,
            high=piece.high,
            unit=piece.unit,
            per=piece.per,
            start=piece.first,
            end=piece.last,
            text=text[piece.start : piece.end],
            whole=piece.start <= first and last <= piece.end,
        )
        for piece in pieces
    )


def _events(text: str, found: tuple[Number, ...]) -> list[Number | re.Match[str]]:
    """Where a piece may start: the numbers, and the words that are one by themselves."""
    words: list[Number | re.Match[str]] = list(_WORD().finditer(text))
    return sorted([*found, *words], key=lambda event: event.start if isinstance(event, Number) else event.start())


def _number(source: Source, number: Number, floor: int) -> tuple[Piece | None, int]:
    """The piece that starts at a number, if one does, and where to go on."""
    text, pos = source.text, number.start
    if marked := _MARKED_YEAR().match(text, pos):
        pos = floor = marked.end()
    if dated := _dated(text, pos, floor):
        return dated, dated.end
    after = skipped(text, number)
    if after is not None:
        return None, max(floor, after) if after > pos else floor
    return piece_at(source, number, floor), floor


def _dated(text: str, pos: int, floor: int) -> Piece | None:
    """The date or span at ``pos``, with 第 or 每年 before it."""
    start = pos - 1 if pos > floor and text[pos - 1] == "第" else pos
    found = when.when_at(text, start)
    if not found:
        return None
    if every := _EVERY_YEAR().search(text, max(floor, start - 5), start):
        return _when_piece(found._replace(per=every[1]), every.start())
    mark = text[start - 1] if start > floor and text[start - 1] in sign.GLYPHS else ""
    return _when_piece(found, start - len(mark), mark)


def _when_piece(found: when.When, start: int, mark: str = "") -> Piece:
    """A date or span of time as a piece; whole years, and nothing finer, are a kind of their own."""
    kind = Kind.YEAR if found.whole_years else Kind.DEADLINE if found.deadline else Kind.DATE
    return Piece(start, found.end, kind, mark, per=found.per, first=found.start, last=found.last)


def _word(match: re.Match[str], floor: int) -> Piece | None:
    """上半年, 半年, 百分百, 年底前: pieces without a number at their head; None for a code."""
    text = match.string
    if match["code"]:
        return None
    if match["dotted"]:
        return _dated(text, match.start(), floor)
    if match["relative"]:
        return _when_piece(when.relative(match), match.start())
    if match["half"]:
        found = when.when_at(text, match.start())
        return _when_piece(found or when.When(match.end(), when.Grain.HALF, None, None), match.start())
    lead = sign.before(text, floor, match.start())
    trail = sign.after(text, match.end())
    mark = sign.joined(lead.sign, trail.sign)
    if match["hundred"]:
        hundred = Decimal(100)
        return Piece(lead.start, trail.end, Kind.PERCENT, mark, hundred, hundred, "%")
    half = Decimal("0.5")
    return Piece(lead.start, trail.end, Kind.DURATION, mark, half, half, match["unit"])
