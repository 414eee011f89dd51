"""The notes on a ruleset, for the commands that print where a value was set; a check spares them."""

from __future__ import annotations

import click

from perflint.errors import RulesetError
from perflint.ruleset.notes import Notes
from perflint.ruleset.origins import load_notes


def noted(name: str) -> Notes:
    """The notes on this ruleset: where each value was set, its tests."""
    try:
        return load_notes(name)
    except RulesetError as error:
        raise click.UsageError(f"规则集有误：{error}") from error
