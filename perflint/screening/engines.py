"""Where shards are worked on: processes of this machine, or the workers of a Dask cluster. Both are executors."""

from __future__ import annotations

import importlib
import multiprocessing
import os
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from typing import Any, Protocol

from perflint.errors import ScreeningError
from perflint.screening.leash import leashed
from perflint.screening.rows import Task
from perflint.screening.work import Done, work

_EXTRA = "pip install 'perflint-cn[cluster]'"


class Engine(Protocol):
    """What runs ``work``. A task whose worker dies ends in one of ``fatal``."""

    fatal: tuple[type[BaseException], ...]

    def workers(self) -> int:
        """How many shards it works on at a time."""

    def submit(self, task: Task) -> Future[Done]:
        """Begin with a shard when there is room."""

    def restarted(self) -> None:
        """Be usable again after one of ``fatal``."""

    def close(self, *, at_once: bool = False) -> None:
        """End; ``at_once`` does not wait for what is being worked on."""


class Local:
    """Processes of this machine（本机）."""

    fatal: tuple[type[BaseException], ...] = (BrokenExecutor,)

    def __init__(self, workers: int) -> None:
        """Begin so many."""
        self._workers = workers
        self._pool = self._begun()

    def _begun(self) -> ProcessPoolExecutor:
        """A pool of fresh interpreters: copies of this process would have its threads' locks and not its threads."""
        return ProcessPoolExecutor(self._workers, multiprocessing.get_context("spawn"), initializer=leashed)

    def workers(self) -> int:
        """How many processes there are."""
        return self._workers

    def submit(self, task: Task) -> Future[Done]:
        """Begin with a shard when a process is free."""
        return self._pool.submit(work, task)

    def restarted(self) -> None:
        """Begin anew: a pool that lost one process ends the others."""
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._pool = self._begun()

    def close(self, *, at_once: bool = False) -> None:
        """End the processes."""
        running = list((self._pool._processes or {}).values()) if at_once else []
        self._pool.shutdown(wait=not at_once, cancel_futures=True)
        for process in running:
            process.kill()


class Cluster:
    """The workers of a Dask cluster（集群）, each of which has perflint and sees the same material and run folder."""

    def __init__(self, address: str) -> None:
        """Connect to the scheduler. Raises ScreeningError where nothing answers, or Dask is not installed."""
        try:
            distributed = importlib.import_module("distributed")
        except ImportError as error:
            raise ScreeningError("--engine dask", "需要 Dask，没有安装", f"请安装：{_EXTRA}") from error
        self.fatal: tuple[type[BaseException], ...] = (distributed.KilledWorker, BrokenExecutor)
        try:
            self._client: Any = distributed.Client(address, timeout=10)
        except (OSError, ValueError) as error:
            raise ScreeningError(
                address, "没有应答", "请核对调度器的地址（如 tcp://主机:8786），确认它在运行"
            ) from error
        self._executor: Executor = self._client.get_executor(pure=False)

    def workers(self) -> int:
        """How many threads all workers have together, at this moment."""
        threads: list[int] = list(self._client.ncores().values())
        return max(1, sum(threads))

    def submit(self, task: Task) -> Future[Done]:
        """Hand over a shard."""
        return self._executor.submit(work, task)

    def restarted(self) -> None:
        """Nothing to do: the scheduler has replaced what died."""

    def close(self, *, at_once: bool = False) -> None:
        """Take leave; the cluster goes on."""
        self._executor.shutdown(wait=not at_once)  # without waiting it cancels what has not begun
        self._client.close()


def engine(spec: str) -> Engine:
    """``local``, ``local:4`` or ``dask:tcp://host:8786``. Raises ScreeningError for what is none of them."""
    kind, _, rest = spec.partition(":")
    if kind == "local" and (not rest or (rest.isdecimal() and int(rest) > 0)):
        return Local(int(rest) if rest else _processors())
    if kind == "dask" and rest:
        return Cluster(rest)
    raise ScreeningError(f"--engine {spec}", "不认识", "请写 local、local:进程数，或 dask:调度器地址")


def _processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
