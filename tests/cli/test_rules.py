"""``perflint rules …``: what is in force and why, whether it holds, what differs, a ruleset to begin with."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Run

MINE = """\
title: 某县
version: "1"
extends: national
words:
  vague: {add: [有序推进]}
rules:
  ACR02: skip
  VAL10: {least: 5}
  VAL01: {severity: warning, locked: true}
  SX01:
    uses: forbidden-text
    given: indicator.name
    pattern: 等$
    title: 范围不清
    message: 指标名称“{text}”范围不清
    tests:
      - {table: "| 产出指标 | 数量指标 | 培训班等 | 3期 |", finds: [培训班等]}
      - {table: "| 产出指标 | 数量指标 | 培训班 | 3期 |", finds: []}
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of one's own with a ruleset and a cache in it."""
    monkeypatch.setenv("PERFLINT_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.yaml").write_text(MINE, encoding="utf-8")
    return tmp_path


def test_show_says_what_the_ruleset_itself_says(run: Run) -> None:
    """Without --effective nothing of the parents; with --origin each value's file and line."""
    ran = run("rules", "show", "--origin", "--ruleset", "mine.yaml")
    assert ran.code == 0
    # A place for which the line has no room stands beneath it.
    lines = [line.strip() for line in re.sub(r"\n +←", "  ←", ran.out).splitlines()]
    here = Path("mine.yaml").resolve()
    assert f"least：5  ← {here}:8" in lines
    assert f"级别：应当修改（warning）  ← {here}:9" in lines
    assert f"locked：已锁定：下级只能从严  ← {here}:9" in lines
    assert f"ACR02 不启用（skip）  ← {here}:7" in lines
    assert f"有序推进  ← {here}:5" in lines
    assert "VAL05" not in ran.out
    assert "←" not in run("rules", "show", "--ruleset", "mine.yaml").out


def test_show_effective_says_all(run: Run) -> None:
    """Every rule in force with its values, parents' included, each with its place."""
    out = run("rules", "show", "--effective", "--origin", "--ruleset", "mine.yaml").out
    assert "rulesets/national/ruleset.yaml:" in out
    assert "perflint 自带" in out
    for part in ("VAL05 ", "SX01 ", "词表 vague（", "版式 general", "指标体系 three-type"):
        assert part in out


def test_show_one_rule(run: Run) -> None:
    """By its code, whatever the case; an unknown one is refused with the nearest."""
    out = run("rules", "show", "--origin", "--ruleset", "mine.yaml", "val10").out
    assert "VAL10" in out
    assert "SX01" not in out
    ran = run("rules", "show", "VAL1O")
    assert ran.code == 2
    assert "是不是“VAL10”？" in ran.err
    assert "skip" in run("rules", "show", "ACR02", "--ruleset", "mine.yaml").out


def test_validate(run: Run, folder: Path) -> None:
    """0 and what it holds, or 2 and what is wrong with it; --strict minds what is left unsaid."""
    ran = run("rules", "validate", "mine.yaml", "--strict")
    assert ran.code == 0
    assert "本地 1 条，锁定 1 条，停用 1 条" in ran.out
    (folder / "mine.yaml").write_text("extends: national\nrules: {VAL10: {least: 3}}\n", encoding="utf-8")
    ran = run("rules", "validate", "mine.yaml")
    assert ran.code == 0
    assert "提醒" in ran.out
    ran = run("rules", "validate", "mine.yaml", "--strict")
    assert ran.code == 2
    assert "mine.yaml:2:17：规则“VAL10”的“least”与自带的默认值相同" in ran.out
    (folder / "mine.yaml").write_text("extends: national\nruls: {}\n", encoding="utf-8")
    ran = run("rules", "validate", "mine.yaml")
    assert ran.code == 2
    assert "mine.yaml:2:1：不认识的键“ruls”，是不是“rules”？" in ran.err


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("title: 甲\nextends: national\n", "没有写版本"),
        ("version: '1'\nextends: national\n", "没有写标题"),
        ("title: 甲\nversion: 1\nextends: national\nrules: {VAL01: {basis: [{doc: 某文}]}}\n", "没有与原文核对"),
        (
            "title: 甲\nversion: 1\nextends: national\n"
            "rules: {SX01: {uses: forbidden-text, given: project, words: [甲]}}\n",
            "要有一条应当查出的测试",
        ),
    ],
)
def test_strict_remarks(run: Run, folder: Path, text: str, says: str) -> None:
    """What may be left unsaid and had better not."""
    (folder / "mine.yaml").write_text(text, encoding="utf-8")
    ran = run("rules", "validate", "--strict", "mine.yaml")
    assert ran.code == 2
    assert says in ran.out


def test_test(run: Run, folder: Path) -> None:
    """0 when all hold; 1 and what was found instead when one does not; inherited ones on the child's rule."""
    ran = run("rules", "test", "mine.yaml", "--coverage")
    assert ran.code == 0
    assert "测试 2 条，通过 2 条，没通过 0 条" in ran.out
    assert "SX01：2 条，应当查出的 1 条，不应查出的 1 条" in ran.out
    (folder / "child.yaml").write_text("extends: mine.yaml\nrules: {SX01: {pattern: 班$}}\n", encoding="utf-8")
    ran = run("rules", "test", "child.yaml")
    assert ran.code == 1
    assert "mine.yaml:17:9：SX01 没通过：应当查出：“培训班等”；实际查出：没有" in ran.out
    assert "应当查出：没有；实际查出：“培训班”" in ran.out
    (folder / "child.yaml").write_text("extends: mine.yaml\nrules: {SX02: error}\n", encoding="utf-8")
    assert run("rules", "test", "child.yaml").code == 2


