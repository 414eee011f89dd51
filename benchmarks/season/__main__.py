"""`python -m benchmarks.season FOLDER`: write a season of submissions, and the truth about what is wrong in them."""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.season.disclosure import Scale
from benchmarks.season.files import MAKERS
from benchmarks.season.season import FORMATS, Season, write


def weights(text: str) -> tuple[tuple[str, int], ...]:
    """``txt=70,docx=30`` as weights by format."""
    found = []
    for part in text.split(","):
        name, _, weight = part.partition("=")
        if name not in MAKERS or not weight.isdecimal():
            raise argparse.ArgumentTypeError(f"{part!r}: expected one of {', '.join(MAKERS)} and a weight, as txt=70")
        found.append((name, int(weight)))
    return tuple(found)


def main() -> None:
    """Read the options, write, say how much."""
    asked = argparse.ArgumentParser(prog="python -m benchmarks.season", description=__doc__)
    asked.add_argument("folder", type=Path, metavar="FOLDER", help="made if it is not there")
    asked.add_argument("--submissions", type=int, default=1_000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--formats", type=weights, default=FORMATS, metavar="txt=70,docx=15,…", help="weights by format")
    asked.add_argument("--size", type=int, default=44_000, help="bytes of the text form, in the middle")
    asked.add_argument("--forms", type=int, help="forms of each, in the middle (default: one for 4,400 bytes)")
    asked.add_argument("--spread", type=float, default=0.3, help="how far sizes spread; 0: not at all")
    asked.add_argument("--faults", type=float, default=0.2, help="share of submissions with planted faults")
    asked.add_argument("--copied", type=float, default=0.05, help="share that takes projects from another department")
    asked.add_argument("--broken", type=float, default=0.002, help="share that nobody can read")
    asked.add_argument("--truth", type=Path, help="what is planted where (default: truth.jsonl beside FOLDER)")
    asked.add_argument("--jobs", type=int, default=1, help="processes; the files are the same")
    given = asked.parse_args()
    scale = Scale(given.size, given.forms or max(2, given.size // 4_400), given.spread)
    season = Season(
        seed=given.seed, submissions=given.submissions, scale=scale, formats=given.formats,
        faults=given.faults, copied=given.copied, broken=given.broken,
    )  # fmt: skip
    given.folder.mkdir(parents=True, exist_ok=True)
    truth = given.truth or given.folder.resolve().parent / "truth.jsonl"
    size = write(season, given.folder, truth, given.jobs)
    print(f"{given.submissions} submissions, {size / 1e6:.1f} MB: {given.folder}; what is planted: {truth}")


if __name__ == "__main__":
    main()
