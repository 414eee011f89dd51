"""TRE 指标体系（上）: is every kind of indicator there that this kind of form asks for?"""

from __future__ import annotations

from collections.abc import Iterator

from perflint.model.finding import Finding, Severity, Subject
from perflint.model.form import IndicatorTree, TargetForm
from perflint.model.submission import Submission
from perflint.pattern import compiled
from perflint.rules.base import Rule
from perflint.rules.facts.completeness import (
    COST,
    SATISFACTION,
    SATISFIED,
    blank_row,
    box,
    elsewhere,
    empty,
    filled,
    has_no_box,
    rows_of,
    schemes,
    stands,
    trees_in_use,
    unplaced,
)
from perflint.rules.facts.measured import within
from perflint.rules.known.library import Library
from perflint.rules.known.suggestion import suggestion
from perflint.text import normal

_GIST = compiled(r"指标$")


class MissingLevel1(Rule):
    """缺少一级指标。

    ## 检查内容
    产出、效益、满意度（规则集按体系列出的一级指标）下面一行也没有填。表上没有这一栏的地方表样、实施期一栏整个不填的
    一年期申报不算。满意度放在效益之下的算已填；满意度填到别处的，由 IND01 报告。
    表上没有印出满意度、又看不出是哪种体系的，只提示核实。有指标行没有读出来的表不判断缺什么（见 DOC04）。

    ## 为什么
    只有产出没有效益，说不清钱花了有什么用；缺了一类，目标就不完整。

    ## 不合格
    产出指标、效益指标都填了，“满意度指标”一栏空着。

    ## 合格
    产出、效益、满意度各有指标；或者四类体系的表不设满意度。
    """

    code: str = "TRE01"
    name: str = "missing-level1"
    title: str = "缺少一级指标"
    severity: Severity = Severity.ERROR
    point: str = "W1"
    message: str = "“{level}”{stands}，指标体系缺少这一类"
    advice: str = "在“{level}”下至少填一行，如“{instead}”"

    required: dict[str, tuple[str, ...]] = {}
    """The 一级 that a form of each scheme must have."""
    usual: dict[str, str] = {}
    """The 二级 under which a 一级 is filled in first."""
    assumed: str = ""
    """The scheme of forms that show none by the place of their 成本; "" for the one they were read in."""
    library: Library = Library()

    def check_all(self, submission: Submission) -> Iterator[Finding]:
        """Yield each 一级 that a form lacks, once for both periods."""
        for form, scheme, certain in schemes(submission):
            if unplaced(form):
                continue
            followed = scheme if certain else self.assumed or scheme
            for level1 in self.required.get(followed, ()):
                lacking = [tree for tree in trees_in_use(form) if not _has(tree, level1)]
                if lacking and not has_no_box(form, level1):
                    yield self.found(form, level1, lacking, certain=certain)

    def found(self, form: TargetForm, level1: str, lacking: list[IndicatorTree], *, certain: bool) -> Finding:
        """The finding at the label of the empty 一级, else at the project's name."""
        first, *others = lacking
        label = box(first, level1)
        cell = label or form.project
        unsure = label is None and level1 == SATISFACTION and not certain
        home = blank_row(form, level1, self.usual.get(level1, ""))
        return self.at(
            cell,
            level=level1,
            stands=stands(form, lacking, boxed=label is not None),
            instead=suggestion(home, form, self.library),
            severity=Severity.HINT if unsure else None,
            related=elsewhere(cell, (box(tree, level1) for tree in others)),
            subject=Subject(project=form.project.text, period=first.period, level1=level1),
        )


