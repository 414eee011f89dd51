"""A small invented disclosure, printed in as many ways as counties print theirs; what it says never changes."""

# ruff: noqa: E501 - sentences as they are printed

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from tests.layouts.facts import Facts

DEPARTMENT = "临溪县农业技术推广站"
THREE = {
    "产出指标": ("数量指标", "质量指标", "时效指标", "成本指标"),
    "效益指标": ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"),
    "满意度指标": ("服务对象满意度指标",),
}
FOUR = {
    "成本指标": ("经济成本指标", "社会成本指标", "生态环境成本指标"),
    "产出指标": ("数量指标", "质量指标", "时效指标"),
    "效益指标": ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"),
    "满意度指标": ("服务对象满意度指标",),
}
BOXES = {
    "department": "031-临溪县农业农村局", "unit": DEPARTMENT, "nature": "延续性项目", "period": "3年",
    "overview": "在全县9个乡镇推广小麦宽幅精播和病虫害绿色防控技术，配套开展农技人员田间指导。",
    "basis": "《临溪县粮食单产提升行动方案》（临政办发〔2025〕9号）",
    "necessity": "县内小麦单产低于全市平均水平，农户对宽幅精播技术掌握不足。",
    "measures": "推广站成立工作专班，实行包片负责、月度调度和第三方测产制度。",
    "plan": "3月底前落实地块；9月底前完成培训；10月20日前完成播种；12月15日前完成总结。",
}  # fmt: skip
LABELS = {
    "department": "主管部门及代码", "unit": "实施单位", "nature": "项目属性", "period": "项目期", "overview": "项目概况",
    "basis": "立项依据", "necessity": "项目设立必要性", "measures": "保证项目实施的制度、措施", "plan": "项目实施计划",
}  # fmt: skip
ROWS = {
    "数量指标": (("技术推广面积", "≥6万亩", "≥2万亩"), ("农技人员培训期数", "9期", "3期")),
    "质量指标": (("测产合格率", "≥95%", "≥93%"),),
    "时效指标": (("年度播种完成时间", "2028年10月20日前", "2026年10月20日前"),),
    "成本指标": (("亩均补助标准", "≤20元/亩", "≤20元/亩"), ("单期培训成本", "≤0.8万元/期", "≤0.8万元/期")),
    "经济成本指标": (("亩均补助标准", "≤20元/亩", "≤20元/亩"), ("单期培训成本", "≤0.8万元/期", "≤0.8万元/期")),
    "经济效益指标": (("亩均增产量", "≥30公斤/亩", "≥25公斤/亩"),),
    "社会效益指标": (("受益农户户数", "≥5000户", "≥1800户"),),
    "可持续影响指标": (("技术规程制定数量", "印发规程2项", "印发规程1项"),),
    "服务对象满意度指标": (("种粮农户满意度", "≥90%", "≥88%"),),
}
GOALS = (
    "三年累计推广小麦宽幅精播技术6万亩以上，培训农技人员9期，测产合格率达到95%以上，受益农户5000户以上。",
    "2026年推广小麦宽幅精播技术2万亩以上，培训农技人员3期，10月20日前完成播种，受益农户1800户以上。",
)
PROJECTS = (
    ("小麦宽幅精播技术推广项目", 1200000, 400000),
    ("病虫害绿色防控项目", 300000, 105000),
    ("农技人员田间指导经费", 86400, 28800),
)
CARRIED = ("2025年土壤墒情监测站建设项目", 123400)


