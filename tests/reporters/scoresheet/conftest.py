"""Reports with their sheets: made by hand, of the examples, and of texts that mean no good."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from perflint.engine import check
from perflint.model.finding import Report, Severity, Verdict, Waived
from perflint.ruleset import Ruleset
from perflint.scoring import scored
from tests.reporters.conftest import finding, form, report

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
HOSTILE = (
    '=cmd|"/c calc"!A1', "＝1+1", "@SUM(1)", "-2+3", "<img src=x onerror=alert(1)>", "</w:t><w:p/>&amp;",
    "甲\x00\x0b\x1b乙", "\ud800半个字", "\ufffe\uffff", "{{项目名称}}", "{{没有的}}", "[]:*?/\\", "'引号'",
    "\u202e反写", "长" * 10_000,
    "第一行\n第二行", "😀" * 40, "History",
)  # fmt: skip

Scored = Callable[..., Report]


@pytest.fixture(scope="session")
def examples(national: Ruleset) -> dict[str, Report]:
    """The examples that come with perflint, scored."""
    return {name: scored(check(EXAMPLES / name / "disclosure.txt", national), national) for name in ("faulty", "clean")}


@pytest.fixture
def whole(national: Ruleset) -> Report:
    """A project with everything that a report can say of one, and a finding of none."""
    waived = Waived(finding=finding("AAA09", Severity.ERROR, "甲项目", 9), reason="已另行批复", by="王某")
    made = report(
        finding("AAA01", Severity.ERROR, "甲项目", 1, ask="请查批复", state="新增"),
        finding("AAA02", Severity.HINT, "甲项目", 2, point="X1"),
        finding("SX01", Severity.WARNING, "甲项目", 3, point=""),
        finding("AAA03", Severity.ERROR, "无表项目", 4),
        forms=(form("甲项目", 1), form("乙项目", 11)),
        waived=(waived,),
        waiver_notes=("豁免 AAA08 没有用到",),
        fixed=(finding("AAA07", Severity.ERROR, "甲项目", 7),),
        verdicts=(Verdict(project="甲项目", outcome="退回", why="有 1 处必须修改"),),
        questions=("目标是否有挑战性",),
    )
    return scored(made, national)


@pytest.fixture
def hostile(national: Ruleset) -> Report:
    """A project a text, each with a finding that says the same."""
    found = [
        finding("AAA01", Severity.ERROR, text, 10 * row + 1, message=text, quote=text)
        for row, text in enumerate(HOSTILE)
    ]
    forms = tuple(form(text, 10 * row) for row, text in enumerate(HOSTILE))
    made = report(*found, forms=forms, waiver_notes=HOSTILE)
    # Names that are one name once printing is set aside share a sheet; the rest have one each.
    return replace(scored(made, national), version="1")
