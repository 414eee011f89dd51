"""A run（批次）: a folder that holds all there is to know of one screening, and is enough to go on with it.

    run.json                what was screened by what: the settings
    manifest.parquet        every file with its hash, frozen
    ruleset-<digest>.json   the ruleset in force, as data, so that every worker applies the same
    parts/<key>/000001.parquet …   one a shard, a row a submission

``key`` stands for manifest, ruleset and program together: parts made under another are never taken for this run's.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TypeVar

import msgspec
from msgspec import Struct

from perflint import __version__
from perflint.errors import ScreeningError
from perflint.ruleset import Ruleset
from perflint.ruleset.load import file_of, kept_or_built
from perflint.ruleset.model import Plain, ruleset_of
from perflint.screening.columns import Row, parquet, rows_of, sums_of
from perflint.screening.folder import Folder
from perflint.screening.manifest import Entry, Shard, digest_of, freeze, shards, usual_size
from perflint.screening.screened import FORMAT, Screened

T = TypeVar("T")
SCHEMA = "perflint-run/1"
_SETTINGS, _MANIFEST = "run.json", "manifest.parquet"


class Settings(Struct, frozen=True, kw_only=True):
    """What a run screens, and by what（批次设置）."""

    schema: str = SCHEMA
    source: str
    together: bool
    shard: int
    """Submissions a shard."""
    manifest: str
    """The digest of the manifest."""
    ruleset: str
    ruleset_digest: str
    version: str
    previous: str = ""
    """The run it is compared with, "" for none."""

    @property
    def key(self) -> str:
        """What the parts depend on, in one word."""
        parts = (self.manifest, str(self.shard), self.ruleset_digest, self.version, str(FORMAT))
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


class Tally(Struct, frozen=True):
    """How many submissions, how many of them could not be checked, and how many findings there are."""

    submissions: int = 0
    unchecked: int = 0
    errors: int = 0
    warnings: int = 0
    hints: int = 0


class Order(Struct, frozen=True, kw_only=True):
    """What somebody wants screened, and how."""

    source: str
    ruleset: str = "national"
    together: bool = False
    shard: int | None = None
    """Submissions a shard; None: as usual."""
    previous: str = ""


class Run:
    """A run that has been opened: its folder, its settings, and, when asked for, its manifest and parts."""

    def __init__(self, folder: Folder, settings: Settings) -> None:
        """``settings`` are those in ``run.json``."""
        self.folder, self.settings = folder, settings

    @property
    def parts(self) -> str:
        """The folder of the parts that are in force."""
        return f"parts/{self.settings.key}"

    def part(self, shard: int) -> str:
        """The file of a shard's part."""
        return f"{self.parts}/{shard:06}.parquet"

    def done(self) -> set[int]:
        """The numbers of the shards whose parts are there."""
        names = (name.removesuffix(".parquet") for name in self.folder.names(self.parts))
        return {int(name) for name in names if name.isdecimal()}

    def entries(self) -> list[Entry]:
        """The manifest. Raises ScreeningError where it is damaged."""
        try:
            entries = rows_of(self.folder.read(_MANIFEST), Entry)
        except (OSError, ValueError) as error:
            raise ScreeningError(self.folder.url, "的清单 manifest.parquet 读不出来", "请另开一个批次") from error
        if digest_of(entries) != self.settings.manifest:
            raise ScreeningError(self.folder.url, "的清单 manifest.parquet 被改过", "请另开一个批次")
        return entries

    def shards(self) -> list[Shard]:
        """All pieces of work."""
        return shards(self.entries(), self.settings.shard)

    def rows(self) -> Iterator[tuple[int, list[Screened]]]:
        """The rows of each part that is there, by shard. Raises ScreeningError for a part that is none."""
        for shard in sorted(self.done()):
            yield shard, self.rows_in(shard)

    def rows_in(self, shard: int) -> list[Screened]:
        """The rows of one part."""
        return self.columns_in(shard, Screened)

    def columns_in(self, shard: int, kind: type[Row]) -> list[Row]:
        """The rows of one part, of each only what ``kind`` has."""
        return self.made(self.part(shard), lambda data: rows_of(data, kind))

    def made(self, path: str, reading: Callable[[bytes], T]) -> T:
        """What is read out of a file that the run made and can make again. Raises ScreeningError for a damaged one."""
        try:
            return reading(self.folder.read(path))
        except (OSError, ValueError) as error:
            raise ScreeningError(
                self.folder.url, f"里的 {path} 读不出来", "请删除这个文件，再运行一次原来的命令"
            ) from error

    def tally(self) -> Tally:
        """What all parts that are there come to."""
        names = Tally.__struct_fields__[1:]
        sums = [self.made(self.part(shard), lambda data: sums_of(data, names)) for shard in self.done()]
        return Tally(*(sum(column) for column in zip(*sums, strict=True))) if sums else Tally()

    @property
    def ruleset_file(self) -> str:
        """Where the ruleset stands as data."""
        return f"ruleset-{self.settings.ruleset_digest[:16]}.json"

    def ruleset(self) -> Ruleset:
        """The ruleset the run was started with. Raises ScreeningError where its file is damaged."""
        return self.made(self.ruleset_file, _ruleset)


