"""Signs of a target value (符号、指标性质): ≥ ≤ > < = ±, as glyphs or in words before or behind the number."""

from __future__ import annotations

from typing import NamedTuple

from perflint.pattern import lazy

_WORDS = {
    "≥": "大于或等于 大于等于 不得低于 不得少于 不应低于 不应少于 不能低于 不能少于 不低于 不少于 不小于 不下于 "
    "至少 最少 最低 达到或超过 ≥",
    "≤": "小于或等于 小于等于 低于或等于 不得超过 不得高于 不得大于 不应超过 不能超过 不超过 不高于 不大于 不多于 "
    "不超出 不超 至多 最多 最高 控制在 控制到 ≤",
    ">": "大于 超过 高于 多于 超出 超 >",
    "<": "小于 低于 少于 不足 不满 不到 <",
    "=": "等于 达到 达 为 =",
    "±": "± 正负",
}
_SIGN_OF = {word: sign for sign, words in _WORDS.items() for word in words.split()}
GLYPHS = frozenset("≥≤<>=±")
_ALL = "|".join(sorted(_SIGN_OF, key=len, reverse=True))
_BEFORE = lazy(
    rf"(?:(?P<sign>{_ALL})+(?:(?:年初|年度|当年|项目|批复|财政)?预算(?:金额|总额|资金|数)?|"
    r"开展|组织|举办|召开|进行|完成|实施|培训|检查|巡查|发布|发放)?)?"
    r"(?:(?P<about>大约|大概|约为|约|近)|共计|总计|合计|累计|(?<!公)共|仅)?(?:人民币)?(?P<money>¥)?(?P<minus>-)?$"
)
_WINDOW = 18
_VAGUE_AFTER = frozenset("余多来")
_AFTER = lazy(
    r"(?:\(含\)|\(含|含|及|或|\()?"
    r"(?:(?P<least>以上(?!级))|(?P<most>以内|之内|以下|内(?![容部外控涵网蒙审业含在]))|(?P<about>左右|上下)|不等|之间)\)?|\(含\)|(?P<plus>\+)(?![0-9])"
)


class Before(NamedTuple):
    """What stands before a number: where it starts, its sign, 约, ¥ and a minus."""

    start: int
    sign: str
    vague: bool
    money: bool
    minus: bool


class After(NamedTuple):
    """What stands behind a number and its unit: where it ends, its sign (以上, 以内), 左右."""

    end: int
    sign: str
    vague: bool


def sign_of(text: str) -> str:
    """The sign that a separate sign column holds (计算符号); "" for 定性, 正向指标 and the like."""
    return _SIGN_OF.get(text, "")


def is_sign(text: str) -> bool:
    """Whether a normalised text, all of a cell, is a sign or begins with one: ≥, 大于等于, ≤(不超过)."""
    return text in _SIGN_OF or text[:1] in GLYPHS


def before(text: str, floor: int, pos: int) -> Before:
    """Look back from the number at ``pos``, not beyond ``floor``, where the piece before ended.

    A dash is a minus only where nothing, a sign or a bracket stands before it: elsewhere it is a dash.
    """
    base = max(floor, pos - _WINDOW)
    match = _BEFORE().search(text[base:pos])
    if not match:
        return Before(pos, "", vague=False, money=False, minus=False)
    sign = _SIGN_OF.get(match["sign"] or "", "")
    dash = base + match.end() - 1
    minus = bool(match["minus"]) and (dash == 0 or text[dash - 1] in GLYPHS or text[dash - 1] == "(")
    start = pos if match["minus"] and not minus else base + match.start()
    return Before(start, sign, bool(match["about"]), bool(match["money"]), minus)


def after(text: str, pos: int) -> After:
    """Look on from ``pos``, where the number and its unit ended."""
    match = _AFTER().match(text, pos)
    if not match:
        return After(pos, "", vague=False)
    return After(
        match.end(), "≥" if match["least"] or match["plus"] else "≤" if match["most"] else "", bool(match["about"])
    )


def vague_at(text: str, pos: int) -> bool:
    """Whether 余, 多 or 来 stands there, as between number and unit in 100余人."""
    return text[pos : pos + 1] in _VAGUE_AFTER


def joined(first: str, last: str) -> str:
    """One sign of the one before and the one behind: 达到95%以上 is ≥, 超过90%以上 stays >."""
    return last if first in {"", "="} and last else first
