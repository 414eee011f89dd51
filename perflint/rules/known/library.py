"""The indicator library (指标库): the kinds of project there are, and what each measures under each 二级.

It is data (indicators.yaml of the ruleset). A run that finds nothing to advise on never takes it apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import ClassVar, NamedTuple

from perflint.quantity import quantity
from perflint.rules.base import Provided
from perflint.rules.facts.measured import sort

WORDS = "words"
_NAME, _ROW = 3, 2
_LONGEST_END, _SHORTEST_END, _LEAST = 4, 2, 3
"""How much of a name tells the sort of its value, and how many measures must agree on it."""
_STANDS_FOR = {
    "经济成本指标": "成本指标",
    "满意度指标": "服务对象满意度指标",
    "效益指标": "社会效益指标",
    "产出指标": "数量指标",
}
"""What is looked up for a level that the library does not name: mostly a 一级 in a form that has no 二级."""


class Measure(NamedTuple):
    """A typical indicator（常用指标）: its name, how its value is written, and how it is found out."""

    name: str
    form: str
    remark: str = ""

    def __str__(self) -> str:
        """As advice gives it: 受训学员满意度≥__%（结业问卷调查）."""
        joint = "：" if self.form.startswith("__年") or self.form[0].isalpha() else ""
        return f"{self.name}{joint}{self.form}" + (f"（{self.remark}）" if self.remark else "")


class ProjectKind(NamedTuple):
    """A kind of project（项目类型）: the words that tell it, and its measures by 二级."""

    name: str
    words: tuple[str, ...]
    measures: Mapping[str, tuple[str, ...]]


class Library(Provided):
    """The kinds of project that a ruleset knows（指标库）."""

    key: ClassVar[str] = "indicators"

    def __init__(self, data: Mapping[str, Mapping[str, tuple[str, ...]]] | None = None) -> None:
        """The library that plain, validated data describe."""
        self.data = data or {}
        self._kinds: tuple[ProjectKind, ...] = ()
        # Many rows of one form ask the same, and many forms the same of a row; of all there ever were, the last count.
        self._named = lru_cache(maxsize=256)(self._by_name)
        self._spoken_for = lru_cache(maxsize=4096)(self._by_name_and_row)
        self._weights = lru_cache(maxsize=4096)(self._weighed)
        self._sort_of = lru_cache(maxsize=4096)(self._sort)

    def __eq__(self, other: object) -> bool:
        """Whether both say the same."""
        return isinstance(other, Library) and self.data == other.data

    def __hash__(self) -> int:
        """Of the names of the kinds."""
        return hash(tuple(self.data))

    @property
    def kinds(self) -> tuple[ProjectKind, ...]:
        """All kinds, in the order of the file."""
        if not self._kinds:
            self._kinds = tuple(
                ProjectKind(name, kind.get(WORDS, ()), {key: value for key, value in kind.items() if key != WORDS})
                for name, kind in self.data.items()
            )
        return self._kinds

    def of_project(self, name: str, row: str = "") -> ProjectKind | None:
        """The kind that a project's name speaks for, its row a little; of two the one whose word stands later.

        The purpose stands at the end of a name: 信息中心办公经费 is for running an office, not for a system.
        """
        return self._spoken_for(name, row)

    def _by_name_and_row(self, name: str, row: str) -> ProjectKind | None:
        """``of_project``, found out."""
        pairs = zip(self._named(name), self._weights(row), strict=True)
        return self._best([named + _ROW * said for named, said in pairs])

    def _by_name(self, name: str) -> list[int]:
        """How much a project's name speaks for each kind."""
        words = [word for one in self.kinds for word in one.words if word in name]
        last = max((name.rfind(word) + len(word) for word in words), default=0)
        purposes = {one.name for one in self.kinds if last and name[:last].endswith(one.words)}
        pairs = zip(self._weights(name), self.kinds, strict=True)
        return [_NAME * (weight + (one.name in purposes)) for weight, one in pairs]

    def told(self, text: str) -> ProjectKind | None:
        """The kind that a text speaks for; None where it speaks for none."""
        return self._best(self._weights(text))

    def _best(self, weights: list[int]) -> ProjectKind | None:
        """The first of the kinds with the greatest weight; None where all weigh nothing."""
        best = max(weights, default=0)
        return self.kinds[weights.index(best)] if best else None

    def _weighed(self, text: str) -> list[int]:
        """How much a text speaks for each kind: the characters of its words that stand in it, none within another."""
        # Looking up the pieces of a text costs less than looking for each of some five hundred words in it.
        pieces = {text[at : at + size] for size in self._sizes for at in range(len(text) - size + 1)}
        found: dict[int, list[str]] = {}
        for word in pieces & self._speakers.keys():
            for number in self._speakers[word]:
                found.setdefault(number, []).append(word)
        weights = [0] * len(self.kinds)
        for number, words in found.items():
            weights[number] = _length(words)
        return weights

    @cached_property
    def _speakers(self) -> dict[str, list[int]]:
        """The numbers of the kinds that each word tells."""
        found: dict[str, list[int]] = {}
        for number, kind in enumerate(self.kinds):
            for word in kind.words:
                found.setdefault(word, []).append(number)
        return found

    @cached_property
    def _forms(self) -> dict[str, list[str]]:
        """How the values are written of the measures whose names end so."""
        found: dict[str, list[str]] = {}
        for _, _, one in self.rows():
            for size in range(_SHORTEST_END, min(len(one.name), _LONGEST_END) + 1):
                found.setdefault(one.name[-size:], []).append(one.form)
        return found

    @cached_property
    def _sizes(self) -> frozenset[int]:
        """The lengths that these words have."""
        return frozenset(map(len, self._speakers))

    def measures(self, kind: ProjectKind | None, level: str) -> tuple[Measure, ...]:
        """What a kind of project measures under a 二级; what any project could where the kind has nothing."""
        general = (one for one in self.kinds if not one.words)
        for one in (*((kind,) if kind else ()), *general):
            for name in (level, _STANDS_FOR.get(level, "")):
                if lines := one.measures.get(name):
                    return _parsed(lines)
        return ()

    def asked(self, name: str) -> tuple[str, str] | None:
        """The longest ending of a name whose measures all take one sort of value, and that sort（…成本: 金额）."""
        for size in range(min(len(name), _LONGEST_END), _SHORTEST_END - 1, -1):
            ending = name[-size:]
            if asked := self._sort_of(ending):
                return ending, asked
        return None

    def _sort(self, ending: str) -> str:
        """The one sort of value that the measures take whose names end so; "" where they take several."""
        sorts = [sort(quantity(form.replace("__", "1"))) for form in self._forms.get(ending, ())]
        told = set(filter(None, sorts))
        return told.pop() if len(told) == 1 and len(sorts) - sorts.count("") >= _LEAST else ""

    def rows(self) -> Iterator[tuple[str, str, Measure]]:
        """Every measure with its kind of project and its 二级."""
        for kind in self.kinds:
            for level, lines in kind.measures.items():
                yield from ((kind.name, level, one) for one in _parsed(lines))


def _length(words: Sequence[str]) -> int:
    """The length of all words together that stand in no other of them."""
    return sum(len(word) for word in words if not any(word in other for other in words if other != word))


@lru_cache(maxsize=512)
def _parsed(lines: tuple[str, ...]) -> tuple[Measure, ...]:
    """Lines of the library, “名称 值的写法 说明”, taken apart."""
    return tuple(Measure(*line.split(maxsplit=2)) for line in lines)


def nearest_first(measures: Iterable[Measure], text: str) -> list[Measure]:
    """The measures, those first whose names share most with a text."""
    pairs = _pairs(text)
    return sorted(measures, key=lambda one: -len(pairs & _pairs(one.name)))


@lru_cache(maxsize=4096)
def _pairs(text: str) -> frozenset[str]:
    """The pairs of characters that stand beside each other in a text."""
    return frozenset(map("".join, pairwise(text)))
