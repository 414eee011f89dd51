"""Expressions that were kept are the expressions; whatever lies in the cache, nothing else comes of it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from perflint import pattern

FAULTY = Path(__file__).resolve().parents[1] / "examples" / "faulty" / "disclosure.txt"
SOURCES = (
    r"[一二三]级(指标)?",
    r"(?P<year>20\d\d)年(?P<month>\d{1,2})月",
    r"(?<![0-9])[^\W\d_]{2,4}$",
    r"(?:甲|乙)+?丙",
    "",
)


@pytest.mark.parametrize("source", SOURCES)
def test_a_kept_expression_is_the_expression(source: str) -> None:
    """Same pattern, flags, groups and matches as re.compile gives."""
    pattern._compiled_now(source)
    parts = msgspec.msgpack.decode(pattern._fresh[source], type=pattern.Parts)
    made, plain = pattern._made(source, parts), re.compile(source)
    assert (made.pattern, made.flags, made.groups, made.groupindex) == (
        plain.pattern, plain.flags, plain.groups, plain.groupindex,
    )  # fmt: skip
    for text in ("一级指标", "2026年11月", "甲乙丙", "维修渠道", ""):
        one, other = made.search(text), plain.search(text)
        assert (one and (one.span(), one.groupdict())) == (other and (other.span(), other.groupdict()))


def _run(cache: Path, code: str, **more: str) -> str:
    """What a process of its own prints."""
    environment = {**os.environ, "PERFLINT_CACHE": str(cache), "PYTHONUTF8": "1", **more}
    return subprocess.run(
        [sys.executable, "-c", code], env=environment, check=True, capture_output=True, text=True
    ).stdout.strip()


COMPILE = "from perflint.pattern import compiled; print(compiled('[甲乙丙]+').findall('甲x乙丙'))"
KEPT = "from perflint import pattern; print('[甲乙丙]+' in pattern._kept())"


def test_what_one_run_compiled_the_next_one_has(tmp_path: Path) -> None:
    """It is written at the end of the run, and read at the start of the next."""
    assert _run(tmp_path, KEPT) == "False"
    assert _run(tmp_path, COMPILE) == "['甲', '乙丙']"
    assert _run(tmp_path, KEPT) == "True"
    assert _run(tmp_path, COMPILE) == "['甲', '乙丙']"


def test_the_same_check_asks_for_the_same_expressions(tmp_path: Path) -> None:
    """None is put together in the order of a set: it would be compiled in every run, and the cache would grow."""
    code = f"from perflint.engine import check; print(len(check({str(FAULTY)!r}).findings) > 9)"
    assert _run(tmp_path, code, PYTHONHASHSEED="1") == "True"
    (kept,) = (tmp_path / "perflint").glob("patterns-*.msgpack")
    before = kept.read_bytes()
    assert _run(tmp_path, code, PYTHONHASHSEED="2") == "True"
    assert kept.read_bytes() == before


@pytest.mark.parametrize(
    "rubbish",
    [b"", b"\x00", b"\x90", b"\x91" * 9999, b"\x81\xa1a", msgspec.msgpack.encode({"[甲乙丙]+": 1})],
    ids=["empty", "nul", "list", "deep", "cut", "parts"],
)
def test_a_broken_cache_is_done_without(tmp_path: Path, rubbish: bytes) -> None:
    """Nothing but time is lost."""
    _run(tmp_path, COMPILE)
    (kept,) = (tmp_path / "perflint").glob("patterns-*.msgpack")
    kept.write_bytes(rubbish)
    assert _run(tmp_path, COMPILE) == "['甲', '乙丙']"


def test_code_that_the_engine_refuses_is_compiled_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine verifies what it is given."""
    parts: pattern.Parts = (re.compile("[甲乙]").flags, b"\xff\xff\xff\x7f", 0, {}, (None,))
    monkeypatch.setattr(pattern, "_kept", lambda: {"[甲乙]": msgspec.msgpack.encode(parts)})
    assert pattern.compiled("[甲乙]").fullmatch("乙")


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    """A file stands where the folder should be."""
    (tmp_path / "perflint").write_text("", encoding="utf-8")
    assert _run(tmp_path, COMPILE) == "['甲', '乙丙']"


def test_what_is_kept_does_not_grow_for_ever(tmp_path: Path) -> None:
    """Beyond its size, what this run did not use is forgotten; what it used stays."""
    _run(tmp_path, COMPILE)
    many = "from perflint import pattern; pattern._MOST = 10; print(len(pattern.compiled('[丁戊]+').findall('丁x戊')))"
    assert _run(tmp_path, f"{COMPILE}; {many}").endswith("2")
    assert _run(tmp_path, KEPT) == "True"
    assert _run(tmp_path, many.replace("丁戊", "己庚")) == "0"
    assert _run(tmp_path, KEPT) == "False"
