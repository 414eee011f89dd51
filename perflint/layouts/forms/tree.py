"""The tree of indicators: rows are read by the labels of their levels, so that lost merged cells do no harm.

A 二级 label is the anchor of its row. Its 一级 is looked up in the scheme, not in the column beside it: extraction
drops merged cells, and then 成本指标 stands beside 效益指标.
"""

from __future__ import annotations

from msgspec import Struct, field
from msgspec.structs import replace

from perflint.layouts.forms.several import several
from perflint.layouts.meaning.header import Header
from perflint.layouts.meaning.lines import Line, Slot
from perflint.layouts.meaning.overlay import Column, laid
from perflint.layouts.meaning.vocabulary import SEVERAL, Vocabulary
from perflint.model.base import Cell, Place
from perflint.model.form import Indicator, Level
from perflint.quantity.sign import is_sign
from perflint.text import bare_label

_COMPOSED = ("sign", "value", "unit")
_KEPT = ("sign", "unit", "weight")
_SIGNS = ("sign", "direction")
"""Columns that hold the sign: some systems swap 指标性质 and 指标方向."""
_WIDEST = 40
"""No row of a tree has more cells."""
_FRAGMENT = 2
"""How many characters a piece of a 一级 has that is set upright, some in every row."""

Part = dict[str, tuple[Slot, Column]]
"""A row's cells of one period by their role."""


