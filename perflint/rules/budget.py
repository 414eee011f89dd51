"""FND 资金, fourth part: forms against the project budget, and the budget against its own total."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate, combinations

from perflint.model.base import Cell, Place
from perflint.model.finding import Finding, Severity, Subject
from perflint.model.form import ANNUAL, TOTAL, FundingLine, TargetForm
from perflint.model.submission import BudgetLine, BudgetTable, Submission
from perflint.quantity import Amount, equal
from perflint.rules.base import Rule, wordlist
from perflint.rules.facts.likeness import core
from perflint.rules.facts.money import column, in_words, printed, said, slipped, total
from perflint.rules.facts.pairing import Pair, annual, carried, current, listed, pairs
from perflint.text import joined


class BudgetRule(Rule):
    """What FND04 and FND06 share: the pairs whose amounts are not equal, however one reads them."""

    outside: tuple[str, ...] = wordlist("funding_outside_budget")
    """Sources that a budget of this year's appropriations does not hold."""

    def differing(self, submission: Submission) -> Iterator[tuple[Pair, FundingLine, Amount]]:
        """Pairs whose amounts differ beyond rounding, with the form's total."""
        last_year, half = carried(submission), column(current(submission))
        found = [pair for pair in pairs(submission) if pair.line and annual(pair.form)]
        for pair in found:
            line = pair.form.total(ANNUAL)
            reading = line.reading if line else None
            same = [other for other in found if other.lines == pair.lines]
            if line is None or reading is None or not reading.yuan or _together(same):
                continue
            ours, theirs = self._ours(pair.form, reading), _theirs(pair, last_year, half)
            if theirs and not any(equal(one, other, terms) for one in ours for other, terms in theirs):
                yield pair, line, reading

    def _ours(self, form: TargetForm, reading: Amount) -> list[Amount]:
        """The form's total, and what is left of it without money that comes from elsewhere."""
        apart = [one.reading for one in form.sources(ANNUAL) if any(word in one.source for word in self.outside)]
        filled = [one for one in apart if one and one.yuan]
        groups = (group for count in range(len(filled) + 1) for group in combinations(filled, count))
        rests = (reading.yuan - sum((one.yuan for one in group), Decimal(0)) for group in groups)
        return [Amount(rest, reading.half, reading.unit) for rest in rests]

    def has_subject(self, submission: Submission) -> bool:
        """Whether there are forms and projects of this year's budget."""
        return bool(submission.forms and current(submission))


class AnnualDiffersFromBudget(BudgetRule):
    """年度资金与项目支出预算表不一致。

    ## 检查内容
    绩效目标表与项目支出预算表（本年预算）按项目名称对应，换算单位、扣除四舍五入之后，年度资金总额是否相等。
    总额里含上年结转、单位自筹的，扣除后相等也算相等；恰好相差一万倍的由 FND06 报告。

    ## 为什么
    绩效目标随预算编报、批复，两张表的钱应当是同一笔钱。

    ## 不合格
    年度资金总额 90,000元，预算表同一项目 8.00万元。

    ## 合格
    年度资金总额 258,690元，预算表同一项目 25.87万元。
    """

    code: str = "FND04"
    name: str = "annual-differs-from-budget"
    title: str = "年度资金与项目支出预算表不一致"
    severity: Severity = Severity.ERROR
    point: str = "S2"
    message: str = "“年度资金总额”{annual}，项目支出预算表中“{line}”为{budget}，相差{gap}"
    advice: str = "以批复的预算为准，两处改为同一数额；预算无误的，年度资金总额改为{right}，资金来源随之调整"

    def check_all(self, submission: Submission) -> Iterator[Finding]:
        """Yield each form whose year's money is not that of its budget line."""
        for pair, line, reading in self.differing(submission):
            if pair.line is None or pair.line.reading is None or any(_slip(reading, one) for one in pair.lines):
                continue
            right = pair.line.reading.yuan
            yield self.at(
                line.amount,
                annual=printed(line),
                line=joined(pair.line.project.text),
                budget=printed(pair.line),
                gap=said(abs(reading.yuan - right), line.unit),
                right=said(right, line.unit),
                related=[one.amount for one in pair.lines],
                subject=Subject(project=pair.form.project.text, field=TOTAL, period=ANNUAL),
            )


