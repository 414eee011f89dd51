"""TXT 占位符: what the template left for the author to fill in, and nobody did."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from perflint.model.base import Cell
from perflint.model.finding import Finding, Severity, Subject
from perflint.model.form import TargetForm
from perflint.pattern import compiled
from perflint.rules.base import Rule, subject_of, wordlist
from perflint.rules.facts.measured import within
from perflint.rules.wording import texts

_UNIT = "[%‰个人元万亿项次亩份名台套辆件条篇期场所处座栋间吨米公千百平方天日月年周小课学]"
_PLACEHOLDER = compiled(
    rf"[≥≤><=±][*_xXN×.]+(?![A-Za-z0-9])"
    rf"|(?:^|(?<=[(:,;至到达为第约]))[*]{{2,}}|[*]{{2,}}(?={_UNIT})"
    rf"|(?<![A-Za-z0-9])[xX×]{{2,}}(?![A-Za-z0-9]|[xX×]*[省市县区镇乡村州旗局])|(?:19|20)[xX×*]{{2}}(?=年|-)"
    rf"|(?<![A-Za-z0-9])[xX×](?:年[xX×]{{1,2}})?月(?:[xX×]日|[底初前]|$)|(?:19|20)\d{{2}}年月(?=日?[前底]|日|$)"
    rf"|_{{2,}}|\([.·]+\)|(?<![〇○一二三四五六七八九十])○{{2,}}(?![〇○一二三四五六七八九年])"
    rf"|^(?:[xX×]|\.{{2,}}){_UNIT}{{1,2}}$|^某某$|某某(?=项目|工程|活动|工作|内容|文件|会议|设备|系统|制度|办法)"
)
_MARK = compiled(r"[*×_xXN某.○]|年月")
"""What every placeholder has one of."""
_DECORATION = compiled(
    r"^[*★☆※#]+(?!(?:人次?|个|万?元|[项次户家亩份名台套辆件条篇期场])(?:以|左|$|[,。;)]))(?=[^\W\d_a-zA-Z]{2})"
)
_UNFILLED = compiled(rf"[≥≤><=±]+\(?(?:{_UNIT}{{1,3}})?\)?|\.{{2,}}")
_ELLIPSIS = compiled(r"\.{2,}")
"""The row 「……」 with which a template says that more rows may follow."""
_CLAUSE_END = r"(?=$|[,。;:、.!?)\]])"
_NOT_A_WORD = r"(?<![等期对接看亟急])"


class UnfilledPlaceholder(Rule):
    """模板占位符未替换。

    ## 检查内容
    项目名称、指标名称、指标值、总体目标和文字栏目里，是否还留着模板的占位符：
    “≥**”“≧ %”“×××”“XX”“20XX年”“___”“（…）”“待定”“某某”，或者指标值只有一个单位。
    代号（FXX-100）、星号装饰（★★★）、隐去的名字（张某某、某某镇、XX县）不算。同一张表里名称中的占位符合并成一条。

    ## 为什么
    占位符是请填表人填写的地方；留着它，说明这一处没有填完。

    ## 不合格
    产出指标 / 数量指标 / 培训人次 / ≥**人次

    ## 合格
    产出指标 / 数量指标 / 培训人次 / ≥280人次
    """

    code: str = "TXT03"
    name: str = "unfilled-placeholder"
    title: str = "模板占位符未替换"
    severity: Severity = Severity.ERROR
    point: str = "W1"
    message: str = "{where}写的是“{text}”，模板的占位符“{hole}”没有替换{names}"
    advice: str = "{cure}"

    words: tuple[str, ...] = wordlist("placeholders")
    """Words that put something off: 待定, 待补充."""
    units: tuple[str, ...] = wordlist("bare_units")
    """Units that are no value by themselves."""

    def check(self, form: TargetForm) -> Iterator[Finding]:
        """Yield one finding for all names, and one for each value and text."""
        yield from self._names(form)
        for row in form.rows:
            indicator, twin = row.indicator, row.twin
            if not _ELLIPSIS.fullmatch(indicator.name.normal) and (hole := self._value_hole(indicator.value.normal)):
                where = f"指标“{indicator.name.text.strip()}”的指标值"
                unit = indicator.unit.text.strip() if indicator.unit else ""
                cure = f"填上实际的指标值，如“≥__{unit}”"
                about, beside = subject_of(indicator), [twin.value] if twin else []
                yield self.at(
                    indicator.value, where=where, hole=hole, names="", cure=cure, subject=about, related=beside
                )
        yield from self._boxes(form)

    def _names(self, form: TargetForm) -> Iterator[Finding]:
        """One finding for all names of indicators that still hold a placeholder."""
        rows = [row for row in form.rows if self._hole(row.indicator.name.normal)]
        if not rows:
            return
        first, *others = [cell for row in rows for cell in (row.indicator.name, *([row.twin.name] if row.twin else []))]
        hole = self._hole(first.normal)
        more = {row.indicator.name.normal: row.indicator.name.text.strip() for row in rows}
        more.pop(first.normal)
        names = f"；还有{len(more)}个名称也是：{'、'.join(more.values())}" if more else ""
        cure = f"指标名称只写考核什么，删去“{hole}”；数值和单位写在指标值里"
        subject = subject_of(rows[0].indicator)
        yield self.at(first, where="指标名称", hole=hole, names=names, cure=cure, subject=subject, related=others)

    def _boxes(self, form: TargetForm) -> Iterator[Finding]:
        """One finding for each text of the form that holds a placeholder; a text that stands twice is told once."""
        holding: dict[str, list[tuple[str, Cell]]] = {}
        for label, cell in texts(form):
            if self._hole(cell.normal):
                holding.setdefault(cell.normal, []).append((label, cell))
        for (label, cell), *others in holding.values():
            hole = self._hole(cell.normal)
            cure = f"把“{hole}”换成实际的内容，用不着的删去"
            about, beside = Subject(field=label), [other for _, other in others]
            yield self.at(cell, where=f"“{label}”", hole=hole, names="", cure=cure, subject=about, related=beside)

    def _hole(self, text: str) -> str:
        """The placeholder in a text, or nothing."""
        return _marked(text) or (within(text, self.words) and self._put_off(text))

    def _put_off(self, text: str) -> str:
        """The first word in the text that puts it off, "" where all are parts of others."""
        return next((word for word in self.words if word in text and _pending(word, text)), "")

    def _value_hole(self, text: str) -> str:
        """The placeholder in a value, which may also be a sign or a unit with no number."""
        return text if text in self.units or _UNFILLED.fullmatch(text) else self._hole(text)


@lru_cache(maxsize=4096)
def _marked(text: str) -> str:
    """The marks of a template that stand in a text, or nothing."""
    match = _PLACEHOLDER.search(_DECORATION.sub("", text)) if _MARK.search(text) else None
    return match[0] if match else ""


def _pending(word: str, text: str) -> bool:
    """Whether the word ends a clause and is no part of another one, as 待定 is of 接待定点医院."""
    return bool(re.search(f"{_NOT_A_WORD}{word}{_CLAUSE_END}", text))
