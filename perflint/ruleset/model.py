"""A ruleset in force: everything that is true of a place and a year."""

from __future__ import annotations

from pydantic import SerializeAsAny

from perflint.layouts.spec import Layout, Scheme
from perflint.model.base import Model
from perflint.rules.base import Rule


class Effective(Model):
    """The fiscal years a ruleset is meant for（适用年度）; None on a side means no bound."""

    first: int | None = None
    last: int | None = None


class Ruleset(Model):
    """A loaded ruleset（规则集）: layouts, schemes, word lists and the rules in force, parents merged in."""

    name: str
    title: str
    version: str
    digest: str
    effective: Effective = Effective()
    layouts: tuple[Layout, ...]
    schemes: dict[str, Scheme]
    words: dict[str, tuple[str, ...]]
    rules: tuple[SerializeAsAny[Rule], ...]
    skipped: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()

    def rule(self, code: str) -> Rule | None:
        """The rule in force under a code, or None."""
        return next((rule for rule in self.rules if rule.code == code), None)
