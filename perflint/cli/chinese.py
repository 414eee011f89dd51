"""Help and usage errors in Chinese; click itself speaks English."""

from __future__ import annotations

from collections.abc import Mapping

import click


class ChineseCommand(click.Command):
    """A command whose help is Chinese throughout."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """用法."""
        format_usage(self, ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """选项."""
        format_options(self, ctx, formatter)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """--help."""
        return self.chinese_help(super().get_help_option(ctx))

    @staticmethod
    def chinese_help(option: click.Option | None) -> click.Option | None:
        """The help option with its own help in Chinese."""
        if option is not None:
            option.help = "显示帮助"
        return option


def format_usage(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    """The line 用法：…"""
    pieces = " ".join(command.collect_usage_pieces(ctx))
    pieces = pieces.replace("[OPTIONS]", "[选项]").replace("COMMAND [ARGS]...", "命令 [参数]...")
    formatter.write_usage(ctx.command_path, pieces, prefix="用法：")


def format_options(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    """The block 选项."""
    records = [record for param in command.get_params(ctx) if (record := param.get_help_record(ctx)) is not None]
    if records:
        with formatter.section("选项"):
            formatter.write_dl(records)


def format_commands(commands: Mapping[str, str], formatter: click.HelpFormatter) -> None:
    """The block 命令."""
    with formatter.section("命令"):
        formatter.write_dl(list(commands.items()))


def complaint(error: click.ClickException) -> str:
    """A usage error as a Chinese sentence that ends in the cure."""
    text = error.format_message()
    if isinstance(error, click.NoSuchOption):
        near = f"，是不是 {'、'.join(error.possibilities)}？" if error.possibilities else "，可用的选项见 --help"
        text = f"没有选项 {error.option_name}{near}"
    elif isinstance(error, click.MissingParameter):
        name = error.param.make_metavar(error.ctx) if error.param is not None and error.ctx is not None else ""
        text = f"缺少参数 {name}，用法见 --help"
    elif isinstance(error, click.BadParameter) and error.param is not None and isinstance(error.param.type, click.Choice):
        text = f"选项 {error.param.opts[-1]} 的值不对，可用的有：{'、'.join(map(str, error.param.type.choices))}"
    elif isinstance(error, click.BadOptionUsage):
        text = f"选项 {error.option_name} 用法不对，缺少或多了值，用法见 --help"
    elif isinstance(error, click.UsageError) and text.startswith("No such command"):
        text = f"没有命令 {text.split()[-1].strip('.')}，可用的命令见 perflint --help"
    elif isinstance(error, click.UsageError) and "unexpected extra argument" in text:
        text = "多了参数，用法见 --help"
    elif isinstance(error, click.UsageError) and text.startswith("Missing command"):
        text = "请写明命令，可用的命令见 perflint --help"
    return text
