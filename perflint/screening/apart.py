"""A shard in a process of its own: what kills it is found, tried once more, and told; the rest goes on.

The child says the rows of each group of files as soon as it has them. Where it falls silent, the group it was at is the
one that killed it.
"""

from __future__ import annotations

import json
import struct
import subprocess
import sys
from collections.abc import Generator, Iterator
from contextlib import closing
from typing import IO

from msgspec.msgpack import decode, encode
from msgspec.structs import replace

from perflint.screening.leash import leashed
from perflint.screening.rows import Task, crashed, rows_of
from perflint.screening.screened import Screened

_HEAD = struct.Struct(">Q")
_START = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from perflint.screening.apart import main; main()"


def rows_apart(task: Task) -> Iterator[tuple[Screened, ...]]:
    """The rows of each group of files of a shard, whatever these do to the process that looks at them."""
    left = list(task.shard.groups)
    struck = None
    while left:
        part = replace(task, shard=replace(task.shard, groups=tuple(left)))
        with closing(_heard(part)) as heard:
            for rows in heard:
                left.pop(0)
                yield rows
        if left and left[0] is struck:
            yield crashed(left.pop(0), task.run)
        struck = left[0] if left else None


def _heard(task: Task) -> Generator[tuple[Screened, ...], None, None]:
    """What one child says, as long as it lives."""
    child = subprocess.Popen(
        [sys.executable, "-X", "utf8", "-c", _START, json.dumps(sys.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        bufsize=-1,
    )
    assert child.stdin is not None
    assert child.stdout is not None
    try:
        with child.stdin, child.stdout:
            try:
                child.stdin.write(encode(task))
                child.stdin.close()
            except OSError:
                return
            while (said := _message(child.stdout)) is not None:
                yield decode(said, type=tuple[Screened, ...])
    finally:
        child.kill()
        child.wait()


def _message(stream: IO[bytes]) -> bytes | None:
    """The next thing said, whole; None where nothing more comes."""
    head = stream.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    (size,) = _HEAD.unpack(head)
    body = stream.read(size)
    return body if len(body) == size else None


def main() -> None:
    """Be the child: the task on standard input, rows on standard output."""
    leashed()
    task = decode(sys.stdin.buffer.read(), type=Task)
    for rows in rows_of(task):
        body = encode(rows)
        sys.stdout.buffer.write(_HEAD.pack(len(body)) + body)
        sys.stdout.buffer.flush()
