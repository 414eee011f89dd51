"""TRE 指标体系（权重）: do the weights make a hundred, and each 一级 what its label grants it?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import ClassVar

from perflint.model.base import Cell
from perflint.model.finding import Finding, Severity, Subject
from perflint.model.form import ANNUAL, Indicator, IndicatorTree, TargetForm
from perflint.model.submission import Submission
from perflint.pattern import compiled
from perflint.rules.base import Rule
from perflint.rules.facts.completeness import rows_of, written
from perflint.text import joined

_NUMBER = compiled(r"(\d+(?:\.\d+)?)[%分]?")
_CAP = compiled(r"\(?(\d+(?:\.\d+)?)(?:[-~至](\d+(?:\.\d+)?))?(?:\)分|分\)?|%\)?)")
_LEAST = 3


class WeightsDoNotAddUp(Rule):
    """权重合计有误。

    ## 检查内容
    三级指标都填了权重的，合计应当是 100（预算执行率另占 10 分的，合计 90）；
    一级指标的栏目里印着分值的（产出指标(50分)），下面各行的合计应当与它相符。只填了一部分权重的，合计超过 100 才报告。

    ## 为什么
    合计不对，评分就算不成百分制。

    ## 不合格
    五条指标的权重是 20、20、20、20、15，合计 95。

    ## 合格
    权重合计 90，另有预算执行率 10 分。
    """

    code: str = "TRE05"
    name: str = "weights-do-not-add-up"
    title: str = "权重合计有误"
    severity: Severity = Severity.ERROR
    point: str = "W1"
    message: str = "{what}各行权重合计{sum}（{terms}），{fault}"
    advice: str = "{cure}"
    ask: str = "看自评时按哪一列计分，合计不对的不能用来打分"

    totals: tuple[int, ...] = ()
    """What the weights of a tree may add up to."""
    shrinks: ClassVar[tuple[str, ...]] = (*Rule.shrinks, "totals")

    def check(self, form: TargetForm) -> Iterator[Finding]:
        """Yield each sum that is wrong, 年度 first; one that is wrong in both periods alike is told once."""
        said: set[str] = set()
        for tree in sorted(form.trees, key=lambda tree: tree.period != ANNUAL):
            for finding in self._caps(tree) or self._total(tree):
                if finding.message not in said:
                    said.add(finding.message)
                    yield finding

    def has_subject(self, submission: Submission) -> bool:
        """Whether any row has a weight."""
        return any(row.weight and not row.weight.blank for form in submission.forms for row in rows_of(form))

    def _caps(self, tree: IndicatorTree) -> list[Finding]:
        """The 一级 whose rows do not make the points printed in its label."""
        groups: dict[str, list[Indicator]] = {}
        for row in (*tree.indicators, *tree.blanks):
            if row.level1.printed and not row.restored:
                groups.setdefault(row.level1.printed.normal, []).append(row)
        found = []
        for label, rows in groups.items():
            cap, cells = _CAP.search(label), _weights(rows)
            numbers = _numbers(cells)
            if not cap or not numbers or not _all_weighted(rows):
                continue
            low, high = Decimal(cap[1]), Decimal(cap[2] or cap[1])
            scale = _scale(numbers)
            if low - _slack(numbers) <= sum(numbers, Decimal(0)) * scale <= high + _slack(numbers) * scale:
                continue
            printed = f"{cap[1]}-{cap[2]}" if cap[2] else cap[1]
            name, head = _CAP.sub("", label).strip("()"), rows[0].level1.printed or rows[0].head
            fault = f"与栏目里印的{printed}分不符"
            cure = f"调整“{name}”下各行的权重，使合计为{printed}；栏目的分值有变动的，一并改正"
            found.append(self._say(cells, tree, fault, cure, head))
        return found

    def _total(self, tree: IndicatorTree) -> list[Finding]:
        """The tree whose weights make something else than a hundred."""
        rows = [*tree.indicators, *tree.blanks]
        cells = _weights(rows)
        numbers = _numbers(cells)
        if len(numbers) < _LEAST or not self.totals:
            return []
        sum_, slack = sum(numbers, Decimal(0)) * _scale(numbers), _slack(numbers)
        if any(abs(sum_ - total) <= slack for total in self.totals):
            return []
        if not _all_weighted(rows) and sum_ <= max(self.totals):
            return []
        others = "、".join(f"{total}" for total in self.totals)
        fault = f"不等于{others.replace('、', '或')}"
        cure = f"调整各行权重，使合计为{max(self.totals)}；预算执行率另占10分的，合计为90"
        return [self._say(cells, tree, fault, cure)]

    def _say(self, cells: list[Cell], tree: IndicatorTree, fault: str, cure: str, head: Cell | None = None) -> Finding:
        """The finding with its arithmetic, at the label of the 一级 where there is one, else at the first weight."""
        at = head or cells[0]
        return self.at(
            at,
            what=f"“{joined(head.text)}”下" if head else "",
            sum=f"{sum(_numbers(cells), Decimal(0)).normalize():f}",
            terms="+".join(cell.normal for cell in cells),
            fault=fault,
            cure=cure,
            related=[cell for cell in cells if cell.place != at.place],
            subject=Subject(field="权重", period=tree.period),
        )


def _weights(rows: Iterable[Indicator]) -> list[Cell]:
    """The weights that were filled in; one box merged over several rows counts once."""
    cells = {row.weight.place.order: row.weight for row in rows if row.weight and not row.weight.blank}
    return [cells[order] for order in sorted(cells)]


def _numbers(cells: Iterable[Cell]) -> list[Decimal]:
    """What they say; nothing at all when one of them is no number."""
    matches = [_NUMBER.fullmatch(cell.normal) for cell in cells]
    return [Decimal(match[1]) for match in matches if match] if all(matches) else []


def _all_weighted(rows: Iterable[Indicator]) -> bool:
    """Whether every row that was filled in has a weight."""
    return all(row.weight is not None and not row.weight.blank for row in rows if written(row))


def _scale(numbers: Iterable[Decimal]) -> Decimal:
    """100 for weights written as parts of one (0.2), else 1."""
    return Decimal(100) if max(numbers) <= 1 else Decimal(1)


def _slack(numbers: list[Decimal]) -> Decimal:
    """How far a sum of rounded figures (33.3) may be off; whole numbers are exact."""
    places = max(-exponent for number in numbers if isinstance(exponent := number.as_tuple().exponent, int))
    return Decimal(1).scaleb(-places) / 2 * len(numbers) * _scale(numbers) if places > 0 else Decimal(0)
