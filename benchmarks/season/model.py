"""What an invented disclosure says, before it is drawn: values only."""

from __future__ import annotations

import msgspec

YEAR = 2026
GUIDE = {
    "overview": "项目概况",
    "basis": "立项依据",
    "necessity": "项目设立必要性",
    "measures": "保证项目实施的制度、措施",
    "plan": "项目实施计划",
}
"""The texts of a form by their keys, with the labels of the county's form."""
TREE = {
    "数量指标": ("产出指标", "数量指标"),
    "质量指标": ("产出指标", "质量指标"),
    "时效指标": ("产出指标", "时效指标"),
    "成本指标": ("产出指标", "成本指标"),
    "经济效益指标": ("效益指标", "经济效益"),
    "社会效益指标": ("效益指标", "社会效益"),
    "生态效益指标": ("效益指标", "生态效益"),
    "可持续影响指标": ("效益指标", "可持续影响"),
    "服务对象满意度指标": ("满意度指标", "服务对象满意度"),
}
"""二级指标 → what the county's form prints for both levels, in the order of the form."""


class Row(msgspec.Struct, frozen=True):
    """An indicator with its values for the two periods; ``kind`` is its 二级指标."""

    kind: str
    name: str
    period: str
    annual: str


class Project(msgspec.Struct, frozen=True):
    """A project and all that its form says; amounts in 元."""

    kind: str
    """The kind of project in the indicator library."""
    topic: str
    name: str
    """As the form prints it."""
    budget_name: str
    """As the budget prints it."""
    told: str
    """As the list in the text prints it."""
    years: int
    """How many years it lasts."""
    term: str
    nature: str
    unit: str
    annual: int
    period: int
    province: int
    """Of the annual amount, what the province gives."""
    texts: dict[str, str]
    goal_period: str
    goal_annual: str
    rows: tuple[Row, ...]
    principal: str
    handler: str
    phone: str
    filed: str
    running: bool
    """其他运转类 rather than 特定目标类."""
    budget: int
    """What the budget gives it; the annual amount unless a fault says otherwise."""
    shown: bool = True
    """Whether there is a form of it."""
    off: int = 0
    """How far the sources of the annual amount are from it."""
    printed: tuple[str, str] = ("", "")
    """Amounts of the two periods as they are printed, where they are not printed properly."""
    year_line: str = f"({YEAR}年度)"


class Department(msgspec.Struct, frozen=True):
    """Who submits."""

    name: str
    code: str
    place: str
    """The county, district or city it belongs to."""
    town: str
    kinds: tuple[str, ...]
    """The kinds of project that are its own."""


class Disclosure(msgspec.Struct, frozen=True):
    """One submission: a department, its projects, and what its text is made of."""

    department: Department
    projects: tuple[Project, ...]
    offices: tuple[str, ...]
    duties: tuple[str, ...]
    terms: tuple[tuple[str, str], ...]
    basic: int
    """基本支出, in 元."""
    carried: tuple[tuple[str, int], ...]
    """Projects carried over from the year before, in 元."""
    claimed: tuple[int, int] = (0, 0)
    """How far the count of projects and the amount (元) in the text are from the truth."""
