"""``perflint check``: files in, a report out, an exit code that says the same in every format."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from perflint.cli.chinese import ChineseCommand
from perflint.engine import check_bytes, lint, unreadable
from perflint.engine import check as check_file
from perflint.errors import RulesetError
from perflint.model.finding import Report, Severity
from perflint.reporters import REPORTERS, render
from perflint.ruleset import Ruleset, load_ruleset

CLEAN, FOUND, UNCHECKED = 0, 1, 3
STDIN = "-"


@click.command("check", cls=ChineseCommand, short_help="检查文件")
@click.argument("paths", nargs=-1, required=True, metavar="文件…")
@click.option("--ruleset", default="national", metavar="名称|文件", help="规则集：自带的名称，或规则集文件", show_default=True)
@click.option("--format", "formats", multiple=True, type=click.Choice(list(REPORTERS)), help="输出格式，可与 -o 成对多次使用")
@click.option("-o", "--output", "outputs", multiple=True, metavar="文件", help="把对应的 --format 写入文件")
@click.option(
    "--fail-on", type=click.Choice(["error", "warning", "hint", "never"]), default="warning", show_default=True,
    help="有这一级或更严重的问题时，退出码为 1",
)  # fmt: skip
@click.option("--show", type=click.Choice(["error", "warning", "hint"]), default="hint", show_default=True, help="逐条列出到哪一级")
@click.option("--statistics", is_flag=True, help="另按规则统计")
@click.option("--stdin-format", default="txt", metavar="后缀", show_default=True, help="文件写作 - 时，标准输入的格式")
def command(
    paths: tuple[str, ...], ruleset: str, formats: tuple[str, ...], outputs: tuple[str, ...], fail_on: str, show: str,
    statistics: bool, stdin_format: str,
) -> int:  # fmt: skip
    """检查文件，列出问题、位置和修改建议。

    文件夹会检查其中的每个文件；文件写作 - 时读标准输入。

    退出码：0 没有问题，1 有问题，2 用法或规则集有误，3 有材料未能检查。
    """
    forms = formats or ("text",)
    if len(outputs) > len(forms):
        raise click.UsageError("-o 比 --format 多，请一一对应")
    try:
        rules = load_ruleset(ruleset)
    except RulesetError as error:
        raise click.UsageError(f"规则集有误：{error}") from error
    reports = list(_reports(paths, rules, stdin_format))
    for index, form in enumerate(forms):
        target = outputs[index] if index < len(outputs) else None
        colour = target is None and sys.stdout.isatty()
        _write(render(reports, form, colour=colour, show=Severity(show), statistics=statistics), target)
    return exit_code(reports, fail_on)


def exit_code(reports: list[Report], fail_on: str) -> int:
    """3 where something could not be checked, else 1 for findings at or above the level, else 0."""
    if any(report.unchecked for report in reports):
        return UNCHECKED
    if fail_on == "never":
        return CLEAN
    level = Severity(fail_on).rank
    found = any(finding.severity.rank <= level for report in reports for finding in report.findings)
    return FOUND if found else CLEAN


def _reports(paths: tuple[str, ...], rules: Ruleset, stdin_format: str) -> Iterator[Report]:
    """A report for each file, in the order given, folders by name."""
    for path in paths:
        if path == STDIN:
            yield check_bytes(sys.stdin.buffer.read(), f"标准输入.{stdin_format.lstrip('.')}", rules)
        elif Path(path).is_dir():
            yield from _folder(Path(path), rules)
        else:
            yield check_file(path, rules)


def _folder(folder: Path, rules: Ruleset) -> Iterator[Report]:
    """A report for each file in a folder and its folders; hidden files are none of the submission's."""
    files = sorted(
        path for path in folder.rglob("*") if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )  # fmt: skip
    if not files:
        yield lint(unreadable(str(folder), "文件夹里没有文件", "请确认文件夹位置，放入要检查的文件"), rules)
    for file in files:
        yield check_file(file, rules)


def _write(data: bytes, target: str | None) -> None:
    """To a file, or to standard output."""
    if target is None or target == STDIN:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    try:
        Path(target).write_bytes(data)
    except OSError as error:
        raise click.UsageError(f"写不进文件“{target}”：{error.strerror}，请换一个位置") from error