class UnitSlip(BudgetRule):
    """疑似元与万元混用。

    ## 检查内容
    应当相等的两个数恰好相差一万倍：绩效目标表与项目支出预算表，文字所列项目与绩效目标表。

    ## 为什么
    一张表用元、一张表用万元，填数时容易忘了换算。

    ## 不合格
    表头单位是“元”，年度资金总额填“8.00”，预算表同一项目 8.00万元。

    ## 合格
    表头单位是“元”，年度资金总额填“80,000”，预算表同一项目 8.00万元。
    """

    code: str = "FND06"
    name: str = "unit-slip"
    title: str = "疑似元与万元混用"
    severity: Severity = Severity.ERROR
    point: str = "S2"
    message: str = "{where}{ours}，{elsewhere}{theirs}，恰好相差一万倍，疑似元与万元混用"
    advice: str = "核对金额单位：{elsewhere}无误的，此处应为{right}"

    def check_all(self, submission: Submission) -> Iterator[Finding]:
        """Yield each form, then each listed project, whose amount is ten thousand times off."""
        told: set[Place] = set()
        for pair, line, reading in self.differing(submission):
            other = next((one for one in pair.lines if _slip(reading, one)), None)
            if other is None or other.reading is None:
                continue
            told.add(pair.form.place)
            yield self.at(
                line.amount,
                where="“年度资金总额”",
                ours=printed(line),
                elsewhere="项目支出预算表",
                theirs=printed(other),
                right=said(other.reading.yuan, line.unit),
                related=[other.amount],
                subject=Subject(project=pair.form.project.text, field=TOTAL, period=ANNUAL),
            )
        forms = [form for form in submission.forms if form.place not in told]
        for claim in submission.claims:
            for item, form in listed(claim, forms):
                funds = form.total(ANNUAL)
                if funds and item.reading and funds.reading and slipped(item.reading, funds.reading):
                    yield self.at(
                        item.amount,
                        where=f"文字所列“{joined(item.project.text)}”",
                        ours=in_words(item.amount, "元"),
                        elsewhere="绩效目标表",
                        theirs=printed(funds),
                        right=said(funds.reading.yuan, item.reading.unit),
                        related=[funds.amount],
                    )


class BudgetDoesNotAddUp(Rule):
    """项目支出预算表合计不符。

    ## 检查内容
    项目支出预算表各项目相加是否等于表上印的合计，各单位的小计是否等于其下项目之和；每个数都可能四舍五入，尾差不算。

    ## 为什么
    合计不符，说明有项目漏列、重列或者数字印错，与绩效目标表也就无从核对。

    ## 不合格
    合计 228.96万元，11个项目相加 218.96万元。

    ## 合格
    合计 190.35万元，6个项目相加 190.34万元（尾差）。
    """

    code: str = "FND10"
    name: str = "budget-table-does-not-add-up"
    title: str = "项目支出预算表合计不符"
    severity: Severity = Severity.ERROR
    point: str = "S2"
    message: str = "“{row}”的合计{stated}，{count}个项目相加为{sum}，相差{gap}"
    advice: str = "核对有无漏列、重列或者印错的项目；各项目无误的，合计改为{sum}"

    def check_all(self, submission: Submission) -> Iterator[Finding]:
        """Yield the widest total of each table that is wrong; where it is right, each subtotal that is."""
        for table in submission.budget_tables:
            if not table.totals or any(line.reading is None and not line.amount.blank for line in table.lines):
                continue
            widest = table.totals[0]
            if not _adds_up(widest, table.lines):
                if not _adds_up(widest, _all_lines(submission, table)):
                    yield self._found(table, widest, table.lines)
                continue
            for subtotal, lines in _groups(table):
                if subtotal.yuan != widest.yuan and not _adds_up(subtotal, lines):
                    yield self._found(table, subtotal, lines)

    def _found(self, table: BudgetTable, row: BudgetLine, lines: Sequence[BudgetLine]) -> Finding:
        """The finding about a total."""
        stated = row.yuan or Decimal(0)
        sum_ = _sum(lines, table.unit).yuan
        title = table.title.text if table.title else "项目支出预算表"
        return self.at(
            row.amount,
            row=joined(title) + ("" if row == table.totals[0] else f" {joined(row.project.text)}"),
            stated=printed(row),
            count=len(lines),
            sum=said(sum_, table.unit),
            gap=said(abs(sum_ - stated), table.unit),
            related=_title(table),
        )

    def has_subject(self, submission: Submission) -> bool:
        """Whether any project budget prints a total."""
        return any(table.totals and table.lines for table in submission.budget_tables)


