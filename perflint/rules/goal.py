"""GOL 总体目标: is there a goal, and can one tell afterwards whether it was reached?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from perflint.model.base import once
from perflint.model.finding import Finding, Severity, Subject
from perflint.model.form import ANNUAL, Goal, TargetForm
from perflint.model.submission import Submission
from perflint.pattern import compiled
from perflint.quantity import Kind, Quantity, quantities
from perflint.rules.base import Rule, wordlist
from perflint.rules.facts.measured import within
from perflint.rules.known.library import Library
from perflint.rules.known.suggestion import typical
from perflint.text import joined

_FISCAL_YEAR = compiled(r"(?:19|20)\d{2}年?度?")
_LIST_HEAD = compiled(r"(?:目标|任务)[\d一二三四五六七八九十]+[:.、]?")
_MARKERS = tuple(
    compiled(pattern)
    for pattern in (
        r"(?<![\d.])(\d{1,2})[.、)](?=\D)",
        r"目标(\d|[一二三四五六七八九十])[:.、]?",
        r"(?:^|[。;:,])([一二三四五六七八九十])、",
        r"\(([一二三四五六七八九十]|\d)\)",
        r"([一二三四五六七八九十])(?:是|要)",
        r"([①-⑳])",
    )
)
_ASKED = ("数量指标", "质量指标", "时效指标")
"""What a goal should say of the project: how much, how well, by when."""
_COMPLETES = compiled(r"完成(?=([^,。;]*))")
_REACH = 28
"""How far behind 完成 the word may end that says of what."""
_LEAD = 2
"""As many characters before a word tell whether the project's name is repeated there."""
_WORD = 3
"""What is no longer than this is a word, not a clause or a name."""


class BlankGoal(Rule):
    """绩效目标未填。

    ## 检查内容
    表上有总体目标栏而没有填。实施期的目标、资金、指标全部空着的，是按一年期申报，实施期目标不要求。

    ## 为什么
    绩效目标是申请预算的前置条件；没有目标，指标就没有依据，年终也无从对照。

    ## 不合格
    “年度目标”栏空白，下面却列了指标。

    ## 合格
    “年度目标”填写了内容；“实施期目标”空着，而实施期的资金和指标也都空着。
    """

    code: str = "GOL01"
    name: str = "blank-goal"
    title: str = "绩效目标未填"
    severity: Severity = Severity.ERROR
    point: str = "W1"
    message: str = "“{label}”栏未填"
    advice: str = "在“{label}”栏写明{when}要做成什么、做多少、做到什么程度、取得什么效果，如“{instead}”"
    ask: str = "先问清本年要做几件事、做多少，再看资金测算能否对上"

    library: Library = Library()

    def check(self, form: TargetForm) -> Iterator[Finding]:
        """Yield once for all goal boxes that should be filled in, the 年度 one first."""
        blank = [goal for goal in annual_first(form) if goal.text.blank and not _unused(form, goal.period)]
        if not blank:
            return
        first, *others = blank
        label = goal_label(first)
        when = "本年度" if first.period == ANNUAL else "整个实施期"
        subject = Subject(field=label, period=first.period)
        yield self.at(
            first.label,
            label=label,
            when=when,
            instead=typical(form, self.library, _ASKED, "，"),
            subject=subject,
            related=[goal.label for goal in others],
        )

    def has_subject(self, submission: Submission) -> bool:
        """Whether any form has a goal box."""
        return any(form.goals for form in submission.forms)


