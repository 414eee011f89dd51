"""The cheap child: a copy of this process, ready in two milliseconds with every reader already imported."""

from __future__ import annotations

import gc
import os
import select
import signal
import tempfile
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from msgspec.structs import replace

from perflint.readers import READERS
from perflint.readers.kind import suffix_of
from perflint.sandbox.answer import Ended, listen
from perflint.sandbox.child import work
from perflint.sandbox.limits import Limits, inborn
from perflint.sandbox.reap import reaped

_PIECE = 1 << 20
_MAY_NEED_A_FOLDER = b"\xd0\xcf"
"""Old Office files, of which the oldest go through a program that works on files; the folder goes with the child."""
_PIPE = 3
_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGALRM, signal.SIGXCPU, signal.SIGCHLD)


def ended(data: bytes, name: str, limits: Limits) -> Ended:
    """What a copy of this process says of the document."""
    _warm(name)
    if not data.startswith(_MAY_NEED_A_FOLDER):
        return _ended(data, name, limits, "/")
    with tempfile.TemporaryDirectory(prefix="perflint-", ignore_cleanup_errors=True) as folder:
        return _ended(data, name, limits, folder)


def _ended(data: bytes, name: str, limits: Limits, folder: str) -> Ended:
    """The same, in this folder."""
    ours, theirs = os.pipe()
    born = inborn()
    # An interrupt between the copy and its first steps would have the child go on as if it were the parent.
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    child = os.fork()
    if not child:
        _alone(lambda: work(data, name, limits, _PIPE), theirs, folder)
    outcome = None
    try:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        os.close(theirs)
        outcome = listen(lambda seconds: _chunk(ours, seconds), limits)
    finally:
        os.close(ours)
        gone = reaped(child, patient=outcome == Ended())
    return replace(outcome, code=gone.code, seconds=gone.seconds, memory=gone.memory - born)


def _warm(name: str) -> None:
    """Import what will likely be needed before the copy is made, so that it is imported once and not in each child.

    By the suffix alone: looking at the content is the child's business, and so is a reader that cannot be imported.
    """
    kind = suffix_of(name).lstrip(".")
    kind = kind if kind in READERS else {"htm": "html", "xlsm": "xlsx", "docm": "docx"}.get(kind, "text")
    with suppress(Exception):
        import_module(READERS[kind])


def _chunk(pipe: int, seconds: float) -> bytes | None:
    """The next bytes from a pipe."""
    poll = select.poll()
    poll.register(pipe, select.POLLIN)
    return os.read(pipe, _PIECE) if poll.poll(seconds * 1000) else None


def _alone(deed: Callable[[], None], pipe: int, folder: str) -> None:
    """Be the child: nothing of the parent's is open, nothing goes out but by the pipe; never comes back."""
    code = 1
    try:
        os.setsid()
        gc.freeze()  # looking for garbage among the parent's values would copy every page of them
        signal.set_wakeup_fd(-1)
        for known in _SIGNALS:
            signal.signal(known, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, ())
        os.chdir(folder)
        if folder != "/":
            tempfile.tempdir = folder
        _close_all_but(pipe)
        deed()
        code = 0
    finally:
        os._exit(code)


def _close_all_but(pipe: int) -> None:
    """Leave the pipe open, as number 3, and nothing else; where standard streams were there is nothing."""
    os.dup2(pipe, _PIPE)
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in range(_PIPE):
        os.dup2(nothing, standard)
    listing = Path("/proc/self/fd")
    opened = [int(one.name) for one in listing.iterdir()] if listing.exists() else range(_PIPE + 1, 4096)
    for number in opened:
        if number > _PIPE:
            with suppress(OSError):
                os.close(number)
