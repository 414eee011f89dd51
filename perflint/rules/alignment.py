"""GOL 目标与指标的衔接: does every number that the goal promises come back as an indicator?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from difflib import SequenceMatcher
from functools import cache
from typing import ClassVar, NamedTuple

from perflint.model.finding import Finding, Severity, Subject
from perflint.model.form import ANNUAL, Goal, Indicator, IndicatorTree, TargetForm
from perflint.model.submission import Submission
from perflint.pattern import compiled
from perflint.quantity import Kind, Quantity, amount, equal, quantities
from perflint.rules.base import Rule, wordlist
from perflint.rules.facts.measured import measure
from perflint.rules.goal import goal_label, without_name

_NAMED = compiled(r"《[^《》]*》|\"[^\"]*\"|'[^']*'")
_CLAUSE = compiled(r"[,。;:!?]")
_FIGURE = compiled(r"\d(?:[\d,]*\d)?(?:\.(?P<decimals>\d+))?(?P<scale>[万亿])")
_ABOUT = compiled(r"[余多约近]|左右|上下")
_KINDS = frozenset({Kind.NUMBER, Kind.PERCENT, Kind.RANGE, Kind.AMOUNT})
_FIGURES = compiled(r"\d")
_PART = compiled(r"[、和及与]")
_FROM = compiled(r"[由从][^,。;]{0,6}$")
_TO = compiled(r"[^,。;]{0,4}[降升提增减缩压扩到至]")
_NAME = 12
"""What is longer than this is no name for an indicator."""
_TENTH = Decimal("0.1")
_HALF = Decimal("0.5")


class Promise(NamedTuple):
    """A number that the goal promises（目标中的数字）, and the words around it, up to the next number or mark."""

    piece: Quantity
    before: str
    after: str


class GoalNotInIndicators(Rule):
    """总体目标与指标脱节。

    ## 检查内容
    年度目标里带单位的数字（数量、比率、金额），年度指标里有没有；同一件事，两处的数字是否一样。
    年份、日期、序号、现状数字（由14%降至9%的14%）、等于项目资金的金额不算；没有数字的任务不算；分项在目标里、
    合计在指标里，或者指标按月按季给出（每月2次）的，算有；指标没有一个量化的，也不由本规则报告。

    ## 为什么
    指标是目标的分解；目标里的数字没有指标承接，年终就没有人对它负责；两处不一样，就不知道以哪个为准。

    ## 不合格
    年度目标写“完成轮换粮食10500吨”，数量指标“轮换数量”却是“11730吨”。

    ## 合格
    年度目标写“举办培训班3期，培训280人次”，数量指标有“培训班期数”3期、“培训人次”280人次。
    """

    code: str = "GOL08"
    name: str = "goal-not-in-indicators"
    title: str = "总体目标与指标脱节"
    severity: Severity = Severity.WARNING
    point: str = "X1"
    message: str = "“{label}”中的{clash}{missing}"
    advice: str = "核实数字，使目标与指标一致；没有指标对应的，补设一项指标，如“{example}”，或者从目标中删去"
    ask: str = "以资金测算的工作量为准，判断目标和指标哪一个数对"
    yields_to: tuple[str, ...] = ("TXT03",)

    attributes: tuple[str, ...] = wordlist("attribute_units")
    """Units of what a thing is like, not of how much is done: 岁, 千伏."""
    background: tuple[str, ...] = wordlist("goal_background")
    """Words before a number that describes what is there already."""
    generic: tuple[str, ...] = wordlist("goal_generic")
    """Words that two different measures may share."""
    units: tuple[str, ...] = wordlist("same_units")
    """Units that count the same, a line each: 人 名."""
    shrinks: ClassVar[tuple[str, ...]] = (*Rule.shrinks, "attributes", "background")

    def check(self, form: TargetForm) -> Iterator[Finding]:
        """Yield once per form: every number of the 年度 goal that its indicators contradict or do not carry."""
        goal, tree = form.goal(ANNUAL), form.tree(ANNUAL)
        if goal is None or tree is None or goal.text.blank:
            return
        promises = [one for one in self._promises(goal, form) if not _funded(one, form)]
        if not promises or not any(row.quantity and row.quantity.kind in _KINDS for row in tree.indicators):
            return
        carried = _carried(form)
        left = _unsummed([one for one in promises if not _found(one.piece, carried)], carried)
        clashes = [(one, row) for one in promises if (row := self._rival(one, tree, left))]
        missing = [one for one in left if all(one is not clashing for clashing, _ in clashes)]
        if clashes or missing:
            yield self._finding(goal, clashes, missing)

    def has_subject(self, submission: Submission) -> bool:
        """Whether any form has both a 年度 goal and 年度 indicators."""
        return any(form.goal(ANNUAL) and form.tree(ANNUAL) for form in submission.forms)

    def _finding(self, goal: Goal, clashes: list[tuple[Promise, Indicator]], missing: list[Promise]) -> Finding:
        """The finding on a goal."""
        label = goal_label(goal)
        said = [
            f"“{_plain(one)}”与指标“{row.name.text.strip()}”的“{row.value.text.strip()}”不一致" for one, row in clashes
        ]
        numbers = "".join(f"“{_plain(one)}”" for one in missing)
        first = (missing or [one for one, _ in clashes])[0]
        return self.at(
            goal.text,
            label=label,
            clash="；".join(said) + ("；" if said and missing else ""),
            missing=f"{numbers}没有指标对应" if missing else "",
            example=f"{_thing(first)} {_plain(first)}",
            subject=Subject(field=label, period=goal.period),
            related=[cell for _, row in clashes for cell in (row.name, row.value)],
        )

    def _promises(self, goal: Goal, form: TargetForm) -> list[Promise]:
        """The numbers of the goal that an indicator should carry."""
        text = without_name(_NAMED.sub("", goal.text.normal), form.project.normal)
        made: dict[str, Promise] = {}
        for clause in _CLAUSE.split(text):
            rest = clause
            for piece in quantities(clause):
                before, _, rest = rest.partition(piece.text)
                started = _FROM.search(before) and _TO.match(rest)
                if self._promised(piece, before) and not started:
                    made.setdefault(piece.text, Promise(piece, before, rest))
        return list(made.values())

    def _promised(self, piece: Quantity, before: str) -> bool:
        """Whether a piece of the goal is a number to be reached."""
        counts = piece.kind in _KINDS and piece.low is not None and not piece.per
        if not counts or not piece.unit or piece.unit in self.attributes:
            return False
        if not re.search(r"\d", piece.text) or before.endswith(("各", "每", "第")):
            return False
        if (piece.low, piece.kind) in {(Decimal(1), Kind.NUMBER), (Decimal(100), Kind.PERCENT)}:
            return False
        return not _ending_in(self.background).search(before)

    def _rival(self, promise: Promise, tree: IndicatorTree, left: list[Promise]) -> Indicator | None:
        """The indicator that measures the same thing in the same unit, where it gives another number and none this."""
        piece = promise.piece
        rate = piece.kind is Kind.PERCENT
        units = next((line.split() for line in self.units if piece.unit in line.split()), [piece.unit])
        if not rate and [one for one in left if one.piece.unit in units] != [promise]:
            return None
        found = [(row, row.quantity) for row in tree.indicators if row.quantity]
        rows = [(row, one.low) for row, one in found if one.unit in units and not one.per]
        if any(low == piece.low and self._shared(promise.before, row) for row, low in rows):
            return None
        alike = _same_rate if rate else self._same_count
        rivals = [(row, low) for row, low in rows if alike(promise, row)]
        numbers = {low for _, low in rivals}
        return rivals[0][0] if len(numbers) == 1 and piece.low not in numbers else None

    def _same_count(self, promise: Promise, row: Indicator) -> bool:
        """Whether the words around a number and an indicator's name share a word that tells measures apart."""
        return self._shared(f"{promise.before} {_FIGURES.split(promise.after)[0]}", row)

    def _shared(self, words: str, row: Indicator) -> bool:
        """Whether the words share one with the indicator's name that is not generic."""
        name = row.name.normal
        for word in self.generic:
            words, name = words.replace(word, " "), name.replace(word, "|")
        return SequenceMatcher(None, words, name, autojunk=False).find_longest_match().size > 1


