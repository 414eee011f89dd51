"""Forms and budgets as the county draws them: boxes of text, for every format alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from benchmarks.season.model import GUIDE, TREE, YEAR, Disclosure, Project, Row
from tests.drawn import Box, Drawn

HEADS = ("一级指标", "二级指标", "三级指标", "指标值", "二级指标", "三级指标", "指标值")
SOURCES = ("其中:中央财政资金", "省级财政资金", "市县(区)财政资金", "单位自筹", "其他资金")
FUNDS = ("一般公共预算", "政府性基金预算", "国有资本经营预算")
SIGNED = ((0, 3), (3, 2), (5, 1), (6, 2))
"""First column and width of each box of the last row."""


def wan(yuan: int) -> str:
    """An amount in 万元, as budgets print it."""
    return f"{yuan / 10_000:.2f}"


def form(project: Project, disclosure: Disclosure) -> Drawn:
    """The form of a project, eight columns wide."""
    who = disclosure.department
    boxes = [Box("项目名称", 0, 0, 1, 2), Box(project.name, 0, 2, 1, 6)]
    pairs = (
        ("主管部门及代码", f"{who.code}-{who.name}", "实施单位", project.unit),
        ("项目属性", project.nature, "项目期", project.term),
    )
    for row, (left, first, right, second) in enumerate(pairs, 1):
        boxes += [Box(left, row, 0, 1, 2), Box(first, row, 2, 1, 3), Box(right, row, 5), Box(second, row, 6, 1, 2)]
    boxes += _funding(project, 3)
    top = 3 + 1 + len(SOURCES)
    for row, (key, title) in enumerate(GUIDE.items(), top):
        boxes += [Box(title, row, 0, 1, 2), Box(project.texts[key], row, 2, 1, 6)]
    top += len(GUIDE)
    boxes += [
        Box("总体目标", top, 0, 2, 2), Box("实施期目标", top, 2, 1, 3), Box("年度目标", top, 5, 1, 3),
        Box(project.goal_period or project.goal_annual, top + 1, 2, 1, 3), Box(project.goal_annual, top + 1, 5, 1, 3),
    ]  # fmt: skip
    boxes += _tree(project.rows, top + 2)
    last = max(box.row + box.rows for box in boxes)
    signed = (f"负责人:{project.principal}", f"经办人:{project.handler}", f"联系电话:{project.phone}")
    for text, (column, width) in zip((*signed, f"填报日期:{project.filed}"), SIGNED, strict=True):
        boxes.append(Box(text, last, column, 1, width))
    captions = (f"{who.place}县(区)级预算部门(单位)项目支出绩效目标表", project.year_line)
    return Drawn(tuple(boxes), captions)


def _funding(project: Project, top: int) -> list[Box]:
    """The funding of both periods side by side."""
    columns = (
        (2, "实施期资金总额:", project.period, project.printed[0], project.province * project.years, 0),
        (5, "年度资金总额:", project.annual, project.printed[1], project.province, project.off),
    )
    boxes = [Box("项目资金(元)", top, 0, 1 + len(SOURCES), 2)]
    for column, label, total, printed, province, off in columns:
        amounts = (printed or f"{total:,}", "0", f"{province:,}", f"{total - province + off:,}", "0", "")
        for row, (source, amount) in enumerate(zip((label, *SOURCES), amounts, strict=True), top):
            boxes += [Box(source, row, column, 1, 2), Box(amount, row, column + 2)]
    return boxes


def _tree(rows: Sequence[Row], top: int) -> list[Box]:
    """The tree of both periods side by side; a kind without indicators stands empty."""
    boxes = [Box(head, top, column) for column, head in enumerate(HEADS, 1)]
    at = top + 1
    for first, kinds in groupby(TREE, key=lambda kind: TREE[kind][0]):
        began = at
        for kind in kinds:
            own = [row for row in rows if row.kind == kind] or [Row(kind, "", "", "")]
            boxes += [Box(TREE[kind][1], at, column, len(own)) for column in (2, 5)]
            for row in own:
                texts = ((3, row.name), (4, row.period), (6, row.name), (7, row.annual))
                boxes += [Box(text, at, column) for column, text in texts]
                at += 1
        boxes.append(Box(first, began, 1, at - began))
    boxes.append(Box("绩效指标", top, 0, at - top))
    return boxes


def budget(disclosure: Disclosure) -> Drawn:
    """项目支出预算表（本年预算）, in 万元."""
    total = sum(project.budget for project in disclosure.projects)
    lines = [(project.budget_name, project.budget) for project in disclosure.projects]
    return _listing(disclosure, f"{YEAR}年项目支出预算表（本年预算）", total, lines)


def carried(disclosure: Disclosure) -> Drawn:
    """项目支出预算表（上年结转）, in 万元."""
    total = sum(amount for _, amount in disclosure.carried)
    return _listing(disclosure, f"{YEAR}年项目支出预算表（上年结转）", total, disclosure.carried)


def _listing(disclosure: Disclosure, title: str, total: int, lines: Iterable[tuple[str, int]]) -> Drawn:
    """A budget by projects, the department's own lines first."""
    name = disclosure.department.name
    boxes = [
        Box(head, 0, column, 2)
        for column, head in ((0, "项目名称"), (1, "合计"), (5, "财政专户管理资金"), (6, "单位资金"))
    ]
    boxes += [Box(f"{YEAR}年财政拨款", 0, 2, 1, 3)]
    boxes += [Box(head, 1, column) for column, head in enumerate(FUNDS, 2)]
    for row, (label, amount) in enumerate([(name, total), (name, total), *lines], 2):
        boxes += [Box(label, row, 0), *(Box(wan(amount), row, column) for column in (1, 2))]
        boxes += [Box("", row, column) for column in range(3, 7)]
    return Drawn(tuple(boxes), (title, f"部门名称：{name}", "单位：万元"))


def plain(rows: Sequence[Sequence[str]], captions: tuple[str, ...] = ()) -> Drawn:
    """A table without merged cells."""
    boxes = [Box(text, row, column) for row, line in enumerate(rows) for column, text in enumerate(line)]
    return Drawn(tuple(boxes), captions)
