"""The child for everywhere else: a fresh interpreter, where this process may not be copied (threads, Windows, macOS).

It costs what Python takes to start. Where the system knows no limits (Windows), only the clock holds it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from queue import Empty, SimpleQueue

from msgspec.structs import asdict, replace

from perflint.sandbox.answer import Ended, listen
from perflint.sandbox.child import work
from perflint.sandbox.limits import Limits, peak_resident
from perflint.sandbox.reap import Gone, reaped

_PIECE = 1 << 20
_LINGERS = 2.0
_MARGIN = 1.05
_START = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from perflint.sandbox.spawn import main; main()"
"""Isolated from the user's environment and folder (-I), it finds perflint where this process found it."""


def ended(data: bytes, name: str, limits: Limits) -> Ended:
    """What a fresh interpreter says of the document."""
    peak = peak_resident()
    with tempfile.TemporaryFile() as given:
        given.write(data)
        given.seek(0)
        child = subprocess.Popen(
            [sys.executable, "-I", "-X", "utf8", "-c", _START, *map(json.dumps, (sys.path, name, asdict(limits)))],
            stdin=given, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
    outcome = None
    try:
        outcome = _heard(child, limits)
    finally:
        gone = _gone(child, patient=outcome == Ended())
    # Until it has become another program, a child is counted with the most that this process ever had.
    taken = gone.memory if gone.memory > _MARGIN * peak else 0
    return replace(outcome, code=gone.code, seconds=gone.seconds, memory=taken)


def _gone(child: subprocess.Popen[bytes], *, patient: bool) -> Gone:
    """What became of the child."""
    if os.name == "posix":
        gone = reaped(child.pid, patient=patient)
        child.returncode = gone.code  # or it would be waited for again
        return gone
    with suppress(subprocess.TimeoutExpired):
        child.wait(_LINGERS if patient else 0)
    child.kill()
    return Gone(child.wait(), 0.0, 0)


def _heard(child: subprocess.Popen[bytes], limits: Limits) -> Ended:
    """What the child says. A thread listens, since not every system can wait for a pipe and a clock at once."""
    pieces: SimpleQueue[bytes] = SimpleQueue()
    stream = child.stdout
    if stream is None:
        return Ended()

    def pump() -> None:
        """Pass on what comes, until the end."""
        with stream:
            while piece := stream.read1(_PIECE):  # type: ignore[attr-defined]  # a BufferedReader
                pieces.put(piece)
        pieces.put(b"")

    def chunk(seconds: float) -> bytes | None:
        """The next piece, if it comes in time."""
        with suppress(Empty):
            return pieces.get(timeout=seconds)
        return None

    threading.Thread(target=pump, daemon=True).start()
    return listen(chunk, limits)


def main() -> None:
    """Be the child: the document on standard input, what to say on what was standard output."""
    name, limits = json.loads(sys.argv[2]), Limits(**json.loads(sys.argv[3]))
    data = sys.stdin.buffer.read()
    nothing = os.open(os.devnull, os.O_RDWR)
    pipe = os.dup(1)
    for standard in range(3):
        os.dup2(nothing, standard)
    os.chdir(tempfile.gettempdir() if os.name == "nt" else "/")
    work(data, name, limits, pipe)
    os._exit(0)
