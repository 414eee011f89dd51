"""A whole report with everything a report can hold, and one that means harm."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from perflint.engine import lint
from perflint.model.document import Document
from perflint.model.finding import Basis, Failure, Report, Verdict, Waived
from perflint.model.submission import Submission
from perflint.ruleset import Ruleset
from tests.build import submission

HOSTILE = "\"><img src=x onerror=alert(1)><script>alert(2)</script></style>\x00\x0b\x1b[31m\u202e\ud800 javascript:'`"
LONG = "绩" * 10_000

FORM: dict[str, Any] = {
    "title": "项目支出绩效目标表",
    "fields": {"nature": "一次性项目(1年结束)", "period": "1年", "overview": "某项目经费", "basis": "领导安排"},
    "funding": {
        "实施期": {"资金总额": "200,000", "财政拨款": "200,000"},
        "年度": {"资金总额": "80,000", "财政拨款": "80,000"},
    },
    "goals": {"实施期": "做好工作", "年度": "做好工作"},
    "period_indicators": [["产出指标", "数量指标", "培训人次", "若干"], ["效益指标", "社会效益指标", "影响", "提高"]],
    "indicators": [
        ["产出指标", "数量指标", "培训人次", "若干"],
        ["产出指标", "数量指标", "培训期数", "≥2期"],
        ["效益指标", "社会效益指标", "影响", "提高"],
    ],
    "blanks": [["产出指标", "成本指标"]],
}


def spec(*names: str, **more: object) -> dict[str, Any]:
    """A submission with a form for each name."""
    forms = [{**FORM, "fields": {"project": name, **FORM["fields"]}} for name in names]
    return {"department": "某局", "year": 2026, "forms": forms, **more}


@pytest.fixture
def whole(national: Ruleset) -> Report:
    """Two projects, a budget, a claim, and every part that a report may have."""
    given = spec(
        "甲项目", "乙项目", budget=[["甲项目", "8.00"], ["丙项目", "80.00"]], carryover=[["丁项目", "1.00"]],
        claims=[{"quote": "纳入绩效目标管理的项目3个", "count": 3}],
        unread=[{"name": "坏.docx", "reason": "是空文件", "cure": "重新导出"}],
    )  # fmt: skip
    report = lint(submission(given), national)
    first, second, *rest = report.findings
    document = Document(
        name="附件.txt", digest="", blocks=(), dropped={"内部资料": 3}, remarks=("有隐藏的工作表“草稿”",)
    )
    return replace(
        report,
        submission=replace(report.submission, documents=(*report.submission.documents, document)),
        findings=(replace(second, ask="请单位提供测算表", state="又出现", basis=(Basis(doc="预算法"),)), *rest),
        verdicts=(
            Verdict(project="", outcome="退回", why="必须修改 3 处"),
            Verdict(project="甲项目", outcome="退回", why="必须修改 2 处"),
            Verdict(project="乙项目", outcome="通过", why="没有问题"),
        ),
        waived=(Waived(finding=first, reason="已与预算科核实", by="张三", expires=date(2026, 12, 31)),),
        waiver_notes=("豁免“VAL09”没有用上",),
        fixed=(replace(first, message="上次的问题"),),
        failures=(Failure(code="VAL01", message="规则 VAL01 运行出错"),),
        questions=("目标是否有挑战性",),
    )


def _meant(harm: str) -> Submission:
    """A submission whose every text means harm; one is very long."""
    given = spec(
        harm, LONG, department=harm, budget=[[harm, "8.00"]],
        claims=[{"quote": harm, "count": 3}], unread=[{"name": harm, "reason": harm, "cure": harm}],
    )  # fmt: skip
    for form in given["forms"]:
        form.update(
            title=harm, goals={"年度": harm}, indicators=[["产出指标", "数量指标", harm, LONG]],
            fields={**form["fields"], harm: harm}, unread_cells=[harm],
        )  # fmt: skip
    return submission(given)


@pytest.fixture
def hostile(national: Ruleset) -> Report:
    """A report on a submission of ill will, whose own words are no better."""
    # The engine cannot fingerprint a lone surrogate, which no reader lets through: it is put in afterwards.
    tame = HOSTILE.replace("\ud800", "")
    report = lint(_meant(tame), national)
    shouted = tuple(
        replace(
            one, title=HOSTILE, message=HOSTILE, advice=HOSTILE, ask=HOSTILE, code=f"X{HOSTILE}", state=HOSTILE,
            subject=replace(one.subject, project=one.subject.project.replace(tame, HOSTILE)),
        )
        for one in report.findings
    )  # fmt: skip
    return replace(
        report, submission=_meant(HOSTILE), findings=shouted,
        questions=(HOSTILE,), waiver_notes=(HOSTILE,), ruleset=HOSTILE, idle=(HOSTILE,),
        verdicts=(Verdict(project="", outcome=HOSTILE, why=HOSTILE),), failures=(Failure(code="", message=HOSTILE),),
    )  # fmt: skip
