"""Real processes, really killed: whatever dies, no submission is lost and none counted twice."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from perflint.screening.run import Run, opened
from perflint.screening.screened import Screened
from perflint.screening.verify import verify
from tests.screening.conftest import begin, drive, prints

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="processes are killed as on Linux")]

HOOK = Path(__file__).with_name("hook")
BIN = Path(sys.executable).parent
PATIENCE = 120


def environment(tmp_path: Path) -> dict[str, str]:
    """A cache of its own, and the hook that makes documents deadly."""
    return {**os.environ, "PERFLINT_CACHE": str(tmp_path / "cache"), "PYTHONPATH": str(HOOK), "PYTHONUTF8": "1"}


@contextmanager
def screening(source: Path, run: Path, *options: str) -> Iterator[subprocess.Popen[str]]:
    """``perflint screen`` at work, two submissions a shard, nothing kept; killed at the end if it still is."""
    command = [str(BIN / "perflint"), "screen", str(source), "-o", str(run), "--no-cache", "--shard", "2", *options]
    process = subprocess.Popen(
        command, env=environment(run.parent), text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def finished(process: subprocess.Popen[str]) -> str:
    """What it said, when it has ended by itself."""
    out, _ = process.communicate(timeout=PATIENCE)
    assert "Traceback" not in out, out
    return out


def eventually(what: object) -> object:
    """The first thing but nothing that a call gives."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        found = what()  # type: ignore[operator]
        if found:
            return found
        time.sleep(0.02)
    raise AssertionError("nothing came of it")


def slow(season: Path) -> Path:
    """The season, with every document taking its time."""
    for path in season.rglob("*.txt"):
        path.write_text(path.read_text("utf-8") + "\n慢慢来\n", "utf-8")
    return season


def workers_of(process: subprocess.Popen[str]) -> list[int]:
    """The processes below a run that screen."""
    return [one for one in _below(process.pid) if "spawn_main" in _command(one)]


def _below(parent: int) -> list[int]:
    """All processes below another."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            if int(stat.read_text("utf-8").rpartition(")")[2].split()[1]) == parent:
                found += [int(stat.parent.name), *_below(int(stat.parent.name))]
    return found


def _command(process: int) -> str:
    """Its command line."""
    with suppress(OSError):
        return Path(f"/proc/{process}/cmdline").read_text("utf-8").replace("\0", " ")
    return ""


def parts(run: Path) -> list[Path]:
    """The parts written so far."""
    return list(run.glob("parts/*/*.parquet"))


def whole(run: Path, season: Path) -> Run:
    """The run, once it has been proved whole and equal to one made serially in this process."""
    found = opened(str(run))
    assert verify(found).gaps == ()
    plain = begin(season, run.with_name("plain"))
    drive(plain)
    assert prints(found) == prints(plain)
    return found


def test_two_processes_say_what_one_says(season: Path, tmp_path: Path) -> None:
    """Byte for byte."""
    with screening(season, tmp_path / "run", "--engine", "local:2") as process:
        assert "初审 9 份材料" in finished(process)
        assert process.returncode == 3
    whole(tmp_path / "run", season)


def test_a_killed_worker_costs_nothing(season: Path, tmp_path: Path) -> None:
    """The pool begins anew, its shards come back."""
    slow(season)
    with screening(season, tmp_path / "run", "--engine", "local:2") as process:
        eventually(lambda: parts(tmp_path / "run"))
        workers = workers_of(process)
        assert workers
        os.kill(workers[0], signal.SIGKILL)
        assert "初审 9 份材料" in finished(process)
    whole(tmp_path / "run", season)


def test_a_killed_driver_leaves_no_worker_and_the_rest_is_done_later(season: Path, tmp_path: Path) -> None:
    """The same command does what is left."""
    slow(season)
    with screening(season, tmp_path / "run", "--engine", "local:2") as process:
        eventually(lambda: parts(tmp_path / "run"))
        below = _below(process.pid)
        process.kill()
        process.wait()
        eventually(lambda: not any(Path(f"/proc/{one}").exists() for one in below))
    left = 5 - len(parts(tmp_path / "run"))
    assert left
    with screening(season, tmp_path / "run", "--engine", "local:2") as process:
        finished(process)
    whole(tmp_path / "run", season)


def test_an_interrupt_is_told_and_can_be_gone_on_with(season: Path, tmp_path: Path) -> None:
    """Ctrl+C ends it at once with what to do next."""
    slow(season)
    with screening(season, tmp_path / "run", "--engine", "local:1") as process:
        eventually(lambda: parts(tmp_path / "run"))
        below = _below(process.pid)
        process.send_signal(signal.SIGINT)
        assert "接着做" in finished(process)
        assert process.returncode == 3
        eventually(lambda: not any(Path(f"/proc/{one}").exists() for one in below))
    with screening(season, tmp_path / "run", "--engine", "local:1") as process:
        finished(process)
    whole(tmp_path / "run", season)


def test_a_document_that_kills_is_told_and_its_neighbours_are_screened(season: Path, tmp_path: Path) -> None:
    """It is tried twice, becomes DOC01, and the other one of its shard has its findings; so with an endless one."""
    deadly = ("水务局/1.txt", "教育局/1.txt")
    for path, text in zip(deadly, ("毒死进程", "算个没完"), strict=True):
        (season / path).write_text(text, "utf-8")
    with screening(season, tmp_path / "run", "--engine", "local:2") as process:
        assert "未能检查 3 份" in finished(process)
    found = opened(str(tmp_path / "run"))
    assert verify(found).gaps == ()
    rows: dict[str, Screened] = {row.path: row for _, part in found.rows() for row in part}
    for path in deadly:
        assert [one.code for one in rows[path].findings] == ["DOC01"]
        assert "两次异常退出" in rows[path].unread[0].reason
        assert len(rows[path.replace("1", "2")].forms) == 1


@contextmanager
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and two workers with their nannies, each the leader of a group of its own."""
    pytest.importorskip("distributed")
    file = tmp_path / "scheduler.json"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": environment(tmp_path)}
    place = ["--scheduler-file", str(file), "--dashboard-address", ":0"]
    begun = []

    def begin_one(*command: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen([BIN / "dask", *command, *place], start_new_session=True, **quiet)  # type: ignore[call-overload]
        begun.append(process)
        return process  # type: ignore[no-any-return]

    try:
        begin_one("scheduler", "--port", "0")
        eventually(file.exists)
        workers = [begin_one("worker", "--nthreads", "1", "--no-dashboard") for _ in range(2)]
        yield json.loads(file.read_text("utf-8"))["address"], workers
    finally:
        for process in begun:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def test_a_cluster_says_the_same_also_when_a_machine_is_lost(season: Path, tmp_path: Path) -> None:
    """One worker dies with its nanny in the middle; the other does the rest."""
    slow(season)
    with cluster(tmp_path) as (address, workers):
        with screening(season, tmp_path / "run", "--engine", f"dask:{address}") as process:
            eventually(lambda: parts(tmp_path / "run"))
            os.killpg(workers[0].pid, signal.SIGKILL)
            assert "初审 9 份材料" in finished(process)
        whole(tmp_path / "run", season)
