"""From a name to a ruleset: out of the cache if none of its files changed, else out of the files."""

from __future__ import annotations

import importlib

from perflint.errors import RulesetError
from perflint.ruleset.cache import cached
from perflint.ruleset.model import Ruleset, ruleset_of
from perflint.ruleset.where import bundled, find


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
