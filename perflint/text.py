"""Chinese text as forms print it: what two spellings have in common.

Forms mix full-width and half-width signs, break words over lines, space characters out to fill a label and decorate
labels with marks. Nothing here changes what is kept of a cell: raw text stays in its cell, these give forms to compare.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = re.compile(r"[\s\u200b-\u200f\u2028-\u202e\u2060\ufeff\u00ad]+")
_FOLD = str.maketrans({
    "≧": "≥", "⩾": "≥", "≦": "≤", "⩽": "≤", "═": "=", "﹦": "=",
    "“": '"', "”": '"', "„": '"', "「": '"', "」": '"', "『": '"', "』": '"', "＂": '"', "‘": "'", "’": "'",
    "—": "-", "–": "-", "－": "-", "‐": "-", "−": "-", "﹣": "-", "―": "-",
    "·": "·", "•": "·", "・": "·", "‧": "·", "〔": "[", "〕": "]", "【": "[", "】": "]",
    "﹪": "%", "﹐": ",", "﹑": "、",
})  # fmt: skip
_SIGNS = (("≥=", "≥"), (">=", "≥"), ("=>", "≥"), ("≤=", "≤"), ("<=", "≤"), ("=<", "≤"), ("==", "="))
_CJK = r"\u2e80-\u9fff\uf900-\ufaff\u3001-\u303f\uff00-\uffef“”‘’（），。；：、《》〈〉—…％"
_WRAP = re.compile(rf"(?<=[{_CJK}])[ \t\r\n\u3000]+(?=[{_CJK}])")
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_MARKS = "★☆*※#:.、 "


@lru_cache(maxsize=65536)
def normal(text: str) -> str:
    """The text with nothing left that only its printing decided: widths, blanks, look-alike signs. Idempotent.

    ``normal("≧ 90％") == normal(">=90%") == "≥90%"``. Letters keep their case.
    """
    # Removing blanks can bring a combining mark next to a letter, hence the second NFKC.
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).translate(_FOLD))
    plain = unicodedata.normalize("NFKC", _INVISIBLE.sub("", plain)).translate(_FOLD)
    while True:
        before = plain
        for spelling, sign in _SIGNS:
            plain = plain.replace(spelling, sign)
        if plain == before:
            return plain


def same(one: str, other: str) -> bool:
    """Whether two texts say the same once printing is set aside."""
    return normal(one) == normal(other)


def joined(text: str) -> str:
    """The text with the blanks taken out that a line wrap left between two Chinese characters."""
    return _WRAP.sub("", text.strip())


@lru_cache(maxsize=16384)
def label(text: str) -> str:
    """A printed label in the form label tables are keyed by: normalised, without leading marks and a final colon."""
    return normal(text).strip(_MARKS)


@lru_cache(maxsize=16384)
def bare_label(text: str) -> str:
    """``label`` without its bracketed remarks: 数量指标(必填) and 产出指标(50分) are 数量指标 and 产出指标."""
    plain = label(text)
    while (shorter := _BRACKETED.sub("", plain)) != plain:
        plain = shorter
    return plain.removesuffix("分").strip(_MARKS) if plain.endswith("指标分") else plain.strip(_MARKS)


def is_blank(text: str) -> bool:
    """Whether nothing visible stands there. A dash or a nought is not blank: somebody wrote it."""
    return not _INVISIBLE.sub("", text)
