"""The command as a process: pipes that close, odd locales, a terminal, Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CLEAN, FAULTY = (str(ROOT / "examples" / name / "disclosure.txt") for name in ("clean", "faulty"))
PERFLINT = [sys.executable, "-m", "perflint"]

pytestmark = pytest.mark.slow
posix = pytest.mark.skipif(os.name != "posix", reason="POSIX only")


def _run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """A run in a process of its own."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "PYTHON"))}
    return subprocess.run(
        [*PERFLINT, *arguments], cwd=ROOT, env={**kept, **environment}, capture_output=True, check=False
    )


@pytest.mark.parametrize("arguments", [["check", FAULTY], ["show", FAULTY], ["rules", "list"], ["explain", "VAL01"]])
def test_a_reader_that_hangs_up_is_no_fault(arguments: list[str]) -> None:
    """``perflint … | head``: no complaint, and the exit code is that of the check."""
    process = subprocess.Popen([*PERFLINT, *arguments], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout and process.stderr  # noqa: PT018 - narrowing
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()
    assert process.wait() == (1 if arguments[0] == "check" else 0)
    assert errors == b""


@posix
def test_a_full_disk_is_said() -> None:
    """What cannot be written is a usage error, in Chinese."""
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    with Path("/dev/full").open("wb") as full:
        run = subprocess.run([*PERFLINT, "check", CLEAN], cwd=ROOT, stdout=full, stderr=subprocess.PIPE, check=False)
    assert run.returncode == 2
    assert run.stderr.decode() == "perflint：写不出结果：磁盘已满\n"


@posix
def test_no_standard_output_at_all() -> None:
    """``>&-``: the exit code is still true."""
    run = subprocess.run(
        ["sh", "-c", '"$@" >&-', "sh", *PERFLINT, "check", FAULTY], cwd=ROOT, stderr=subprocess.PIPE, check=False
    )
    assert run.returncode == 1
    assert b"Traceback" not in run.stderr


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "gbk"},
    ],
    ids=["C", "POSIX", "ascii", "gbk"],
)
def test_output_is_utf_8_whatever_the_locale(environment: dict[str, str]) -> None:
    """The same bytes everywhere, on both streams."""
    plain, odd = _run("check", FAULTY), _run("check", FAULTY, **environment)
    assert odd.stdout == plain.stdout
    assert odd.stdout.decode().startswith("审核材料：")
    assert "没有命令" in _run("chek", **environment).stderr.decode()
    assert "用法：" in _run("--help", **environment).stdout.decode()


@posix
def test_colour_on_a_terminal_and_not_when_unwanted() -> None:
    """A pseudo-terminal gets colours; with NO_COLOR, or in a pipe, nobody does."""
    pty = pytest.importorskip("pty")

    def shown(**environment: str) -> bytes:
        master, slave = pty.openpty()
        kept = {key: value for key, value in os.environ.items() if key != "NO_COLOR"}
        with subprocess.Popen(
            [*PERFLINT, "check", FAULTY, "--show", "error"],
            cwd=ROOT,
            stdout=slave,
            env={**kept, "TERM": "xterm", **environment},
        ):
            os.close(slave)
            data = b""
            while chunk := _chunk(master):
                data += chunk
        os.close(master)
        return data

    assert b"\x1b[31m" in shown()
    assert b"\x1b" not in shown(NO_COLOR="1")
    assert b"\x1b" not in _run("check", FAULTY).stdout


def _chunk(master: int) -> bytes:
    """What a terminal has to show; nothing once its process has ended."""
    try:
        return os.read(master, 65536)
    except OSError:
        return b""


@posix
def test_an_interrupt_is_said_in_chinese(tmp_path: Path) -> None:
    """Ctrl-C while a file is being read: one line, no traceback, and not 0."""
    pipe = tmp_path / "慢.txt"
    os.mkfifo(pipe)
    process = subprocess.Popen(
        [*PERFLINT, "check", str(pipe)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    with pipe.open("wb") as writer:  # opens once the other side reads
        writer.write("项目".encode())
        writer.flush()
        time.sleep(0.3)  # by then it waits for more, where an interrupt wakes it; before, Python may keep it for later
        process.send_signal(signal.SIGINT)
        out, errors = process.communicate(timeout=30)
    assert process.returncode == 3
    assert errors.decode().strip() == "perflint：已中断，没有检查完"
    assert out == b""


@pytest.mark.parametrize("form", ["text", "json"])
def test_the_same_bytes_whatever_the_hash_seed(form: str) -> None:
    """Nothing in a report comes from the order of a set."""
    made = {_run("check", FAULTY, "--format", form, PYTHONHASHSEED=seed).stdout for seed in ("0", "1", "4242")}
    assert len(made) == 1
    assert made != {b""}
