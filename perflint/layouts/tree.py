"""The tree of indicators: rows are read by the labels of their levels, so that lost merged cells do no harm.

A 二级 label is the anchor of its row. Its 一级 is looked up in the scheme, not in the column beside it: extraction drops
merged cells, and then 成本指标 stands beside 效益指标.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from perflint.layouts.bands import Line, Slot
from perflint.layouts.vocabulary import Vocabulary
from perflint.model.base import Cell, Place
from perflint.model.form import ANNUAL, IMPLEMENTATION, Indicator, Level

_REACH = 2
_COMPOSED = ("sign", "value", "unit")


@dataclass(frozen=True, slots=True)
class Group:
    """The columns of one period: role → column."""

    period: str
    roles: dict[str, int]

    def offset(self, role: str, anchor: int) -> int | None:
        """Where a role's cell stands when the 二级 label of the row stands in column ``anchor``."""
        if role not in self.roles:
            return None
        base = self.roles.get("level2", self.roles.get("level1", self.roles["name"]))
        return anchor + self.roles[role] - base


def columns_of(line: Line, words: Vocabulary, goal_periods: Iterable[str]) -> tuple[Group, ...]:
    """The groups of columns that a header line announces; none if it is no header."""
    roles = [(slot.column, role, slot.text) for slot in line if (role := words.look(words.columns, slot.text))]
    kinds = {role for _, role, _ in roles}
    if not {"name", "value"} <= kinds or not kinds & {"level1", "level2"}:
        return ()
    groups: list[dict[str, int]] = []
    named: list[str | None] = []
    shared = {role: column for column, role, _ in roles if role == "level1"}
    for column, role, text in roles:
        if role == "level1":
            continue
        if not groups or role in groups[-1]:
            # A second value column without a second name shares what stands before it.
            again = {} if role != "value" else {key: groups[-1][key] for key in ("level2", "name") if key in groups[-1]}
            groups.append({**shared, **again})
            named.append(None)
        groups[-1][role] = column
        named[-1] = named[-1] or words.period(text)
    groups, named = _whole(groups, named)
    return tuple(Group(period, roles) for period, roles in zip(_periods(named, goal_periods), groups, strict=True))


def _whole(groups: list[dict[str, int]], named: list[str | None]) -> tuple[list[dict[str, int]], list[str | None]]:
    """The groups that have a value; what stands in an incomplete one (a second 备注) belongs to nobody."""
    kept = [(group, name) for group, name in zip(groups, named, strict=True) if {"name", "value"} <= set(group)]
    return [group for group, _ in kept], [name for _, name in kept]


def _periods(named: list[str | None], goal_periods: Iterable[str]) -> list[str]:
    """The period of each group: as its labels say, else in the order of the goals, else 实施期 before 年度."""
    if len(named) == 1:
        known = list(dict.fromkeys(goal_periods))
        return [named[0] or (known[0] if len(known) == 1 else ANNUAL)]
    order = list(dict.fromkeys(goal_periods))
    order = order if len(order) == len(named) else [IMPLEMENTATION, ANNUAL]
    if all(named) and len(set(named)) == len(named):
        return [name for name in named if name]
    return (order + [ANNUAL] * len(named))[: len(named)]


