"""ACR 跨表比较, over a whole season: the same indicators, the same goal, in the forms of different departments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence, Set
from datetime import date
from typing import ClassVar, NamedTuple

from perflint.model.finding import Severity
from perflint.rules.base import Rule

INDICATORS, GOAL = "年度指标", "年度目标"
"""What may be alike."""
_LISTED, _LONGEST = 12, 60


class Filed(NamedTuple):
    """A form as it is told of（一个部门的一张绩效目标表）; forms are told in the order of the run's manifest."""

    department: str
    project: str
    filed: date | None = None
    """Its own date（填报日期）,"""
    dated: date | None = None
    """and that of the text it was published with（落款日期）."""
    year: int | None = None

    @property
    def told(self) -> str:
        """The department and the project."""
        return f"{self.department}“{self.project}”" if self.project else f"{self.department}没有项目名称的一张表"


class BoilerplateAcrossDepartments(Rule):
    """不同部门指标雷同。

    ## 检查内容
    成批初审时，把全部材料放在一起看：不同部门的绩效目标表，年度指标的名称和值（几乎）全部相同，或者年度目标的文字（几乎）
    一字不差。数不同的算不同；本部门、本地的名称不计。连在一起的报告一组，写明最早的一张。单独检查一份材料时没有可比的，不检查。
    很多互不相同的表里都有的行（如“满意度≥95%”）是通用的，不作为雷同的证据：除去这些行，还要有规则集规定的条数，
    并且占两表其余行数的规定比例。有它的表大体都一样的，不算通用：那是套用的。

    ## 为什么
    不同部门做不同的事；指标和目标照抄别的部门，反映不了本部门要用这笔钱做成什么。上级统一规定指标的项目本应相同，所以只是请核实。

    ## 不合格
    三个镇的办公经费，指标都是“服务对象：办公室”“服务范围：办公室日常工作”“办结事项：120件”“考核得分：≥92分”。

    ## 合格
    几个部门的培训项目都有“受训人员满意度≥95%”，其余指标各不相同。
    """

    code: str = "ACR04"
    name: str = "boilerplate-across-departments"
    title: str = "不同部门指标雷同"
    severity: Severity = Severity.HINT
    point: str = "X1"
    message: str = "{departments}个部门的{count}张绩效目标表{what}雷同：{names}；{shared}；{first}"
    advice: str = (
        "按本部门要做的事分别设指标、定指标值、写目标；项目的指标由上级统一规定的，不必改，"
        "说明依据的文件（如“依据__〔__〕__号”）"
    )
    ask: str = "是否同一类由上级统一规定指标的项目；不是的，请各部门说明指标值怎样测算，材料是否自己编写"
    season: ClassVar[bool] = True

    departments: int = 2
    """From how many departments on alike forms are reported."""
    rows: int = 3
    """How many rows two forms must share at least, general ones not counted."""
    share: float = 0.75
    """Which part of the rows of both they must share at least: of all, and of those that are not general."""
    common: float = 0.01
    """A row in more than this part of the season's different trees is general …"""
    common_least: int = 10
    """… and in more than so many, unless these trees are by and large the same: then they are copies of one."""
    length: int = 20
    """How many characters a goal must have to be compared, punctuation and one's own names not counted."""
    near: float = 0.8
    """Which part of two goals must be the same, in threes of characters, all their numbers being the same."""
    shrinks: ClassVar[tuple[str, ...]] = (*Rule.shrinks, "departments", "rows", "share", "length", "near")
    grows: ClassVar[tuple[str, ...]] = (*Rule.grows, "common", "common_least")

    def general(self, trees: Collection[Set[int]], counts: Mapping[int, int]) -> frozenset[int]:
        """The rows that say nothing when two trees share them（通用行）, of all different trees of a season.

        Rows are given as numbers, ``counts`` says in how many of the trees each stands.
        """
        limit = max(self.common_least, self.common * len(trees))
        homes: dict[int, list[Set[int]]] = {row: [] for row, count in counts.items() if count > limit}
        for tree in trees if homes else ():
            for row in homes.keys() & tree:
                homes[row].append(tree)
        return frozenset(row for row, found in homes.items() if not self._bound(found))

    def _bound(self, found: Sequence[Set[int]]) -> bool:
        """Whether these trees, in all of which a row stands, are by and large the same: a template, not a custom."""
        counts = Counter(row for tree in found for row in tree)
        usual = [count for count in counts.values() if count >= self.share * len(found)]
        return len(usual) >= self.rows and sum(usual) >= self.share * counts.total()

    def alike(self, one: Set[int], other: Set[int], general: Set[int]) -> bool:
        """Whether two trees are (nearly) the same; one is alike itself if it has rows enough."""
        shared, whole = one & other, one | other
        telling, told = len(shared - general), len(whole - general)
        return telling >= self.rows and telling >= self.share * told and len(shared) >= self.share * len(whole)

    def same(self, one: Set[int], other: Set[int]) -> bool:
        """Whether two goals are (nearly) the same, given as the numbers of their threes of characters."""
        return len(one & other) >= self.near * len(one | other)

    def said(self, what: str, forms: Sequence[Filed], shared: Sequence[str]) -> str:
        """What is said of a group of alike forms; ``shared`` are examples of what they have in common."""
        told = "、".join(form.told for form in forms[:_LISTED]) + "等" * (len(forms) > _LISTED)
        quoted = "、".join(f"“{_short(text)}”" for text in shared)
        return self.message.format(
            departments=len({form.department for form in forms}),
            count=len(forms),
            what=what,
            names=told,
            shared=f"如都有{quoted}" if what == INDICATORS else f"都写{quoted}",
            first=first(forms),
        )


def first(forms: Sequence[Filed]) -> str:
    """Which form is the earliest, in words: by a date, else by its year, else only by its place in the list.

    Of the two dates that forms may have, the one counts that more of them have, or else that tells them apart.
    """
    kinds = {"填报日期": [form.filed for form in forms], "落款日期": [form.dated for form in forms]}
    kind, dates = max(kinds.items(), key=lambda one: (len(forms) - one[1].count(None), len(set(one[1])) > 1))
    if known := [day for day in dates if day]:
        day, undated = min(known), len(forms) - len(known)
        said = f"{kind}{day.year}年{day.month}月{day.day}日" + (f"，另有{undated}张没有{kind}" if undated else "")
        return f"日期最早的是{_told([form for form, one in zip(forms, dates, strict=True) if one == day])}（{said}）"
    years = {form.year for form in forms if form.year}
    if len(years) > 1:
        year = min(years)
        return f"年度最早的是{_told([form for form in forms if form.year == year])}（{year}年度，没有落款日期）"
    return f"清单上最前的是{forms[0].told}（没有日期，分不出先后）"


def _told(forms: Sequence[Filed]) -> str:
    """The first of the forms of one date, and how many others there are."""
    return forms[0].told + (f"等{len(forms)}张" if len(forms) > 1 else "")


def _short(text: str) -> str:
    """A text that a message quotes, cut where it is long."""
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
