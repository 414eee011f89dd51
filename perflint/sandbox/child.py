"""What happens inside the child: read one document within limits, and say how it went."""

from __future__ import annotations

import json
import os
import struct
from importlib import import_module

from perflint.errors import ReadError
from perflint.readers import budget, read
from perflint.sandbox.limits import Limits, extend, hold
from perflint.sandbox.wire import TooLargeError, packed

DOCUMENT, REFUSED, BROKEN, MEMORY, LARGE, MORE = b"D", b"R", b"E", b"M", b"L", b"T"
HEAD = struct.Struct(">cQ")
"""A word and a number: the length of what follows, or of ``MORE`` the seconds asked for, which nothing follows."""

_SILENCE = {"ORT_DISABLE_TELEMETRY": "1", "DO_NOT_TRACK": "1"}
"""Libraries that would report to their makers are told not to before they are imported."""


def work(data: bytes, name: str, limits: Limits, pipe: int) -> None:
    """Read the document within the limits and say the outcome, whatever it is."""

    def more(seconds: int) -> None:
        """Grant a reader more time, and tell the parent that it will take longer."""
        extend(seconds)
        _say(pipe, HEAD.pack(MORE, seconds))

    os.environ |= _SILENCE
    hold(limits)
    budget.granted_by(more)
    word, body = _outcome(data, name, limits)
    _say(pipe, HEAD.pack(word, len(body)))
    _say(pipe, body)


def _outcome(data: bytes, name: str, limits: Limits) -> tuple[bytes, bytes]:
    """The word and what it says more."""
    try:
        return DOCUMENT, packed(read(data, name), limits.slots)
    except ReadError as error:
        return REFUSED, json.dumps([error.reason, error.cure]).encode()
    except MemoryError:
        return MEMORY, b""
    except TooLargeError:
        return LARGE, b""
    except BaseException as error:  # noqa: BLE001 - a library may raise what it likes; the parent must hear of it
        trace = "".join(import_module("traceback").format_exception(error, limit=-8))
        return BROKEN, json.dumps([f"{type(error).__name__}: {error}"[:2000], trace[-20_000:]]).encode()


def _say(pipe: int, said: bytes) -> None:
    """Write all of it."""
    rest = memoryview(said)
    while rest:
        rest = rest[os.write(pipe, rest) :]
