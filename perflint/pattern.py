"""Regular expressions, compiled once on a machine and not once in a run.

Compiling one that names Chinese characters costs Python a fifth to three milliseconds, and a check needs some two
hundred: a fifth of its time. What the compiler made is therefore kept beside the other caches, as Python keeps its own
byte code, and handed to the engine the next time. The engine verifies what it is given; whatever does not fit is
compiled anew (docs/decisions/005).
"""

from __future__ import annotations

import atexit
import importlib
import json
import os
import re
import sys
from array import array
from binascii import a2b_base64, b2a_base64
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

Parts = tuple[int, str, int, dict[str, int], list[str | None]]
"""What the engine takes: flags, code words (base64), how many groups, their numbers by name, their names by number."""

_fresh: dict[str, Parts] = {}
_used: set[str] = set()
_MOST = 1_000_000
"""Bytes. Every run reads the file, so beyond this, what the last run did not use is forgotten."""


def compiled(source: str) -> re.Pattern[str]:
    """The expression, from what was kept of it or compiled now."""
    parts = _kept().get(source)
    if parts is not None:
        _used.add(source)
        with suppress(RuntimeError, TypeError, ValueError):
            return _made(source, parts)
    return _compiled_now(source)


def lazy(source: str) -> Callable[[], re.Pattern[str]]:
    """A call that gives the compiled expression, the same one every time: for those that many runs never need."""

    @cache
    def once() -> re.Pattern[str]:
        return compiled(source)

    return once


def _made(source: str, parts: Parts) -> re.Pattern[str]:
    """The expression that the engine makes of its parts."""
    flags, code, groups, names, numbers = parts
    words = memoryview(a2b_base64(code)).cast("I").tolist()
    pattern: re.Pattern[str] = _engine().compile(source, flags, words, groups, names, tuple(numbers))
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
        numbers = [by_number.get(number) for number in range(groups)]
        words = b2a_base64(array("I", code).tobytes(), newline=False).decode()
        parts = (int(parsed.state.flags), words, groups - 1, names, numbers)
        pattern = _made(source, parts)
    except (AttributeError, ImportError, TypeError, RuntimeError):
        # Another Python that does it otherwise: nothing is lost but time.
        return re.compile(source)
    if not _fresh:
        atexit.register(keep)
    _fresh[source] = parts
    return pattern


@cache
def _engine() -> Any:  # noqa: ANN401 - the engine of re, which has no annotations
    """The engine beneath re."""
    return importlib.import_module("_sre")


@cache
def _kept() -> dict[str, Parts]:
    """What earlier runs kept."""
    found: object = None
    with suppress(OSError, ValueError, RecursionError):
        found = json.loads(_path().read_bytes())
    return found if isinstance(found, dict) else {}


def keep() -> None:
    """Write down what this run compiled, beside what was known, aside first and then in one move."""
    if not _fresh:
        return
    path = _path()
    aside = path.with_suffix(f".{os.getpid()}")
    with suppress(OSError, ValueError):
        path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps({**_kept(), **_fresh})
        if len(text) > _MOST:
            text = json.dumps({source: parts for source, parts in _kept().items() if source in _used} | _fresh)
        aside.write_text(text, encoding="utf-8")
        aside.replace(path)
    _fresh.clear()


def _path() -> Path:
    """Where they are kept, for this Python and its engine."""
    base = os.environ.get("PERFLINT_CACHE") or os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    python = f"{sys.implementation.cache_tag}-{_engine().MAGIC}-{sys.byteorder}"
    return Path(base).expanduser() / "perflint" / f"patterns-{python}.json"
