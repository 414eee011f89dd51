"""What one document may cost, and how a process is held to it."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from msgspec import Struct

if sys.platform != "win32":
    import resource


class Limits(Struct, frozen=True, kw_only=True):
    """What reading one document may cost. The soft limits hold from the start; a reader may ask for more, in steps.

    18 seconds of CPU, so that a whole run over a hostile file ends within 20. Only a reader that meets a scanned page
    asks for more (``perflint.readers.budget``): a PDF that hangs before or between its scanned pages dies as early as
    any other file.
    """

    seconds: int = 18
    """Of CPU."""
    most_seconds: int = 500
    """Of CPU, whatever a reader asks for."""
    patience: int = 3
    """How many seconds on the clock a second of CPU may take, on a machine with other work."""
    memory: int = 1_500_000_000
    """Bytes of address space: of the process from which the child was forked, and what it needs on top."""
    most_memory: int = 2_500_000_000
    """Bytes of address space for a reader that asked for more: a model of characters needs that much room."""
    room: int = 1_300_000_000
    """Bytes that a child may use in any case, however large the process it was forked from."""
    written: int = 50_000_000
    """Bytes of any file it writes."""
    files: int = 256
    output: int = 200_000_000
    """Bytes of the document on its way back."""
    slots: int = 1_000_000
    """Slots in all grids of a document."""


LIMITS = Limits()


def hold(limits: Limits) -> None:
    """Hold this process to its limits, for good."""
    if sys.platform == "win32":
        return
    base = _address_space()
    most = max(limits.most_memory, base + limits.room)
    _set(resource.RLIMIT_AS, max(limits.memory, base + limits.room), most)
    _set(resource.RLIMIT_CPU, limits.seconds, limits.most_seconds)
    _set(resource.RLIMIT_FSIZE, limits.written, limits.written)
    _set(resource.RLIMIT_NOFILE, limits.files, limits.files)
    _set(resource.RLIMIT_CORE, 0, 0)


def extend(seconds: int) -> None:
    """Raise the soft limits: so many seconds of CPU from now, and all the memory there is to grant."""
    if sys.platform == "win32":
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    _set(resource.RLIMIT_CPU, max(soft, int(time.process_time()) + 1 + seconds), hard)
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    _set(resource.RLIMIT_AS, hard, hard)


def _set(what: int, soft: int, hard: int) -> None:
    """Set a limit, but never above what somebody else has set for this process already."""
    _, already = resource.getrlimit(what)
    hard = hard if already == resource.RLIM_INFINITY else min(hard, already)
    resource.setrlimit(what, (min(soft, hard), hard))


def inborn() -> int:
    """Bytes of memory that a copy of this process is born with: all it has but for files, which are mapped anew."""
    return _pages(1) - _pages(2)


def peak_resident() -> int:
    """The most bytes of memory that this process ever had; 0 where the system does not say."""
    if sys.platform == "win32":
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def _address_space() -> int:
    """Bytes of address space in use."""
    return _pages(0)


def _pages(figure: int) -> int:
    """One of the system's figures on this process, in bytes; 0 where it tells none."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split(" ")[figure])
    except OSError:
        return 0
    return pages * resource.getpagesize()
