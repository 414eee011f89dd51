"""A file a submission（每份材料一个文件）: for each department its own, or where one is too much."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable, Iterator, Sequence

from perflint.model.finding import Report
from perflint.reporters import REPORTERS, render
from perflint.reporters.names import short, submission_name
from perflint.text import printable

SUFFIXES = {"text": "txt", "markdown": "md", "junit": "xml", "review-docx": "docx", "review-xlsx": "xlsx"}
"""How the files of a format end that is not called after its ending."""
OVERVIEW = "总览.html"
_LONGEST = 60
_RESERVED = re.compile(r'[\\/:*?"<>|\s]+')
"""What a file name cannot hold on one system or another, and what only makes it hard to type."""


def apart(reports: Iterable[Report], form: str, **options: object) -> Iterator[tuple[str, bytes]]:
    """The names and contents of these files, in order; for html, last, a page that leads to all others."""
    reports = tuple(reports)
    names = _names(reports, SUFFIXES.get(form, form))
    for name, report in zip(names, reports, strict=True):
        yield name, render([report], form, **options)
    if form == "html":
        yield OVERVIEW, importlib.import_module(REPORTERS[form]).overview(reports, names)


def _names(reports: Sequence[Report], suffix: str) -> list[str]:
    """What the files are called: by number, so that no two are called the same, and by department."""
    width = len(str(len(reports)))
    files = short(dict.fromkeys(file for report in reports for file in report.submission.files))
    called = [_plain(submission_name(report, files)) for report in reports]
    return [f"{at:0{width}} {name}.{suffix}" for at, name in enumerate(called, 1)]


def _plain(name: str) -> str:
    """A name as every system takes it in the name of a file."""
    return _RESERVED.sub("_", printable(name))[:_LONGEST].strip("._") or "材料"
