"""Forms of many places are read whole by what their labels say; no place is named in the program."""

from __future__ import annotations

from pathlib import Path

import pytest

from perflint.layouts import recognise_with
from perflint.layouts.meaning.vocabulary import Vocabulary
from perflint.readers import read
from perflint.ruleset import Ruleset
from tests.drawn import WRITERS
from tests.drawnpdf import pdf
from tests.layouts import province
from tests.layouts.facts import words_of

TABLES = [path for path in province.CASES if province.case_of(path)["table"].strip()]
"""Cases that are drawn; prose is in no format but text."""


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
        assert province.whole(form, one) == one


FORMATS = {**WRITERS, "pdf": pdf}


@pytest.mark.parametrize("suffix", ["docx", "xlsx", "xls", "html", "csv", "pdf"])
@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_the_same_form_in_every_format(path: Path, suffix: str, words: Vocabulary) -> None:
    """A form written in a format and read from it says what it says, wherever its cells stand."""
    case = province.case_of(path)
    submission = recognise_with(read(FORMATS[suffix](province.tables(case)), f"材料.{suffix}"), words)
    told = province.expected(case)
    if (path.stem, suffix) == ("grade_columns", "csv"):
        assert submission.forms == ()
        return
    assert [form.project.normal for form in submission.forms] == [one["project"] for one in told]
    for form, one in zip(submission.forms, told, strict=True):
        got = province.whole(form, one)
        # Values alone do not say what was merged: what is left over there is a hint, as in text.
        assert got | ({"unread": []} if suffix == "csv" else {}) == one


STYLES = [
    "tabs",
    "tabs-lost",
    "pipes",
    "pipes-lost",
    "pipes-pushed",
    "pipes-poured",
    "wide",
    "blanks",
    "lines",
    "packed",
]

REFUSED = {
    "grade_columns": set(STYLES),
    "indicators_in_a_cell": {"pipes-poured", "wide", "blanks", "lines", "packed"},
    "decision_and_process": {"lines", "packed"},
    "list_of_a_town": {"lines", "packed"},
    "two_level_head": {"lines", "packed"},
}
"""What text does not tell any more: such a form is refused, never read wrongly."""


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("path", province.CASES, ids=lambda path: path.stem)
def test_extracted_text_is_read_rightly_or_refused(path: Path, style: str, words: Vocabulary) -> None:
    """The form as text: every amount, goal and indicator, or no form at all; hints at what is left over are fine."""
    case = province.case_of(path)
    submission = recognise_with(read(province.styles(case)[style].encode(), "材料.txt"), words)
    told = province.expected(case)
    if style in REFUSED.get(path.stem, set()):
        assert submission.forms == ()
        return
    assert [form.project.normal for form in submission.forms] == [one["project"] for one in told]
    for form, one in zip(submission.forms, told, strict=True):
        got = province.whole(form, one)
        assert got | {"unread": [], "restored": 0} == one


@pytest.mark.parametrize("path", province.CASES, ids=lambda path: path.stem)
def test_reading_a_form_again_changes_nothing(path: Path, words: Vocabulary) -> None:
    """Two documents of the same words give the same forms, and as one submission each form once."""
    case = province.case_of(path)
    document = province.document(case)
    assert recognise_with(document, words).forms == recognise_with(document, words).forms
