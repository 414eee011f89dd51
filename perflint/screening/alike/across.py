"""Across departments（跨部门比对）: what ACR04 finds in a run that has come to its end.

    across-<key>.parquet   beside the parts: a row for every form of every group

Exact copies are found by their hash; of what is different, MinHash finds pairs that may be nearly the same, and the
rule decides. Parts are read one at a time, twice: to compare, and to tell of the forms that are alike.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from perflint.model.form import ANNUAL
from perflint.rules.departments import GOAL, BoilerplateAcrossDepartments, Filed
from perflint.rules.facts.likeness import organisation
from perflint.screening.alike.marks import mark, own_names, rows_of
from perflint.screening.alike.wordings import Goals, Group, Trees
from perflint.screening.columns import parquet
from perflint.screening.columns import rows_of as rows_in
from perflint.screening.run import Run
from perflint.screening.screened import ScreenedFinding, ScreenedForm, ScreenedIndicator
from perflint.text import normal

_EXAMPLES = 3


class Filing(Struct, frozen=True, kw_only=True):
    """A submission, as far as it is compared."""

    path: str
    department: str
    printed: str
    year: int | None
    dated: date | None
    forms: tuple[ScreenedForm, ...]


class Across(ScreenedFinding, frozen=True, kw_only=True):
    """A form of a group of alike forms: the group's finding at this form."""

    path: str
    department: str
    group: int
    """From 1, in the order of the groups' first forms; a group of goals has another number than one of indicators."""


class Compared(Struct, frozen=True, kw_only=True):
    """What came of it, in figures."""

    groups: int
    departments: int
    rows: int
    nameless: int
    """Forms of which nobody knows whose they are: they were compared with none."""


def name_of(run: Run) -> str:
    """The file of a run's comparison."""
    return f"across-{run.settings.key}.parquet"


def due(run: Run) -> BoilerplateAcrossDepartments | None:
    """The rule by which the departments are still to be compared; None where that is done, or it is not in force."""
    rule = run.ruleset().rule(BoilerplateAcrossDepartments.code)
    if not isinstance(rule, BoilerplateAcrossDepartments) or run.folder.exists(name_of(run)):
        return None
    return rule


def compare(run: Run) -> Compared | None:
    """Compare all forms of a whole run and write what is alike; None where that is done, or the rule not in force."""
    rule = due(run)
    if rule is None:
        return None
    compared, rows = alike(lambda: _filings(run), rule)
    run.folder.write(name_of(run), parquet(rows, Across))
    return compared


class _Told(Struct, frozen=True):
    """What is read of a row to count it."""

    severity: str


def told(run: Run) -> Counter[str]:
    """How many findings of each severity the comparison made; none where it was not made."""
    if not run.folder.exists(name_of(run)):
        return Counter()
    return Counter(row.severity for row in run.made(name_of(run), lambda data: rows_in(data, _Told)))


def _filings(run: Run) -> Iterator[Filing]:
    """The submissions of a run in the order of its manifest, one part in memory at a time."""
    for shard in sorted(run.done()):
        yield from run.columns_in(shard, Filing)


def alike(filings: Callable[[], Iterable[Filing]], rule: BoilerplateAcrossDepartments) -> tuple[Compared, list[Across]]:
    """Compare the forms of these submissions, which are gone through twice; the rows are sorted by group and form."""
    season = _Season(rule)
    for form, filing, one in _numbered(filings()):
        season.add(form, filing, one)
    groups = season.groups()
    tales = _tales(filings(), groups)
    rows = [row for at, group in enumerate(groups, 1) for row in _rows(at, group, tales, rule)]
    compared = Compared(
        groups=len(groups),
        departments=len({row.department for row in rows}),
        rows=len(rows),
        nameless=season.nameless,
    )
    return compared, _fingerprinted(rows)


def _numbered(filings: Iterable[Filing]) -> Iterator[tuple[int, Filing, ScreenedForm]]:
    """All forms with the submissions they are in, numbered in the order of the manifest."""
    pairs = ((filing, form) for filing in filings for form in filing.forms)
    return ((number, filing, form) for number, (filing, form) in enumerate(pairs))


