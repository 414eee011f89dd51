"""What holds a worker: it dies with its parent, leaves interrupts to it, and cannot compute for ever."""

from __future__ import annotations

import ctypes
import gc
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import parent_process

_PR_SET_PDEATHSIG = 1
REASONABLE = 120.0
"""Seconds of this process' own CPU that looking at one submission may take; what parses documents has other limits
and another process. A whole disclosure takes less than one."""


def leashed() -> None:
    """Begin as a worker does: bound to its parent, deaf to the keyboard, not looking for garbage all the time."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(100_000, 50, 50)
    if sys.platform == "linux":
        # No thread: a process with several cannot be copied, and copies of it parse the documents.
        parent = os.getppid()
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)
    elif (parent_of_worker := parent_process()) is not None:

        def follow() -> None:
            """Wait for the parent's end, and end."""
            parent_of_worker.join()
            os._exit(1)

        threading.Thread(target=follow, daemon=True).start()


@contextmanager
def within_reason() -> Iterator[None]:
    """Be killed by the system where what stands within computes for ever; its rows are then missing, and missed."""
    if not hasattr(signal, "setitimer"):
        yield
        return
    signal.setitimer(signal.ITIMER_PROF, REASONABLE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
