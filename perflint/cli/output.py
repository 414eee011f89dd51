"""What is printed and written: always UTF-8, never a traceback when the other side hangs up."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from perflint.errors import reason_of
from perflint.text import printable

SCREEN = "-"


def say(text: str) -> None:
    """A text to standard output, with nothing in it that would steer the terminal."""
    write((printable(text).rstrip("\n") + "\n").encode())


def write(data: bytes, target: str | None = None) -> None:
    """To a file, or to standard output when there is none to name. Raises UsageError with the reason and the cure."""
    pour([data], target)


def pour(pieces: Iterable[bytes], target: str | None = None) -> None:
    """The same piece by piece, for what is too much to hold whole."""
    try:
        if target not in {None, SCREEN}:
            with Path(str(target)).open("wb") as stream:
                stream.writelines(pieces)
        elif sys.stdout is not None:
            sys.stdout.flush()
            for piece in pieces:
                sys.stdout.buffer.write(piece)
            sys.stdout.buffer.flush()
    except BrokenPipeError:
        # The reader of our output has gone (perflint … | head): no fault of anyone's, and the exit code stays true.
        _hush()
    except OSError as error:
        if target not in {None, SCREEN}:
            raise _unwritten(str(target), reason_of(error)) from error
        _hush()
        raise click.UsageError(f"写不出结果：{reason_of(error)}") from error


def exchange(data: bytes, target: str) -> None:
    """Write a file that people keep by hand: should the disk be full, the old one is still there. Raises UsageError."""
    whole = Path(target).resolve()
    aside = whole.with_name(f"{whole.name}.{os.getpid()}.part")
    try:
        aside.write_bytes(data)
        if whole.exists():
            shutil.copymode(whole, aside)
        aside.replace(whole)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise _unwritten(target, reason_of(error)) from error


def refuse_unwritable(target: str | None) -> None:
    """Raise UsageError for a file that could not be written, before the work is done; the screen always can."""
    if target not in {None, SCREEN} and (problem := unwritable(str(target))):
        raise _unwritten(str(target), problem)


def _unwritten(target: str, problem: str) -> click.UsageError:
    """What is said of a file that cannot be written."""
    return click.UsageError(f"写不进文件“{target}”：{problem}，请换一个位置或文件名")


def unwritable(target: str) -> str:
    """Why a file could not be written here, "" when nothing speaks against it; asked before the work is done."""
    path = Path(target)
    if path.is_dir():
        return "是文件夹，不是文件"
    if not path.parent.is_dir():
        return f"文件夹“{path.parent}”不存在"
    denied = not os.access(path if path.exists() else path.parent, os.W_OK)
    return "没有写入权限" if denied else ""


def same_file(one: str, other: str) -> bool:
    """Whether both name one file that exists."""
    return Path(one).exists() and Path(other).exists() and Path(one).samefile(other)


def colourful() -> bool:
    """Whether the screen shows colours, and its owner wants them (https://no-color.org)."""
    if sys.stdout is None or not sys.stdout.isatty() or os.environ.get("NO_COLOR"):
        return False
    # Old Windows consoles print the codes themselves; the new terminal says who it is.
    return os.environ.get("TERM") != "dumb" and (os.name != "nt" or "WT_SESSION" in os.environ)


def _hush() -> None:
    """Let nothing more be written to a standard output that is gone, not even when the interpreter ends."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        sys.stdout = None