@lru_cache(maxsize=4)
def _ruleset(data: bytes) -> Ruleset:
    """The ruleset that a file holds; a worker, which asks for it with every shard, decodes it once."""
    return ruleset_of(msgspec.json.decode(data, type=Plain))


def opened(url: str) -> Run:
    """The run in a folder. Raises ScreeningError where there is none."""
    folder = Folder(url)
    try:
        settings = msgspec.json.decode(folder.read(_SETTINGS), type=Settings)
    except FileNotFoundError as error:
        raise ScreeningError(
            url, "不是批次文件夹（没有 run.json）", "请写 perflint screen 用 -o 写出的文件夹"
        ) from error
    except (OSError, msgspec.MsgspecError) as error:
        raise ScreeningError(url, "里的 run.json 读不出来", "请另开一个批次") from error
    return Run(folder, settings)


def begun(url: str, order: Order, progress: Callable[[int], None]) -> Run:
    """A new run, or the one already in the folder, to be gone on with under this ruleset and program.

    ``progress`` is told how many files the manifest has so far. Raises ScreeningError where the folder holds a run
    over other material, RulesetError, OSError.
    """
    plain = kept_or_built(file_of(order.ruleset), order.ruleset)
    folder = Folder(url)
    before = opened(url).settings if folder.exists(_SETTINGS) else None
    if before is not None:
        _same(url, before, order)
        digest, size, previous = before.manifest, before.shard, order.previous or before.previous
    else:
        entries = freeze(_source(order.source, folder), together=order.together, progress=progress)
        if not entries:
            raise ScreeningError(order.source, "里没有文件", "请确认位置，放入要初审的材料")
        folder.write(_MANIFEST, parquet(entries, Entry))
        digest, size, previous = digest_of(entries), order.shard or usual_size(entries), order.previous
    settings = Settings(
        source=order.source,
        together=order.together,
        shard=size,
        manifest=digest,
        ruleset=order.ruleset,
        ruleset_digest=plain.digest,
        version=__version__,
        previous=previous,
    )
    run = Run(folder, settings)
    folder.write(run.ruleset_file, msgspec.json.encode(plain))
    folder.write(_SETTINGS, msgspec.json.format(msgspec.json.encode(settings), indent=2) + b"\n")
    return run


def _source(source: str, folder: Folder) -> Folder:
    """The material, which must be there and must not hold the run's own folder."""
    material = Folder(source)
    if not material.exists():
        raise ScreeningError(source, "不存在", "请核对材料的位置")
    if f"{folder.root}/".startswith(f"{material.root.rstrip('/')}/"):
        raise ScreeningError(folder.url, "在材料的文件夹里面，会被当成材料", "请把 -o 写到别处")
    return material


def _same(url: str, before: Settings, order: Order) -> None:
    """Refuse to go on with a run over other material, or cut in another way."""
    if (Folder(before.source).root, before.together) != (Folder(order.source).root, order.together):
        whole = "（--together）" if before.together else ""
        raise ScreeningError(url, f"里是对“{before.source}”{whole}的初审", "请换一个 -o，或照原来的材料继续")
    if order.shard not in {None, before.shard}:
        raise ScreeningError(url, f"里的初审按每片 {before.shard} 份开始", f"请写 --shard {before.shard}，或换一个 -o")
