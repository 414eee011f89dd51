"""A ruleset in force: everything that is true of a place and a year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field

from perflint.layouts.spec import Budget, Funding, Goals, Layout, Level1, Level2, Scheme
from perflint.rules import GENERAL, RULES
from perflint.rules.base import Provided, Rule, WordList, frozen
from perflint.rules.library import Library
from perflint.rules.weights import Weights


class Ruleset(Struct, frozen=True, kw_only=True):
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
    rules: tuple[Rule, ...] = ()
    skipped: tuple[str, ...] = ()
    locked: dict[str, str] = field(default_factory=dict)
    """The code of each rule that nobody below may loosen, skip or waive, with the place where it was locked."""
    questions: tuple[str, ...] = ()

    def rule(self, code: str) -> Rule | None:
        """The rule in force under a code, or None."""
        return next((rule for rule in self.rules if rule.code == code), None)


def ruleset_of(data: Mapping[str, Any]) -> Ruleset:
    """The ruleset that plain data describe. They have been validated: here nothing is checked, it must be fast."""
    plain = frozen(data)
    library, weights = Library(plain["indicators"]), Weights(plain["placement"])
    return Ruleset(
        **{
            key: plain[key]
            for key in ("name", "title", "version", "digest", "effective", "words", "skipped", "locked", "questions")
        },
        layouts=tuple(_layout(one) for one in plain["layouts"]),
        schemes={name: _scheme(one) for name, one in plain["schemes"].items()},
        library=library,
        weights=weights,
        rules=tuple(_rules(plain, (library, weights))),
    )


def _layout(data: Mapping[str, Any]) -> Layout:
    """A layout."""
    parts = {"funding": Funding, "goals": Goals, "budget": Budget}
    return Layout(**{key: parts[key](**value) if key in parts else value for key, value in data.items()})


def _scheme(data: Mapping[str, Any]) -> Scheme:
    """A scheme with its levels."""
    levels = {
        name: Level1(
            **{**one, "children": {second: Level2(**leaf) for second, leaf in one.get("children", {}).items()}}
        )
        for name, one in data["levels"].items()
    }
    return Scheme(**{**data, "levels": levels})


def _rules(
    plain: Mapping[str, Any],
    provided: tuple[Provided, ...],
) -> list[Rule]:
    """The rules in force, each with its words and options; those of the ruleset's own come last."""
    options, words, house, skipped = plain["options"], plain["words"], plain["house"], plain["skipped"]
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
