"""What a number is for (每…): /月 and 元每亩 behind it, 每季度, 每人每月 and 人均 before it."""

from __future__ import annotations

from perflint.pattern import lazy
from perflint.quantity.measure import DURATIONS, Unit, ends, tail_at, unit_at

_EVERY_UNIT = (
    "个?季度|季|半年|学年|学期|年度?|个?月|个?星期|周|天|日|小时|个?工作日|人次?|户|家|亩|公顷|生|名|位|次|场|期|批|班|台|辆|件|"
    "株|头|只|床|课时|学时|公里|平方米|吨|个?村|个?社区|个?乡镇|镇|校|个?学生|个?项目|个|条|份|篇|套|座|处|间|所"
)
_BEFORE = lazy(
    rf"(?:每(?P<n>[0-9两三四五六]{{0,2}})(?P<a>{_EVERY_UNIT})(?:每(?P<b>{_EVERY_UNIT}))?(?:每(?P<c>{_EVERY_UNIT}))?|"
    r"(?P<mean>[人户亩校村生年月日])均)[^\W\d_a-zA-Z]{0,8}$|[1一](?P<once>年|个?月|周|天|日|个?季度)$"
)
_WINDOW = 22
_COUNTED = frozenset(("个季度", "个月", "个星期", "个工作日", "个村", "个社区", "个乡镇", "个学生", "个项目"))
_TIMES = DURATIONS | {"半年", "季"}
_FIGURES = "0123456789两三四五六"
_EXTRA = ("百公里", "学生", "半年", "千人", "万人", "生", "季")
_DIGITS = lazy(r"10{0,4}(?=[^\W\d_])")


def behind(text: str, pos: int) -> Unit | None:
    """What follows a slash or 每: 生/年 of 元/生/年, 100km of 元/100km, 人/天 of 元/(人·天); None when nothing does."""
    names: list[str] = []
    bracket = text[pos + 1 : pos + 2] == "("
    while pos < len(text) and text[pos] in ("/每" if not names else "/每·*×.、"):
        joint = text[pos]
        part = _part(text, pos + 1)
        if not part or (joint in ".、" and not ends(text, part.end)):
            break
        names.append(part.name)
        pos = part.end
    pos += bracket and text[pos : pos + 1] == ")"
    return Unit("/".join(names), pos) if names else None


def ahead(text: str, floor: int, pos: int) -> Unit | None:
    """What stands before the number at ``pos``, not before ``floor``: 季度 of 每季度开展; ``end`` is its start."""
    match = _BEFORE().search(text, max(floor, pos - _WINDOW), pos)
    if not match:
        return None
    names = [name[1:] if name in _COUNTED else name for name in match.group("mean", "once", "a", "b", "c") if name]
    return Unit((match["n"] or "") + "/".join(names), match.start())


def timed(name: str) -> bool:
    """Whether a length of time is part of what the number is for: 月, 人/月, 2周."""
    return any(part.lstrip(_FIGURES) in _TIMES for part in name.split("/"))


def _part(text: str, pos: int) -> Unit | None:
    """One part, with the figure before it; an opening bracket is passed over."""
    start = pos + (text[pos : pos + 1] == "(")
    digits = _DIGITS().match(text, start)
    after = digits.end() if digits else start
    extra = next((word for word in _EXTRA if text.startswith(word, after)), "")
    known = unit_at(text, after)
    if extra and (not known or known.end < after + len(extra)):
        known = Unit(extra, after + len(extra))
    unit = known or tail_at(text, after)
    return Unit(text[start:after] + unit.name, unit.end) if unit else None