@dataclass(frozen=True, kw_only=True)
class Style:
    """How a disclosure is printed."""

    periods: tuple[str, ...] = ("实施期", "年度")
    unit: str = "元"
    unit_at: str = "head"
    scheme: str = "three"
    satisfaction: str = "own"
    level1: str = "first"
    level2: str = "first"
    title: str = "临溪县县级预算部门(单位)项目支出绩效目标表"
    year: str = "(2026年度)"
    apart: bool = True
    signed: bool = True
    framed: bool = True
    columns: str = "plain"
    budget: str = "plain"
    budget_unit: str = "万元"
    claim: str = "plain"
    date: str = "2026年1月28日"
    caption: str = "部门名称："
    first: str = "budget"
    stacked: bool = False

    def but(self, **changes: object) -> Style:
        """The style with something changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


def row(*cells: str, width: int = 13) -> str:
    """A row of cells padded to a width."""
    return "\t".join((*cells, *[""] * (width - len(cells))))


def money(yuan: int, unit: str) -> str:
    """An amount as printed."""
    return f"{yuan:,}" if unit == "元" else f"{Decimal(yuan) / 10000:.2f}"


def disclosure(style: Style) -> str:
    """The whole text."""
    parts = [*budget(style), *claim(style)]
    forms = [line for name, whole, annual in PROJECTS for line in form(style, name, whole, annual)]
    body = [*parts, *forms] if style.first == "budget" else [*forms, "", *parts]
    head = [f"# {DEPARTMENT}", "", "## 2026年部门预算公开", ""]
    foot = ["", "## 其他说明", "", "没有其他需要说明的事项。", "", DEPARTMENT, "", style.date, ""]
    return "\n".join((*head, *body, *foot))


def form(style: Style, name: str, whole: int, annual: int) -> list[str]:
    """One form."""
    made = ["", style.title, "", style.year, ""] if style.apart and style.title else [""] if style.apart else []
    if style.unit_at == "above":
        made += [f"单位：{style.unit}", ""]
    made += [row("项目名称", "", name)]
    pairs = list(LABELS.items())
    for (one, label1), (two, label2) in ((pairs[0], pairs[1]), (pairs[2], pairs[3])):
        made.append(row(label1, "", BOXES[one], "", "", label2, BOXES[two]))
    made += funding(style, whole, annual)
    made += [row(label, "", BOXES[key]) for key, label in pairs[4:]]
    made += goals(style)
    made += stacked(style) if style.stacked else tree(style)
    if style.signed:
        made.append(row("负责人：张三", "", "经办人：李四", "", "联系电话：5550101", "", "填报日期：2025年12月1日"))
    return made


def funding(style: Style, whole: int, annual: int) -> list[str]:
    """The funding block."""
    inside = f"项目资金({style.unit})" if style.unit_at == "head" else "项目资金"
    amounts = [money(whole, style.unit), money(annual, style.unit)][-len(style.periods) :]
    lines = [
        ("资金总额", amounts),
        ("其中:省级财政资金", ["0"] * len(amounts)),
        ("市县(区)财政资金", amounts),
        ("单位自筹", [""] * len(amounts)),
    ]
    made = []
    for index, (label, values) in enumerate(lines):
        cells = [inside if index == 0 else ""]
        for period, value in zip(style.periods, values, strict=True):
            cells += [f"{period}{label}:" if index == 0 else label, "", value]
        made.append(row(*cells))
    if style.unit_at == "cell":
        made[0] = made[0].replace("项目资金", f"项目资金\t({style.unit})", 1)
    return made


def goals(style: Style) -> list[str]:
    """The goals."""
    texts = GOALS[-len(style.periods) :]
    if len(style.periods) == 1:
        return [row("总体目标", f"{style.periods[0]}目标"), row("", texts[0])]
    return [
        row("总体目标", f"{style.periods[0]}目标", "", "", "", f"{style.periods[1]}目标"),
        row("", texts[0], "", "", "", texts[1]),
    ]


def printed_rows(style: Style) -> list[tuple[str, str, int, tuple[str, str, str]]]:
    """The rows as they are printed: 一级, 二级, which row of its 一级, and name and values."""
    levels = dict(THREE if style.scheme == "three" else FOUR)
    if style.satisfaction == "under":
        levels["效益指标"] = (*levels["效益指标"], *levels.pop("满意度指标"))
    made = []
    for first, seconds in levels.items():
        for number, (second, one, index) in enumerate(
            (s, r, i) for s in seconds for i, r in enumerate(ROWS.get(s, (("", "", ""),)))
        ):
            shown = second if index == 0 or style.level2 == "every" else ""
            made.append((first, shown, number, one))
    return made


def tree(style: Style) -> list[str]:
    """The tree, both periods side by side."""
    rows = printed_rows(style)
    sizes = {first: sum(one[0] == first for one in rows) for first, *_ in rows}
    heads = [
        "二级指标",
        "三级指标",
        *{"plain": ["指标值"], "signs": ["指标性质", "指标值", "度量单位"], "notes": ["指标值", "备注"]}[style.columns],
    ]
    made = [row(*(["绩效指标"] if style.framed else []), "一级指标", *heads * len(style.periods))]
    for first, second, number, (name, *values) in rows:
        target = {"first": 0, "middle": sizes[first] // 2, "last": sizes[first] - 1}.get(style.level1)
        shown = first if style.level1 == "every" or number == target else ""
        cells = [*([""] if style.framed else []), shown]
        for value in values[-len(style.periods) :]:
            cells += [second, name, *_value(style, value)]
        made.append(row(*cells))
    return made


def stacked(style: Style) -> list[str]:
    """The tree, one period beneath the other."""
    made = []
    for index, period in enumerate(style.periods):
        made.append(row(f"{period}绩效指标", "一级指标", "二级指标", "三级指标", "指标值"))
        for first, second, number, (name, *values) in printed_rows(style):
            made.append(row("", first if number == 0 else "", second, name, values[-len(style.periods) :][index]))
    return made


def _value(style: Style, value: str) -> list[str]:
    """The value in the columns of the style."""
    if style.columns != "signs":
        return [value, *([""] if style.columns == "notes" else [])]
    number = "".join(char for char in value if char.isdigit() or char == ".")
    if value and value[:1] in "≥≤" and value[1 : 1 + len(number)] == number:
        return [value[0], number, value[1 + len(number) :]]
    return ["", value, ""]


def budget(style: Style) -> list[str]:
    """The project budgets."""
    unit = style.budget_unit
    lines = [(name, money(annual, unit)) for name, _, annual in PROJECTS]
    whole = money(sum(annual for *_, annual in PROJECTS), unit)
    carried = (CARRIED[0], money(CARRIED[1], unit))
    caption = [f"{style.caption}{DEPARTMENT}", "", f"单位：{unit}", ""]
    if style.budget == "both":
        head = [row("项目名称", "合计", "本年预算", "上年结转", width=4)]
        both = money(sum(annual for *_, annual in PROJECTS) + CARRIED[1], unit)
        body = [
            row("合计", both, whole, carried[1], width=4),
            *(row(name, value, value, width=4) for name, value in lines),
        ]
        return [
            "2026年项目支出预算表",
            "",
            *caption,
            *head,
            *body,
            row(carried[0], carried[1], "", carried[1], width=4),
            "",
        ]
    tables = (("本年预算", [(DEPARTMENT, whole), *lines]), ("上年结转", [(DEPARTMENT, carried[1]), carried]))
    made = []
    for title, entries in tables:
        made += [f"2026年项目支出预算表（{title}）", "", *caption, *_budget_rows(style.budget, entries), ""]
    return made


def _budget_rows(kind: str, entries: list[tuple[str, str]]) -> list[str]:
    """The rows of one project budget."""
    if kind == "numbered":
        total = [row("", "合计", entries[0][1], entries[0][1], width=5)]
        body = [row(str(i), name, value, value, width=5) for i, (name, value) in enumerate(entries[1:], 1)]
        return [row("序号", "项目名称", "合计", "一般公共预算", "单位资金", width=5), *total, *body]
    if kind == "codes":
        body = [
            row(f"3100002600{i}", "特定目标类", name, value, value, width=6)
            for i, (name, value) in enumerate(entries[1:], 1)
        ]
        total = [row("合计", "", "", entries[0][1], entries[0][1], width=6)]
        return [row("项目编码", "项目类别", "项目名称", "预算数", "一般公共预算", "单位资金", width=6), *total, *body]
    if kind == "units":
        body = [row(DEPARTMENT, name, value, value, width=5) for name, value in entries[1:]]
        total = [row("合计", "", entries[0][1], entries[0][1], width=5)]
        return [row("单位名称", "项目名称", "合计", "一般公共预算", "单位资金", width=5), *total, *body]
    head = [row("项目名称", "合计", "一般公共预算", "政府性基金预算", "单位资金", width=5)]
    body = [row(name, value, value, width=5) for name, value in entries]
    if kind == "totals":
        body = [
            row("合计", entries[0][1], entries[0][1], width=5),
            row("部门小计", entries[0][1], entries[0][1], width=5),
            *body,
        ]
    if kind == "broken":
        body = [*body[:2], "", "- 7 -", "", *head, *body[2:]]
    return [*head, row("1", "2", "3", "4", "5", width=5), *body]


CLAIMS = {
    "plain": "纳入绩效目标管理的二级项目3个，共计金额{sum}万元。公开项目绩效目标3个，涉及项目金额{sum}万元，占本部门当年项目支出预算总额的100%。",
    "together": "共涉及绩效目标项目3个，资金总额{sum}万元。公开项目绩效目标3个，资金{sum}万元，占项目支出总额的比例为100%。",
    "compiled": "编制绩效目标的项目3个，涉及金额{sum}万元，占项目支出的100%。公开绩效目标的项目共3个，涉及财政资金{sum}万元，占项目支出的100%。",
    "managed": "本部门3个项目实行绩效目标管理，涉及资金{sum}万元。3个项目绩效目标随部门预算公开，涉及资金{sum}万元，占比100%。",
    "chinese": "对三个项目编制了绩效目标，金额合计{sum}万元。公开三个项目的绩效目标，金额合计{sum}万元，占部门项目支出预算的100.00%。",
}
ITEMS = {
    "plain": "- ({n}) {name}{value}万元；",
    "dotted": "{n}．{name}，{value}万元；",
    "chinese": "（{c}）{name} {value} 万元",
    "comma": "{n}、{name}：{value}万元。",
}


def claim(style: Style) -> list[str]:
    """What the text says of the projects."""
    sentence = CLAIMS.get(style.claim, CLAIMS["plain"]).format(
        sum=money(sum(annual for *_, annual in PROJECTS), "万元")
    )
    item = ITEMS.get(style.claim, ITEMS["plain"])
    made = ["### 绩效管理情况", "", f"2026年{DEPARTMENT}{sentence}具体项目如下：", ""]
    for number, (name, _, annual) in enumerate(PROJECTS, 1):
        made.append(item.format(n=number, c="一二三"[number - 1], name=name, value=money(annual, "万元")))
    return [*made, "", "（项目绩效目标表公开情况见附件）", ""]


def truth(style: Style) -> Facts:
    """What the disclosure says, as ``facts`` has it."""
    periods = ["年度" if period == "年度" else "实施期" for period in style.periods]
    rows = [(first, second, one) for first, second, one in _full(style)]
    return {"periods": periods, "rows": rows}


def _full(style: Style) -> list[tuple[str, str, tuple[str, str, str]]]:
    """The rows with both levels, whatever is printed."""
    made, second = [], ""
    for first, shown, _, one in printed_rows(style):
        second = shown or second
        made.append(("满意度指标" if second == "服务对象满意度指标" else first, second, one))
    return made
