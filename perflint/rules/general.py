"""What general rules have in common: which projects they are about, where they look, what must be said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from perflint.model.finding import Finding
from perflint.model.form import TargetForm
from perflint.rules.base import Rule
from perflint.rules.measured import within
from perflint.rules.places import Spot
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
        wanted = not self.projects or bool(within(project, self.projects))
        return wanted and not within(project, self.exceptions)

    def found(self, spot: Spot, blanks: Mapping[str, str]) -> Finding:
        """A finding at a spot, the same words of the other period beside it."""
        related = [spot.twin] if spot.twin else ()
        filled = {"label": spot.label, **blanks}
        return self.at(spot.cell, subject=spot.subject, related=related, quote=None, severity=None, **filled)
