"""One shard（分片）: from its files to its part. It runs in a worker, on this machine or another."""

from __future__ import annotations

import threading

from msgspec import Struct

from perflint import __version__
from perflint.errors import ScreeningError
from perflint.screening.apart import rows_apart
from perflint.screening.columns import parquet
from perflint.screening.rows import Task, rows_of
from perflint.screening.run import opened
from perflint.screening.screened import Screened


class Done(Struct, frozen=True, kw_only=True):
    """What came of a shard, in figures."""

    shard: int
    submissions: int
    unchecked: int


def work(task: Task) -> Done:
    """Screen a shard and write its part. Raises OSError where it cannot be written, ScreeningError in another version.

    Documents are parsed in copies of this process, which a process with several threads cannot make cheaply: there the
    whole shard goes into one of its own.
    """
    run = opened(task.run)
    if run.settings.version != __version__:
        wrong = f"是 perflint {run.settings.version} 开始的，这里装的是 {__version__}"
        raise ScreeningError(task.run, wrong, "请在每台机器上装同一个版本")
    if task.apart or threading.active_count() > 1:
        rows = [row for group in rows_apart(task) for row in group]
    else:
        rows = [row for group in rows_of(task) for row in group]
    run.folder.write(run.part(task.shard.number), parquet(rows, Screened))
    unchecked = sum(row.unchecked for row in rows)
    return Done(shard=task.shard.number, submissions=len(rows), unchecked=unchecked)
