"""FND 资金, second part: the totals of the two periods of one form."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perflint.model.finding import Finding, Severity, Subject
from perflint.model.form import ANNUAL, IMPLEMENTATION, TOTAL, FundingLine, TargetForm
from perflint.model.submission import Submission
from perflint.quantity import Amount, equal
from perflint.rules.base import Rule, wordlist
from perflint.rules.facts.money import is_nil, printed, said
from perflint.text import joined


class OneYearTotalDiffers(Rule):
    """一年期项目实施期资金与年度资金不一致。

    ## 检查内容
    表上写明项目期为一年，或者是“一次性项目(1年结束)”，实施期资金总额与年度资金总额却不相等。
    只有一个总额、有一个为零或未填的，不由本规则报告。

    ## 为什么
    一年就结束的项目，整个实施期的钱就是当年的钱；两个数不同，必有一个错，或者项目期、项目属性填错了。

    ## 不合格
    项目属性“一次性项目(1年结束)”，实施期资金总额 200,000元，年度资金总额 80,000元。

    ## 合格
    项目期“2026年至2028年”，实施期资金总额 200,000元，年度资金总额 80,000元。
    """

    code: str = "FND02"
    name: str = "one-year-total-differs"
    title: str = "一年期项目实施期资金与年度资金不一致"
    severity: Severity = Severity.ERROR
    point: str = "S2"
    message: str = "一年期项目（{why}）的两个资金总额不一致：实施期{total}，年度{annual}"
    advice: str = "年度数无误的，把实施期资金总额改为{annual}；确为跨年度项目的，改正“项目期”“项目属性”并按年度分列资金"

    def check(self, form: TargetForm) -> Iterator[Finding]:
        """Yield once per form whose two totals differ although it lasts one year."""
        whole, year = form.total(IMPLEMENTATION), form.total(ANNUAL)
        if not form.one_year or whole is None or year is None or not whole.yuan or not year.yuan:
            return
        if equal(_sure(whole), _sure(year)):
            return
        told = [cell for key in ("nature", "period", "start", "end") if (cell := form.written(key))]
        yield self.at(
            year.amount,
            why="，".join(f"“{joined(cell.text)}”" for cell in told),
            total=printed(whole),
            annual=printed(year),
            related=[whole.amount, *told],
            subject=Subject(field=TOTAL, period=ANNUAL),
        )

    def has_subject(self, submission: Submission) -> bool:
        """Whether any form states both totals."""
        return _has_both(submission)


class AnnualExceedsTotal(Rule):
    """年度资金大于实施期资金总额。

    ## 检查内容
    年度资金总额是否大于实施期资金总额。一年期项目两数不等的，由 FND02 报告。

    ## 为什么
    年度资金是实施期资金的一部分，部分不能大于全部。

    ## 不合格
    项目期“2025年至2027年”，实施期资金总额 300,000元，年度资金总额 500,000元。

    ## 合格
    项目期“2025年至2027年”，实施期资金总额 1,500,000元，年度资金总额 500,000元。
    """

    code: str = "FND03"
    name: str = "annual-exceeds-total"
    title: str = "年度资金大于实施期资金总额"
    severity: Severity = Severity.ERROR
    point: str = "S2"
    message: str = "“年度资金总额”{annual}，大于“实施期资金总额”{total}"
    advice: str = "核对两个总额：实施期资金总额应当是各年资金之和，不少于{annual}"

    def check(self, form: TargetForm) -> Iterator[Finding]:
        """Yield once per form whose year costs more than the whole."""
        whole, year = form.total(IMPLEMENTATION), form.total(ANNUAL)
        if form.one_year or whole is None or year is None or not whole.yuan or not year.yuan:
            return
        if year.yuan > whole.yuan and not equal(_sure(whole), _sure(year)):
            yield self.at(
                year.amount,
                annual=printed(year),
                total=printed(whole),
                related=[whole.amount],
                subject=Subject(field=TOTAL, period=ANNUAL),
            )

    def has_subject(self, submission: Submission) -> bool:
        """Whether any form states both totals."""
        return _has_both(submission)


class ZeroTotal(Rule):
    """资金总额为零或未填。

    ## 检查内容
    有资金总额这一栏而空着，或者填零。实施期一半整个没有填（总额、来源、目标、指标都空着）的不算。

    ## 为什么
    没有资金就不成其为支出项目；总额是核对来源、预算和成本的依据。

    ## 不合格
    年度资金总额 0，其中：财政拨款 90万元。

    ## 合格
    年度资金总额 90万元，其中：财政拨款 90万元。
    """

    code: str = "FND07"
    name: str = "zero-total"
    title: str = "资金总额为零或未填"
    severity: Severity = Severity.ERROR
    point: str = "S2"
    message: str = "“{period}资金总额”{state}{but}"
    advice: str = "填写{period}资金总额，与资金来源合计、项目支出预算一致"

    nil: tuple[str, ...] = wordlist("nil_amounts")
    """What may stand in an amount box for no money."""

    def check(self, form: TargetForm) -> Iterator[Finding]:
        """Yield once per form: the year's total, or else that of a period which is otherwise filled in."""
        wrong = [line for period in (ANNUAL, IMPLEMENTATION) if (line := form.total(period)) and self._none(line)]
        if not wrong or (wrong[0].period == IMPLEMENTATION and form.total(ANNUAL) and not _in_use(form)):
            return
        line, *others = wrong
        blank = is_nil(line, self.nil)
        sum_ = sum((one.yuan or Decimal(0) for one in form.sources(line.period)), Decimal(0))
        if sum_ and line.amount.place == line.label.place:
            # No box beside the label, and sources beneath it: it only heads their column.
            return
        yield self.at(
            line.label if line.amount.blank else line.amount,
            period=line.period,
            state="未填" if blank else f"为{printed(line)}",
            but=f"，而资金来源合计{said(sum_, line.unit)}" if sum_ else "",
            related=[other.label if other.amount.blank else other.amount for other in others],
            subject=Subject(field=TOTAL, period=line.period),
        )

    def _none(self, line: FundingLine) -> bool:
        """Whether a total is blank or nought."""
        return is_nil(line, self.nil) or line.yuan == 0

    def has_subject(self, submission: Submission) -> bool:
        """Whether any form has a box for a total."""
        return any(line.depth == 0 for form in submission.forms for line in form.funding)


def _sure(line: FundingLine) -> Amount:
    """The amount of a line that is known to have one."""
    return line.reading or Amount(Decimal(0), Decimal(0), line.unit)


def _in_use(form: TargetForm) -> bool:
    """Whether the implementation period's half of a form is filled in at all."""
    goal, tree = form.goal(IMPLEMENTATION), form.tree(IMPLEMENTATION)
    money = any(line.yuan for line in form.funding if line.period == IMPLEMENTATION)
    return money or bool(goal and not goal.text.blank) or bool(tree and tree.indicators)


def _has_both(submission: Submission) -> bool:
    """Whether any form has totals of both periods."""
    return any(form.total(ANNUAL) and form.total(IMPLEMENTATION) for form in submission.forms)
