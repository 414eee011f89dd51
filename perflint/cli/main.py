"""perflint: the group of commands. Each command's module is loaded when it is called, so ``--version`` costs nothing."""

from __future__ import annotations

import importlib
import os
import sys

import click

from perflint import __version__
from perflint.cli.chinese import ChineseCommand, complaint, format_commands, format_options, format_usage

USAGE = 2

COMMANDS = {
    "check": "检查文件，列出问题、位置和修改建议",
    "show": "显示怎样读懂一份文件：表格、栏目、指标体系",
    "rules": "查看规则",
    "explain": "解释一条规则：查什么、为什么、怎样改",
}
"""Each command's module in this room bears its name."""


class Commands(click.Group):
    """The commands, loaded by name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names in the order of use."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, or None."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"perflint.cli.{cmd_name}").command
        return command

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """用法."""
        format_usage(self, ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """选项, then 命令."""
        format_options(self, ctx, formatter)
        format_commands(COMMANDS, formatter)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """--help."""
        return ChineseCommand.chinese_help(super().get_help_option(ctx))


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "--version", message="perflint %(version)s", help="显示版本")
def cli() -> None:
    """绩效目标质量检查：读取项目支出绩效目标表，指出问题和修改建议。"""


def main(arguments: list[str] | None = None) -> None:
    """Run, and end the process with the exit code: 0 clean, 1 findings, 2 usage, 3 something could not be checked."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        code = cli.main(args=arguments, prog_name="perflint", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as stop:
        code = stop.exit_code
    except click.ClickException as error:
        click.echo(f"perflint：{complaint(error)}", err=True)
        code = USAGE
    except click.Abort:
        click.echo("perflint：已中断", err=True)
        code = USAGE
    except BrokenPipeError:
        # The reader of our output has gone (perflint … | head): that is no fault of anyone's.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    sys.exit(code if isinstance(code, int) else 0)
