"""A round of checking（一轮审核）: what was found, what had been corrected before, which projects were looked at."""

from __future__ import annotations

from msgspec import Struct

from perflint.model.finding import Finding

Row = tuple[str, str, str]
"""Of a form's tree: 一级, 二级, name."""


class Part(Struct, frozen=True, kw_only=True):
    """What one submission of a round came to."""

    files: tuple[str, ...]
    forms: dict[str, frozenset[Row]]
    """The projects that have a form, with the rows of its tree: 一级, 二级, name."""
    projects: frozenset[str]
    """All projects that it speaks of, in forms, in the budget or in findings, by their normal names."""
    found: tuple[Finding, ...]
    """All that stood there: findings first, in their order, then what is waived, then what is 未改 and left out."""
    untold: tuple[Finding, ...] = ()
    """What an earlier round found and this one could not look at."""
    corrected: frozenset[str] = frozenset()
    broken: frozenset[str] = frozenset()
    """Codes of rules that did not run."""
    unchecked: bool = False


class Round(Struct, frozen=True, kw_only=True):
    """A round of checking: each submission's part."""

    name: str
    parts: tuple[Part, ...]
    ruleset: str = ""
