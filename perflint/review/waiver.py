"""A waiver, apart from its file: what is loaded by a run that has none."""

from __future__ import annotations

from datetime import date

from perflint.model.base import Strict
from perflint.model.finding import Finding
from perflint.text import normal


class Waiver(Strict, frozen=True, kw_only=True):
    """One entry of the file（豁免）; it holds to the end of the day ``expires``. None: nothing was said of it."""

    place: str
    """``file:line:column``."""
    reason: str
    by: str
    expires: date
    fingerprint: str | None = None
    code: str | None = None
    project: str | None = None
    path: str | None = None

    def covers(self, finding: Finding) -> bool:
        """Whether it speaks of this finding."""
        subject = finding.subject
        return (
            self.fingerprint in {None, finding.fingerprint}
            and self.code in {None, finding.code}
            and (self.project is None or normal(self.project) == normal(subject.project))
            and (self.path is None or normal(self.path) == normal(subject.path))
        )

    def __str__(self) -> str:
        """What it is about, in a few words."""
        about = (self.code, "全部材料" if self.project == "" else self.project, self.path, self.fingerprint)
        return " ".join(" ".join(part.split()) for part in about if part)
