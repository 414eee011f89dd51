"""ACR 跨表比较（上年）: last year's targets handed in again although the money is another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from perflint.model.finding import Finding, Severity, Subject
from perflint.model.form import ANNUAL, Indicator, TargetForm
from perflint.model.submission import Submission
from perflint.pattern import compiled
from perflint.quantity import Amount, equal
from perflint.rules.base import Rule
from perflint.rules.facts.likeness import organisation
from perflint.rules.facts.money import printed
from perflint.rules.facts.pairing import Named, annual, matching
from perflint.text import normal

_YEAR = compiled(r"(?:19|20)\d{2}")


class CopiedFromLastYear(Rule):
    """照抄上年绩效目标。

    ## 检查内容
    给了上年的材料（--previous）时：同一项目的年度资金变了，年度目标和指标却原样照抄——
    指标的名称和值（年份除外）相同的达到规定的比例，目标文字除年份外相同。资金没有变的不报告：
    任务没有变，目标可以不变。上年材料里没有的项目、只有相近名称的项目不比。

    ## 为什么
    资金增减，任务量或标准总有变化；目标不变，说明没有重新测算，也没有用上年的完成情况。

    ## 不合格
    2025年资金 80,000元、培训200人次；2026年资金 200,000元，仍是培训200人次，其余指标也一字未改。

    ## 合格
    2026年资金 200,000元，培训由200人次增加到500人次。
    """

    code: str = "ACR03"
    name: str = "copied-from-last-year"
    title: str = "照抄上年绩效目标"
    severity: Severity = Severity.WARNING
    point: str = "S1"
    message: str = "年度资金由上年的{before}变为{after}，年度目标和指标却与上年相同（{count}条指标中{same}条未变）"
    advice: str = "按今年的资金和任务重新测算，写明增减：如“{example}”的指标值应当随资金调整，确实不变的说明理由"
    ask: str = "请单位提供上年该项目的完成情况和今年的测算依据；资金{direction}，任务量是否同向变化"

    rows: int = 3
    """How many indicators a form must have at least."""
    share: float = 0.9
    """Which part of them must stand in last year's form as they are."""
    change: float = 0.05
    """By which part of last year's money it must have changed at least."""
    shrinks: ClassVar[tuple[str, ...]] = (*Rule.shrinks, "rows", "share", "change")

    def check_all(self, submission: Submission) -> Iterator[Finding]:
        """Yield each form that copies the one of the same project in last year's submission."""
        before = submission.previous
        if before is None:
            return
        former = _of_same_body(submission, before)
        found = matching(_named(submission.forms), _named(former))
        for form, match in zip(submission.forms, found, strict=True):
            if match and match.exact:
                yield from self._compared(form, former[match.place])

    def has_subject(self, submission: Submission) -> bool:
        """Whether last year's submission is there to compare with."""
        return submission.previous is not None and bool(submission.previous.forms)

    def _compared(self, form: TargetForm, former: TargetForm) -> Iterator[Finding]:
        """The finding on a form whose money changed and whose targets did not."""
        line, old = form.total(ANNUAL), former.total(ANNUAL)
        money, then = annual(form), annual(former)
        if line is None or old is None or money is None or then is None or not self._changed(money, then):
            return
        rows, known = _rows(form), {_key(row) for row in _rows(former)}
        same = [row for row in rows if _key(row) in known]
        if len(rows) < self.rows or len(same) < self.share * len(rows) or not _same_goal(form, former):
            return
        counted = next((row for row in same if row.quantity and row.path[1] == "数量指标"), same[0])
        yield self.at(
            form.project,
            before=printed(old),
            after=printed(line),
            count=len(rows),
            same=len(same),
            example=f"{counted.name.text.strip()} {counted.value.text.strip()}",
            direction="增加" if money.yuan > then.yuan else "减少",
            related=[line.amount, counted.value],
            subject=Subject(project=form.project.text, period=ANNUAL),
        )

    def _changed(self, money: Amount, then: Amount) -> bool:
        """Whether the money is another, not merely rounded otherwise, by as much as matters."""
        return not equal(money, then) and abs(money.yuan - then.yuan) >= type(then.yuan)(self.change) * abs(then.yuan)


def _of_same_body(submission: Submission, before: Submission) -> tuple[TargetForm, ...]:
    """Last year's forms; where several departments' are given, those of this one."""
    if submission.department is None:
        return before.forms
    body = organisation(submission.department.text)
    own = tuple(form for form in before.forms if (name := form.written("department")) and body in normal(name.text))
    return own or before.forms


def _named(forms: tuple[TargetForm, ...]) -> list[Named]:
    """The projects of forms by their names alone: the money is what may differ."""
    return [Named(form.project.text) for form in forms]


def _rows(form: TargetForm) -> tuple[Indicator, ...]:
    """The filled rows of the year; of a form with one period, of that."""
    tree = form.tree(ANNUAL) or (form.trees[0] if form.trees else None)
    return tree.indicators if tree else ()


def _key(row: Indicator) -> tuple[str, ...]:
    """What a row says, the year set aside."""
    return tuple(_YEAR.sub("", part) for part in row.key)


def _same_goal(form: TargetForm, former: TargetForm) -> bool:
    """Whether the goal of the year says the same, years set aside; also where neither form has one."""
    texts = [goal.text.normal if (goal := one.goal(ANNUAL)) else "" for one in (form, former)]
    return _YEAR.sub("", texts[0]) == _YEAR.sub("", texts[1])
