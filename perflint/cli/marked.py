"""``--annotate``: where the marked copies of the checked files go, and what is said of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath

import click

from perflint.annotate import annotated, copy_name
from perflint.cli.folder import made, within
from perflint.cli.output import write
from perflint.errors import AnnotateError, ReadError, reason_of
from perflint.model.finding import Report
from perflint.sources import STDIN, Source
from perflint.text import printable

Problem = AnnotateError | ReadError


class Copies:
    """The copies to be, in one folder: where each goes is settled, and found free, before anything is checked."""

    def __init__(self, folder: str, paths: Iterable[str], outputs: Iterable[str]) -> None:
        """Raises UsageError for a folder that is none, or lies among what is checked."""
        self._folder = Path(folder)
        self._paths = [path for path in paths if path != STDIN]
        self._taken = {_key(Path(output)) for output in outputs}
        self._planned: list[tuple[str, bytes, Path | Problem]] = []
        if not folder:
            raise click.UsageError("--annotate 写的文件夹是空的，请核对命令（变量没有赋值？）")
        if self._folder.exists() and not self._folder.is_dir():
            raise click.UsageError(f"--annotate 写的“{folder}”是文件，不是文件夹，请换一个文件夹")
        for path in self._paths:
            if within(self._folder, path):
                problem = f"在要检查的文件夹“{path}”里，下次会把副本也当作材料检查"
                raise click.UsageError(f"--annotate 的文件夹“{folder}”{problem}，请换一个文件夹")

    def planned(self, submissions: Iterable[list[Source]]) -> list[list[Source]]:
        """The files of each submission, all kept, so that what is marked is what was checked. Raises UsageError."""
        kept = list(submissions)
        for source in (source for files in kept for source in files):
            if not isinstance(source, ReadError):
                self._planned.append((*source, self._target(*source)))
        for _, _, target in self._planned:
            if isinstance(target, Path):
                made(target.parent)
        return kept

    def write(self, reports: Iterable[Report]) -> None:
        """Make the copies and say on standard error what became of each; a copy that fails costs no other."""
        reports_of = {name: report for report in reports for name in _files(report)}
        for name, data, target in self._planned:
            report = reports_of.get(name)
            try:
                if not isinstance(target, Path):
                    raise target
                if report is None:
                    raise AnnotateError(name, "没有检查", "请重新检查")
                made = annotated(data, name, report)
            except (AnnotateError, ReadError) as error:
                _say(f"未标注：{error}")
                continue
            except Exception as error:  # noqa: BLE001 - one file that breaks us must not cost the others their copies
                crash = f"{type(error).__name__}: {error}"
                _say(f"未标注：{name}：标注时程序内部出错（{crash}），请把这一行告诉维护人员")
                continue
            write(made, str(target))
            _say(f"已标注：{name} → {target}")

    def _target(self, name: str, data: bytes) -> Path | Problem:
        """Where the copy of a file goes, or why there will be none. Raises UsageError where a file is in the way."""
        try:
            base = copy_name(data, name)
        except (AnnotateError, ReadError) as error:
            return error
        place = self._folder / self._below(name) / base
        target = next(one for one in _numbered(place) if _key(one) not in self._taken)
        if _there(target):
            raise click.UsageError(f"标注副本“{target}”已经有了，不覆盖，请换一个文件夹，或先把它移走")
        self._taken.add(_key(target))
        return target

    def _below(self, name: str) -> PurePath:
        """The folder of a file as it lay below the folder or archive that was named, so that units stay apart."""
        lies = PurePath(name)
        for path in self._paths:
            if lies.is_relative_to(path) and lies != PurePath(path):
                return PurePath(*(part for part in lies.relative_to(path).parts[:-1] if part != ".."))
        return PurePath()


def _there(path: Path) -> bool:
    """Whether a name is taken, be it by a link that leads nowhere. Raises UsageError for a name that cannot be."""
    try:
        return path.exists() or path.is_symlink()
    except OSError as error:
        raise click.UsageError(f"写不成文件“{path}”：{reason_of(error)}，请换一个位置或文件名") from error


def _files(report: Report) -> Iterator[str]:
    """The names of all files of a report, also of those that were not read."""
    yield from (document.name for document in report.submission.documents)
    yield from (one.name for one in report.submission.unread)


def _numbered(path: Path) -> Iterator[Path]:
    """A path, then others for files of the same name: ``表1.审核.xlsx``, ``表1.审核（2）.xlsx``."""
    yield path
    number = 1
    while True:
        number += 1
        yield path.with_name(f"{path.stem}（{number}）{path.suffix}")


def _key(path: Path) -> str:
    """What two names share that are one file, also where capitals make no difference."""
    return str(path.resolve()).casefold()


def _say(text: str) -> None:
    """One line to standard error, so that the report on standard output stays whole."""
    click.echo(printable(text), err=True)
