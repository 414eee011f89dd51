"""The JSON report: its schema by hand, its amounts, and nothing lost."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from perflint import check
from perflint.engine import lint
from perflint.model.base import Cell, Place
from perflint.model.finding import Report, Verdict, Waived
from perflint.model.form import Field
from perflint.model.submission import Submission
from perflint.reporters import render
from perflint.ruleset import load_ruleset
from tests import build
from tests.reporters.conftest import form, place, report

ROOT = Path(__file__).resolve().parents[2]
LEVEL1 = {"产出指标", "成本指标", "效益指标", "满意度指标"}
LEVEL2 = {
    "数量指标", "质量指标", "时效指标", "成本指标", "经济成本指标", "社会成本指标", "生态环境成本指标", "经济效益指标",
    "社会效益指标", "生态效益指标", "可持续影响指标", "服务对象满意度指标",
}  # fmt: skip
PERIODS = {"实施期", "年度"}
CODE, YUAN, PRINT = re.compile(r"[A-Z]{2,3}\d\d"), re.compile(r"-?\d+(\.\d*[1-9])?"), re.compile(r"[0-9a-f]{16}")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

# A type, a set of values, a pattern, [each], {key: shape} with "key?" for what may be missing, a tuple of alternatives.
PLACE = {
    "file": str, "table?": int, "row?": int, "column?": int, "page?": int, "sheet?": str, "box?": list, "line?": int,
    "text": str,
}  # fmt: skip
FINDING = {
    "code": CODE, "name": NAME, "title": str, "severity": {"error", "warning", "hint"},
    "point": {"", "W1", "W2", "X1", "X2", "S1", "S2", "K1", "K2"}, "message": str, "advice": str, "basis": [str],
    "subject": {
        "project": str, "field?": str, "period?": PERIODS, "level1?": LEVEL1, "level2?": LEVEL2, "indicator?": str,
    },
    "place": PLACE, "quote": str, "related": [{"place": PLACE, "text": str}], "fingerprint": PRINT,
    "ask?": str, "state?": {"新增", "未改", "又出现"},
}  # fmt: skip
OUTCOME = {"通过", "修改后报", "退回", "未能判定"}
FORM = {
    "project": str, "title": (str, None), "layout": str, "scheme": str, "fields": dict, "goals": dict,
    "funding": [{"source": str, "period": PERIODS, "yuan": (YUAN, None)}],
    "indicators": [
        {
            "period": PERIODS, "level1": LEVEL1, "level1_printed": str, "level2": (LEVEL2, None),
            "level2_printed": (str, None), "name": str, "value": str, "sign": (str, None), "unit": (str, None),
            "weight": (str, None), "confidence?": float,
        }
    ],
}  # fmt: skip
REPORT = {
    "schema": {"perflint-report/1"}, "version": str, "ruleset": str,
    "submissions": [
        {
            "department": (str, None), "year": (int, None), "dated": (DAY, None), "files": [str],
            "read": {"files": int, "forms": int, "indicators": int, "budget_lines": int, "claims": int},
            "remarks": [str],
            "forms": [FORM],
            "budget_lines": [{"project": str, "yuan": (YUAN, None), "carryover": bool}],
            "claims": [{"quote": str, "count": (int, None), "yuan": (YUAN, None)}],
            "findings": [FINDING], "verdicts?": [{"project": str, "outcome": OUTCOME, "why": str}], "unchecked?": bool,
            "failures": [{"code": str, "message": str}], "idle": [CODE],
            "fixed?": [FINDING], "aside?": [FINDING], "corrected?": [PRINT],
            "waived?": [{"finding": FINDING, "reason": str, "by": str, "expires": (DAY, None)}], "waiver_notes?": [str],
        }
    ],
}  # fmt: skip


def misfits(value: Any, shape: Any, at: str = "") -> list[str]:  # noqa: ANN401 - JSON holds anything
    """Where a value does not have its shape."""
    if isinstance(shape, dict):
        return _of_object(value, shape, at) if isinstance(value, dict) else [f"{at}: {value!r} is no object"]
    if isinstance(shape, list):
        if not isinstance(value, list):
            return [f"{at}: {value!r} is no list"]
        return [wrong for index, item in enumerate(value) for wrong in misfits(item, shape[0], f"{at}[{index}]")]
    return [] if _fits(value, shape) else [f"{at}: {value!r}"]


def _of_object(value: dict[str, Any], shape: dict[str, Any], at: str) -> list[str]:
    """Where an object does not have its shape."""
    known = {key.rstrip("?") for key in shape}
    wrong = [f"{at}: unknown key {key}" for key in sorted(value.keys() - known)]
    wrong += [f"{at}: no {key}" for key in shape if not key.endswith("?") and key not in value]
    for key, part in shape.items():
        if key.rstrip("?") in value:
            wrong += misfits(value[key.rstrip("?")], part, f"{at}.{key}")
    return wrong


def _fits(value: Any, shape: Any) -> bool:  # noqa: ANN401 - JSON holds anything
    """Whether a plain value is of its kind."""
    if isinstance(shape, tuple):
        return any(_fits(value, one) for one in shape)
    if isinstance(shape, re.Pattern):
        return isinstance(value, str) and bool(shape.fullmatch(value))
    if isinstance(shape, set):
        return value in shape
    return value is shape or type(value) is shape


@pytest.mark.parametrize("name", ["clean", "faulty"])
def test_the_report_has_its_schema(name: str) -> None:
    """Every key of the examples' reports is known, none is missing, every value is of its kind."""
    made = json.loads(render([check(ROOT / "examples" / name / "disclosure.txt")], "json"))
    assert misfits(made, REPORT) == []
    (one,) = made["submissions"]
    assert one["read"]["forms"] == len(one["forms"]) > 0
    assert one["read"]["indicators"] == sum(len(form["indicators"]) for form in one["forms"])
    assert one["read"]["budget_lines"] == len(one["budget_lines"])
    assert all(form["goals"].keys() <= PERIODS for form in one["forms"])
    assert all(row["name"].strip() or row["value"].strip() for form in one["forms"] for row in form["indicators"])


