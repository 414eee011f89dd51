"""The gate of a ruleset（审核结论的条件）: how many findings of a severity or a rule it takes for which outcome."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from perflint.model.finding import Severity
from perflint.ruleset.model import OUTCOMES, Gate
from perflint.ruleset.near import nearest
from perflint.ruleset.source import Source

KEY, SKIP, LOCKED = "gate", "skip", "locked"
_LIKE = "应当是 {return: {error: 1}, revise: {warning: 3}}"


def merged_gate(source: Source, before: Mapping[str, Mapping[str, int]], codes: Iterable[str], locked: str) -> Gate:
    """The parents' gate with what this file says of it, number by number; ``skip`` takes one away, or the whole.

    Under a lock (``locked``, the place where it was said) numbers may fall and be added, never rise or go.
    """
    said = source.data[KEY]
    if said == SKIP:
        _tighter(source, "不能停用（skip）", locked, KEY)
        return {}
    if not isinstance(said, dict):
        raise source.error(f"gate {_LIKE}", KEY)
    after: Gate = {outcome: dict(limits) for outcome, limits in before.items()}
    known = (*(severity.value for severity in Severity), *codes)
    for outcome, limits in said.items():
        if outcome != LOCKED:
            _check_limits(source, outcome, limits, known)
            for name, least in limits.items():
                _lay(source, after.setdefault(outcome, {}), (outcome, name), least, locked)
    return after


def _check_limits(source: Source, outcome: str, limits: object, known: Collection[str]) -> None:
    """Refuse an outcome that is none, and numbers of what is neither a severity nor a rule."""
    if outcome not in OUTCOMES:
        raise source.error(f"不认识的键“{outcome}”{nearest(outcome, (*OUTCOMES, LOCKED))}", KEY, outcome)
    if not isinstance(limits, dict):
        raise source.error(f"“{outcome}”应当是“级别或规则编号: 几处”，gate {_LIKE}", KEY, outcome)
    for name in limits:
        if name not in known:
            problem = f"“{name}”不是级别（error、warning、hint），也不是规则编号{nearest(name, known)}"
            raise source.error(problem, KEY, outcome, name)


def gate_lock(source: Source, locked: str) -> str:
    """The place where the gate is locked, "" where it is not."""
    said = source.data[KEY]
    lock = said.get(LOCKED) if isinstance(said, dict) else None
    if lock is None:
        return locked
    if not isinstance(lock, bool):
        raise source.error("“locked”应当是 true 或 false", KEY, LOCKED)
    if not lock:
        _tighter(source, "下级不能解锁；去掉这一行", locked, KEY, LOCKED)
        return ""
    return locked or source.place(KEY, LOCKED)


def _lay(source: Source, limits: dict[str, int], at: tuple[str, str], least: object, locked: str) -> None:
    """Lay one number over what the parents said."""
    outcome, name = at
    if least == SKIP:
        if name not in limits:
            raise source.error(f"上级没有写“{outcome}: {name}”，无从停用（skip）", KEY, *at)
        _tighter(source, f"“{outcome}: {name}”不能停用（skip）", locked, KEY, *at)
        del limits[name]
        return
    if not isinstance(least, int) or isinstance(least, bool) or least < 1:
        raise source.error(f"“{name}”应当是几处：1 以上的整数（上级写了而这里不要的，写 skip）", KEY, *at)
    if least > limits.get(name, least):
        _tighter(source, f"“{outcome}: {name}”不能从 {limits[name]} 放宽到 {least}", locked, KEY, *at)
    limits[name] = least


def _tighter(source: Source, problem: str, locked: str, *at: str) -> None:
    """Refuse what would let pass more than a locked gate lets pass."""
    if locked:
        raise source.error(f"gate 已在 {locked} 锁定，只能从严：{problem}", *at)
