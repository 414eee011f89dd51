"""IND 指标（上）: is the row filled in, and does its name say what is measured?"""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import ClassVar

from perflint.model.base import Cell
from perflint.model.finding import Finding, Severity
from perflint.model.form import Indicator, TargetForm
from perflint.pattern import compiled
from perflint.quantity import Kind, Quantity, quantity
from perflint.rules.base import IndicatorRule, wordlist
from perflint.rules.facts.measured import (
    COUNTS,
    DAYS,
    ending,
    level,
    measure,
    normals,
    title,
    unnumbered,
    within,
)
from perflint.rules.known.library import Library
from perflint.rules.known.suggestion import suggestion
from perflint.text import normal

_BARE = compiled(r"[\d.,%‰]+")
_SIGNED = compiled(r"[≥≤><=]-?[0-9]")
_BRACKET = compiled(r"\([^()]*\)")
_PAUSE = compiled(r"[,;。:]")
_DONE = "前底末内完成达到。"


class GenericName(IndicatorRule):
    """三级指标名称空泛。

    ## 检查内容
    三级指标的整个名称就是“范围”“要求”“时间”“重要性”一类不可衡量的词（words.generic_names）。带有限定语的
    （服务范围、宣传内容）不在此列。

    ## 为什么
    名称要说清衡量什么。名称空泛，值写什么都对不上。

    ## 不合格
    产出指标 / 数量指标 / 范围 / 全区相关单位
    效益指标 / 社会效益指标 / 重要性 / 保障日常工作正常运转

    ## 合格
    产出指标 / 数量指标 / 培训覆盖单位数 / 35个
    满意度指标 / 服务对象满意度指标 / 满意度 / ≥95%
    """

    code: str = "IND02"
    name: str = "generic-name"
    title: str = "三级指标名称空泛"
    severity: Severity = Severity.WARNING
    point: str = "W2"
    message: str = "{level}的三级指标名称只写了“{text}”，没有说衡量什么"
    advice: str = "换成说得清衡量什么的名称和值，如“{instead}”"
    ask: str = "问清这一行要衡量什么、由谁统计"
    yields_to: tuple[str, ...] = ("TXT03", "IND08")

    words: tuple[str, ...] = wordlist("generic_names")
    library: Library = Library()

    def judge(self, indicator: Indicator, form: TargetForm) -> Iterator[Finding]:
        """Yield a name that is one bare word."""
        if measure(indicator.name.text) in self.words:
            instead = suggestion(indicator, form, self.library)
            yield self.at(indicator.name, level=level(indicator), instead=instead)


