"""Signs of dictionaries that fonts hand out in place of characters: ⽬ for 目, ⻓ for 长.

A PDF says by its fonts which character a glyph is; where one glyph serves a character and a radical, many
programs name the radical. Nobody types radicals, so nothing is lost.
"""

from __future__ import annotations

import unicodedata

from perflint.pattern import compiled

_KANGXI = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
# The supplement has no decompositions; these are the shapes that are whole characters of today's script.
_RADICALS = (
    "⺁⺌⺎⺏⺒⺓⺔⺙⺚⺞⺟⺠⺩⺬⺯⺰⺱⺳⺶⺷⺸⺻⺼⺾⺿⻁⻂⻄⻅⻆⻈⻉⻋⻌⻏⻐"
    "⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳"
)
_CHARACTERS = (
    "厂小兀尢巳幺彑攵旡歺母民王示糸纟罓罒羊羊羊聿肉艹艹虎衤西见角讠贝车辶阝钅"
    "长长长门阜阝雨青韦页风飞食饣马骨鬼鱼鸟卤麦黄黾齐齿龙龟"
)
_TABLE = _KANGXI | dict(zip(map(ord, _RADICALS), _CHARACTERS, strict=True))
_RADICAL = compiled("[\u2e80-\u2fd5]")


def characters_of(text: str) -> str:
    """The text with the characters that its radicals stand for."""
    return text.translate(_TABLE) if _RADICAL.search(text) else text
