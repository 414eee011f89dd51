"""The notes on a ruleset（出处）, out of the cache or its files, for commands that tell where a value was said."""

from __future__ import annotations

from perflint.ruleset.cache import NOTES, cached
from perflint.ruleset.load import built, file_of
from perflint.ruleset.notes import Notes


def load_notes(name: str = "national") -> Notes:
    """Where each value of a ruleset was said, and the tests that it carries. Raises RulesetError."""
    path = file_of(name)
    return cached(path, NOTES, Notes) or built(path, name)[1]
