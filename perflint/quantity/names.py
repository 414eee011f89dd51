"""Digits and numerals that count nothing: codes, document numbers, ordinals, list marks, set phrases (非数量的数字)."""

from __future__ import annotations

from perflint.pattern import lazy
from perflint.quantity.numeral import Number

CODE = r"(?<![0-9A-Za-z])(?!pH)[A-Za-z_][A-Za-z0-9_]*+(?:[-./][A-Za-z0-9_]++)*+"
"""A word of letters and digits: PM2.5, GB3095-2012, ISO9001, A4."""
_PHONE = lazy(r"0[0-9]{2,3}-[0-9]{7,8}(?![0-9])|1[3-9][0-9]{9}(?![0-9])")
_CLOCK_OR_FRACTION = lazy(r"[0-9]{1,4}(?:[:/\u2236][0-9]{1,4}){1,2}(?![0-9])")
_HOTLINE = lazy(r"1[0-9]{2,4}(?:热线|平台|电话|指挥|报警|急救|联动|服务|举报|投诉|政务|消费|网格|网站)")
_SLOGAN = lazy(
    r"[两二四]个(?:维护|确立|意识|自信|全面|服从|责任|文明|结合|务必|大局|革命|决议|条例|不放过)|八项规定|"
    r"[一二三四五六七八九十两0-9]+年(?:行动|规划|计划|攻坚|义务|滚动|大计|一届|级|制)|[三四]个(?:一批|代表|革命|全面)|"
    r"[一二三四五六七八九十两][个](?:一(?![级般定])|不放过|百分百|专项行动|体系建设)|三次(?:产业|分配)|"
    r"[二三四五]期(?:工程|项目|建设)|三项(?:制度|教育)改革|十项(?:行动|工程)|[一二三四五]位一体|双[0-9]|十个全覆盖"
)
_ONCE_A = lazy(r"[1一](?:年|个?月|周|天|日|个?季度)(?=[0-9一二两三四五六七八九十]{1,3}[次场期轮回])")
"""The 一年 of 一年两次: it belongs to the number behind it."""
_EDITION = lazy(r"(?:19|20)[0-9]{2}(?=[版款])")
_RANKED = lazy(r"(?:(?<![目当之此年月日以提])前|[附图]?表|附件|图)$")
_PHASED = ("工程", "项目", "建设", "改造")
_LIST_MARKS = ".、):"
_LABELS = frozenset("标务题项")
_BEFORE_LIST_MARK = frozenset(" ;。,:!?(")
_MAX_MARK = 2
_YEAR_DIGITS = 4


def skipped(text: str, number: Number) -> int | None:
    """Where to go on when the number counts nothing, behind it or behind the code it begins; None when it may count.

    Its own start means: what stands behind it reads it, as 二 in 三分之二 reads 三.
    """
    for pattern in (_PHONE, _CLOCK_OR_FRACTION, _HOTLINE, _SLOGAN, _EDITION):
        if match := pattern().match(text, number.start):
            return match.end()
    left, right = text[max(0, number.start - 1) : number.start], text[number.end : number.end + 2]
    if left in ("第", "/") or right[:1] == "号" or _RANKED().search(text, max(0, number.start - 2), number.start):
        return number.end
    if right == "分之" or left == "每" or _ONCE_A().match(text, number.start):
        return number.start
    if _is_mark(text, number, left, right) or _is_factor(right):
        return number.end
    return number.end if _is_phase(text, number) else None


def _is_mark(text: str, number: Number, left: str, right: str) -> bool:
    """Whether the number numbers a list item, 1. 2、 (3) 指标1:, is a code, 324-某局, or a document's year, [2015]."""
    figure = text[number.start : number.end]
    if not figure.isascii():
        return False
    if left in ("(", "[") and right[:1] in (")", "]"):
        return left == "[" or len(figure) <= _MAX_MARK or len(figure) == _YEAR_DIGITS
    if not right[1:] or right[1].isdigit():
        return False
    if right[0] == "-":
        return not right[1].isascii()
    if len(figure) > _MAX_MARK or right[0] not in _LIST_MARKS:
        return False
    return right[0] == "." or not left or left in _BEFORE_LIST_MARK or (right[0] == ":" and left in _LABELS)


def _is_factor(right: str) -> bool:
    """The 7 of 7×24小时."""
    pair = 2
    return len(right) == pair and right[0] in "×*+xX" and (right[1].isdigit() or right[1] in "NnXx")


def _is_phase(text: str, number: Number) -> bool:
    """改造工程一期: the first phase, not one issue."""
    return number.chinese and text.startswith("期", number.end) and text.endswith(_PHASED, 0, number.start)
