"""ACR 跨表比较: the same indicators, the same goal, in the forms of different projects."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar

from msgspec.structs import replace

from perflint.model.base import Cell
from perflint.model.finding import Finding, Severity, Subject
from perflint.model.form import ANNUAL, Goal, Indicator, TargetForm
from perflint.model.submission import Submission
from perflint.pattern import compiled
from perflint.rules.base import Rule, subject_of
from perflint.rules.facts.completeness import filled, trees_in_use
from perflint.rules.facts.likeness import alike
from perflint.rules.facts.pairing import core
from perflint.rules.goal import goal_label
from perflint.text import joined

_DIGITS = compiled(r"\d+")
_LISTED, _LONGEST = 12, 60
_EQUAL = 1 / 3
"""Which part of the rows must be equal before near ones are looked for: forms compared one by one are few."""
_PUNCTUATION = "。.,，;；、!！ "
_Key = tuple[str, str, str, str]
_Kind = tuple[tuple[str, str], tuple[str, ...]]
_Rows = dict[_Key, tuple[_Kind, str]]


class BoilerplateIndicators(Rule):
    """多个项目指标雷同。

    ## 检查内容
    不同项目的绩效目标表，年度指标的名称和值（几乎）全部相同：相同的行至少有规则集规定的条数，并占两表全部行数的规定比例；
    个别字不同的算相同，数不同的算不同。这样的表达到三张，按一组报告一次。

    ## 为什么
    不同的项目做不同的事；指标一样，说明是套用的，反映不了各自的目标。

    ## 不合格
    四个项目的指标都是“服务对象：办公室”“服务范围：办公室日常工作”“服务年限：2026年”“满意度：满意”。

    ## 合格
    几个培训项目都有“受训人员满意度≥95%”，其余指标各不相同。
    """

    code: str = "ACR01"
    name: str = "boilerplate-indicators"
    title: str = "多个项目指标雷同"
    severity: Severity = Severity.WARNING
    point: str = "X1"
    message: str = "{count}个不同项目的年度指标雷同：{names}；如都有{rows}"
    advice: str = "按各项目自己要做的事分别设指标和指标值；确属同一类支出的，合并为一个项目申报"

    forms: int = 3
    """From how many projects on alike forms are reported."""
    rows: int = 3
    """How many rows two forms must share at least."""
    share: float = 0.7
    """Which part of the rows of both they must share at least."""
    near: float = 0.8
    """How alike (0–1) two rows of one path must be to count as one, their numbers being the same."""
    shrinks: ClassVar[tuple[str, ...]] = (*Rule.shrinks, "forms", "rows", "share", "near")

    def check_all(self, submission: Submission) -> Iterator[Finding]:
        """Yield once for each group of forms, at its first indicator."""
        sets = [_rows(form) for form in submission.forms]
        pairs = self._alike([{row.key: _said(row) for row in rows} for rows in sets])
        for group in _groups(len(sets), pairs):
            forms = [submission.forms[index] for index in group]
            if _projects(forms) >= self.forms:
                yield self._say(forms, [sets[index] for index in group])

    def has_subject(self, submission: Submission) -> bool:
        """Whether there are forms enough to compare."""
        return len(submission.forms) >= self.forms

    def _alike(self, sets: Sequence[_Rows]) -> Iterator[tuple[int, int]]:
        """The pairs of forms that say the same; only forms with rows in common are compared, and each wording once."""
        firsts: dict[frozenset[_Key], int] = {}
        for index, rows in enumerate(sets):
            first = firsts.setdefault(frozenset(rows), index)
            if first != index and len(rows) >= self.rows:
                yield first, index
        for one, other in _sharing({index: sets[index] for index in firsts.values()}):
            shared = self._shared(sets[one], sets[other])
            union = len(sets[one]) + len(sets[other]) - shared
            if shared >= self.rows and shared >= self.share * union:
                yield one, other

    def _shared(self, one: _Rows, other: _Rows) -> int:
        """How many rows two forms have in common, equal ones first, then near ones, each counted once."""
        equal = one.keys() & other.keys()
        left: dict[_Kind, list[str]] = defaultdict(list)
        for key in other.keys() - equal:
            left[other[key][0]].append(other[key][1])
        count = len(equal)
        for key in sorted(one.keys() - equal):
            kind, text = one[key]
            near = [two for two in left.get(kind, ()) if alike(text, two) >= self.near]
            if near:
                left[kind].remove(max(near, key=lambda two: (alike(text, two), two)))
                count += 1
        return count

    def _say(self, forms: list[TargetForm], sets: list[Sequence[Indicator]]) -> Finding:
        """The finding of a group."""
        count = Counter(row.key for rows in sets for row in rows)
        first = sets[0][0]
        common = sorted(sets[0], key=lambda row: -count[row.key])[:3]
        rows = "、".join(f"“{joined(row.name.text)} {joined(row.value.text)}”" for row in common)
        names = _listed(form.project for form in forms)
        finding = self.at(
            first.name,
            count=_projects(forms),
            names=names,
            rows=rows,
            related=[form.project for form in forms[1:]],
            subject=replace(subject_of(first), project=forms[0].project.text),
        )
        # A group is told with all its projects, however long the list.
        return replace(finding, message=self.message.format(count=_projects(forms), names=names, rows=rows))


class BoilerplateText(Rule):
    """多个项目文字雷同。

    ## 检查内容
    三个以上不同项目的年度目标文字完全相同（标点不计）。没有年度目标栏的，比实施期目标。

    ## 为什么
    不同项目的目标不会一字不差；照抄的目标说不出这笔钱要做成什么。

    ## 不合格
    四个项目的年度目标都是“保障日常工作正常运转”。

    ## 合格
    各项目的年度目标写各自要做的事。
    """

    code: str = "ACR02"
    name: str = "boilerplate-text"
    title: str = "多个项目文字雷同"
    severity: Severity = Severity.HINT
    point: str = "X1"
    message: str = "{count}个不同项目的目标都是“{text}”：{names}"
    advice: str = "每个项目写自己要做成的事、数量和效果，如“保障__（科室、人数）办公，办理__事项__件”"

    forms: int = 3
    """From how many projects on the same text is reported."""
    shrinks: ClassVar[tuple[str, ...]] = (*Rule.shrinks, "forms")

    def check_all(self, submission: Submission) -> Iterator[Finding]:
        """Yield once for each text, at the first goal that says it."""
        said: dict[str, list[tuple[TargetForm, Goal]]] = defaultdict(list)
        for form in submission.forms:
            goal = form.goal(ANNUAL) or next(iter(form.goals), None)
            text = goal.text.normal.strip(_PUNCTUATION) if goal else ""
            if goal and text:
                said[text].append((form, goal))
        for same in said.values():
            forms = [form for form, _ in same]
            if _projects(forms) >= self.forms:
                yield self._say(forms, [goal for _, goal in same])

    def has_subject(self, submission: Submission) -> bool:
        """Whether there are forms enough to compare."""
        return len(submission.forms) >= self.forms

    def _say(self, forms: list[TargetForm], goals: list[Goal]) -> Finding:
        """The finding of a text."""
        first, count, names = goals[0], _projects(forms), _listed(form.project for form in forms)
        subject = Subject(project=forms[0].project.text, field=goal_label(first), period=first.period)
        finding = self.at(
            first.text, count=count, names=names, related=[goal.text for goal in goals[1:]], subject=subject
        )
        return replace(finding, message=self.message.format(count=count, names=names, text=_short(first.text)))


def _short(cell: Cell) -> str:
    """A text that a message quotes, cut where it is long."""
    text = joined(cell.text)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def _rows(form: TargetForm) -> list[Indicator]:
    """The filled rows of the year (of the only period), each once."""
    trees = trees_in_use(form)
    return list({row.key: row for row in filled(trees[0])}.values()) if trees else []


def _said(row: Indicator) -> tuple[_Kind, str]:
    """What a row says, and what a row that says nearly the same has in common with it: its path and its numbers."""
    text = row.name.normal + row.value.normal
    return (row.path, tuple(_DIGITS.findall(text))), text


def _sharing(sets: dict[int, _Rows]) -> Iterator[tuple[int, int]]:
    """The pairs of forms of whose rows a good part is equal to the letter, found by their rows."""
    homes: dict[_Key, list[int]] = defaultdict(list)
    for index, rows in sets.items():
        counts = Counter(other for key in rows for other in homes[key])
        for key in rows:
            homes[key].append(index)
        for other, count in sorted(counts.items()):
            if count > 1 and count >= _EQUAL * max(len(rows), len(sets[other])):
                yield other, index


def _groups(size: int, pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """What hangs together by these pairs, in order; those that stand alone are left out."""
    home = list(range(size))
    for one, other in pairs:
        low, high = sorted((home[one], home[other]))
        if low != high:
            home = [low if index == high else index for index in home]
    groups: dict[int, list[int]] = defaultdict(list)
    for index, first in enumerate(home):
        groups[first].append(index)
    return [group for group in groups.values() if len(group) > 1]


def _projects(forms: Iterable[TargetForm]) -> int:
    """How many different projects these forms are for."""
    return len({core(form.project.text) for form in forms})


def _listed(cells: Iterable[Cell]) -> str:
    """The names of projects, of many the first."""
    names = [f"“{joined(cell.text)}”" for cell in cells]
    return "、".join(names[:_LISTED]) + ("等" if len(names) > _LISTED else "")
