"""Reporters: reports become bytes, one function a module, all from the same list of findings."""

from __future__ import annotations

import importlib
from collections.abc import Iterable

from perflint.model.finding import Report

REPORTERS = {
    "text": "perflint.reporters.text",
    "json": "perflint.reporters.json",
    "xlsx": "perflint.reporters.xlsx",
    "docx": "perflint.reporters.docx",
}
"""What renders a format; a module is loaded when its format is asked for."""

BINARY = frozenset({"xlsx", "docx"})
"""Formats that are nothing to look at on a screen."""


def render(reports: Iterable[Report], form: str = "text", **options: object) -> bytes:
    """The reports in this format. ``options`` are those of the format's own ``render``."""
    made: bytes = importlib.import_module(REPORTERS[form]).render(tuple(reports), **options)
    return made


__all__ = ["BINARY", "REPORTERS", "render"]
