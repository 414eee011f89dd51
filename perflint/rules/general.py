"""What general rules have in common: which projects they are about, where they look, what must be said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar

from perflint.model.finding import Finding
from perflint.model.form import TargetForm
from perflint.pattern import linear
from perflint.rules.base import Rule
from perflint.rules.facts.places import Spot
from perflint.text import normal


class General(Rule):
    """What all general rules share: the projects they are about, and what must be said for them to mean anything."""

    projects: tuple[str, ...] = ()
    """Only projects whose name has one of these words; empty for all."""
    exceptions: tuple[str, ...] = ()
    """Never projects whose name has one of these."""

    needs: ClassVar[tuple[tuple[str, ...], ...]] = ()
    """Of each of these groups of options at least one must be said."""
    places: ClassVar[tuple[str, ...]] = ()
    """What ``given`` may be, FIELD standing for ``field.<key>``."""
    fills: ClassVar[frozenset[str]] = frozenset()
    """The blanks it fills."""

    @classmethod
    def blanks(cls) -> frozenset[str]:
        """The blanks that its messages may use."""
        return super().blanks() | cls.fills

    def about(self, form: TargetForm) -> bool:
        """Whether the form is of a project that this rule is about."""
        project = normal(form.project.text)
        wanted = not self.projects or bool(among(project, self.projects))
        return wanted and not among(project, self.exceptions)

    def found(self, spot: Spot, blanks: Mapping[str, str]) -> Finding:
        """A finding at a spot, the same words of the other period beside it."""
        related = [spot.twin] if spot.twin else ()
        filled = {"label": spot.label, **blanks}
        return self.at(spot.cell, subject=spot.subject, related=related, quote=None, severity=None, **filled)


def among(plain: str, words: Iterable[str]) -> str:
    """The first of the words that stands in a text as it compares, however the ruleset prints the word."""
    return next((word for word in words if normal(word) in plain), "")


def matched(text: str, words: Iterable[str], pattern: str) -> str | None:
    """What of the text is one of the words or fits the pattern, None when nothing is."""
    plain = normal(text)
    if word := among(plain, words):
        return word
    if not pattern:
        return None
    # As it compares, and as it is printed: a pattern may name （ as well as (.
    found = linear(pattern).search(plain) or linear(pattern).search(text.strip())
    return None if found is None else str(found.group())
