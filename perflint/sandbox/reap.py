"""The end of a child on POSIX: how it died, what it used, and that nothing it started outlives it."""

from __future__ import annotations

import os
import signal
import sys
import time
from contextlib import suppress
from typing import NamedTuple

_LINGERS = 2.0


class Gone(NamedTuple):
    """What became of a child."""

    code: int
    """Its exit code; minus the signal that killed it."""
    seconds: float
    """Of CPU."""
    memory: int
    """The most it ever had, in bytes."""


def reaped(child: int, *, patient: bool) -> Gone:
    """What became of a child, which leads a group of its own; after this the group is gone.

    ``patient`` is for one that fell silent: it gets a moment, to tell how it died. One that has said all needs none.
    """
    until = time.monotonic() + (_LINGERS if patient else 0)
    try:
        while time.monotonic() < until and not os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            time.sleep(0.002)
        # No effect on what has ended already; and its number is not free before it is reaped.
        for kill in (os.killpg, os.kill):
            with suppress(ProcessLookupError, PermissionError):
                kill(child, signal.SIGKILL)
        _, status, used = os.wait4(child, 0)
    except ChildProcessError:
        return Gone(0, 0.0, 0)  # somebody in this process has all children reaped, and nobody knows how it died
    memory = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return Gone(os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, memory)
