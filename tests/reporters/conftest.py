"""A small report made by hand, so that what is printed can be read off the test."""

from __future__ import annotations

import pytest

from perflint.model.base import Cell, Place
from perflint.model.document import Document, Unread
from perflint.model.finding import Basis, Failure, Finding, Read, Related, Report, Severity, Subject
from perflint.model.form import Field, TargetForm
from perflint.model.submission import Submission

DOC, OTHER = Basis(doc="财预〔2015〕88号", clause="第九条"), Basis(doc="预算法", clause="第三十二条", verified=True)


def place(row: int, column: int = 1) -> Place:
    """A cell of the second table."""
    return Place(file="材料.txt", table=2, row=row, column=column, line=100 + row)


def form(project: str, row: int) -> TargetForm:
    """A form that has only a name."""
    name = Field(
        key="project", label=Cell(text="项目名称", place=place(row)), value=Cell(text=project, place=place(row, 2))
    )
    return TargetForm(
        layout="general", scheme="three-type", place=place(row), fields=(name,), funding=(), goals=(), trees=()
    )


def finding(code: str, severity: Severity, project: str, row: int, **more: object) -> Finding:
    """A finding in a form, or of the whole for project ""."""
    subject = Subject(project=project, period="年度", level1="产出指标", level2="数量指标", indicator=f"指标{row}")
    given = {
        "code": code, "name": code.lower(), "title": f"{code}的问题", "severity": severity, "point": "W1",
        "message": f"第{row}处写错了", "advice": f"改第{row}处", "basis": (),
        "subject": subject, "place": place(row), "quote": f"原文{row}", "fingerprint": f"{row:016d}",
    }  # fmt: skip
    return Finding(**{**given, **more})  # type: ignore[arg-type]


def report(*found: Finding, forms: tuple[TargetForm, ...] = (), **more: object) -> Report:
    """A report on one file."""
    given = {
        "submission": Submission(
            department=Cell(text="某局", place=place(1)),
            year=2026,
            forms=forms,
            documents=(Document(name="材料.txt", digest="", blocks=(), dropped={"内部资料": 3}),),
        ),
        "ruleset": "national", "ruleset_digest": "", "version": "0", "findings": found,
        "read": Read(files=1, forms=len(forms), indicators=4, budget_lines=2, claims=1),
    }  # fmt: skip
    return Report(**{**given, **more})  # type: ignore[arg-type]


@pytest.fixture
def sample() -> Report:
    """Two projects and the whole, five findings, in reading order as the engine leaves them."""
    blanks = tuple(Related(place=place(row), text="") for row in range(20, 28))
    return report(
        finding("NAM02", Severity.ERROR, "", 1, subject=Subject()),
        finding("VAL10", Severity.HINT, "甲项目", 3, basis=(DOC,)),
        finding("VAL01", Severity.ERROR, "甲项目", 4, basis=(DOC, OTHER)),
        finding("FRM04", Severity.WARNING, "乙 项目", 12, related=blanks),
        finding("VAL02", Severity.ERROR, "乙 项目", 13, related=(Related(place=place(14), text="旁边" * 30),)),
        forms=(form("甲项目", 2), form("乙 项目", 11), form("丙项目", 31)),
        idle=("TRE05",),
        questions=("目标是否有挑战性",),
    )  # fmt: skip


@pytest.fixture
def unread() -> Report:
    """A file that could not be read."""
    return report(
        finding("DOC01", Severity.ERROR, "", 1, subject=Subject(), place=Place(file="坏.txt"), quote="坏.txt"),
        submission=Submission(unread=(Unread(name="坏.txt", reason="是空文件", cure="重新导出"),)),
        failures=(Failure(code="VAL01", message="规则 VAL01 运行出错"),),
    )
