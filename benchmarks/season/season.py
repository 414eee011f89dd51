"""A season: which submission is whose, in which format, faulty, copied or broken; and the folder full of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from random import Random

import msgspec

from benchmarks.season.disclosure import Scale, department, disclosure
from benchmarks.season.files import BROKEN, MAKERS
from benchmarks.season.model import YEAR, Disclosure
from benchmarks.season.planting import Truth, copied, planted

FORMATS = (("txt", 70), ("docx", 15), ("xlsx", 10), ("pdf", 3), ("html", 2))
"""How often each format is drawn."""
PARTS = (1, 1, 1, 1, 1, 1, 2, 2, 3)
"""How many submissions a department has; one is drawn."""
_CHUNK = 20


class Season(msgspec.Struct, frozen=True):
    """What a season is made of; ``faults``, ``copied`` and ``broken`` are shares of the submissions (0–1)."""

    seed: int = 1
    submissions: int = 1_000
    scale: Scale = Scale()
    formats: tuple[tuple[str, int], ...] = FORMATS
    faults: float = 0.2
    copied: float = 0.05
    broken: float = 0.002


class Entry(msgspec.Struct, frozen=True):
    """A submission to be: its number, whose it is, which of theirs, and what is done to it."""

    number: int
    owner: int
    part: int
    suffix: str
    faulty: bool
    source: tuple[int, int, int] | None
    """Number, owner and part of the submission it is copied from, as that was before anything was done to it."""
    broken: str


class Told(msgspec.Struct, frozen=True, omit_defaults=True):
    """A line of the truth: a file (its path within the folder), what is wrong there, which code should say so."""

    file: str
    department: str
    fault: str
    code: str
    project: str = ""
    source: str = ""
    """The file it was copied from, and the project there."""
    source_project: str = ""


def planned(season: Season) -> list[Entry]:
    """Every submission of the season, in order."""
    random = Random(f"{season.seed}:plan")
    owner, part, parts = -1, 1, 1
    suffixes, weights = zip(*season.formats, strict=True)
    made: list[Entry] = []
    for number in range(season.submissions):
        owner, part = (owner, part + 1) if part < parts else (owner + 1, 1)
        parts = random.choice(PARTS) if part == 1 else parts
        (suffix,) = random.choices(suffixes, weights)
        broken = random.choice(list(BROKEN)) if random.random() < season.broken else ""
        copies, faulty = random.random() < season.copied, random.random() < season.faults
        others = made[: number - part + 1] if copies and not broken else []
        source = random.choice(others) if others else None
        made.append(
            Entry(
                number=number, owner=owner, part=part, suffix=BROKEN[broken][0] if broken else suffix,
                faulty=faulty and not broken, broken=broken,
                source=(source.number, source.owner, source.part) if source else None,
            )
        )  # fmt: skip
    return made


def file_of(season: Season, owner: int, part: int, suffix: str) -> str:
    """The path of a submission within the folder."""
    volume = "" if part == 1 else f"（第{part}册）"
    return f"{department(season.seed, owner).name}/{YEAR}年度部门预算公开{volume}.{suffix}"


def made(season: Season, entry: Entry) -> tuple[Disclosure, list[Truth]]:
    """A submission with what is done to it, and the truth about that."""
    random = Random(f"{season.seed}:planting:{entry.number}")
    one = disclosure(season.seed, entry.number, entry.owner, season.scale)
    truths: list[Truth] = []
    if entry.source is not None:
        number, owner, _ = entry.source
        other = disclosure(season.seed, number, owner, season.scale)
        one, truths = copied(random, one, other)
    if entry.faulty:
        one, more = planted(random, one, {truth.project for truth in truths}, text=entry.suffix != "xlsx")
        truths += more
    return one, truths


def write(season: Season, folder: Path, truth: Path, jobs: int = 1) -> int:
    """Fill the folder and write the truth as JSON lines in the order of submissions; how many bytes the files have."""
    entries = planned(season)
    suffixes = {entry.number: entry.suffix for entry in entries}
    for owner in sorted({entry.owner for entry in entries}):
        (folder / department(season.seed, owner).name).mkdir(parents=True, exist_ok=True)
    task = partial(_written, season, folder)
    size = 0
    with truth.open("wb") as out:
        for entry, (length, truths) in zip(entries, _done(task, entries, jobs), strict=True):
            size += length
            for line in _told(season, entry, truths, suffixes):
                out.write(msgspec.json.encode(line) + b"\n")
    return size


Work = partial[tuple[int, list[Truth]]]


def _done(task: Work, entries: Iterable[Entry], jobs: int) -> Iterator[tuple[int, list[Truth]]]:
    """The entries worked off in order, by so many processes."""
    if jobs == 1:
        yield from map(task, entries)
        return
    with ProcessPoolExecutor(jobs) as pool:
        yield from pool.map(task, entries, chunksize=_CHUNK)


def _written(season: Season, folder: Path, entry: Entry) -> tuple[int, list[Truth]]:
    """Write one submission; its length in bytes and the truth about it."""
    one, truths = made(season, entry)
    data = MAKERS[entry.suffix](one)
    if entry.broken:
        data = BROKEN[entry.broken][1](Random(f"{season.seed}:broken:{entry.number}"), data)
        truths = [Truth(f"读不了：{entry.broken}", "DOC01")]
    (folder / file_of(season, entry.owner, entry.part, entry.suffix)).write_bytes(data)
    return len(data), truths


def _told(season: Season, entry: Entry, truths: Iterable[Truth], suffixes: dict[int, str]) -> Iterator[Told]:
    """The lines of the truth about a submission."""
    source = ""
    if entry.source is not None:
        number, owner, part = entry.source
        source = file_of(season, owner, part, suffixes[number])
    for truth in truths:
        yield Told(
            file=file_of(season, entry.owner, entry.part, entry.suffix),
            department=department(season.seed, entry.owner).name,
            fault=truth.fault, code=truth.code, project=truth.project,
            source=source if truth.source_project else "", source_project=truth.source_project,
        )  # fmt: skip