def test_the_county_report_has_its_schema(county: Path) -> None:
    """So has the report on a real disclosure."""
    assert misfits(json.loads(render([check(county)], "json")), REPORT) == []


def test_the_schema_would_notice(sample: Report) -> None:
    """A wrong type, an unknown key and a missing one are seen; without this the tests above could not fail."""
    made = json.loads(render([sample], "json"))
    assert misfits(made, REPORT) == []
    made["submissions"][0]["findings"][0]["severity"] = "fatal"
    made["submissions"][0]["year"] = "2026"
    made["more"] = 1
    del made["version"]
    assert len(misfits(made, REPORT)) == 4


def test_failures_and_unread_files_are_there(unread: Report) -> None:
    """What could not be checked stands in the report too."""
    (one,) = json.loads(render([unread], "json"))["submissions"]
    assert one["files"] == ["坏.txt"]
    assert one["failures"] == [{"code": "VAL01", "message": "规则 VAL01 运行出错"}]
    assert one["findings"][0]["code"] == "DOC01"


def test_a_label_that_stands_twice_loses_no_box() -> None:
    """The second 联系电话 of a form is numbered."""

    def box(text: str, row: int) -> Field:
        return Field(
            key="phone", label=Cell(text="联系电话：", place=place(row)), value=Cell(text=text, place=place(row))
        )

    twice = replace(form("甲", 1), fields=(box("1", 2), box("2", 3), box("3", 4)))
    (one,) = json.loads(render([report(forms=(twice,))], "json"))["submissions"]
    assert one["forms"][0]["fields"] == {"联系电话": "1", "联系电话（2）": "2", "联系电话（3）": "3"}


def test_text_that_is_no_unicode_does_not_break_it() -> None:
    """A lone surrogate, which strict parsers refuse even escaped, is replaced; the bytes stay UTF-8."""
    made = render([report(forms=(form("\udcff", 1),))], "json")
    assert json.loads(made)["submissions"][0]["forms"][0]["project"] == "\ufffd"


def test_an_empty_list_of_reports_is_a_report() -> None:
    """Nothing in, nothing out, still the schema."""
    assert json.loads(render([], "json")) == {
        "schema": "perflint-report/1", "version": "", "ruleset": "", "submissions": [],
    }  # fmt: skip


def test_places_keep_only_what_they_know(sample: Report) -> None:
    """A place of a text file has no page; its words for people stand beside it."""
    (one,) = json.loads(render([sample], "json"))["submissions"]
    shown = str(Place(table=2, row=3, column=1, line=103))
    assert one["findings"][1]["place"] == {
        "file": "材料.txt", "table": 2, "row": 3, "column": 1, "line": 103, "text": shown,
    }  # fmt: skip


def test_recognised_rows_say_how_sure_they_are() -> None:
    """The less sure of name and value counts; rows that were text say nothing."""
    desk = build.Desk()
    rows = [["产出指标", "数量指标", "培训人次", "≥300人次"], ["产出指标", "质量指标", "合格率", "≥95%"]]
    made = build.form(desk, {"indicators": rows})
    (tree,) = made.trees
    sure = replace(tree.indicators[0], value=replace(tree.indicators[0].value, confidence=0.8765))
    seen = replace(made, trees=(replace(tree, indicators=(sure, tree.indicators[1])),))
    report = lint(Submission(forms=(seen,)), load_ruleset("national"))
    written = json.loads(render([report], "json"))["submissions"][0]["forms"][0]["indicators"]
    assert [row.get("confidence") for row in written] == [0.876, None]


def test_what_was_settled_is_told_and_nothing_else(sample: Report) -> None:
    """Waivers, verdicts, what became of an earlier report: keys that are there where there is something to tell."""
    one, other, *_ = sample.findings
    settled = replace(
        sample,
        findings=(replace(one, state="又出现"),),
        waived=(Waived(finding=other, reason="批复", by="王某", expires=date(2027, 3, 31)),),
        waiver_notes=("w.yaml:1:3：没有用上",),
        fixed=(other,),
        aside=(replace(other, state="未能核对"),),
        corrected=("ab" * 8,),
        verdicts=(Verdict(project="", outcome="退回", why="必须修改 1 处"),),
    )
    (made,) = json.loads(render([settled], "json"))["submissions"]
    assert made["findings"][0]["state"] == "又出现"
    assert made["aside"][0]["state"] == "未能核对"
    assert (made["waived"][0]["by"], made["waived"][0]["expires"]) == ("王某", "2027-03-31")
    assert (made["corrected"], made["waiver_notes"]) == (["ab" * 8], ["w.yaml:1:3：没有用上"])
    assert made["verdicts"] == [{"project": "", "outcome": "退回", "why": "必须修改 1 处"}]
    (plain,) = json.loads(render([sample], "json"))["submissions"]
    assert not {"waived", "waiver_notes", "fixed", "aside", "corrected", "verdicts", "unchecked"} & set(plain)
