"""总览 and 没有读出来的: what was screened, what the gate said, what nothing can be said of."""

from __future__ import annotations

from collections.abc import Sequence

from perflint.model.finding import Severity
from perflint.review.gate import PASSED, UNDECIDED
from perflint.ruleset.model import OUTCOMES
from perflint.screening.season.counted import Counted, share
from perflint.screening.season.shape import Column, Limits, Section, Table

GATE = (*OUTCOMES.values(), PASSED, UNDECIDED)
"""The words of the gate, the worst first."""
_FACTS = (
    "SELECT (SELECT count(*) FROM manifest), count(*), count(DISTINCT department), coalesce(sum(forms), 0), "
    "coalesce(sum(indicators), 0), count(*) FILTER (unchecked), coalesce(sum(failures), 0) FROM subs"
)
_MISSING = (
    "SELECT count(*) FROM manifest WHERE number NOT IN (SELECT unnest(entries) FROM submissions WHERE entries IS NOT "
    "NULL)"
)


def numbers(counted: Counted) -> tuple[int, ...]:
    """How many findings of each severity."""
    found = dict(counted.rows("SELECT severity, sum(n) FROM tally GROUP BY severity"))
    return tuple(int(found.get(severity.value, 0)) for severity in Severity)


def gated(counted: Counted) -> bool:
    """Whether there is a gate at all."""
    return counted.number("SELECT count(*) FROM subs WHERE outcome <> ''") > 0


def alarms(counted: Counted) -> tuple[str, ...]:
    """What is not in the run although it should be."""
    _, _, _, _, _, unchecked, failures = counted.row(_FACTS)
    missing = counted.number(_MISSING)
    told = (
        (
            missing,
            f"批次没有做完：清单里还有 {missing:,} 个文件没有结果，下面的数不含它们；把初审的命令再运行一次",
        ),
        (unchecked, f"{unchecked:,} 份材料没有查完，它们没有列出的问题不等于没有；没有读出来的逐处列在后面"),
        (failures, f"检查程序有 {failures:,} 处故障，相应的规则没有结果；请告诉维护人员，不是材料的问题"),
    )
    return tuple(text for number, text in told if number)


def overview(counted: Counted) -> Section:
    """What was screened, and the outcomes."""
    files, submissions, departments, forms, indicators, unchecked, _ = counted.row(_FACTS)
    found = numbers(counted)
    facts = [
        ("文件", files), ("申报材料", submissions), ("部门", departments), ("绩效目标表", forms), ("指标", indicators),
        *zip((severity.label for severity in Severity), found, strict=True), ("没有查完的材料", unchecked),
    ]  # fmt: skip
    columns = (Column("项目", 24), Column("数量", 14, number=True))
    read = Table(title="初审了什么", columns=columns, rows=tuple(facts), total=len(facts))
    return Section(id="overview", title="总览", tables=(read, *_gate(counted, submissions, forms)))


def _gate(counted: Counted, submissions: int, forms: int) -> list[Table]:
    """How many submissions and forms have each outcome."""
    if not gated(counted):
        return []
    whole = dict(counted.rows("SELECT outcome, count(*) FROM subs GROUP BY outcome"))
    single = dict(counted.rows("SELECT outcome, count(*) FROM forms GROUP BY outcome"))
    words = [word for word in (*GATE, *sorted({*whole, *single} - {*GATE})) if word in {*whole, *single}]
    rows = tuple(
        (
            word or "没有结论", whole.get(word, 0), share(whole.get(word, 0), submissions), single.get(word, 0),
            share(single.get(word, 0), forms),
        )
        for word in words
    )  # fmt: skip
    titles = ("申报材料", "占材料", "绩效目标表", "占表")
    columns = (Column("审核结论", 16), *(Column(title, 12, number=True) for title in titles))
    note = "机审意见供审核人员参考，最终结论由人作出。跨部门比对的结果不计入结论"
    return [Table(title="审核结论", columns=columns, rows=rows, total=len(rows), note=note)]


def unread(counted: Counted, limits: Limits) -> Section | None:
    """Files, pages and forms that could not be read, by reason and one by one; None where all were."""
    by_reason, reasons = counted.most(
        "SELECT reason, cure, count(*) AS n, count(DISTINCT path) AS paths, count(DISTINCT department) AS whose "
        "FROM unread GROUP BY ALL ORDER BY n DESC, reason, cure",
        limits.unread,
    )
    each, total = counted.most("SELECT department, path, file, reason, cure FROM unread ORDER BY ALL", limits.unread)
    if not total:
        return None
    counts = _numbers("处", "材料", "部门")
    why = Table(
        title="原因", columns=(Column("原因", 44), Column("办法", 50), *counts), rows=by_reason, total=reasons,
        sql="SELECT reason, cure, count(*) FROM unread GROUP BY ALL ORDER BY 3 DESC",
    )  # fmt: skip
    which = Table(
        title="逐处列出", rows=tuple((whose, _file(str(path), str(file)), *rest) for whose, path, file, *rest in each),
        columns=(Column("部门", 28), Column("文件", 44), Column("原因", 40), Column("办法", 40)),
        total=total, sql="SELECT * FROM unread",
    )  # fmt: skip
    return Section(id="unread", title="没有读出来的", tables=(why, which))


def _file(path: str, file: str) -> str:
    """A file with the submission that it belongs to, named once where the one names the other."""
    return file if file.startswith(path) else f"{path}：{file}"


def _numbers(*titles: str) -> Sequence[Column]:
    """Columns of numbers."""
    return [Column(title, 9, number=True) for title in titles]
