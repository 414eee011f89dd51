"""perflint: the group of commands. A command's module is loaded when it is called, so ``--version`` costs nothing."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from contextlib import suppress

import click

from perflint import __version__
from perflint.cli.chinese import ChineseGroup, complaint

USAGE, UNCHECKED = 2, 3

COMMANDS = {
    "check": "检查文件，列出问题、位置和修改建议",
    "diff": "对照两次检查：已改、未改、新增、又出现",
    "waive": "豁免查出来而可以不改的问题",
    "show": "显示怎样读懂一份文件：表格、栏目、指标体系",
    "rules": "查看、核对、测试、新建规则集",
    "explain": "解释一条规则：查什么、为什么、怎样改",
    "screen": "成批初审，断了可以接着做",
    "import": "读回填好的审核意见表：处理状态、单位答复、复核意见",
    "cache": "查看、清除保存下来的检查结果",
}
"""Each command's module in this room bears its name, but for those in ``_ROOMS``."""
_ROOMS = {"import": "reply"}
"""Modules of commands whose name Python keeps for itself."""


class Commands(ChineseGroup):
    """The commands, loaded by name."""

    def summaries(self) -> dict[str, str]:
        """Each command with what it does, none of them loaded."""
        return COMMANDS

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, or None."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"perflint.cli.{_ROOMS.get(cmd_name, cmd_name)}").command
        return command


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "--version", message="perflint %(version)s", help="显示版本")
def cli() -> None:
    """绩效目标质量检查：读取项目支出绩效目标表，指出问题和修改建议。

    一条命令怎么用：perflint 命令 --help
    """


def main(arguments: list[str] | None = None) -> None:
    """Run, and end the process with the exit code: 0 clean, 1 findings, 2 usage, 3 something could not be checked."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(_code(arguments))


def run() -> None:
    """The command ``perflint``: ``main``, and then an end at once.

    Taking some fifty thousand values apart that nobody will use again would cost a twentieth of a check.
    """
    # A run makes values that live to its end and hardly a cycle: looking for one every few hundred costs a tenth.
    gc.set_threshold(100_000, 50, 50)
    code: object = 0
    try:
        main()
    except SystemExit as stop:
        code = stop.code
    if "perflint.pattern" in sys.modules:
        importlib.import_module("perflint.pattern").keep()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()
    os._exit(code if isinstance(code, int) else 0)


def _code(arguments: list[str] | None) -> int:
    """Run one command line; whatever goes wrong is said in one Chinese line, never as a traceback."""
    try:
        code = cli.main(args=arguments, prog_name="perflint", standalone_mode=False)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        return _said(error.format_message(), USAGE)
    except click.ClickException as error:
        return _said(f"perflint：{complaint(error)}", USAGE)
    except click.Abort:
        return _said("perflint：已中断，没有检查完", UNCHECKED)
    except Exception as error:
        if os.environ.get("PERFLINT_DEBUG"):
            raise
        crash = f"{type(error).__name__}: {error}"
        return _said(f"perflint：程序内部出错（{crash}），这不是材料的问题，请把这一行告诉维护人员", UNCHECKED)
    return code if isinstance(code, int) else 0


def _said(text: str, code: int) -> int:
    """The code, once the text has been said."""
    click.echo(text, err=True)
    return code
