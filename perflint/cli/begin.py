"""``perflint screen``, and ``perflint screen begin``: begin a run, or go on with it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
from msgspec.structs import replace
from tqdm import tqdm

from perflint.cli.chinese import ChineseCommand
from perflint.cli.options import loaded, ruleset_option
from perflint.cli.output import say
from perflint.errors import ScreeningError, reason_of
from perflint.model.finding import Severity
from perflint.screening.alike.across import compare, told
from perflint.screening.drive import Drive, Outcome
from perflint.screening.engines import Engine, engine
from perflint.screening.run import Order, Run, Tally, begun, opened

CLEAN, FOUND, UNCHECKED = 0, 1, 3
_COUNT = "{desc}：{n_fmt} 个文件"
_BAR = "{desc}：{n_fmt}/{total_fmt} 个文件，{percentage:.0f}%，{rate_noinv_fmt}，还要 {remaining}"
tqdm.monitor_interval = 0  # no thread beside ours: it would only watch a bar that moves by itself


@click.command("begin", cls=ChineseCommand, short_help="开始一个批次，或接着做")
@click.argument("source", metavar="材料文件夹")
@click.option("-o", "--output", required=True, metavar="批次文件夹", help="结果写到这里；同一条命令再运行一次就接着做")
@ruleset_option
@click.option(
    "--engine", "where", default="local", show_default=True, metavar="本机|集群",
    help="local:N 本机 N 个进程（不写 N，有几个处理器就几个）；dask:地址 用 Dask 集群",
)  # fmt: skip
@click.option("--shard", type=click.IntRange(1), metavar="N", help="每片几份材料；一片做完记一次（默认按总数定）")
@click.option("--together", is_flag=True, help="材料文件夹里的每个文件夹是一份材料，其中的文件互相核对")
@click.option("--previous", default="", metavar="批次文件夹", help="上一个批次，汇总时对照")
@click.option("--max-errors", type=click.IntRange(0), metavar="N", help="未能检查的超过 N 份就停下，改好后可以接着做")
@click.option("--no-cache", is_flag=True, help="不用以前的检查结果，全部重新检查")
@click.option(
    "--fail-on", type=click.Choice(["error", "warning", "hint", "never"]), default="warning", show_default=True,
    help="有这一级或更严重的问题时，退出码为 1",
)  # fmt: skip
def command(
    source: str, output: str, ruleset: str, where: str, shard: int | None, together: bool, previous: str,
    max_errors: int | None, no_cache: bool, fail_on: str,
) -> int:  # fmt: skip
    """成批初审一个文件夹里的材料，每个文件是一份（压缩文件里的每个文件也是）。

    先登记全部文件（清单），再分片检查，每片的结果写成一个文件。中断、断电、换机器以后，把同一条命令再运行一次，
    只做没有做完的。材料和批次都可以是 fsspec 认识的网址（如 s3://…）。

    退出码：0 没有问题，1 有问题，2 用法或规则集有误，3 有材料未能检查，或没有做完。
    """
    loaded(ruleset)
    order = Order(source=source, ruleset=ruleset, together=together, shard=shard, previous=previous)
    try:
        if previous:
            opened(previous)
        with _bar("登记", None) as bar:
            run = begun(output, order, lambda number: bar.update(number - bar.n))
        return _screened(run, engine(where), fail_on, cached=not no_cache, most=max_errors)
    except ScreeningError as error:
        raise click.UsageError(str(error)) from error
    except OSError as error:
        raise click.UsageError(f"写不进批次文件夹“{output}”：{reason_of(error)}，请换一个位置") from error


def _screened(run: Run, machine: Engine, fail_on: str, *, cached: bool, most: int | None) -> int:
    """Screen what is left, say how it went, and give the exit code."""
    drive = Drive(run, machine, cached=cached, most_unchecked=most)
    at_once = True
    try:
        with _bar("初审", drive.files) as bar:
            outcome = drive.run(lambda task, _: bar.update(sum(1 for _ in task.shard.entries)))
        at_once = bool(outcome.stopped)
        if not (outcome.stopped or outcome.lost):
            _compared(run)
    except KeyboardInterrupt:
        say(f"已中断，做完的都在“{run.folder.url}”；把同一条命令再运行一次，就接着做")
        return UNCHECKED
    finally:
        machine.close(at_once=at_once)
    tally = _tallied(run)
    _tell(run, outcome, tally)
    return _code(outcome, tally, fail_on)


def _compared(run: Run) -> None:
    """Compare the departments with each other, now that all is screened, unless that has been done."""
    compared = compare(run)
    if compared is not None:
        unknown = f"；{compared.nameless:,} 张表不知道是哪个部门的，没有比较" if compared.nameless else ""
        say(f"不同部门雷同：{compared.groups:,} 组，涉及 {compared.departments:,} 个部门{unknown}")


def _tallied(run: Run) -> Tally:
    """What all parts come to, and the comparison of departments."""
    tally, more = run.tally(), told(run)
    return replace(
        tally,
        errors=tally.errors + more[Severity.ERROR],
        warnings=tally.warnings + more[Severity.WARNING],
        hints=tally.hints + more[Severity.HINT],
    )


def _tell(run: Run, outcome: Outcome, tally: Tally) -> None:
    """What came of it."""
    said = f"这一次初审 {outcome.submissions:,} 份材料"
    if tally.submissions != outcome.submissions:
        said += f"，批次里共 {tally.submissions:,} 份"
    say(
        f"{said}：必须修改 {tally.errors:,} 处，应当修改 {tally.warnings:,} 处，请核实 {tally.hints:,} 处；"
        f"未能检查 {tally.unchecked:,} 份"
    )
    for shard, why in sorted(outcome.lost.items()):
        say(f"第 {shard} 片没有结果：{why}")
    if outcome.stopped:
        say(f"没有做完：{outcome.stopped}。改好后把同一条命令再运行一次，就接着做")
    else:
        say(f"结果在“{run.folder.url}”；核对：perflint screen verify {run.folder.url}")


def _code(outcome: Outcome, tally: Tally, fail_on: str) -> int:
    """3 where something of the run was not checked, else 1 for findings at or above the level, else 0."""
    if tally.unchecked or outcome.lost or outcome.stopped:
        return UNCHECKED
    counts = (tally.errors, tally.warnings, tally.hints)
    most = -1 if fail_on == "never" else Severity(fail_on).rank
    return FOUND if any(counts[: most + 1]) else CLEAN


@contextmanager
def _bar(what: str, total: int | None) -> Iterator[tqdm]:
    """Progress on a terminal, nothing elsewhere."""
    shape = _COUNT if total is None else _BAR
    with tqdm(
        total=total, desc=what, unit=" 个", bar_format=shape, file=sys.stderr, disable=None, mininterval=0.5
    ) as bar:
        yield bar
