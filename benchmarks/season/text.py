"""The whole disclosure in order: cover, duties, budgets, explanation with its claims, forms, terms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

from benchmarks.season import drawing
from benchmarks.season.drawing import wan
from benchmarks.season.model import YEAR, Disclosure, Project
from tests.drawn import Drawn

FUNCTIONS = {
    "一般公共服务支出": 201, "公共安全支出": 204, "教育支出": 205, "科学技术支出": 206, "文化旅游体育与传媒支出": 207,
    "社会保障和就业支出": 208, "卫生健康支出": 210, "节能环保支出": 211, "城乡社区支出": 212, "农林水支出": 213,
    "交通运输支出": 214, "资源勘探工业信息等支出": 215, "商业服务业等支出": 216, "自然资源海洋气象等支出": 220,
    "住房保障支出": 221, "灾害防治及应急管理支出": 224, "其他支出": 229,
}  # fmt: skip
"""支出功能分类 of the first level, with its codes."""
SOURCES = ("一般公共预算", "政府性基金预算", "国有资本经营预算", "财政专户管理资金", "单位资金")
INSURANCE = {"社会保障和就业支出": 9, "卫生健康支出": 4, "住房保障支出": 7}
"""Of each hundred of 基本支出, what goes to these; the rest is the department's own function."""
NUMBERS = "一二三四五六七八九十"


def whole(disclosure: Disclosure) -> tuple[Drawn, ...]:
    """The disclosure as tables and the paragraphs before each, the last without a table."""
    made: list[Drawn] = []
    before = list(_opening(disclosure))
    for drawn in (*_budgets(disclosure), drawing.budget(disclosure), *_carried(disclosure)):
        made.append(Drawn(drawn.boxes, (*before, *drawn.captions)))
        before = []
    before = list(_explanation(disclosure))
    for drawn in _forms(disclosure):
        made.append(Drawn(drawn.boxes, (*before, *drawn.captions)))
        before = []
    return (*made, Drawn((), tuple(_terms(disclosure))))


def workbook(disclosure: Disclosure) -> tuple[Drawn, ...]:
    """What a department hands in as a workbook: the budgets and the forms, without text."""
    return (*_forms(disclosure), drawing.budget(disclosure), *_carried(disclosure))


def _forms(disclosure: Disclosure) -> list[Drawn]:
    """The forms of the projects that have one."""
    return [drawing.form(project, disclosure) for project in disclosure.projects if project.shown]


def _carried(disclosure: Disclosure) -> list[Drawn]:
    """The budget of what is carried over, if anything is."""
    return [drawing.carried(disclosure)] if disclosure.carried else []


def _opening(disclosure: Disclosure) -> Iterator[str]:
    """Cover and first part."""
    who = disclosure.department
    yield who.name
    yield f"{YEAR}年度部门预算公开"
    yield "第一部分 概况"
    yield "一、本部门职责"
    for number, duty in enumerate(disclosure.duties, 1):
        yield f"（{_chinese(number)}）{duty}。"
    yield "二、机构设置情况"
    offices = "、".join(disclosure.offices)
    yield f"{who.name}内设机构{len(disclosure.offices)}个，分别是：{offices}。没有下属独立核算单位。"
    yield f"第二部分 {YEAR}年部门预算报表"


def _chinese(number: int) -> str:
    """A number below 1000 in Chinese."""
    tens, ones = divmod(number, 10)
    tail = NUMBERS[ones - 1] if ones else ""
    return tail if not tens else (_chinese(tens) if tens > 1 else "") + "十" + tail


