"""Characters set in symbol fonts, as the characters they show."""

from __future__ import annotations

_WINGDINGS = {
    0x4A: "☺", 0x6C: "●", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "❑", 0x72: "❒", 0x73: "◆", 0x74: "◆",
    0x75: "◆", 0x76: "❖", 0x77: "◆", 0x9F: "•", 0xA1: "○", 0xA2: "○", 0xA3: "○", 0xA4: "◉", 0xA7: "■",
    0xA8: "☐", 0xAB: "★", 0xD8: "➢", 0xE0: "→", 0xE8: "→", 0xFB: "×", 0xFC: "√", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS2 = {
    0x2A: "☐", 0x4F: "×", 0x50: "√", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "●", 0x98: "●",
    0x99: "○", 0x9A: "○", 0xA0: "■", 0xA2: "■", 0xA3: "☐", 0xA4: "☐", 0xA5: "☐",
}  # fmt: skip
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_WINGDINGS |= {0x81 + index: char for index, char in enumerate(_CIRCLED)}
_WINGDINGS2 |= {0x6A + index: char for index, char in enumerate(_CIRCLED)}
_SYMBOL = {
    0xA3: "≤", 0xA5: "∞", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠",
    0xBA: "≡", 0xBB: "≈", 0xD6: "√", 0xD7: "·", 0xA2: "\u2032", 0xB2: "″", 0xAE: "→", 0xAC: "←", 0xAD: "↑",
    0xAF: "↓", 0xE5: "∑", 0x7E: "~", 0x25: "%", 0x61: "\u03b1", 0x62: "β",
    0x67: "\u03b3", 0x64: "δ", 0x6C: "λ", 0x6D: "μ",
    0x70: "π", 0x73: "\u03c3", 0x44: "Δ", 0x53: "Σ", 0x57: "Ω",
}  # fmt: skip
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS2, "symbol": _SYMBOL}
SYMBOLIC = tuple(_FONTS)
"""The fonts, in small letters, that show other characters than a text holds."""
_PRIVATE = 0xF000
_ASCII = range(0x20, 0x7F)


def is_symbolic(font: str) -> bool:
    """Whether a font shows other characters than its text holds."""
    return font.lower() in _FONTS


def shown(char: str, font: str) -> str:
    """What a character shows in a font; private ones nobody knows are left as they are."""
    code = ord(char)
    known = _FONTS.get(font.lower())
    code = code - _PRIVATE if _PRIVATE <= code < _PRIVATE + 0x100 else code
    if known is None:
        return char
    if code in known:
        return known[code]
    return chr(code) if known is _SYMBOL and code in _ASCII else char
