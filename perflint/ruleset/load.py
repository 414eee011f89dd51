"""From a name to a ruleset: out of the cache if none of its files changed, else out of the files."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

from perflint.errors import RulesetError
from perflint.ruleset.cache import RULESET, cached
from perflint.ruleset.model import Plain, Ruleset, ruleset_of
from perflint.ruleset.where import bundled, find


def load_ruleset(name: str = "national") -> Ruleset:
    """The ruleset of this bundled name, file or folder. Raises RulesetError; what it says is for the user."""
    return ruleset_of(kept_or_built(file_of(name), name))


def kept_or_built(path: Path, name: str) -> Plain:
    """The data of the ruleset in a file, from what was kept of it if that has not changed. Raises RulesetError."""
    return cached(path, RULESET, Plain) or built(path, name)[0]


def file_of(name: str) -> Path:
    """The file of the ruleset of this name."""
    path = find(name)
    if path is None:
        near = importlib.import_module("perflint.ruleset.near").nearest(name, bundled())
        raise RulesetError(name, f"找不到规则集“{name}”：既不是自带的（{'、'.join(bundled())}），也不是文件{near}")
    return path


def built(path: Path, name: str) -> tuple[Plain, Any]:
    """The data and the Notes out of the files; what reads YAML and validates it, a run with a known ruleset spares."""
    made: tuple[Plain, Any] = importlib.import_module("perflint.ruleset.build").build(path, name)
    return made
