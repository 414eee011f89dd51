"""NAM 名称对应: is a project called the same in the form, the budget and the text, and is none left out?"""

from __future__ import annotations

from collections.abc import Iterator

from perflint.model.finding import Finding, Severity, Subject
from perflint.model.form import TargetForm
from perflint.model.submission import BudgetLine, Claim, ClaimItem, Submission
from perflint.rules.base import Rule
from perflint.rules.facts.likeness import core, difference, organisation, year_of
from perflint.rules.facts.money import printed
from perflint.rules.facts.pairing import Named, Pair, annual, carried, current, match, matching, pairs, projects
from perflint.text import joined, normal


class BudgetNameRule(Rule):
    """What NAM01 and NAM02 share: they need a budget of this year that is about the same projects as the forms."""

    def has_subject(self, submission: Submission) -> bool:
        """Whether there are forms and projects of this year's budget."""
        return bool(submission.forms and current(submission))


class NameNotInBudget(BudgetNameRule):
    """项目名称与项目支出预算表不一致。

    ## 检查内容
    绩效目标表的项目名称在项目支出预算表（本年预算）里能否找到。只差年度、编码、标点和全半角的算一致；
    名称相近的，指出差在哪几个字。结转项目的绩效目标表不算。多数表都对不上的，预算表可能不是同一套，不报告。

    ## 为什么
    绩效目标与预算靠项目名称对应；名称不一致，就说不清这张表管的是哪笔钱。

    ## 不合格
    预算表“2026年信息化中心办公经费”，绩效目标表“2026年信息中心办公经费”。

    ## 合格
    预算表“2026年山西画报订阅费用”，绩效目标表“山西画报订阅费用”。
    """

    code: str = "NAM01"
    name: str = "name-not-in-budget"
    title: str = "项目名称与项目支出预算表不一致"
    severity: Severity = Severity.ERROR
    point: str = "X1"
    message: str = "绩效目标表的项目名称“{form}”，{state}{name}{gap}"
    advice: str = "{remedy}"

    def check_all(self, submission: Submission) -> Iterator[Finding]:
        """Yield each form whose name is not that of its line, or that has no line."""
        found = pairs(submission)
        known = sum(pair.line is not None for pair in found) * 2 >= len(found)
        last_year = carried(submission)
        for pair in found:
            if pair.form.project.blank or pair.exact:
                continue
            if pair.line:
                yield self._near(pair, pair.line)
            elif known and not _is_carried(pair.form, last_year):
                remedy = "按批复的预算改正项目名称；没有列入本年预算的项目，不应附绩效目标表"
                yield self._at(pair.form, state="项目支出预算表中没有这个项目", remedy=remedy)

    def _near(self, pair: Pair, line: BudgetLine) -> Finding:
        """The finding about a form whose line bears another, near name."""
        name = joined(line.project.text)
        gap = difference(pair.form.project.text, line.project.text)
        remedy = f"项目名称改为“{name}”，与预算表一致"
        return self._at(pair.form, line, state="项目支出预算表中为", name=f"“{name}”", gap=f"（{gap}）", remedy=remedy)

    def _at(
        self, form: TargetForm, *lines: BudgetLine, state: str, remedy: str, name: str = "", gap: str = ""
    ) -> Finding:
        """A finding at the name of a form."""
        return self.at(
            form.project,
            form=joined(form.project.text),
            state=state,
            name=name,
            gap=gap,
            remedy=remedy,
            related=[line.project for line in lines],
            subject=Subject(project=form.project.text),
        )


