"""The rules that spoke, as SARIF describes them: title, manual, the documents they rest on."""

from __future__ import annotations

from typing import Any

from msgspec import Struct, field

from perflint.model.finding import Finding, Severity
from perflint.rules import GENERAL, RULES, Rule
from perflint.rules.manual import HEADINGS, POINTS, Manual, manual

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "note"}


class Descriptors(Struct):
    """The rules of a run in the order in which they first spoke（规则说明）."""

    listed: list[dict[str, Any]] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)

    def number(self, finding: Finding) -> int:
        """The number of a finding's rule, which is listed when it is met first."""
        if finding.code not in self._numbers:
            self._numbers[finding.code] = len(self.listed)
            self.listed.append(_described(finding))
        return self._numbers[finding.code]


def _described(finding: Finding) -> dict[str, Any]:
    """A rule, in the words of the ruleset that its finding carries and of its own manual."""
    kind = _kind(finding)
    page = manual(kind) if kind else Manual(title=finding.title, sections={})
    point = POINTS.get(finding.point, "")
    return {
        "id": finding.code,
        "name": finding.name,
        "shortDescription": {"text": finding.title or finding.code},
        "fullDescription": {"text": page.prose(HEADINGS[0]) or finding.title or finding.code},
        "help": {"text": _help(page, finding, "【{}】"), "markdown": _help(page, finding, "### {}\n")},
        "defaultConfiguration": {"level": LEVELS[finding.severity]},
        "properties": {"basis": [str(basis) for basis in finding.basis], "tags": [point] if point else []},
    }


def _kind(finding: Finding) -> type[Rule] | None:
    """The class of a finding's rule: by its code, of a house rule by the general rule that it uses."""
    known = next((kind for kind in RULES if kind.code == finding.code), None)
    return known or next((kind for kind in RULES if kind.name == finding.name), GENERAL.get(finding.name))


def _help(page: Manual, finding: Finding, heading: str) -> str:
    """The manual and the documents it rests on."""
    texts = {one: page.prose(one) if one in HEADINGS[:2] else "\n".join(page.sections.get(one, ())) for one in HEADINGS}
    texts["文件依据"] = "\n".join(map(str, finding.basis))
    texts["命令行"] = f"perflint explain {finding.code}"
    return "\n\n".join(f"{heading.format(one)}\n{text}" for one, text in texts.items() if text)
