"""From a name to a ruleset: out of the cache if none of its files changed, else out of the files."""

from __future__ import annotations

import importlib
from pathlib import Path

import perflint_rulesets

from perflint.errors import RulesetError
from perflint.ruleset.cache import cached
from perflint.ruleset.model import Ruleset, ruleset_of

_FILE = "ruleset.yaml"


def bundled() -> tuple[str, ...]:
    """The names of the rulesets that ship with perflint."""
    return tuple(sorted(item.name for item in bundle().iterdir() if item.joinpath(_FILE).is_file()))


def bundle() -> Path:
    """The folder of the rulesets that ship with perflint."""
    return Path(perflint_rulesets.__path__[0])


def load_ruleset(name: str = "national") -> Ruleset:
    """The ruleset of this bundled name, file or folder. Raises RulesetError; what it says is for the user."""
    path = find(name)
    if path is None:
        near = importlib.import_module("perflint.ruleset.shape").nearest(name, bundled())
        raise RulesetError(name, f"找不到规则集“{name}”：既不是自带的（{'、'.join(bundled())}），也不是文件{near}")
    data = cached(path)
    if data is None:
        # Reading YAML and validating it need libraries that a run with a known ruleset never loads.
        data = importlib.import_module("perflint.ruleset.build").build(path, name)
    return ruleset_of(data)


def find(name: str, folder: Path | None = None) -> Path | None:
    """The file of a ruleset by its bundled name, or by a path relative to a folder; None if there is none."""
    if "/" not in name and "\\" not in name and (bundle() / name / _FILE).is_file():
        return bundle() / name / _FILE
    path = (folder / name) if folder else Path(name)
    path = path / _FILE if path.is_dir() else path
    return path.resolve() if path.is_file() else None
