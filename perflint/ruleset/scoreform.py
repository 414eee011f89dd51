"""项目支出绩效目标审核表 as a ruleset describes it: points, weights, deductions, grades. Data only."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct, field

from perflint.model.finding import Band, Basis


class Point(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A point of the form（审核要点）; findings whose rule has its code as ``point`` count against it."""

    block: str
    title: str
    asks: str
    weight: float
    person: bool = False
    """Whether only a person can judge it（需人工判断）: findings are listed, no score is proposed."""


class ScoreForm(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The form（审核表）. Weights add up to 100; grades are given by the percentage of the weight, the best first."""

    title: str
    style: Literal["scores", "grades"] = "scores"
    points: dict[str, Point]
    deductions: dict[Literal["error", "warning", "hint"], float]
    """What a finding of each severity takes away."""
    most: float
    """The most that one rule takes away from one point."""
    grades: tuple[Band, ...]
    basis: tuple[Basis, ...] = ()
    template: str = field(default="")
    """A Word file of the bureau's own to fill in; beside the ruleset, kept as an absolute path."""
