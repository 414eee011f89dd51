"""The goals of a form: labels that name periods, and texts beside or beneath them."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from perflint.layouts.meaning.lines import NO_COLUMN, Line, Slot
from perflint.model.base import Cell, Place
from perflint.model.form import ANNUAL, Goal


class GoalReader(Struct):
    """Reads the lines of the goals; what it has read is in ``goals``."""

    goals: list[Goal] = field(default_factory=list)
    frames: set[Place] = field(default_factory=set)
    """Labels beside rows of goals that frame the labels above them."""
    _labels: list[Slot] = field(default_factory=list)
    _told: Slot | None = None
    """The label that was last given a text."""

    @property
    def open(self) -> bool:
        """Whether labels stand above and wait for their texts."""
        return bool(self._labels)

    def read_labels(self, line: Line, filled: Sequence[Slot]) -> list[Cell]:
        """A line that names periods, with their texts beside or beneath them; what was not understood of it."""
        unread = []
        labels: list[Slot] = []
        told: set[int] = set()
        for slot in self._unframed(filled):
            if slot.meaning.goal:
                labels.append(slot)
            elif labels and not slot.meaning.frame:
                told.add(len(labels) - 1)
                self.add(labels[-1], slot.cell)
            elif not slot.meaning.frame:
                unread.append(slot.cell)
        if told:
            for index, head in enumerate(labels):
                if index not in told:
                    self.add(head, _box_after(line, head))
        self._labels = [] if told else labels
        return unread

    def _unframed(self, filled: Sequence[Slot]) -> Sequence[Slot]:
        """The slots without a label at their head that only frames the labels behind it."""
        if not filled[0].meaning.goal_head or not any(slot.meaning.goal for slot in filled[1:]):
            return filled
        self.frames.add(filled[0].cell.place)
        return filled[1:]

    def read_texts(self, filled: Sequence[Slot]) -> None:
        """Texts beneath the labels, by their order, or by their column where one is missing."""
        texts = [slot for slot in filled if not slot.meaning.frame]
        heads = self._labels if len(texts) == len(self._labels) else [self._above(slot) for slot in texts]
        for head, slot in zip(heads, texts, strict=True):
            self.add(head, slot.cell)

    def add(self, head: Slot, text: Cell) -> None:
        """A goal's text, or the next line of one."""
        self._told = self._told if text.blank else head
        period = head.meaning.goal or ANNUAL
        for index, goal in enumerate(self.goals):
            if goal.period == period:
                if not text.blank:
                    whole = (
                        text if goal.text.blank else Cell(text=f"{goal.text.text}\n{text.text}", place=goal.text.place)
                    )
                    self.goals[index] = replace(goal, text=whole)
                return
        self.goals.append(Goal(period=period, label=head.cell, text=text))

    def close(self) -> None:
        """No more texts will come: note the boxes in which nothing was written."""
        for head in self._labels:
            self.add(head, Cell(text="", place=head.cell.place))
        self._labels = []

    def _above(self, slot: Slot) -> Slot:
        """The last label that stands at or before a text's column; without a column, the one that was told last."""
        if slot.column == NO_COLUMN and self._told is not None:
            return self._told
        return next((head for head in reversed(self._labels) if head.column <= slot.column), self._labels[0])


def _box_after(line: Line, head: Slot) -> Cell:
    """The empty cell after a label, or one at its place."""
    after = next((slot for slot in line if slot.column > head.column), None)
    return after.cell if after is not None and after.blank else Cell(text="", place=head.cell.place)
