"""Signs of dictionaries that fonts hand out in place of characters: ⽬ for 目, ⻓ for 长.

A PDF says by its fonts which character a glyph is; where one glyph serves a character and a radical, many
programs name the radical. Nobody types radicals, so nothing is lost.
"""

from __future__ import annotations

import unicodedata

from perflint.pattern import compiled

_KANGXI = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
# The supplement has no decompositions; these are the shapes that are whole characters of today's script.
_SUPPLEMENT = {
    "⺁": "厂", "⺌": "小", "⺎": "兀", "⺏": "尢", "⺒": "巳", "⺓": "幺", "⺔": "彑", "⺙": "攵", "⺚": "旡", "⺞": "歺",
    "⺟": "母", "⺠": "民", "⺩": "王", "⺬": "示", "⺯": "糸", "⺰": "纟", "⺱": "罓", "⺳": "罒", "⺶": "羊", "⺷": "羊",
    "⺸": "羊", "⺻": "聿", "⺼": "肉", "⺾": "艹", "⺿": "艹", "⻁": "虎", "⻂": "衤", "⻄": "西", "⻅": "见", "⻆": "角",
    "⻈": "讠", "⻉": "贝", "⻋": "车", "⻌": "辶", "⻏": "阝", "⻐": "钅", "⻑": "长", "⻒": "长", "⻓": "长", "⻔": "门",
    "⻕": "阜", "⻖": "阝", "⻗": "雨", "⻘": "青", "⻙": "韦", "⻚": "页", "⻛": "风", "⻜": "飞", "⻝": "食", "⻠": "饣",
    "⻢": "马", "⻣": "骨", "⻤": "鬼", "⻥": "鱼", "⻦": "鸟", "⻧": "卤", "⻨": "麦", "⻩": "黄", "⻪": "黾", "⻬": "齐",
    "⻮": "齿", "⻰": "龙", "⻳": "龟",
}  # fmt: skip
_TABLE = _KANGXI | {ord(radical): character for radical, character in _SUPPLEMENT.items()}
_RADICAL = compiled("[\u2e80-\u2fd5]")


def characters_of(text: str) -> str:
    """The text with the characters that its radicals stand for."""
    return text.translate(_TABLE) if _RADICAL.search(text) else text
