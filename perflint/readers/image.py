"""Images（.png .jpg .tif .bmp .gif）: scanned pages, recognised where the extra for it is installed."""

from __future__ import annotations

import hashlib
import struct
from importlib import import_module

from perflint.errors import ReadError
from perflint.model.document import Document
from perflint.readers import budget
from perflint.readers.drawn import blocks
from perflint.readers.scanned import remarks

MOST_PAGES = 100
_SECONDS = 20
"""What recognising a page may take; four to seven are usual."""
_TIFF = {b"II*\0": "<", b"MM\0*": ">"}
_ENTRY = 12


def read(data: bytes, name: str) -> Document:
    """The document in the bytes of an image; its pages stay unread where recognition is not installed.

    Raises ReadError for what is damaged, too large or too long.
    """
    digest = hashlib.sha256(data).hexdigest()
    count = pages_of(data)
    if count > MOST_PAGES:
        raise ReadError(name, f"超过 {MOST_PAGES} 页", "请只扫描绩效目标表和预算表所在的页，或拆成几个文件")
    budget.extend(_SECONDS)
    try:
        ocr = import_module("perflint.readers.ocr")
    except ImportError:
        return Document(name=name, digest=digest, blocks=(), unread_pages=tuple(range(1, count + 1)))
    pages, dots = [], {}
    for shot in ocr.shots(data, name, count):
        budget.extend(_SECONDS)
        pages.append(ocr.page(*shot))
        dots[shot.number] = shot.image.width / shot.width * 72
    made, dropped = blocks(pages, name)
    return Document(name=name, digest=digest, blocks=made, dropped=dropped, remarks=remarks(dots))


def pages_of(data: bytes) -> int:
    """How many pages an image has: those of a TIFF file by its directories, counted just past the limit; else one."""
    order = _TIFF.get(data[:4])
    if order is None:
        return 1
    seen: set[int] = set()
    try:
        (at,) = struct.unpack_from(order + "I", data, 4)
        while at and at not in seen and len(seen) <= MOST_PAGES:
            seen.add(at)
            (entries,) = struct.unpack_from(order + "H", data, at)
            (at,) = struct.unpack_from(order + "I", data, at + 2 + entries * _ENTRY)
    except struct.error:
        pass  # the page that broke off is counted, so that it is missed
    return max(1, len(seen))
