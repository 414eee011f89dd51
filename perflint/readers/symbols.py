"""Characters of symbol fonts（Symbol、Wingdings）: what they look like, as characters that mean the same anywhere.

Word keeps such a character as its number in the font, from U+F020 on. Forms have ticked boxes of Wingdings, and ≥ of
Symbol in their target values.
"""

from __future__ import annotations

import re

PRIVATE = re.compile("[\uf020-\uf0ff]")
"""Where Word keeps the characters of symbol fonts."""

_SYMBOL = {
    **dict(zip(range(0xA2, 0xA6), "′≤⁄∞", strict=True)),
    **dict(zip(range(0xAC, 0xBD), "←↑→↓°±″≥×∝∂•÷≠≡≈…", strict=True)),
    **dict(zip((0xD7, 0xC5, 0xC4, 0xD5, 0xE5, 0xD0), "·⊕⊗∏∑∠", strict=True)),
    **dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)),
    **dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)),
}
_WINGDINGS = dict(
    zip(
        (0x6C, 0x6E, 0x6F, 0x70, 0x71, 0x72, 0x75, 0x76, 0xA1, 0xA8, 0xAB, 0xD8, 0xE8, 0xFB, 0xFC, 0xFD, 0xFE),
        "●■□□□□◆❖○□★➢➔✗✓☒☑",
        strict=True,
    )
)
_WINGDINGS |= dict(zip(range(0x8C, 0x96), "❶❷❸❹❺❻❼❽❾❿", strict=True)) | dict(
    zip(range(0x81, 0x8B), "①②③④⑤⑥⑦⑧⑨⑩", strict=True)
)
_WINGDINGS_2 = dict(zip((0x4F, 0x50, 0x51, 0x52, 0x53, 0x54, 0x97, 0xA3, 0x2A), "✗✓☒☑☒☒●□□", strict=True))
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}


def is_symbolic(font: str) -> bool:
    """Whether the characters of this font are known signs, not letters."""
    return font.lower() in _FONTS


def symbol(font: str, number: int) -> str | None:
    """What a character of a symbol font shows; None where the font or the character is not known."""
    code = number & 0xFF
    sign = _FONTS.get(font.lower(), {}).get(code)
    if sign is None and font.lower() == "symbol" and 0x20 <= code < 0x40:
        return chr(code)  # digits and arithmetic stand where ASCII has them
    return sign
