"""Every effective value knows where it was said, out of the files as out of the cache."""

from __future__ import annotations

from pathlib import Path

import pytest

from perflint.errors import RulesetError
from perflint.ruleset import load_ruleset
from perflint.ruleset.notes import BUILT_IN
from perflint.ruleset.origins import load_notes
from tests.ruleset.conftest import Written

MINE = """\
extends: national
words:
  vague: {add: [有序推进], remove: [及时]}
rules:
  VAL10: error
  VAL05:
    floor: 50
  VAL01:
    basis:
      - {doc: 某财绩〔2025〕3号, clause: 第八条}
questions: [问一问]
"""


@pytest.mark.parametrize("again", [False, True], ids=["read", "cached"])
def test_the_origin_of_each_value(load: Written, tmp_path: Path, again: bool) -> None:
    """Severity, option, basis and word: at the line that said it last, parents' files included."""
    load(MINE)
    path = str(tmp_path / "mine.yaml")
    notes = load_notes(path)
    if again:
        notes = load_notes(path)
    assert notes.of_option("VAL10", "severity") == f"{path}:5:3"
    assert notes.of_option("VAL05", "floor") == f"{path}:7:5"
    assert notes.of_option("VAL01", "basis") == f"{path}:9:5"
    assert notes.of_option("VAL10", "least").startswith("rulesets/national/ruleset.yaml:")
    assert notes.of_option("VAL01", "severity") == BUILT_IN
    assert notes.words["vague"]["有序推进"] == f"{path}:3:17"
    assert notes.words["vague"]["满意"].startswith("rulesets/national/words.yaml:")
    assert "及时" not in notes.words["vague"]
    assert notes.places["questions"] == f"{path}:11:1"
    assert notes.places["layouts.general"] == "rulesets/national/layouts/general.yaml:2:1"
    assert notes.chain == (path, "rulesets/national/ruleset.yaml")


def test_every_word_has_an_origin() -> None:
    """No word of the bundled lists is without its line."""
    rules, notes = load_ruleset(), load_notes()
    for name, words in rules.words.items():
        assert set(words) == set(notes.words[name])
        assert all(":" in place for place in notes.words[name].values())


def test_notes_are_not_read_with_the_ruleset(load: Written, tmp_path: Path) -> None:
    """A run that only checks loads a cache without notes."""
    load(MINE)
    (kept,) = (tmp_path / "cache").rglob("ruleset-*.json")
    assert b"words.yaml:" not in kept.read_bytes()
    assert load_ruleset(str(tmp_path / "mine.yaml")).name == "mine"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("rules: {FRM02: {keys: {add: [unit], remove: [phone]}}}", ("principal", "handler", "unit")),
        ("rules: {FRM02: {keys: [unit]}}", ("unit",)),
    ],
)
def test_lists_of_options_change_as_word_lists_do(load: Written, text: str, value: object) -> None:
    """{add, remove}, or a whole list."""
    rule = load(f"extends: national\n{text}\n").rule("FRM02")
    assert getattr(rule, "keys") == value  # noqa: B009 - an option of the subclass


def test_mappings_take_keys_and_lose_them(load: Written) -> None:
    """{add: {key: value}, remove: [key]}."""
    change = "{add: {phone: 电话}, remove: [plan]}"
    rule = load(f"extends: national\nrules: {{FRM01: {{required: {change}}}}}\n").rule("FRM01")
    required = getattr(rule, "required")  # noqa: B009 - an option of the subclass
    assert required["phone"] == "电话"
    assert "plan" not in required
    assert "project" in required


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ("rules: {FRM02: {keys: {remove: [phon]}}}", "2:33", "列表里没有“phon”，无从删除，是不是“phone”？"),
        ("rules: {FRM01: {required: {remove: [projct]}}}", "2:37", "没有“projct”，无从删除，是不是“project”？"),
        ("rules: {FRM01: {required: {add: [a]}}}", "2:28", "应当是“键: 值”"),
        ("rules: {FRM02: {keys: {add: 3}}}", "2:24", "应当是一个列表"),
        ("rules: {VAL10: {least: {add: [1]}}}", "2:17", "“least”应当是整数"),
    ],
)
def test_a_change_that_changes_nothing_is_refused(load: Written, text: str, place: str, says: str) -> None:
    """At its place, with the nearest that is there."""
    with pytest.raises(RulesetError) as refused:
        load(f"extends: national\n{text}\n")
    assert f"mine.yaml:{place}：" in str(refused.value)
    assert says in refused.value.problem
