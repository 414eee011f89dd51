"""Help is Chinese throughout, and every wrong command is refused in one Chinese line with its cure."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from perflint import __version__
from perflint.cli.screen import COMMANDS as SCREEN
from perflint.reporters import REPORTERS
from perflint.text import columns
from tests.cli.conftest import Run

RULES = ("list", "show", "validate", "test", "diff", "schema", "new", "template")
COMMANDS: tuple[list[str], ...] = (
    [],
    ["check"],
    ["show"],
    ["rules"],
    *(["rules", one] for one in RULES),
    ["explain"],
    ["diff"],
    ["waive"],
    ["import"],
    ["screen"],
    *(["screen", one] for one in SCREEN),
    ["cache"],
    ["cache", "show"],
    ["cache", "clear"],
)
ENGLISH = re.compile(r"[A-Za-z]{3,}")
OURS = frozenset(
    "perflint check show rules list explain help version ruleset format output fail on together statistics stdin grids "
    "no text json indicator error warning hint never national txt zip UTF VAL vague value "
    "validate test diff schema new previous effective origin strict coverage exit code extends yaml language server "
    "JSON Schema voice filer reviewer both tests waive waivers baseline report prune fingerprint code project path "
    "report query tables table SQL SELECT FROM GROUP ORDER ALL DESC count department findings DuckDB docs screening "
    "reason by until only yaml import xls WPS Excel LibreOffice annotate pdf review template Word "
    "screen begin verify cache clear older engine local dask shard errors max all fsspec Dask PERFLINT CACHE".split()
) | frozenset(REPORTERS)

WRONG = {
    "命令写错": (["chek"], "没有命令“chek”，是不是“check”？用法见 perflint --help"),
    "没有这个命令": (["xyz"], "没有命令“xyz”，用法见 perflint --help"),
    "子命令写错": (["rules", "lst"], "没有命令“lst”，是不是“list”？"),
    "选项写错": (["check", "a.txt", "--fromat", "json"], "没有选项 --fromat，是不是“--format”？"),
    "没有这个选项": (["check", "a.txt", "-z"], "没有选项 -z"),
    "总命令的选项": (["--foo"], "没有选项 --foo"),
    "没有写文件": (["check"], "没有写“文件”，用法见 perflint check --help"),
    "show没有写文件": (["show"], "没有写“文件”"),
    "explain没有写编号": (["explain"], "没有写“规则编号”"),
    "多了参数": (["show", "a.txt", "b.txt"], "多了参数"),
    "选项没有值": (["check", "a.txt", "--format"], "选项 --format 后面没有写值"),
    "开关带了值": (["check", "a.txt", "--statistics=1"], "选项 --statistics 后面不写值"),
    "格式写错": (
        ["check", "a.txt", "--format", "xml"],
        "选项 --format 的值不对，可用的有：text、json、jsonl、sarif、junit、markdown、csv、html、xlsx、docx",
    ),
    "表格写到屏幕": (["check", "a.txt", "--format", "xlsx"], "xlsx 不能显示在屏幕上，请用 -o 写明文件名"),
    "级别写错": (["check", "a.txt", "--fail-on", "err"], "可用的有：error、warning、hint、never"),
    "显示级别写错": (["check", "a.txt", "--show", "all"], "可用的有：error、warning、hint"),
    "规则集写错": (["check", "a.txt", "--ruleset", "nationl"], "规则集有误"),
    "规则集是空的": (["check", "a.txt", "--ruleset", ""], "规则集有误"),
    "show的规则集": (["show", "a.txt", "--ruleset", "没有.yaml"], "规则集有误"),
    "rules的规则集": (["rules", "list", "--ruleset", "没有.yaml"], "规则集有误"),
    "explain的规则集": (["explain", "VAL01", "--ruleset", "没有.yaml"], "规则集有误"),
    "编号写错": (["explain", "VAL1"], "没有规则“VAL1”，是不是“VAL10”？全部规则见 perflint rules list"),
    "英文名写错": (["explain", "vague-valu"], "是不是“vague-value”？"),
    "没有这条规则": (["explain", "ZZZZ"], "没有规则“ZZZZ”，全部规则见"),
    "文件名是空的": (["check", ""], "文件名是空的"),
    "格式多于文件": (["check", "a.txt", "--format", "text", "--format", "json"], "请一一对应"),
    "文件多于格式": (["check", "a.txt", "-o", "x", "-o", "y"], "请一一对应"),
    "写到没有的文件夹": (["check", "a.txt", "-o", "没有/报告.txt"], "写不进文件“没有/报告.txt”：文件夹“没有”不存在"),
    "写到有文件的文件夹": (["check", "a.txt", "-o", "."], "写不进文件夹“.”：里面已经有文件"),
    "写到要检查的文件": (["check", "a.txt", "-o", "a.txt"], "会把它覆盖"),
    "两次写同一个文件": (
        ["check", "a.txt", "--format", "text", "-o", "x", "--format", "json", "-o", "x"],
        "同一个文件",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_usage_is_one_chinese_line(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: str) -> None:
    """Exit code 2, nothing on standard output, one line that says what is wrong and what to do."""
    arguments, says = WRONG[case]
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("没有表\n", encoding="utf-8")
    (tmp_path / "夹").mkdir()
    ran = run(*arguments)
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.startswith("perflint：")
    assert ran.err.count("\n") == 1
    assert says in ran.err
    assert not re.search(r"[A-Za-z]+ [a-z]+ [a-z]+", ran.err.replace("perflint", "")), ran.err
    assert (tmp_path / "a.txt").read_text("utf-8") == "没有表\n"


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_is_chinese_throughout(run: Run, command: list[str], option: str) -> None:
    """No word of click's own English is left, nothing is wider than a terminal, every option is explained."""
    ran = run(*command, option)
    assert ran.code == 0
    assert ran.err == ""
    assert ran.out.startswith(f"用法：{' '.join(['perflint', *command])}")
    assert set(ENGLISH.findall(ran.out)) <= OURS
    assert max(columns(line) for line in ran.out.splitlines()) <= 80
    assert "-h, --help  显示帮助" in re.sub(r" {2,}", "  ", ran.out)


@pytest.mark.parametrize("command", [[], ["rules"], ["screen"], ["cache"]], ids=" ".join)
def test_a_group_alone_shows_its_help(run: Run, command: list[str]) -> None:
    """Without a command there is nothing to do: the help, and exit code 2."""
    ran = run(*command)
    assert ran.code == 2
    assert (ran.out + ran.err).startswith("用法：")


def test_help_names_the_defaults_and_the_exit_codes(run: Run) -> None:
    """What a user must know without reading the manual."""
    out = run("check", "--help").out.replace("\n", "").replace(" ", "")
    for word in ("（默认national）", "（默认warning）", "0没有问题", "1有问题", "2用法或规则集有误", "3有材料未能检查"):
        assert word in out


def test_version(run: Run) -> None:
    """One line."""
    assert run("--version") == (0, f"perflint {__version__}\n", "")
