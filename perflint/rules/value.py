"""VAL 指标值（上）: does the cell hold a value at all, one that can be checked?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import ClassVar

from perflint.model.finding import Finding, Severity
from perflint.model.form import Indicator, TargetForm
from perflint.pattern import compiled
from perflint.quantity import Kind, quantities
from perflint.rules.base import IndicatorRule, wordlist
from perflint.rules.facts.measured import DAYS, QUANTITY, TIME, ending, level, measure, numeric, title, within
from perflint.rules.known.library import Library
from perflint.rules.known.suggestion import suggestion
from perflint.text import normal

_PUNCTUATION = "。.,，;；、!！ "
_SUFFIX = compiled(r"(?:指标|情况|程度|水平)+$")
_DIGIT = compiled(r"[0-9]")
_DASHES = "-/ "
"""A value of these alone is for IND08 to judge."""
_PHRASE = 4
"""A value of so many characters that ends the name says it again: 拨付及时 for 资金拨付及时性."""
_CHECKABLE = compiled(
    r"[≥≤<>=][0-9]|[0-9][:/][0-9]|[0-9]个?(?:工作)?(?:日|天|小时|分钟)|[A-Za-z][/A-Za-z]*-?[0-9]|[0-9][A-Za-z]|"
    r"^(?:为|等于)?零$|零(?![散星售部件基食距])[^,。;]{2}|^(?:已|均)?全部[^,。;]{2}|前[0-9一二三五十]+[名位强]|"
    r"^(?:无(?![缝限私偿微影相关此需要变])|未(?!来)|没有)[^,。;]{2}|完成[^,。;]{0,10}对接|建立[^,。;]{0,8}(?:制度|台账|档案|名录|数据库|清单)"
)
"""What can be checked though it is no quantity: a number behind a sign, a ratio, a time of day, days (节前3日), a
standard (C30), 零火点, 全部拆除, 前10名, 无明显裂缝, 建立管护制度."""
_JOINTS = ("、", ",", "和", "且", "并", "及", ";")


def plain(text: str) -> str:
    """A value as words are looked for in it: normalised, without 定性 before it and punctuation around it."""
    bare = normal(text).strip(_PUNCTUATION)
    return bare.removeprefix("定性").lstrip(":").strip(_PUNCTUATION) or bare


def _made_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """A text made of these words only."""
    # In an order that is the same in every run: what one run compiled is kept for the next.
    longest_first = sorted(dict.fromkeys((*words, *_JOINTS)), key=len, reverse=True)
    return compiled(f"(?>(?:{'|'.join(map(re.escape, longest_first))}))+")


class VagueValue(IndicatorRule):
    """指标值笼统。

    ## 检查内容
    指标值没有数值，只有“满意”“清晰”“显著提升”一类的笼统用语。
    整个值的用语由规则集的 words.vague 给出；以 words.vague_directions 的词（提高、改善）开头或结尾，
    以 words.vague_degrees 的词（进一步、明显）开头，或以 words.vague_endings 的词结尾，也算笼统。
    有数值、日期、等级（优/良/中/差）、是否或可核实的事实（words.verifiable）的不在此列。

    ## 为什么
    绩效目标应当细化、量化；不能量化的，定性表述也应当可以衡量。年底没有办法说“提高”了没有。

    ## 不合格
    满意度指标 / 服务对象满意度指标 / 满意度 / 满意
    效益指标 / 社会效益指标 / 群众获得感 / 有所提高

    ## 合格
    满意度指标 / 服务对象满意度指标 / 受训学员满意度 / ≥90%
    产出指标 / 质量指标 / 工程质量 / 通过验收
    """

    code: str = "VAL01"
    name: str = "vague-value"
    title: str = "指标值笼统"
    severity: Severity = Severity.ERROR
    point: str = "W2"
    message: str = "指标“{name}”的指标值“{text}”只有笼统用语“{word}”，不可衡量"
    advice: str = "改为可以核对的数值，如“{instead}”"
    ask: str = "请单位说明“{name}”由谁统计、用什么资料核对"
    yields_to: tuple[str, ...] = ("VAL03", "VAL02", "VAL06", "TXT03", "IND06", "IND08")

    words: tuple[str, ...] = wordlist("vague")
    directions: tuple[str, ...] = wordlist("vague_directions")
    degrees: tuple[str, ...] = wordlist("vague_degrees")
    endings: tuple[str, ...] = wordlist("vague_endings")
    verifiable: tuple[str, ...] = wordlist("verifiable")
    library: Library = Library()
    grows: ClassVar[tuple[str, ...]] = (*IndicatorRule.grows, "directions", "degrees", "endings")

    def judge(self, indicator: Indicator, form: TargetForm) -> Iterator[Finding]:
        """Yield a value that is nothing but a vague word, or a direction or a degree with or without its object."""
        if indicator.value.blank or indicator.quantity is not None:
            return
        word = self.vague(plain(indicator.value.text))
        if word:
            instead = suggestion(indicator, form, self.library)
            yield self.at(indicator.value, name=title(indicator), word=word, instead=instead)

    def vague(self, text: str) -> str:
        """The vague word that makes up the value, "" when something in it could be checked."""
        core, degree = text, ""
        while core.startswith(self.degrees) and (found := self._degree(core)):
            core, degree = core[len(found) :], degree + found
        if core in self.words or core in self.degrees or self._words_only.fullmatch(text):
            return text
        if within(text, self.verifiable):
            return ""
        start = next(filter(core.startswith, self.directions), "")
        return degree or start or ending(core, self.directions) or ending(core, self.endings)

    def _degree(self, text: str) -> str:
        """The first of the degrees with which the text begins and goes on, "" when there is none."""
        return next((word for word in self.degrees if text.startswith(word) and text != word), "")

    @cached_property
    def _words_only(self) -> re.Pattern[str]:
        """A text made of vague words and degrees alone."""
        return _made_of(self.words + self.degrees)


class UnquantifiedQuantity(IndicatorRule):
    """数量指标没有数量。

    ## 检查内容
    数量指标的指标值里没有数：是一个范围、一个单位、一句话，或者只有年份。

    ## 为什么
    数量指标回答“做多少”。没有数，年底就无从比较完成了多少。

    ## 不合格
    产出指标 / 数量指标 / 宣传数量 / 全区
    产出指标 / 数量指标 / 服务对象 / 办公室

    ## 合格
    产出指标 / 数量指标 / 宣传资料印发数量 / ≥500份
    产出指标 / 质量指标 / 宣传资料内容 / 通过审核
    """

    code: str = "VAL02"
    name: str = "unquantified-quantity"
    title: str = "数量指标没有数量"
    severity: Severity = Severity.ERROR
    point: str = "W2"
    message: str = "数量指标“{name}”的指标值“{text}”里没有数，看不出要做多少"
    advice: str = "写明数和计量单位，如“{instead}”"
    ask: str = "对照资金测算，问清做多少、对象是谁"
    yields_to: tuple[str, ...] = ("VAL03", "TXT03", "IND06", "IND08")

    dates: tuple[str, ...] = wordlist("date_names")
    library: Library = Library()

    def judge(self, indicator: Indicator, form: TargetForm) -> Iterator[Finding]:
        """Yield a value under 数量 without a number; a date that the name asks for is in the wrong place (IND01)."""
        if not indicator.value.normal.strip(_DASHES) or indicator.path[1] != QUANTITY:
            return
        found = indicator.quantity
        dated = found is not None and found.kind in DAYS and ending(measure(indicator.name.text), self.dates)
        if not dated and not any(map(numeric, (found, *quantities(indicator.value.text)))):
            instead = suggestion(indicator, form, self.library)
            yield self.at(indicator.value, name=title(indicator), instead=instead)


def _core(text: str) -> str:
    """What a name or a value is about: 完成及时率 and 完成及时情况 are about 完成及时."""
    bare = _SUFFIX.sub("", text)
    return (bare[:-1] if bare.endswith(("率", "度", "性")) else bare) or text


class ValueRepeatsName(IndicatorRule):
    """指标值重复指标名称。

    ## 检查内容
    指标值就是指标名称，或者与名称只差“率”“度”“性”“情况”“程度”“指标”几个字，或者是名称的后半句
    （资金拨付及时性 = 拨付及时）。可以核实的事实（通过验收）不算。

    ## 为什么
    名称说衡量什么，指标值说要达到多少。重复名称等于没有填。

    ## 不合格
    满意度指标 / 服务对象满意度指标 / 满意度 / 满意度
    产出指标 / 时效指标 / 按期完工 / 按期完工

    ## 合格
    满意度指标 / 服务对象满意度指标 / 满意度 / ≥95%
    """

    code: str = "VAL03"
    name: str = "value-repeats-name"
    title: str = "指标值重复指标名称"
    severity: Severity = Severity.ERROR
    point: str = "W2"
    message: str = "指标“{name}”的指标值“{text}”只是重复了指标名称"
    advice: str = "填要达到的值，如“{instead}”"
    yields_to: tuple[str, ...] = ("TXT03", "IND06", "IND08")

    words: tuple[str, ...] = wordlist("vague")
    directions: tuple[str, ...] = wordlist("vague_directions")
    library: Library = Library()

    def phrase(self, said: str, indicator: Indicator) -> bool:
        """Whether a value that ends the name is long enough to repeat it, and neither a fact nor a mere direction."""
        return len(said) >= _PHRASE and indicator.quantity is None and not said.startswith(self.directions)

    def judge(self, indicator: Indicator, form: TargetForm) -> Iterator[Finding]:
        """Yield a value that says what the name says; 满意度 = 满意 is a vague value, not a repetition."""
        value, name = plain(indicator.value.text), measure(indicator.name.text)
        if not value or not name or _DIGIT.search(value):
            return
        core, said = _core(name), _core(measure(value) or value)
        if value not in self.words and (core == said or (self.phrase(said, indicator) and core.endswith(said))):
            instead = suggestion(indicator, form, self.library)
            yield self.at(indicator.value, name=title(indicator), instead=instead)


class UnmeasurableValue(IndicatorRule):
    """指标值无法核验。

    ## 检查内容
    数量指标以外的指标，指标值里没有数、日期、等级、是否，也没有可以核实的事实：只是一个范围、一种状态或一句口号。
    可以核实的事实由规则集的 words.verifiable 给出，如“通过验收”“不超预算”“应保尽保”“不高于上年”“日产日清”；
    时刻（6:00—19:30）、比例（1:5）、标准代号（C30）、“零火点”“全部拆除”“无明显裂缝”“前10名”也算。

    ## 为什么
    定性的指标值也要能核对：到年底拿出一份证明，就能说达到了还是没有达到。

    ## 不合格
    产出指标 / 质量指标 / 服务范围 / 办公室日常工作
    效益指标 / 社会效益指标 / 重要性 / 保障日常工作正常运转

    ## 合格
    产出指标 / 质量指标 / 系统测评 / 通过验收
    效益指标 / 社会效益指标 / 制度建设 / 出台3项制度
    效益指标 / 社会效益指标 / 视频会议中断次数 / ≤2次
    """

    code: str = "VAL04"
    name: str = "unmeasurable-value"
    title: str = "指标值无法核验"
    severity: Severity = Severity.WARNING
    point: str = "W2"
    message: str = "{level}“{name}”的指标值“{text}”没有数、日期、等级，也没有可以核实的事实，无法核验"
    advice: str = "改为可以核对的值，如“{instead}”"
    ask: str = "请单位说明年底凭什么资料证明“{text}”已经做到"
    yields_to: tuple[str, ...] = ("VAL03", "VAL02", "VAL06", "VAL01", "TXT03", "IND06", "IND08")

    verifiable: tuple[str, ...] = wordlist("verifiable")
    rates: tuple[str, ...] = wordlist("rate_names")
    library: Library = Library()

    def judge(self, indicator: Indicator, form: TargetForm) -> Iterator[Finding]:
        """Yield a value with nothing in it to verify; a year within a sentence and a rate's name are nothing."""
        value = plain(indicator.value.text)
        if (
            not value.strip(_DASHES)
            or indicator.path[1] == QUANTITY
            or _CHECKABLE.search(value)
            or (within(value, self.verifiable) and not ending(value, self.rates))
        ):
            return
        pieces = quantities(indicator.value.text)
        only_years = bool(pieces) and all(piece.kind is Kind.YEAR and not piece.whole for piece in pieces)
        if indicator.quantity is None or (only_years and indicator.path[1] != TIME):
            instead = suggestion(indicator, form, self.library)
            yield self.at(indicator.value, name=title(indicator), level=level(indicator), instead=instead)
