"""Known faults and how each is put into a clean project, with the code of the rule that should find it."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import NamedTuple

from msgspec.structs import replace

from benchmarks.season.drawing import wan
from benchmarks.season.model import YEAR, Project, Row

Edit = Callable[[Random, Project], Project | None]
"""A project with the fault in it, or nothing where it does not fit."""
VAGUE = ("满意", "较满意", "基本满意")
GENERAL = ("显著提升", "有效改善", "明显提高", "持续增强")
TALK = ("让群众少跑腿", "让百姓更放心", "群众得实惠")
EMPTY = ("做好{}各项工作", "保障{}工作顺利开展", "推动{}再上新台阶")


def rewritten(kind: str, *values: str, name: str = "{}", ending: str = "") -> Edit:
    """Give the first indicator of a kind another value (``{}`` its name) and name; only one whose value ends so."""

    def edit(random: Random, project: Project) -> Project | None:
        found = next((row for row in project.rows if row.kind == kind and row.annual.endswith(ending)), None)
        if found is None:
            return None
        value = random.choice(values or (found.annual,)).format(found.name)
        new = Row(kind, name.format(found.name), value, value)
        return replace(project, rows=tuple(new if row is found else row for row in project.rows))

    return edit


def added(kind: str, *rows: tuple[str, str]) -> Edit:
    """Add an indicator to a kind."""

    def edit(random: Random, project: Project) -> Project:
        name, value = random.choice(rows)
        return replace(project, rows=(*project.rows, Row(kind, name, value, value)))

    return edit


def repeated(change: str = "") -> Edit:
    """Say the last 满意度 once more, with another value if one is given."""

    def edit(_: Random, project: Project) -> Project:
        row = next(row for row in reversed(project.rows) if row.kind == "服务对象满意度指标")
        value = change or row.annual
        return replace(project, rows=(*project.rows, Row(row.kind, row.name, value, value)))

    return edit


def dropped(kind: str) -> Edit:
    """Take the indicators of a kind out."""
    return lambda _, project: replace(project, rows=tuple(row for row in project.rows if row.kind != kind))


def apart(_: Random, project: Project) -> Project | None:
    """A project of one year whose two periods want different amounts of one thing."""
    row = project.rows[0]
    if project.years > 1:
        return None
    return replace(project, rows=(Row(row.kind, row.name, row.period, _more(row.annual)), *project.rows[1:]))


def _more(value: str) -> str:
    """Another figure."""
    digits = "".join(char for char in value if char.isdecimal())
    return value.replace(digits, str(int(digits) + 7), 1)


def written(key: str, *texts: str) -> Edit:
    """Write something else into a text; ``{name}`` and ``{topic}`` are the project's."""

    def edit(random: Random, project: Project) -> Project:
        said = random.choice(texts).format(name=project.name, topic=project.topic, **project.texts)
        return replace(project, texts={**project.texts, key: said})

    return edit


def goals(*texts: str) -> Edit:
    """Another goal for both periods; ``{goal}`` is the old one without its full stop."""

    def edit(random: Random, project: Project) -> Project:
        said = random.choice(texts).format(project.topic, goal=project.goal_annual.rstrip("。"))
        return replace(project, goal_annual=said, goal_period=said)

    return edit


def cut(_: Random, project: Project) -> Project:
    """A goal of the year that breaks off at its last comma."""
    goal = project.goal_annual
    return replace(project, goal_period=goal, goal_annual=goal[: goal.rindex("，") + 1])


def one_year(edit: Edit) -> Edit:
    """A fault of projects of one year."""
    return lambda random, project: edit(random, project) if project.years == 1 else None


def longer(edit: Edit) -> Edit:
    """A fault of projects of several years."""
    return lambda random, project: edit(random, project) if project.years > 1 else None


def changed(**changes: object) -> Edit:
    """Something else in the form, whatever the project."""
    return lambda _, project: replace(project, **changes)


def renamed(project: Project) -> str:
    """A name that is nearly the project's."""
    ending = "维护费" if project.name.endswith("经费") else "经费"
    return project.name[:-2] + ending


class Fault(NamedTuple):
    """A fault: what it is, the code that should be found, how often it is drawn, and how it is made."""

    name: str
    code: str
    weight: int
    edit: Edit
    textual: bool = False
    """Whether only the text of the disclosure shows it."""


