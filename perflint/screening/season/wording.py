"""雷同: the same words in many forms, and what the comparison across departments found."""

from __future__ import annotations

from functools import partial

from perflint.screening.season.counted import Counted
from perflint.screening.season.shape import Column, Limits, Section, Table

_GOAL = 12
"""A goal shorter than this is a label, not a text that somebody copied."""
_SAME = (
    "SELECT min({column}) AS said, count(DISTINCT (path, form)) AS forms, count(DISTINCT path) AS paths, "
    "count(DISTINCT department) AS whose{more} FROM {table} WHERE {which} "
    "GROUP BY regexp_replace({column}, '\\s', '', 'g') HAVING forms > 1 ORDER BY forms DESC, whose DESC, said"
)
"""What is counted, and what is asked of the rest: fit for the quotes of a shell around it."""
_EXAMPLE = ", min_by(project, (path, form)) AS project, min(path) AS example"
_KINDS = (
    (
        "指标值", "value", "indicators", "value <> '' AND NOT regexp_matches(value, '\\p{Nd}')",
        "没有数字的指标值：同样的话写在许多表里，往往不可衡量",
    ),
    ("指标名称", "name", "indicators", "name <> ''", "名称相同不一定有错，通用的名称也会相同；供抽查"),
    (
        "年度目标", "goal", "forms", f"length(goal) >= {_GOAL}",
        "整段相同的年度目标（没有年度目标的，比实施期目标）：同一部门的可能是同一项目交了几次，不同部门的往往是照抄",
    ),
)  # fmt: skip
"""Title, column, table, which of its rows, and what a reader may think of them."""
_GROUPS = (
    'SELECT "group", min(title) AS title, count(*) AS forms, count(DISTINCT department) AS whose, '
    "string_agg(DISTINCT department, '、' ORDER BY department) AS who, min(message) AS message FROM findings "
    'WHERE "group" IS NOT NULL GROUP BY "group" ORDER BY whose DESC, forms DESC, "group"'
)
_SHOWN = 300


def wordings(counted: Counted, limits: Limits) -> Section:
    """Values, names and goals that stand in several forms word for word."""
    columns = (
        Column("写法", 60),
        *(Column(title, 9, number=True) for title in ("目标表", "材料", "部门")),
        Column("其中一个项目", 36),
        Column("所在的材料", 36),
    )
    tables = []
    for title, column, table, which, note in _KINDS:
        same = partial(_SAME.format, column=column, table=table, which=which)
        rows, total = counted.most(same(more=_EXAMPLE), limits.clusters)
        if rows:
            tables.append(Table(
                title=f"相同的{title}", columns=columns, rows=tuple((_cut(str(said)), *rest) for said, *rest in rows),
                total=total, note=note,
                sql=same(more=""),
            ))  # fmt: skip
    notes = () if tables else ("没有在两张以上的表里相同的写法",)
    return Section(id="wordings", title="相同的写法", notes=notes, tables=tuple(tables))


def groups(counted: Counted, limits: Limits) -> Section | None:
    """The forms of several departments that are alike; None where no comparison was made, or nothing found."""
    found, total = counted.most(_GROUPS, limits.groups)
    if not found:
        return None
    counts = [Column(title, 9, number=True) for title in ("目标表", "部门")]
    columns = (
        Column("组", 6, number=True),
        Column("问题", 24),
        *counts,
        Column("哪些部门", 50),
        Column("审核意见", 70),
    )
    rows = tuple((*row[:4], *(_cut(str(text)) for text in row[4:])) for row in found)
    table = Table(
        title="跨部门雷同的表", columns=columns, rows=rows, total=total,
        sql='SELECT "group", department, path, project, place, message FROM findings WHERE "group" IS NOT NULL '
        'ORDER BY "group", path',
        note="不同部门的表，指标或目标大体相同；“组”是查询里的 \"group\"",
    )  # fmt: skip
    return Section(id="groups", title="跨部门雷同", tables=(table,))


def _cut(text: str) -> str:
    """A text as far as a table takes it."""
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHOWN else f"{flat[: _SHOWN - 1]}…（共 {len(flat)} 字）"