class TreeReader(Struct):
    """Reads the rows beneath a header, one after the other; what it has read is in ``rows``."""

    words: Vocabulary
    header: Header
    packed: bool
    printed1: frozenset[str]
    """The 一级 that the form prints anywhere."""
    rows: list[Indicator] = field(default_factory=list)
    labels: list[Cell] = field(default_factory=list)
    used: set[tuple[int, ...]] = field(default_factory=set)
    _level1: Cell | None = None
    _fragments: str = ""
    _seen1: set[str] = field(default_factory=set)
    """The 一级 that were printed up to here."""
    _level2: dict[int, Cell] = field(default_factory=dict)
    _passed: bool = False
    _last: dict[int, int] = field(default_factory=dict)
    """The last row of each period, by its index."""
    _only: int | None = None
    """The only period, by its index, that the last row with a 二级 filled in; None if it filled in several or none."""

    def under(self, header: Header) -> None:
        """Go on beneath a header: the same one again, or that of the next period (first 长期, then 年度)."""
        if header.periods != self.header.periods:
            self._level1, self._level2, self._last = None, {}, {}
        self.header = header

    @property
    def periods(self) -> list[str]:
        """The periods of all headers, in order."""
        return list(dict.fromkeys([*(row.period for row in self.rows), *self.header.periods]))

    def read(self, line: Line, *, broken: bool = False) -> bool:
        """Take one line; whether it was a row of the tree. ``broken`` says that a page ended above it."""
        filled = list(line.filled)
        if len(filled) > _WIDEST:
            return False
        while filled and filled[0].meaning.box:
            self.used.add(filled.pop(0).cell.place.order)
        if not filled or self._is_idle(filled) or self._is_passed(filled):
            return True
        if self.packed and len(filled) == 1 and not filled[0].meaning.level and not _says(filled[0].text):
            return False
        parts = self._parts(filled)
        if not any(parts):
            return False
        parts = self._told(parts) if self.packed else parts
        if broken and self._goes_on(parts):
            return True
        fresh1 = self._take_level1(parts[0].get("level1"))
        for index, part in enumerate(parts):
            self._add(index, part, line, fresh1=fresh1)
        return True

    def _is_idle(self, filled: list[Slot]) -> bool:
        """Whether a line holds nothing but the dots with which a template invites to go on: ……"""
        if len(filled) > 1 or filled[0].text.strip("…·.。 "):
            return False
        self.used.add(filled[0].cell.place.order)
        return True

    def _is_passed(self, filled: list[Slot]) -> bool:
        """Whether a line stands beneath a 一级 whose rows are no targets, up to the next one that is known."""
        if bare_label(filled[0].text) in self.words.passed:
            self._passed = True
        elif any(slot.meaning.level for slot in filled):
            self._passed = False
        self.used.update(slot.cell.place.order for slot in filled if self._passed)
        return self._passed

    def _parts(self, filled: list[Slot]) -> list[Part]:
        """The cells of a row by period and role."""
        parts: list[Part] = [{} for _ in self.header.periods]
        for slot, column in zip(filled, laid(filled, self.header.columns, packed=self.packed), strict=True):
            if column is not None:
                for index in column.groups:
                    parts[index][column.role] = slot, column
        return parts

    def _told(self, parts: list[Part]) -> list[Part]:
        """The cells of a row whose empty boxes left no trace: without a 二级 they go on in the period above them."""
        filled = [index for index, part in enumerate(parts) if part.keys() & {"name", "value"}]
        if any("level2" in part for part in parts):
            self._only = filled[0] if len(filled) == 1 else None
        elif filled == [0] and self._only:
            parts[self._only], parts[0] = parts[0], {}
        return parts

    def _goes_on(self, parts: list[Part]) -> bool:
        """Join the second half of a row that a page break cut: it has names or values, never both, and no label."""
        halves = [part.keys() & {"name", "value"} for part in parts]
        if any(part.keys() & {"level1", "level2"} for part in parts) or any(len(half) > 1 for half in halves):
            return False
        if any(half and index not in self._last for index, half in enumerate(halves)):
            return False
        for index, half in enumerate(halves):
            for role in half:
                slot = parts[index][role][0]
                row = self.rows[self._last[index]]
                whole = row.name if role == "name" else row.value
                cell = Cell(text=whole.text + slot.text, place=slot.cell.place if whole.blank else whole.place)
                self.rows[self._last[index]] = replace(row, name=cell) if role == "name" else replace(row, value=cell)
                self.used.add(slot.cell.place.order)
        return True

    def _take_level1(self, found: tuple[Slot, Column] | None) -> bool:
        """Note what stands in the column of the 一级; whether it is one. Pieces of one set upright are put together."""
        if found is None:
            return False
        cell, known = found[0].cell, found[0].meaning.level1 is not None
        if not known and len(cell.normal) > _FRAGMENT:
            return False
        self._fragments = cell.text if known else self._fragments + cell.normal
        whole = self.words.meaning(self._fragments).level1
        if whole is None:
            self._level1 = None
            self.used.add(cell.place.order)
            return False
        label = cell if known else Cell(text=self._fragments, place=cell.place)
        if self._level1 != label:
            self._level1 = label
            self._level2 = {index: one for index, one in self._level2.items() if self._is_under(one, whole)}
        self._seen1.add(whole)
        self._note(label)
        return True

    def _is_under(self, level2: Cell, level1: str) -> bool:
        """Whether a 二级 may still go on beneath a 一级 that was printed after it."""
        name = self.words.meaning(level2.text).level2
        return name is not None and level1 in self.words.parents[name]

    def _add(self, index: int, part: Part, line: Line, *, fresh1: bool) -> None:
        """Make the row of one period, if there is one."""
        printed2 = part.get("level2")
        if printed2 is not None:
            self._level2[index] = printed2[0].cell
            self._note(printed2[0].cell)
        if printed2 is None and not part.keys() & {"name", "value"}:
            return
        level1, level2, restored = self._levels(index, fresh1=fresh1)
        if level1 is None:
            return
        cells = {role: slot.cell for role, (slot, _) in part.items() if role not in {"level1", "level2"}}
        self.used.update(cell.place.order for cell in cells.values())
        sign = next((cells[role] for role in _SIGNS if role in cells and is_sign(cells[role].normal)), None)
        cells |= {"sign": sign} if sign else {}
        if index in self._last and self._is_again(self.rows[self._last[index]], cells):
            return
        name = cells.get("name") or self._empty("name", index, part, line)
        value = self._value(cells) or self._empty("value", index, part, line)
        kept = {role: cells[role] for role in _KEPT if role in cells}
        self.rows += [
            Indicator(
                period=self.header.periods[index], level1=level1, level2=level2, name=one, value=other,
                restored=restored, **kept,
            )
            for one, other in ([(name, value)] if kept else several(name, value))
        ]  # fmt: skip
        self._last[index] = len(self.rows) - 1

    def _is_again(self, row: Indicator, cells: dict[str, Cell]) -> bool:
        """Whether name and value are the boxes of the row above: they are as high as a box beside them."""
        both = (row.name, cells.get("name")), (row.value, cells.get("value"))
        return all(
            cell is not None and not cell.blank and cell.place == above.place and above.text in cell.text
            for above, cell in both
        )

    def _value(self, cells: dict[str, Cell]) -> Cell | None:
        """The value as one text: sign, number and unit where the form prints them apart."""
        value = cells.get("value")
        if value is None or not {"sign", "unit"} & cells.keys() or not any(char.isdigit() for char in value.text):
            return value
        parts = [cells[role].text.strip() for role in _COMPOSED if role in cells]
        if "sign" in cells and not is_sign(cells["sign"].normal):
            parts = parts[1:]
        return replace(value, text="".join(parts))

    def _empty(self, role: str, index: int, part: Part, line: Line) -> Cell:
        """The empty box of a role, as far from the row's other cells as in the header; else a blank at its head.

        Where empty boxes kept no place, the first one behind the row's cells stands for it.
        """
        slot, column = next(iter(part.values()))
        if self.packed:
            last = max(one.column for one, _ in part.values())
            found = next((one for one in line if one.blank and one.column > last), None)
            return found.cell if found else Cell(text="", place=_head(part, slot))
        there = self.header.position(role, index) + slot.column - column.position
        found = next((one for one in line if one.column == there and one.blank), None)
        return found.cell if found else Cell(text="", place=_head(part, slot))

    def _levels(self, index: int, *, fresh1: bool) -> tuple[Level | None, Level | None, bool]:
        """The levels of the row: 二级 as printed, 一级 by the scheme; whether the printed 一级 said otherwise."""
        printed1, printed2 = self._level1, self._level2.get(index)
        name1 = self.words.meaning(printed1.text).level1 if printed1 else None
        if printed2 is None:
            return (Level(name=name1, printed=printed1) if name1 else None), None, False
        name2 = self.words.meaning(printed2.text).level2
        if name2 is None:
            return Level(name=name1 or "", printed=printed1), Level(name=printed2.text.strip(), printed=printed2), False
        home, *tolerated = self.words.parents[name2]
        second = Level(name="" if name2.startswith(SEVERAL) else name2, printed=printed2)
        kept = (name1, name2) in self.words.children or (name1 in tolerated and home not in self.printed1)
        if name1 is not None and kept:
            return Level(name=name1, printed=printed1), second, False
        # Where the 一级 stands in the middle of its rows, those above it contradict nothing: theirs is still to come.
        contradicts = name1 is not None and (fresh1 or home in self._seen1)
        return (
            Level(name=home, printed=printed1),
            second,
            contradicts and name2 not in self.words.wandering,
        )

    def _note(self, cell: Cell) -> None:
        """A label that was understood."""
        if cell.place.order not in self.used:
            self.labels.append(cell)
        self.used.add(cell.place.order)


def _head(part: Part, first: Slot) -> Place:
    """The place of a row's head: its 二级, else its first cell."""
    return part["level2"][0].cell.place if "level2" in part else first.cell.place


def _says(text: str) -> bool:
    """Whether a text has words in it, and is no bare number or sign."""
    return any("\u4e00" <= char <= "\u9fff" for char in text)
