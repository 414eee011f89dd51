"""On the path of a run's processes, makes some documents deadly or slow: perflint itself knows none that are."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable

from perflint import engine
from perflint.errors import ReadError
from perflint.model.finding import Report
from perflint.ruleset import Ruleset
from perflint.screening import leash
from perflint.sources import Source

_real = engine.check_together


def _watched(sources: Iterable[Source], ruleset: Ruleset) -> Report:
    """What the engine says, unless the document says otherwise."""
    sources = list(sources)
    for source in sources:
        data = b"" if isinstance(source, ReadError) else source[1]
        if "毒死进程".encode() in data:
            os._exit(9)
        if "算个没完".encode() in data:
            while True:
                pass
        if "慢慢来".encode() in data:
            time.sleep(0.2)
    return _real(sources, ruleset)


leash.REASONABLE = 3.0
engine.check_together = _watched  # type: ignore[assignment]
