"""``--together``: forms in one file, the budget in another, the text in a third, reconciled as one submission."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from perflint.readers import read
from tests.cli.conftest import Run
from tests.readers.zips import zipped

PARTS = {"一、预算表.txt": "### 第三部分", "二、情况说明.txt": "县(区)级预算部门(单位)项目支出绩效目标表"}
"""Files of a submission, each up to the line that holds this; the rest is the third."""


def parted(disclosure: Path, folder: Path) -> Path:
    """A folder with the disclosure in three files."""
    folder.mkdir()
    lines = disclosure.read_text("utf-8").split("\n")
    for name, mark in PARTS.items():
        stop = next(index for index, line in enumerate(lines) if mark in line)
        (folder / name).write_text("\n".join(lines[:stop]), encoding="utf-8")
        lines = lines[stop:]
    stop = next(index for index, line in enumerate(lines) if "国有资产占有使用情况" in line)
    (folder / "三、绩效目标表.txt").write_text("\n".join(lines[:stop]), encoding="utf-8")
    with (folder / "二、情况说明.txt").open("a", encoding="utf-8") as stream:
        stream.write("\n" + "\n".join(lines[stop:]))
    return folder


def submissions(run: Run, *arguments: str) -> list[dict[str, Any]]:
    """The submissions of a run's JSON report."""
    made: list[dict[str, Any]] = json.loads(run("check", *arguments, "--format", "json").out)["submissions"]
    return made


def findings(submission: dict[str, Any]) -> Counter[tuple[str, str, str]]:
    """What was found, places set aside."""
    return Counter((one["code"], one["subject"].get("project", ""), one["quote"]) for one in submission["findings"])


def test_three_files_together_say_what_one_says(run: Run, tmp_path: Path, faulty: Path) -> None:
    """The same forms, budget, claims and findings as in one file; and every finding stands in the file it came from."""
    folder = parted(faulty, tmp_path / "某单位")
    (whole,) = submissions(run, str(faulty))
    (one,) = submissions(run, str(folder), "--together")
    assert [Path(name).name for name in one["files"]] == sorted([*PARTS, "三、绩效目标表.txt"])
    assert one["read"] | {"files": 1} == whole["read"]
    assert (one["department"], one["year"], one["dated"]) == (whole["department"], whole["year"], whole["dated"])
    assert findings(one) == findings(whole)
    for found in one["findings"]:
        assert found["place"]["file"] in one["files"]
        text = Path(found["place"]["file"]).read_text("utf-8").split("\n")[found["place"]["line"] - 1]
        assert found["quote"].strip() in text or found["quote"].split() == [] or len(found["quote"]) > 20


def test_a_clean_submission_in_three_files_is_clean(run: Run, tmp_path: Path, clean: Path) -> None:
    """Together nothing is missing; one by one, forms without budget and budget without forms are not compared."""
    folder = parted(clean, tmp_path / "某单位")
    ran = run("check", str(folder), "--together", "--fail-on", "warning")
    assert ran.code == 0
    assert len(submissions(run, str(folder))) == 3


def test_single_files_and_archives_together(run: Run, tmp_path: Path, clean: Path) -> None:
    """Files named one by one are one submission; each folder and each archive is one of its own."""
    folder = parted(clean, tmp_path / "甲")
    files = sorted(str(path) for path in folder.iterdir())
    archive = tmp_path / "乙.zip"
    archive.write_bytes(zipped({Path(path).name: Path(path).read_bytes() for path in files}))
    made = submissions(run, files[0], str(archive), files[1], str(folder), files[2], "--together")
    assert [one["files"] for one in made] == [files, [f"{archive}/{Path(path).name}" for path in files], files]
    assert len({json.dumps(one["forms"]) for one in made}) == 1


def test_the_same_forms_twice_are_checked_once(run: Run, tmp_path: Path, clean: Path) -> None:
    """A folder often holds a text twice, edited and printed: no duplicate forms are reported, and it is said."""
    folder = tmp_path / "某单位"
    folder.mkdir()
    for name in ("公开.txt", "公开（印发稿）.txt"):
        (folder / name).write_bytes(clean.read_bytes())
    ran = run("check", str(folder), "--together")
    assert ran.code == 0
    assert "其中9张绩效目标表与前面文件中的完全相同，不再重复检查" in ran.out


def test_a_file_that_cannot_be_read_costs_only_itself(run: Run, tmp_path: Path, clean: Path) -> None:
    """The rest of the submission is checked, and nothing passes for whole: exit 3."""
    folder = parted(clean, tmp_path / "某单位")
    (folder / "四、附件.docx").write_bytes(b"PK\x03\x04 torn")
    ran = run("check", str(folder), "--together")
    assert ran.code == 3
    assert "四、附件.docx" in ran.out
    assert "绩效目标表 9 张" in ran.out


@pytest.mark.parametrize("arguments", [("--together",), ()])
def test_an_empty_folder_is_no_clean_submission(run: Run, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """Nothing read is never a pass."""
    assert run("check", str(tmp_path), *arguments).code == 3


def test_places_keep_their_files(clean: Path) -> None:
    """A cell knows its file from the reader on."""
    cells = [cell for grid in read(clean.read_bytes(), "甲.txt").grids for row in grid.rows for cell in row]
    assert {cell.place.file for cell in cells} == {"甲.txt"}
