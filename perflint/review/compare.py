"""What became of an earlier round（复核）: 已改, 未改, 新增, 又出现, by what findings say and not by where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from pathlib import PurePath

from msgspec import Struct
from msgspec.structs import replace

from perflint.model.finding import BACK, FIXED, NEW, STANDING, UNTOLD, Finding, Report
from perflint.review.earlier import round_of
from perflint.review.renamed import renamed
from perflint.review.rounds import Part, Round
from perflint.text import normal


class Change(Struct, frozen=True, kw_only=True):
    """What became of an earlier round: by the parts of the later one, and within them by the order of ``found``."""

    states: tuple[tuple[str, ...], ...]
    """新增, 未改 or 又出现 of each finding of each part."""
    fixed: tuple[tuple[Finding, ...], ...]
    untold: tuple[tuple[Finding, ...], ...]
    """What the later round could not look at: the project is not there, the rule did not run, not all was read."""
    corrected: tuple[str, ...]
    """Fingerprints that were 已改 once and are not back, for the round after this."""
    names: dict[str, str]
    """Old name → new name of the projects that were followed, both normalised."""


class _Standing(Struct, frozen=True):
    """A finding and the part of its round in which it stands, ``index`` in its order there."""

    part: int
    index: int
    finding: Finding


_Key = Callable[[_Standing], Hashable]


def compare(old: Round, new: Round, codes: Collection[str] | None = None) -> Change:
    """What became of the old round in the new one. ``codes`` are the rules in force now, where that is known."""
    names = renamed(_forms(old), _forms(new))
    before = _all([(*part.found, *part.untold) for part in old.parts])
    after = _all([part.found for part in new.parts])
    pairs = _paired(before, after, names)
    matched = {(one.part, one.index) for one, _ in pairs}
    known = {(one.part, one.index) for _, one in pairs}
    once = {fingerprint for part in old.parts for fingerprint in part.corrected}
    states = tuple(
        tuple(
            STANDING if (number, index) in known else BACK if one.fingerprint in once else NEW
            for index, one in enumerate(part.found)
        )
        for number, part in enumerate(new.parts)
    )
    fixed: dict[int, list[Finding]] = defaultdict(list)
    untold: dict[int, list[Finding]] = defaultdict(list)
    homes = _Homes(new.parts, names)
    for one in before if new.parts else ():
        if (one.part, one.index) not in matched:
            home = homes.of(one.finding, old.parts[one.part])
            told = _told(one.finding, (old.parts[one.part], new.parts[home]), names, codes)
            (fixed if told else untold)[home].append(replace(one.finding, state=FIXED if told else UNTOLD))
    gone = {one.fingerprint for found in fixed.values() for one in found}
    return Change(
        states=states,
        fixed=tuple(tuple(fixed[number]) for number in range(len(new.parts))),
        untold=tuple(tuple(untold[number]) for number in range(len(new.parts))),
        corrected=tuple(sorted((once | gone) - {one.finding.fingerprint for one in after})),
        names=names,
    )


def against(
    reports: Sequence[Report], earlier: Round, codes: Collection[str], *, new_only: bool = False
) -> list[Report]:
    """The reports with what became of an earlier round; ``new_only`` sets aside what had been found before."""
    change = compare(earlier, round_of(reports), codes)
    return [_told_of(report, change, number, new_only=new_only) for number, report in enumerate(reports)]


def _told_of(report: Report, change: Change, number: int, *, new_only: bool) -> Report:
    """A report with what became of the findings before it."""
    count = len(report.findings)
    states = change.states[number]
    found = [replace(one, state=state) for one, state in zip(report.findings, states[:count], strict=True)]
    waived = [
        replace(one, finding=replace(one.finding, state=state))
        for one, state in zip(report.waived, states[count : count + len(report.waived)], strict=True)
    ]
    left = [new_only and one.state == STANDING for one in found]
    return replace(
        report,
        findings=tuple(one for one, out in zip(found, left, strict=True) if not out),
        waived=tuple(waived),
        fixed=change.fixed[number],
        aside=(*change.untold[number], *(one for one, out in zip(found, left, strict=True) if out)),
        # They belong to the round as a whole, which is read as a whole again: they are written once.
        corrected=change.corrected if number == 0 else (),
    )


def _all(parts: Sequence[Sequence[Finding]]) -> list[_Standing]:
    """The findings of a round, in an order that does not depend on how they were sorted."""
    made = [_Standing(part, index, one) for part, found in enumerate(parts) for index, one in enumerate(found)]
    return sorted(made, key=lambda one: (one.finding.fingerprint, one.finding.place.file, one.finding.place.order))


def _paired(
    before: Sequence[_Standing], after: Sequence[_Standing], names: Mapping[str, str]
) -> list[tuple[_Standing, _Standing]]:
    """Each old finding with the new one that is the same, the surest way to tell it first."""

    def said(one: _Standing) -> tuple[str, str, str, str, str]:
        return _said(one.finding, names)

    def moved(one: _Standing) -> tuple[str, ...]:
        code, project, period, _, quote = said(one)
        subject = one.finding.subject
        return (code, project, period, normal(subject.field or ""), normal(subject.indicator or ""), quote)

    ways: tuple[tuple[_Key, bool], ...] = (
        (lambda one: (PurePath(one.finding.place.file).name, one.finding.fingerprint), False),
        (lambda one: one.finding.fingerprint, False),
        (said, False),
        (moved, True),
    )
    pairs: list[tuple[_Standing, _Standing]] = []
    for key, alone in ways:
        found = _matches(before, after, key, alone=alone)
        pairs += found
        olds, news = {id(old) for old, _ in found}, {id(new) for _, new in found}
        before = [one for one in before if id(one) not in olds]
        after = [one for one in after if id(one) not in news]
    return pairs


def _matches(
    before: Sequence[_Standing], after: Sequence[_Standing], key: _Key, *, alone: bool
) -> list[tuple[_Standing, _Standing]]:
    """Old and new findings that agree in a key, one by one; ``alone``: only where there is one of each."""
    groups: dict[Hashable, tuple[list[_Standing], list[_Standing]]] = defaultdict(lambda: ([], []))
    for side, entries in enumerate((before, after)):
        for one in entries:
            groups[key(one)][side].append(one)
    return [
        pair
        for olds, news in groups.values()
        if not alone or len(olds) == len(news) == 1
        for pair in zip(olds, news, strict=False)
    ]


def _said(finding: Finding, names: Mapping[str, str]) -> tuple[str, str, str, str, str]:
    """What a finding says, its project by the name that it has now."""
    subject = finding.subject
    project = normal(subject.project)
    now = names.get(project, project)
    quote = normal(finding.quote)
    # What only repeats the project's name repeats the new one after the renaming.
    quote = quote if now == project else quote.replace(project, now)
    return (finding.code, now, normal(subject.period or ""), normal(subject.path), quote)


class _Homes:
    """Which part of a round an earlier finding belongs to: where its project is, its files are, or the first."""

    def __init__(self, parts: Sequence[Part], names: Mapping[str, str]) -> None:
        """``names`` are those of projects that were renamed."""
        self._names = names
        self._projects: dict[str, set[int]] = defaultdict(set)
        self._files: dict[str, set[int]] = defaultdict(set)
        for number, part in enumerate(parts):
            for name in part.projects:
                self._projects[name].add(number)
            for file in part.files:
                self._files[PurePath(file).name].add(number)

    def of(self, finding: Finding, part: Part) -> int:
        """The number of the part for a finding that stood in a part of the earlier round."""
        project = normal(finding.subject.project)
        has = self._projects.get(self._names.get(project, project), set())
        files = set[int]().union(*(self._files.get(PurePath(file).name, ()) for file in part.files))
        return min(has & files or has or files, default=0)


def _told(finding: Finding, parts: tuple[Part, Part], names: Mapping[str, str], codes: Collection[str] | None) -> bool:
    """Whether the absence of a finding says that it was corrected: what it was about was looked at again."""
    old, new = parts
    if finding.code in new.broken or (codes is not None and finding.code not in codes):
        return False
    project = normal(finding.subject.project)
    now = names.get(project, project)
    if not project:
        return not new.unchecked
    return now in _names(new) if project in _names(old) else now in new.projects


def _names(part: Part) -> set[str]:
    """The projects that have a form."""
    return {normal(name) for name in part.forms}


def _forms(one: Round) -> dict[str, frozenset[tuple[str, str, str]]]:
    """The forms of a round by project."""
    made: dict[str, frozenset[tuple[str, str, str]]] = {}
    for part in one.parts:
        for name, rows in part.forms.items():
            made[name] = made.get(name, frozenset()) | rows
    return made
