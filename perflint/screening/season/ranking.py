"""部门, 规则 and both together: who has most to correct, what is found most, and what is found where."""

from __future__ import annotations

from typing import Any

from perflint.model.finding import Severity
from perflint.reporters.charts import Bar, bars, heat
from perflint.screening.season.counted import Counted, share
from perflint.screening.season.overview import GATE, gated
from perflint.screening.season.shape import Column, Limits, Section, Table, Value
from perflint.text import short

_WIDEST, _TALLEST = 16, 30
"""Columns and rows of the heat table."""
_EXAMPLE = 120
_BY_SEVERITY = ", ".join(
    f"coalesce(sum(n) FILTER (severity = '{severity.value}'), 0) AS {severity.name.lower()}s" for severity in Severity
)
_OUTCOMES = ", ".join(f"count(*) FILTER (outcome = '{word}') AS o{at}" for at, word in enumerate(GATE))
_EACH = (
    f"SELECT department, subs, forms, {', '.join(f'o{at}' for at, _ in enumerate(GATE))}, "
    "coalesce(errors, 0) AS errors, coalesce(warnings, 0) AS warnings, coalesce(hints, 0) AS hints "
    "FROM (SELECT department, count(*) AS subs, "
    f"sum(forms) AS forms, {_OUTCOMES} FROM subs GROUP BY department) LEFT JOIN (SELECT department, {_BY_SEVERITY} "
    "FROM tally JOIN subs USING (id) GROUP BY department) USING (department)"
)
_RANKED = (
    "SELECT *, 100 * errors // nullif(forms, 0), 100 * warnings // nullif(forms, 0) "
    f"FROM ({_EACH}) ORDER BY errors / nullif(forms, 0) DESC NULLS LAST, warnings / nullif(forms, 0) DESC NULLS LAST, "
    "hints / nullif(forms, 0) DESC NULLS LAST, errors DESC, department"
)
_FREQUENT = (
    f"SELECT code, {_BY_SEVERITY}, sum(n) AS found, count(DISTINCT id) AS subs, "
    "count(DISTINCT (id, project)) FILTER (project <> '') AS forms, count(DISTINCT department) AS whose "
    "FROM tally JOIN subs USING (id) GROUP BY code ORDER BY found DESC, code"
)
_BUSIEST = (
    "SELECT department FROM tally JOIN subs USING (id) GROUP BY department ORDER BY sum(n) DESC, department "
    f"LIMIT {_TALLEST}"
)
_FEW = 2
"""Fewer departments or rules than this are no table of both."""
_BOTH = f"问题的处数：问题最多的 {_TALLEST} 个部门，最多的 {_WIDEST} 条规则；规则的名称见上面“规则”一节"
_EXAMPLES = (
    "SELECT code, min(title), min_by(message, (path, project, place, fingerprint)), min(path) FROM findings "
    "WHERE list_contains(?, path) GROUP BY code"
)


def departments(counted: Counted, limits: Limits) -> Section:
    """The departments, those first that have most to correct in a form."""
    ranked, total = counted.most(_RANKED, limits.departments)
    words = GATE if gated(counted) else ()
    first = 3 + len(GATE)
    rows = tuple((at, *row[:3], *(row[3:first] if words else ()), *row[first:]) for at, row in enumerate(ranked, 1))
    columns = (
        Column("名次", 6, number=True),
        Column("部门", 34),
        *(Column(title, 9, number=True) for title in ("材料", "目标表", *words)),
        *(Column(severity.label, 10, number=True) for severity in Severity),
        *(Column(f"每百张表{severity.label}", 11, number=True) for severity in (Severity.ERROR, Severity.WARNING)),
    )
    table = Table(
        title="部门排名", columns=columns, rows=rows, total=total,
        sql="SELECT department, count(*), sum(forms), sum(errors), sum(warnings), sum(hints) FROM submissions GROUP BY "
        "ALL ORDER BY sum(errors) / nullif(sum(forms), 0) DESC",
        note="按平均每张表必须修改的处数排，相同的再比应当修改、请核实；没有读出表的排在最后。结论是材料的份数",
    )  # fmt: skip
    return Section(id="departments", title="部门", tables=(table,))


def rules(counted: Counted) -> Section:
    """The rules by frequency, each with an example."""
    forms = counted.number("SELECT sum(forms) FROM subs")
    found = counted.rows(_FREQUENT)
    told = examples(counted)
    drawn = bars("最多的规则（处数）", "规则", [_bar(row, told[row[0]][0]) for row in found[:_WIDEST]])
    rows = tuple(_rule(row, forms, told[row[0]]) for row in found)
    columns = (
        Column("规则", 8),
        Column("问题", 28),
        *(Column(severity.label, 10, number=True) for severity in Severity),
        *(Column(title, 9, number=True) for title in ("材料", "目标表", "占表", "部门")),
        Column("举例", 50),
        Column("例子所在的材料", 36),
    )
    note = "“目标表”是有这个问题的绩效目标表（按项目名称数）；关系到整份材料的问题不计入"
    table = Table(title="规则", columns=columns, rows=rows, total=len(rows), note=note)
    return Section(id="rules", title="规则", pictures=(drawn,) if found else (), tables=(table,))


def _bar(row: tuple[Any, ...], title: str) -> Bar:
    """A rule by severity."""
    return Bar(f"{row[0]} {title}", tuple(row[1:4]))


def examples(counted: Counted) -> dict[str, tuple[str, str, str]]:
    """Of each rule its title, what it says somewhere, and where."""
    first = "SELECT DISTINCT path FROM subs SEMI JOIN (SELECT min(id) AS id FROM tally GROUP BY code) USING (id)"
    paths = tuple(sorted(path for (path,) in counted.rows(first)))
    return {code: (title, short(said, _EXAMPLE), path) for code, title, said, path in counted.rows(_EXAMPLES, paths)}


def _rule(row: tuple[Value, ...], forms: int, told: tuple[str, str, str]) -> tuple[Value, ...]:
    """A line of the table of rules."""
    code, errors, warnings, hints, _, subs, having, whose = row
    title, example, path = told
    return (
        code,
        title,
        errors,
        warnings,
        hints,
        subs,
        having,
        share(int(having), forms) if having else "–",
        whose,
        example,
        path,
    )


def both(counted: Counted) -> Section | None:
    """How often each rule found something in each department; None where there are not several of both."""
    names = [str(row[0]) for row in counted.rows(_BUSIEST)]
    codes = [str(row[0]) for row in counted.rows(f"{_FREQUENT} LIMIT {_WIDEST}")]
    if len(names) < _FEW or len(codes) < _FEW:
        return None
    found = counted.rows("SELECT department, code, sum(n) FROM tally JOIN subs USING (id) GROUP BY ALL")
    cells = {(department, code): int(number) for department, code, number in found}
    counts = [[cells.get((name, code), 0) for code in codes] for name in names]
    drawn = heat("部门与规则", "部门", names, codes, counts)
    columns = (Column("部门", 34), *(Column(code, 8, number=True) for code in codes))
    rows: tuple[tuple[Value, ...], ...] = tuple((name, *line) for name, line in zip(names, counts, strict=True))
    table = Table(
        title="部门与规则", columns=columns, rows=rows,
        total=counted.number("SELECT count(DISTINCT department) FROM tally JOIN subs USING (id)"),
        sql="SELECT department, code, count(*) FROM findings GROUP BY ALL ORDER BY ALL", folded=True,
        note=_BOTH,
    )  # fmt: skip
    return Section(id="both", title="部门与规则", pictures=(drawn,), tables=(table,))
