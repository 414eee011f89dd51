"""``perflint check``: files in, a report out, an exit code that says the same in every format."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from perflint.cli.chinese import ChineseCommand
from perflint.cli.folder import fill, is_folder, unusable
from perflint.cli.marked import Copies
from perflint.cli.options import loaded, ruleset_option
from perflint.cli.output import SCREEN, colourful, refuse_unwritable, same_file, write
from perflint.cli.settle import DEFAULT, settle_options, settling
from perflint.cli.sheets import template_for, with_sheets
from perflint.engine import check_together, understood
from perflint.errors import TemplateError
from perflint.model.finding import Report, Severity
from perflint.reporters import BINARY, REPORTERS, render
from perflint.reporters.apart import apart
from perflint.results import check_kept
from perflint.sources import STDIN, Source, sources, submissions

CLEAN, FOUND, UNCHECKED = 0, 1, 3


@click.command("check", cls=ChineseCommand, short_help="检查文件")
@click.argument("paths", nargs=-1, required=True, metavar="文件…")
@ruleset_option
@click.option(
    "--format", "formats", multiple=True, type=click.Choice(list(REPORTERS)), metavar="格式",
    help=f"输出格式：{'、'.join(REPORTERS)}（默认 text，给人看）；要几种就写几次，每种配一个 -o",
)  # fmt: skip
@click.option(
    "-o", "--output", "outputs", multiple=True, metavar="文件",
    help="写到文件，不写到屏幕（- 是屏幕）；写文件夹（以 / 结尾），就每份材料一个文件，html 另有一个总览",
)  # fmt: skip
@click.option(
    "--fail-on", type=click.Choice(["error", "warning", "hint", "never"]), default="warning", show_default=True,
    help="有这一级或更严重的问题时，退出码为 1",
)  # fmt: skip
@click.option(
    "--show", type=click.Choice(["error", "warning", "hint"]), default="hint", show_default=True,
    help="逐条列出到哪一级",
)  # fmt: skip
@click.option(
    "--together", is_flag=True, help="文件夹（或压缩文件）里的文件合起来是一份材料，互相核对；单列的文件也合成一份"
)
@click.option(
    "--previous", multiple=True, metavar="文件", help="上年的材料（文件或文件夹），用来看今年是不是照抄；要几个就写几次"
)
@click.option(
    "--voice", type=click.Choice(["filer", "reviewer", "both"]), default="filer", show_default=True,
    help="写给谁看：filer 填报单位（怎样改），reviewer 审核人员（核对什么），both 都写",
)  # fmt: skip
@settle_options
@click.option(
    "--annotate", metavar="文件夹", help="把问题标在原件的副本上（.xlsx、.docx、.pdf），写到这个文件夹，原件不动"
)
@click.option("--statistics", is_flag=True, help="另按规则统计")
@click.option(
    "--template", default="", metavar="文件", help="审核表的模板（.docx），用于 review-docx；不写用规则集的或自带的"
)
@click.option("--no-cache", is_flag=True, help="不用以前的检查结果，重新检查（perflint cache 管理它们）")
@click.option("--stdin-format", default="txt", metavar="后缀", show_default=True, help="文件写作 - 时，标准输入的格式")
def command(
    paths: tuple[str, ...], ruleset: str, formats: tuple[str, ...], outputs: tuple[str, ...], fail_on: str, show: str,
    together: bool, previous: tuple[str, ...], voice: str, annotate: str | None, statistics: bool, template: str,
    no_cache: bool, stdin_format: str, waivers: str | None, baseline: str | None, new_only: bool,
) -> int:  # fmt: skip
    """检查文件，列出问题、位置和修改建议。

    文件可以写几个；写文件夹或 .zip 压缩文件，就检查其中的每个文件；写 -，就读标准输入。

    级别：error 必须修改，warning 应当修改，hint 请核实。

    退出码：0 没有问题，1 有问题，2 用法或规则集有误，3 有材料未能检查。
    """
    if "" in paths:
        raise click.UsageError("有一个文件名是空的，请核对命令（变量没有赋值？）")
    pairs = _pairs(formats or ("text",), outputs, (*paths, *previous, waivers or DEFAULT, template))
    rules = loaded(ruleset)
    form_file = template_for([form for form, _ in pairs], rules, template)
    settle = settling(rules, paths, waivers, baseline, new_only=new_only)
    copies = None if annotate is None else Copies(annotate, paths, outputs)
    before = understood(sources(previous, _stdin), rules) if previous else None
    handed_in: Iterable[list[Source]] = settle.material(submissions(paths, _stdin, stdin_format, together=together))
    handed_in = handed_in if copies is None else copies.planned(handed_in)
    examine = check_together if no_cache else check_kept
    reports = settle([examine(files, rules, before) for files in handed_in])
    for form, target in pairs:
        colour = target is None and colourful()
        options = {"colour": colour, "show": Severity(show), "voice": voice, "statistics": statistics}
        shown = with_sheets(reports, form, rules)
        try:
            if target is not None and is_folder(target):
                fill(target, apart(shown, form, template=form_file, **options))
            else:
                write(render(shown, form, template=form_file, **options), target)
        except TemplateError as error:
            raise click.UsageError(str(error)) from error
    if copies is not None:
        copies.write(reports)
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


def _pairs(forms: tuple[str, ...], outputs: tuple[str, ...], read: tuple[str, ...]) -> list[tuple[str, str | None]]:
    """Each format with where it goes. What cannot be written, or would destroy what is ``read``, is refused first."""
    if len(outputs) != len(forms) and (outputs or len(forms) > 1):
        raise click.UsageError(f"--format 有 {len(forms)} 个，-o 有 {len(outputs)} 个，请一一对应（写到屏幕用 -o -）")
    if not outputs and forms[0] in BINARY:
        raise click.UsageError(f"{forms[0]} 不能显示在屏幕上，请用 -o 写明文件名")
    for output in outputs:
        if output != SCREEN:
            _refuse(output, [path for path in read if path not in {"", STDIN}])
    if len(outputs) > len({Path(output) for output in outputs}):
        raise click.UsageError("有两个 -o 写的是同一个文件，后写的会盖掉先写的，请分开")
    return [(form, outputs[index] if outputs else None) for index, form in enumerate(forms)]


def _refuse(output: str, read: Sequence[str]) -> None:
    """Raise UsageError for a file or folder that nothing can be written to, or should not."""
    if is_folder(output):
        if problem := unusable(output, read):
            raise click.UsageError(f"写不进文件夹“{output}”：{problem}，请换一个新的文件夹")
        return
    if any(same_file(path, output) for path in read):
        raise click.UsageError(f"-o 写的“{output}”就是要读的文件，会把它覆盖，请换一个文件名")
    refuse_unwritable(output)


def _stdin() -> bytes:
    """What stands on the standard input; nothing where there is none."""
    return b"" if sys.stdin is None else sys.stdin.buffer.read()
