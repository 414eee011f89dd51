"""A disclosure says the same however its extraction damaged it."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from perflint.layouts.meaning.vocabulary import Vocabulary
from perflint.model.form import IMPLEMENTATION
from perflint.ruleset import Ruleset
from perflint.text import normal
from tests.conftest import SHARED
from tests.layouts.damage import CHARACTERS, DAMAGES
from tests.layouts.facts import Facts, differences, facts, reading, words_of

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
UNTOLD = {("faulty", "one-a-line"): "of two goals one is blank, and nothing is left to tell which"}


@pytest.fixture(scope="session")
def words(national: Ruleset) -> Vocabulary:
    """The vocabulary of the national ruleset."""
    return words_of(national)


@pytest.fixture(scope="session")
def undamaged(words: Vocabulary) -> dict[str, tuple[str, Facts]]:
    """Each example's text, and what it says."""
    texts = {name: (EXAMPLES / name / "disclosure.txt").read_text(encoding="utf-8") for name in ("clean", "faulty")}
    return {name: (text, facts(reading(text, words))) for name, text in texts.items()}


def test_the_examples_are_read_whole(undamaged: dict[str, tuple[str, Facts]]) -> None:
    """Every form with both periods, two budget tables, the claims; nothing is left over."""
    for name in undamaged:
        said = undamaged[name][1]
        assert len(said["forms"]) == {"clean": 9, "faulty": 8}[name]
        assert all(form["rows"] and len(form["goals"]) == 2 for form in said["forms"])
        assert [table["carryover"] for table in said["budget"]] == [False, True]
        assert said["claims"]
        assert said["year"] == 2026
        assert said["dated"] is not None
        assert not said["unrecognised"]
        assert all(not form["unread"] for form in said["forms"])


@pytest.mark.parametrize("example", ["clean", "faulty"])
@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_changes_nothing(
    example: str, damage: str, words: Vocabulary, undamaged: dict[str, tuple[str, Facts]]
) -> None:
    """Same forms, amounts, goals, rows, budget lines and claims."""
    if (example, damage) in UNTOLD:
        pytest.skip(UNTOLD[example, damage])
    text, said = undamaged[example]
    assert not differences(said, facts(reading(DAMAGES[damage](text), words)))


@pytest.mark.parametrize("encoding", CHARACTERS)
def test_encoding_changes_nothing(encoding: str, words: Vocabulary, undamaged: dict[str, tuple[str, Facts]]) -> None:
    """Whatever the bytes, the text is the same."""
    text, said = undamaged["clean"]
    assert not differences(said, facts(reading(CHARACTERS[encoding](text), words)))


@pytest.fixture(scope="session")
def truth() -> dict[str, Any]:
    """What the real county disclosure says."""
    path = SHARED / "data" / "county" / "truth.json"
    if not path.exists():
        pytest.skip("../shared is not here")
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("damage", [None, *DAMAGES])
def test_the_county_disclosure(damage: str | None, words: Vocabulary, truth: dict[str, Any], county: Path) -> None:
    """Ten forms with every field, amount, goal and indicator, 11 + 6 budget lines, nothing invented."""
    text = county.read_text(encoding="utf-8")
    submission = reading(DAMAGES[damage](text) if damage else text, words)
    forms = {form.project.normal: form for form in submission.forms}
    assert set(forms) == {normal(one["header"]["项目名称"]) for one in truth["projects"]}
    for one in truth["projects"]:
        form = forms[normal(one["header"]["项目名称"])]
        fields = {normal(field.label.text).strip(":"): field.value.normal for field in form.fields}
        assert {key: normal(value) for key, value in one["header"].items()}.items() <= fields.items()
        money = {(line.source, line.period): line.yuan for line in form.funding}
        assert money == {
            (line["line"], period): None if line[period] in {None, ""} else Decimal(line[period])
            for line in one["funding"]
            for period in (IMPLEMENTATION, "年度")
        }
        assert {f"{goal.period}目标": goal.text.normal for goal in form.goals} == {
            period: normal(goal) for period, goal in one["goals"].items()
        }
        rows = sorted((row.period, row.name.normal, row.value.normal) for row in form.indicators)
        assert rows == sorted(
            (row["period"], normal(row["name"]), normal(row["value"]))
            for row in one["indicators"]
            if row["name"] or row["value"]
        )
    assert [len(table.lines) for table in submission.budget_tables] == [11, 6]
    assert [claim.count for claim in submission.claims] == [None, 10, 10]
