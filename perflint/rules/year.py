"""FRM 表式, third part: does every place of a form speak of the year it is filed for?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from perflint.model.base import Cell
from perflint.model.document import Paragraph
from perflint.model.finding import Finding, Severity, Subject
from perflint.model.form import ANNUAL, IMPLEMENTATION, TargetForm
from perflint.model.submission import Submission
from perflint.pattern import compiled
from perflint.quantity import parse_date
from perflint.rules.base import Rule, wordlist
from perflint.rules.facts.pairing import Pair, carried, pairs
from perflint.text import joined, normal

_SPAN = compiled(r"(20\d{2})年?度?[-~至到]+(20\d{2})(?=年)")
_YEAR = compiled(r"(?<!\d)(20\d{2})(?=年)")
_GOAL_YEAR = compiled(r"(?:[\d一二三]{1,2}[.、])?(?:年度|总体|绩效|工作)*(?:目标)?[:：]?(20\d{2})年度?[,:、]?")
_KEPT_YEAR = compiled(r"(?:[\d一二三]{1,2}[.、])?(?:为了?)?(?:确保|保障|保证|维持|维护)(20\d{2})年度?(?!底|末)")
_SENTENCE = compiled(r"[。;]")
_ATTRIBUTE = compiled(r"[^,、:]{1,10}的")
_LONGEST_SPAN = 30


class _Slip(NamedTuple):
    """A place of a form that speaks of another year."""

    where: str
    cell: Cell
    year: int
    severity: Severity | None = None
    twin: Cell | None = None


class WrongFiscalYear(Rule):
    """年度不一致。

    ## 检查内容
    表头的年度、项目名称里的年度、年度目标开头的年度，与整套材料的预算年度是否一致；项目期是否在预算年度之前就已结束。
    一张表里的几处合并成一条。
    上年结转项目沿用原名、名称与预算表一致、目标里引用往年作基数或结清往年款项的，不算；
    绩效自评表、评价表谈的是过去的年度，也不算。没有预算表可以对照的项目名称，只提示核实。

    ## 为什么
    年度写错，多半是照搬了上年的表，目标和指标也可能没有更新。

    ## 不合格
    2026年度的材料里，表头印着“（2025年度）”；年度目标写“2025年完成培训3期”。

    ## 合格
    表头“（2026年度）”，年度目标“在2025年基础上培训人次增长5%”。
    """

    code: str = "FRM08"
    name: str = "wrong-fiscal-year"
    title: str = "年度不一致"
    severity: Severity = Severity.ERROR
    point: str = "W1"
    message: str = "{where}“{text}”的年度与这套材料的预算年度{year}年不一致"
    advice: str = "把“{wrong}年”改为“{year}年”；整张表沿用了{wrong}年度旧表的，目标和指标按{year}年重新填写"

    plans: tuple[str, ...] = wordlist("plan_words")
    """What follows a year that a goal is planned for."""
    settles: tuple[str, ...] = wordlist("settling_words")
    """What tells that a goal looks back on a past year."""
    runs: tuple[str, ...] = wordlist("running_words")
    """What tells that a goal is to keep something running all the year."""
    looks_back: tuple[str, ...] = wordlist("retrospective_titles")
    """Words in the title of a form that reports on a past year."""

    def check_all(self, submission: Submission) -> Iterator[Finding]:
        """Yield once for each form that speaks of another year than the submission."""
        year = submission.year
        if year is None or not submission.forms or not _certain(submission, year):
            return
        old = frozenset(line.project.normal for line in carried(submission))
        for pair in pairs(submission):
            slips = list(self._slips(pair, year, old, bool(submission.budget_tables)))
            if slips:
                yield self._finding(pair.form, slips, year)

    def has_subject(self, submission: Submission) -> bool:
        """Whether the fiscal year is known."""
        return submission.year is not None and bool(submission.forms)

    def _finding(self, form: TargetForm, slips: list[_Slip], year: int) -> Finding:
        """One finding at the gravest slip, the others beside it."""
        slips.sort(key=lambda slip: slip.severity is not None)
        first, *others = slips
        twins = [first.twin] if first.twin else []
        return self.at(
            first.cell,
            where=first.where,
            year=year,
            wrong=first.year,
            severity=first.severity,
            related=[*twins, *(slip.cell for slip in others)],
            subject=Subject(project=form.project.text, field=first.where),
        )

    def _slips(self, pair: Pair, year: int, old: frozenset[str], budgeted: bool) -> Iterator[_Slip]:
        """The places of a form that speak of another year, in reading order."""
        form = pair.form
        if (form.title and self._back(form.title)) or (pair.line is None and form.project.normal in old):
            return
        heads = [cell for cell in (form.title, form.year) if cell]
        for cell in heads:
            found = years_in(cell.text)
            if found and year not in found:
                yield _Slip("表头", cell, max(found))
        name = _name_slip(pair, year, budgeted)
        if name:
            yield name
        goal = form.goal(ANNUAL)
        wrong = self._goal_year(goal.text, year) if goal else None
        if goal and wrong and (name or wrong not in years_in(form.project.text)):
            other = form.goal(IMPLEMENTATION)
            twin = other.text if other and other.text.normal == goal.text.normal else None
            yield _Slip("年度目标", goal.text, wrong, twin=twin)
        yield from self._period_slip(form, year)

    def _period_slip(self, form: TargetForm, year: int) -> Iterator[_Slip]:
        """The period of a project that ended before the year began, unless something of it is left to settle."""
        field = form.field("period") or form.field("end")
        if field is None or field.blank:
            return
        last = form.span[1] if form.span else parse_date(field.value.text)
        goal = form.goal(ANNUAL)
        told = form.project.normal + (goal.text.normal if goal else "")
        settled = any(word in told for word in self.settles)
        if last and last.year < year and last.year not in years_in(told) and not settled:
            yield _Slip(joined(field.label.text).strip(" ：:"), field.value, last.year, severity=Severity.WARNING)

    def _back(self, title: Cell) -> bool:
        """Whether a title is that of a form which reports on the past."""
        return any(word in title.normal for word in self.looks_back)

    def _goal_year(self, goal: Cell, year: int) -> int | None:
        """The other year that an annual goal is planned for, or None."""
        text = goal.normal
        kept = _KEPT_YEAR.match(text)
        match = kept or _GOAL_YEAR.match(text)
        if not match or year in years_in(text) or int(match[1]) == year:
            return None
        sentence = _SENTENCE.split(text[match.end() :], maxsplit=1)[0]
        if kept:
            planned = any(word in sentence for word in self.runs)
        else:
            planned = match.group().endswith((",", ":", "、")) or sentence.startswith(self.plans)
        described = _ATTRIBUTE.match(sentence) is not None
        back = int(match[1]) > year or described or any(word in sentence for word in self.settles)
        return int(match[1]) if planned and not back else None


def years_in(text: str) -> frozenset[int]:
    """The years that a text names with 年 behind them; a span names each of its years."""
    plain = normal(text)
    found = {int(year) for year in _YEAR.findall(plain)}
    for first, last in _SPAN.findall(plain):
        found |= set(range(int(first), min(int(last), int(first) + _LONGEST_SPAN) + 1))
    return frozenset(found)


def _name_slip(pair: Pair, year: int, budgeted: bool) -> _Slip | None:
    """The name of a project of this year that bears another: proved by the budget, or without a budget to be asked."""
    name = pair.form.project
    found = years_in(name.text)
    if not found or year in found:
        return None
    if pair.line and pair.exact and year in years_in(pair.line.project.text):
        return _Slip("项目名称", name, max(found), twin=pair.line.project)
    leads = not budgeted and name.normal.startswith(tuple(f"{one}年" for one in found))
    return _Slip("项目名称", name, max(found), severity=Severity.HINT) if leads else None


def _certain(submission: Submission, year: int) -> bool:
    """Whether the fiscal year is more than a guess: most heads of forms bear it, or the text around them."""
    heads = [cell for form in submission.forms for cell in (form.title, form.year) if cell]
    named = [years_in(cell.text) for cell in heads]
    against = sum(bool(years) and year not in years for years in named)
    if not against or sum(year in years for years in named) > against:
        return True
    places = {cell.place for cell in heads}
    titles = [table.title for table in submission.budget_tables if table.title]
    blocks = (block for document in submission.documents for block in document.blocks)
    said = (*titles, *(block.cell for block in blocks if isinstance(block, Paragraph)))
    return any(year in years_in(cell.text) for cell in said if cell.place not in places)
