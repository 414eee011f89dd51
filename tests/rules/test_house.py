"""Each general rule's case file, and what a house rule needs to mean anything."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from perflint.pattern import linear, unusable
from perflint.rules.house import GENERAL
from perflint.rules.manual import HEADINGS, manual
from tests.build import submission
from tests.rules.test_cases import compare

FOLDER = Path(__file__).parent / "house"


def _cases() -> list[Any]:
    """All cases; ids read ``number-range-低于下限``."""
    return [
        pytest.param(path.stem, case, id=f"{path.stem}-{title}")
        for path in sorted(FOLDER.glob("*.yaml"))
        for title, case in yaml.safe_load(path.read_text(encoding="utf-8")).items()
    ]


@pytest.mark.parametrize(("name", "case"), _cases())
def test_case(name: str, case: dict[str, Any]) -> None:
    """The rule finds exactly what the case says, under the code the ruleset gives it."""
    rule = GENERAL[name](**{**case["options"], "code": "SX01"})
    found = sorted(rule.check_all(submission(case)), key=lambda finding: finding.place.order)
    wanted = case.get("finds") or []
    assert len(found) == len(wanted), [f"{finding.quote} | {finding.message}" for finding in found]
    for finding, want in zip(found, wanted, strict=True):
        compare(finding, want)
        assert finding.code == "SX01"
        assert "{" not in finding.message + finding.advice


@pytest.mark.parametrize("name", GENERAL)
def test_each_has_its_manual_and_its_cases(name: str) -> None:
    """The four headings, a case that finds, one that does not."""
    kind = GENERAL[name]
    page = manual(kind)
    assert page.title == kind.title
    assert tuple(page.sections) == HEADINGS
    assert all(page.sections.values())
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", kind.name)
    cases = list(yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8")).values())
    assert any(case.get("finds") for case in cases)
    assert any(not case.get("finds") for case in cases)
    for group in (kind.grows, kind.shrinks, *kind.needs):
        assert set(group) <= {*kind.options(), "required", "words", "exceptions", "verifiable"}


def test_an_evil_pattern_costs_nothing() -> None:
    """What takes Python's engine hours, takes this one no time."""
    begin = time.process_time()
    assert linear(r"^(\s*\S+\s*)+项目$").search("甲 " * 20_000) is None
    assert time.process_time() - begin < 10  # linear or never


@pytest.mark.parametrize(
    ("pattern", "says"),
    [
        ("(甲", "左括号没有合上"), ("甲)", "右括号"), ("[甲", "方括号没有合上"), ("(?<=甲)乙", "前后查找"),
        (r"(甲)\1", "反斜杠写法"), (r"\u4e00", "汉字直接写"), ("甲{2000}", "重复次数"), ("*甲", "前面没有内容"),
        ("甲**", "不能连写"), ("[乙-丙-甲]{", ""), ("甲\\", "反斜杠"), ("甲" * 501, "超过 500 个字"),
        ("(((甲{100}){100}){100}){9}", "重复次数"), ("[z-a]", "颠倒"),
    ],
)  # fmt: skip
def test_a_pattern_that_will_not_do_is_told_in_chinese(pattern: str, says: str) -> None:
    """Why, and what to write instead; none of the engine's English."""
    said = unusable(pattern)
    assert says in said
    assert not re.search(r"[a-z]{4,}", said)
