"""JSON lines: a line a submission, then a line a finding that needs no other line to be understood."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from perflint import check
from perflint.model.finding import Report
from perflint.reporters import render
from tests.reporters.test_json import FINDING, misfits
from tests.reporters.whole import whole

ROOT = Path(__file__).resolve().parents[2]
HEAD = {"kind": {"finding"}, "submission": int, "files": [str], "department": (str, None), "year": (int, None)}
LINE = {**HEAD, **FINDING, "ask?": str, "state?": {"新增", "未改", "又出现"}}


def lines(*reports: Report) -> list[dict[str, Any]]:
    """The objects of a file."""
    return [json.loads(line) for line in render(reports, "jsonl").splitlines()]


def test_the_kinds_come_in_order() -> None:
    """And the first line says how many of each follow."""
    made = lines(whole())
    assert [line["kind"] for line in made] == ["submission", *["finding"] * 5, "waived", "fixed", "aside"]
    assert made[0]["counts"] == {"finding": 5, "waived": 1, "fixed": 1, "aside": 1}
    assert made[0]["unchecked"] is True


def test_a_finding_says_whose_it_is() -> None:
    """Files, department and year stand in each line."""
    for line in lines(whole()):
        assert (line["submission"], line["department"], line["year"]) == (1, "某局", 2026)
        assert line["files"] == ["材料.txt", "附件.txt", "坏.txt"]


def test_a_finding_has_the_shape_it_has_in_json() -> None:
    """Key for key, of a real report."""
    found = [
        line for line in lines(check(ROOT / "examples" / "faulty" / "disclosure.txt")) if line["kind"] == "finding"
    ]
    assert [wrong for line in found for wrong in misfits(line, LINE)] == []
    assert found[0]["fingerprint"]


def test_a_waived_finding_says_who_answers_for_it() -> None:
    """Why, who, until when."""
    (line,) = (line for line in lines(whole()) if line["kind"] == "waived")
    assert line["waiver"] == {"reason": "疫情所致", "by": "王科长", "expires": "2026-12-31"}
    assert line["code"] == "VAL04"


def test_the_submission_says_what_was_not_read() -> None:
    """Files, pages, forms, broken rules, in parts that a program can use."""
    head = lines(whole())[0]
    assert head["unread"] == [{"name": "坏.txt", "reason": "文件坏了", "cure": "重新导出", "scanned": False}]
    assert head["unread_pages"] == [{"file": "附件.txt", "pages": [1, 2]}]
    assert (head["unrecognised"][0]["understood"], head["unrecognised"][0]["missing"]) == (["表头认出"], ["指标值缺少"])
    assert head["failures"] == [{"code": "VAL10", "message": "规则运行出错"}]
    assert head["verdicts"][2] == {"project": "乙项目", "outcome": "通过", "why": "没有发现"}


def test_submissions_are_numbered(sample: Report) -> None:
    """From 1, in the order of the reports."""
    made = lines(sample, whole())
    assert [line["submission"] for line in made if line["kind"] == "submission"] == [1, 2]
    assert render([], "jsonl") == b""
