"""``perflint diff`` and ``check --baseline``: a submission that was sent back comes again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, faulty: Path) -> Path:
    """A folder with two rounds of a submission: one fault corrected, one made; lines moved."""
    monkeypatch.chdir(tmp_path)
    text = faulty.read_text("utf-8")
    assert "显著提升" in text
    (tmp_path / "一.txt").write_text(text, "utf-8")
    second = text.replace("显著提升", "≥3000人次").replace("≥90%", "有所提高", 1)
    (tmp_path / "二.txt").write_text(f"\n\n{second}", "utf-8")
    return tmp_path


def told(run: Run, *arguments: str) -> dict[str, Any]:
    """The JSON report of a check on its only submission."""
    made: dict[str, Any] = json.loads(run("check", *arguments, "--format", "json").out)["submissions"][0]
    return made


def test_a_resubmission_is_compared(run: Run) -> None:
    """States in every finding, what was corrected, and the way back in the third round."""
    run("check", "一.txt", "--format", "json", "-o", "一.json")
    made = told(run, "二.txt", "--baseline", "一.json")
    assert {one["state"] for one in made["findings"]} == {"未改", "新增"}
    assert "显著提升" in {one["quote"] for one in made["fixed"]}
    run("check", "二.txt", "--baseline", "一.json", "--format", "json", "-o", "二.json")
    third = told(run, "一.txt", "--baseline", "二.json")
    back = {one["quote"] for one in third["findings"] if one["state"] == "又出现"}
    assert "显著提升" in back
    out = run("check", "二.txt", "--baseline", "一.json").out
    assert "〔未改〕" in out
    assert "〔新增〕" in out
    assert f"上次的问题已改 {len(made['fixed'])} 处" in out


def test_only_new_ones_are_shown_and_judged(run: Run) -> None:
    """A submission as it was has nothing new: it passes, and it is said what was left out."""
    run("check", "一.txt", "--format", "json", "-o", "一.json")
    ran = run("check", "一.txt", "--baseline", "一.json", "--new-only")
    assert ran.code == 0
    assert "结论：通过，没有发现问题；上次已有的 " in ran.out
    assert "没有列出，也不计入结论（--new-only）" in ran.out
    assert run("check", "二.txt", "--baseline", "一.json", "--new-only").code == 1


def test_diff_says_what_became(run: Run) -> None:
    """Of a report or a document, the summary agrees with the lists; the same either way."""
    run("check", "一.txt", "--format", "json", "-o", "一.json")
    run("check", "二.txt", "--format", "json", "-o", "二.json")
    ran = run("diff", "一.json", "二.json")
    assert (ran.code, ran.err) == (0, "")
    for state in ("新增", "未改", "已改"):
        (row,) = (line.split() for line in ran.out.splitlines() if line.startswith(f"{state} "))
        assert f"■ {state} {row[-1]} 处" in ran.out
    assert "■ 又出现" not in ran.out
    files = run("diff", "一.txt", "二.txt").out
    assert files.partition("\n\n")[2] == ran.out.partition("\n\n")[2]
    assert run("diff", "一.json", "二.txt", "--exit-code").code == 1
    same = run("diff", "一.json", "一.json", "--exit-code")
    assert same.code == 0
    assert "■ 新增" not in same.out
    assert "■ 已改" not in same.out


def test_what_was_not_read_is_not_corrected(run: Run, here: Path) -> None:
    """A broken file says nothing: 3, and no word of 已改."""
    run("check", "一.txt", "--format", "json", "-o", "一.json")
    (here / "坏.docx").write_bytes(b"PK\x03\x04 word/document.xml")
    ran = run("diff", "一.json", "坏.docx")
    assert ran.code == 3
    assert "注意：“坏.docx”没有查完" in ran.out
    assert "■ 已改" not in ran.out
    assert "■ 未能核对" in ran.out


WRONG = {
    "不是JSON": (["check", "一.txt", "--baseline", "坏.json"], "{", "“坏.json”不是合格的 JSON"),
    "别的格式": (["diff", "坏.json", "一.txt"], '{"schema": "perflint-report/9"}', "是另一种格式“perflint-report/9”"),
    "没有文件": (["check", "一.txt", "--baseline", "没有.json"], "", "打不开“没有.json”：文件不存在"),
    "只看新的而没有旧的": (["check", "一.txt", "--new-only"], "", "--new-only 要与 --baseline 一起写"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said(run: Run, here: Path, case: str) -> None:
    """Exit code 2 and one Chinese line."""
    arguments, text, problem = WRONG[case]
    (here / "坏.json").write_text(text, "utf-8")
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert problem in ran.err


def test_the_baseline_is_no_material(run: Run, here: Path) -> None:
    """It lies among the material; it may be written anew by the same run."""
    (here / "二.txt").unlink()
    run("check", "一.txt", "--format", "json", "-o", "上次.json")
    assert run("check", ".", "--baseline", "上次.json", "--format", "json", "-o", "上次.json").code == 1
    assert run("check", ".", "--baseline", "上次.json").code == 1
    (here / "一.txt").unlink()
    ran = run("check", ".", "--baseline", "上次.json")
    assert ran.code == 3
    assert "不是要检查的材料" in ran.out
