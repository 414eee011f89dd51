"""``--previous``: last year's submission beside this year's, and what was merely copied from it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run

CLEAN = Path(__file__).resolve().parents[2] / "examples" / "clean" / "disclosure.txt"


def copied(run: Run, now: Path, *before: str) -> tuple[int, list[str]]:
    """The exit code, and the projects that ACR03 names."""
    options = [part for path in before for part in ("--previous", path)]
    done = run("check", str(now), *options, "--format", "json")
    (submission,) = json.loads(done.out)["submissions"]
    return done.code, [one["subject"]["project"] for one in submission["findings"] if one["code"] == "ACR03"]


def test_targets_kept_while_the_money_changed(run: Run, tmp_path: Path) -> None:
    """The one project whose money changed is named; the same submission twice names none."""
    now = tmp_path / "今年.txt"
    now.write_text(CLEAN.read_text("utf-8").replace("48,000", "96,000"), encoding="utf-8")
    code, projects = copied(run, now, str(CLEAN))
    assert (code, len(projects)) == (1, 1)
    assert copied(run, CLEAN, str(CLEAN)) == (0, [])
    assert copied(run, CLEAN) == (0, [])


def test_last_year_in_a_folder_of_several_files(run: Run, tmp_path: Path) -> None:
    """A folder is read whole, and so are several files."""
    folder = tmp_path / "上年"
    folder.mkdir()
    (folder / "公开.txt").write_bytes(CLEAN.read_bytes())
    now = tmp_path / "今年.txt"
    now.write_text(CLEAN.read_text("utf-8").replace("48,000", "96,000"), encoding="utf-8")
    assert len(copied(run, now, str(folder))[1]) == 1


def test_last_year_that_cannot_be_read_is_told(run: Run, tmp_path: Path) -> None:
    """The comparison was asked for and could not be made: exit 3, with the reason."""
    code, projects = copied(run, CLEAN, str(tmp_path / "没有.txt"))
    assert (code, projects) == (3, [])
