"""How long and how large a reader may become: one with slow work ahead asks for more before it begins.

In a sandbox (``perflint.sandbox``) somebody listens; read in-process, nobody limits and nobody has to be asked.
"""

from __future__ import annotations

from collections.abc import Callable

_listeners: list[Callable[[int], None]] = []


def extend(seconds: int) -> None:
    """Ask for so many seconds of CPU from now on, and for the memory that recognising characters takes.

    To be called before each scanned page, not once for all: so a page that hangs costs its own seconds only.
    """
    for listener in _listeners:
        listener(seconds)


def watched() -> bool:
    """Whether somebody limits this process, and ends what it has started along with it."""
    return bool(_listeners)


def granted_by(listener: Callable[[int], None]) -> None:
    """Have requests granted by this function, for the rest of the process."""
    _listeners.append(listener)
