"""Hostile files: each becomes a finding, in bounded time and memory, and costs the file beside it nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from perflint import readers, sandbox
from perflint.errors import ReadError
from tests.hostile import GREEDY, HARMLESS, HOSTILE
from tests.readers.zips import linked, locked, zipped

linux = pytest.mark.skipif(sys.platform != "linux", reason="limits as Linux has them")
ROOT = Path(__file__).resolve().parent.parent
GOOD = ROOT / "examples" / "clean" / "disclosure.txt"
NOTHING_CHECKED = {"DOC01", "DOC02", "DOC03", "DOC05"}
SECONDS, MEMORY = 20, 1_500_000_000

# What a process used at most is also what the one it was started from had: so a small one starts it.
_MEASURE = """
import json, os, sys
child = os.fork()
if not child:
    os.execv(sys.executable, [sys.executable, "-m", "perflint", *sys.argv[1:]])
_, status, used = os.wait4(child, 0)
print(json.dumps([os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss * 1024]))
"""


class Ran(NamedTuple):
    """What became of a run."""

    code: int
    seconds: float
    memory: int
    submissions: list[dict[str, Any]]


def run(folder: Path, paths: Sequence[Path]) -> Ran:
    """``perflint check`` in a process of its own, measured with all it starts; nothing of it may be left."""
    temporary, report = folder / "tmp", folder / "report.json"
    temporary.mkdir()
    command = [sys.executable, "-c", _MEASURE, "check", *map(str, paths), "--format", "json", "-o", str(report)]
    environment = {**os.environ, "TMPDIR": str(temporary)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)
    assert done.stderr == b""
    assert list(temporary.iterdir()) == []
    assert not _left(str(temporary))
    code, seconds, memory = json.loads(done.stdout)
    return Ran(code, seconds, memory, json.loads(report.read_bytes())["submissions"])


def _left(mark: str) -> list[str]:
    """Processes still there that know of this folder."""
    found = []
    for one in Path("/proc").glob("[0-9]*/environ"):
        try:
            found += [str(one)] if mark.encode() in one.read_bytes() else []
        except OSError:
            continue
    return found


@linux
@pytest.mark.slow
@pytest.mark.parametrize("name", GREEDY)
def test_the_greedy_are_ended(tmp_path: Path, name: str) -> None:
    """Alone, within 20 seconds and 1.5 GB; a finding says what it was; the good file beside it is checked."""
    path = tmp_path / name
    path.write_bytes(GREEDY[name]())
    ran = run(tmp_path, [path, GOOD])
    bad, good = ran.submissions
    assert ran.code == 3
    assert ran.seconds < SECONDS
    assert ran.memory < MEMORY
    assert {one["code"] for one in bad["findings"]} <= NOTHING_CHECKED
    assert bad["findings"]
    assert len(good["forms"]) == 9


@linux
@pytest.mark.slow
def test_the_hostile_are_refused(tmp_path: Path) -> None:
    """All of them in one folder: each has its finding, its reason where a guard of ours knows it, and no failure."""
    folder = tmp_path / "材料"
    folder.mkdir()
    made = {name: make() for name, (make, _) in HOSTILE.items()} | {name: make() for name, make in HARMLESS.items()}
    for name, data in made.items():
        (folder / name).write_bytes(data)
    (folder / "好.txt").write_bytes(GOOD.read_bytes())
    ran = run(tmp_path, [folder])
    found = {Path(one["files"][0]).name: one for one in ran.submissions}
    assert ran.code == 3
    assert ran.memory < MEMORY
    assert found.keys() == made.keys() | {"好.txt"}
    assert len(found.pop("好.txt")["forms"]) == 9
    for name, one in found.items():
        codes = {finding["code"] for finding in one["findings"]}
        assert codes, name
        assert codes <= NOTHING_CHECKED, name
        assert one["failures"] == [], name
    for name, (_, reason) in HOSTILE.items():
        (finding,) = found[name]["findings"]
        assert finding["code"] == "DOC01", name
        assert reason in finding["message"], name


@linux
@pytest.mark.slow
def test_a_hostile_archive_costs_only_what_is_hostile_in_it(tmp_path: Path) -> None:
    """Bombs, ways out, links, passwords, archives in archives; the good file among them is checked."""
    bombs = {name: HOSTILE[name][0]() for name in ("合并炸弹.xlsx", "外部实体.docx")}
    inner = {"链.zip": linked("密.txt", "/etc/passwd"), "锁.zip": locked(zipped({"锁.txt": b"x"}))}
    path = tmp_path / "材料.zip"
    path.write_bytes(zipped({"../../上.txt": b"x", **bombs, **inner, "好.txt": GOOD.read_bytes()}))
    ran = run(tmp_path, [path])
    found = {one["files"][0].removeprefix(f"{path}/"): one for one in ran.submissions}
    assert found.keys() == {*bombs, "上.txt", "链.zip/密.txt", "锁.zip/锁.txt", "好.txt"}
    assert len(found["好.txt"]["forms"]) == 9
    assert ran.code == 3
    assert not (tmp_path.parent / "上.txt").exists()


@pytest.mark.parametrize(
    "suffix",
    [".docx", ".xlsx", ".pdf", ".doc", ".xls", ".html", ".mht", ".csv", ".png", ".tif", ".jpg", ".zip", ".txt"],
)
@pytest.mark.parametrize(
    "make", [lambda data: data[: len(data) // 2], lambda data: data[:100], lambda data: data[::-1]]
)
def test_whatever_a_file_is_called(suffix: str, make: Callable[[bytes], bytes]) -> None:
    """Any head with any suffix, cut or turned round: a document or a refusal."""
    for data in (
        zipped({"word/document.xml": b"<a/>"}),
        b"%PDF-1.7\n",
        b"\x89PNG\r\n\x1a\n",
        b"<html><table>",
        b"GIF8",
    ):
        try:
            document = sandbox.read(make(data + bytes(200)), f"甲{suffix}")
        except ReadError as error:
            told = (error.file, error.reason != "", error.cure != "")
        else:
            told = (document.name, True, True)
        assert told == (f"甲{suffix}", True, True)


LINES = [
    "a",
    "|",
    "a|",
    "**a",
    "<b>",
    "a  b\n",
    "a\n",
    "a\n\n",
    "a\tb\n",
    "\ta",
    "一、\n",
    "合计\t1\n",
    "1,",
    "｜",
    "　a",
    "│",
    "- ",
]


@pytest.mark.parametrize("line", LINES)
def test_text_is_read_in_linear_time(line: str) -> None:
    """The most that is read without a child: no repetition of anything takes long."""
    data = (line * (sandbox.MODERATE // len(line.encode()))).encode()
    started = time.process_time()
    assert readers.read(data, "甲.txt").name == "甲.txt"
    assert time.process_time() - started < SECONDS / 2