@dataclass(slots=True)
class TreeReader:
    """Reads the rows beneath a header, one after the other; what it has read is in ``rows``."""

    words: Vocabulary
    groups: tuple[Group, ...]
    packed: bool
    printed1: frozenset[str]
    """The 一级 that the form prints anywhere."""
    rows: list[Indicator] = field(default_factory=list)
    labels: list[Cell] = field(default_factory=list)
    used: set[tuple[int, ...]] = field(default_factory=set)
    _level1: Cell | None = None
    _level2: list[Cell | None] = field(default_factory=list)

    def read(self, line: Line) -> bool:
        """Take one line; whether it was a row of the tree."""
        slots = {slot.column: slot for slot in line}
        start = self._take_level1(line)
        if self.packed:
            return self._read_packed([slot for slot in line if not slot.blank and slot.column >= start])
        taken = False
        after = start
        for index, group in enumerate(self.groups):
            anchor, cell = self._anchor(slots, group, after)
            if cell is not None:
                self._note(cell)
                self._remember(index, cell)
            parts = {role: slots.get(group.offset(role, anchor) or 0) for role in group.roles if role not in {"level1", "level2"}}
            cells = {role: slot.cell for role, slot in parts.items() if slot is not None}
            taken |= self._add(index, cells, slots, anchor, fresh=cell is not None)
            last = group.offset("value", anchor) or anchor
            after = last + 1 if "level2" in group.roles and len({g.roles.get("level2") for g in self.groups}) > 1 else after
        return taken or start > 0 or self._read_shifted(line)

    def _read_shifted(self, line: Line) -> bool:
        """A row that lost its leading boxes with their merged cells: name and value stand where levels should."""
        filled = [slot for slot in line if not slot.blank]
        name = self.groups[0].roles["name"]
        roles = sum(role not in {"level1", "level2"} for role in self.groups[0].roles)
        if len(self.groups) > 1 or not 2 <= len(filled) <= roles or filled[0].column >= name:
            return False
        return self._read_packed(filled)

    def _take_level1(self, line: Line) -> int:
        """Note the 一级 printed in this line; the column after it, or 0."""
        column = self.groups[0].roles.get("level1")
        second = self.groups[0].roles.get("level2")
        filled = [slot for slot in line if not slot.blank and not self.words.has(self.words.boxes, slot.text)]
        for position, slot in enumerate(filled[:2]):
            if self.words.look(self.words.level1, slot.text) is None:
                continue
            also_second = self.words.look(self.words.level2, slot.text) is not None
            if also_second and not self._stands_first(slot, filled[position + 1 :], column, second):
                continue
            if second is not None and not self.packed and slot.column >= second and slot.column != column:
                continue
            self._note(slot.cell)
            if self._level1 is None or self._level1.place != slot.cell.place:
                self._level1 = slot.cell
            return slot.column + 1
        return 0

    def _stands_first(self, slot: Slot, rest: list[Slot], column: int | None, second: int | None) -> bool:
        """Whether a label that names a 一级 as well as a 二级 is the 一级: another 二级 follows it, or its column says so."""
        follows = bool(rest) and self.words.look(self.words.level2, rest[0].text) is not None
        if self.packed or follows:
            return follows and rest[0].cell.normal != slot.cell.normal or (follows and len(rest) >= 3)
        return slot.column == column and column != second

    def _anchor(self, slots: dict[int, Slot], group: Group, after: int) -> tuple[int, Cell | None]:
        """The column in which the row's 二级 stands, and its cell if one is printed here."""
        home = group.roles.get("level2")
        if home is None:
            return group.roles.get("level1", group.roles["name"]), None
        for distance in (0, -1, 1, -_REACH, _REACH):
            slot = slots.get(home + distance)
            if slot is None or slot.blank or slot.column < after:
                continue
            if self.words.look(self.words.level2, slot.text) is not None:
                # A label beside its column moves the row only if its own column holds no text of the row.
                at_home = slots.get(home)
                if distance == 0 or at_home is None or at_home.blank or distance < 0:
                    return slot.column, slot.cell
        slot = slots.get(home)
        return home, slot.cell if slot is not None and not slot.blank else None

    def _read_packed(self, filled: list[Slot]) -> bool:
        """A row whose empty boxes left no trace: 二级 labels divide it, what follows each is name and value."""
        filled = [slot for slot in filled if not self.words.has(self.words.boxes, slot.text)]
        if not filled:
            return False
        starts = self._packed_starts(filled)
        parts = [filled[start:stop] for start, stop in zip(starts, [*starts[1:], len(filled)], strict=True)]
        for index, part in enumerate(parts[: len(self.groups)]):
            label = part[0].cell if self.words.look(self.words.level2, part[0].text) else None
            if label is not None:
                self._note(label)
                self._remember(index, label)
            rest = part[1:] if label is not None else part
            roles = [role for role, _ in sorted(self.groups[index].roles.items(), key=lambda item: item[1])]
            roles = [role for role in roles if role not in {"level1", "level2"}]
            cells = dict(zip(roles, (slot.cell for slot in rest), strict=False))
            self._add(index, cells, {slot.column: slot for slot in rest}, 0, fresh=label is not None)
        return True

    def _packed_starts(self, filled: list[Slot]) -> list[int]:
        """Where each period's part of a packed row begins: at its 二级 label, the same for all periods."""
        first = self.words.look(self.words.level2, filled[0].text)
        if len(self.groups) == 1:
            return [0]
        if first is None:
            return [0, len(filled) // 2] if len(filled) > 3 else [0]
        again = [i for i, slot in enumerate(filled[1:], 1) if self.words.look(self.words.level2, slot.text) == first]
        return [0, again[-1]] if again else [0]

    def _add(self, index: int, cells: dict[str, Cell], slots: dict[int, Slot], anchor: int, *, fresh: bool) -> bool:
        """Make the row of one period; whether there is one."""
        group = self.groups[index]
        blank = Cell(text="", place=self._nowhere(slots, anchor))
        name, value = cells.get("name", blank), self._value(cells, blank)
        if name.blank and value.blank and not fresh:
            return False
        self.used.update(cell.place.order for cell in cells.values())
        level1, level2, restored = self._levels(index)
        if level1 is None:
            return False
        extra = {role: cells[role] for role in ("sign", "unit", "weight") if role in cells}
        self.rows.append(
            Indicator(
                period=group.period, level1=level1, level2=level2, name=name, value=value, restored=restored, **extra
            )
        )  # fmt: skip
        return True

    def _value(self, cells: dict[str, Cell], blank: Cell) -> Cell:
        """The value as one text: sign, number and unit where the form prints them apart."""
        value = cells.get("value", blank)
        if not any(char.isdigit() for char in value.text) or not {"sign", "unit"} & cells.keys():
            return value
        parts = (cells[role].text.strip() for role in _COMPOSED if role in cells)
        return Cell(text="".join(part for part in parts if part != "定量"), place=value.place)

    def _nowhere(self, slots: dict[int, Slot], anchor: int) -> Place:
        """The place of a box that left no cell: that of the row's label."""
        slot = slots.get(anchor) or next(iter(slots.values()), None)
        if slot is not None:
            return slot.cell.place
        return self._level1.place if self._level1 else self.labels[-1].place

    def _levels(self, index: int) -> tuple[Level | None, Level | None, bool]:
        """The levels of the row: its 二级 as printed, its 一级 by the scheme; whether the printed 一级 said otherwise."""
        printed1 = self._level1
        name1 = self.words.look(self.words.level1, printed1.text) if printed1 else None
        printed2 = self._level2[index] if index < len(self._level2) else None
        if printed2 is None:
            return (Level(name=name1, printed=printed1) if name1 else None), None, False
        name2 = self.words.look(self.words.level2, printed2.text)
        if name2 is None:
            known = name1 or ""
            return Level(name=known, printed=printed1), Level(name=printed2.text.strip(), printed=printed2), False
        home, *tolerated = self.words.parents[name2]
        if name1 == home or (name1 in tolerated and home not in self.printed1):
            return Level(name=str(name1), printed=printed1), Level(name=name2, printed=printed2), False
        lost = name1 is not None and name2 not in self.words.wandering
        return Level(name=home, printed=printed1), Level(name=name2, printed=printed2), lost

    def _remember(self, index: int, cell: Cell) -> None:
        """The 二级 that rows without one of their own continue."""
        while len(self._level2) <= index:
            self._level2.append(None)
        self._level2[index] = cell

    def _note(self, cell: Cell) -> None:
        """A label that was understood."""
        if all(cell.place != other.place for other in self.labels[-20:]):
            self.labels.append(cell)
        self.used.add(cell.place.order)
