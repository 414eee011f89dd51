"""Where a row belongs, weighed (归类权重): what its name and its value say for and against each 二级.

A linear model over words: each feature of a row – how the name ends, which pairs of characters stand in it, of what
kind the value is – has a weight for each 二级, and the weights add up. They are data (placement.yaml of the ruleset),
made by benchmarks/placement.py out of the indicator library and of real rows.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import Any, ClassVar, NamedTuple

from perflint.pattern import compiled
from perflint.quantity import Kind, quantity
from perflint.rules.base import Provided
from perflint.rules.facts.measured import measure
from perflint.text import normal

_DIGITS = compiled(r"[0-9.,%~-]+")
_LONGEST_END = 4
_HALF = 0.5
_KINDS = {
    Kind.NUMBER: "个数", Kind.PERCENT: "百分比", Kind.RANGE: "区间", Kind.PRICE: "单价", Kind.AMOUNT: "金额",
    Kind.DATE: "日期", Kind.DEADLINE: "截止时间", Kind.DURATION: "时间长短", Kind.FREQUENCY: "频次", Kind.YEAR: "整年",
    Kind.GRADE: "等级", Kind.YESNO: "是否", Kind.FACT: "可核实的事实",
}  # fmt: skip
_UPPER = frozenset({"≤", "<"})


@lru_cache(maxsize=4096)
def features(name: str, value: str) -> tuple[str, ...]:
    """What of a row is weighed: 尾 endings of the name, 首 its head, 含 pairs; 值 kind, 位 unit, 文 pairs.

    Nothing of a row whose name has no word: the value alone says too little.
    """
    core = _DIGITS.sub("", measure(name))
    if not core:
        return ()
    ends = [f"尾{core[-size:]}" for size in range(1, _LONGEST_END + 1) if len(core) >= size]
    found = [*ends, *([f"首{core[:2]}"] if len(core) > 1 else []), *(f"含{pair}" for pair in _pairs(core))]
    text = normal(value)
    told = quantity(value)
    if told is not None:
        found.append(f"值{_KINDS[told.kind]}")
        found += [f"位{told.unit}"] if told.unit and told.kind is not Kind.PERCENT else []
        found += ["值上限"] if told.sign in _UPPER else []
    elif text:
        found += ["值文字", *(f"文{pair}" for pair in _pairs(_DIGITS.sub("", text))[:6])]
    return tuple(dict.fromkeys(found))


def _pairs(text: str) -> list[str]:
    """The pairs of characters of a text."""
    return [text[at : at + 2] for at in range(len(text) - 1)]


def spoken(feature: str) -> str:
    """A feature as a person reads it."""
    head, rest = feature[0], feature[1:]
    if head == "值":
        return {"上限": "值是上限（≤）", "文字": "值是文字"}.get(rest, f"值是{rest}")
    said = {"尾": "名称以“{}”结尾", "首": "名称以“{}”开头", "含": "名称含“{}”", "位": "单位是“{}”", "文": "值含“{}”"}
    return said[head].format(rest)


class Verdict(NamedTuple):
    """What the weights say of a row（归类判断）: the 二级 with their scores, the likeliest first."""

    scores: tuple[tuple[str, float], ...]
    """Logarithms of what each 二级 is likely to be; they are never above nought."""

    @property
    def best(self) -> str:
        """The likeliest 二级."""
        return self.scores[0][0]

    def doubt(self, level: str, alike: Collection[str] = ()) -> float:
        """How unlikely it is that the row belongs to a 二级: nought is certain, 3 is one in twenty.

        Those that go over into it count half; where the likeliest is one of them there is no doubt at all.
        """
        if self.best in alike:
            return 0.0
        shares = {level: 1.0} | dict.fromkeys(set(alike) - {level}, _HALF)
        return -math.log(sum(math.exp(score) * shares.get(one, 0.0) for one, score in self.scores) or 1e-12)


class Weights(Provided):
    """The weights of a ruleset（归类权重）."""

    key: ClassVar[str] = "placement"

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        """The weights that plain, validated data describe."""
        self.data = data or {}
        self.levels: tuple[str, ...] = tuple(self.data.get("levels", ()))
        self._lines: dict[str, str] = {}
        self._known: dict[str, tuple[float, ...]] = {}

    def __eq__(self, other: object) -> bool:
        """Whether both say the same."""
        return isinstance(other, Weights) and self.data == other.data

    def __hash__(self) -> int:
        """Of the levels."""
        return hash(self.levels)

    def of(self, feature: str) -> tuple[float, ...]:
        """The weights of a feature, one for each 二级; () for one that was never seen."""
        if feature not in self._known:
            # One text in the cache: thousands of small ones would cost more to load than a check has to spare.
            self._lines = self._lines or dict(line.split("\t") for line in self.data.get("weights", "").splitlines())
            self._known[feature] = tuple(int(one) / 10 for one in self._lines.get(feature, "").split())
        return self._known[feature]

    def verdict(self, name: str, value: str) -> Verdict | None:
        """What the weights say of a row; None where nothing in it was ever seen."""
        known = [weights for one in features(name, value) if (weights := self.of(one))]
        if not known:
            return None
        totals = [sum(column) for column in zip(self.of("常数"), *known, strict=True)]
        return Verdict(ranked(self.levels, totals))

    def evidence(self, name: str, value: str, level: str, against: str = "") -> list[tuple[str, float]]:
        """What speaks for a 二级, or for it and against another, the strongest first."""
        at, other = self.levels.index(level), self.levels.index(against) if against else -1
        found = [
            (one, weights[at] - (weights[other] if against else 0))
            for one in features(name, value)
            if (weights := self.of(one))
        ]
        return sorted(found, key=lambda pair: -abs(pair[1]))


def ranked(levels: Iterable[str], totals: list[float]) -> tuple[tuple[str, float], ...]:
    """The levels with the logarithms of their likelihoods, the likeliest first."""
    top = max(totals)
    whole = top + math.log(sum(math.exp(one - top) for one in totals))
    return tuple(sorted(((level, one - whole) for level, one in zip(levels, totals, strict=True)), key=lambda p: -p[1]))
