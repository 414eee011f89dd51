"""What can be asked of a run（数据表）: its flat tables, and what each of their columns says, in Chinese.

They are views over the parts, one row a submission with lists within; nothing is stored twice.
"""

from __future__ import annotations

from msgspec import Struct


class View(Struct, frozen=True):
    """A table: what its rows are, the question that makes it, and its columns with what they say."""

    title: str
    sql: str
    columns: dict[str, str]


_WHOSE = {
    "path": "材料：文件（或文件夹）在材料文件夹里的路径，压缩文件里的接着往下写；一份材料一个",
    "department": "部门：材料所在的文件夹，没有就用材料里写的",
}
_FORM = {"form": "第几张目标表，一份材料里从 1 起", "project": "项目名称"}
_PLACE = {"file": "所在的文件", "place": "在文件里的位置"}
_ROW = {"period": "实施期或年度", "level1": "一级指标", "level2": "二级指标"}

VIEWS = {
    "submissions": View(
        "申报材料，一份一行，没有问题的、没有读出来的也有",
        "SELECT path, department, printed, year, dated, outcome, why, unchecked, errors, warnings, hints, files, "
        "len(forms) AS forms, CAST(coalesce(list_sum([len(one.indicators) for one in forms]), 0) AS BIGINT) "
        "AS indicators, budget_lines, claims, sha256, number, of, entries, failures, remarks FROM {parts}",
        {
            **_WHOSE,
            "printed": "材料里写的部门",
            "year": "年度",
            "dated": "落款日期：公开这份材料的文件末尾的日期，没有就是 NULL",
            "outcome": "审核结论：通过、修改后报、退回、未能判定；规则集没有写审核结论的，是空的",
            "why": "结论的理由",
            "unchecked": "是不是没有查完",
            "errors": "必须修改几处",
            "warnings": "应当修改几处",
            "hints": "请核实几处",
            "files": "几个文件",
            "forms": "几张目标表",
            "indicators": "几条指标",
            "budget_lines": "几个预算项目",
            "claims": "几处文字说明",
            "sha256": "文件的 SHA-256；几个文件的，是它们的文件名和 SHA-256 合起来的",
            "number": "文件里的第几份，压缩文件才会大于 1",
            "of": "文件里共几份",
            "entries": "文件在清单里的编号（列表）",
            "failures": "没有运行成的规则（列表），是程序的故障，不是材料的问题",
            "remarks": "读取说明（列表）",
        },
    ),
    "forms": View(
        "绩效目标表，一张一行",
        "SELECT path, department, form, one.project, one.file, one.place, one.outcome, one.implementation_yuan, "
        "one.annual_yuan, one.filed, one.goal, len(one.indicators) AS indicators FROM (SELECT path, department, "
        "unnest(forms) AS one, generate_subscripts(forms, 1) AS form FROM {parts})",
        {
            **_WHOSE,
            **_FORM,
            **_PLACE,
            "outcome": "这张表的审核结论",
            "implementation_yuan": "实施期资金总额，元；没有这一栏或没有填金额的，是 NULL",
            "annual_yuan": "年度资金总额，元",
            "filed": "填报日期；没有填、填的不是日期，是 NULL",
            "goal": "年度目标；没有就是实施期目标",
            "indicators": "几条指标",
        },
    ),
    "indicators": View(
        "三级指标，填了的一行一行",
        "SELECT path, department, form, project, one.period, one.level1, one.level2, one.name, one.value FROM (SELECT "
        "path, department, form, one.project, unnest(one.indicators) AS one FROM (SELECT path, department, "
        "unnest(forms) AS one, generate_subscripts(forms, 1) AS form FROM {parts}))",
        {**_WHOSE, **_FORM, **_ROW, "name": "三级指标名称", "value": "指标值"},
    ),
    "findings": View(
        "问题，一处一行；跨部门比对的也在内",
        'SELECT path, department, one.*, CAST(NULL AS BIGINT) AS "group" FROM (SELECT path, department, '
        "unnest(findings) AS one FROM {parts}) UNION ALL BY NAME SELECT * FROM {across}",
        {
            **_WHOSE,
            "code": "规则",
            "name": "规则的英文名",
            "title": "问题",
            "severity": "级别：error 必须修改，warning 应当修改，hint 请核实",
            "point": "审核要点",
            "message": "审核意见",
            "advice": "修改建议",
            "ask": "审核提示",
            "basis": "文件依据",
            "project": "项目名称；关系到整份材料的，是空的",
            "field": "栏目",
            **_ROW,
            "indicator": "三级指标名称",
            **_PLACE,
            "quote": "原值",
            "related": "相关的位置",
            "fingerprint": "指纹：同一处问题在两个批次里相同",
            "group": '跨部门比对的第几组，别的问题是 NULL；查询里写成 "group"（要加双引号）',
        },
    ),
    "unread": View(
        "没有读出来的文件、页和表，一处一行",
        "SELECT path, department, one.* FROM (SELECT path, department, unnest(unread) AS one FROM {parts})",
        {**_WHOSE, "file": "文件", "reason": "原因", "cure": "办法"},
    ),
    "manifest": View(
        "清单：初审以前登记的文件，一个一行",
        "SELECT * FROM {listed}",
        {
            "number": "编号",
            "path": "文件在材料文件夹里的路径",
            "size": "字节数",
            "sha256": "SHA-256；登记时读不出来的，是空的",
            "department": "所在的文件夹",
            "group": '和哪些文件合成一份材料；查询里写成 "group"（要加双引号）',
        },
    ),
}
"""The tables by name. ``parts``, ``across`` and ``listed`` are what they stand on: the files of the run."""

BEFORE = "before"
"""The schema in which the tables of the previous run are."""
