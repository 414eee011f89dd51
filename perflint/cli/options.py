"""What several commands share: the ruleset, and how a wrong one is refused."""

from __future__ import annotations

import click

from perflint.errors import RulesetError
from perflint.ruleset import Ruleset, load_ruleset

ruleset_option = click.option(
    "--ruleset", default="national", show_default=True, metavar="名称|文件",
    help="规则集：自带规则集的名称，或规则集文件、文件夹",
)  # fmt: skip


def loaded(name: str) -> Ruleset:
    """The ruleset of this name or file; one that must not be used is a usage error with its line."""
    try:
        return load_ruleset(name)
    except RulesetError as error:
        raise click.UsageError(f"规则集有误：{error}") from error
