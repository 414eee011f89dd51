"""The words of all layouts and schemes of a ruleset, ready to be looked up by a printed label."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache, partial
from typing import Any, NamedTuple

from msgspec import Struct

from perflint.layouts.meaning.labels import source_of, undecorated, year_line, year_within
from perflint.layouts.meaning.spec import Budget, Layout, Scheme
from perflint.pattern import compiled
from perflint.text import bare_label, label, normal

_LONGEST = 40
"""The longest cell that may be a label, spaced out and with its remarks."""
_NUMBERED = tuple("其(一二三四五六七八九十0123456789①②③④")
_YEAR = compiled(r"20\d\d年?度?(?=.)")
_JOINT = compiled(r"\s*[-—–\uff0f/：:>\uff1e→·\n]+\s*")
_SHORTEST_MISREAD = 4
"""Shorter labels are too like other words to be known by all their characters but one."""
_SHORTEST_TITLE, _LONGEST_TITLE = 4, 50
_LONGEST_NOTE = 30


class Meaning(NamedTuple):
    """All that a printed label can stand for: a box, a goal, a column, a level, a part of the funding block."""

    field: str | None = None
    goal: str | None = None
    """The period whose goal it names."""
    column: str | None = None
    level1: str | None = None
    level2: str | None = None
    total: bool = False
    source: bool = False
    funding_head: bool = False
    funding_column: bool = False
    goal_head: bool = False
    box: bool = False
    figures: bool = False
    """Whether it heads the amounts of a project budget."""

    @property
    def level(self) -> bool:
        """Whether it names a level."""
        return self.level1 is not None or self.level2 is not None

    @property
    def frame(self) -> bool:
        """Whether it only frames other labels."""
        return self.box or self.goal_head or self.funding_head

    @property
    def named(self) -> bool:
        """Whether it names a box, a goal or an amount, so that a text after its colon is what stands in it."""
        return bool(self.field or self.goal or self.goal_head or self.total or self.source)


NOTHING = Meaning()
SEVERAL = "/"
"""What the name begins with of a 二级 that is several at once; its 一级 follows."""


class Vocabulary(Struct, frozen=True, eq=False, dict=True):
    """Printed labels (as ``perflint.text.label`` gives them) and what they stand for."""

    lexicon: dict[str, Meaning]
    titles: tuple[str, ...]
    periods: dict[str, tuple[str, ...]]
    period_words: tuple[str, ...]
    """The words of all periods."""
    notes: tuple[str, ...]
    closings: tuple[str, ...]
    wholes: tuple[str, ...]
    outcomes: tuple[str, ...]
    parents: dict[str, tuple[str, ...]]
    """The 一级 beneath which a 二级 may stand; the first is its own."""
    children: frozenset[tuple[str, str]]
    """一级 and 二级 that belong together by some scheme."""
    wandering: frozenset[str]
    marks: dict[str, str]
    budgets: tuple[Budget, ...]
    budget_titles: tuple[str, ...]
    layouts: tuple[tuple[str, tuple[str, ...]], ...]
    money: tuple[str, ...]
    """Words by which a label is a source of money."""
    passed: frozenset[str]
    """一级 whose rows are no targets."""

    @cached_property
    def meaning(self) -> Callable[[str], Meaning]:
        """What a printed text means as a label, its bracketed remarks and its numbering set aside: a call, kept."""
        return lru_cache(maxsize=8192)(partial(_meaning, self))

    def nearest(self, text: str) -> Meaning:
        """What a label means of which recognition got one character wrong; NOTHING where several labels are as near."""
        plain = label(text)
        if len(plain) < _SHORTEST_MISREAD or len(text) > _LONGEST:
            return NOTHING
        near = _one_off(self)
        found = {near[key] for key in _with_a_gap(plain) if key in near}
        return self.lexicon.get(found.pop(), NOTHING) if len(found) == 1 else NOTHING

    def period(self, text: str) -> str | None:
        """The period that a label names, or None."""
        plain = normal(text)
        for period, words in self.periods.items():
            for word in words:
                if word in plain:
                    return period
        return None

    def is_title(self, text: str) -> bool:
        """Whether a line is the title of a target form."""
        if len(text) > 2 * _LONGEST_TITLE or "表" not in text:
            return False
        plain = year_within(normal(text))
        bare = bare_label(plain)
        return _SHORTEST_TITLE <= len(bare) <= _LONGEST_TITLE and (
            bare.endswith(self.titles) or plain.endswith(self.titles)
        )

    def is_budget_title(self, text: str) -> bool:
        """Whether a line is the title of a project budget."""
        if len(text) > _LONGEST_TITLE or "表" not in text:
            return False
        plain = normal(text)
        return any(title in plain for title in self.budget_titles)

    def is_caption(self, text: str) -> bool:
        """Whether a line is a title or a year, and nothing of the form itself."""
        return self.is_title(text) or year_line(text) is not None

    def is_note(self, text: str) -> bool:
        """Whether a line is a note beneath the form, or one to be signed or sealed."""
        plain = normal(text)
        if len(text) <= _LONGEST_NOTE and (
            text.rstrip("：: ").endswith(self.closings)
            or ("(" in plain and any(f"({word})" in plain for word in self.closings))
        ):
            return True
        note = next(filter(plain.startswith, self.notes), None)
        # 说明 and 说明: are notes, 说明会举办场次 is an indicator.
        return note is not None and (note.endswith(":") or not "\u4e00" <= plain[len(note) :][:1] <= "\u9fff")


def _with_a_gap(plain: str) -> Iterator[str]:
    """The label with each of its characters left open in turn."""
    return (f"{plain[:index]}\0{plain[index + 1 :]}" for index in range(len(plain)))


@lru_cache(maxsize=8)
def _one_off(words: Vocabulary) -> dict[str, str]:
    """Every label under what is left of it when one character is not known; "" where two labels come to the same."""
    near: dict[str, str] = {}
    for text in words.lexicon:
        for key in _with_a_gap(text) if len(text) >= _SHORTEST_MISREAD else ():
            known = near.get(key, text)
            near[key] = text if known and words.lexicon[known] == words.lexicon[text] else ""
    return near


def _meaning(words: Vocabulary, text: str) -> Meaning:
    """``Vocabulary.meaning`` of one text; what nobody knows with its number or in brackets is looked up without."""
    if len(text) > _LONGEST or text.isascii():
        return NOTHING
    found = _printed(words, text)
    if found is NOTHING and (bare := undecorated(text)) != text:
        found = _printed(words, bare)
    return found if found is not NOTHING else _both_levels(words, text)


def _both_levels(words: Vocabulary, text: str) -> Meaning:
    """The 二级 of a cell that names its 一级 as well: 产出指标-数量指标; NOTHING for any other."""
    for joint in _JOINT.finditer(text.strip()):
        first, second = (bare_label(part) for part in (joint.string[: joint.start()], joint.string[joint.end() :]))
        if words.lexicon.get(first, NOTHING).level1 and (level2 := words.lexicon.get(second, NOTHING).level2):
            return Meaning(level2=level2)
    return NOTHING


def _printed(words: Vocabulary, text: str) -> Meaning:
    """What a text means as it is printed."""
    plain = label(text)
    found = words.lexicon.get(plain, NOTHING)
    if found is NOTHING and "20" in plain and (year := _YEAR.search(plain)):
        # 预期2026年实现值 is 预期实现值, 2026年目标 is 年度目标.
        parts = plain[: year.start()], plain[year.end() :]
        found = words.lexicon.get("".join(parts)) or words.lexicon.get("年度".join(parts), NOTHING)
    if "(" in plain or "[" in plain or plain.endswith("分"):
        bare = words.lexicon.get(bare_label(text), NOTHING)
        found = Meaning._make(one or other for one, other in zip(found, bare, strict=True))
    source = source_of(text).name if plain.startswith(_NUMBERED) else bare_label(text)
    if not found.total and not found.source:
        amount = words.lexicon.get(source, NOTHING)
        either = words.lexicon.get(_without_period(words, source), NOTHING)
        found = found._replace(
            total=amount.total or either.total, source=amount.source, box=found.box or (either.box and found == NOTHING)
        )
    # One value for all that mean nothing: then whoever asks need not compare.
    return NOTHING if found == NOTHING else found


def _without_period(words: Vocabulary, plain: str) -> str:
    """A label without the word for its period at its head: 长期资金总额 is 资金总额."""
    if not plain.startswith(words.period_words):
        return plain
    return plain.removeprefix(max(filter(plain.startswith, words.period_words), key=len))


def vocabulary(layouts: Iterable[Layout], schemes: Mapping[str, Scheme]) -> Vocabulary:
    """The vocabulary of these layouts and schemes; of two meanings of one label the first given counts."""
    layouts = tuple(layouts)
    entries: dict[str, dict[str, Any]] = {}
    for layout in layouts:
        _put_layout(entries, layout)
    parents: dict[str, tuple[str, ...]] = {}
    for scheme in schemes.values():
        for first, branch in scheme.levels.items():
            _put(entries, (first, *branch.printed), "level1", first)
            _put(entries, branch.several, "level2", SEVERAL + first)
            parents |= {SEVERAL + first: (first,)} if branch.several else {}
            for second, leaf in branch.children.items():
                _put(entries, (second, *leaf.printed), "level2", second)
                parents[second] = tuple(dict.fromkeys((*parents.get(second, ()), first, *leaf.also_under)))
    children = frozenset(
        (first, second)
        for scheme in schemes.values()
        for first, one in scheme.levels.items()
        for second in one.children
    )
    leaves = [
        leaf for scheme in schemes.values() for branch in scheme.levels.values() for leaf in branch.children.items()
    ]
    periods = _periods(layouts)
    return Vocabulary(
        lexicon={text: Meaning(**entry) for text, entry in entries.items()},
        titles=tuple(normal(sign) for layout in layouts for sign in layout.signs),
        periods=periods,
        period_words=tuple(word for some in periods.values() for word in some),
        notes=tuple(normal(word) for layout in layouts for word in layout.notes),
        closings=tuple(normal(word) for layout in layouts for word in layout.closings),
        wholes=tuple(normal(word) for layout in layouts for word in layout.wholes),
        outcomes=tuple(normal(word) for layout in layouts for word in layout.outcomes),
        parents=parents,
        children=children,
        wandering=frozenset(name for name, leaf in leaves if leaf.wandering),
        marks={mark: name for name, scheme in schemes.items() for mark in scheme.marks},
        budgets=tuple(layout.budget for layout in layouts if layout.budget.titles),
        budget_titles=tuple(normal(title) for layout in layouts for title in layout.budget.titles),
        layouts=tuple((layout.layout, tuple(normal(sign) for sign in layout.signs)) for layout in layouts),
        passed=frozenset(label(word) for layout in layouts for word in layout.passed),
        money=tuple(normal(word) for layout in layouts for word in layout.funding.marks),
    )


def _put_layout(entries: dict[str, dict[str, Any]], layout: Layout) -> None:
    """Note the labels of a layout."""
    for kind, table in (("field", layout.fields), ("goal", layout.goals.periods), ("column", layout.columns)):
        for meaning, labels in table.items():
            _put(entries, labels, kind, meaning)
    for kind, words in (
        ("total", layout.funding.totals),
        ("source", layout.funding.sources),
        ("funding_head", layout.funding.heads),
        ("funding_column", layout.funding.columns),
        ("goal_head", layout.goals.heads),
        ("box", layout.boxes),
        ("figures", layout.budget.amount),
    ):
        _put(entries, words, kind, True)


def _put(entries: dict[str, dict[str, Any]], labels: Iterable[str], kind: str, meaning: str | bool) -> None:
    """Note what these labels mean."""
    for text in labels:
        entries.setdefault(label(text), {}).setdefault(kind, meaning)


def _periods(layouts: tuple[Layout, ...]) -> dict[str, tuple[str, ...]]:
    """The words for each period."""
    periods: dict[str, tuple[str, ...]] = {}
    for layout in layouts:
        for period, words in layout.periods.items():
            periods[period] = (*periods.get(period, ()), *words)
    return periods
