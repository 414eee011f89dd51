"""Each example is a document and the exact words expected of it; ``--update`` rewrites, a person reads the diff."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import yaml

from perflint.engine import check
from perflint.model.finding import Finding, Report, Severity
from perflint.reporters import render
from perflint.ruleset import Ruleset
from perflint.text import normal
from tests.layouts.facts import differences, facts

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples"
DOCUMENTS = sorted(path.relative_to(ROOT) for path in EXAMPLES.glob("*/disclosure.*"))
PLANTED = yaml.safe_load((EXAMPLES / "faulty" / "planted.yaml").read_text("utf-8"))


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reports name files as they were given: relative to the project."""
    monkeypatch.chdir(ROOT)


@pytest.mark.parametrize(
    ("document", "form"),
    [(path, form) for path in DOCUMENTS for form in ("text", "json") if form == "text" or path.suffix == ".txt"],
    ids=str,
)
def test_the_report_is_the_golden_one(
    document: Path, form: str, national: Ruleset, request: pytest.FixtureRequest
) -> None:
    """Word for word. A document in another format has a report of its own for people: places differ."""
    suffix = "txt" if form == "text" else "json"
    stem = "report" if document.suffix == ".txt" else f"report-{document.suffix[1:]}"
    golden = EXAMPLES / document.parent.name / f"{stem}.{suffix}"
    made = render([check(document.as_posix(), national)], form)
    if request.config.getoption("--update"):
        golden.write_bytes(made)
    assert golden.read_bytes().decode() == made.decode(), (
        "run: pytest tests/test_examples.py --update, and read the diff"
    )


@pytest.mark.parametrize("name", ["clean", "faulty"])
@pytest.mark.parametrize("file", ["disclosure.docx", "forms.xlsx"])
def test_other_formats_say_the_same(name: str, file: str, national: Ruleset) -> None:
    """The forms and budgets that `examples/draw.py` drew are those of the text, and so are the faults found in them."""
    text, other = (check((EXAMPLES / name / one).as_posix(), national) for one in ("disclosure.txt", file))
    told, read = facts(text.submission), facts(other.submission)
    assert differences(told["forms"], read["forms"]) == []
    assert told["budget"] == read["budget"]
    found = [
        Counter((one.code, one.subject.project, normal(one.quote)) for one in report.findings)
        for report in (text, other)
    ]
    # Rows that lost their merged cells stand in the text alone; what the text claims, in no workbook.
    codes = {code for code, *_ in (found[0] - found[1])} | {code for code, *_ in (found[1] - found[0])}
    assert codes <= ({"DOC06"} if file == "disclosure.docx" else {"DOC06", "FND09", "NAM03", "NAM04", "FRM05"})


@pytest.fixture(scope="module")
def faulty(national: Ruleset) -> Report:
    """The report on the example with faults."""
    return check(EXAMPLES / "faulty" / "disclosure.txt", national)


@pytest.mark.parametrize(
    "fault", PLANTED, ids=lambda fault: f"{fault['code']}-{fault['project']}-{fault['quote'][:12]}"
)
def test_every_planted_fault_is_found(fault: dict[str, str], faulty: Report) -> None:
    """By its code, in its project, at the cell whose text was planted (or the label of an empty box)."""
    same = [one for one in faulty.findings if one.code == fault["code"]]
    assert any(_is(one, fault) for one in same), [(one.subject.project, one.quote, one.message) for one in same]


def test_no_finding_stands_for_two_faults(faulty: Report) -> None:
    """Each planted fault has a finding of its own."""
    left = list(faulty.findings)
    lost = []
    for fault in PLANTED:
        found = next((one for one in left if one.code == fault["code"] and _is(one, fault)), None)
        if found:
            left.remove(found)
        else:
            lost.append(f"{fault['code']} {fault['project']} {fault['quote']}")
    assert lost == []


def _is(finding: Finding, fault: dict[str, str]) -> bool:
    """Whether a finding is about a planted fault; a label may be quoted with its colon or its period."""
    if fault["project"] and normal(finding.subject.project) != normal(fault["project"]):
        return False
    planted, quote = normal(fault["quote"]), normal(finding.quote)
    return planted in quote or (quote != "" and quote in planted) or planted.strip(":") in normal(finding.message)


@pytest.mark.parametrize("document", [path for path in DOCUMENTS if path.parent.name == "clean"], ids=str)
def test_a_clean_submission_is_clean(document: Path, national: Ruleset) -> None:
    """No error and no warning; hints may stand, and are known."""
    report = check(document.as_posix(), national)
    assert not report.unchecked
    loud = [one for one in report.findings if one.severity != Severity.HINT]
    assert [f"{one.code} {one.place} {one.message}" for one in loud] == []
    assert sorted({one.code for one in report.findings}) == []


def test_each_example_is_explained() -> None:
    """The README of the examples names every folder and the planted file."""
    readme = (EXAMPLES / "README.md").read_text("utf-8")
    for document in DOCUMENTS:
        assert f"{document.parent.name}/disclosure" in readme
    assert "planted.yaml" in readme


def test_the_finding_that_the_readme_shows_is_printed() -> None:
    """Word for word: what a new user compares with the screen."""
    readme = (ROOT / "README.md").read_text("utf-8")
    shown = readme.partition("```\n ")[2].partition("\n```")[0]
    assert "【必须修改】" in shown
    assert f" {shown}\n" in (EXAMPLES / "faulty" / "report.txt").read_text("utf-8")