class BlankRequiredKind(Rule):
    """应填的二级指标为空。

    ## 检查内容
    规则集按体系列出的二级指标（三类体系：数量、质量、时效、成本）一行也没有填；表上自己注明“必填”的也算，注明“选填”的不算。
    四类体系只在建设、购置一类项目要求经济成本。整个一级指标都没有填的由 TRE01 报告。
    表上没有印出、又看不出按哪种体系应当有的，只提示核实。有指标行没有读出来的表不判断缺什么（见 DOC04）。

    ## 为什么
    做多少、做到什么程度、何时做完、花多少钱，缺一样就无从核对。

    ## 不合格
    “成本指标”一行的名称和指标值都空着。

    ## 合格
    经济效益、生态效益空着，社会效益填了：效益的二级指标不要求每项都填。
    """

    code: str = "TRE02"
    name: str = "blank-required-kind"
    title: str = "应填的二级指标为空"
    severity: Severity = Severity.ERROR
    point: str = "W1"
    message: str = "“{level}”{stands}，{parent}缺少这一项"
    advice: str = "在“{level}”填写名称和指标值，如“{instead}”"

    grows = ("required", "asset_required", "asset_words", "always")
    shrinks = ("asset_exceptions",)

    required: dict[str, dict[str, tuple[str, ...]]] = {}
    """The 二级 that a form of each scheme must have, by 一级."""
    asset_required: dict[str, dict[str, tuple[str, ...]]] = {}
    """The same, of projects that build or buy something only."""
    asset_words: tuple[str, ...] = ()
    asset_exceptions: tuple[str, ...] = ()
    always: tuple[str, ...] = ()
    """The 二级 that every scheme asks for: those a form does not print are missing nevertheless."""
    assumed: str = ""
    """The scheme of forms that show none by the place of their 成本; "" for the one they were read in."""
    library: Library = Library()

    def check_all(self, submission: Submission) -> Iterator[Finding]:
        """Yield each 二级 that a form lacks, once for both periods."""
        for form, scheme, certain in schemes(submission):
            if unplaced(form):
                continue
            for level1, level2 in self.kinds(form, scheme if certain else self.assumed or scheme):
                lacking = [tree for tree in trees_in_use(form) if self.lacks(tree, level1, level2)]
                if lacking:
                    yield self.found(form, (level1, level2), lacking, certain=certain)

    def kinds(self, form: TargetForm, scheme: str) -> list[tuple[str, str]]:
        """The paths that this form must have: those of its scheme, and those it calls 必填 itself."""
        rules = [self.required.get(scheme, {})]
        project = normal(form.project.text)
        if within(project, self.asset_words) and not within(project, self.asset_exceptions):
            rules.append(self.asset_required.get(scheme, {}))
        asked = [(level1, level2) for rule in rules for level1, kinds in rule.items() for level2 in kinds]
        marked = {
            row.path: normal(row.level2.printed.text) for row in rows_of(form) if row.level2 and row.level2.printed
        }
        own = [path for path, label in marked.items() if "必填" in label]
        return [path for path in dict.fromkeys((*asked, *own)) if "选填" not in marked.get(path, "")]

    def lacks(self, tree: IndicatorTree, level1: str, level2: str) -> bool:
        """Whether the tree has nothing under this 二级, though it has something under its 一级 and knows a 二级."""
        rows, gist = filled(tree, level1), _GIST.sub("", level2)
        if any(gist in row.path[1] for row in rows) or any(level2 in row.path for row in filled(tree)):
            return False
        return any(row.path[1] for row in rows) or (not rows and level1 == COST)

    def found(self, form: TargetForm, path: tuple[str, str], lacking: list[IndicatorTree], *, certain: bool) -> Finding:
        """The finding at the label of the empty 二级, else of its 一级, else at the project's name."""
        level1, level2 = path
        heads = [[row.head for row in empty(tree) if row.path == path] for tree in lacking]
        cell = next(iter(heads[0]), box(lacking[0], level1) or form.project)
        unsure = not heads[0] and level2 not in self.always and not certain
        return self.at(
            cell,
            level=level2,
            parent=level1,
            stands=stands(form, lacking, boxed=bool(heads[0])),
            instead=suggestion(blank_row(form, *path), form, self.library),
            severity=Severity.HINT if unsure else None,
            related=elsewhere(cell, (head for other in heads[1:] for head in other[:1])),
            subject=Subject(project=form.project.text, period=lacking[0].period, level1=level1, level2=level2),
        )


def _has(tree: IndicatorTree, level1: str) -> bool:
    """Whether anything is filled in under this 一级; satisfaction that stands elsewhere is there, if misplaced."""
    if filled(tree, level1):
        return True
    return level1 == SATISFACTION and any(SATISFIED.search(row.name.normal) for row in filled(tree))