class ProjectWithoutForm(BudgetNameRule):
    """预算项目没有绩效目标表。

    ## 检查内容
    项目支出预算表（本年预算）里有金额的项目是否都有绩效目标表；合计行、单位行和上年结转项目不要求。
    文字说明只公开一部分项目、数目和金额又与所附的表相符的，不报告；半数以上项目没有表的，只提示核实一次。
    有表格没有读出来时不报告。

    ## 为什么
    绩效目标是安排预算的前置条件：有预算的项目就应当有绩效目标。

    ## 不合格
    预算表列“屯留区深化AKTD地方预算经费”80.00万元，所附绩效目标表里没有它。

    ## 合格
    预算表每个项目都有一张绩效目标表。
    """

    code: str = "NAM02"
    name: str = "project-without-form"
    title: str = "预算项目没有绩效目标表"
    severity: Severity = Severity.ERROR
    point: str = "W1"
    message: str = "项目支出预算表列有“{line}”{money}，{state}"
    advice: str = "补报“{line}”的绩效目标表；已经包含在其他项目表里的，把预算与绩效目标的项目名称改为一致"

    def check_all(self, submission: Submission) -> Iterator[Finding]:
        """Yield each project of this year's budget that no form is about."""
        if not submission.forms or submission.unrecognised or submission.unread or _openly_a_part(submission):
            return
        covered = {line.project.normal for pair in pairs(submission) for line in pair.lines}
        lines = {line.project.normal: line for line in reversed(current(submission)) if line.yuan}
        missing = [line for name, line in reversed(lines.items()) if name not in covered]
        if not missing or len(missing) == len(lines):
            return
        if len(missing) * 2 > len(lines):
            first, *others = missing
            state = f"等{len(missing)}个项目没有绩效目标表（预算共{len(lines)}个项目）"
            yield self._found(first, state, others, Severity.HINT)
            return
        for line in missing:
            yield self._found(line, "没有绩效目标表", [], self.severity)

    def _found(self, line: BudgetLine, state: str, others: list[BudgetLine], severity: Severity) -> Finding:
        """The finding at a line of the budget."""
        return self.at(
            line.project,
            line=joined(line.project.text),
            money=printed(line),
            state=state,
            severity=severity,
            related=[line.amount, *(other.project for other in others)],
        )


class TextNameDiffers(Rule):
    """文字说明中的项目名称与绩效目标表不一致。

    ## 检查内容
    文字说明逐项列出的项目，名称是否与绩效目标表一致。只差年度、标点和全半角的算一致，字词次序不同不算一致；
    文字与预算表一致、错在绩效目标表的，由 NAM01 报告。

    ## 为什么
    同一个项目在一份公开材料里应当只有一个名称。

    ## 不合格
    文字列“移动、联通、电信视频会议系统及线路租赁费用”，绩效目标表“联通、移动、电信视频会议系统及线路租赁费用”。

    ## 合格
    文字列“山西画报订阅费用”，绩效目标表“2026年山西画报订阅费用”。
    """

    code: str = "NAM03"
    name: str = "text-name-differs"
    title: str = "文字说明中的项目名称与绩效目标表不一致"
    severity: Severity = Severity.WARNING
    point: str = "X1"
    message: str = "文字所列项目“{item}”，{state}{name}{gap}"
    advice: str = "{remedy}"

    def check_all(self, submission: Submission) -> Iterator[Finding]:
        """Yield each listed name that no form bears, the same name once."""
        found = pairs(submission)
        told: set[str] = set()
        for claim in submission.claims:
            for item, pair in _listed(claim, found, submission):
                if item.project.normal in told:
                    continue
                told.add(item.project.normal)
                yield self._found(item, pair.form) if pair else self._missing(item)

    def _found(self, item: ClaimItem, form: TargetForm) -> Finding:
        """The finding about a project that its form calls by another name."""
        name = joined(form.project.text)
        return self.at(
            item.project,
            item=joined(item.project.text),
            state="绩效目标表中为",
            name=f"“{name}”",
            gap=f"（{difference(item.project.text, name)}）",
            remedy=f"文字改为“{name}”",
            related=[form.project],
        )

    def _missing(self, item: ClaimItem) -> Finding:
        """The finding about a project without a form."""
        return self.at(
            item.project,
            item=joined(item.project.text),
            state="绩效目标表中没有这个项目",
            name="",
            gap="",
            remedy="补上该项目的绩效目标表，或者改正文字所列的名称",
        )

    def has_subject(self, submission: Submission) -> bool:
        """Whether a text lists projects, and there are forms."""
        return bool(submission.forms and any(claim.items for claim in submission.claims))


