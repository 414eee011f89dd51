"""The funding block: labels and amounts in turn, wherever columns put them."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from perflint.layouts.meaning.labels import source_of, unit_head, unit_of
from perflint.layouts.meaning.lines import Line, Slot
from perflint.layouts.meaning.vocabulary import Vocabulary
from perflint.model.base import Cell
from perflint.model.form import ANNUAL, COST, IMPLEMENTATION, TOTAL, FundingLine
from perflint.quantity import amount
from perflint.text import normal

_SHORT = 4
_LABEL = 30
"""The longest label of a source nobody described."""
_HEADS = 3
"""How many heads the table of a cost build-up has at least: what for, how much, on what grounds."""
"""The longest text that is taken for an unreadable amount though there is no digit in it: 待定, 详见附件."""

Pair = tuple[Slot, Cell | None]


class FundingReader(Struct):
    """Reads the lines of the block; what it has read is in ``lines``."""

    words: Vocabulary
    unit: str
    lines: list[FundingLine] = field(default_factory=list)
    open: bool = False
    """Whether the line before belonged to the block."""
    _stated: bool = False
    _periods: list[str] = field(default_factory=list)
    _columns: list[int] = field(default_factory=list)
    """Where the totals stand, one a period."""
    _above: dict[str, FundingLine] = field(default_factory=dict)
    """The last line of each period."""
    _costs: int | None = None
    """The column of the amounts, while the rows of a cost build-up（成本构成）come."""
    _ranked: set[str] = field(default_factory=set)
    """The periods that have sources numbered 一、二、三、 or not at all."""

    def takes(self, filled: Sequence[Slot]) -> bool:
        """Whether a line belongs to the block."""
        if any(slot.meaning.total or slot.meaning.funding_head for slot in filled):
            return True
        first = filled[0].meaning
        return self.open and first.field is None and not first.goal_head and self._goes_on(filled)

    def _goes_on(self, filled: Sequence[Slot]) -> bool:
        """Whether a line without a total goes on with the block: it has an amount, a source or heads, or no words."""
        if self._costs is not None or not any("\u4e00" <= char <= "\u9fff" for slot in filled for char in slot.text):
            return True
        return any(
            slot.meaning.source
            or slot.meaning.funding_column
            or amount(slot.text) is not None
            or unit_head(slot.text) is not None
            or (len(slot.text) <= _LABEL and any(word in slot.cell.normal for word in self.words.money))
            for slot in filled
        )

    def read(self, line: Line) -> None:
        """Take a line: of sources and amounts, of a cost build-up, or the heads of either."""
        self.open = True
        inner = [slot for slot in line.filled if not slot.meaning.funding_head or slot.meaning.total]
        if len(inner) > 1 and all(slot.meaning.funding_column for slot in inner):
            return
        if (figures := _cost_heads(inner)) is not None:
            self._costs = figures.column
            self._state(unit_of(figures.text))
        elif self._costs is not None and inner and not inner[0].meaning.source:
            self._add_cost(inner)
        else:
            self._add(self._pairs(line))

    def _pairs(self, line: Line) -> list[Pair]:
        """The labels of a line, each with the amount behind it."""
        pairs: list[Pair] = []
        for slot in line:
            if slot.blank:
                if pairs and pairs[-1][1] is None and _is_last_chance(line, slot):
                    pairs[-1] = pairs[-1][0], slot.cell
            elif slot.meaning.funding_head and not slot.meaning.total:
                self._state(unit_of(slot.text))
            elif _is_amount(slot, pairs):
                pairs[-1] = pairs[-1][0], slot.cell
            elif (unit := unit_head(slot.text)) is not None:
                self._state(unit)
            elif any("\u4e00" <= char <= "\u9fff" for char in slot.text) and not slot.meaning.funding_column:
                # Other figures behind an amount are those of other columns: 执行数, 分值, 得分.
                pairs.append(_apart(slot))
        return pairs

    def _add_cost(self, slots: Sequence[Slot]) -> None:
        """A row of a cost build-up; its sum is the total of the year where the form gives no other."""
        amounts = [slot for slot in slots[1:] if amount(slot.text) is not None]
        there = next((slot for slot in amounts if slot.column == self._costs), None)
        cell = (there or amounts[0]).cell if amounts else Cell(text="", place=slots[0].cell.place)
        total = slots[0].meaning.figures or slots[0].meaning.total
        if total and any(line.depth == 0 and line.period == ANNUAL for line in self.lines):
            return
        source = TOTAL if total else source_of(slots[0].text).name
        self.lines.append(
            FundingLine(
                source=source,
                period=ANNUAL,
                label=slots[0].cell,
                amount=cell,
                unit=self.unit,
                depth=0 if total else COST,
            )
        )

    def close(self) -> None:
        """The block has ended."""
        self.open, self._costs = False, None

    def _state(self, unit: str | None) -> None:
        """Note a unit that the block states; lines above that had none had it, too (资金情况 / （万元）)."""
        if unit and not self._stated:
            self.lines = [replace(line, unit=unit) for line in self.lines]
        self.unit = unit or self.unit
        self._stated |= bool(unit)

    def _add(self, pairs: list[Pair]) -> None:
        """The pairs of one line as funding lines: the n-th pair belongs to the period of the n-th total."""
        totals = [slot for slot, _ in pairs if slot.meaning.total]
        if totals:
            self._periods = self._periods_of([slot.text for slot in totals])
            self._columns = [slot.column for slot in totals]
        for index, (slot, cell) in enumerate(pairs):
            total = slot.meaning.total
            self._state(unit_of(slot.text) if "(" in normal(slot.text) else None)
            period = self._period(slot, index, len(pairs))
            line = FundingLine(
                source=TOTAL if total else source_of(slot.text).name,
                period=period,
                label=slot.cell,
                amount=cell or Cell(text="", place=slot.cell.place),
                unit=self.unit,
                depth=0 if total else self._depth(slot, period),
            )
            self.lines.append(line)
            self._above[period] = line
            if line.depth == 1 and not source_of(slot.text).arabic:
                self._ranked.add(period)

    def _period(self, slot: Slot, index: int, pairs: int) -> str:
        """The period of the n-th pair of a line; a pair that stands alone beneath a total has the total's."""
        named = self.words.period(slot.text) if slot.meaning.total or not self._periods else None
        if named is not None:
            return named
        if not self._periods:
            return ANNUAL
        if pairs < len(self._periods) and slot.column in self._columns:
            return self._periods[self._columns.index(slot.column)]
        return self._periods[min(index, len(self._periods) - 1)]

    def _periods_of(self, labels: list[str]) -> list[str]:
        """The periods of a line of totals, by their labels, else 实施期 before 年度."""
        named = [self.words.period(text) for text in labels]
        if len(named) == 1:
            return [named[0] or ANNUAL]
        return [name or (IMPLEMENTATION if index == 0 else ANNUAL) for index, name in enumerate(named)]

    def _depth(self, slot: Slot, period: str) -> int:
        """1 for a source of the total, 2 for a part of a source."""
        source = source_of(slot.text)
        above = self._above.get(period)
        part = (source.arabic and period in self._ranked) or (
            source.of_which and above is not None and above.depth == 1
        )
        return 2 if part else 1


