"""The season of invented submissions: the same every time, clean where nothing is planted, found what is planted."""

from __future__ import annotations

from pathlib import Path
from random import Random

import msgspec
import pytest
from msgspec.structs import replace

from benchmarks.season import text
from benchmarks.season.disclosure import Scale, department, disclosure
from benchmarks.season.faults import FAULTS
from benchmarks.season.files import BROKEN, MAKERS
from benchmarks.season.planting import copied, planted
from benchmarks.season.recall import recall
from benchmarks.season.season import Season, Told, write
from perflint.engine import check_bytes
from perflint.model.finding import Finding, Severity
from perflint.ruleset import Ruleset
from tests import drawn
from tests.layouts.facts import differences, facts, reading, words_of

SMALL = Scale(size=6_000, forms=3, spread=0)
GROUPS = 12
"""Every so manieth fault is planted in one disclosure, so that neighbours, which want the same projects, are apart."""


def found(data: bytes, ruleset: Ruleset, suffix: str = "txt") -> tuple[Finding, ...]:
    """What is found in a file."""
    return check_bytes(data, f"公开.{suffix}", ruleset).findings


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    """Whatever the format, and whether anything is copied, faulty or broken; another seed gives others."""
    every = tuple((suffix, 1) for suffix in MAKERS)
    seasons = [
        Season(
            seed=seed, submissions=8, scale=Scale(4_000, 2, 0.2), faults=0.5, copied=0.5, broken=0.2, formats=formats
        )
        for seed, formats in ((5, every), (5, every), (6, every[:1]))
    ]  # fmt: skip
    written = []
    for number, season in enumerate(seasons):
        write(season, tmp_path / str(number), tmp_path / f"{number}.jsonl")
        files = [path for path in sorted((tmp_path / str(number)).rglob("*")) if path.is_file()]
        assert len(files) == season.submissions
        content = {path.relative_to(tmp_path / str(number)): path.read_bytes() for path in files}
        written.append((content, (tmp_path / f"{number}.jsonl").read_bytes()))
    assert written[0] == written[1]
    assert written[0] != written[2]
    told = [msgspec.json.decode(line, type=Told) for line in written[0][1].splitlines()]
    assert {one.file for one in told} < {path.as_posix() for path in written[0][0]}
    assert {one.code for one in told} >= {"ACR04", "DOC01"}


def test_departments_have_names_of_their_own() -> None:
    """So many submissions as a province has, and no two departments alike."""
    assert len({department(1, number).name for number in range(10_000)}) == 10_000


@pytest.mark.parametrize("number", range(3))
def test_nothing_is_said_of_a_clean_disclosure(number: int, national: Ruleset) -> None:
    """No error and no warning; every form and the claims of the text are read."""
    one = disclosure(77, number, number, Scale(44_000, 10, 0.3))
    report = check_bytes(drawn.text(text.whole(one)), "公开.txt", national)
    assert [f"{said.code} {said.message}" for said in report.findings if said.severity != Severity.HINT] == []
    assert [form.project.text for form in report.submission.forms] == [project.name for project in one.projects]
    assert len(report.submission.claims) > 1


def test_size_and_number_of_forms_are_what_was_asked() -> None:
    """Within a tenth, and ten times as much when asked for ten times as much."""
    sizes = [
        len(drawn.text(text.whole(disclosure(3, number, number, scale))))
        for scale in (Scale(44_000, 10, 0), Scale(440_000, 100, 0))
        for number in (1, 2)
    ]
    wanted = [44_000, 44_000, 440_000, 440_000]
    assert all(abs(size - want) < want / 10 for size, want in zip(sizes, wanted, strict=True)), sizes


@pytest.mark.parametrize("start", range(GROUPS))
def test_planted_faults_are_found(start: int, national: Ruleset) -> None:
    """Some faults at once, each in the first project it fits: every one with its own code."""
    clean = disclosure(5, start, start, Scale(size=22_000, forms=6, spread=0))
    projects = list(clean.projects)
    free = list(range(len(projects)))
    for fault in FAULTS[start::GROUPS]:
        edits = ((index, fault.edit(Random(start), projects[index])) for index in free)
        index, faulty = next((index, made) for index, made in edits if made is not None)
        projects[index] = faulty
        free.remove(index)
    codes = {one.code for one in found(drawn.text(text.whole(replace(clean, projects=tuple(projects)))), national)}
    assert [fault.name for fault in FAULTS[start::GROUPS] if fault.code not in codes] == []


def test_every_format_has_the_same_trees(national: Ruleset) -> None:
    """The forms of one submission, whatever it is written in."""
    one = disclosure(8, 1, 1, SMALL)
    words = words_of(national)
    first, *others = (facts(reading(make(one), words, f"公开.{suffix}"))["forms"] for suffix, make in MAKERS.items())
    assert len(first) == len(one.projects)
    assert [differences(first, other) for other in others] == [[]] * len(others)


def test_a_copy_is_told_with_its_source() -> None:
    """What is copied has the other's indicators and our name, and no fault is put into it."""
    mine, other = (disclosure(2, number, number, SMALL) for number in (1, 2))
    taken, truths = copied(Random(1), mine, other)
    sources = {project.name: project for project in other.projects}
    copies = {project.name: project for project in taken.projects}
    for truth in truths:
        assert copies[truth.project].rows == sources[truth.source_project].rows
        assert copies[truth.project].unit == mine.department.name
    names = {truth.project for truth in truths}
    made, more = planted(Random(2), taken, names, text=True)
    assert truths
    assert more
    assert not names & {truth.project for truth in more}
    assert names < {project.name for project in made.projects}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_file_cannot_be_read(kind: str, national: Ruleset) -> None:
    """DOC01, and nothing else goes wrong."""
    suffix, broken = BROKEN[kind]
    data = broken(Random(3), MAKERS[suffix](disclosure(6, 1, 1, SMALL)))
    assert {one.code for one in found(data, national, suffix)} == {"DOC01"}


def test_recall_counts_by_code() -> None:
    """What is planted, found, found in its project, and said of files where nothing is planted."""
    told = [
        Told(file="a", department="某局", fault="笼统", code="VAL01", project="甲"),
        Told(file="b", department="某局", fault="笼统", code="VAL01", project="乙"),
    ]
    said = {
        "a": frozenset({("VAL01", "甲")}),
        "b": frozenset({("VAL01", "丙")}),
        "c": frozenset({("VAL05", "丁")}),
    }
    assert recall(told, said, said) == {"VAL01": (2, 2, 1, 0), "VAL05": (0, 0, 0, 1)}