@cache
def _ending_in(words: tuple[str, ...]) -> re.Pattern[str]:
    """What finds one of these words at the end of a text, with at most three characters behind it."""
    return compiled(rf"(?s)(?:{'|'.join(map(re.escape, words)) or '(?!)'}).{{0,3}}$")


def _same_rate(promise: Promise, row: Indicator) -> bool:
    """Whether the rate before the number is the one that the indicator's name ends in: 满意度, 合格率."""
    rate = measure(row.name.text).removesuffix("指标")[-3:]
    return len(rate) == 3 and rate[-1] in "率度" and rate in promise.before


def _carried(form: TargetForm) -> list[Quantity]:
    """Every number that stands in an indicator of whatever period: in its value, or in its name."""
    rows = [row.indicator for row in form.rows]
    pieces = [piece for row in rows for cell in (row.value, row.name) for piece in quantities(cell.text)]
    return [*pieces, *(row.quantity for row in rows if row.quantity)]


def _found(piece: Quantity, carried: list[Quantity]) -> bool:
    """Whether an indicator carries the number, those of its unit add up to it, or one gives it another way: 每月2次."""
    wanted = {_value(piece, bound) for bound in (piece.low, piece.high) if bound is not None}
    bare = {bound for bound in (piece.low, piece.high) if bound is not None}
    slack = _slack(piece)
    for other in carried:
        for bound in (other.low, other.high):
            if bound is not None and (bound in bare or any(abs(_value(other, bound) - one) <= slack for one in wanted)):
                return True
    if any(other.per and other.unit == piece.unit for other in carried):
        return True
    same = {other.text: other.low for other in carried if other.unit == piece.unit and other.low is not None}
    return piece.low is not None and sum(same.values(), Decimal(0)) == piece.low


