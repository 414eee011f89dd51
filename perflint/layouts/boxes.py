"""The upper part of a form: boxes with labels, the funding block, the goals; and the signatures beneath.

A box is found by its label. Where labels and values stand in columns depends on which merged cells survived, so a value
is simply the next cell of its line that is filled and is no label; failing that, the first empty one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from perflint.layouts.bands import Line, Slot
from perflint.layouts.vocabulary import Vocabulary, source_of, unit_head, unit_of
from perflint.model.base import Cell
from perflint.model.form import ANNUAL, IMPLEMENTATION, TOTAL, Field, FundingLine, Goal
from perflint.quantity import amount
from perflint.text import label, normal

_COLON = re.compile(r"[：:]")
_LABEL_LENGTH = 16


@dataclass(slots=True)
class BoxReader:
    """Reads the lines above and below the tree; what it has read is in ``fields``, ``funding`` and ``goals``."""

    words: Vocabulary
    fields: list[Field] = field(default_factory=list)
    funding: list[FundingLine] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)
    used: set[tuple[int, ...]] = field(default_factory=set)
    unread: list[Cell] = field(default_factory=list)
    _unit: str = "元"
    _in_funding: bool = False
    _goal_labels: list[Slot] = field(default_factory=list)
    _periods: list[str] = field(default_factory=list)

    def read(self, line: Line) -> None:
        """Take one line."""
        line = self._split(line)
        filled = [slot for slot in line if not slot.blank]
        if not filled or self.words.is_note(filled[0].text):
            self._use(*filled)
            return
        if any(self.words.look(self.words.goals, slot.text) for slot in filled):
            self._in_funding = False
            self._read_goal_labels(line, filled)
        elif self._goal_labels and not self._is_boxes(filled):
            self._read_goal_texts(filled)
        elif self._is_funding(filled):
            self._read_funding(line, filled)
        else:
            self._in_funding = False
            self._goal_labels = []
            self._read_fields(line, filled)

    def _split(self, line: Line) -> Line:
        """The line with cells that hold a known label and its value taken apart at the colon."""
        made: list[Slot] = []
        for slot in line:
            parts = _COLON.split(slot.text, maxsplit=1) if not slot.blank else []
            if len(parts) == 2 and parts[1].strip() and self._known(parts[0]):
                made.append(Slot(slot.column, Cell(text=parts[0], place=slot.cell.place)))
                made.append(Slot(slot.column, Cell(text=parts[1].strip(), place=slot.cell.place)))
            else:
                made.append(slot)
        return tuple(made)

    def _known(self, text: str) -> bool:
        """Whether a text is the label of a box, a source or a goal."""
        source, _, _ = source_of(text)
        return bool(
            self.words.field(text)
            or self.words.has(self.words.totals, source)
            or self.words.has(self.words.sources, source)
            or self.words.look(self.words.goals, text)
        )

    def _is_boxes(self, filled: list[Slot]) -> bool:
        """Whether a line begins with the label of a box, so that what came before has ended."""
        return self.words.field(filled[0].text) is not None or self._is_total(filled[0].text)

    def _is_total(self, text: str) -> bool:
        """Whether a label is that of a period's total."""
        return self.words.has(self.words.totals, source_of(text)[0])

    def _is_funding(self, filled: list[Slot]) -> bool:
        """Whether a line belongs to the funding block."""
        if any(self._is_total(slot.text) or self.words.has(self.words.funding_heads, slot.text) for slot in filled):
            return True
        return self._in_funding and self.words.field(filled[0].text) is None

    # The funding block

    def _read_funding(self, line: Line, filled: list[Slot]) -> None:
        """Labels and amounts in turn; the n-th pair of a line belongs to the period of the n-th total."""
        self._in_funding = True
        pairs: list[tuple[Slot, Cell | None]] = []
        for slot in line:
            if slot.blank:
                if pairs and pairs[-1][1] is None and not any(slot is other for other, _ in pairs):
                    pairs[-1] = (pairs[-1][0], slot.cell) if self._is_last_chance(line, slot) else pairs[-1]
                continue
            self._use(slot)
            if self.words.has(self.words.funding_heads, slot.text) and not self._is_total(slot.text):
                self._unit = unit_of(slot.text) or self._unit
            elif self._is_amount(slot.text, pairs):
                pairs[-1] = (pairs[-1][0], slot.cell)
            elif (unit := unit_head(slot.text)) is not None:
                self._unit = unit or self._unit
            else:
                pairs.append((slot, None))
        self._add_funding(pairs)

    def _is_last_chance(self, line: Line, blank: Slot) -> bool:
        """Whether no amount follows this empty cell before the next label: then it is the amount's box."""
        later = next((slot for slot in line if slot.column > blank.column and not slot.blank), None)
        return later is None or amount(later.text) is None

    def _is_amount(self, text: str, pairs: list[tuple[Slot, Cell | None]]) -> bool:
        """Whether a cell holds the amount of the label before it, be it readable or not."""
        if not pairs or (pairs[-1][1] is not None and not pairs[-1][1].blank):
            return False
        if amount(text) is not None:
            return True
        source, of_which, _ = source_of(text)
        known = of_which or self._is_total(text) or self.words.has(self.words.sources, source)
        return not known and (any(char.isdigit() for char in text) or len(source) <= 4)

    def _add_funding(self, pairs: list[tuple[Slot, Cell | None]]) -> None:
        """The pairs of one line as funding lines."""
        totals = [self._is_total(slot.text) for slot, _ in pairs]
        if any(totals):
            self._periods = self._periods_of([slot.text for slot, _ in pairs])
        for index, (slot, cell) in enumerate(pairs):
            source, of_which, arabic = source_of(slot.text)
            total = totals[index]
            self._unit = (unit_of(slot.text) if "(" in normal(slot.text) else None) or self._unit
            period = self.words.period(slot.text) if total or not self._periods else None
            if period is None:
                period = self._periods[min(index, len(self._periods) - 1)] if self._periods else ANNUAL
            self.funding.append(
                FundingLine(
                    source=TOTAL if total else source,
                    period=period,
                    label=slot.cell,
                    amount=cell or Cell(text="", place=slot.cell.place),
                    unit=self._unit,
                    depth=0 if total else self._depth(of_which, arabic, period),
                )
            )

    def _periods_of(self, labels: list[str]) -> list[str]:
        """The periods of a line of totals, by their labels, else 实施期 before 年度."""
        named = [self.words.period(text) for text in labels]
        if len(named) == 1:
            return [named[0] or ANNUAL]
        return [name or (IMPLEMENTATION if index == 0 else ANNUAL) for index, name in enumerate(named)]

    def _depth(self, of_which: bool, arabic: bool, period: str) -> int:
        """1 for a source of the total, 2 for a part of a source."""
        above = [one for one in self.funding if one.period == period]
        if arabic and any(not source_of(one.label.text)[2] and one.depth == 1 for one in above):
            return 2
        return 2 if of_which and above and above[-1].depth == 1 else 1

    # The goals

    def _read_goal_labels(self, line: Line, filled: list[Slot]) -> None:
        """A line that names periods; texts on the same line follow their label, else they stand beneath."""
        self._goal_labels = []
        current: Slot | None = None
        for slot in filled:
            self._use(slot)
            if self.words.look(self.words.goals, slot.text):
                self._goal_labels.append(slot)
                current = slot
            elif current is not None and not self.words.is_frame(slot.text):
                self._add_goal(current, slot.cell)
            elif not self.words.is_frame(slot.text):
                self.unread.append(slot.cell)
        texts = {goal.label.place for goal in self.goals}
        if any(slot.cell.place in texts for slot in self._goal_labels):
            for slot in self._goal_labels:
                if slot.cell.place not in texts:
                    self._add_goal(slot, self._box_after(line, slot))
            self._goal_labels = []

    def _read_goal_texts(self, filled: list[Slot]) -> None:
        """Texts beneath the labels of the goals, by their order, or by their column where one is missing."""
        texts = [slot for slot in filled if not self.words.is_frame(slot.text)]
        labels = self._goal_labels
        self._use(*filled)
        if len(texts) == len(labels):
            paired = list(zip(labels, texts, strict=True))
        else:
            paired = [(self._label_above(slot), slot) for slot in texts]
        for head, slot in paired:
            self._add_goal(head, slot.cell)

    def _label_above(self, slot: Slot) -> Slot:
        """The last goal label that stands at or before a text's column."""
        before = [head for head in self._goal_labels if head.column <= slot.column]
        return before[-1] if before else self._goal_labels[0]

    def _add_goal(self, head: Slot, text: Cell) -> None:
        """A goal's text, or the next line of one."""
        period = self.words.look(self.words.goals, head.text) or ANNUAL
        for index, goal in enumerate(self.goals):
            if goal.period == period:
                if not text.blank:
                    whole = f"{goal.text.text}\n{text.text}" if not goal.text.blank else text.text
                    first = text.place if goal.text.blank else goal.text.place
                    self.goals[index] = replace(goal, text=Cell(text=whole, place=first))
                return
        self.goals.append(Goal(period=period, label=head.cell, text=text))

    def finish(self) -> None:
        """Note the goal boxes in which nothing was written."""
        for head in self._goal_labels:
            self._add_goal(head, Cell(text="", place=head.cell.place))

    def _box_after(self, line: Line, head: Slot) -> Cell:
        """The empty cell after a label, or one at its place."""
        after = next((slot for slot in line if slot.column > head.column), None)
        return after.cell if after is not None and after.blank else Cell(text="", place=head.cell.place)

    # Boxes with a label

    def _read_fields(self, line: Line, filled: list[Slot]) -> None:
        """Labels and values in turn."""
        if len(filled) >= 2 and self.words.has(self.words.goal_heads, filled[0].text):
            self._use(*filled[:2])
            self._add_goal(Slot(filled[0].column, filled[0].cell), filled[1].cell)
            self.unread += [slot.cell for slot in filled[2:]]
            return
        heads = [index for index, slot in enumerate(line) if not slot.blank and self.words.field(slot.text)]
        if not heads:
            self._read_unlabelled(filled)
            return
        before = [slot for slot in line[: heads[0]] if not slot.blank]
        self.unread += [slot.cell for slot in before if not self.words.is_frame(slot.text)]
        for start, stop in zip(heads, [*heads[1:], len(line)], strict=True):
            head, rest = line[start], line[start + 1 : stop]
            values = [slot for slot in rest if not slot.blank]
            self._use(head, *values)
            value = values[0].cell if values else rest[0].cell if rest else Cell(text="", place=head.cell.place)
            self._add_field(self.words.field(head.text) or "", head.cell, value)
            self._read_strangers(values[1:], rest)

    def _read_strangers(self, extra: list[Slot], rest: Line) -> None:
        """What follows a value on its line: a label nobody described and its value, or something not understood."""
        if len(extra) == 2 and len(label(extra[0].text)) <= _LABEL_LENGTH:
            self.fields.append(Field(key="", label=extra[0].cell, value=extra[1].cell))
            return
        if len(extra) == 1 and rest and rest[-1].blank and len(label(extra[0].text)) <= _LABEL_LENGTH:
            self.fields.append(Field(key="", label=extra[0].cell, value=rest[-1].cell))
            return
        self.unread += [slot.cell for slot in extra]

    def _read_unlabelled(self, filled: list[Slot]) -> None:
        """A line without a known label: the rest of a text cut by a page break, or a box nobody described."""
        self._use(*filled)
        last = self.fields[-1] if self.fields else None
        if len(filled) == 1 and last is not None and not last.blank and len(last.value.text) > _LABEL_LENGTH:
            text = Cell(text=last.value.text + filled[0].text, place=last.value.place)
            self.fields[-1] = replace(last, value=text)
        elif len(filled) in {2, 4} and all(len(label(slot.text)) <= _LABEL_LENGTH for slot in filled[::2]):
            for head, value in zip(filled[::2], filled[1::2], strict=True):
                self.fields.append(Field(key="", label=head.cell, value=value.cell))
        else:
            self.unread += [slot.cell for slot in filled if not self.words.is_frame(slot.text)]

    def _add_field(self, key: str, head: Cell, value: Cell) -> None:
        """A box, once; a label printed again (a repeated head of the page) adds nothing if it says the same."""
        for index, known in enumerate(self.fields):
            if known.key == key:
                if known.blank and not value.blank:
                    self.fields[index] = Field(key=key, label=head, value=value)
                elif not value.blank and known.value.normal != value.normal:
                    self.fields.append(Field(key="", label=head, value=value))
                return
        self.fields.append(Field(key=key, label=head, value=value))

    def _use(self, *slots: Slot) -> None:
        """Note cells that were understood."""
        self.used.update(slot.cell.place.order for slot in slots)