SATISFIED, NUMBER, QUALITY, TIME, SOCIAL = (
    "服务对象满意度指标", "数量指标", "质量指标", "时效指标", "社会效益指标",
)  # fmt: skip
FAULTS: tuple[Fault, ...] = (
    Fault("指标值笼统", "VAL01", 12, rewritten(SATISFIED, *VAGUE)),
    Fault("效益笼统", "VAL01", 10, rewritten(SOCIAL, *GENERAL)),
    Fault("数量没有数", "VAL02", 5, rewritten(NUMBER, "全县", "各科室", "所有乡镇")),
    Fault("值重复名称", "VAL03", 3, rewritten(QUALITY, "{}")),
    Fault("值无法核验", "VAL04", 4, rewritten(SOCIAL, *TALK, name="群众办事便利程度")),
    Fault("率超过百分之百", "VAL05", 2, rewritten(QUALITY, "≥105%", "≥110%", ending="%")),
    Fault("日期在项目期外", "VAL05", 3, one_year(rewritten(TIME, f"{YEAR + 1}年3月31日前", ending="日前"))),
    Fault("时限只写年度", "VAL06", 6, rewritten(TIME, f"{YEAR}年", ending="日前")),
    Fault("方向写反", "VAL07", 3, rewritten(SATISFIED, "≤90%", "≤95%")),
    Fault("问时间答比率", "VAL08", 3, rewritten(TIME, "100%", ending="日前")),
    Fault("没有单位", "VAL09", 4, rewritten(NUMBER, "60", "≥120", name="配套用品更换数量")),
    Fault("占位符没有替换", "TXT03", 4, rewritten(NUMBER, "≥**个", "≥XX个")),
    Fault("归类错误", "IND01", 6, added("生态效益指标", ("周边群众满意度", "≥90%"), ("受益群众满意度", "≥92%"))),
    Fault("名称空泛", "IND02", 4, rewritten(NUMBER, name="范围")),
    Fault("名称是栏目", "IND03", 3, rewritten(QUALITY, name="质量指标")),
    Fault("指标重复", "IND04", 3, repeated()),
    Fault("取值矛盾", "IND05", 2, repeated("≥60%")),
    Fault("有名称没有值", "IND06", 4, added("社会效益指标", ("受益村庄覆盖率", ""))),
    Fault("以支出率为目标", "IND07", 4, rewritten(QUALITY, "≥98%", name="资金支出率")),
    Fault("以不涉及充数", "IND08", 3, added("生态效益指标", ("生态影响", "不涉及"), ("环境影响", "无"))),
    Fault("没有满意度", "TRE01", 3, dropped(SATISFIED)),
    Fault("没有成本指标", "TRE02", 6, dropped("成本指标")),
    Fault("两个时期不一致", "TRE06", 3, apart),
    Fault("立项依据空着", "FRM01", 3, written("basis", "")),
    Fault("经办人空着", "FRM02", 4, changed(handler="")),
    Fault("填报日期是时间戳", "FRM04", 2, changed(filed=f"{YEAR - 1}1127093542")),
    Fault("一次性项目三年期", "FRM06", 3, one_year(changed(term="3年"))),
    Fault("表头年度写错", "FRM08", 2, changed(year_line=f"({YEAR - 1}年度)")),
    Fault("年度目标空着", "GOL01", 2, lambda _, project: replace(
        project, goal_period=project.goal_period or project.goal_annual, goal_annual="")),
    Fault("目标没有量化", "GOL02", 8, goals(*EMPTY)),
    Fault("概况只写名称", "GOL03", 4, written("overview", "{name}")),
    Fault("必要性照抄概况", "GOL04", 5, written("necessity", "{overview}")),
    Fault("依据没有文件", "GOL05", 6, written("basis", "县委县政府工作安排", "上级有关文件精神", "年度工作计划")),
    Fault("措施空泛", "GOL06", 6, written("measures", "列入年初预算，足额保障到位", "加强领导，严格管理")),
    Fault("计划没有进度", "GOL07", 6, written("plan", f"{YEAR}年", "1年", f"{YEAR}年全年")),
    Fault("目标的数没有指标", "GOL08", 4, goals("{goal}，走访困难家庭7777户。", "{goal}，编印宣传手册8888册。")),
    Fault("年度目标断在半句", "TXT02", 3, cut),
    Fault("来源加不成总额", "FND01", 3, changed(off=-1_000)),
    Fault("一年期两个总额", "FND02", 4, one_year(lambda _, project: replace(project, period=project.annual + 20_000))),
    Fault("年度大于实施期", "FND03", 2, longer(lambda _, one: replace(one, period=one.annual // 200 * 100))),
    Fault("与预算不一致", "FND04", 5, lambda _, project: replace(project, budget=project.annual + 5_000)),
    Fault("金额不是数", "FND05", 1, lambda _, project: replace(
        project, printed=("", f"约{wan(project.annual)}万元"))),
    Fault("元填成万元", "FND06", 3, one_year(lambda _, project: replace(project, printed=(wan(project.annual),) * 2))),
    Fault("表里改了项目名", "NAM01", 4, lambda _, project: replace(project, name=renamed(project))),
    Fault("少了一张表", "NAM02", 3, changed(shown=False)),
    Fault("文字里改了项目名", "NAM03", 3, lambda _, project: replace(project, told=renamed(project)), textual=True),
    Fault("实施单位是别家", "NAM04", 2, lambda _, project: replace(project, unit=project.unit[:3] + "城乡发展中心")),
)  # fmt: skip
