"""Chinese text as forms print it: what two spellings have in common.

Forms mix full-width and half-width signs, break words over lines, space characters out to fill a label and decorate
labels with marks. Nothing here changes what is kept of a cell: raw text stays in its cell, these give forms to compare.
The last ones are about our own lines: how wide they stand, where they break, what a terminal must not be told, and how
numbers are listed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache

from perflint.pattern import compiled

_INVISIBLE = compiled(r"[\s\u200b-\u200f\u2028-\u202e\u2060\ufeff\u00ad]+")
_BLANKS = (*range(9, 14), *range(28, 33), 0x85, 0xA0, 0xAD, 0x1680, *range(0x2000, 0x2010), *range(0x2028, 0x2030))
_UNSEEN = "".join(map(chr, (*_BLANKS, 0x205F, 0x2060, 0x3000, 0xFEFF)))
"""The same signs one by one."""
_PLAIN = compiled(r"[\u4e00-\u9fa5A-Za-z0-9%]*")
"""What most labels and names are made of: nothing in it could be printed otherwise."""
_FOLD = str.maketrans({
    "≧": "≥", "⩾": "≥", "≦": "≤", "⩽": "≤", "═": "=", "﹦": "=",
    "“": '"', "”": '"', "„": '"', "「": '"', "」": '"', "『": '"', "』": '"', "＂": '"', "‘": "'", "’": "'",
    "—": "-", "–": "-", "－": "-", "‐": "-", "−": "-", "﹣": "-", "―": "-",
    "·": "·", "•": "·", "・": "·", "‧": "·", "〔": "[", "〕": "]", "【": "[", "】": "]",
    "﹪": "%", "﹐": ",", "﹑": "、",
})  # fmt: skip
_SIGNS = (("≥=", "≥"), (">=", "≥"), ("=>", "≥"), ("≤=", "≤"), ("<=", "≤"), ("=<", "≤"), ("==", "="))
# A range of thousands of characters takes a millisecond to compile, "not ASCII" or "a letter, not Latin" nothing.
_WRAP = compiled(r"(?<=[^\x00-\x7f\s])\s+(?=[^\x00-\x7f\s])")
_BRACKETED = compiled(r"\([^()]*\)|\[[^\[\]]*\]")
_MARKS = "★☆*※#:.、 "
_CONTROL = compiled(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_PIECE = compiled(r"(?s)[!-~]+|.")
_NEVER_FIRST = "，。；：！？、）》”’】〕…"


@lru_cache(maxsize=8192)
def normal(text: str) -> str:
    """The text with nothing left that only its printing decided: widths, blanks, look-alike signs. Idempotent.

    ``normal("≧ 90％") == normal(">=90%") == "≥90%"``. Letters keep their case.
    """
    if _PLAIN.fullmatch(text):
        return text
    folded = unicodedata.normalize("NFKC", text).translate(_FOLD)
    # Removing blanks can bring a combining mark next to a letter, hence NFKC again.
    plain = unicodedata.normalize("NFKC", _INVISIBLE.sub("", unicodedata.normalize("NFKC", folded)))
    plain = plain if plain == folded else plain.translate(_FOLD)
    while "=" in plain:
        before = plain
        for spelling, sign in _SIGNS:
            plain = plain.replace(spelling, sign)
        if plain == before:
            break
    return plain


def same(one: str, other: str) -> bool:
    """Whether two texts say the same once printing is set aside."""
    return normal(one) == normal(other)


@lru_cache(maxsize=4096)
def joined(text: str) -> str:
    """The text with the blanks taken out that a line wrap left between two Chinese characters."""
    words = text.split()
    return _WRAP.sub("", text.strip()) if len(words) > 1 else "".join(words)


@lru_cache(maxsize=4096)
def label(text: str) -> str:
    """A printed label in the form label tables are keyed by: normalised, without leading marks and a final colon."""
    return normal(text).strip(_MARKS)


@lru_cache(maxsize=4096)
def bare_label(text: str) -> str:
    """``label`` without its bracketed remarks: 数量指标(必填) and 产出指标(50分) are 数量指标 and 产出指标."""
    plain = label(text)
    while ("(" in plain or "[" in plain) and (shorter := _BRACKETED.sub("", plain)) != plain:
        plain = shorter
    return plain.removesuffix("分").strip(_MARKS) if plain.endswith("指标分") else plain.strip(_MARKS)


@lru_cache(maxsize=4096)
def is_blank(text: str) -> bool:
    """Whether nothing visible stands there. A dash or a nought is not blank: somebody wrote it."""
    return not text.strip(_UNSEEN)


def printable(text: str) -> str:
    """The text without what would steer a terminal instead of standing there: control signs, turned writing.

    Half a character and what is none go too, so that XML may hold the rest; of line ends the common ones stay.
    """
    return _CONTROL.sub("\ufffd", text)


def short(text: str, most: int = 30) -> str:
    """The text in one line of at most so many characters: usually a quotation within a line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else f"{flat[: most - 1]}…"


def columns(text: str) -> int:
    """How many columns of a terminal a text takes: two for a full-width character, none for a combining mark."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def folded(text: str, width: int) -> list[str]:
    """The text in lines of at most this many columns; Latin words stay whole, no line begins with a closing sign."""
    lines, used = [""], 0
    for piece in _PIECE.findall(text):
        wide = columns(piece)
        if used and used + wide > width and piece not in _NEVER_FIRST:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
            used = 0
        if used or not piece.isspace():
            lines[-1] += piece
            used += wide
    return lines


def listed(numbers: Iterable[int], name: Callable[[int], str] = str) -> str:
    """Numbers as one says them of pages, rows and, by another ``name``, of columns: ``1–3、5``, ``B–D``."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    return "、".join("–".join(map(name, run)) for run in runs)
