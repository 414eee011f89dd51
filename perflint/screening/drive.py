"""The drive（初审的进行）: hand out shards that have no part yet, take back what became of them, lose none."""

from __future__ import annotations

import errno
from collections import Counter, deque
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, wait

from msgspec import Struct
from msgspec.structs import replace

from perflint.errors import PerflintError, reason_of
from perflint.screening.engines import Engine
from perflint.screening.rows import Task
from perflint.screening.run import Run
from perflint.screening.work import Done

_TRIES = 3
"""With others; by itself; and once more, should its own process fail for a reason that is not in the documents."""
_AHEAD = 2
"""Shards handed out for each worker: one at work, one waiting."""
_HOPELESS = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})


class Outcome(Struct, kw_only=True):
    """What one session did, in submissions."""

    submissions: int = 0
    unchecked: int = 0
    stopped: str = ""
    """Why it ended before the end, in Chinese; "" where it did not."""
    lost: dict[int, str] = {}
    """Shards without a part, and why."""


class Drive:
    """One session of a run."""

    def __init__(self, run: Run, engine: Engine, *, cached: bool = True, most_unchecked: int | None = None) -> None:
        """What has a part is done already. More than ``most_unchecked`` submissions that cannot be checked end it."""
        there = run.done()
        left = [shard for shard in run.shards() if shard.number not in there]
        self.outcome = Outcome()
        self._engine, self._most = engine, most_unchecked
        self._waiting = deque(Task(run=run.folder.url, shard=shard, cached=cached) for shard in left)
        self._running: dict[Future[Done], Task] = {}
        self._tries = Counter[int]()

    @property
    def files(self) -> int:
        """How many files there are yet to be screened."""
        return sum(sum(1 for _ in task.shard.entries) for task in (*self._waiting, *self._running.values()))

    def run(self, progress: Callable[[Task, Done], None]) -> Outcome:
        """Screen to the end. A KeyboardInterrupt passes through; the run can be gone on with."""
        while (self._waiting or self._running) and not self.outcome.stopped:
            while self._waiting and len(self._running) < _AHEAD * self._engine.workers():
                task = self._waiting.popleft()
                self._running[self._handed(task)] = task
            finished, _ = wait(self._running, return_when=FIRST_COMPLETED)
            if any([self._failed(future) for future in finished if future.exception() is not None]):
                self._again()
            for future in finished:
                if future.exception() is None:
                    self._count(future.result())
                    progress(self._running.pop(future), future.result())
        return self.outcome

    def _handed(self, task: Task) -> Future[Done]:
        """What comes of a shard. A pool that lost a worker since takes none: it has failed with the others."""
        try:
            return self._engine.submit(task)
        except self._engine.fatal as error:
            failed: Future[Done] = Future()
            failed.set_exception(error)
            return failed

    def _count(self, done: Done) -> None:
        """Add a shard to the outcome."""
        outcome = self.outcome
        outcome.submissions += done.submissions
        outcome.unchecked += done.unchecked
        if self._most is not None and outcome.unchecked > self._most:
            outcome.stopped = f"未能检查的已有 {outcome.unchecked} 份，超过 --max-errors {self._most}"

    def _failed(self, future: Future[Done]) -> bool:
        """Put a shard that failed back, or give it up; whether its worker died with it."""
        task, error = self._running.pop(future), future.exception()
        fatal = isinstance(error, self._engine.fatal)
        number = task.shard.number
        self._tries[number] += 1
        if isinstance(error, OSError) and error.errno in _HOPELESS:
            self.outcome.stopped = f"写不进结果（{reason_of(error)}）"
        elif self._tries[number] < _TRIES:
            self._waiting.append(replace(task, apart=task.apart or fatal))
        else:
            self.outcome.lost[number] = _said(error)
        return fatal

    def _again(self) -> None:
        """Begin anew with what was at work or waiting when a worker died: nobody knows which of it was to blame."""
        for future, task in list(self._running.items()):
            if not future.done() or future.exception() is not None:
                del self._running[future]
                self._waiting.append(replace(task, apart=True))
        self._engine.restarted()


def _said(error: BaseException | None) -> str:
    """An error in words: ours are Chinese already."""
    if isinstance(error, OSError):
        return reason_of(error)
    return str(error) if isinstance(error, PerflintError) else f"{type(error).__name__}: {error}"