class UnmeasurableGoal(Rule):
    """总体目标未细化量化。

    ## 检查内容
    年度目标里有没有数量、比率、金额、时限、可以交付的成果，或者分条列出的任务。
    只有年度、项目名称里的数字不算。年度目标栏没有或空着的，看实施期目标。

    ## 为什么
    目标应当细化量化；只有方向，年终就说不清是完成了还是没有完成。

    ## 不合格
    年度目标写“保障日常工作正常运转”。

    ## 合格
    年度目标写“举办业务骨干培训班3期，培训280人次，考核合格率95%以上”。
    """

    code: str = "GOL02"
    name: str = "unmeasurable-goal"
    title: str = "总体目标未细化量化"
    severity: Severity = Severity.WARNING
    point: str = "W2"
    message: str = "“{label}”写的是“{text}”，没有数量、时限、可交付的成果或分项任务，完成与否无从判断"
    advice: str = "写明做几件什么事、何时做完、达到什么程度，并与指标值一致，如“{core}：{instead}”"
    ask: str = "请单位说明“{text}”年底拿什么证明、由谁确认"
    yields_to: tuple[str, ...] = ("TXT03",)

    deliverables: tuple[str, ...] = wordlist("goal_deliverables")
    """Words that name a result one can look at."""
    completed: tuple[str, ...] = wordlist("goal_completed")
    """Works that are a result when 完成 stands before them."""
    library: Library = Library()
    shrinks: ClassVar[tuple[str, ...]] = (*Rule.shrinks, "deliverables")

    def check(self, form: TargetForm) -> Iterator[Finding]:
        """Yield once per form, at the 年度 goal; a 实施期 goal that is no better is related."""
        goals = [goal for goal in annual_first(form) if not goal.text.blank]
        if not goals or not self._vague(goals[0], form):
            return
        first, *others = goals
        related = [goal.text for goal in others if self._vague(goal, form)]
        label = goal_label(first)
        core = joined(first.text.text).rstrip("。；，、.;, ")
        subject = Subject(field=label, period=first.period)
        instead = typical(form, self.library, _ASKED, "，")
        yield self.at(first.text, label=label, core=core, instead=instead, subject=subject, related=related)

    def has_subject(self, submission: Submission) -> bool:
        """Whether any goal is written."""
        return any(not goal.text.blank for form in submission.forms for goal in form.goals)

    def _vague(self, goal: Goal, form: TargetForm) -> bool:
        """Whether nothing in the goal can be looked for at the end of the year."""
        text, name = goal.text.normal, form.project.normal
        if listed(text) or any(_is_said(word, text, name) for word in self.deliverables if word in text):
            return False
        clauses = [found[1][:_REACH] for found in _COMPLETES.finditer(text)]
        if any(within(clause, self.completed) or within(clause, self.deliverables) for clause in clauses):
            return False
        return not any(map(_measured, quantities(without_name(text, name))))


def goal_label(goal: Goal) -> str:
    """What the form calls the goal."""
    return joined(goal.label.text).strip("*★ :：") or f"{goal.period}目标"


def listed(text: str) -> bool:
    """Whether two tasks or more are told apart: by numbers, by 一是二是, by semicolons. ``text`` is normal."""
    if any(len(set(marker.findall(text))) > 1 for marker in _MARKERS):
        return True
    return sum(len(clause.strip(" 。,等")) > _WORD for clause in text.split(";")) > 1


def _is_said(word: str, text: str, name: str) -> bool:
    """Whether the text says the word of itself, not only where it repeats the project's name: 村史志编纂*出版*工作."""
    starts = [at for at in range(len(text)) if text.startswith(word, at)]
    return any(at < _LEAD or text[at - _LEAD : at + len(word)] not in name for at in starts)


def without_name(text: str, name: str) -> str:
    """The goal without the project's name and 目标1, whose numbers promise nothing."""
    text = _LIST_HEAD.sub("", text)
    for part in (name, _FISCAL_YEAR.sub("", name)):
        text = text.replace(part, "项目") if len(part) > _WORD else text
    return text


def _measured(piece: Quantity) -> bool:
    """Whether a piece of a goal can be looked for; the year and how many years it takes say nothing of the result."""
    years = piece.kind is Kind.DURATION and "年" in piece.unit
    bare = piece.kind is Kind.NUMBER and not piece.unit
    return piece.kind is not Kind.YEAR and not years and not bare


@once
def annual_first(form: TargetForm) -> tuple[Goal, ...]:
    """The goals of a form, the 年度 one before the others."""
    return tuple(sorted(form.goals, key=lambda goal: goal.period != ANNUAL))


def _unused(form: TargetForm, period: str) -> bool:
    """Whether the form leaves this period out altogether: no goal, no money, no indicators. Never the 年度 one."""
    if period == ANNUAL:
        return False
    tree = form.tree(period)
    money = any(line.period == period and line.yuan for line in form.funding)
    return not money and not (tree and tree.indicators)
