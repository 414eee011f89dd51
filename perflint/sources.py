"""What a user names — files, folders, archives, the standard input — as single files with their bytes, in one order."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path

from perflint.errors import ReadError, reason_of
from perflint.readers import LARGEST
from perflint.readers.leftover import left_behind

STDIN = "-"
_ZIP = b"PK"
UNNAMEABLE = ("文件名不是 UTF-8 编码，无法写进报告", "请改名后再检查")
LINKED = ("是指向文件夹的链接，没有进去看", "请放入文件夹本身，不要放链接")
Source = tuple[str, bytes] | ReadError
"""A file as it is called in a report, with its bytes; or why there are none."""


def sources(paths: Iterable[str], stdin: Callable[[], bytes], stdin_format: str = "txt") -> Iterator[Source]:
    """Each file, one at a time, in the order given; what folders and archives hold by name.

    A folder or an archive that gives nothing gives the reason.
    """
    for path in paths:
        if path == STDIN:
            yield from unzipped((f"标准输入.{stdin_format.lstrip('.')}", stdin()))
        elif Path(path).is_dir():
            yield from _folder(path)
        else:
            yield from unzipped(file(path))


def submissions(
    paths: Iterable[str], stdin: Callable[[], bytes], stdin_format: str = "txt", *, together: bool = False
) -> Iterator[list[Source]]:
    """The files of each submission: one each, or ``together`` what a folder or an archive holds, and all single files.

    Single files that belong together come where the first of them was named.
    """
    if not together:
        yield from ([source] for source in sources(paths, stdin, stdin_format))
        return
    groups: dict[str, list[str]] = {}
    for path in paths:
        groups.setdefault(path if _holds_others(path) else "", []).append(path)
    for group in groups.values():
        yield list(sources(dict.fromkeys(group), stdin, stdin_format))


def _holds_others(path: str) -> bool:
    """Whether a path names a folder or an archive."""
    if path == STDIN:
        return False
    if Path(path).is_dir():
        return True
    found = file(path) if path.lower().endswith(".zip") else None
    return isinstance(found, tuple) and _archive_of(found) is not None


def file(path: str) -> Source:
    """One file with its bytes, however many it holds."""
    if (shown := nameable(path)) != path:
        return ReadError(shown, *UNNAMEABLE)
    try:
        with Path(path).open("rb") as stream:
            return path, stream.read(LARGEST + 1)
    except OSError as error:
        reason = "文件不存在" if isinstance(error, FileNotFoundError) else f"打不开（{reason_of(error)}）"
        return ReadError(path, reason, "请核对文件名和路径，确认有读取权限")


def nameable(path: str) -> str:
    """A path as a report can hold it: what is no text in it is “�”."""
    return os.fsencode(path).decode(errors="replace")


def unzipped(source: Source) -> Iterator[Source]:
    """The files in an archive, one at a time, or the one file it is."""
    archive = _archive_of(source) if isinstance(source, tuple) else None
    yield from [source] if archive is None else archive


def _archive_of(source: tuple[str, bytes]) -> Iterator[Source] | None:
    """The files in an archive; None for what is none."""
    name, data = source
    if not data.startswith(_ZIP):
        return None
    archive = import_module("perflint.readers.archive")  # with zipfile, which most runs can do without
    held: Iterator[Source] | None = archive.members(data, name) if archive.is_archive(data, name) else None
    return held


def below(folder: str) -> tuple[list[str], list[ReadError]]:
    """The files in a folder and its folders, by name, and each folder that was not looked into, with why."""
    closed: list[OSError] = []
    links: list[str] = []
    files = []
    for place, folders, names in os.walk(folder, onerror=closed.append):
        folders[:] = [name for name in folders if not left_behind(name)]
        links += [path for name in folders if _is_link(path := str(Path(place, name)))]
        files += [str(Path(place, name)) for name in names if not left_behind(name)]
    shut = [ReadError(str(one.filename), f"文件夹打不开（{reason_of(one)}）", "请确认有读取权限") for one in closed]
    return sorted(files), [*shut, *(ReadError(path, *LINKED) for path in sorted(links))]


def _is_link(path: str) -> bool:
    """Whether a path is a link; a folder beyond the longest path that the system opens is none."""
    try:
        return Path(path).is_symlink()
    except OSError:
        return False


def _folder(folder: str) -> Iterator[Source]:
    """The files in a folder and its folders, and each folder that was not looked into."""
    files, closed = below(folder)
    yield from closed
    if not files and not closed:
        yield ReadError(folder, "文件夹里没有文件", "请确认文件夹位置，放入要检查的文件")
    for path in files:
        yield from unzipped(file(path))
