"""``perflint screen``: a season's submissions in, a run out, which can be gone on with, proved, reported and asked."""

from __future__ import annotations

import importlib
from importlib.util import find_spec

import click

from perflint.cli.chinese import ChineseGroup

COMMANDS = {
    "begin": "开始一个批次，或接着做；可以不写 begin",
    "verify": "核对批次：清单里的每份材料都有结果，没有重复",
    "report": "批次的汇总报告：部门、规则、雷同的写法、与上一批次相比",
    "query": "用 SQL 查询批次的结果，只读",
}
"""Each command's module in this room bears its name; they are loaded when called, with what they stand on."""
_NEEDED = ("pyarrow", "fsspec", "tqdm", "rensa", "duckdb")


class _Screen(ChineseGroup):
    """The group; without the name of one of its commands it screens."""

    def summaries(self) -> dict[str, str]:
        """Each command with what it does, none of them loaded."""
        return COMMANDS

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """``perflint screen 材料 -o 批次`` is short for ``perflint screen begin 材料 -o 批次``."""
        if args and args[0] not in {*COMMANDS, *ctx.help_option_names}:
            args = ["begin", *args]
        return super().parse_args(ctx, args)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, or None; a usage error where what it stands on is not installed."""
        if cmd_name not in COMMANDS:
            return None
        if missing := [name for name in _NEEDED if find_spec(name) is None]:
            raise click.UsageError(f"成批初审还缺 {'、'.join(missing)}，请安装：pip install 'perflint-cn[screen]'")
        command: click.Command = importlib.import_module(f"perflint.cli.{cmd_name}").command
        return command


@click.group("screen", cls=_Screen, short_help="成批初审，断了可以接着做")
def command() -> None:
    """成批初审：几千份材料，断了可以接着做，一份不漏。

    perflint screen 材料文件夹 -o 批次文件夹，就开始（或接着做）一个批次；其余命令查看和核对做好的批次。
    """
