"""A ruleset's tests run through the real reader and the whole engine, inherited ones on the child's rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from perflint.ruleset import load_ruleset
from perflint.ruleset.origins import load_notes
from perflint.trial import Outcome, outcomes, untested

HOUSE = """\
extends: national
rules:
  SX01:
    uses: forbidden-text
    given: indicator.name
    pattern: 等$
    severity: hint
    message: 指标名称“{text}”以“{match}”结尾，范围不清
    tests:
      - {table: "| 产出指标 | 数量指标 | 培训班等 | 3期 |", finds: ["培训班等"]}
      - {table: "| 产出指标 | 数量指标 | 培训班 | 3期 |", finds: []}
  VAL01:
    tests:
      - table: |
          | 产出指标 | 数量指标 | 培训班 | 3期 |
          | 效益指标 | 社会效益指标 | 群众获得感 | 有所提高 |
        finds: [有所提高]
  GOL05:
    tests:
      - {fields: {立项依据: 区委区政府安排}, table: "| 产出指标 | 数量指标 | 培训班 | 3期 |", finds: [区委区政府安排]}
  GOL02:
    tests:
      - {goal: 做好工作, table: "| 产出指标 | 数量指标 | 培训班 | 3期 |", finds: [做好工作]}
  DOC02:
    tests:
      - {form: 没有表, finds: [测试.txt]}
"""


def _run(folder: Path, text: str, **beside: str) -> list[Outcome]:
    """The outcomes of the tests of a ruleset written into this folder."""
    for stem, content in {**beside, "mine": text}.items():
        (folder / f"{stem}.yaml").write_text(content, encoding="utf-8")
    name = str(folder / "mine.yaml")
    return list(outcomes(load_ruleset(name), load_notes(name)))


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of other runs is left in the cache."""
    monkeypatch.setenv("PERFLINT_CACHE", str(tmp_path / "cache"))


def test_what_a_ruleset_says_of_itself_is_true(tmp_path: Path) -> None:
    """Rows, boxes, goals and whole forms are read as a document is."""
    ran = _run(tmp_path, HOUSE)
    assert [one.code for one in ran] == ["DOC02", "GOL02", "GOL05", "SX01", "SX01", "VAL01"]
    assert [(one.code, one.found, one.trouble) for one in ran if not one.passed] == []


def test_inherited_tests_run_on_the_childs_rule(tmp_path: Path) -> None:
    """A child that changes the rule so that its parent's test no longer holds is told so."""
    child = "extends: parent.yaml\nrules: {SX01: {pattern: 班等$, exceptions: [某项目]}}\n"
    failed = [one for one in _run(tmp_path, child, parent=HOUSE) if not one.passed]
    assert [(one.code, one.found, one.trial.finds) for one in failed] == [("SX01", (), ("培训班等",))]
    assert failed[0].trial.place.endswith("parent.yaml:10:9")


def test_a_stricter_child_may_replace_them(tmp_path: Path) -> None:
    """A rule that asks for more need not pass the tests of the one that asked for less."""
    trial = '{table: "| 产出指标 | 数量指标 | 培训班 | 3期 |", finds: [培训班]}'
    child = f"extends: parent.yaml\nrules: {{SX01: {{pattern: 班, tests: {{replace: [{trial}]}}}}}}\n"
    ran = [one for one in _run(tmp_path, child, parent=HOUSE) if one.code == "SX01"]
    assert [one.passed for one in ran] == [True]


def test_tests_of_skipped_rules_do_not_run(tmp_path: Path) -> None:
    """A rule out of force has nothing to prove."""
    ran = _run(tmp_path, "extends: parent.yaml\nrules: {SX01: skip}\n", parent=HOUSE)
    assert "SX01" not in {one.code for one in ran}


def test_a_test_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    """Silence about a form that nobody could read is no pass."""
    text = "extends: national\nrules: {VAL01: {tests: [{form: 一句话, finds: []}]}}\n"
    (one,) = _run(tmp_path, text)
    assert not one.passed
    assert "没有读出来" in one.trouble


def test_what_is_not_tested_is_named(tmp_path: Path) -> None:
    """A house rule wants a test that finds and one that does not."""
    _run(tmp_path, HOUSE.replace("finds: []}", 'finds: ["培训班"]}'))
    name = str(tmp_path / "mine.yaml")
    assert untested(load_ruleset(name), load_notes(name)) == {"SX01": "没有应当不查出的测试"}