def test_coverage_names_what_is_lacking(run: Run, folder: Path) -> None:
    """A house rule wants both kinds of test."""
    (folder / "mine.yaml").write_text(MINE.split("    tests:", maxsplit=1)[0], encoding="utf-8")
    assert "SX01：没有测试" in run("rules", "test", "mine.yaml", "--coverage").out


def test_diff(run: Run, folder: Path) -> None:
    """What changed from the one to the other, a line each; 1 only when asked for."""
    ran = run("rules", "diff", "national", "mine.yaml")
    assert ran.code == 0
    for line in (
        "VAL10 least：3 → 5",
        "VAL01 severity：error → warning",
        "ACR02：停用（多个项目文字雷同，hint）",
        "SX01：启用（范围不清，warning）",
        "VAL01：锁定",
        "词表 vague：增加 有序推进",
    ):
        assert line in ran.out.splitlines()
    assert run("rules", "diff", "--exit-code", "national", "mine.yaml").code == 1
    same = run("rules", "diff", "--exit-code", "national", "national")
    assert (same.code, same.out) == (0, "两个规则集没有不同\n")
    (folder / "other.yaml").write_text(
        "extends: national\neffective: {from: 2026}\nquestions: [问]\nlayouts: [form.yaml]\n"
        "rules: {FRM02: {keys: {remove: [phone]}}, TRE01: {required: {three-type: [产出指标]}}}\n",
        encoding="utf-8",
    )
    (folder / "form.yaml").write_text("layout: 甲\ntitle: 甲\n", encoding="utf-8")
    out = run("rules", "diff", "national", "other.yaml").out
    for part in (
        "FRM02 keys：去掉 phone",
        "TRE01 required.",
        "版式 甲：增加",
        "适用年度：不限 → 2026—",
        "只能由人判断",
    ):
        assert part in out


def test_schema(run: Run, folder: Path) -> None:
    """JSON to the screen or into a file."""
    made = json.loads(run("rules", "schema").out)
    assert set(made["properties"]) >= {"extends", "words", "rules"}
    run("rules", "schema", "-o", "schema.json")
    assert json.loads((folder / "schema.json").read_text("utf-8")) == made


@pytest.mark.parametrize("name", ["qinghe", "青禾县", "doc", "val-2026"])
def test_new(run: Run, name: str) -> None:
    """What is written holds as it stands: strictly valid, its tests pass, it checks."""
    assert run("rules", "new", name).code == 0
    ran = run("rules", "validate", "--strict", name)
    assert (ran.code, ran.err) == (0, "")
    assert run("rules", "test", name).code == 0
    again = run("rules", "new", name)
    assert again.code == 2
    assert "已经存在" in again.err


def test_new_under_a_parent_that_is_none(run: Run, folder: Path) -> None:
    """Refused before anything is written."""
    assert run("rules", "new", "x", "--extends", "nationl").code == 2
    assert not (folder / "x").exists()
    (folder / "file").write_text("", encoding="utf-8")
    assert run("rules", "new", "file/x").code == 2


def test_explain_says_where_each_value_was_set(run: Run) -> None:
    """The origins, the lock, and house rules as any other."""
    out = run("explain", "VAL01", "--ruleset", "mine.yaml").out
    here = Path("mine.yaml").resolve()
    assert "【出处】" in out
    assert f"级别：{here}:9" in out
    assert f"words（词表 vague）：{here}:5" in out
    assert f"已在 {here}:9 锁定" in out
    out = run("explain", "sx01", "--ruleset", "mine.yaml").out
    assert out.startswith("SX01 范围不清（forbidden-text）")
    assert f"pattern：{here}:13" in out
    assert f"停用：{here}:7" in run("explain", "ACR02", "--ruleset", "mine.yaml").out
    assert "本地" in run("rules", "list", "--ruleset", "mine.yaml").out


def test_explain_refuses_a_code_that_is_none(run: Run) -> None:
    """House codes are among the nearest, too."""
    ran = run("explain", "SX02", "--ruleset", "mine.yaml")
    assert ran.code == 2
    assert "是不是“SX01”？" in ran.err


def test_the_gate_is_shown_with_its_origin(run: Run, tmp_path: Path) -> None:
    """Own and inherited numbers, each with its file and line."""
    path = tmp_path / "county.yaml"
    path.write_text("extends: national\ngate:\n  return: {VAL01: 5}\n  locked: true\n", "utf-8")
    own = run("rules", "show", "--origin", "--ruleset", str(path)).out
    assert "\n审核结论（gate）\n  退回：VAL01 5 处" in own
    assert "county.yaml:3" in own
    assert "已锁定：下级只能从严" in own
    assert "退回：error 1 处" not in own
    assert "退回：error 1 处  ← rulesets/national/ruleset.yaml:" in run("rules", "show", "--effective", "--origin").out


@pytest.mark.parametrize("name", ["某县", "县里 的", "a: b", "#一号", "[甲]", "'乙", "地方/某县"])
def test_a_new_ruleset_extends_one_of_the_users_own(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Found from the new folder, whatever either is called; and it can be used as it stands."""
    monkeypatch.chdir(tmp_path)
    Path("我: 的.yaml").write_text("extends: national\nrules: {VAL01: hint}\n", encoding="utf-8")
    assert run("rules", "new", name, "--extends", "我: 的.yaml").code == 0
    assert run("rules", "validate", name).code == 0
    assert "级别：请核实（hint）" in run("explain", "VAL01", "--ruleset", name).out
