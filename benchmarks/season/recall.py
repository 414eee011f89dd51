"""`python -m benchmarks.season.recall FOLDER`: how many planted faults are found, and what is said of clean files.

Checks every file by itself, as `perflint check` does. What only shows across submissions (ACR04) is counted as planted
but cannot be found here; ``recall`` takes findings from anywhere, a run of `perflint screen` among them.
"""

from __future__ import annotations

import argparse
import functools
from collections import Counter
from collections.abc import Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

import msgspec

from benchmarks.season.season import Told
from perflint.engine import check_bytes
from perflint.model.finding import Severity
from perflint.ruleset import Ruleset, load_ruleset


class Found(NamedTuple):
    """What was found of a code: planted, found, found in the right project; and in files where nothing is planted."""

    planted: int
    found: int
    placed: int
    clean: int


Codes = frozenset[tuple[str, str]]
"""The findings of a file as pairs of code and project; hints are left out of clean files only."""


def recall(told: Iterable[Told], found: Mapping[str, Codes], loud: Mapping[str, Codes]) -> dict[str, Found]:
    """By code. ``found`` has every finding by file, ``loud`` the errors and warnings alone."""
    planted: Counter[str] = Counter()
    hit: Counter[str] = Counter()
    placed: Counter[str] = Counter()
    touched = set()
    for one in told:
        touched.add(one.file)
        said = found.get(one.file, frozenset())
        planted[one.code] += 1
        hit[one.code] += one.code in {code for code, _ in said}
        placed[one.code] += (one.code, one.project) in said
    clean = Counter(code for file, said in loud.items() if file not in touched for code, _ in said)
    codes = sorted(planted.keys() | clean.keys())
    return {code: Found(planted[code], hit[code], placed[code], clean[code]) for code in codes}


@functools.cache
def _national() -> Ruleset:
    """The ruleset, loaded once in each process."""
    return load_ruleset("national")


def _checked(path: Path) -> tuple[Codes, Codes]:
    """All findings of a file, and the errors and warnings."""
    findings = check_bytes(path.read_bytes(), path.name, _national()).findings
    pairs = [(one.code, one.subject.project, one.severity) for one in findings]
    return (
        frozenset((code, project) for code, project, _ in pairs),
        frozenset((code, project) for code, project, severity in pairs if severity != Severity.HINT),
    )


def main() -> None:
    """Check a folder and print the table."""
    asked = argparse.ArgumentParser(prog="python -m benchmarks.season.recall", description=__doc__)
    asked.add_argument("folder", type=Path, metavar="FOLDER")
    asked.add_argument("--truth", type=Path, help="default: truth.jsonl beside FOLDER")
    asked.add_argument("--jobs", type=int, default=1)
    given = asked.parse_args()
    truth = given.truth or given.folder.resolve().parent / "truth.jsonl"
    told = msgspec.json.decode(b"[" + b",".join(truth.read_bytes().splitlines()) + b"]", type=list[Told])
    paths = sorted(path for path in given.folder.rglob("*") if path.is_file())
    with ProcessPoolExecutor(given.jobs) as pool:
        said = list(pool.map(_checked, paths, chunksize=20))
    names = [path.relative_to(given.folder).as_posix() for path in paths]
    found = {name: every for name, (every, _) in zip(names, said, strict=True)}
    loud = {name: errors for name, (_, errors) in zip(names, said, strict=True)}
    clean = len(set(names) - {one.file for one in told})
    print(f"{len(names)} files, {clean} of them clean\ncode   planted  found  in its project  in clean files")
    for code, one in recall(told, found, loud).items():
        print(f"{code}  {one.planted:8}  {one.found:5}  {one.placed:14}  {one.clean:14}")


if __name__ == "__main__":
    main()
