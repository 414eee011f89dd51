"""The sandbox: what a good document costs nothing of, and a bad one cannot do."""

from __future__ import annotations

import mmap
import os
import re
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from msgspec.structs import replace

from perflint import readers, sandbox
from perflint.errors import ReadError
from perflint.model.document import Grid
from perflint.sandbox import BrokenReaderError, Limits, fork, read
from perflint.sandbox.answer import Ended
from tests.sandbox.stand_in import WHOLE

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits as Linux has them")
LIMITS = Limits(seconds=1, most_seconds=6, memory=500_000_000, room=500_000_000, output=10_000_000, slots=1000)
AMPLE = replace(LIMITS, seconds=20, most_seconds=20)
"""Time enough on the slowest machine to use up the memory first."""


@pytest.fixture(autouse=True)
def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reader of PDF is one that does what it is told."""
    monkeypatch.setitem(readers.READERS, "pdf", "tests.sandbox.stand_in")


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    """Whatever happens, no child, no open file, no thread is left behind."""

    def left() -> tuple[int, int]:
        """Open files and threads."""
        return len(list(Path("/proc/self/fd").iterdir())), threading.active_count()

    def children() -> set[str]:
        """Processes of this one's that have not been taken leave of; other tests' helpers may be among them."""
        found = set()
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                if int(stat.read_text("utf-8", "replace").rpartition(")")[2].split()[1]) == os.getpid():
                    found.add(stat.parent.name)
        return found

    files, threads = left()
    before = children()
    yield
    until = time.monotonic() + 5  # a thread that listened to a child may need a moment to close its end
    while (left()[0] > files or left()[1] > threads) and time.monotonic() < until:
        time.sleep(0.02)
    assert left()[0] <= files
    assert left()[1] <= threads
    assert children() <= before


def told(deed: str, limits: Limits = LIMITS) -> str:
    """The reason why a document that commits this deed could not be read."""
    with pytest.raises(ReadError) as refused:
        read(f"%PDF-{deed}".encode(), "甲.pdf", limits)
    assert refused.value.file == "甲.pdf"
    assert refused.value.cure
    return refused.value.reason


@pytest.fixture(params=["fork", "spawn"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways to make a child."""
    monkeypatch.setattr(sandbox, "can_fork", lambda: request.param == "fork")
    return str(request.param)


def test_a_document_comes_back_whole() -> None:
    """Every field, and shared cells as one object."""
    document = read(b"%PDF-read", "甲.pdf", LIMITS)
    assert document == WHOLE
    assert hash(document.blocks)
    grid = document.blocks[1]
    assert isinstance(grid, Grid)
    assert grid.rows[0][0] is grid.rows[0][1]


def test_half_a_character_is_marked_as_one() -> None:
    """A broken file may hold them; nothing that comes after could write them down."""
    assert read("%PDF-half 甲乙丙".encode(), "甲.pdf", LIMITS).name == "甲\ufffd乙\ufffd丙"


def test_text_of_moderate_size_needs_no_child(monkeypatch: pytest.MonkeyPatch) -> None:
    """Our own reader reads it here; more of it, or anything else, is read elsewhere."""
    made: list[str] = []
    ended = fork.ended

    def counted(data: bytes, name: str, limits: Limits) -> Ended:
        """A child, noted."""
        made.append(name)
        return ended(data, name, limits)

    monkeypatch.setattr(fork, "ended", counted)
    text = "项目名称\t甲\n".encode()
    read(text, "甲.txt")
    read(text, "甲")
    with pytest.raises(ReadError, match="后缀"):
        read(text, "甲.docx")
    assert made == []
    read(text * 20_000, "多.txt")
    read(b"%PDF-read", "实为PDF.txt")
    with pytest.raises(ReadError, match="压缩"):
        read(b"PK\x03\x04", "实为压缩包.txt")
    assert made == ["多.txt", "实为PDF.txt", "实为压缩包.txt"]


def test_the_same_by_either_way(way: str) -> None:
    """Forked or spawned, the document and the refusals are those of the reader itself."""
    text = ("项目名称\t甲\n一级指标\t二级指标\n\n说明\n" * 10_000).encode()
    assert way
    assert read(text, "甲.txt") == readers.read(text, "甲.txt")
    with pytest.raises(ReadError, match="不认识的文件类型") as refused:
        read(text, "甲.doc1")
    assert refused.value.file == "甲.doc1"
    with pytest.raises(ReadError, match="损坏"):
        read(b"PK\x03\x04", "甲.docx")


def test_what_a_reader_refuses_is_refused() -> None:
    """The reason and the cure come through."""
    assert told("refuse") == "设有打开密码"


def test_a_large_past_is_not_held_against_a_document(way: str) -> None:
    """This process once had more memory than a document may take: nothing that a child of it has used."""
    once = b"x" * (LIMITS.memory + 100_000_000)
    assert way
    del once
    with pytest.raises(ReadError) as refused:
        read(b"PK\x03\x04", "甲.docx", AMPLE)
    assert refused.value.reason == "压缩结构已损坏，打不开"


