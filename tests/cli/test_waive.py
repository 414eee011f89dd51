"""``perflint waive`` and ``check --waivers`` as a reviewer uses them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Ran, Run

WHY = ("--reason", "批复文件如此规定", "--by", "王某", "--until", "2099-03-31")
FILE = "perflint-waivers.yaml"
PROJECT = "2026年小剧场屋面维修项目"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def told(run: Run, *arguments: str) -> dict[str, Any]:
    """The JSON report of a check on its only submission."""
    made: dict[str, Any] = json.loads(run("check", *arguments, "--format", "json").out)["submissions"][0]
    return made


def waive(run: Run, faulty: Path, *arguments: str) -> Ran:
    """Waive with a reason, a name and a day."""
    return run("waive", str(faulty), *arguments, *WHY)


def test_a_finding_is_waived_by_its_fingerprint(run: Run, faulty: Path, here: Path) -> None:
    """From the report into the file, from the file of the current folder into the next check."""
    run("check", str(faulty), "--format", "json", "-o", "report.json")
    first = json.loads((here / "report.json").read_text("utf-8"))["submissions"][0]["findings"][0]
    ran = run("waive", "report.json", "--fingerprint", first["fingerprint"], *WHY)
    assert (ran.code, ran.err) == (0, "")
    assert first["message"] in ran.out
    assert first["code"] in (here / FILE).read_text("utf-8")
    made = told(run, str(faulty))
    assert [one["finding"]["fingerprint"] for one in made["waived"]] == [first["fingerprint"]]
    assert first["fingerprint"] not in {one["fingerprint"] for one in made["findings"]}
    assert "waiver_notes" not in made
    assert "豁免 1 处不计" in made["verdicts"][0]["why"]
    assert "批复文件如此规定（王某，到 2099-03-31 为止）" in run("check", str(faulty)).out


def test_a_rule_is_waived_in_a_project(run: Run, faulty: Path, here: Path) -> None:
    """The gate does not count it: the project passes."""
    found = [one for one in told(run, str(faulty))["findings"] if one["subject"]["project"] == PROJECT]
    (code,) = {one["code"] for one in found if one["severity"] != "hint"}
    assert waive(run, faulty, "--code", code, "--project", PROJECT, "--waivers", "本县.yaml").code == 0
    made = told(run, str(faulty), "--waivers", "本县.yaml")
    assert {one["finding"]["code"] for one in made["waived"]} == {code}
    assert next(one for one in made["verdicts"] if one["project"] == PROJECT)["outcome"] == "通过"
    assert not (here / FILE).exists()


WRONG = {
    "没有写文件": (["--code", "VAL01", "--project", "甲", *WHY], "没有写检查结果（report.json）或要检查的文件"),
    "没有写是哪个": (["{}", "--code", "VAL01", *WHY], "要写 --fingerprint，或者 --code 和 --project"),
    "没有理由": (
        ["{}", "--fingerprint", "0" * 16, "--by", "王", "--until", "2099-01-01"],
        "没有写 --reason",
    ),
    "没有期限": (["{}", "--code", "VAL01", "--project", "甲", "--by", "王", "--reason", "批复"], "没有写 --until"),
    "不是日期": (["{}", "--code", "VAL01", "--project", "甲", *WHY[:-1], "明年"], "--until 应当是日期"),
    "过去的日期": (["{}", "--code", "VAL01", "--project", "甲", *WHY[:-1], "2020-01-01"], "已经过去"),
    "没有这个问题": (["{}", "--code", "VAL1", "--project", PROJECT, *WHY], "没有 code“VAL1”的问题，是不是“VAL"),
    "没有这个项目": (["{}", "--code", "VAL01", "--project", "小剧场屋面维修项目", *WHY], f"是不是“{PROJECT}”"),
    "没有这个指纹": (["{}", "--fingerprint", "0" * 16, *WHY], f"没有 fingerprint“{'0' * 16}”的问题"),
    "清理没有的文件": (["--prune"], f"没有豁免文件“{FILE}”"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said(run: Run, faulty: Path, here: Path, case: str) -> None:
    """Exit code 2, one Chinese line, and nothing is written."""
    arguments, problem = WRONG[case]
    ran = run("waive", *(str(faulty) if one == "{}" else one for one in arguments))
    assert (ran.code, ran.out) == (2, "")
    assert problem in ran.err
    assert list(here.iterdir()) == []


def test_a_locked_rule_is_not_waived(run: Run, faulty: Path, here: Path) -> None:
    """Neither by the command nor, written by hand, in a check."""
    (here / "county.yaml").write_text("extends: national\nrules: {VAL01: {locked: true}}\n", "utf-8")
    project = next(one for one in told(run, str(faulty))["findings"] if one["code"] == "VAL01")["subject"]["project"]
    asked = ("--code", "VAL01", "--project", project)
    ran = waive(run, faulty, *asked, "--ruleset", "county.yaml")
    assert ran.code == 2
    assert "规则 VAL01 已在 county.yaml:2:17 锁定，不能豁免" in ran.err.replace(f"{here}/", "")
    assert waive(run, faulty, *asked).code == 0
    made = told(run, str(faulty), "--ruleset", "county.yaml")
    assert "waived" not in made
    assert "锁定，不能豁免" in made["waiver_notes"][0]


def test_a_broken_file_is_refused_before_the_work(run: Run, faulty: Path, here: Path) -> None:
    """By check and by waive alike, with the place; it is not written to."""
    text = "- code: VAL01\n  projekt: 甲\n"
    (here / FILE).write_text(text, "utf-8")
    for ran in (
        run("check", str(faulty)),
        waive(run, faulty, "--code", "NAM02", "--project", ""),
        run("waive", "--prune", str(faulty)),
    ):
        assert ran.code == 2
        assert "豁免文件有误：perflint-waivers.yaml:2:3" in ran.err
    assert (
        "豁免文件有误：perflint-waivers.yaml:2:3：豁免没有“projekt”这一项，是不是“project”？"
        in run("check", "a.txt").err
    )
    assert (here / FILE).read_text("utf-8") == text
    assert "打不开“没有.yaml”" in run("check", str(faulty), "--waivers", "没有.yaml").err


def test_pruning(run: Run, faulty: Path, here: Path) -> None:
    """Without material the expired ones go; with it those that nothing was found for, but not other projects' ones."""
    end = "  reason: 批复\n  by: 王某\n  expires: 2099-03-31\n"
    past = end.replace("2099", "2020")
    text = (
        f"# 头\n\n# 留\n- code: NAM02\n  project: ''\n{end}# 过期\n- code: VAL01\n  project: 甲\n{past}"
        f"- code: VAL99\n  project: {PROJECT}\n{end}- code: VAL99\n  project: 别的项目\n{end}"
    )
    (here / FILE).write_text(text, "utf-8")
    ran = run("waive", "--prune")
    assert ran.out.splitlines() == [
        f"从“{FILE}”删去 1 条豁免", "  · VAL01 甲：批复（王某，2020-03-31）　已到期",
    ]  # fmt: skip
    ran = run("waive", "--prune", str(faulty))
    assert f"VAL99 {PROJECT}：批复（王某，2099-03-31）　没有用上" in ran.out
    assert (here / FILE).read_text("utf-8") == (
        f"# 头\n\n# 留\n- code: NAM02\n  project: ''\n{end}- code: VAL99\n  project: 别的项目\n{end}"
    )
    assert run("waive", "--prune", str(faulty)).out == "没有要删去的豁免\n"


