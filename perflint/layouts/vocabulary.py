"""The words of all layouts and schemes of a ruleset, ready to be looked up by a printed label."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from perflint.layouts.spec import Budget, Layout, Scheme
from perflint.text import bare_label, label, normal

_UNIT = re.compile(r"(亿|百万|千万|万|千)?元")
_UNIT_HEAD = re.compile(r"(金额|预算|单位)?[:(]?(百|千|万|亿)*元\)?|金额")
_YEAR_LINE = re.compile(r"\(?(20\d\d)年度?\)?")
_NUMBERING = re.compile(r"^(\([一二三四五六七八九十\d]+\)|[一二三四五六七八九十]+、|\d+[.、)]|①|②|③|④)")
_OF_WHICH = re.compile(r"^其中[:、]?")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Printed labels (as ``perflint.text.label`` gives them) and what they stand for."""

    titles: tuple[str, ...]
    fields: dict[str, str]
    periods: dict[str, tuple[str, ...]]
    funding_heads: frozenset[str]
    totals: frozenset[str]
    sources: frozenset[str]
    goal_heads: frozenset[str]
    goals: dict[str, str]
    columns: dict[str, str]
    boxes: frozenset[str]
    notes: tuple[str, ...]
    closings: tuple[str, ...]
    level1: dict[str, str]
    level2: dict[str, str]
    parents: dict[str, tuple[str, ...]]
    wandering: frozenset[str]
    marks: dict[str, str]
    budgets: tuple[Budget, ...]
    layouts: tuple[tuple[str, tuple[str, ...]], ...]

    def look(self, table: Mapping[str, str], text: str) -> str | None:
        """What a printed label means in one of the tables, with its bracketed remarks or without them."""
        found = table.get(label(text))
        return table.get(bare_label(text)) if found is None else found

    def has(self, table: frozenset[str], text: str) -> bool:
        """Whether a set of labels holds this one."""
        return label(text) in table or bare_label(text) in table

    def field(self, text: str) -> str | None:
        """The key of a field by its label."""
        return self.look(self.fields, text)

    def period(self, text: str) -> str | None:
        """The period that a label names, or None."""
        plain = normal(text)
        return next((period for period, words in self.periods.items() if any(word in plain for word in words)), None)

    def is_title(self, text: str) -> bool:
        """Whether a line is the title of a target form."""
        plain = _YEAR_LINE.sub("", normal(text))
        bare = bare_label(plain)
        return 4 <= len(bare) <= 50 and any(bare.endswith(title) or plain.endswith(title) for title in self.titles)

    def is_level(self, text: str) -> bool:
        """Whether a text is the label of a level."""
        return self.look(self.level1, text) is not None or self.look(self.level2, text) is not None

    def is_frame(self, text: str) -> bool:
        """Whether a label only frames others."""
        return self.has(self.boxes, text) or self.has(self.goal_heads, text) or self.has(self.funding_heads, text)

    def is_note(self, text: str) -> bool:
        """Whether a line is a note beneath the form, or one to be signed or sealed."""
        plain = normal(text)
        return plain.startswith(self.notes) or (len(plain) <= 30 and any(word in plain for word in self.closings))


def unit_of(text: str) -> str | None:
    """The money unit that a head names（单位：万元）, or None."""
    found = _UNIT.search(normal(text))
    return found.group() if found else None


def unit_head(text: str) -> str | None:
    """The unit in a cell that says nothing else: (万元), 金额(万元), 单位:元; "" where it only says 金额."""
    plain = label(text)
    return (unit_of(plain) or "") if _UNIT_HEAD.fullmatch(plain) else None


def year_line(text: str) -> int | None:
    """The year of a line that says nothing else: (2026年度)."""
    found = _YEAR_LINE.fullmatch(normal(text))
    return int(found.group(1)) if found else None


def source_of(text: str) -> tuple[str, bool, bool]:
    """The name of a funding source without its numbering; whether it is 其中, whether it is numbered in Arabic."""
    plain = label(text)
    of_which = _OF_WHICH.match(plain) is not None
    plain = _OF_WHICH.sub("", plain)
    numbering = _NUMBERING.match(plain)
    arabic = numbering is not None and numbering.group()[0].isdigit()
    plain = _NUMBERING.sub("", plain)
    of_which = of_which or _OF_WHICH.match(plain) is not None
    return _OF_WHICH.sub("", plain), of_which, arabic


def vocabulary(layouts: Iterable[Layout], schemes: Mapping[str, Scheme]) -> Vocabulary:
    """The vocabulary of these layouts and schemes; of two meanings of one label the first given counts."""
    layouts = tuple(layouts)
    level1: dict[str, str] = {}
    level2: dict[str, str] = {}
    parents: dict[str, tuple[str, ...]] = {}
    marks: dict[str, str] = {}
    wandering: set[str] = set()
    for name, scheme in schemes.items():
        marks |= dict.fromkeys(scheme.marks, name)
        for first, branch in scheme.levels.items():
            _put(level1, (first, *branch.printed), first)
            for second, leaf in branch.children.items():
                _put(level2, (second, *leaf.printed), second)
                parents[second] = tuple(dict.fromkeys((*parents.get(second, ()), first, *leaf.also_under)))
                wandering |= {second} if leaf.wandering else set()
    periods: dict[str, tuple[str, ...]] = {}
    fields: dict[str, str] = {}
    goals: dict[str, str] = {}
    columns: dict[str, str] = {}
    for layout in layouts:
        for key, labels in layout.fields.items():
            _put(fields, labels, key)
        for period, labels in layout.goals.periods.items():
            _put(goals, labels, period)
        for role, labels in layout.columns.items():
            _put(columns, labels, role)
        for period, words in layout.periods.items():
            periods[period] = (*periods.get(period, ()), *words)
    return Vocabulary(
        titles=tuple(normal(sign) for layout in layouts for sign in layout.signs),
        fields=fields,
        periods=periods,
        funding_heads=_labels(word for layout in layouts for word in layout.funding.heads),
        totals=_labels(word for layout in layouts for word in layout.funding.totals),
        sources=_labels(word for layout in layouts for word in layout.funding.sources),
        goal_heads=_labels(word for layout in layouts for word in layout.goals.heads),
        goals=goals,
        columns=columns,
        boxes=_labels(word for layout in layouts for word in layout.boxes),
        notes=tuple(normal(word) for layout in layouts for word in layout.notes),
        closings=tuple(normal(word) for layout in layouts for word in layout.closings),
        level1=level1,
        level2=level2,
        parents=parents,
        wandering=frozenset(wandering),
        marks=marks,
        budgets=tuple(layout.budget for layout in layouts),
        layouts=tuple((layout.layout, tuple(normal(sign) for sign in layout.signs)) for layout in layouts),
    )


def _put(table: dict[str, str], labels: Iterable[str], meaning: str) -> None:
    """Note what these labels mean."""
    for text in labels:
        table.setdefault(label(text), meaning)


def _labels(words: Iterable[str]) -> frozenset[str]:
    """Labels as they are looked up."""
    return frozenset(label(word) for word in words)