def test_files_mapped_by_the_parent_are_nothing_that_a_copy_is_born_with(tmp_path: Path) -> None:
    """Libraries of hundreds of megabytes are not copied, so they are not taken off what the child took."""
    size = 400_000_000
    with (tmp_path / "library").open("wb+") as library:
        library.truncate(size)
        with mmap.mmap(library.fileno(), size, prot=mmap.PROT_READ) as mapped:
            assert not any(mapped[at] for at in range(0, size, mmap.PAGESIZE))
            assert told("abort", AMPLE).startswith("解析时内存超过")


def test_a_bug_of_ours_is_no_fault_of_the_document() -> None:
    """It comes back as what it was, with its traceback for those who ask."""
    with pytest.raises(BrokenReaderError) as broken:
        read(b"%PDF-break", "甲.pdf", LIMITS)
    assert str(broken.value) == "ZeroDivisionError: division by zero"
    assert "stand_in.py" in broken.value.__notes__[0]


@pytest.mark.parametrize(
    ("deed", "reason"),
    [
        ("fill 2000", "解析时内存超过 0.5 GB，已停止"),
        ("abort", "解析时内存超过 0.5 GB，已停止"),
        ("crash", "解析程序异常终止（信号 11）"),
        ("kill 6", "解析程序异常终止（信号 6）"),
        ("kill 9", "解析程序异常终止（信号 9）"),
        ("exit 0", "解析程序异常终止（退出码 0）"),
        ("exit 7", "解析程序异常终止（退出码 7）"),
        ("wide 1001", "读出的内容太多"),
        ("flood", "读出的内容太多"),
    ],
)
def test_whatever_it_does_it_dies_alone(deed: str, reason: str) -> None:
    """Each end has its reason."""
    assert told(deed, AMPLE).startswith(reason)


@pytest.mark.slow
@pytest.mark.parametrize("deed", ["burn 30", "stubborn 30"])
def test_it_cannot_burn_for_ever(deed: str) -> None:
    """Seconds of CPU are counted by the system; a signal may be ignored, the last limit not."""
    started = time.monotonic()
    assert re.fullmatch("解析超过 [123] 秒，已停止", told(deed))
    assert time.monotonic() - started < 30


@pytest.mark.slow
def test_it_cannot_sleep_for_ever() -> None:
    """One that uses no CPU is ended by the clock."""
    started = time.monotonic()
    assert told("sleep 60") == "解析超过 1 秒，已停止"
    assert 2.5 < time.monotonic() - started < 6


@pytest.mark.slow
def test_a_reader_that_asks_gets_more_but_not_all() -> None:
    """Pages to be recognised buy time, step by step, up to a limit that nobody moves."""
    assert read(b"%PDF-long 2", "甲.pdf", LIMITS) == WHOLE
    assert told("long 30") in {f"解析超过 {seconds} 秒，已停止" for seconds in (3, 4, 5)}


def test_what_it_starts_ends_with_it(tmp_path: Path) -> None:
    """No process it started outlives it."""
    note = tmp_path / "pid"
    assert read(f"%PDF-litter {note}".encode(), "甲.pdf", LIMITS) == WHOLE
    started = Path("/proc") / note.read_text("ascii")
    until = time.monotonic() + 5
    while started.exists() and "zombie" not in (started / "status").read_text() and time.monotonic() < until:
        time.sleep(0.01)
    assert not started.exists() or "zombie" in (started / "status").read_text()


def test_it_cannot_fill_the_disk(tmp_path: Path) -> None:
    """A file grows to 50 MB and no further."""
    with pytest.raises(BrokenReaderError, match="OSError"):
        read(f"%PDF-write {tmp_path / 'x'}".encode(), "甲.pdf", LIMITS)
    assert (tmp_path / "x").stat().st_size <= LIMITS.written


def test_it_has_nothing_of_ours(tmp_path: Path) -> None:
    """No file of ours is open in it, nothing comes in, it dumps no core, and it is in no folder of ours."""
    note = tmp_path / "note"
    with (tmp_path / "secret").open("wb"):
        read(f"%PDF-look {note}".encode(), "甲.pdf", LIMITS)
    said = (b"", [0, 1, 2, 3], 5, "/", True, [0, LIMITS.written])
    assert note.read_text("utf-8") == repr(said)


def test_a_process_with_threads_is_not_copied() -> None:
    """A copy would have one of its threads and the locks of all."""
    assert sandbox.can_fork()
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        assert not sandbox.can_fork()
        text = ("项目名称\t甲\n" * 30_000).encode()
        assert read(text, "甲.txt") == readers.read(text, "甲.txt")
    finally:
        stop.set()
        thread.join()


def test_a_library_may_start_threads_in_the_child() -> None:
    """They end with it."""
    started = time.monotonic()
    assert read(b"%PDF-thread 30", "甲.pdf", LIMITS) == WHOLE
    assert time.monotonic() - started < 5
