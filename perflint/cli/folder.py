"""``-o 文件夹/``: a file for each submission, in a folder that holds nothing else."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import click

from perflint.cli.output import SCREEN, write
from perflint.errors import reason_of
from perflint.sources import STDIN


def is_folder(target: str | None) -> bool:
    """Whether a folder is meant: it ends as one, or is one."""
    return target not in {None, SCREEN} and (str(target).endswith(("/", os.sep)) or Path(str(target)).is_dir())


def unusable(target: str, paths: Iterable[str]) -> str:
    """Why files could not be written into a folder, "" when nothing speaks against it; asked before the work is done.

    What lies there already would be taken for what belongs there, and what lies among the material for material.
    """
    folder = Path(target)
    home = folder if folder.exists() else folder.parent
    if not home.is_dir():
        return "是文件，不是文件夹" if home.exists() else f"文件夹“{home}”不存在"
    if any(within(folder, path) for path in paths):
        return "在要检查的文件夹里，下次会把结果也当作材料检查"
    try:
        if folder.exists() and any(folder.iterdir()):
            return "里面已经有文件，结果会和它们混在一起"
    except OSError as error:
        return reason_of(error)
    return "" if os.access(home, os.W_OK) else "没有写入权限"


def fill(target: str, files: Iterable[tuple[str, bytes]]) -> None:
    """Write files, given by name and content, into a folder. Raises UsageError with the reason and the cure."""
    made(Path(target))
    for name, data in files:
        write(data, str(Path(target) / name))


def made(folder: Path) -> None:
    """Make a folder, and those it lies in. Raises UsageError with the reason and the cure."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise click.UsageError(f"建不了文件夹“{folder}”：{reason_of(error)}，请换一个位置") from error


def within(folder: Path, path: str) -> bool:
    """Whether a folder lies in one that is checked."""
    return path != STDIN and Path(path).is_dir() and folder.resolve().is_relative_to(Path(path).resolve())
