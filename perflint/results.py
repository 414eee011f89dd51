"""Reports of what was checked before: unchanged files under an unchanged ruleset and program are not read again.

Kept is only what was read as a whole: whether the rest can be read may depend on what is installed tomorrow. The blocks
of the documents are left out, which nobody asks a report for once the rules have seen them.
"""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TypeVar

from msgspec import MsgspecError, Struct
from msgspec.msgpack import decode, encode
from msgspec.structs import replace

from perflint import __version__
from perflint.cache import folder, write
from perflint.engine import check_together
from perflint.errors import ReadError
from perflint.model.finding import Failure, Report
from perflint.model.submission import Submission
from perflint.ruleset import Ruleset
from perflint.sources import Source

Kept = TypeVar("Kept", bound=Struct)
Previous = tuple[Submission, tuple[Failure, ...]]
_FAST = 1


def check_kept(sources: Iterable[Source], ruleset: Ruleset, previous: Previous | None = None) -> Report:
    """The report of ``check_together``, from what was kept of an earlier one where nothing has changed."""
    sources = list(sources)
    named = "report" if previous is None else f"report\x1f{_digests(previous[0])}"
    key = key_of(named, sources, ruleset)
    known = recall(key, Report)
    if known is not None:
        return known
    report = check_together(sources, ruleset, previous)
    if not report.unchecked:
        keep(key, slim(report))
    return report


def slim(report: Report) -> Report:
    """The report without the blocks of its documents."""
    documents = tuple(replace(document, blocks=()) for document in report.submission.documents)
    submission = replace(report.submission, documents=documents, previous=None)
    return replace(report, submission=submission)


def key_of(kind: str, sources: Sequence[Source], ruleset: Ruleset) -> str:
    """What the outcome depends on, in one word; "" where a file has no bytes."""
    read = [source for source in sources if not isinstance(source, ReadError)]
    if len(read) < len(sources):
        return ""
    return key_for(kind, [(name, hashlib.sha256(data).hexdigest()) for name, data in read], ruleset)


def key_for(kind: str, files: Iterable[tuple[str, str]], ruleset: Ruleset) -> str:
    """The same for files whose hashes are known; "" where one has none."""
    files = list(files)
    if not all(digest for _, digest in files):
        return ""
    parts = [kind, __version__, _program(), ruleset.digest, *(part for file in files for part in file)]
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def recall(key: str, kind: type[Kept]) -> Kept | None:
    """What was kept under a key; None where there is nothing, or nothing that can be read."""
    with suppress(OSError, MsgspecError, zlib.error):
        return decode(zlib.decompress(_file(key).read_bytes()), type=kind) if key else None
    return None


def keep(key: str, value: Struct) -> None:
    """Remember a value; half of a character, which no file can hold, has it forgotten."""
    with suppress(UnicodeEncodeError):
        if key:
            write(_file(key), zlib.compress(encode(value), _FAST))


def where() -> Path:
    """The folder of all that is kept."""
    return folder() / "results"


def kept() -> Iterator[Path]:
    """The files of all that is kept."""
    return (path for path in where().glob("*/*") if path.is_file())


def _file(key: str) -> Path:
    """Where it is kept: many files, so a folder for every two letters."""
    return where() / key[:2] / key[2:]


def _digests(submission: Submission) -> str:
    """What last year's submission is, in one word; what could not be read of it counts by its name."""
    read = (document.digest for document in submission.documents)
    return ",".join((*read, *(one.name for one in submission.unread)))


@cache
def _program() -> str:
    """What the program is, beyond its version: one who changes a rule must not be told what the old one said."""
    digest = hashlib.sha256()
    for place, folders, names in os.walk(Path(__file__).parent):
        folders.sort()
        for name in sorted(name for name in names if name.endswith(".py")):
            info = Path(place, name).stat()
            digest.update(f"{name},{info.st_size},{info.st_mtime_ns};".encode())
    return digest.hexdigest()
