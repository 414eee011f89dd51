"""Forms of many places are read whole by what their labels say; no place is named in the program."""

from __future__ import annotations

from pathlib import Path

import pytest

from perflint.layouts import recognise_with
from perflint.layouts.vocabulary import Vocabulary
from perflint.ruleset import Ruleset
from tests.layouts import province
from tests.layouts.facts import words_of


@pytest.fixture(scope="module")
def words(national: Ruleset) -> Vocabulary:
    """The vocabulary of the national ruleset."""
    return words_of(national)


@pytest.mark.parametrize("path", province.CASES, ids=lambda path: path.stem)
def test_a_form_of_another_place_is_read_whole(path: Path, words: Vocabulary) -> None:
    """Every box, amount, goal and indicator of the case, nothing else, nothing left over, nothing restored."""
    case = province.case_of(path)
    submission = recognise_with(province.document(case), words)
    told = province.expected(case)
    assert [form.project.normal for form in submission.forms] == [one["project"] for one in told]
    assert submission.unrecognised == ()
    for form, one in zip(submission.forms, told, strict=True):
        assert province.read(form, one) == one


@pytest.mark.parametrize("path", province.CASES, ids=lambda path: path.stem)
def test_reading_a_form_again_changes_nothing(path: Path, words: Vocabulary) -> None:
    """Two documents of the same words give the same forms, and as one submission each form once."""
    case = province.case_of(path)
    document = province.document(case)
    assert recognise_with(document, words).forms == recognise_with(document, words).forms