class DuplicateForm(Rule):
    """同一项目有多张绩效目标表。

    ## 检查内容
    项目名称相同（只差年度前缀、标点的也算）的绩效目标表是否多于一张。
    年度不同、实施单位不同，或者预算表里本来就有这么多个同名项目的，不算。

    ## 为什么
    一个项目一张表；重复的表会使项目数和金额算重，也不知以哪张为准。

    ## 不合格
    两张绩效目标表都叫“2026年办公室日常工作经费”。

    ## 合格
    一期工程、二期工程各有一张绩效目标表。
    """

    code: str = "NAM05"
    name: str = "duplicate-form"
    title: str = "同一项目有多张绩效目标表"
    severity: Severity = Severity.ERROR
    point: str = "W1"
    message: str = "项目“{text}”有{count}张绩效目标表"
    advice: str = "保留一张；确是两个项目的，用不同的名称区分，并与项目支出预算表一致"

    def check_all(self, submission: Submission) -> Iterator[Finding]:
        """Yield each project with several forms, at the second one's name."""
        groups: dict[tuple[str, ...], list[TargetForm]] = {}
        years: dict[str, set[str]] = {}
        for form in submission.forms:
            years.setdefault(core(form.project.text), set()).add(year_of(form.project.text))
        for form in submission.forms:
            if not form.project.blank:
                several = len(years[core(form.project.text)] - {""}) > 1
                groups.setdefault(_identity(form, by_year=several), []).append(form)
        lines = [core(line.project.text) for line in current(submission)]
        for (name, *_), (first, *others) in groups.items():
            if others and lines.count(name) <= len(others):
                second, *rest = others
                related = [first.project, *(form.project for form in rest)]
                subject = Subject(project=second.project.text)
                yield self.at(second.project, count=len(others) + 1, related=related, subject=subject)

    def has_subject(self, submission: Submission) -> bool:
        """Whether there is more than one form."""
        return len(submission.forms) > 1


def _is_carried(form: TargetForm, last_year: tuple[BudgetLine, ...]) -> bool:
    """Whether a form is about a project carried over from last year, by its own name or a near one."""
    return match(form.project.text, [line.project.text for line in last_year]) is not None


def _openly_a_part(submission: Submission) -> bool:
    """Whether the text itself says that only these projects of a larger number are published."""
    forms, lines = len(projects(submission)), len(current(submission))
    managed = any(not claim.published and (claim.count or 0) >= lines for claim in submission.claims)
    said = [claim for claim in submission.claims if claim.published and claim.count == forms]
    return forms < lines and any(managed or (claim.share is not None and claim.share < 99) for claim in said)


def _listed(claim: Claim, found: tuple[Pair, ...], submission: Submission) -> Iterator[tuple[ClaimItem, Pair | None]]:
    """The listed projects that no form is called after, each with the form that is meant; none if it is no such list.

    A name that stands in the budget is right: NAM01 and NAM02 say what is wrong then.
    """
    items = [Named(item.project.text, item.reading) for item in claim.items]
    forms = [Named(pair.form.project.text, annual(pair.form)) for pair in found]
    matches = matching(items, forms)
    if sum(one is not None for one in matches) * 2 < len(items):
        return
    names = [line.project.text for line in (*current(submission), *carried(submission))]
    known = set(map(core, names))
    for item, one in zip(claim.items, matches, strict=True):
        if (one and one.exact) or core(item.project.text) in known:
            continue
        if one is None and match(item.project.text, names):
            continue
        yield item, found[one.place] if one else None


def _identity(form: TargetForm, *, by_year: bool) -> tuple[str, ...]:
    """What makes two forms those of one project: the name, the year of the form, the unit; the year in the name."""
    unit, name = form.written("unit"), form.project.text
    return (
        core(name),
        normal(form.year.text) if form.year else "",
        organisation(unit.text) if unit else "",
        year_of(name) if by_year else "",
    )