def _unsummed(left: list[Promise], carried: list[Quantity]) -> list[Promise]:
    """The promises without those of one unit that an indicator carries as their sum: 5000亩 and 3000亩 for 8000亩."""
    sums: dict[str, Decimal] = {}
    for one in left:
        sums[one.piece.unit] = sums.get(one.piece.unit, Decimal(0)) + (one.piece.low or 0)
    whole = {(other.unit, other.low) for other in carried}
    return [one for one in left if (one.piece.unit, sums[one.piece.unit]) not in whole]


def _value(piece: Quantity, bound: Decimal) -> Decimal:
    """A bound in 元 where it is money."""
    money = amount(f"{bound}{piece.unit}") if piece.unit.endswith("元") else None
    return money.yuan if money else bound


def _slack(piece: Quantity) -> Decimal:
    """How far another figure may lie off and still be what is meant: 1.2万 stands for 11500–12500."""
    figure = _FIGURE.search(piece.text)
    if _ABOUT.search(piece.text) and piece.low is not None:
        return abs(_value(piece, piece.low)) * _TENTH
    if not figure:
        return Decimal(0)
    scale = {"万": 4, "亿": 8}[figure["scale"]]
    return _HALF.scaleb(scale - len(figure["decimals"] or ""))


def _funded(promise: Promise, form: TargetForm) -> bool:
    """Whether the number is an amount of the form's funding block."""
    money = amount(promise.piece.text) if promise.piece.kind is Kind.AMOUNT else None
    return money is not None and any(line.reading and equal(money, line.reading) for line in form.funding)


def _plain(promise: Promise) -> str:
    """The number as a message quotes it: 3500名 of 为3500名老人."""
    return promise.piece.text.removeprefix("为")


def _thing(promise: Promise) -> str:
    """What the number counts, in the goal's own words."""
    before = _PART.split(promise.before)[-1].strip("的")
    return before if 1 < len(before) <= _NAME else "__（指标名称）"
