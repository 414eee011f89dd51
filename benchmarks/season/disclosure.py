"""One clean disclosure from a seed and a number: the same ones give the same, whatever else is made."""

from __future__ import annotations

import functools
from random import Random
from typing import NamedTuple

from benchmarks.season import project
from benchmarks.season.material import material, pick
from benchmarks.season.model import YEAR, Department, Disclosure

FORM = 3_700
"""Bytes of text that a form takes, near enough."""
FRAME = 6_700
"""Bytes of text of all the rest at its shortest."""


class _County(NamedTuple):
    """A county, its towns, and its departments' names with the kinds of project each has."""

    place: str
    towns: list[str]
    departments: list[tuple[str, list[str]]]


@functools.lru_cache(maxsize=64)
def _county(seed: int, number: int) -> _County:
    """The county of this number; names are used up before one gets longer."""
    places = material()["places"]
    pairs = [first + second for first in places["first"] for second in places["second"]]
    Random(f"{seed}:places").shuffle(pairs)
    round_, index = divmod(number, len(pairs))
    random = Random(f"{seed}:county:{number}")
    place = pairs[index] + "".join(places["second"][:round_]) + random.choice(places["kinds"])
    kinds = list(material()["departments"].items())
    return _County(place, random.sample(places["towns"], len(places["towns"])), random.sample(kinds, len(kinds)))


def department(seed: int, number: int) -> Department:
    """The department of this number: each has a name of its own."""
    county, index = divmod(number, len(material()["departments"]))
    place, towns, departments = _county(seed, county)
    template, kinds = departments[index]
    town = towns[index % len(towns)] if "{" in template else ""
    name = place + template.format(town=town)
    return Department(name=name, code=f"{101 + index * 7:03}", place=place, town=town, kinds=tuple(kinds))


class Scale(NamedTuple):
    """How large submissions are: bytes of the text form, forms, and how far they spread around both (0: not at all)."""

    size: int = 44_000
    forms: int = 10
    spread: float = 0.3


def disclosure(seed: int, number: int, owner: int, scale: Scale) -> Disclosure:
    """Submission ``number`` of a season, one of department ``owner``."""
    random = Random(f"{seed}:submission:{number}")
    who = department(seed, owner)
    factor = min(max(random.lognormvariate(-(scale.spread**2) / 2, scale.spread), 0.35), 3) if scale.spread else 1.0
    forms, size = max(2, round(scale.forms * factor)), round(scale.size * factor)
    offices = tuple(random.sample(material()["offices"], random.randint(4, 7)))
    made = project.projects(random, who, offices, forms)
    room = max(0, size - FRAME - FORM * len(made))
    terms = [tuple(one) for one in material()["terms"]]
    return Disclosure(
        department=who, projects=made, offices=offices,
        duties=_duties(random, who, 4 + room // 400), terms=tuple(random.sample(terms, random.randint(7, len(terms)))),
        basic=10_000 * random.randint(80, 900) + 100 * random.randrange(100), carried=_carried(random),
    )  # fmt: skip


def _duties(random: Random, who: Department, count: int) -> tuple[str, ...]:
    """What the department does, in so many sentences."""
    themes = [*who.kinds, *(kind for kind in material()["topics"] if kind not in who.kinds)]
    said = [one.format(theme=theme) for theme in themes for one in material()["duties"]]
    own = len(material()["duties"]) * len(who.kinds)
    return tuple(random.sample(said[: max(own, count)], min(count, len(said))))


def _carried(random: Random) -> tuple[tuple[str, int], ...]:
    """Projects of last year that are not finished."""
    count = random.choice((0, 0, 1, 2, 3))
    names = [
        f"{YEAR - 1}年追加{pick(random, 'places.towns')}应急救灾物资款第{number}批" for number in range(1, count + 1)
    ]
    return tuple((name, 100 * random.randint(20, 900)) for name in names)