def _slip(reading: Amount, line: BudgetLine) -> bool:
    """Whether a form's amount and that of a line are ten thousand times apart."""
    return line.reading is not None and slipped(reading, line.reading)


def _together(same: Sequence[Pair]) -> bool:
    """Whether several forms of one name have the money of its lines between them."""
    ours = [reading for pair in same if (reading := annual(pair.form))]
    theirs = [reading for line in same[0].lines if (reading := line.reading)]
    terms = len(ours) + len(theirs)
    return len(same) > 1 and bool(theirs) and equal(total(ours, "元"), total(theirs, "元"), terms)


def _theirs(pair: Pair, last_year: Sequence[BudgetLine], half: Decimal) -> list[tuple[Amount, int]]:
    """What the budget gives a project, in how many terms: a line, its lines together, either with last year's rest."""
    readings = (reading for line in pair.lines if (reading := line.reading))
    lines = [Amount(one.yuan, min(one.half, half), one.unit) for one in readings]
    sums = [(line, 1) for line in lines]
    if len(lines) > 1:
        sums.append((total(lines, "元"), len(lines)))
    name = core(pair.line.project.text) if pair.line else ""
    rest = [reading for line in last_year if core(line.project.text) == name and (reading := line.reading)]
    return sums + [(total([*rest, one], "元"), terms + len(rest)) for one, terms in sums if rest]


def _sum(lines: Sequence[BudgetLine], unit: str) -> Amount:
    """The lines together; a blank amount is nought."""
    return total((reading for line in lines if (reading := line.reading)), unit)


def _adds_up(row: BudgetLine, lines: Sequence[BudgetLine]) -> bool:
    """Whether a total is the sum of these lines, or of those among them that are not subtotals; True when unknown."""
    stated = row.reading
    if stated is None or not any(line.yuan for line in lines):
        return True
    exact = Amount(stated.yuan, min(stated.half, column(lines)), stated.unit)
    return any(equal(exact, _sum(some, row.unit), len(some)) for some in (lines, _leaves(lines)))


def _leaves(lines: Sequence[BudgetLine]) -> list[BudgetLine]:
    """The lines without those that the ones right beneath them make up: a project printed above its own details."""
    values = [line.yuan or Decimal(0) for line in lines]
    kept = []
    for index, line in enumerate(lines):
        runs = list(accumulate(values[index + 1 :]))
        alike = runs and lines[index + 1].project.normal == line.project.normal
        if values[index] and values[index] in (runs if alike else runs[1:]):
            continue
        kept.append(line)
    return kept


def _all_lines(submission: Submission, table: BudgetTable) -> list[BudgetLine]:
    """The lines of all tables of this kind: one that runs over a page may have been read as two."""
    return [line for other in submission.budget_tables if other.carryover is table.carryover for line in other.lines]


def _groups(table: BudgetTable) -> Iterator[tuple[BudgetLine, list[BudgetLine]]]:
    """Each subtotal that stands above projects of its own, with these."""
    totals = {row.project.place: row for row in table.totals}
    rows = sorted((*table.totals, *table.lines), key=lambda row: row.project.place.order)
    group: tuple[BudgetLine, list[BudgetLine]] | None = None
    for row in rows:
        if row.project.place in totals:
            if group and group[1]:
                yield group
            group = (row, [])
        elif group is None:
            return
        else:
            group[1].append(row)
    if group and group[1]:
        yield group


def _title(table: BudgetTable) -> list[Cell]:
    """The table's title as a place to look at."""
    return [table.title] if table.title else []
