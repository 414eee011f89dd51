"""What screening a season costs, as ratios in one run: `python -m benchmarks.screening --submissions 1000`.

A season is invented (benchmarks/season), screened by the command a bureau would use, and proved whole. CPU time and
peak memory are those of the command with all its workers (`os.wait4`); what it costs to screen a single submission,
nearly all of it starting, is taken off where a figure is per submission. Wall time says something only on an idle
machine.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.bench import BIN, SIZE, Cost, Row, cost
from benchmarks.peers import FOUND, peers

LONGER = 10


def season(folder: Path, submissions: int, size: int) -> Path:
    """Clean text submissions of this size; what is wrong with documents is another benchmark's matter."""
    command = [sys.executable, "-m", "benchmarks.season", str(folder), "--submissions", str(submissions)]
    options = ["--formats", "txt=1", "--broken", "0", "--spread", "0", "--size", str(size)]
    subprocess.run([*command, *options, "--jobs", str(os.cpu_count())], check=True, stdout=subprocess.DEVNULL)
    return folder


def screened(source: Path, run: Path, cache: Path, *, workers: int, cached: bool) -> Cost:
    """Screen a folder into a new run, and prove the run whole."""
    command = [str(BIN / "perflint"), "screen", str(source), "-o", str(run), "--engine", f"local:{workers}"]
    spent = cost(command + ([] if cached else ["--no-cache"]), FOUND, PERFLINT_CACHE=str(cache))
    subprocess.run([str(BIN / "perflint"), "screen", "verify", str(run)], check=True, stdout=subprocess.DEVNULL)
    return spent


def figures(submissions: int, folder: Path, spectral: str | None, *, alone: bool) -> Iterator[Row]:
    """The table, row by row as it is measured."""
    cache = folder / "cache"
    one = season(folder / "one", 1, SIZE)
    many = season(folder / "many", submissions, SIZE)
    screened(one, folder / "warm", cache, workers=1, cached=False)
    start = screened(one, folder / "run1", cache, workers=1, cached=False)
    serial = screened(many, folder / "run2", cache, workers=1, cached=False)
    each = (serial.cpu - start.cpu) / (submissions - 1) * 1000
    yield Row("CPU a submission", "", "≤ 16 ms", f"{each:.0f} ms")
    for peer in [] if alone else peers(submissions, spectral=spectral):
        if peer.cost is None:
            yield Row("CPU of the whole", peer.name, "", "not installed")
            continue
        ratio = serial.cpu / peer.cost.cpu
        yield Row("CPU of the whole", peer.name, "≤ 1 ×", f"{ratio:.2f} ×  ({serial.cpu:.0f} / {peer.cost.cpu:.0f} s)")
    memory = f"{serial.rss / start.rss:.2f} ×  ({serial.rss:.0f} / {start.rss:.0f} MiB)"
    yield Row("peak memory", "a single submission", "≤ 1.5 ×", memory)
    double = screened(many, folder / "run3", cache, workers=2, cached=True)
    yield Row("speed on two cores (idle machine)", "on one", "≥ 1.7 ×", f"{serial.wall / double.wall:.2f} ×")
    again = screened(many, folder / "run4", cache, workers=1, cached=True)
    kept = f"{again.cpu / serial.cpu:.3f} ×  ({again.cpu / submissions * 1000:.1f} ms CPU a submission)"
    yield Row("the same again, results kept", "for the first time", "≤ 0.1 ×", kept)
    few = max(2, submissions // (2 * LONGER))
    shorts, longs = season(folder / "shorts", few, SIZE), season(folder / "longs", few, LONGER * SIZE)
    short = screened(shorts, folder / "run5", cache, workers=1, cached=False).cpu - start.cpu
    long = screened(longs, folder / "run6", cache, workers=1, cached=False).cpu - start.cpu
    yield Row(f"{LONGER} times longer", "as long", "≤ 11 ×", f"{long / short:.1f} ×")


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(prog="python -m benchmarks.screening", description=__doc__)
    asked.add_argument("--submissions", type=int, default=1_000)
    asked.add_argument("--spectral", help="the command, if it is not on the path")
    asked.add_argument("--alone", action="store_true", help="without the peers, which take as long again")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for row in figures(given.submissions, Path(folder), given.spectral, alone=given.alone):
            print("  ".join(row._replace(what=f"{row.what:36}", against=f"{row.against:24}")), flush=True)


if __name__ == "__main__":
    main()
