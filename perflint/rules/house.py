"""General rules about texts, boxes and indicators, and the list of all that a house rule may use（本地规则）."""

from __future__ import annotations

from collections.abc import Iterator

from perflint.model.finding import Finding, Severity, Subject
from perflint.model.form import Indicator, TargetForm
from perflint.rules.facts.completeness import filled, trees_in_use
from perflint.rules.facts.limits import AmountComparison, NumberRange
from perflint.rules.facts.places import FIELD, TEXTS, spots
from perflint.rules.general import General, matched


class TextRule(General):
    """A general rule that looks for words or for a pattern in one kind of place."""

    given: str = ""
    words: tuple[str, ...] = ()
    pattern: str = ""

    needs = (("given",), ("words", "pattern"))
    places = TEXTS
    fills = frozenset({"label", "match"})

    def match(self, text: str) -> str | None:
        """What of the text is one of the words or fits the pattern, None when nothing is."""
        return matched(text, self.words, self.pattern)


class ForbiddenText(TextRule):
    """出现不应有的文字。

    ## 检查内容
    given 所指的内容里有 words 中的词，或者符合 pattern。全角半角、空格不论。

    ## 为什么
    由写规则的地方说明：各地有自己不许写的话。

    ## 不合格
    不许指标名称以“等”结尾：名称是“培训班等”。

    ## 合格
    名称是“培训班”。
    """

    name: str = "forbidden-text"
    title: str = "出现不应有的文字"
    message: str = "“{label}”填的是“{text}”，其中“{match}”不应出现"

    grows = ("words",)

    def check(self, form: TargetForm) -> Iterator[Finding]:
        """Yield each place in which the words stand."""
        for spot in spots(form, self.given) if self.about(form) else ():
            match = None if spot.cell.blank else self.match(spot.cell.text)
            if match is not None:
                yield self.found(spot, {"match": match})


class RequiredText(TextRule):
    """缺少应有的文字。

    ## 检查内容
    given 所指的内容填了，却没有 words 中的任何一个词，也不符合 pattern。空着的由 FRM01、GOL01 等规则报告。

    ## 为什么
    由写规则的地方说明：各地要求某些栏目写明某件事。

    ## 不合格
    要求立项依据写明文号：立项依据是“区委区政府安排”。

    ## 合格
    立项依据是“《关于××的通知》（某政发〔2025〕3号）”。
    """

    name: str = "required-text"
    title: str = "缺少应有的文字"
    message: str = "“{label}”填的是“{text}”，缺少应当写明的内容"

    fills = frozenset({"label"})
    grows = ()
    shrinks = ("words", "exceptions")

    def check(self, form: TargetForm) -> Iterator[Finding]:
        """Yield each filled place in which the words do not stand."""
        for spot in spots(form, self.given) if self.about(form) else ():
            if not spot.cell.blank and self.match(spot.cell.text) is None:
                yield self.found(spot, {})


class RequiredField(General):
    """应填的栏目为空。

    ## 检查内容
    given 所指的栏目在表上有而空着；printed 写 true 时，表上没有这一栏也算。

    ## 为什么
    由写规则的地方说明：各地要求必填的栏目不同。

    ## 不合格
    要求填项目类别：“项目类别”栏空白。

    ## 合格
    “项目类别”栏填了“特定目标类”。
    """

    name: str = "required-field"
    title: str = "应填的栏目为空"
    severity: Severity = Severity.ERROR
    message: str = "“{label}”未填"
    advice: str = "填写“{label}”"

    given: str = ""
    printed: bool = False
    """Whether a form that does not print the box at all is at fault."""

    needs = (("given",),)
    places = ("goal.text", FIELD)
    fills = frozenset({"label"})
    grows = ("printed",)

    def check(self, form: TargetForm) -> Iterator[Finding]:
        """Yield the box left blank, at its label, or the project's name when the form has none."""
        if not self.about(form):
            return
        boxes = list(spots(form, self.given))
        if boxes and all(spot.cell.blank for spot in boxes):
            yield self.at(boxes[0].head, subject=boxes[0].subject, label=boxes[0].label)
        elif not boxes and self.printed:
            yield self.at(form.project, label=self.title)


class RequiredIndicator(General):
    """缺少应设的指标。

    ## 检查内容
    指标体系里没有名称含 words 中一个词（或符合 pattern）的三级指标；level1、level2 限定只在哪一级下面找。
    words 和 pattern 都不写时，这一级下面有任何一条就算有。

    ## 为什么
    由写规则的地方说明：各地要求某一类项目必设某些指标。

    ## 不合格
    要求培训项目设“参训人次”：指标里没有一条的名称含“参训”。

    ## 合格
    数量指标下有“参训人次 ≥300人次”。
    """

    name: str = "required-indicator"
    title: str = "缺少应设的指标"
    message: str = "没有{wanted}，这类项目应当设"
    advice: str = "增加{wanted}"

    words: tuple[str, ...] = ()
    pattern: str = ""
    level1: str = ""
    level2: str = ""

    needs = (("words", "pattern", "level1", "level2"),)
    fills = frozenset({"wanted"})
    grows = ()
    shrinks = ("exceptions",)

    def check(self, form: TargetForm) -> Iterator[Finding]:
        """Yield a form that has a tree in use without the indicator, at the project's name."""
        if self.about(form) and not all(any(map(self._is_it, filled(tree))) for tree in trees_in_use(form)):
            subject = Subject(level1=self.level1 or None, level2=self.level2 or None)
            yield self.at(form.project, wanted=self._wanted(), subject=subject)

    def _is_it(self, row: Indicator) -> bool:
        """Whether a row is what is asked for."""
        level1, level2 = row.path
        if self.level1 not in {"", level1} or self.level2 not in {"", level2}:
            return False
        return not (self.words or self.pattern) or matched(row.name.text, self.words, self.pattern) is not None

    def _wanted(self) -> str:
        """What is asked for, in words."""
        level = self.level2 or self.level1 or "三级指标"
        if self.words:
            return f"名称含“{'”或“'.join(self.words)}”的{level}"
        return f"符合“{self.pattern}”的{level}" if self.pattern else f"“{level}”"


GENERAL: dict[str, type[General]] = {
    kind.name: kind
    for kind in (ForbiddenText, RequiredText, RequiredField, NumberRange, AmountComparison, RequiredIndicator)
}
"""What ``uses:`` may name."""

__all__ = ["FIELD", "GENERAL", "General"]
