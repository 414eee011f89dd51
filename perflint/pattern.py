"""Regular expressions compiled when first used.

Compiling one costs a fifth to three milliseconds where it names Chinese characters; a run that never needs it should
not pay. Those that every document needs are compiled at import, as everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache


def lazy(source: str) -> Callable[[], re.Pattern[str]]:
    """A call that gives the compiled expression, the same one every time."""

    @cache
    def compiled() -> re.Pattern[str]:
        return re.compile(source)

    return compiled
