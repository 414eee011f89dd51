"""How fast perflint is, as ratios against tools everybody knows: `make bench`.

Each pair runs interleaved (A B A B …) and is compared by the median CPU time of the child processes, so that a busy
machine slows both sides alike. Nothing is asserted: the table shows goal and measured side by side.
"""

from __future__ import annotations

import argparse
import ast
import importlib.util
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
COUNTY = ROOT.parent / "shared" / "data" / "county" / "disclosure.txt"
FAULTY = ROOT / "examples" / "faulty" / "disclosure.txt"
SIZE = 44_000  # bytes: what the real county disclosure has, near enough
SOURCES = ("csv", "shlex", "textwrap", "cmd", "sched")  # stdlib modules of ordinary style, joined and cut to SIZE
WORDS = "import perflint.words as words"
LOAD = f"{WORDS}; words.cut('绩效目标')"


class Cost(NamedTuple):
    """What one command with its workers used."""

    cpu: float  # seconds, user and system
    rss: float  # MiB, the most that one of its processes held
    wall: float  # seconds


class Row(NamedTuple):
    """One line of the table."""

    what: str
    against: str
    goal: str
    measured: str


def cost(command: list[str], accepted: frozenset[int], **variables: str) -> Cost:
    """What one run of the command used; an exit code that is not accepted stops the benchmark."""
    environment = {**os.environ, "PYTHONUTF8": "1", **variables}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    quiet = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_WRONLY, 0) for stream in (1, 2)]
    began = time.perf_counter()
    child = os.posix_spawn(command[0], command, environment, file_actions=quiet)
    _, status, used = os.wait4(child, 0)
    wall = time.perf_counter() - began
    code = os.waitstatus_to_exitcode(status)
    if code not in accepted:
        raise SystemExit(f"exit code {code}: {' '.join(command)}")
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, wall)


def medians(commands: Sequence[list[str]], rounds: int, accepted: frozenset[int]) -> list[Cost]:
    """The median cost of each command, run in turns; one round before that only warms the caches."""
    runs = [[cost(command, accepted) for command in commands] for _ in range(rounds + 1)][1:]
    columns = list(zip(*runs, strict=True))
    return [Cost(*(statistics.median(values) for values in zip(*column, strict=True))) for column in columns]


def python_code(size: int) -> str:
    """Ordinary Python of about that many bytes: stdlib modules, joined, as many whole statements as fit."""
    parts: list[str] = []
    for name in SOURCES:
        spec = importlib.util.find_spec(name)
        assert spec is not None, name
        assert spec.origin is not None, name
        lines = Path(spec.origin).read_text("utf-8").splitlines(keepends=True)
        ends = [statement.end_lineno or 0 for statement in ast.parse("".join(lines)).body]
        parts += ["".join(lines[start:end]) for start, end in zip([0, *ends], ends, strict=False)]
    text = ""
    for part in parts:
        if len((text + part).encode()) <= size:
            text += part
    return text


def disclosure(size: int) -> str:
    """A disclosure of about that many bytes: the real one if it is at hand, else our example as often as it takes."""
    if COUNTY.is_file():
        return COUNTY.read_text("utf-8")
    text = FAULTY.read_text("utf-8")
    return text * max(1, round(size / len(text.encode())))


def ratio(what: str, against: str, goal: str, costs: Sequence[Cost]) -> Row:
    """The first command's CPU as a multiple of the second's."""
    ours, theirs = costs
    share = f"{ours.cpu / theirs.cpu:.2f} ×  ({ours.cpu * 1000:.0f} / {theirs.cpu * 1000:.0f} ms)"
    return Row(what, against, goal, share)


def start(rounds: int) -> list[Row]:
    """What it costs to start."""
    commands = [[str(BIN / "perflint"), "--version"], [sys.executable, "-c", "import click"]]
    costs = medians(commands, rounds, frozenset({0}))
    return [ratio("perflint --version", "python -c 'import click'", "≤ 1.3 ×", costs)]


def check(rounds: int, folder: Path) -> list[Row]:
    """What it costs to check one disclosure."""
    text, code = folder / "disclosure.txt", folder / "code.py"
    text.write_text(disclosure(SIZE), "utf-8")
    code.write_text(python_code(text.stat().st_size), "utf-8")
    sizes = [f"{path.stat().st_size / 1000:.1f} kB" for path in (text, code)]
    flake8 = [sys.executable, "-m", "flake8", "--isolated", "--jobs", "1", str(code)]
    costs = medians([[str(BIN / "perflint"), "check", "--no-cache", str(text)], flake8], rounds, frozenset({0, 1}))
    row = ratio(f"perflint check, {sizes[0]}", f"flake8, {sizes[1]}", "≤ 1.0 × (0.6)", costs)
    return [row, Row("  its memory", "flake8", "", f"{costs[0].rss:.0f} / {costs[1].rss:.0f} MiB")]


def words(rounds: int) -> list[Row]:
    """What it costs to load the dictionary, beyond importing the module that would."""
    commands = [[sys.executable, "-c", script] for script in (LOAD, WORDS)]
    loaded, idle = medians(commands, rounds, frozenset({0}))
    return [
        Row("words, loaded (CPU)", "not loaded", "< 100 ms", f"{(loaded.cpu - idle.cpu) * 1000:.0f} ms"),
        Row("words, loaded (memory)", "not loaded", "< 25 MiB", f"{loaded.rss - idle.rss:.1f} MiB"),
    ]


def main() -> None:
    """Measure and print the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rounds", type=int, default=15, help="runs of each command (default: 15)")
    rounds = options.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        rows = [*start(rounds), *check(rounds, Path(folder)), *words(rounds)]
    table = [Row("what", "against", "goal", f"measured (median of {rounds})"), *rows]
    widths = [max(len(row[column]) for row in table) for column in range(len(Row._fields))]
    for row in table:
        print("  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip())


if __name__ == "__main__":
    main()
