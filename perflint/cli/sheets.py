"""Formats that show 审核表: what they need beyond the reports, asked for before the work is done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from perflint.errors import reason_of
from perflint.model.finding import Report
from perflint.reporters import SCORED
from perflint.ruleset import Ruleset

_TEMPLATED = "review-docx"


def template_for(forms: Sequence[str], rules: Ruleset, given: str) -> tuple[str, bytes] | None:
    """The template to fill, by its name and content: the one given, else the ruleset's; None for the bundled one."""
    if given and _TEMPLATED not in forms:
        raise click.UsageError(f"--template 只用于 {_TEMPLATED}，请加上 --format {_TEMPLATED} -o 文件")
    if not SCORED & set(forms):
        return None
    if rules.review is None:
        raise click.UsageError(f"规则集 {rules.name} 没有写审核表（review），出不了 {'、'.join(sorted(SCORED))}")
    name = given or rules.review.template
    if not name or _TEMPLATED not in forms:
        return None
    try:
        return name, Path(name).read_bytes()
    except OSError as error:
        raise click.UsageError(f"模板“{name}”读不出来：{reason_of(error)}") from error


def with_sheets(reports: Iterable[Report], form: str, rules: Ruleset) -> Iterable[Report]:
    """The reports, with their sheets where the format shows them."""
    if form not in SCORED:
        return reports
    # Only these formats pay for the scores.
    from perflint.scoring import scored

    return [scored(report, rules) for report in reports]
