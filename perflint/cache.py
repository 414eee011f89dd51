"""Where what may be forgotten is kept: one folder of the user's, files written aside and renamed.

Whatever goes wrong with it costs time and nothing else.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def folder() -> Path:
    """The folder of all caches: ``PERFLINT_CACHE``, else where the system keeps such things."""
    base = os.environ.get("PERFLINT_CACHE") or os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(base).expanduser() / "perflint"


def write(target: Path, content: bytes) -> None:
    """Write a file of the cache, if it can be written; another process never reads half of it."""
    aside = target.with_suffix(f".{os.getpid()}")
    with suppress(OSError):
        target.parent.mkdir(parents=True, exist_ok=True)
        aside.write_bytes(content)
        aside.replace(target)
        return
    with suppress(OSError):
        aside.unlink(missing_ok=True)
