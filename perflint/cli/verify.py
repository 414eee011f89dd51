"""``perflint screen verify``: the proof that a run is whole."""

from __future__ import annotations

import click

from perflint.cli.chinese import ChineseCommand
from perflint.cli.output import say
from perflint.errors import ScreeningError
from perflint.screening.run import opened
from perflint.screening.verify import verify

WHOLE, GAPS = 0, 1
_SHOWN = 50


@click.command("verify", cls=ChineseCommand, short_help="核对批次：清单里的每份材料都有结果，没有重复")
@click.argument("run", metavar="批次文件夹")
@click.option("--all", "everything", is_flag=True, help=f"列出全部缺漏（默认前 {_SHOWN} 条）")
def command(run: str, everything: bool) -> int:
    """把批次的结果和清单逐个文件核对：一个不少，一个不重，每片结果都读得出来。

    退出码：0 完整，1 有缺漏，2 用法有误，或不是批次文件夹。
    """
    try:
        check = verify(opened(run))
    except ScreeningError as error:
        raise click.UsageError(str(error)) from error
    for gap in check.gaps if everything else check.gaps[:_SHOWN]:
        say(gap)
    if hidden := 0 if everything else len(check.gaps[_SHOWN:]):
        say(f"……还有 {hidden} 条，用 --all 全部列出")
    told = f"清单 {check.files:,} 个文件，结果 {check.submissions:,} 份，共 {check.parts:,} 片"
    if check.gaps:
        say(f"不完整：{told}，缺漏 {len(check.gaps):,} 处；把初审的命令再运行一次，就补上没有做的")
        return GAPS
    say(f"完整：{told}，没有缺漏，没有重复")
    return WHOLE
