"""Rulesets: YAML becomes a ``Ruleset``, or an error that names file, line, column, key and the nearest valid word."""

from perflint.ruleset.load import load_ruleset
from perflint.ruleset.model import Ruleset
from perflint.ruleset.where import bundled

__all__ = ["Ruleset", "bundled", "load_ruleset"]