class NameIsNotAName(IndicatorRule):
    """三级指标名称填写有误。

    ## 检查内容
    三级指标的名称是栏目的名字（满意度指标、社会效益），带着指标值（≥100人、100万元、完成率100%、6月底前完成采购），
    或者是一句话。以“率”“数量”“时间”一类结尾的长名称（words.measure_endings）不是句子。
    模板的括号（≥**人）和“指标1：”一类编号不算。栏目的名字由 words.level_labels 给出。

    ## 为什么
    名称只说衡量什么，值写在值的栏里，两者才能分别核对。

    ## 不合格
    效益指标 / 生态效益指标 / 满意度指标 / 90%
    产出指标 / 数量指标 / ≥100人 / 100%

    ## 合格
    产出指标 / 数量指标 / 培训人数（≥**人） / ≥100人
    """

    code: str = "IND03"
    name: str = "name-is-not-a-name"
    title: str = "三级指标名称填写有误"
    severity: Severity = Severity.WARNING
    point: str = "W2"
    message: str = "三级指标名称“{text}”{fault}"
    advice: str = "{instead}"
    yields_to: tuple[str, ...] = ("TXT03", "IND08")

    labels: tuple[str, ...] = wordlist("level_labels")
    measures: tuple[str, ...] = wordlist("measure_endings")
    """Endings of a name that says what is measured, however long: 率, 数."""
    leads: tuple[str, ...] = wordlist("sentence_heads")
    """Beginnings of a sentence, however it ends: 通过."""
    long: int = 18
    """A name longer than this that has a pause in it and no such ending is a sentence."""
    longest: int = 25
    """A name longer than this that has a pause in it is a sentence, however it ends."""
    library: Library = Library()
    grows: ClassVar[tuple[str, ...]] = (*IndicatorRule.grows, "labels", "leads")
    shrinks: ClassVar[tuple[str, ...]] = (*IndicatorRule.shrinks, "long", "longest")

    def judge(self, indicator: Indicator, form: TargetForm) -> Iterator[Finding]:
        """Yield a name that is a label, a value or a sentence."""
        name = measure(indicator.name.text)
        if not name or "*" in name:
            return
        if name in self.labels:
            instead = f"写明具体衡量什么，如“{suggestion(indicator, form, self.library)}”"
            yield self.speak(indicator.name, "是栏目的名字，不是具体指标", instead)
        elif _BARE.fullmatch(name):
            instead = f"写明具体衡量什么，如“{suggestion(indicator, form, self.library)}”；不设这个指标就整行留空"
            yield self.speak(indicator.name, "只是一个数，没有说衡量什么", instead)
        elif self.valued(indicator, name):
            yield self.speak(indicator.name, "里写了指标值", "名称只写衡量什么，数和符号移到指标值一栏")
        elif unnumbered(indicator.name.text).endswith("。") or self.sentence(name):
            yield self.speak(
                indicator.name,
                "是一句话，不是指标名称",
                "提炼成简短的名称，只说衡量什么，如“（对象）（内容）率”“（对象）数量”",
            )

    def sentence(self, name: str) -> bool:
        """Whether the name is too long to be one."""
        named = len(name) <= self.longest and ending(name, self.measures) and not name.startswith(self.leads)
        told = _PAUSE.search(name) is not None or name.startswith(self.leads)
        return len(name) > self.long and told and not named

    def speak(self, cell: Cell, fault: str, instead: str) -> Finding:
        """The finding with its fault."""
        return self.at(cell, fault=fault, instead=instead)

    def valued(self, indicator: Indicator, name: str) -> bool:
        """Whether the name carries a target: a sign with a number, a rate at its end, the row's own value."""
        if _SIGNED.search(_BRACKET.sub("", normal(indicator.name.text))):
            return True
        found = quantity(name)
        if found is None or not name.replace(found.text, "", 1).strip(_DONE):
            return found is not None and found.kind in COUNTS | DAYS
        dated = found.kind is Kind.DEADLINE and name.startswith(found.text) and not ending(name, self.measures)
        return dated or name.endswith(("%", "百分之百")) or _same(found, indicator.quantity, name)


def _same(found: Quantity, value: Quantity | None, name: str) -> bool:
    """Whether the name ends with the number and unit that the value gives again."""
    return (
        value is not None
        and bool(found.unit)
        and name.endswith(found.text)
        and (found.low, found.unit) == (value.low, value.unit)
    )


