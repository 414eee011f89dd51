"""Damaged files: whatever the bytes, a document or a ReadError, never an exception of a library."""

from __future__ import annotations

import random
from contextlib import suppress
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perflint.errors import ReadError
from perflint.readers import csv, docx, html, read, xls, xlsx
from tests.drawn import WRITERS, Box, Drawn

TABLE = Drawn(
    (Box("一级指标", 0, 0), Box("指标值", 0, 1), Box("产出指标", 1, 0, 2), Box("≥12公里", 1, 1), Box("100%", 2, 1)),
    ("目标表",),
)
FILES = {suffix: WRITERS[suffix]([TABLE]) for suffix in ("docx", "xlsx", "xls", "html", "csv")}
READERS = {"docx": docx.read, "xlsx": xlsx.read, "xls": xls.read, "html": html.read, "csv": csv.read}
MARKUP = ("docx", "xlsx")


def tried(suffix: str, data: bytes) -> None:
    """Read it by its reader, which may refuse."""
    with suppress(ReadError):
        READERS[suffix](data, f"a.{suffix}")


@pytest.mark.parametrize("suffix", FILES)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.randoms(use_true_random=False))
def test_damaged_bytes(suffix: str, chance: random.Random) -> None:
    """Cut anywhere, bytes changed anywhere."""
    data = bytearray(FILES[suffix])
    for _ in range(chance.choice((0, 1, 3, 30))):
        data[chance.randrange(len(data))] = chance.randrange(256)
    tried(suffix, bytes(data[: chance.choice((len(data), chance.randrange(len(data))))]))


@pytest.mark.parametrize("suffix", MARKUP)
@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False))
def test_damaged_markup(suffix: str, chance: random.Random) -> None:
    """A sound package of damaged parts: attributes and texts exchanged, parts cut or gone."""
    stream = BytesIO()
    with ZipFile(BytesIO(FILES[suffix])) as before, ZipFile(stream, "w", ZIP_DEFLATED) as after:
        for path in before.namelist():
            part = before.read(path)
            pieces = part.split(b'"')
            for _ in range(chance.choice((0, 0, 1, 5))):
                pieces[chance.randrange(len(pieces))] = chance.choice(
                    (b"", b"-1", b"99999999999", b"x", "é".encode(), b"1e9")
                )
            part = b'"'.join(pieces)
            if chance.random() < 0.05:
                part = part[: chance.randrange(len(part) + 1)]
            if chance.random() > 0.03:
                after.writestr(path, part)
    tried(suffix, stream.getvalue())


@pytest.mark.parametrize("suffix", READERS)
@given(st.binary(max_size=300))
def test_any_bytes(suffix: str, data: bytes) -> None:
    """Nothing at all like the format."""
    tried(suffix, data)


@given(st.text(alphabet="<>/tabler dhpou='\"1&;甲\n", max_size=200))
def test_any_markup(source: str) -> None:
    """Soup of tags."""
    with suppress(ReadError):
        read(("<table>" + source).encode(), "a.html")
