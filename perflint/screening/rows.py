"""The rows of a shard（结果行）: its files, as the manifest has them, checked or taken from what was kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from perflint.engine import check_together
from perflint.errors import ReadError, reason_of
from perflint.readers import LARGEST
from perflint.results import keep, key_for, recall
from perflint.ruleset import Ruleset
from perflint.screening.folder import Folder
from perflint.screening.leash import within_reason
from perflint.screening.manifest import Entry, Shard
from perflint.screening.run import opened
from perflint.screening.screened import FORMAT, Screened, screened
from perflint.sources import LINKED, UNNAMEABLE, Source, unzipped

_CHANGED = ("开始初审以后内容变了", "请对新的材料另开一个批次")
_GONE = ("开始初审以后不见了", "请放回原处，另开一个批次（没有变的不用重查）")


class Task(Struct, frozen=True, kw_only=True):
    """A shard to be screened for the run at a path or URL."""

    run: str
    shard: Shard
    apart: bool = False
    """Whether it killed a worker before: its submissions are then looked at in a process of their own."""
    cached: bool = True


class Kept(Struct, frozen=True):
    """The rows of one group of files, as they are kept for another run."""

    rows: tuple[Screened, ...]


def rows_of(task: Task) -> Iterator[tuple[Screened, ...]]:
    """The rows of each group of files of a shard."""
    given = _given(task.run)
    for group in task.shard.groups:
        with within_reason():
            rows = _kept_rows(group, given) if task.cached else _rows(group, given)
        yield rows


def crashed(group: tuple[Entry, ...], run: str) -> tuple[Screened, ...]:
    """The row of files that end the process which looks at them."""
    cure = "请把文件交给维护人员；也可以另存为其他格式再试"
    report = check_together(
        [ReadError(entry.path, "检查它的进程两次异常退出", cure) for entry in group], _given(run).ruleset
    )
    return (screened(report, group, group[0].group),)


class _Given(Struct, frozen=True):
    """What all shards of a run have in common."""

    material: Folder
    ruleset: Ruleset
    together: bool


def _given(run: str) -> _Given:
    """The same of the run at this path or URL, as it stands there now: it may have been begun anew."""
    found = opened(run)
    return _Given(Folder(found.settings.source), found.ruleset(), found.settings.together)


def _kept_rows(group: tuple[Entry, ...], given: _Given) -> tuple[Screened, ...]:
    """The rows of some files, from what was kept where they are unchanged; a file known by its hash is not opened."""
    kind = f"rows\x1f{FORMAT}\x1f{given.together}"
    key = key_for(kind, [(entry.path, entry.sha256) for entry in group], given.ruleset)
    known = recall(key, Kept)
    if known is not None:
        numbers = tuple(entry.number for entry in group)
        return tuple(replace(row, entries=numbers) for row in known.rows)
    rows = _rows(group, given)
    if not any(row.unchecked for row in rows):
        keep(key, Kept(rows))
    return rows


def _rows(group: tuple[Entry, ...], given: _Given) -> tuple[Screened, ...]:
    """The rows of some files: one for all that go together, else one for each document in them."""
    files = (one for entry in group for one in unzipped(_bytes(entry, given.material)))
    if given.together:
        return (screened(check_together(files, given.ruleset), group, group[0].group),)
    rows = []
    for number, file in enumerate(files, 1):
        name = file.file if isinstance(file, ReadError) else file[0]
        rows.append(screened(check_together([file], given.ruleset), group, name, number))
    return tuple(replace(row, of=len(rows)) for row in rows)


def _bytes(entry: Entry, source: Folder) -> Source:
    """A file of the manifest with its bytes, if it is still the same."""
    if "\ufffd" in entry.path and not entry.sha256:
        return ReadError(entry.path, *UNNAMEABLE)
    try:
        with source.open(entry.path) as stream:
            data = stream.read(LARGEST + 1)
    except FileNotFoundError:
        return ReadError(entry.path, *_GONE)
    except IsADirectoryError:
        return ReadError(entry.path, *LINKED)
    except OSError as error:
        return ReadError(entry.path, f"打不开（{reason_of(error)}）", "请核对文件，确认有读取权限")
    changed = len(data) <= LARGEST and hashlib.sha256(data).hexdigest() != entry.sha256
    return ReadError(entry.path, *_CHANGED) if changed else (entry.path, data)
