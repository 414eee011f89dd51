"""IND 指标（下）: the same measure twice in one tree, with one value or with two."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from msgspec.structs import replace

from perflint.model.base import Cell
from perflint.model.finding import Finding, Related, Severity
from perflint.model.form import Indicator, IndicatorTree, TargetForm
from perflint.pattern import compiled
from perflint.quantity import Quantity
from perflint.rules.base import Rule, subject_of, wordlist
from perflint.rules.facts.measured import COUNTS, DAYS, level, measure
from perflint.text import normal

_SUFFIX = compiled(r"(?:指标|情况)+$")
_LAST = compiled(r"[率度]$")


@lru_cache(maxsize=4096)
def _same_measure(text: str, prefixes: tuple[str, ...]) -> str:
    """A name by what it measures: 满意度指标, 服务对象满意度 and 满意率 are all 满意."""
    name = _SUFFIX.sub("", measure(text))
    for prefix in prefixes:
        name = name.removeprefix(prefix) or name
    core = _LAST.sub("", name)
    return core if len(core) > 1 else name


def _pairs(tree: IndicatorTree, prefixes: tuple[str, ...]) -> Iterator[tuple[Indicator, Indicator]]:
    """Each row that measures what an earlier one measures, with the first that does."""
    first: dict[str, Indicator] = {}
    for row in tree.indicators:
        key = _same_measure(row.name.text, prefixes)
        if not key or row.value.blank:
            continue
        if key in first:
            yield row, first[key]
        else:
            first[key] = row


def _conflict(one: Quantity | None, other: Quantity | None) -> bool:
    """Whether two values of one measure cannot both hold: same kind and unit, another number or day."""
    if one is None or other is None or one.kind is not other.kind or (one.unit, one.per) != (other.unit, other.per):
        return False
    if one.kind in COUNTS:
        return (one.low, one.high) != (other.low, other.high)
    return one.kind in DAYS and (one.start, one.end) != (other.start, other.end)


def _once(findings: Iterator[tuple[Finding, Indicator, Cell]]) -> Iterator[Finding]:
    """Findings of all periods, 年度 first; one that stands in the other period alike is related to it."""
    made: dict[tuple[str, ...], Finding] = {}
    for finding, row, cell in findings:
        key = (finding.code, *row.key)
        if key in made:
            beside = Related(place=cell.place, text=cell.text)
            made[key] = replace(made[key], related=(*made[key].related, beside))
        else:
            made[key] = finding
    yield from made.values()


def _trees(form: TargetForm) -> list[IndicatorTree]:
    """The form's trees, 年度 first."""
    return sorted(form.trees, key=lambda tree: tree.period != "年度")


class DuplicateIndicator(Rule):
    """指标重复。

    ## 检查内容
    同一张表同一时期里，两行三级指标的名称相同，值也相同；或者同一个二级指标下名称相同，
    或者名称只差“率”“度”“情况”而值相同。名称相同而取值矛盾的报 IND05。

    ## 为什么
    同一件事考核两次，权重也算了两次。

    ## 不合格
    数量指标下两行都是“培训场次”，值都是“10场”。

    ## 合格
    数量指标“培训场次 10场”，质量指标“培训合格率 ≥95%”。
    """

    code: str = "IND04"
    name: str = "duplicate-indicator"
    title: str = "指标重复"
    severity: Severity = Severity.WARNING
    point: str = "X2"
    message: str = "指标“{text}”在{level}重复出现，{first}已有同名指标（值为“{value}”）"
    advice: str = "保留一行；确是两件事的，名称里写清各自的对象"
    yields_to: tuple[str, ...] = ("IND05", "IND03", "IND06", "IND08", "TXT03")

    def check(self, form: TargetForm) -> Iterator[Finding]:
        """Yield each row whose name stood before in the same tree."""
        yield from _once(self.found(form))

    def found(self, form: TargetForm) -> Iterator[tuple[Finding, Indicator, Cell]]:
        """The findings of each tree with their rows."""
        for tree in _trees(form):
            for row, first in _pairs(tree, ()):
                same = normal(row.value.text) == normal(first.value.text)
                named = measure(row.name.text) == measure(first.name.text)
                alike = (named and (same or row.path == first.path)) or (same and row.path == first.path)
                if alike and not _conflict(row.quantity, first.quantity):
                    value = first.value.text.strip()
                    finding = self.at(
                        row.name, subject=subject_of(row), related=[first.name],
                        level=level(row), first=level(first), value=value,
                    )  # fmt: skip
                    yield finding, row, row.name


class ConflictingValues(Rule):
    """同一指标取值矛盾。

    ## 检查内容
    同一张表同一时期里，两行三级指标衡量的是同一件事（名称相同，或者只差“率”“度”“指标”“情况”和“服务对象”“项目”一类的前缀），
    值的类别和单位也相同，数却不同。

    ## 为什么
    同一件事有两个目标，年底不知道按哪个考核。

    ## 不合格
    生态效益下“满意度指标 90%”，满意度指标下“满意度 >99%”。

    ## 合格
    “群众满意度 ≥90%”和“企业满意度 ≥95%”，对象不同。
    """

    code: str = "IND05"
    name: str = "conflicting-values"
    title: str = "同一指标取值矛盾"
    severity: Severity = Severity.ERROR
    point: str = "X2"
    message: str = "指标“{name}”的值是“{text}”，{first}的“{other}”却是“{value}”，同一指标有两个目标值"
    advice: str = "核对后只留一行一个值；确是两件事的，名称里写清各自的对象"
    ask: str = "对照资金测算和上年实际，问清以哪个值为准"
    yields_to: tuple[str, ...] = ("IND06", "IND08", "TXT03")

    prefixes: tuple[str, ...] = wordlist("measure_prefixes")

    def check(self, form: TargetForm) -> Iterator[Finding]:
        """Yield each row whose measure stood before in the same tree with another number."""
        yield from _once(self.found(form))

    def found(self, form: TargetForm) -> Iterator[tuple[Finding, Indicator, Cell]]:
        """The findings of each tree with their rows."""
        for tree in _trees(form):
            for row, first in _pairs(tree, self.prefixes):
                if _conflict(row.quantity, first.quantity):
                    finding = self.at(
                        row.value,
                        subject=subject_of(row),
                        related=[first.value],
                        name=row.name.text.strip(),
                        first=level(first),
                        other=first.name.text.strip(),
                        value=first.value.text.strip(),
                    )
                    yield finding, row, row.value
