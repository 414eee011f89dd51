"""Planted mistakes: each refused in under a second, at its place, with a cure, exit code 2."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from tests.cli.conftest import Run, run

__all__ = ["run"]

HEAD = "extends: national\n"
PARENT = "extends: national\nrules: {VAL01: {severity: error, locked: true}}\n"
BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{chr(98 + one)}: &{chr(98 + one)} [{', '.join([f'*{chr(97 + one)}'] * 10)}]\n" for one in range(9)
)

PLANTED = {
    "不认识的键": (HEAD + "ruels: {}\n", "2:1", "是不是“rules”"),
    "不认识的编号": (HEAD + "rules:\n  VAL1O: error\n", "3:3", "是不是“VAL10”"),
    "不认识的选项": (HEAD + "rules:\n  VAL10: {leest: 3}\n", "3:11", "是不是“least”"),
    "不认识的空位": (HEAD + "rules:\n  VAL01: {message: '{nmae}'}\n", "3:11", "可用的空位有"),
    "不认识的级别": (HEAD + "rules:\n  VAL01: eror\n", "3:3", "error、warning、hint"),
    "类型不对": (HEAD + "rules:\n  VAL10: {least: 多}\n", "3:11", "应当是整数"),
    "键写了两次": (HEAD + "rules:\n  VAL01: hint\n  VAL01: skip\n", "4:3", "写了两次"),
    "放宽锁定的规则": ("extends: parent.yaml\nrules: {VAL01: hint}\n", "2:9", "只能从严"),
    "停用锁定的规则": ("extends: parent.yaml\nrules: {VAL01: skip}\n", "2:9", "只能从严"),
    "删除没有的词": (HEAD + "words: {vague: {remove: [有所提升]}}\n", "2:26", "是不是“有所提高”"),
    "继承成环": ("extends: mine.yaml\n", "1:1", "继承成环"),
    "不支持的表达式": (
        HEAD + "rules:\n  SX01: {uses: forbidden-text, given: project, pattern: '(?<=甲)乙'}\n",
        "3:48",
        "换一种写法",
    ),
    "撑大的表达式": (
        HEAD + "rules:\n  SX01: {uses: forbidden-text, given: project, pattern: '(((甲{99}){99}){99}){99}'}\n",
        "3:48",
        "重复次数",
    ),
    "地方不在单子上": (
        HEAD + "rules:\n  SX01: {uses: forbidden-text, given: $.name, words: [甲]}\n",
        "3:32",
        "可用的有",
    ),
    "别名炸弹": (BOMB, "1:4", "不用别名"),
    "五千层括号": (HEAD + "words: " + "[" * 5000 + "]" * 5000 + "\n", "", "嵌套超过"),
    "标签": (HEAD + "rules: !!python/object/apply:os.system [ls]\n", "2:8", "不用标签"),
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a cache of its own, in which national is read already: only the planted file is timed."""
    monkeypatch.setenv("PERFLINT_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "parent.yaml").write_text(PARENT, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("case", PLANTED)
def test_refused_at_once(run: Run, folder: Path, case: str) -> None:
    """By every command that takes a ruleset."""
    text, place, says = PLANTED[case]
    (folder / "mine.yaml").write_text(text, encoding="utf-8")
    begin = time.process_time()
    ran = run("rules", "validate", "mine.yaml")
    assert time.process_time() - begin < 10  # at once or never: no machine is so slow
    assert ran.code == 2
    assert ran.out == ""
    assert re.search(rf"mine\.yaml:{place}", ran.err), ran.err
    assert says in ran.err
    assert ran.err.count("\n") == 1


def test_an_evil_pattern_is_let_through_and_costs_nothing(run: Run, folder: Path) -> None:
    """What would hang Python's engine runs in linear time: the check ends."""
    rule = "SX01: {uses: forbidden-text, given: project, pattern: '^(\\s*\\S+\\s*)+费用$'}"
    (folder / "mine.yaml").write_text(f"{HEAD}rules:\n  {rule}\n", encoding="utf-8")
    rows = "| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n| 产出指标 | 数量指标 | 会议 | 3场 |\n"
    form = f"项目支出绩效目标表\n\n| 项目名称 | {'甲 ' * 5000} |  |  |\n{rows}"
    (folder / "表.txt").write_text(form, encoding="utf-8")
    begin = time.process_time()
    assert run("check", "表.txt", "--ruleset", "mine.yaml").code in {0, 1}
    assert time.process_time() - begin < 30  # linear or never
