"""Help and usage errors in Chinese; click itself speaks English and counts a full-width character as one column."""

from __future__ import annotations

import re
from collections.abc import Iterable

import click

_DEFAULT = r"\s*\[default: ([^\]]*)\]"
_REQUIRED = r"\s*\[required\]"
_RANGE = r"\s*\[x>=\d+\]"
_GAP = 2
_WIDEST = 34


class ChineseCommand(click.Command):
    """A command whose help is Chinese throughout."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The line 用法：…"""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        pieces = pieces.replace("[OPTIONS]", "[选项]").replace("COMMAND [ARGS]...", "命令 [参数]…")
        formatter.write(f"用法：{ctx.command_path} {pieces}\n")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What it does."""
        _prose(self.help or "", formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The block 选项; what an argument is, the text above has said."""
        options = (param for param in self.get_params(ctx) if isinstance(param, click.Option))
        records = [record for param in options if (record := param.get_help_record(ctx)) is not None]
        _section("选项", [(name, _chinese(text)) for name, text in records], formatter)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The help option with its own help in Chinese."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示帮助"
        return option


class ChineseGroup(ChineseCommand, click.Group):
    """A group of commands whose help is Chinese throughout."""

    def summaries(self) -> dict[str, str]:
        """Each command with what it does, in the order of use."""
        return {name: command.short_help or "" for name, command in self.commands.items()}

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first argument names; an unknown one is refused with the nearest."""
        name = args[0]
        if not name.startswith("-") and self.get_command(ctx, name) is None:
            raise click.UsageError(f"没有命令“{name}”{nearest(name, self.summaries())}{_see(ctx)}", ctx=ctx)
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """选项, then 命令."""
        super().format_options(ctx, formatter)
        _section("命令", self.summaries().items(), formatter)


def nearest(word: str, known: Iterable[str]) -> str:
    """``，是不是“check”？`` when something near is known, else a comma; a cure follows."""
    from difflib import get_close_matches

    close = get_close_matches(word, list(known), n=1, cutoff=0.5)
    return f"，是不是“{close[0]}”？" if close else "，"


def complaint(error: click.ClickException) -> str:
    """A usage error as a Chinese sentence that ends in the cure; click's own words where it is ours already."""
    ctx = getattr(error, "ctx", None)
    see = _see(ctx)
    if isinstance(error, click.NoSuchOption):
        known = (opt for param in ctx.command.params for opt in param.opts) if ctx else ()
        return f"没有选项 {error.option_name}{nearest(error.option_name, known)}{see}"
    if isinstance(error, click.MissingParameter):
        return f"没有写{_named(error.param, ctx)}，{see}"
    if isinstance(error, click.BadParameter):
        choices = getattr(error.param.type, "choices", ()) if error.param else ()
        usable = f"，可用的有：{'、'.join(map(str, choices))}" if choices else f"，{see}"
        return f"{_named(error.param, ctx)}的值不对{usable}"
    if isinstance(error, click.BadOptionUsage):
        flag = "does not take" in error.format_message()
        return f"选项 {error.option_name} 后面{'不写值' if flag else '没有写值'}，{see}"
    text = error.format_message()
    return text if any("\u4e00" <= char <= "\u9fff" for char in text) else f"命令的写法不对，可能多了参数，{see}"


def _named(param: click.Parameter | None, ctx: click.Context | None) -> str:
    """An option by its longest spelling, an argument by what it stands for."""
    if isinstance(param, click.Option):
        return f"选项 {max(param.opts, key=len)} "
    return f"“{param.make_metavar(ctx).rstrip('….')}”" if param is not None and ctx is not None else "参数"


def _see(ctx: click.Context | None) -> str:
    """Where to read on."""
    return f"用法见 {ctx.command_path if ctx else 'perflint'} --help"


def _prose(text: str, formatter: click.HelpFormatter) -> None:
    """Paragraphs, indented and broken where Chinese may be broken."""
    from perflint.text import folded

    for paragraph in text.strip().split("\n\n"):
        formatter.write("\n")
        for line in folded("".join(part.strip() for part in paragraph.splitlines()), formatter.width - _GAP):
            formatter.write(f"  {line}\n")


def _chinese(text: str) -> str:
    """The help of an option, with what click adds to it in Chinese, or not at all."""
    for added, ours in ((_DEFAULT, r"（默认 \1）"), (_REQUIRED, "（必写）"), (_RANGE, "")):
        text = re.sub(added, ours, text)
    return text


def _section(title: str, records: Iterable[tuple[str, str]], formatter: click.HelpFormatter) -> None:
    """A titled list in two columns; a term too long for the first stands on a line of its own."""
    from perflint.text import columns, folded

    records = list(records)
    first = min(_WIDEST, max(columns(name) for name, _ in records)) + _GAP
    formatter.write(f"\n{title}：\n")
    for name, text in records:
        lines = folded(text, max(20, formatter.width - first - _GAP))
        head = f"  {name}{' ' * (first - columns(name))}"
        if columns(name) > first - _GAP:
            formatter.write(f"  {name}\n")
            head = " " * (first + _GAP)
        for line in lines:
            formatter.write(f"{head}{line}\n")
            head = " " * (first + _GAP)
