"""Where rulesets are: those that ship with perflint by their names, others by their paths."""

from __future__ import annotations

from pathlib import Path

import perflint_rulesets

_FILE = "ruleset.yaml"


def bundled() -> tuple[str, ...]:
    """The names of the rulesets that ship with perflint."""
    return tuple(sorted(item.name for item in bundle().iterdir() if item.joinpath(_FILE).is_file()))


def bundle() -> Path:
    """The folder of the rulesets that ship with perflint."""
    return Path(perflint_rulesets.__path__[0])


def find(name: str, folder: Path | None = None) -> Path | None:
    """The file of a ruleset by its bundled name, or by a path relative to a folder; None if there is none."""
    if "/" not in name and "\\" not in name and (bundle() / name / _FILE).is_file():
        return bundle() / name / _FILE
    path = (folder / name) if folder else Path(name)
    path = path / _FILE if path.is_dir() else path
    return path.resolve() if path.is_file() else None
