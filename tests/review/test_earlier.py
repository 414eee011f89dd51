"""A report read back from its JSON: as it was, or refused in one Chinese sentence."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from perflint.errors import ReportError
from perflint.model.finding import Report
from perflint.reporters import render
from perflint.review.earlier import read_round, round_of


def test_findings_come_back_as_they_were(sample: Report) -> None:
    """All but the parts of a citation, which is kept as the line it is read as."""
    (part,) = read_round(render([sample], "json"), "report.json").parts
    for told, made in zip(part.found, sample.findings, strict=True):
        assert replace(told, basis=()) == replace(made, basis=())
        assert [str(one) for one in told.basis] == [str(one) for one in made.basis]
    assert part.projects == {"甲项目", "乙项目", "丙项目"}
    assert set(part.forms) == {"甲项目", "乙 项目", "丙项目"}


def test_what_was_not_checked_is_known(unread: Report) -> None:
    """Silence of such a report means nothing."""
    (part,) = round_of([unread]).parts
    assert part.unchecked
    assert part.broken == {"VAL01"}


def of(**changes: Any) -> bytes:  # noqa: ANN401 - JSON
    """A report with something else in it."""
    whole = {"schema": "perflint-report/1", "ruleset": "national", "submissions": [{"files": ["a"], "findings": []}]}
    return json.dumps({**whole, **changes}).encode()


BROKEN = {
    "空文件": (b"", "不是合格的 JSON（第 1 行第 1 列）"),
    "写了一半": (of()[:60], "不是合格的 JSON"),
    "不是文本": (b"\xff\xfe\x00", "不是合格的 JSON"),
    "太深": (b"[" * 100_000, "不是合格的 JSON"),
    "数太长": (b"1" * 5000, "不是合格的 JSON"),
    "别的JSON": (b'{"a": 1}', "是 JSON，但不是 perflint 的检查结果"),
    "一个列表": (b"[]", "是 JSON，但不是 perflint 的检查结果"),
    "以后的格式": (of(schema="perflint-report/2"), "是另一种格式“perflint-report/2”"),
    "缺了一块": (of(submissions=[{"files": []}]), "内容不全或者被改过（submissions[0]）"),
    "类型不对": (of(submissions=[{"files": [1], "findings": []}]), "内容不全或者被改过（submissions[0].files[0]）"),
    "没有材料": (of(submissions=None), "内容不全或者被改过"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_what_cannot_be_read_back_is_refused(case: str) -> None:
    """The file, what is wrong with it, what to do."""
    data, problem = BROKEN[case]
    with pytest.raises(ReportError) as refused:
        read_round(data, "上次.json")
    assert str(refused.value).startswith("“上次.json”")
    assert problem in str(refused.value)
    assert str(refused.value).endswith("重新生成")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@settings(deadline=None)
@given(st.sampled_from(["findings", "files", "waived", "aside", "forms", "corrected", "failures"]), JSON)
def test_any_json_is_read_or_refused(key: str, value: object) -> None:
    """Never another error."""
    with suppress(ReportError):
        read_round(of(submissions=[{"files": [], "findings": [], key: value}]), "a.json")


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(["code", "subject", "place", "related", "basis", "severity"]), JSON))
def test_any_finding_is_read_or_refused(changes: dict[str, object]) -> None:
    """Parts of a finding that were tampered with."""
    plain = {
        "code": "VAL01", "name": "n", "title": "t", "severity": "error", "message": "m", "quote": "q",
        "subject": {"project": "甲"}, "place": {"file": "a", "row": 1}, "fingerprint": "0" * 16,
    }  # fmt: skip
    with suppress(ReportError):
        read_round(of(submissions=[{"files": [], "findings": [{**plain, **changes}]}]), "a.json")


def test_what_a_later_version_adds_is_passed_over(sample: Report) -> None:
    """Keys that are not known here cost nobody the comparison."""
    whole = json.loads(render([sample], "json"))
    for one in whole["submissions"][0]["findings"]:
        one["new"] = one["place"]["new"] = one["subject"]["new"] = 1
    told = read_round(json.dumps(whole).encode(), "report.json")
    assert [one.fingerprint for one in told.parts[0].found] == [one.fingerprint for one in sample.findings]
