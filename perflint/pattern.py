"""Regular expressions, compiled once on a machine and not once in a run.

Compiling one that names Chinese characters costs Python a fifth to three milliseconds, and a check needs some two
hundred: a fifth of its time. What the compiler made is therefore kept beside the other caches, as Python keeps its own
byte code, and handed to the engine the next time. The engine verifies what it is given; whatever does not fit is
compiled anew (docs/decisions/005).
"""

from __future__ import annotations

import atexit
import importlib
import re
import sys
from array import array
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import DecodeError, Raw
from msgspec.msgpack import decode, encode

from perflint.cache import folder, write

Parts = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
"""What the engine takes: flags, code words, how many groups, their numbers by name, their names by number."""

_LONGEST = 500
_REFUSED = (
    ("missing )", "左括号没有合上；要找括号本身，写 \\("),
    ("unexpected )", "多了一个右括号；要找括号本身，写 \\)"),
    ("missing ]", "方括号没有合上；要找方括号本身，写 \\["),
    ("invalid perl operator", "不支持 (?=、(?!、(?<=、(?<! 这些前后查找，请换一种写法"),
    ("invalid escape sequence", "不支持这个反斜杠写法（\\1 这样的回引、\\u4e00 这样的编码）；汉字直接写出来"),
    ("invalid repetition size", "重复次数太多，{} 里的次数（连同外层）不超过 1000"),
    ("no argument for repetition", "*、+、? 前面没有内容；要找这个符号本身，前面加 \\"),
    ("bad repetition operator", "*、+、? 不能连写；要找这个符号本身，前面加 \\"),
    ("invalid character class range", "方括号里的范围前后颠倒"),
    ("invalid character", "方括号里的写法不认识"),
    ("trailing \\", "末尾多了一个反斜杠"),
    ("too large", "太复杂，请写短一些"),
    ("invalid UTF-8", "含有不能用的字符"),
)
"""What google-re2 says, and what a writer of rulesets can do about it."""

_fresh: dict[str, Raw] = {}
_used: set[str] = set()
_MOST = 1_000_000
"""Bytes. Every run reads the file, so beyond this, what the last run did not use is forgotten."""


def compiled(source: str) -> re.Pattern[str]:
    """The expression, from what was kept of it or compiled now."""
    parts = _kept().get(source)
    if parts is not None:
        _used.add(source)
        with suppress(DecodeError, RuntimeError, TypeError, ValueError):
            return _made(source, decode(parts, type=Parts))
    return _compiled_now(source)


def lazy(source: str) -> Callable[[], re.Pattern[str]]:
    """A call that gives the compiled expression, the same one every time: for those that many runs never need."""

    @cache
    def once() -> re.Pattern[str]:
        return compiled(source)

    return once


@cache
def linear(source: str) -> Any:  # noqa: ANN401 - google-re2 has no annotations
    """An expression out of a ruleset, run by an engine whose time grows with the text and never beyond.

    Raises ValueError in Chinese for one it refuses. The engine is loaded when a ruleset first brings a pattern.
    """
    engine = importlib.import_module("re2")
    options = engine.Options()
    options.log_errors = False
    if len(source) > _LONGEST:
        raise ValueError(f"超过 {_LONGEST} 个字")
    try:
        return engine.compile(source, options)
    except engine.error as error:
        said = error.args[0].decode("utf-8", "replace") if isinstance(error.args[0], bytes) else str(error)
        raise ValueError(next((cure for word, cure in _REFUSED if word in said), "写法不合要求")) from error


def unusable(source: str) -> str:
    """Why an expression cannot be used, in Chinese; "" for one that can."""
    try:
        linear(source)
    except ValueError as error:
        return str(error)
    return ""


def _made(source: str, parts: Parts) -> re.Pattern[str]:
    """The expression that the engine makes of its parts."""
    flags, code, groups, names, numbers = parts
    words = memoryview(code).cast("I").tolist()
    pattern: re.Pattern[str] = _engine().compile(source, flags, words, groups, names, numbers)
    return pattern


def _compiled_now(source: str) -> re.Pattern[str]:
    """The expression compiled, and remembered for the end of the run."""
    try:
        # What re.compile does, taken apart: it does not give away what it made.
        parsed = importlib.import_module("re._parser").parse(source, 0)
        code = importlib.import_module("re._compiler")._code(parsed, 0)
        names: dict[str, int] = dict(parsed.state.groupdict)
        groups: int = parsed.state.groups
        by_number = {number: name for name, number in names.items()}
        numbers = tuple(by_number.get(number) for number in range(groups))
        parts = (int(parsed.state.flags), array("I", code).tobytes(), groups - 1, names, numbers)
        pattern = _made(source, parts)
    except (AttributeError, ImportError, TypeError, RuntimeError):
        # Another Python that does it otherwise: nothing is lost but time.
        return re.compile(source)
    if not _fresh:
        atexit.register(keep)
    _fresh[source] = Raw(encode(parts))
    return pattern


@cache
def _engine() -> Any:  # noqa: ANN401 - the engine of re, which has no annotations
    """The engine beneath re."""
    return importlib.import_module("_sre")


@cache
def _kept() -> dict[str, Raw]:
    """What earlier runs kept, not yet taken apart: a run uses a part of it."""
    with suppress(OSError, DecodeError, RecursionError):
        return decode(_path().read_bytes(), type=dict[str, Raw])
    return {}


def keep() -> None:
    """Write down what this run compiled, beside what was known, aside first and then in one move."""
    if not _fresh:
        return
    with suppress(ValueError):
        content = encode({**_kept(), **_fresh})
        if len(content) > _MOST:
            content = encode({source: parts for source, parts in _kept().items() if source in _used} | _fresh)
        write(_path(), content)
    _fresh.clear()


def _path() -> Path:
    """Where they are kept, for this Python and its engine."""
    python = f"{sys.implementation.cache_tag}-{_engine().MAGIC}-{sys.byteorder}"
    return folder() / f"patterns-{python}.msgpack"
