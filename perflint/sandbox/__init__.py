"""Reading in a child process: what comes from outside is parsed where it can neither hang nor fill nor crash us.

No parser is safe alone: a workbook of 5 kB makes openpyxl build 17 thousand million cells, a PDF of 2 kB makes pdfium
take 2.5 GB, and a parser that aborts takes its interpreter with it. So each document gets a process that may die.

The one exception is plain text of moderate size, whose reader is our own, in plain Python and linear in its input
(tests/test_hostile.py holds it to that): a child would make checking it a twentieth slower and protect from nothing.
"""

from __future__ import annotations

import sys
import threading
from importlib import import_module

from perflint import readers
from perflint.errors import ReadError
from perflint.model.document import Document
from perflint.readers.kind import kind_of
from perflint.sandbox.broken import BrokenReaderError
from perflint.sandbox.limits import LIMITS, Limits

PLAIN = ("text", "csv")
MODERATE = 256_000
"""Bytes; five times a county office's whole disclosure."""


def read(data: bytes, name: str, limits: Limits = LIMITS) -> Document:
    """The document in these bytes, as ``perflint.readers.read`` gives it, but parsed in a process of its own.

    Raises ReadError for what cannot be read, also for what breaks its parser or would take too long or too much;
    BrokenReaderError for an exception in a reader, which is a fault of ours.
    """
    if _harmless(data, name):
        return readers.read(data, name)
    # What it takes to make a child and to understand it is imported for the first that is needed.
    ended = import_module(f"perflint.sandbox.{'fork' if can_fork() else 'spawn'}").ended(data, name, limits)
    document: Document = import_module("perflint.sandbox.answer").answered(ended, name, limits)
    return document


def can_fork() -> bool:
    """Whether a copy of this process is sound: only one thread would be in it, and macOS forbids it its frameworks."""
    return sys.platform not in {"win32", "darwin"} and threading.active_count() == 1


def _harmless(data: bytes, name: str) -> bool:
    """Whether it is plain text of moderate size; packages are not even looked into here."""
    if len(data) > MODERATE or data.startswith(b"PK"):
        return False
    try:
        return kind_of(data, name) in PLAIN
    except ReadError:
        return True  # refused by its first bytes or its name, and so again by the reader


__all__ = ["LIMITS", "BrokenReaderError", "Limits", "can_fork", "read"]