class _Season:
    """All forms of a season, as far as they are compared: numbers only."""

    def __init__(self, rule: BoilerplateAcrossDepartments) -> None:
        """None yet."""
        self._rule = rule
        self._trees, self._goals = Trees(), Goals()
        self._departments: dict[str, int] = {}
        self._owners: dict[int, int] = {}
        self.nameless = 0

    def add(self, form: int, filing: Filing, one: ScreenedForm) -> None:
        """One more form."""
        name = organisation(filing.department)
        if not name:
            self.nameless += 1
            return
        owner = self._owners[form] = self._departments.setdefault(name, len(self._departments))
        own = own_names(filing.department, filing.printed)
        rows = {mark(row, own) for row in rows_of(one)}
        if len(rows) >= self._rule.rows:
            self._trees.add(form, owner, rows)
        goal = own.taken_out(one.goal)
        if len(goal) >= self._rule.length:
            self._goals.add(form, owner, goal)

    def groups(self) -> list[Group]:
        """The groups, by their first forms; of forms alike in their indicators nothing is said of their goals."""
        trees = [group for group in self._trees.groups(self._rule) if self._enough(group)]
        home = {form: number for number, group in enumerate(trees, 1) for form in group.forms}
        goals = [
            group
            for group in self._goals.groups(self._rule)
            if self._enough(group)
            and (len({home.get(form, 0) for form in group.forms}) > 1 or group.forms[0] not in home)
        ]
        return sorted([*trees, *goals], key=lambda group: (group.forms[0], group.what == GOAL, group.forms))

    def _enough(self, group: Group) -> bool:
        """Whether the forms of a group are of departments enough."""
        return len({self._owners[form] for form in group.forms}) >= self._rule.departments


class _Tale(NamedTuple):
    """What is told of a form that is in a group."""

    path: str
    filed: Filed
    file: str
    place: str
    goal: str
    rows: tuple[ScreenedIndicator, ...]
    """Those that most of its group have; of the first form of a group some, of the others one."""


def _tales(filings: Iterable[Filing], groups: Sequence[Group]) -> dict[int, _Tale]:
    """What there is to tell of each form in a group."""
    weights = {form: group.weights for group in groups for form in group.forms if group.weights}
    firsts = {group.forms[0] for group in groups}
    wanted = {form for group in groups for form in group.forms}
    tales = {}
    for form, filing, one in _numbered(filings):
        if form in wanted:
            shown = _EXAMPLES if form in firsts else 1
            tales[form] = _Tale(
                path=filing.path,
                filed=Filed(filing.department, one.project, one.filed, filing.dated, filing.year),
                file=one.file,
                place=one.place,
                goal=one.goal,
                rows=tuple(_common(one, filing, weights.get(form, {}))[:shown]),
            )
    return tales


def _common(form: ScreenedForm, filing: Filing, weights: Mapping[int, int]) -> list[ScreenedIndicator]:
    """The telling rows of a form, those first that most forms of its group have."""
    if not weights:
        return []
    own = own_names(filing.department, filing.printed)
    weighed = ((weights.get(mark(row, own), 0), row) for row in rows_of(form))
    return [row for weight, row in sorted(weighed, key=lambda pair: -pair[0]) if weight]


def _rows(at: int, group: Group, tales: Mapping[int, _Tale], rule: BoilerplateAcrossDepartments) -> Iterator[Across]:
    """The finding of a group at each of its forms."""
    told = [tales[form] for form in group.forms]
    goals = group.what == GOAL
    shared = [told[0].goal] if goals else [f"{row.name} {row.value}" for row in told[0].rows]
    message = rule.said(group.what, [tale.filed for tale in told], shared)
    for tale in told:
        row = None if goals else tale.rows[0]
        yield Across(
            code=rule.code,
            name=rule.name,
            title=rule.title,
            severity=rule.severity.value,
            point=rule.point,
            message=message,
            advice=rule.advice,
            ask=rule.ask,
            basis="；".join(map(str, rule.basis)),
            project=tale.filed.project,
            field=GOAL if goals else "",
            period=row.period if row else ANNUAL,
            level1=row.level1 if row else "",
            level2=row.level2 if row else "",
            indicator=row.name if row else "",
            file=tale.file,
            place=tale.place,
            quote=row.name if row else tale.goal,
            related="" if tale is told[0] else f"{told[0].path} {told[0].place}：{told[0].filed.project}",
            fingerprint="",
            path=tale.path,
            department=tale.filed.department,
            group=at,
        )


def _fingerprinted(rows: Iterable[Across]) -> list[Across]:
    """The rows with fingerprints from what they say, never from where: they survive another export."""
    seen = Counter[str]()
    marked = []
    for row in rows:
        text = "\x1f".join(map(normal, (row.code, row.department, row.project, row.field, row.indicator, row.quote)))
        seen[text] += 1
        digest = hashlib.sha256(f"{text}\x1f{seen[text]}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
        marked.append(replace(row, fingerprint=digest))
    return marked
