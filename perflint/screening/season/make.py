"""A run, and a previous one, as a season report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from perflint.model.finding import Severity
from perflint.screening.alike.across import due
from perflint.screening.run import Run
from perflint.screening.season.change import change, compare
from perflint.screening.season.counted import Counted
from perflint.screening.season.overview import alarms, numbers, overview, unread
from perflint.screening.season.ranking import both, departments, rules
from perflint.screening.season.shape import Limits, Season
from perflint.screening.season.wording import groups, wordings
from perflint.screening.tables.store import tables

_UNCOMPARED = "跨部门比对还没有做，没有列出雷同的表不等于没有；把初审的命令再运行一次"


def seasons(run: Run, previous: Run | None, limits: Iterable[Limits]) -> Iterator[Season]:
    """The report on a run, once for each limits. Raises ScreeningError where a file of a run is damaged."""
    with tables(run, previous) as con:
        counted = Counted(con)
        if previous is not None:
            compare(counted, run)
        for one in limits:
            yield _season(counted, run, previous, one)


def _season(counted: Counted, run: Run, previous: Run | None, limits: Limits) -> Season:
    """The report within these limits."""
    sections = (
        overview(counted),
        departments(counted, limits),
        rules(counted),
        both(counted),
        unread(counted, limits),
        wordings(counted, limits),
        groups(counted, limits),
        change(counted, run, previous, limits) if previous is not None else None,
    )
    found = numbers(counted)
    return Season(
        about=_about(run, previous),
        summary=_summary(counted, found),
        alarms=(*alarms(counted), *_not_done(run, previous)),
        numbers=found,
        sections=tuple(section for section in sections if section is not None),
    )


def _not_done(run: Run, previous: Run | None) -> Iterator[str]:
    """Which comparisons are missing that should be there."""
    if due(run):
        yield _UNCOMPARED
    if run.settings.previous and previous is None:
        yield f"初审时写的上一批次“{run.settings.previous}”打不开，没有对照；它在别处的，用 --previous 写明"


def _about(run: Run, previous: Run | None) -> tuple[tuple[str, str], ...]:
    """What was screened by what."""
    settings = run.settings
    told = [
        ("材料", settings.source),
        ("批次", run.folder.url),
        ("规则集", f"{settings.ruleset}（{settings.ruleset_digest[:16]}）"),
        ("程序", f"perflint {settings.version}"),
    ]
    return (*told, *([("上一批次", previous.folder.url)] if previous is not None else []))


def _summary(counted: Counted, found: tuple[int, ...]) -> str:
    """The run in one line."""
    departments, submissions, forms = counted.row("SELECT count(DISTINCT department), count(*), sum(forms) FROM subs")
    said = "，".join(f"{one.label} {number:,} 处" for one, number in zip(Severity, found, strict=True))
    return f"{departments:,} 个部门 {submissions:,} 份材料，绩效目标表 {forms or 0:,} 张：{said}"
