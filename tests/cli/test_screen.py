"""``perflint screen`` as a bureau uses it: what it says, and its exit codes."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from perflint.results import kept
from tests.cli.conftest import EXAMPLES, Run


@pytest.fixture
def material(tmp_path: Path) -> Path:
    """Two departments, one with a faulty disclosure."""
    folder = tmp_path / "材料"
    for department, example in (("文化馆", "clean"), ("信息中心", "faulty")):
        (folder / department).mkdir(parents=True)
        text = (EXAMPLES / example / "disclosure.txt").read_bytes()
        (folder / department / "公开.txt").write_bytes(text)
    return folder


def test_a_season_is_screened_proved_and_told(run: Run, material: Path, tmp_path: Path) -> None:
    """The first time all of it, the second time nothing, and both times what the run as a whole deserves."""
    season = str(tmp_path / "批次")
    first = run("screen", str(material), "-o", season, "--engine", "local:1")
    assert first.code == 1
    assert "这一次初审 2 份材料：" in first.out
    assert first.err == ""
    again = run("screen", str(material), "-o", season)
    assert again.code == 1
    assert "这一次初审 0 份材料，批次里共 2 份：" in again.out
    proof = run("screen", "verify", season)
    assert (proof.code, proof.out) == (0, "完整：清单 2 个文件，结果 2 份，共 2 片，没有缺漏，没有重复\n")
    assert run("screen", str(material), "-o", season, "--fail-on", "never").code == 0
    next(Path(season).glob("parts/*/*.parquet")).unlink()
    gap = run("screen", "verify", season)
    assert gap.code == 1
    assert "片没有结果（1 个文件）" in gap.out


def test_what_cannot_be_checked_is_exit_3(run: Run, material: Path, tmp_path: Path) -> None:
    """Never 0 or 1, also when there is nothing left to do."""
    (material / "文化馆" / "空.docx").write_bytes(b"")
    for _ in range(2):
        ran = run("screen", str(material), "-o", str(tmp_path / "批次"), "--engine", "local:1")
        assert ran.code == 3
        assert "未能检查 1 份" in ran.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["没有", "-o", "批次"], "“没有”不存在，请核对材料的位置"),
        (["材料", "-o", "材料/批次"], "请把 -o 写到别处"),
        (["材料", "-o", "批次", "--engine", "spark:8"], "请写 local、local:进程数，或 dask:调度器地址"),
        (["材料", "-o", "批次", "--engine", "local:0"], "请写 local、local:进程数，或 dask:调度器地址"),
        (["材料", "-o", "批次", "--previous", "材料"], "不是批次文件夹"),
        (["材料", "-o", "批次", "--ruleset", "nationl"], "是不是“national”"),
        (["foo://x", "-o", "批次"], "不是认识的网址"),
        (["空", "-o", "批次"], "里没有文件"),
        (["verify", "材料"], "不是批次文件夹"),
        (["材料", "-o", ""], "有一个文件夹的名称是空的"),
        (["", "-o", "批次"], "有一个文件夹的名称是空的"),
        (["材料", "-o", "材料/文化馆/公开.txt/批次"], "请把 -o 写到别处"),
        (["材料", "-o", "占着"], "写不进批次文件夹“占着”：已有同名的文件"),
        (["材料"], "没有写"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    run: Run, material: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    """What is wrong and what to do, exit 2, nothing begun."""
    monkeypatch.chdir(material.parent)
    (material.parent / "空").mkdir()
    (material.parent / "占着").write_bytes(b"")
    ran = run("screen", *arguments)
    assert ran.code == 2
    assert said in ran.err
    assert len(ran.err.splitlines()) == 1
    assert not Path("批次/parts").exists()


def test_without_the_extra_it_says_what_to_install(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not a traceback about a module."""
    find = importlib.util.find_spec
    monkeypatch.setattr("perflint.cli.screen.find_spec", lambda name: None if name == "pyarrow" else find(name))
    ran = run("screen", "材料", "-o", "批次")
    assert ran.code == 2
    assert "pip install 'perflint-cn[screen]'" in ran.err


def test_kept_results_are_shown_and_cleared(run: Run, clean: Path) -> None:
    """Check keeps what it found, and forgets it when told to."""
    run("check", str(clean))
    assert "保存了 1 份结果" in run("cache", "show").out
    assert run("check", str(clean)).out == run("check", str(clean), "--no-cache").out
    assert run("cache", "clear", "--older", "1").out == "清除了 0 份结果\n"
    assert run("cache", "clear").out == "清除了 1 份结果\n"
    assert "保存了 0 份结果" in run("cache", "show").out


def test_what_was_copied_counts(run: Run, tmp_path: Path) -> None:
    """What the comparison of departments found is in the totals and in the exit code, also of a run already done."""
    for department in ("文化馆", "图书馆"):
        (tmp_path / "材料" / department).mkdir(parents=True)
        (tmp_path / "材料" / department / "公开.txt").write_bytes((EXAMPLES / "clean" / "disclosure.txt").read_bytes())
    arguments = ("screen", str(tmp_path / "材料"), "-o", str(tmp_path / "批次"), "--engine", "local:1", "--fail-on")
    first = run(*arguments, "hint")
    assert "不同部门雷同：" in first.out
    assert "请核实 0 处" not in first.out
    assert first.code == 1
    again = run(*arguments, "hint")
    assert again.code == 1
    assert again.out.partition("：必须")[2] == first.out.partition("：必须")[2]
    assert run(*arguments, "warning").code == 0


def test_results_that_another_run_cleared_are_passed_over(
    run: Run, clean: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between being listed and being looked at; nor are they counted as cleared here."""
    run("check", str(clean))
    there = list(kept())
    monkeypatch.setattr("perflint.cli.cache.kept", lambda: iter([tmp_path / "没有", *there]))
    assert "保存了 1 份结果" in run("cache", "show").out
    assert run("cache", "clear", "--older", "0").out == "清除了 1 份结果\n"
