"""Rulesets: YAML becomes a ``Ruleset``, or an error that names file, line, column, key and the nearest valid word."""

from perflint.ruleset.load import bundled, load_ruleset
from perflint.ruleset.model import Ruleset

__all__ = ["Ruleset", "bundled", "load_ruleset"]
