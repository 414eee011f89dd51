"""A ruleset in force: everything that is true of a place and a year."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from msgspec import Struct, field

from perflint.layouts.meaning.spec import Layout, Scheme
from perflint.layouts.meaning.vocabulary import Vocabulary, vocabulary
from perflint.rules import GENERAL, RULES
from perflint.rules.base import Provided, Rule, WordList
from perflint.rules.known.library import Library
from perflint.rules.known.weights import Weights
from perflint.ruleset.scoreform import ScoreForm

Gate = dict[str, dict[str, int]]
"""By outcome, how many findings of a severity or of a rule it takes（审核结论的条件）."""
OUTCOMES = {"return": "退回", "revise": "修改后报"}
"""What a gate may say, as rulesets write it and as reviewers read it, the most severe first."""


class Ruleset(Struct, frozen=True, kw_only=True, dict=True):
    """A loaded ruleset（规则集）: layouts, schemes, word lists and the rules in force, parents merged in."""

    name: str
    title: str = ""
    version: str = ""
    digest: str = ""
    effective: tuple[int | None, int | None] = (None, None)
    """The first and the last fiscal year it is meant for（适用年度）; None means no bound."""
    layouts: tuple[Layout, ...] = ()
    schemes: dict[str, Scheme] = field(default_factory=dict)
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)
    library: Library = field(default_factory=Library)
    """What each kind of project measures（指标库）."""
    weights: Weights = field(default_factory=Weights)
    """Where a row belongs, weighed（归类权重）."""
    review: ScoreForm | None = None
    """项目支出绩效目标审核表; None where the ruleset has none."""
    rules: tuple[Rule, ...] = ()
    skipped: tuple[str, ...] = ()
    locked: dict[str, str] = field(default_factory=dict)
    """The code of each rule that nobody below may loosen, skip or waive, with the place where it was locked."""
    questions: tuple[str, ...] = ()
    gate: Gate = field(default_factory=dict)
    """{"return": {"error": 1}, "revise": {"warning": 3}}; empty where the ruleset leaves the conclusion to people."""
    gate_locked: str = ""
    """Where the gate was locked, "" where it was not."""

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words of its layouts and schemes, ready to be looked up."""
        return vocabulary(self.layouts, self.schemes)

    def rule(self, code: str) -> Rule | None:
        """The rule in force under a code, or None."""
        return next((rule for rule in self.rules if rule.code == code), None)


class Plain(Struct, frozen=True):
    """A ruleset as it is kept: data that passed validation, typed, so that they are read in one step."""

    name: str
    title: str
    version: str
    digest: str
    effective: tuple[int | None, int | None]
    layouts: tuple[Layout, ...]
    schemes: dict[str, Scheme]
    words: dict[str, tuple[str, ...]]
    indicators: dict[str, dict[str, tuple[str, ...]]]
    placement: dict[str, Any]
    review: ScoreForm | None
    options: dict[str, dict[str, Any]]
    """What is restated of each rule, under its code."""
    skipped: tuple[str, ...]
    house: dict[str, str]
    """The general rule that each rule of the ruleset's own uses."""
    locked: dict[str, str]
    questions: tuple[str, ...]
    gate: Gate
    gate_locked: str


_ALIKE = frozenset(Plain.__struct_fields__) & frozenset(Ruleset.__struct_fields__)


def ruleset_of(plain: Plain) -> Ruleset:
    """The ruleset in force."""
    library, weights = Library(plain.indicators), Weights(plain.placement)
    return Ruleset(
        **{key: getattr(plain, key) for key in _ALIKE},
        library=library,
        weights=weights,
        rules=tuple(_rules(plain, (library, weights))),
    )


def _rules(plain: Plain, provided: tuple[Provided, ...]) -> list[Rule]:
    """The rules in force, each with its words and options; those of the ruleset's own come last."""
    options, words, house, skipped = plain.options, plain.words, plain.house, plain.skipped
    made: list[Rule] = []
    for kind in RULES:
        if kind.code in skipped:
            continue
        known = kind.options()
        listed: dict[str, object] = {
            key: words.get(one.name, ()) for key, one in known.items() if isinstance(one, WordList)
        }
        given = {key: one for key, value in known.items() for one in provided if type(value) is type(one)}
        made.append(kind(**{**listed, **given, **options.get(kind.code, {})}))
    own = (code for code in sorted(house) if code not in skipped)
    return [*made, *(GENERAL[house[code]](**{**options.get(code, {}), "code": code}) for code in own)]
