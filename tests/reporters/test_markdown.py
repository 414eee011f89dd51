"""Markdown for issues and office systems: what it says, and that documents write no markup."""

from __future__ import annotations

import pytest

from perflint.model.finding import Report, Severity
from perflint.reporters import render
from perflint.reporters.markdown import escaped
from tests.reporters.whole import whole


def test_the_head_and_the_table() -> None:
    """Whose, what came of it, and the projects with the verdict of the gate."""
    lines = render([whole()], "markdown").decode().splitlines()
    assert lines[:13] == [
        "# 绩效目标审核意见",
        "",
        "- **材料**：材料.txt、附件.txt、坏.txt",
        "- **部门**：某局　**年度**：2026",
        "- **结果**：有文件未能读取，未经审核（必须修改 2 处，应当修改 1 处，请核实 2 处）",
        "- **结论**：修改后报，有必须修改",
        "",
        "| 项目 | 结论 | 必须修改 | 应当修改 | 请核实 |",
        "| --- | --- | --: | --: | --: |",
        "| 全部材料（跨项目、跨表） |  | 1 | 0 | 0 |",
        "| 甲项目 | 修改后报 | 1 | 1 | 0 |",
        "| 乙项目 | 通过 | 0 | 0 | 2 |",
        "| **合计** |  | **2** | **1** | **2** |",
    ]


def test_a_finding() -> None:
    """What, where, why, what to write, what to ask."""
    made = render([whole()], "markdown").decode()
    assert (
        """\
1. **【必须修改】VAL02的问题**（VAL02）　〔新增〕
   - 位置：材料.txt，第103行 表2 第3行第1列，年度 / 产出指标 / 数量指标 / 培训人次
   - 问题：培训人次偏低
   - 建议：改成三百人次
   - 核对：向单位要名册
   - 相关：第104行 表2 第4行第1列“旁边”；第104行 表2 第4行第1列“旁边”；第105行 表2 第5行第1列（空白）
"""
        in made
    )


def test_without_a_gate_there_is_no_such_column(sample: Report) -> None:
    """Nor a department's year where none is known."""
    made = render([sample], "markdown").decode()
    assert "| 项目 | 必须修改 | 应当修改 | 请核实 |" in made
    assert "等 8 处" in made


def test_what_is_not_shown_is_counted() -> None:
    """``--show error`` leaves the table whole and says how many are not listed."""
    made = render([whole()], "markdown", show=Severity.ERROR).decode()
    assert "| 乙项目 | 通过 | 0 | 0 | 2 |" in made
    assert "日期太粗" not in made
    assert "- 另有 3 处级别较低，没有逐条列出" in made


def test_each_reads_what_is_for_them() -> None:
    """The one who files what to write, the one who reviews what to ask; what is one matter both read."""
    filer, reviewer = (render([whole()], "markdown", voice=voice).decode() for voice in ("filer", "reviewer"))
    assert ("改成三百人次" in filer, "向单位要名册" in filer) == (True, False)
    assert ("改成三百人次" in reviewer, "向单位要名册" in reviewer) == (False, True)
    assert "写明数值" in reviewer


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("≥90%（年度）", "≥90%（年度）"),
        ("<img src=x>", r"\<img src=x\>"),
        ("a|b*c_d`e`", r"a\|b\*c\_d\`e\`"),
        ("[x](y) ![z](w)", r"\[x\](y) !\[z\](w)"),
        ("http://x.cn www.x.cn", r"http\://x.cn www\.x.cn"),
        ("@某人 #1 # 题", "@\u2060某人 \\#\u20601 \\# 题"),
        ("&lt; \\ ~~x~~ $y$", r"\&lt; \\ \~\~x\~\~ \$y\$"),
        ("第一行\r\n\n# 第二行", r"第一行 \# 第二行"),
    ],
)
def test_what_documents_write_is_text(text: str, shown: str) -> None:
    """One line, no markup, no link, nobody called."""
    assert escaped(text) == shown
