"""What Word and Excel files have in common: no clock in them, and no character that XML cannot hold."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from perflint.text import printable

_STAMP = (2000, 1, 1, 0, 0, 0)
_DATED = re.compile(rb"(<dcterms:(?:created|modified)\b[^>]*>)[^<]*")
_CORE = "docProps/core.xml"
ACTIVE = tuple("=+-@\t\uff1d\uff0b\uff0d\uff20")
"""What a spreadsheet may take for the beginning of a formula, full-width signs included."""
ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""What Excel takes for the beginning of a sign told by its number."""


def packed(data: bytes) -> bytes:
    """The same package, member by member, with one fixed time wherever the library wrote that of today."""
    stream = BytesIO()
    with ZipFile(BytesIO(data)) as made, ZipFile(stream, "w", ZIP_DEFLATED) as package:
        for member in made.infolist():
            part = made.read(member)
            if member.filename == _CORE:
                part = _DATED.sub(rb"\g<1>2000-01-01T00:00:00Z", part)
            stamped = ZipInfo(member.filename, _STAMP)
            stamped.external_attr = 0o600 << 16
            package.writestr(stamped, part, ZIP_DEFLATED)
    return stream.getvalue()


def clean(text: str) -> str:
    """The text with a “�” for each control sign, turned writing and half a character; line breaks stay."""
    return printable(text.replace("\r\n", "\n").replace("\r", "\n"))


def literal(text: str) -> str:
    """The text as a cell holds it that is to show it as it is: ``_x0041_`` is no A."""
    return ESCAPE.sub("_x005F_", text)
