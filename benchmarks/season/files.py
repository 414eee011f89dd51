"""The file of a submission in each format, the same bytes every time; and files that nobody can read."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from benchmarks.season import text
from benchmarks.season.model import Disclosure
from tests import drawn, drawnpdf

_SAVED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")
_DAY = rb"\g<1>2025-12-01T08:00:00Z"

Maker = Callable[[Disclosure], bytes]


def _steady(package: bytes) -> bytes:
    """An office package without the time it was saved at."""
    stream = BytesIO()
    with ZipFile(BytesIO(package)) as old, ZipFile(stream, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            part = _SAVED.sub(_DAY, part) if name.startswith("docProps/") else part
            info = ZipInfo(name)
            info.compress_type = ZIP_DEFLATED
            new.writestr(info, part)
    return stream.getvalue()


MAKERS: dict[str, Maker] = {
    "txt": lambda one: drawn.text(text.whole(one)),
    "html": lambda one: drawn.html(text.whole(one)),
    "docx": lambda one: _steady(drawn.docx(text.whole(one))),
    "xlsx": lambda one: _steady(drawn.xlsx(text.workbook(one))),
    "pdf": lambda one: drawnpdf.pdf(text.whole(one), steady=True),
}
"""By format, what makes the file of a disclosure. A workbook has the tables without the text."""


def truncated(random: Random, data: bytes) -> bytes:
    """A file that was cut off on its way."""
    return data[: max(1, int(len(data) * random.uniform(0.2, 0.7)))]


def noise(random: Random, _: bytes) -> bytes:
    """Bytes that mean nothing."""
    return random.randbytes(random.randint(2_000, 40_000))


def empty(_random: Random, _: bytes) -> bytes:
    """No bytes at all."""
    return b""


def locked(random: Random, _: bytes) -> bytes:
    """A PDF with a password nobody told."""
    paper = drawnpdf.Paper(password=f"{random.randint(1000, 9999)}", steady=True)
    return paper.text(60, 80, "部门预算公开").bytes()


BROKEN: dict[str, tuple[str, Callable[[Random, bytes], bytes]]] = {
    "截断": ("docx", truncated),
    "乱码": ("xlsx", noise),
    "空文件": ("docx", empty),
    "密码": ("pdf", locked),
}
"""Bad files: the suffix each has, and what becomes of the good one."""