class _Sums:
    """The amounts the tables and the text are about, in 元."""

    def __init__(self, disclosure: Disclosure) -> None:
        """Add them up."""
        self.project = sum(project.budget for project in disclosure.projects)
        self.carried = sum(amount for _, amount in disclosure.carried)
        self.basic = disclosure.basic
        self.year = self.basic + self.project
        self.all = self.year + self.carried
        side = {name: self.basic * share // 100 for name, share in INSURANCE.items()}
        self.own = self.all - sum(side.values())
        self.side = side
        self.function = Random(disclosure.department.name).choice([one for one in FUNCTIONS if one not in INSURANCE])

    def of(self, function: str) -> int:
        """What is spent under a function of the state."""
        return self.own if function == self.function else self.side.get(function, 0)


def _budgets(disclosure: Disclosure) -> Iterator[Drawn]:
    """The tables before those of projects."""
    sums = _Sums(disclosure)
    head = (f"部门名称：{disclosure.department.name}", "单位：万元")
    for title, rows in (("收支", _both(sums)), ("收入", _income(sums)), ("支出", _spending(sums))):
        yield drawing.plain(rows, (f"{YEAR}年预算{title}总表", *head))


def _both(sums: _Sums) -> list[list[str]]:
    """预算收支总表."""
    income = [[f"{_chinese(n)}、{one}", wan(sums.year) if n == 1 else ""] for n, one in enumerate(SOURCES, 1)]
    income += [["", ""]] * (len(FUNCTIONS) - len(income))
    rows = [["收入项目", "金额", "支出项目", "金额"]]
    for number, (left, name) in enumerate(zip(income, FUNCTIONS, strict=True), 1):
        rows.append([*left, f"{_chinese(number)}、{name}", wan(sums.of(name)) if sums.of(name) else ""])
    return [
        *rows,
        ["本年收入合计", wan(sums.year), "本年支出合计", wan(sums.all)],
        ["上年结转", wan(sums.carried), "年终结转", ""],
        ["收入总计", wan(sums.all), "支出总计", wan(sums.all)],
    ]


def _income(sums: _Sums) -> list[list[str]]:
    """预算收入总表."""
    rows = [["科目编码", "科目名称", "合计", "一般公共预算", "政府性基金", "单位资金"]]
    for name, code in FUNCTIONS.items():
        if amount := sums.of(name):
            rows.append([str(code), name, wan(amount), wan(amount), "", ""])
    return rows


def _spending(sums: _Sums) -> list[list[str]]:
    """预算支出总表."""
    rows = [["科目编码", "科目名称", "合计", "基本支出", "项目支出"]]
    for name, code in FUNCTIONS.items():
        if amount := sums.of(name):
            part = sums.project + sums.carried if name == sums.function else 0
            rows.append([str(code), name, wan(amount), wan(amount - part), wan(part) if part else ""])
    return rows


def _explanation(disclosure: Disclosure) -> Iterator[str]:
    """Third part: what the budgets come to, and which projects have targets."""
    sums, name = _Sums(disclosure), disclosure.department.name
    more = sums.all // 23
    yield f"第三部分 {YEAR}年度部门预算情况说明"
    yield "一、部门预算收支数据变动情况及原因"
    yield (
        f"{YEAR}年度{name}预算收入总计{wan(sums.all)}万元，其中：本年收入{wan(sums.year)}万元，"
        f"上年结转{wan(sums.carried)}万元，比上年增加{wan(more)}万元，主要原因是{disclosure.projects[0].topic}等任务增加。"
    )
    yield "二、支出预算情况说明"
    yield (
        f"{YEAR}年度{name}支出预算{wan(sums.all)}万元，其中：基本支出{wan(sums.basic)}万元；项目支出"
        f"{wan(sums.project + sums.carried)}万元。项目支出中，本年预算安排{wan(sums.project)}万元，"
        f"上年结转安排{wan(sums.carried)}万元。"
    )
    yield "三、“三公”经费增减变动原因说明"
    yield f"{YEAR}年{name}未安排因公出国（境）费和公务接待费，公务用车运行维护费与上年持平。"
    yield "四、绩效管理情况"
    yield from _claims(disclosure)


def _claims(disclosure: Disclosure) -> Iterator[str]:
    """Which projects have targets, how many, for how much."""
    name, projects = disclosure.department.name, disclosure.projects
    count = len(projects) + disclosure.claimed[0]
    amount = wan(sum(project.budget for project in projects) + disclosure.claimed[1])
    sorts = "；".join(
        f"{label}项目{len(some)}个，涉及金额{wan(sum(one.budget for one in some))}万元"
        for label, some in _sorts(projects)
    )
    yield (
        f"{YEAR}年{name}纳入绩效目标管理的二级项目{count}个，共计金额{amount}万元。其中：{sorts}。"
        f"公开项目绩效目标{len(projects)}个，涉及项目金额{wan(sum(one.budget for one in projects))}万元，"
        "占本部门当年项目支出预算总额的100%。具体项目如下："
    )
    for number, project in enumerate(projects, 1):
        end = "。" if number == len(projects) else "；"
        yield f"({number}) {project.told}{wan(project.budget)}万元{end}"
    yield "（项目绩效目标表公开情况见附件）"


def _sorts(projects: Sequence[Project]) -> Iterator[tuple[str, list[Project]]]:
    """The projects by 其他运转类 and 特定目标类."""
    for label, running in (("其他运转类", True), ("特定目标类", False)):
        some = [project for project in projects if project.running is running]
        if some:
            yield label, some


def _terms(disclosure: Disclosure) -> Iterator[str]:
    """Fourth part."""
    yield "第四部分 名词解释"
    for number, (term, meaning) in enumerate(disclosure.terms, 1):
        yield f"{_chinese(number)}、{term}：{meaning}。"
