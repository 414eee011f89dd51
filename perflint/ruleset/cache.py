"""The effective ruleset as JSON, so that loading one does not cost more than checking a document.

Keyed by the hash of its files, perflint's version and the options its rules have. Only data that passed validation are
kept; a cache that cannot be written or read is done without.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from msgspec import DecodeError, Raw, Struct
from msgspec.json import decode, encode

from perflint import __version__
from perflint.cache import folder, write
from perflint.rules import GENERAL, RULES

Content = TypeVar("Content", bound=Struct)
RULESET, NOTES = "ruleset", "notes"
_FORMAT = 5
"""Raised when other things are kept than before, so that nothing older is taken for them."""


class _Kept(Struct, frozen=True):
    """What is kept, and the files it came from with the digests they had."""

    files: dict[str, str]
    content: Raw


def cached(path: Path, part: str, kind: type[Content]) -> Content | None:
    """The validated data of the ruleset at this path, or the notes on them, if none of its files has changed."""
    with suppress(OSError, DecodeError):
        kept = decode(_file(path, part).read_bytes(), type=_Kept)
        if kept.files and all(_digest(Path(name).read_bytes()) == digest for name, digest in kept.files.items()):
            return decode(kept.content, type=kind)
    return None


def keep(path: Path, files: Mapping[str, bytes], data: Struct, notes: Struct) -> None:
    """Remember what came from these files: the validated data, and apart from them the notes that few runs want."""
    digests = {name: _digest(text) for name, text in files.items()}
    for part, content in ((RULESET, data), (NOTES, notes)):
        write(_file(path, part), encode(_Kept(digests, Raw(encode(content)))))


def _file(path: Path, part: str) -> Path:
    """Where a part of what is known of a ruleset is kept."""
    shape = ";".join(f"{kind.code}:{','.join(kind.options())}" for kind in (*RULES, *GENERAL.values()))
    key = _digest(f"{path}\n{__version__}\n{_FORMAT}\n{shape}".encode())
    return folder() / f"{part}-{key}.json"


def _digest(data: bytes) -> str:
    """A short name for content."""
    return hashlib.sha256(data).hexdigest()[:32]
