"""TRE 指标体系（两期）: do the 实施期 and the 年度 halves of a form agree as far as they must?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from perflint.model.finding import Finding, Severity, Subject
from perflint.model.form import ANNUAL, IMPLEMENTATION, Indicator, IndicatorTree, TargetForm
from perflint.model.submission import Submission
from perflint.quantity import Kind, Quantity, duration_years, equal
from perflint.rules.base import Rule, subject_of, wordlist
from perflint.rules.facts.measured import COSTS, MONEY, measure, within
from perflint.rules.facts.money import printed
from perflint.rules.goal import goal_label
from perflint.text import joined

_TIMES = frozenset({Kind.DATE, Kind.DEADLINE, Kind.DURATION, Kind.YEAR, Kind.FREQUENCY})
_UPPER = frozenset({"≤", "<"})
_PUNCTUATION = "。.,，;；、!！ "


class PeriodsDisagree(Rule):
    """实施期指标与年度指标不一致。

    ## 检查内容
    一年期项目的同一条三级指标（层级、名称相同），实施期和年度的值不同；或者多年期项目同一数量指标实施期的数比年度的还小。
    只差符号、写法的不算；时间写法不同（1年、2026年）不算；比率、成本逐期可以不同，多年期不比。

    ## 为什么
    一年期项目的实施期就是年度，两个值至少有一个填错；多年期的累计数不会小于其中一年的数。

    ## 不合格
    一年期项目，“服务对象”实施期为“≥1个”，年度为“办公室”。

    ## 合格
    三年期项目，“培训人次”实施期为“900人次”，年度为“300人次”。
    """

    code: str = "TRE06"
    name: str = "periods-disagree"
    title: str = "实施期指标与年度指标不一致"
    severity: Severity = Severity.WARNING
    point: str = "X2"
    message: str = "指标“{name}”年度值为“{text}”，实施期值为“{other}”，{fault}"
    advice: str = "{cure}"
    ask: str = "问清两期口径是否相同；跨年项目看两期之差是不是以后年度的任务"
    yields_to: tuple[str, ...] = ("TXT03",)

    less_is_better: tuple[str, ...] = wordlist("bad_names")
    """Names of what should not happen: a smaller number asks for more."""

    def check(self, form: TargetForm) -> Iterator[Finding]:
        """Yield each row of the year that its 实施期 counterpart contradicts."""
        annual, whole = form.tree(ANNUAL), form.tree(IMPLEMENTATION)
        if annual is None or whole is None:
            return
        counterparts = _unique(whole)
        for key, row in _unique(annual).items():
            other = counterparts.get(key)
            if other is None or row.value.blank or other.value.blank or _alike(row, other):
                continue
            if form.one_year and not (_money(row) and _totals_differ(form)):
                yield self.say(row, other, "一年期项目两期应当一致", "核对后两期填同一个值")
            elif not form.one_year and self.falls_short(row, other):
                cure = f"实施期填整个项目期的累计数，不少于年度的“{row.value.text.strip()}”"
                yield self.say(row, other, "整个实施期反而少于一年", cure)

    def has_subject(self, submission: Submission) -> bool:
        """Whether any form has rows in two periods."""
        return any(all(tree.indicators for tree in form.trees) and len(form.trees) > 1 for form in submission.forms)

    def say(self, row: Indicator, other: Indicator, fault: str, cure: str) -> Finding:
        """The finding at the 年度 value."""
        name, beside = row.name.text.strip(), other.value.text.strip()
        return self.at(
            row.value, name=name, other=beside, fault=fault, cure=cure, related=[other.value], subject=subject_of(row)
        )

    def falls_short(self, row: Indicator, other: Indicator) -> bool:
        """Whether the whole period asks for a smaller count of the same thing than one of its years."""
        one, whole = row.quantity, other.quantity
        if one is None or whole is None or one.low is None or whole.low is None or row.path[1] in COSTS:
            return False
        counts = (
            one.kind is whole.kind is Kind.NUMBER and (one.unit, one.per) == (whole.unit, whole.per) and not one.per
        )
        return counts and not {one.sign, whole.sign} & _UPPER and whole.low < one.low and not within(
            row.name.normal, self.less_is_better
        )  # fmt: skip


class PeriodGoalCopied(Rule):
    """实施期目标照抄年度目标。

    ## 检查内容
    实施期目标与年度目标文字相同，而两期的资金总额不同，或者项目期超过一年。一年期、两期资金相同的，目标相同是正常的。

    ## 为什么
    两期的钱和时间不同，要做的事就不会一样；照抄的目标对不上其中一期的资金。

    ## 不合格
    实施期资金200,000元，年度资金80,000元，两期目标都是“提升全区办公室骨干综合能力素质”。

    ## 合格
    实施期目标“三年培训900人次”，年度目标“培训300人次”。
    """

    code: str = "TRE07"
    name: str = "period-goal-copied"
    title: str = "实施期目标照抄年度目标"
    severity: Severity = Severity.WARNING
    point: str = "S1"
    message: str = "“{label}”与“{other}”都是“{text}”，{reason}"
    advice: str = (
        "“{other}”写整个项目期要做成的事，“{label}”只写当年的部分；项目确为一年期的，把两期资金和项目期改为一致"
    )
    ask: str = "核对实施期资金是否含以后年度，含的，实施期目标应当大于年度目标"

    longest: float = 1.05
    """Up to how many years a project counts as one of one year."""

    def check(self, form: TargetForm) -> Iterator[Finding]:
        """Yield once where both goals say the same and money or years do not."""
        annual, whole = form.goal(ANNUAL), form.goal(IMPLEMENTATION)
        if annual is None or whole is None or annual.text.blank:
            return
        if annual.text.normal.strip(_PUNCTUATION) != whole.text.normal.strip(_PUNCTUATION):
            return
        reason = self._reason(form)
        if reason:
            yield self.at(
                annual.text,
                label=goal_label(annual),
                other=goal_label(whole),
                reason=reason,
                related=[whole.text],
                subject=Subject(field=goal_label(annual), period=ANNUAL),
            )

    def has_subject(self, submission: Submission) -> bool:
        """Whether any form states two goals."""
        return any(sum(not goal.text.blank for goal in form.goals) > 1 for form in submission.forms)

    def _reason(self, form: TargetForm) -> str:
        """Why the goals cannot be the same, "" where they can."""
        annual, whole = form.total(ANNUAL), form.total(IMPLEMENTATION)
        if annual and whole and _totals_differ(form):
            return f"资金却不同：实施期{printed(whole)}，年度{printed(annual)}"
        period = form.written("period")
        years = duration_years(period.text) if period else None
        if form.one_year is False and period and years is not None and years > self.longest:
            return f"项目期却是“{joined(period.text)}”"
        return ""


def _unique(tree: IndicatorTree) -> dict[tuple[str, str, str], Indicator]:
    """The rows of a tree by path and name, those whose name stands there once."""
    keys = [(*row.path, measure(row.name.text)) for row in tree.indicators]
    count = Counter(keys)
    return {key: row for key, row in zip(keys, tree.indicators, strict=True) if key[2] and count[key] == 1}


def _alike(row: Indicator, other: Indicator) -> bool:
    """Whether two values mean the same: signs, 以上 and punctuation apart, or the same time said in two ways."""
    if row.value.normal.strip(_PUNCTUATION) == other.value.normal.strip(_PUNCTUATION):
        return True
    one, two = row.quantity, other.quantity
    if one is None or two is None or not (one.whole and two.whole):
        return False
    if one.kind in _TIMES and two.kind in _TIMES and one.kind is not two.kind:
        return True
    if one.kind is two.kind is Kind.DURATION and duration_years(one.text) == duration_years(two.text) is not None:
        return True
    opposed = bool({one.sign, two.sign} & _UPPER) and bool({one.sign, two.sign} & {"≥", ">"})
    return not opposed and _facts(one) == _facts(two)


def _facts(piece: Quantity) -> tuple[object, ...]:
    """What a value says, whatever its wording; of pieces that hold neither a number nor a day, the wording."""
    said = (piece.low, piece.high, piece.start, piece.end)
    return (piece.kind, piece.unit, piece.per, *said, "" if any(part is not None for part in said) else piece.text)


def _money(row: Indicator) -> bool:
    """Whether a row is a cost given in money: it follows the totals, which FND02 compares."""
    return row.path[1] in COSTS and row.quantity is not None and row.quantity.kind in MONEY


def _totals_differ(form: TargetForm) -> bool:
    """Whether both periods state money, and not the same."""
    lines = [form.total(period) for period in (ANNUAL, IMPLEMENTATION)]
    one, other = (line.reading if line else None for line in lines)
    return bool(one and other and one.yuan and other.yuan and not equal(one, other))
