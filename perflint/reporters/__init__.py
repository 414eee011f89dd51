"""Reporters: reports become bytes, one function a module, all from the same list of findings."""

from __future__ import annotations

import importlib
from collections.abc import Iterable

from perflint.model.finding import Report

REPORTERS = {
    "text": "perflint.reporters.text",
    "json": "perflint.reporters.json",
    "jsonl": "perflint.reporters.jsonl",
    "sarif": "perflint.reporters.sarif",
    "junit": "perflint.reporters.junit",
    "markdown": "perflint.reporters.markdown",
    "csv": "perflint.reporters.csv",
    "html": "perflint.reporters.html",
    "xlsx": "perflint.reporters.xlsx",
    "docx": "perflint.reporters.docx",
    "review-docx": "perflint.reporters.scoresheet.docx",
    "review-xlsx": "perflint.reporters.scoresheet.xlsx",
}
"""What renders a format; a module is loaded when its format is asked for."""
SCORED = frozenset({"review-docx", "review-xlsx"})
"""The formats that show the sheets of a report, which are made only for them (``perflint.scoring``)."""
BINARY = SCORED | {"xlsx", "docx"}
"""Formats that are nothing to look at on a screen."""


def render(reports: Iterable[Report], form: str = "text", **options: object) -> bytes:
    """The reports in this format. ``options`` are those of the format's own ``render``."""
    made: bytes = importlib.import_module(REPORTERS[form]).render(tuple(reports), **options)
    return made


__all__ = ["BINARY", "REPORTERS", "SCORED", "render"]
