"""TRE 指标体系（中）: are there indicators enough for the money, and do the benefits tell of any benefit?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from perflint.model.finding import Finding, Severity, Subject
from perflint.model.form import ANNUAL, Indicator, TargetForm
from perflint.rules.base import Rule
from perflint.rules.facts.completeness import BENEFIT, blank_row, filled, is_satisfaction, trees_in_use, unplaced
from perflint.rules.facts.measured import measure
from perflint.rules.facts.money import printed
from perflint.rules.known.library import Library
from perflint.rules.known.suggestion import suggestion, typical


class TooFewIndicators(Rule):
    """指标过少。

    ## 检查内容
    年度三级指标的条数（同名的算一条）少于规则集按年度资金规定的最低条数。一条也没有填的由 TRE01 报告。

    ## 为什么
    花钱越多，要交代的事越多；一两条指标说明不了一个项目。

    ## 不合格
    年度资金300万元的项目，只有“完成率100%”“满意度≥90%”两条指标。

    ## 合格
    年度资金8万元的项目有5条指标。
    """

    code: str = "TRE03"
    name: str = "too-few-indicators"
    title: str = "指标过少"
    severity: Severity = Severity.WARNING
    point: str = "X2"
    message: str = "{period}只有{count}条三级指标{names}{money}，至少应有{least}条"
    advice: str = "把总体目标拆成可以考核的事项，补足数量、质量、时效、成本和效益指标，至少{least}条，如“{instead}”"
    ask: str = "对照测算明细，看花钱要做的事是不是都设了指标"

    minimums: tuple[tuple[int, int], ...] = ()
    """From how many 元 on how many rows are the least, in rising order."""
    wanted: tuple[str, ...] = ("数量指标", "质量指标", "时效指标", "成本指标", "社会效益指标")
    """The 二级 for which the advice names a measure where the form has none."""
    library: Library = Library()

    def check(self, form: TargetForm) -> Iterator[Finding]:
        """Yield a form with fewer distinct rows than its money asks for."""
        tree = next(iter(trees_in_use(form)), None) if not unplaced(form) else None
        rows = filled(tree) if tree else ()
        names = {measure(row.name.text): row.name.text.strip() for row in rows}
        line = form.total(ANNUAL) or next((line for line in form.funding if line.depth == 0), None)
        yuan = line.yuan if line else None
        least = max((count for floor, count in self.minimums if floor <= (yuan or 0)), default=0)
        if tree is None or not rows or len(names) >= least:
            return
        yield self.at(
            rows[0].level1.printed or rows[0].head,
            period=tree.period,
            count=len(names),
            names=f"（{'、'.join(names.values())}）",
            money=f"，{line.period}资金{printed(line)}" if line and yuan else "",
            least=least,
            instead=typical(form, self.library, self.lacking(rows)),
            subject=Subject(period=tree.period),
        )

    def lacking(self, rows: Sequence[Indicator]) -> tuple[str, ...]:
        """The first three 二级 that the rows do not have; where they have all, the first."""
        had = {row.path[1] for row in rows}
        return tuple(level for level in self.wanted if level not in had)[:3] or self.wanted[:1]


class SatisfactionAsBenefit(Rule):
    """以满意度代替效益。

    ## 检查内容
    填了的效益指标，每一条都是满意度。效益一条也没有填的由 TRE01 报告。

    ## 为什么
    满意度是服务对象的评价，已有专门的一级指标；效益要说明项目带来什么变化。

    ## 不合格
    效益指标下只有一条“群众满意度≥90%”。

    ## 合格
    效益指标下有“带动就业人数≥50人”，满意度指标下有“群众满意度≥90%”。
    """

    code: str = "TRE04"
    name: str = "satisfaction-as-benefit"
    title: str = "以满意度代替效益"
    severity: Severity = Severity.WARNING
    point: str = "X2"
    message: str = "“{level}”下只有{rows}，都是满意度，没有一条说明效益"
    advice: str = "满意度移到满意度指标；效益写项目带来的变化，如“{instead}”"
    ask: str = "问清项目给谁带来什么变化，有没有现成的统计数据"

    usual: str = ""
    """The 二级 under which a benefit is filled in first."""
    library: Library = Library()

    def check(self, form: TargetForm) -> Iterator[Finding]:
        """Yield once per form whose benefits are all satisfaction, at the label of the 一级."""
        found = [
            rows for tree in trees_in_use(form) if (rows := filled(tree, BENEFIT)) and all(map(is_satisfaction, rows))
        ]
        if not found:
            return
        rows, *others = found
        cell = rows[0].level1.printed or rows[0].head
        texts = dict.fromkeys(f"“{row.name.text.strip()} {row.value.text.strip()}”" for row in rows)
        yield self.at(
            cell,
            level=BENEFIT,
            rows="、".join(texts),
            instead=suggestion(blank_row(form, BENEFIT, self.usual), form, self.library),
            related=[row.name for part in (rows, *others) for row in part],
            subject=Subject(period=rows[0].period, level1=BENEFIT),
        )
