"""What the forms of a season say, each different wording once（不同的写法）, and which of them are alike."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from itertools import combinations

from msgspec import Struct

from perflint.rules.departments import GOAL, INDICATORS, BoilerplateAcrossDepartments
from perflint.screening.alike.marks import figures, grams, number
from perflint.screening.alike.near import Sets, candidates, components

_SEVERAL = -1


class Group(Struct, frozen=True, kw_only=True):
    """Forms that are alike in their indicators or in their goals."""

    what: str
    forms: tuple[int, ...]
    """Their numbers, in order."""
    weights: Mapping[int, int]
    """How many of the forms have a row, by the row's mark; general rows and goals have no entry."""


class Wordings(ABC):
    """The different wordings of one thing, with the forms that have them."""

    def __init__(self) -> None:
        """None yet."""
        self.forms: list[list[int]] = []
        self._owners: list[int] = []
        self._known: dict[int, int] = {}

    def _new(self, form: int, owner: int, wording: int) -> bool:
        """A form of a department says what has this number; whether it is the first."""
        at = self._known.setdefault(wording, len(self.forms))
        new = at == len(self.forms)
        if new:
            self.forms.append([])
            self._owners.append(owner)
        elif self._owners[at] != owner:
            self._owners[at] = _SEVERAL
        self.forms[at].append(form)
        return new

    @abstractmethod
    def groups(self, rule: BoilerplateAcrossDepartments) -> Iterator[Group]:
        """The forms that say (nearly) the same, however few."""

    def _apart(self, one: int, other: int) -> bool:
        """Whether two wordings are those of different departments."""
        return self._owners[one] != self._owners[other] or self._owners[one] == _SEVERAL

    def _said_by(self, wordings: Iterable[int]) -> tuple[int, ...]:
        """The forms that have one of these wordings, in order."""
        return tuple(sorted(form for at in wordings for form in self.forms[at]))


class Trees(Wordings):
    """The different sets of rows."""

    def __init__(self) -> None:
        """None yet."""
        super().__init__()
        self._sets = Sets()

    def add(self, form: int, owner: int, rows: Iterable[int]) -> None:
        """A form of a department has these rows, given by their marks."""
        marks = sorted(rows)
        if self._new(form, owner, number(" ".join(map(str, marks)))):
            self._sets.add(marks)

    def groups(self, rule: BoilerplateAcrossDepartments) -> Iterator[Group]:
        """The forms whose indicators are (nearly) the same."""
        sets = self._sets
        counts = Counter(row for tree in sets for row in tree)
        general = rule.general(sets, counts)

        def joined(one: int, other: int) -> bool:
            return self._apart(one, other) and rule.alike(sets[one], sets[other], general)

        pairs = candidates(self._hopeful(counts, general, rule), lambda at: sets[at] - general, rule.share)
        for group in components(len(sets), pairs, joined):
            if len(group) > 1 or rule.alike(sets[group[0]], sets[group[0]], general):
                weights = Counter[int]()
                for at in group:
                    weights.update(dict.fromkeys(sets[at] - general, len(self.forms[at])))
                yield Group(what=INDICATORS, forms=self._said_by(group), weights=weights)

    def _hopeful(self, counts: Mapping[int, int], general: Set[int], rule: BoilerplateAcrossDepartments) -> list[int]:
        """The trees that may be alike another one: none that is gets lost, nearly all others do.

        Of the rows that two alike trees share, the two rarest stand among the rarest of either: all but as many as
        they must share, and two. A tree no two of whose rarest rows stand together anywhere else is alike no other.
        """

        def rarest(tree: Set[int]) -> Iterator[int]:
            telling = sorted(tree - general, key=lambda row: (counts[row], row))
            least = max(1, rule.rows, math.ceil(rule.share * len(telling)))
            size = min(2, least)
            few = telling[: len(telling) - least + size] if least <= len(telling) else []
            return map(hash, combinations(few, size))

        met = Counter(pair for tree in self._sets for pair in rarest(tree))
        return [at for at, tree in enumerate(self._sets) if any(met[pair] > 1 for pair in rarest(tree))]


class Goals(Wordings):
    """The different texts of goals. As they are short, they take less memory than their threes of characters would."""

    def __init__(self) -> None:
        """None yet."""
        super().__init__()
        self._texts: list[bytes] = []
        self._figures: list[int] = []

    def add(self, form: int, owner: int, text: str) -> None:
        """A form of a department has this goal."""
        if self._new(form, owner, number(text)):
            self._texts.append(text.encode("utf-8", "surrogatepass"))
            self._figures.append(figures(text))

    def groups(self, rule: BoilerplateAcrossDepartments) -> Iterator[Group]:
        """The forms whose goals are (nearly) the same. Goals with other figures are not: only the rest is compared."""
        count = Counter(self._figures)
        hopeful = [at for at, one in enumerate(self._figures) if count[one] > 1]

        def joined(one: int, other: int) -> bool:
            return self._apart(one, other) and rule.same(self._parts(one), self._parts(other))

        pairs = candidates(hopeful, self._parts, rule.near)
        for group in components(len(self._texts), pairs, joined):
            yield Group(what=GOAL, forms=self._said_by(group), weights={})

    def _parts(self, at: int) -> set[int]:
        """The threes of characters of a goal."""
        return grams(self._texts[at].decode("utf-8", "surrogatepass"))
