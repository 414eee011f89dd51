"""Writing: every way a screen or a file can refuse is a Chinese sentence, or silence where nobody is to blame."""

from __future__ import annotations

import errno
import sys
from pathlib import Path

import click
import pytest

from perflint.cli.output import colourful, say, unwritable, write
from perflint.errors import reason_of


class Refusing:
    """A standard output that takes nothing."""

    def __init__(self, number: int) -> None:
        """Refuse with this error number."""
        self.number = number
        self.buffer = self

    def write(self, data: bytes) -> None:
        """Refused."""
        raise OSError(self.number, "", None) if data else AssertionError

    def flush(self) -> None:
        """Nothing to do."""

    def fileno(self) -> int:
        """It has none."""
        raise ValueError


def test_a_closed_pipe_is_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reader has gone; nothing more is written, not even later."""
    monkeypatch.setattr(sys, "stdout", Refusing(errno.EPIPE))
    say("甲")
    assert sys.stdout is None
    say("乙")


def test_a_full_disk_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """The screen is a file on a full disk."""
    monkeypatch.setattr(sys, "stdout", Refusing(errno.ENOSPC))
    with pytest.raises(click.UsageError, match="写不出结果：磁盘已满"):
        say("甲")


def test_a_file_that_will_not_be_written(tmp_path: Path) -> None:
    """The reason and what to do."""
    with pytest.raises(click.UsageError, match="是文件夹，不是文件，请换一个位置或文件名"):
        write(b"", str(tmp_path))
    with pytest.raises(click.UsageError, match="文件名太长"):
        write(b"", str(tmp_path / ("长" * 300)))


def test_what_is_said_before_the_work(tmp_path: Path) -> None:
    """A folder that is not there, a folder instead of a file; nothing against a new or an old file."""
    assert "不存在" in unwritable(str(tmp_path / "没有" / "甲.txt"))
    assert "是文件夹" in unwritable(str(tmp_path))
    assert unwritable(str(tmp_path / "新.txt")) == ""
    (tmp_path / "旧.txt").touch()
    assert unwritable(str(tmp_path / "旧.txt")) == ""


def test_reasons_are_chinese() -> None:
    """What nobody translated is quoted as the system's."""
    assert reason_of(PermissionError(errno.EACCES, "Permission denied")) == "没有权限"
    assert reason_of(OSError(9999, "odd")) == "系统报告“odd”"
    assert reason_of(OSError("no number")) == "系统报告“no number”"


@pytest.mark.parametrize(
    ("tty", "environment", "expected"),
    [
        (True, {}, True),
        (False, {}, False),
        (True, {"NO_COLOR": "1"}, False),
        (True, {"NO_COLOR": ""}, True),
        (True, {"TERM": "dumb"}, False),
    ],
)
def test_colour_only_where_it_is_wanted(
    monkeypatch: pytest.MonkeyPatch, tty: bool, environment: dict[str, str], expected: bool
) -> None:
    """A terminal, and no NO_COLOR."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for key, value in environment.items():
        monkeypatch.setenv(key, value)
    monkeypatch.setattr("sys.stdout.isatty", lambda: tty)
    assert colourful() is expected
