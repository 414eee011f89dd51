"""The manifest（清单）: what there was to screen, frozen before anything is screened.

A run is what its manifest says: files that come later belong to another run, files that vanish or change are told.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby

from msgspec import Struct

from perflint.readers.leftover import left_behind
from perflint.screening.folder import Folder
from perflint.sources import nameable

_LARGEST, _SHARDS = 300, 64
"""Submissions a shard at most: some seconds of work, a part of a few hundred kB. And how many shards there are rather
than larger ones, so that small runs keep all workers busy to the end."""
_READERS = 8
_PIECE = 1 << 20


class Entry(Struct, frozen=True, kw_only=True):
    """A file to be screened. ``sha256`` is "" for one that could not be read when the manifest was made."""

    number: int
    """From 1, in the order of the paths."""
    path: str
    """Under the source, with ``/``."""
    size: int
    sha256: str
    department: str
    """The folder directly under the source in which it lies, "" where it lies in none."""
    group: str
    """What it is screened with: its folder where folders are screened together, else itself alone."""


class Shard(Struct, frozen=True, kw_only=True):
    """A piece of work（分片）: whole submissions, in the order of the manifest."""

    number: int
    groups: tuple[tuple[Entry, ...], ...]

    @property
    def entries(self) -> Iterator[Entry]:
        """Its files."""
        return (entry for group in self.groups for entry in group)


def freeze(source: Folder, *, together: bool, progress: Callable[[int], None]) -> tuple[Entry, ...]:
    """Every file under the source with its size and hash; ``progress`` is told the number after each.

    ``together``: what lies in one folder directly under the source is one submission.
    """
    files = [(path, size) for path, size in source.files() if not any(map(left_behind, path.split("/")))]
    entries = []
    with ThreadPoolExecutor(_READERS) as pool:
        hashes = pool.map(lambda file: _hash(source, file[0]), files)
        for number, ((name, size), sha256) in enumerate(zip(files, hashes, strict=True), 1):
            path = nameable(name)
            folder = path.partition("/")[0] if "/" in path else ""
            group = folder if together and folder else path
            entries.append(Entry(number=number, path=path, size=size, sha256=sha256, department=folder, group=group))
            progress(number)
    return tuple(entries)


def _hash(source: Folder, path: str) -> str:
    """The SHA-256 of a file, "" where it cannot be read or named: the worker that meets it says why."""
    digest = hashlib.sha256()
    if nameable(path) != path:
        return ""
    try:
        with source.open(path) as stream:
            while piece := stream.read(_PIECE):
                digest.update(piece)
    except OSError:
        return ""
    return digest.hexdigest()


def usual_size(entries: Iterable[Entry]) -> int:
    """How many submissions a shard has, unless somebody wants it otherwise."""
    return max(1, min(_LARGEST, len({entry.group for entry in entries}) // _SHARDS))


def shards(entries: Iterable[Entry], size: int) -> list[Shard]:
    """The manifest cut into pieces of so many submissions; none is cut in two."""
    groups = [tuple(group) for _, group in groupby(entries, key=lambda entry: entry.group)]
    return [
        Shard(number=number, groups=tuple(groups[start : start + size]))
        for number, start in enumerate(range(0, len(groups), size), 1)
    ]


def digest_of(entries: Iterable[Entry]) -> str:
    """What the manifest is, in one word: another for any other path, content or grouping."""
    whole = hashlib.sha256()
    for entry in entries:
        whole.update("\x1f".join((entry.path, str(entry.size), entry.sha256, entry.group)).encode() + b"\x1e")
    return whole.hexdigest()
