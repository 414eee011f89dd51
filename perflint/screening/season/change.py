"""与上一批次相比: what became of each finding of a previous run, submission by submission, by fingerprint.

A finding that is not there any more was corrected only if its submission was looked at again, whole, by its rule, and
its project still has a form there.
"""

from __future__ import annotations

from perflint.model.finding import FIXED, NEW, STANDING, UNTOLD
from perflint.screening.run import Run
from perflint.screening.season.counted import Counted
from perflint.screening.season.ranking import examples
from perflint.screening.season.shape import NOWHERE, Column, Limits, Section, Table
from perflint.screening.tables.views import BEFORE

_HANDED_IN = (
    "SELECT path, coalesce(nullif(trim(min(department)), ''), '{nowhere}') AS department, bool_or(unchecked) AS "
    "unchecked FROM {schema}submissions GROUP BY path"
)
_PAIRS = (
    "CREATE TEMP TABLE pairs AS SELECT row_number() OVER (ORDER BY path) AS pair, path, coalesce(now.department, "
    "old.department) AS department, now.path IS NOT NULL AS here, old.path IS NOT NULL AS there, "
    "coalesce(now.unchecked, true) AS unsure FROM ({now}) AS now FULL JOIN ({old}) AS old USING (path)"
)
_LOST = (
    f"CREATE TEMP TABLE lost AS SELECT DISTINCT path, project, true AS lost FROM {BEFORE}.forms WHERE (path, project) "
    "NOT IN (SELECT (path, project) FROM forms)"
)
_OLD = (
    "CREATE TEMP TABLE marks AS SELECT pair, code, mark, told, count(*) AS old, 0 AS now FROM (SELECT pair, code, "
    "md5_number(fingerprint) AS mark, here AND NOT unsure AND lost IS NULL AND list_contains(?, code) AS told FROM "
    f'{BEFORE}.findings JOIN pairs USING (path) LEFT JOIN lost USING (path, project) WHERE "group" IS NULL) GROUP BY '
    "pair, code, mark, told"
)
_NOW = (
    "INSERT INTO marks SELECT pair, code, md5_number(fingerprint) AS mark, true, 0, count(*) FROM findings JOIN pairs "
    'USING (path) WHERE "group" IS NULL GROUP BY pair, code, mark'
)
_CHANGED = (
    "CREATE TEMP TABLE changed AS SELECT department, code, sum(old) AS old, sum(now) AS now, "
    "sum(least(old, now)) AS standing, sum(now - least(old, now)) AS new, "
    "coalesce(sum(old - least(old, now)) FILTER (told), 0) AS fixed, "
    "coalesce(sum(old - least(old, now)) FILTER (NOT told), 0) AS untold FROM (SELECT pair, code, sum(old) AS old, "
    "sum(now) AS now, bool_and(told) AS told FROM marks GROUP BY pair, code, mark) JOIN pairs USING (pair) "
    "GROUP BY department, code"
)
"""Fingerprints as numbers, one run after the other: a season's are too many to be held as texts, and at once."""
_SUMS = (
    "coalesce(sum(old), 0) AS was, coalesce(sum(fixed), 0) AS fixed, coalesce(sum(standing), 0) AS standing, "
    "coalesce(sum(untold), 0) AS untold, coalesce(sum(new), 0) AS new, coalesce(sum(now), 0) AS now"
)
_SUBS = "count(*) FILTER (there), count(*) FILTER (here), count(*) FILTER (NOT there), count(*) FILTER (NOT here)"
_HEADS = ("上次问题", FIXED, STANDING, UNTOLD, NEW, "这次问题")
_MATERIAL = ("上次材料", "这次材料", "新交", "没有再交")


def change(counted: Counted, run: Run, previous: Run, limits: Limits) -> Section:
    """What became of the previous run, whose tables are in the schema ``before``; both have been compared."""
    subs = counted.row(f"SELECT {_SUBS} FROM pairs")
    sums = counted.row(f"SELECT {_SUMS} FROM changed")
    facts = (*zip(_MATERIAL, subs, strict=True), *zip(_HEADS, sums, strict=True))
    columns = (Column("项目", 24), Column("数量", 14, number=True))
    whole = Table(title="合计", columns=columns, rows=facts, total=len(facts))
    tables = (whole, _departments(counted, limits), _rules(counted), _gone(counted, limits))
    return Section(
        id="change", title="与上一批次相比", notes=tuple(_notes(counted, run, previous)),
        tables=tuple(table for table in tables if table.rows),
    )  # fmt: skip