class IncompleteIndicator(IndicatorRule):
    """指标名称与指标值不成对。

    ## 检查内容
    一行里三级指标的名称和指标值只填了一个。两个都没有填的行、只有权重的行不算。

    ## 为什么
    有名称没有值，等于没有目标；有值没有名称，不知道衡量什么。

    ## 不合格
    有名称“药品抽验平均标准”而指标值空着的一行。

    ## 合格
    产出指标 / 成本指标 / 药品抽验平均标准 / ≤800元/批次
    """

    code: str = "IND06"
    name: str = "incomplete-indicator"
    title: str = "指标名称与指标值不成对"
    severity: Severity = Severity.ERROR
    point: str = "W1"
    message: str = "{level}“{written}”{fault}"
    advice: str = "{instead}"
    yields_to: tuple[str, ...] = ("TXT03",)

    library: Library = Library()

    def judge(self, indicator: Indicator, form: TargetForm) -> Iterator[Finding]:
        """Yield the blank one of the two."""
        named = bool(unnumbered(indicator.name.text).strip("…. "))
        if named == (not indicator.value.blank):
            return
        if named:
            instead = f"补填指标值，如“{suggestion(indicator, form, self.library)}”；不设这个指标就整行留空"
            yield self.speak(indicator, indicator.value, "只有名称，没有填指标值", instead)
        else:
            instead = "补填名称，说明衡量什么"
            yield self.speak(indicator, indicator.name, "只有指标值，没有填三级指标名称", instead)

    def speak(self, indicator: Indicator, blank: Cell, fault: str, instead: str) -> Finding:
        """The finding at the blank cell, with what stands in the other."""
        other = indicator.name if blank == indicator.value else indicator.value
        return self.at(blank, level=level(indicator), written=other.text.strip(), fault=fault, instead=instead)


def _elsewhere(indicator: Indicator, form: TargetForm, empty: Set[str]) -> bool:
    """Whether the other period of a longer project has a value for the row, so that a dash says “not this year”."""
    rows = [row for tree in form.trees if tree.period != indicator.period for row in tree.indicators]
    same = (row for row in rows if (row.path, row.name.normal) == (indicator.path, indicator.name.normal))
    return any(not row.value.blank and row.value.normal not in empty for row in same)


class EmptyFiller(IndicatorRule):
    """以“无”“不涉及”等充数。

    ## 检查内容
    三级指标的名称或指标值只写了“无”“不涉及”“—”一类（words.fillers），或者指标值以“不涉及”“不产生经济效益”一类开头
    （words.filler_heads）。名称问的是事故、投诉、问题、现象一类的（words.zero_names），值写“无”是目标为零，不算充数。

    ## 为什么
    不设的指标空着就行；写“无”既占分值又无从考核。

    ## 不合格
    效益指标 / 生态效益指标 / 环境影响情况说明 / 不涉及
    效益指标 / 经济效益指标 / 无 / 无

    ## 合格
    产出指标 / 质量指标 / 安全事故发生情况 / 无
    """

    code: str = "IND08"
    name: str = "empty-filler"
    title: str = "以“无”“不涉及”等充数"
    severity: Severity = Severity.WARNING
    point: str = "W1"
    message: str = "{level}“{name}”只填了“{text}”充数"
    advice: str = "有可衡量的内容就改填，如“{instead}”；确实没有就整行留空"
    ask: str = "问清是确实不适用还是没有想清楚，权重不应当落在空指标上"
    yields_to: tuple[str, ...] = ("TXT03",)

    words: tuple[str, ...] = wordlist("fillers")
    heads: tuple[str, ...] = wordlist("filler_heads")
    """Beginnings of a value that only says that the row does not apply: 不涉及经济效益."""
    longest: int = 14
    """A longer value says more."""
    zeros: tuple[str, ...] = wordlist("zero_names")
    library: Library = Library()
    grows: ClassVar[tuple[str, ...]] = (*IndicatorRule.grows, "heads")
    shrinks: ClassVar[tuple[str, ...]] = (*IndicatorRule.shrinks, "zeros")

    def judge(self, indicator: Indicator, form: TargetForm) -> Iterator[Finding]:
        """Yield a filler, at the value where both are."""
        name, value = normal(indicator.name.text), normal(indicator.value.text)
        empty = normals(self.words)
        void = value in empty or (value.startswith(self.heads) and len(value) <= self.longest)
        cell = indicator.value if void else indicator.name if name in empty else None
        if cell is None or (value.startswith(("无", "没有")) and name not in empty and within(name, self.zeros)):
            return
        if void and form.one_year is False and _elsewhere(indicator, form, empty):
            return
        instead = suggestion(indicator, form, self.library)
        yield self.at(cell, level=level(indicator), name=title(indicator), instead=instead)