def test_what_cannot_be_edited_is_refused(run: Run, faulty: Path, here: Path) -> None:
    """A list in brackets works in a check and stays as it is."""
    one = "{fingerprint: 00000000000000ab, reason: 批, by: 王, expires: 2020-01-01}"
    text = f"[{one}, {one.replace('2020', '2099')}]\n"
    (here / FILE).write_text(text, "utf-8")
    for ran in (waive(run, faulty, "--code", "NAM02", "--project", ""), run("waive", "--prune")):
        assert ran.code == 2
        assert "请改写成每条以 - 开头" in ran.err
    assert (here / FILE).read_text("utf-8") == text


def test_the_file_is_no_material(run: Run, faulty: Path, here: Path) -> None:
    """It lies in the folder that is checked: it is used and not read; other such files are not passed over."""
    (here / "表.txt").write_bytes(faulty.read_bytes())
    waive(run, faulty, "--code", "NAM02", "--project", "")
    ran = run("check", ".")
    assert ran.code == 1
    assert "豁免" in ran.out
    (here / "交来").mkdir()
    (here / FILE).rename(here / "交来" / FILE)
    ran = run("check", ".")
    assert ran.code == 3
    assert "不认识的文件类型“.yaml”" in ran.out
    assert "豁免" not in ran.out


def test_pruning_leaves_what_was_not_looked_at(run: Run, faulty: Path, here: Path) -> None:
    """What could not be read may hold what a waiver of the whole is about."""
    end = "  reason: 批复\n  by: 王某\n  expires: 2099-03-31\n"
    whole = f"- code: VAL99\n  project: ''\n{end}"
    (here / FILE).write_text(f"{whole}- code: VAL99\n  project: {PROJECT}\n{end}", "utf-8")
    (here / "坏.docx").write_bytes(b"")
    ran = run("waive", "--prune", str(faulty), "坏.docx")
    assert "删去 1 条豁免" in ran.out
    assert (here / FILE).read_text("utf-8") == whole
    assert "没有要删去的豁免" in run("waive", "--prune", "坏.docx").out


def test_a_full_disk_leaves_the_waivers_there_were(run: Run, faulty: Path, here: Path) -> None:
    """They were written by hand."""
    resource = pytest.importorskip("resource")
    text = f"# {'注' * 3000}\n- code: VAL01\n  project: 甲\n  reason: 批复\n  by: 王某\n  expires: 2099-03-31\n"
    (here / FILE).write_text(text, "utf-8")
    run("check", str(faulty), "--format", "json", "-o", "report.json")
    first = json.loads((here / "report.json").read_text("utf-8"))["submissions"][0]["findings"][0]
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (9000, before[1]))
    try:
        ran = run("waive", "report.json", "--fingerprint", first["fingerprint"], *WHY)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert ran.code == 2
    assert f"写不进文件“{FILE}”" in ran.err
    assert (here / FILE).read_text("utf-8") == text
    assert sorted(path.name for path in here.iterdir()) == [FILE, "report.json"]
