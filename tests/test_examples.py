"""Each example is a document and the exact words expected of it; ``--update`` rewrites, a person reads the diff."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from perflint.engine import check
from perflint.model.finding import Finding, Report, Severity
from perflint.reporters import render
from perflint.ruleset import Ruleset
from perflint.text import normal

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples"
DOCUMENTS = sorted(path.relative_to(ROOT) for path in EXAMPLES.glob("*/disclosure.*"))
PLANTED = yaml.safe_load((EXAMPLES / "faulty" / "planted.yaml").read_text("utf-8"))


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reports name files as they were given: relative to the project."""
    monkeypatch.chdir(ROOT)


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_the_report_is_the_golden_one(
    document: Path, form: str, national: Ruleset, request: pytest.FixtureRequest
) -> None:
    """Word for word. A document in another format has a report of its own: places differ."""
    suffix = "txt" if form == "text" else "json"
    stem = "report" if document.suffix == ".txt" else f"report-{document.suffix[1:]}"
    golden = EXAMPLES / document.parent.name / f"{stem}.{suffix}"
    made = render([check(document.as_posix(), national)], form)
    if request.config.getoption("--update"):
        golden.write_bytes(made)
    assert golden.read_bytes().decode() == made.decode(), (
        "run: pytest tests/test_examples.py --update, and read the diff"
    )


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
