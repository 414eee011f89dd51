"""FRM 表式, first part: boxes, their labels, and the date of filing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property, lru_cache
from typing import ClassVar

from perflint.model.base import Cell
from perflint.model.finding import Finding, Severity, Subject
from perflint.model.form import ANNUAL, Field, TargetForm
from perflint.model.submission import Submission
from perflint.pattern import compiled
from perflint.quantity import dates_in, parse_date, stamp_date
from perflint.rules.base import Rule, wordlist
from perflint.text import bare_label, joined, label, normal

_MONTH = compiled(r"((?:19|20)\d{2})(?:(?:年|[-./])(?=\d)|(?=\d{2}$))(1[0-2]|0?[1-9])月?份?日?")
_MONTH_SPELT = compiled(r"二[〇零○]..年(?:十[一二]?|[一二三四五六七八九])月")
_NO_DATE = frozenset({"年月日", "年月", "//", "--"})
_OF_WHICH = compiled(r"其中[:、]?")


class BlankRequiredField(Rule):
    """必填项为空。

    ## 检查内容
    表上有的必填栏目是否填写。必填的栏目由规则集的 required 给出；expected 里的栏目空着只作提示。
    总体目标、资金、指标、负责人各有专门的规则，不在此列。

    ## 为什么
    绩效目标填报应当内容完整；空着的栏目无从审核。

    ## 不合格
    “立项依据”栏空白。

    ## 合格
    表上每个必填栏目都有内容；表上没有的栏目不要求。
    """

    code: str = "FRM01"
    name: str = "blank-required-field"
    title: str = "必填项为空"
    severity: Severity = Severity.ERROR
    point: str = "W1"
    message: str = "“{label}”栏未填"
    advice: str = "在“{label}”栏填写{content}"

    required: dict[str, str] = {}
    """Keys of boxes that must be filled in, and what belongs there."""
    expected: dict[str, str] = {}
    """Keys of boxes whose blank is worth a hint only."""
    sealed: tuple[str, ...] = wordlist("sealed")
    """Words in the label of a box that a seal fills on paper."""

    def check(self, form: TargetForm) -> Iterator[Finding]:
        """Yield each blank box, unless another box of the same meaning is filled in."""
        told = {field.key for field in form.fields if not _unfilled(field)}
        for field in form.fields:
            content = self.required.get(field.key) or self.expected.get(field.key)
            if content is None or field.key in told or any(word in field.label.normal for word in self.sealed):
                continue
            told.add(field.key)
            severity = self.severity if field.key in self.required else Severity.HINT
            name = _named(field.label)
            yield self.at(field.label, label=name, content=content, severity=severity, subject=Subject(field=name))


class MissingSignatory(Rule):
    """负责人、经办人或联系电话未填。

    ## 检查内容
    表尾有负责人、经办人、联系电话等栏目而空着的，合并成一条提示。栏目由规则集的 keys 给出。

    ## 为什么
    绩效目标要有人负责、有人可问。

    ## 不合格
    “负责人：”“经办人：”“联系电话：”后面都空着。

    ## 合格
    三处都填了；或者表上没有这些栏目。
    """

    code: str = "FRM02"
    name: str = "missing-signatory"
    title: str = "负责人、经办人或联系电话未填"
    severity: Severity = Severity.HINT
    point: str = "W1"
    message: str = "{labels}未填"
    advice: str = "填写{labels}；对外公开的版本可以隐去联系电话，报送的版本应当齐全"

    keys: tuple[str, ...] = ()
    """Keys of the boxes that name who answers for the form."""
    grows: ClassVar[tuple[str, ...]] = (*Rule.grows, "keys")

    def check(self, form: TargetForm) -> Iterator[Finding]:
        """Yield once per form, naming all such boxes that are blank."""
        blank = [field.label for field in form.fields if field.key in self.keys and field.blank]
        if blank:
            first, *others = blank
            labels = "".join(f"“{_named(cell)}”" for cell in blank)
            yield self.at(first, labels=labels, related=others, subject=Subject(field=_named(first)))


class NonstandardLabel(Rule):
    """栏目名称不规范。

    ## 检查内容
    印出的栏目名称、指标层级名称是否属于已知的误写。误写和标准名称由规则集的 labels 给出；
    各地表样的合法写法（如“项目完成指标”“项目起止时间”“经济效益”）不算。

    ## 为什么
    名称改动以后，系统和读者都可能认不出这一栏。

    ## 不合格
    一级指标印作“满意指标”；“项目期”印作“项目日期”。

    ## 合格
    “满意度指标”“项目期”“可持续影响”。
    """

    code: str = "FRM03"
    name: str = "nonstandard-label"
    title: str = "栏目名称不规范"
    severity: Severity = Severity.HINT
    point: str = "W1"
    message: str = "栏目名称“{label}”不规范，标准名称是“{standard}”"
    advice: str = "把“{label}”改为“{standard}”"

    labels: dict[str, str] = {}
    """Known deviations, and what should stand there."""

    def check(self, form: TargetForm) -> Iterator[Finding]:
        """Yield each deviation once, the 年度 columns first, with its other places."""
        known = self._known
        found: dict[str, list[Cell]] = {}
        for cell in _labels(form):
            plain = next(filter(known.__contains__, _spellings(cell.text)), None)
            if plain and all(cell.place != other.place for other in found.get(plain, ())):
                found.setdefault(plain, []).append(cell)
        for plain, cells in found.items():
            first, *others = cells
            name = _named(first)
            yield self.at(first, label=name, standard=known[plain], related=others, subject=Subject(field=name))

    @cached_property
    def _known(self) -> dict[str, str]:
        """The deviations as labels compare, and what should stand there."""
        return {label(wrong): right for wrong, right in self.labels.items()}


class MalformedDate(Rule):
    """日期格式有误。

    ## 检查内容
    填报日期是否是日期。系统时间戳（如 20251118161710）、不存在的日期、写成别的内容都不算；
    只写到月的算日期；空着不由本规则报告。

    ## 为什么
    填报日期用来核对申报是否先于公开；读不成日期就无从核对。

    ## 不合格
    填报日期：20251118161710

    ## 合格
    填报日期：2025年11月18日
    """

    code: str = "FRM04"
    name: str = "malformed-date"
    title: str = "日期格式有误"
    severity: Severity = Severity.WARNING
    point: str = "W1"
    message: str = "“{label}”填的“{text}”{fault}"
    advice: str = "改为“{date}”"

    def check(self, form: TargetForm) -> Iterator[Finding]:
        """Yield a date of filing that is filled in and no date."""
        field = form.field("filed")
        if field is None or _unfilled(field) or _is_date(field.value.text):
            return
        name, day = _named(field.label), stamp_date(field.value.text)
        fault = "是系统时间戳，不是日期的写法" if day else "不是有效的日期"
        written = _written(day) if day else "____年__月__日"
        yield self.at(field.value, label=name, fault=fault, date=written, subject=Subject(field=name))

    def has_subject(self, submission: Submission) -> bool:
        """Whether any form has a date of filing."""
        return any(form.written("filed") for form in submission.forms)


class FiledAfterPublication(Rule):
    """填报日期晚于文件落款日期。

    ## 检查内容
    绩效目标表的填报日期是否晚于公开它的那份文件的落款日期。

    ## 为什么
    绩效目标应当先申报、审核，再随预算公开；落款之后才填的表没有经过这个过程，或者日期写错了。

    ## 不合格
    文件落款 2026年1月30日，表尾填报日期 20260210144919。

    ## 合格
    文件落款 2026年1月30日，填报日期 2025年11月18日。
    """

    code: str = "FRM05"
    name: str = "filed-after-publication"
    title: str = "填报日期晚于文件落款日期"
    severity: Severity = Severity.WARNING
    point: str = "K2"
    message: str = "“{label}”填的“{text}”{reading}，晚于文件落款日期{dated}"
    advice: str = "日期写错的改正；确在{dated}之后填报或调整的，重新公开并更新落款日期"

    def check_all(self, submission: Submission) -> Iterator[Finding]:
        """Yield each form that was filed after the date at the foot of the text that publishes it."""
        dated, foot = submission.dated, submission.dated_cell
        for form in submission.forms:
            field = form.field("filed")
            day = _earliest(field.value.text) if field else None
            if dated is None or field is None or day is None or day <= dated:
                continue
            stamp = not _is_date(field.value.text)
            name = _named(field.label)
            yield self.at(
                field.value,
                label=name,
                reading=f"（即{_written(day)}）" if stamp else "",
                dated=_written(dated),
                related=[foot] if foot else [],
                subject=Subject(project=form.project.text, field=name),
            )

    def has_subject(self, submission: Submission) -> bool:
        """Whether there is a date at the foot and a date of filing."""
        return submission.dated is not None and any(form.written("filed") for form in submission.forms)


def _labels(form: TargetForm) -> Iterator[Cell]:
    """Every printed label of a form, those of the 年度 columns before the others."""
    annual = form.tree(ANNUAL)
    rows = (*annual.indicators, *annual.blanks) if annual else ()
    yield from (field.label for field in form.fields)
    yield from (level.printed for row in rows for level in (row.level1, row.level2) if level and level.printed)
    yield from form.level_labels
    yield from (line.label for line in form.funding)
    yield from (goal.label for goal in form.goals)


@lru_cache(maxsize=4096)
def _spellings(text: str) -> tuple[str, ...]:
    """A label as the ruleset may name it: whole, without 其中, without its remarks."""
    plain = label(text)
    return plain, label(_OF_WHICH.sub("", plain)), bare_label(text)


def _named(cell: Cell) -> str:
    """A label as a reader says it: without the line break and the colon."""
    return joined(cell.text).strip("*★ :：")


def _unfilled(field: Field) -> bool:
    """Whether nothing was written: the box is blank, or holds only 年 月 日 as printed."""
    return field.blank or field.value.normal in _NO_DATE


def _is_date(text: str) -> bool:
    """Whether a date stands there; a month without its day is one."""
    plain = normal(text)
    spelt = _MONTH.fullmatch(plain) or _MONTH_SPELT.fullmatch(plain)
    return bool(parse_date(text) or dates_in(text) or spelt)


def _earliest(text: str) -> date | None:
    """The earliest day that a date of filing can mean, or None."""
    found = dates_in(text)
    if day := stamp_date(text) or (found[0] if found else None):
        return day
    month = _MONTH.fullmatch(normal(text))
    return date(int(month[1]), int(month[2]), 1) if month else None


def _written(day: date) -> str:
    """A date as forms write it."""
    return f"{day.year}年{day.month}月{day.day}日"
