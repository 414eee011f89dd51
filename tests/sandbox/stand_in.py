"""A reader that does what its document tells it to: every way in which a real one may fail."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path

from perflint.errors import ReadError
from perflint.model.base import Cell, Place
from perflint.model.document import Document, Grid, Paragraph
from perflint.readers import budget

PLACE = Place(file="甲", page=3, box=(1.0, 2.5, 3.0, 4.0), sheet="表一")
SHARED = Cell(text="合并的", place=PLACE, confidence=0.5)
SINGLE = Cell(text="", place=Place(file="乙", table=1, row=2, column=3, line=4))
WHOLE = Document(
    name="甲",
    digest="d",
    blocks=(
        Paragraph(cell=Cell(text="标题", place=PLACE), level=2),
        Grid(rows=((SHARED, SHARED), (SINGLE,), ()), place=PLACE, packed=True),
        Paragraph(cell=SINGLE),
    ),
    dropped={"内部资料": 3},
    remarks=("有一张隐藏的工作表",),
    unread_pages=(1, 4),
)


def read(data: bytes, name: str) -> Document:
    """A document, or an end."""
    word, _, rest = data.decode().removeprefix("%PDF-").partition(" ")
    DEEDS[word](rest or name)
    return WHOLE


def _burn(seconds: str) -> None:
    """Use up CPU."""
    until = time.process_time() + float(seconds)
    while time.process_time() < until:
        pass


def _stubborn(seconds: str) -> None:
    """Use up CPU and heed no warning."""
    signal.signal(signal.SIGXCPU, signal.SIG_IGN)
    _burn(seconds)


def _fill(size: str) -> None:
    """Take memory and touch it."""
    taken = [b"x" * 1_000_000 for _ in range(int(size))]
    taken.clear()


def _abort(_: str) -> None:
    """What a library in C does when there is no memory: end it all."""
    taken = []
    try:
        while True:
            taken.append(b"x" * 1_000_000)
    except MemoryError:
        os.abort()


def _flood(_: str) -> None:
    """Say nonsense for ever."""
    while True:
        os.write(3, b"\xff" * 65536)


def _refuse(name: str) -> None:
    """Refuse."""
    raise ReadError(name, "设有打开密码", "请去掉打开密码")


def _break(_: str) -> None:
    """Have a bug."""
    raise ZeroDivisionError("division by zero")


def _litter(path: str) -> None:
    """Start a process that would outlive us."""
    process = subprocess.Popen(["sleep", "60"])
    Path(path).write_text(str(process.pid), encoding="ascii")


def _write(path: str) -> None:
    """Fill the disk."""
    with Path(path).open("wb") as stream:
        for _ in range(200):
            stream.write(b"x" * 1_000_000)


def _long(seconds: str) -> None:
    """Recognise a scanned page."""
    budget.extend(3)
    _burn(seconds)


def _look(path: str) -> None:
    """Note what there is around us."""
    opened = sorted(int(one.name) for one in Path("/proc/self/fd").iterdir())
    soft = [resource.getrlimit(what)[0] for what in (resource.RLIMIT_CORE, resource.RLIMIT_FSIZE)]
    said = (os.read(0, 10), opened[:4], len(opened), str(Path.cwd()), os.getsid(0) == os.getpid(), soft)
    Path(path).write_text(repr(said), encoding="utf-8")


def _exit(code: str) -> None:
    """Leave without a word."""
    os._exit(int(code))


def _wide(count: str) -> None:
    """A table of more slots than anybody could mean."""
    global WHOLE  # noqa: PLW0603 - this process ends after it
    WHOLE = Document(name="", digest="", blocks=(Grid(rows=((SINGLE,) * int(count),), place=PLACE),))


def _half(text: str) -> None:
    """A broken text: half of a character after each of these."""
    global WHOLE  # noqa: PLW0603 - this process ends after it
    WHOLE = Document(name="\ud800".join(text), digest="", blocks=())


def _thread(seconds: str) -> None:
    """Read in a thread that never ends."""
    threading.Thread(target=time.sleep, args=(float(seconds),), daemon=True).start()


DEEDS: dict[str, Callable[[str], object]] = {
    "read": str,
    "burn": _burn,
    "sleep": lambda seconds: time.sleep(float(seconds)),
    "fill": _fill,
    "abort": _abort,
    "crash": lambda _: ctypes.string_at(0),
    "kill": lambda number: os.kill(os.getpid(), int(number)),
    "stubborn": _stubborn,
    "flood": _flood,
    "refuse": _refuse,
    "break": _break,
    "litter": _litter,
    "write": _write,
    "long": _long,
    "look": _look,
    "exit": _exit,
    "wide": _wide,
    "half": _half,
    "thread": _thread,
}