def _apart(slot: Slot) -> Pair:
    """A label and the amount in its own cell, behind its colon: 一、预算资金：250."""
    head, colon, rest = slot.text.replace("：", ":").partition(":")
    if not colon or amount(rest) is None:
        return slot, None
    place = slot.cell.place
    return replace(slot, cell=Cell(text=head.strip(), place=place)), Cell(text=rest.strip(), place=place)


def _cost_heads(slots: Sequence[Slot]) -> Slot | None:
    """The head of the amounts where a line holds the heads of a cost build-up（成本构成、金额、测算依据）."""
    if len(slots) < _HEADS or any(amount(slot.text) is not None or slot.meaning.total for slot in slots):
        return None
    return next((slot for slot in slots if slot.meaning.figures), None)


def _is_last_chance(line: Line, blank: Slot) -> bool:
    """Whether no amount follows this empty cell before the next label: then it is the amount's box."""
    later = next((slot for slot in line.filled if slot.column > blank.column), None)
    return later is None or amount(later.text) is None


def _is_amount(slot: Slot, pairs: list[Pair]) -> bool:
    """Whether a cell holds the amount of the label before it, be it readable or not."""
    if not pairs or (pairs[-1][1] is not None and not pairs[-1][1].blank):
        return False
    if amount(slot.text) is not None:
        return True
    source = source_of(slot.text)
    if source.of_which or slot.meaning.total or slot.meaning.source:
        return False
    return any(char.isdigit() for char in slot.text) or len(source.name) <= _SHORT
