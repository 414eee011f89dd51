"""A folder on this machine or in an object store: anything fsspec can open.

A file that is there is whole: it is written aside and renamed, or, where a store puts files whole anyway, at once.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from fsspec.core import url_to_fs
from fsspec.implementations.local import LocalFileSystem

from perflint.errors import ScreeningError
from perflint.sources import below

ASIDE = ".part"
"""How the name of a file ends that is being written, or was when its writer died; nobody reads such files."""


class Folder:
    """A folder by its path or URL; its methods raise OSError, and what the library of a store raises."""

    def __init__(self, url: str) -> None:
        """``url`` is kept as written: another machine opens the same. Raises ScreeningError for no known store."""
        if not url:
            raise ScreeningError("命令", "里有一个文件夹的名称是空的", "请核对（变量没有赋值？）")
        self.url = url
        self.fs: Any
        try:
            self.fs, self.root = url_to_fs(url)
        except ImportError as error:
            raise ScreeningError(url, "所在的存储还缺驱动", f"请安装它（{error}）") from error
        except ValueError as error:
            raise ScreeningError(url, "不是认识的网址", "请写本机文件夹，或 s3://…、hdfs://… 一类的网址") from error

    @property
    def local(self) -> Path | None:
        """The folder on this machine, None in a store."""
        return Path(self.root) if isinstance(self.fs, LocalFileSystem) else None

    def within(self, path: str) -> str:
        """The full name of a file in it."""
        return f"{self.root.rstrip('/')}/{path}"

    def exists(self, path: str = "") -> bool:
        """Whether there is such a file or folder."""
        return bool(self.fs.exists(self.within(path) if path else self.root))

    def files(self, path: str = "") -> list[tuple[str, int]]:
        """All files in it or below, by name: the path within, and the bytes.

        A folder on this machine that is not looked into stands among them: nobody is to take it for an empty one.
        """
        start = self.within(path) if path else self.root
        if not self.fs.exists(start):
            return []
        skip = len(self.root.rstrip("/")) + 1
        if self.local is not None:
            files, closed = below(start)
            paths = map(Path, (*files, *(one.file for one in closed)))
            return sorted((path.as_posix()[skip:], _size(path)) for path in paths)
        found = self.fs.find(start, detail=True, withdirs=False)
        return sorted((name[skip:], int(info.get("size") or 0)) for name, info in found.items())

    def open(self, path: str) -> IO[bytes]:
        """A file to be read."""
        stream: IO[bytes] = self.fs.open(self.within(path), "rb")
        return stream

    def read(self, path: str) -> bytes:
        """The bytes of a file."""
        with self.open(path) as stream:
            return stream.read()

    def write(self, path: str, data: bytes) -> None:
        """Write a file; whoever reads it at any moment reads the old or the new one, whole."""
        target = self.within(path)
        if self.local is None:
            self.fs.pipe_file(target, data)
            return
        Path(target).parent.mkdir(parents=True, exist_ok=True)
        aside = Path(f"{target}.{os.getpid()}{ASIDE}")
        try:
            with aside.open("wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            aside.replace(target)
        except OSError:
            aside.unlink(missing_ok=True)
            raise

    def names(self, path: str) -> Iterator[str]:
        """The names of the files directly in a folder of it, leftovers of dead writers left out."""
        for name, _ in self.files(path):
            if not name.endswith(ASIDE):
                yield name.rpartition("/")[2]


def _size(path: Path) -> int:
    """The bytes of a file, 0 for what cannot be looked at."""
    try:
        return path.stat().st_size
    except OSError:
        return 0