def compare(counted: Counted, run: Run) -> None:
    """Lay both runs side by side, once: the tables ``pairs`` and ``changed``."""
    schemas = {"now": "", "old": f"{BEFORE}."}
    handed_in = {one: _HANDED_IN.format(nowhere=NOWHERE, schema=schema) for one, schema in schemas.items()}
    counted.do(_PAIRS.format(**handed_in))
    counted.do(_LOST)
    counted.do(_OLD, sorted(rule.code for rule in run.ruleset().rules))
    counted.do(_NOW)
    counted.do(_CHANGED)
    counted.do("DROP TABLE marks")


def _departments(counted: Counted, limits: Limits) -> Table:
    """What became of it in each department, those first that have most left as it was."""
    rows, total = counted.most(
        f"SELECT * FROM (SELECT department, {_SUBS} FROM pairs GROUP BY department) LEFT JOIN (SELECT department, "
        f"{_SUMS} FROM changed GROUP BY department) USING (department) ORDER BY standing DESC NULLS LAST, "
        "new DESC NULLS LAST, department",
        limits.departments,
    )
    titles = (*_MATERIAL, *_HEADS)
    columns = (Column("部门", 34), *(Column(title, 10, number=True) for title in titles))
    return Table(
        title="按部门", columns=columns, rows=tuple(tuple(value or 0 for value in row) for row in rows), total=total,
        note="未改多的在前", sql=_asked("department"),
    )  # fmt: skip


def _rules(counted: Counted) -> Table:
    """What became of it by rule; the name of one that finds nothing any more is the previous run's."""
    rows = counted.rows(f"SELECT code, {_SUMS} FROM changed GROUP BY code ORDER BY now DESC, was DESC, code")
    titles = {code: title for code, (title, _, _) in examples(counted).items()}
    if {row[0] for row in rows} - {*titles}:
        titles = {**dict(counted.rows(f"SELECT code, min(title) FROM {BEFORE}.findings GROUP BY code")), **titles}
    columns = (Column("规则", 8), Column("问题", 34), *(Column(title, 10, number=True) for title in _HEADS))
    told = tuple((code, titles[code], *numbers) for code, *numbers in rows)
    return Table(title="按规则", columns=columns, rows=told, total=len(told))


def _gone(counted: Counted, limits: Limits) -> Table:
    """What was not handed in again."""
    rows, total = counted.most("SELECT department, path FROM pairs WHERE NOT here ORDER BY ALL", limits.unread)
    columns = (Column("部门", 34), Column("材料", 60))
    note = "上一批次有、这一批次没有的路径；文件改了名，也算没有再交"
    return Table(title="没有再交的材料", columns=columns, rows=rows, total=total, note=note, sql=_asked("path"))


def _asked(column: str) -> str:
    """A question that is put to each run by itself."""
    return f"SELECT {column}, count(*) FROM findings GROUP BY ALL ORDER BY ALL"


def _notes(counted: Counted, run: Run, previous: Run) -> list[str]:
    """What the comparison counts, and what the documents did not change themselves."""
    told = [
        "逐份材料按指纹对照。已改：同一份材料重新查过，没有再查出；未能核对：材料没有再交、没有查完，"
        "项目的表不在了，或规则没有启用；新增包括新交材料的问题。项目改了名，算未能核对和新增。跨部门雷同的不比",
    ]
    now, old = run.settings, previous.settings
    if now.ruleset_digest != old.ruleset_digest:
        told.append(f"注意：两次的规则集不同（上次 {old.ruleset}，这次 {now.ruleset}），有的变化是规则不同造成的")
    if now.version != old.version:
        told.append(f"注意：两次的程序版本不同（上次 {old.version}，这次 {now.version}），有的变化是程序不同造成的")
    if not counted.number("SELECT count(*) FROM pairs WHERE here AND there"):
        told.append("注意：两个批次没有路径相同的材料，无法逐份对照，请核对 --previous")
    return told
