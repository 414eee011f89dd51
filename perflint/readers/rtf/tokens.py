"""The signs of an RTF file: braces, control words with their numbers, control symbols, text."""

from __future__ import annotations

import re
from collections.abc import Container, Generator, Iterator

WORD, SYMBOL, BRACE, TEXT = range(4)
_TOKEN = re.compile(
    r"\\([a-zA-Z]{1,40})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|([^\\{}\r\n]+)", re.DOTALL
)
_NUMBER, _CODED, _SYMBOL, _BRACE, _TEXT = range(2, 7)
_RAW = "bin"
"""The word behind which as many bytes follow as its number says, whatever they look like."""
_OPTIONAL = "*"

Token = tuple[int, str, int | None]
"""The kind of a sign, what it is, and for a word its number. Text has a character for each byte."""


def tokens(data: bytes, known: Container[str]) -> Iterator[Token]:
    """The signs in order, of the control words only the known ones and those that may be passed over.

    The file's own line ends are none, nor a backslash that begins nothing.
    """
    text = data.decode("latin-1")
    at = 0
    while at >= 0:
        at = yield from _until_raw(text, at, known)


def _until_raw(text: str, at: int, known: Container[str]) -> Generator[Token, None, int]:
    """The signs up to raw bytes; where those end, or -1 when there are no more."""
    optional = False
    for found in _TOKEN.finditer(text, at):
        kind = found.lastindex or 0
        if kind <= _NUMBER:
            word = found[1]
            if word in known or optional:
                yield WORD, word, int(found[2]) if kind == _NUMBER else None
            elif word == _RAW:
                return found.end() + max(0, int(found[2] or 0))
        elif kind == _TEXT:
            yield TEXT, found[kind], None
        elif kind == _CODED:
            yield TEXT, chr(int(found[kind], 16)), None
        else:
            yield SYMBOL if kind == _SYMBOL else BRACE, found[kind], None
        optional = kind == _SYMBOL and found[kind] == _OPTIONAL
    return -1
