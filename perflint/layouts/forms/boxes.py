"""The upper part of a form: boxes with labels, the funding block, the goals; and the signatures beneath.

A box is found by its label. Where labels and values stand in columns depends on which merged cells survived, so a value
is simply the next cell of its line that is filled and is no label; failing that, the first empty one.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from perflint.layouts.forms.funding import FundingReader
from perflint.layouts.forms.goals import GoalReader
from perflint.layouts.meaning.lines import Line, Slot
from perflint.layouts.meaning.vocabulary import Vocabulary
from perflint.model.base import Cell
from perflint.model.form import Field
from perflint.quantity import amount
from perflint.text import label

_LABEL_LENGTH = 16


class BoxReader(Struct):
    """Reads the lines above and below the tree; what it has read is in ``fields``, ``funding`` and ``goals``."""

    words: Vocabulary
    funding: FundingReader
    goals: GoalReader
    fields: list[Field] = field(default_factory=list)
    used: set[tuple[int, ...]] = field(default_factory=set)
    unread: list[Cell] = field(default_factory=list)
    _steps: bool = False
    """Whether the rows of a schedule come, each a step of the last box（项目实施进度计划）."""

    def read(self, line: Line, *, broken: bool = False) -> None:
        """Take one line. ``broken`` says that a page ended above it."""
        if self.goals.frames:
            line = Line(slot for slot in line if slot.cell.place not in self.goals.frames)
        filled = line.filled
        if filled and not (broken and self._goes_on(filled)):
            self._read(line, filled)

    def _read(self, line: Line, filled: list[Slot]) -> None:
        """Take a line by what its labels say it is."""
        if self.words.is_note(filled[0].text):
            self._use(*filled)
        elif any(slot.meaning.goal for slot in filled):
            self.funding.close()
            self.unread += self.goals.read_labels(line, filled)
            self._use(*filled)
        elif self.goals.open and not (filled[0].meaning.field or filled[0].meaning.total):
            self.goals.read_texts(filled)
            self._use(*filled)
        elif self.funding.takes(filled):
            self._read_funding(line)
        else:
            self.funding.close()
            self.goals.close()
            self._read_fields(line, filled)

    def _read_funding(self, line: Line) -> None:
        """A line of the funding block; boxes may stand on it, too, and a text that says what the money is for."""
        starts = [0, *(i for i in range(1, len(line)) if _begins_part(line, i))]
        if any(slot.meaning.field for slot in line.labels):
            for start, stop in zip(starts, [*starts[1:], len(line)], strict=True):
                part = Line(line[start:stop])
                if part[0].meaning.field:
                    self._read_fields(part, part.filled)
                else:
                    self.funding.read(part)
                    self._use(*part.filled)
            return
        head, *rest = line.filled
        self._use(head, *rest)
        if len(rest) == 1 and head.meaning.funding_head and len(rest[0].text) > _LABEL_LENGTH // 2 and _says(rest[0]):
            self.fields.append(Field(key="use", label=head.cell, value=rest[0].cell))
        else:
            self.funding.read(line)

    def _goes_on(self, filled: list[Slot]) -> bool:
        """Join the rest of a box that a page break cut in two to what stands in it."""
        last = self.fields[-1] if self.fields else None
        if last is None or last.blank or self.goals.open or self.funding.open or len(filled) > 1:
            return False
        if filled[0].meaning.named or filled[0].meaning.frame:
            return False
        self._extend(last, filled[0])
        return True

    def _extend(self, last: Field, slot: Slot) -> None:
        """Add a cell's text to the last box."""
        self.fields[-1] = replace(last, value=Cell(text=last.value.text + slot.text, place=last.value.place))
        self._use(slot)

    def _read_fields(self, line: Line, filled: list[Slot]) -> None:
        """Labels and values in turn."""
        if len(filled) > 1 and filled[0].meaning.goal_head:
            self._use(*filled[:2])
            self.goals.add(filled[0], filled[1].cell)
            self.unread += [slot.cell for slot in filled[2:]]
            return
        heads = [index for index, slot in enumerate(line) if slot.meaning.field]
        if not heads:
            self._read_unlabelled(filled)
            return
        steps, self._steps = self._steps, False
        before = [slot for slot in line[: heads[0]] if not slot.blank]
        self._use(*(slot for slot in before if slot.meaning.frame))
        self.unread += [slot.cell for slot in before if not slot.meaning.frame]
        for start, stop in zip(heads, [*heads[1:], len(line)], strict=True):
            head, rest = line[start], line[start + 1 : stop]
            values = [slot for slot in rest if not slot.blank]
            self._use(head, *values)
            if steps and self.fields[-1].label.place == head.cell.place:
                self._steps = True
                self._add_step(values)
                continue
            value = values[0] if values else rest[0] if rest else None
            if value and _is_label_of_its_own(value):
                self._add_field(head.meaning.field or "", head.cell, Cell(text="", place=head.cell.place))
                self._read_stranger_labels(values)
            else:
                empty = Cell(text="", place=head.cell.place)
                self._add_field(head.meaning.field or "", head.cell, value.cell if value else empty)
                self._read_strangers(values[1:], rest)

    def _read_stranger_labels(self, values: list[Slot]) -> None:
        """What stands where a value should and is a label itself: heads of a schedule, or of a box left empty, too."""
        steps = [slot for slot in values if slot.meaning.column == "step"]
        if len(steps) > 1:
            self._steps = True
            rest = [slot for slot in values if slot not in steps]
            each = len(steps) if len(rest) % len(steps) == 0 else len(rest)
            for index in range(0, len(rest), each or 1):
                self._add_step(rest[index : index + each])
            return
        for head, after in zip(values, [*values[1:], None], strict=True):
            if _is_label_of_its_own(head):
                said = after is not None and not _is_label_of_its_own(after)
                value = after.cell if after is not None and said else Cell(text="", place=head.cell.place)
                self.fields.append(Field(key="", label=head.cell, value=value))

    def _add_step(self, slots: list[Slot]) -> None:
        """Add a row of a schedule to its box."""
        last = self.fields[-1]
        text = " ".join(slot.text.strip() for slot in slots)
        place = slots[0].cell.place if slots and last.blank else last.value.place
        self.fields[-1] = replace(last, value=Cell(text="；".join(filter(None, (last.value.text, text))), place=place))

    def _read_strangers(self, extra: list[Slot], rest: Sequence[Slot]) -> None:
        """What follows a value on its line: a label nobody described and its value, or something not understood."""
        labelled = bool(extra) and len(label(extra[0].text)) <= _LABEL_LENGTH
        if labelled and len(extra) == 2:
            self.fields.append(Field(key="", label=extra[0].cell, value=extra[1].cell))
        elif labelled and len(extra) == 1 and rest[-1].blank and extra[0].text.rstrip().endswith(("：", ":")):
            self.fields.append(Field(key="", label=extra[0].cell, value=rest[-1].cell))
        else:
            self.unread += [slot.cell for slot in extra]

    def _read_unlabelled(self, filled: list[Slot]) -> None:
        """A line without a known label: the rest of a text that fell out of its box, or a box nobody described."""
        self._use(*filled)
        last = self.fields[-1] if self.fields else None
        steps = sum(slot.meaning.column == "step" for slot in filled)
        if last is not None and (self._steps or (steps > 1 and last.blank)):
            self._steps = True
            self._add_step([slot for slot in filled if slot.meaning.column != "step"])
        elif len(filled) == 1 and last is not None and not last.blank and len(last.value.text) > _LABEL_LENGTH:
            self._extend(last, filled[0])
        elif len(filled) in {2, 4} and all(len(label(slot.text)) <= _LABEL_LENGTH for slot in filled[::2]):
            for head, value in zip(filled[::2], filled[1::2], strict=True):
                self.fields.append(Field(key="", label=head.cell, value=value.cell))
        else:
            self.unread += [slot.cell for slot in filled if not slot.meaning.frame and not slot.meaning.column]

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


def _begins_part(line: Line, index: int) -> bool:
    """Whether a label begins the other half of a line: boxes after funding, or funding after a box that is filled."""
    part, before = _part_of(line[index]), _part_of(line[index - 1])
    if part is None or part == before:
        return False
    last = next((slot for slot in reversed(line[:index]) if not slot.blank), None)
    # A source right behind a box's label is what stands in the box: 资金性质 / 一般公共预算.
    return not (last and last.meaning.field and line[index].meaning.source and not line[index].meaning.total)


def _part_of(slot: Slot) -> bool | None:
    """Whether a label belongs to the funding block; None for what is no label of either kind."""
    meaning = slot.meaning
    if meaning.field:
        return False
    return True if meaning.total or meaning.source or meaning.funding_head else None


def _is_label_of_its_own(slot: Slot) -> bool:
    """Whether what stands where a value should is another label: one that ends in a colon, or the head of a column."""
    return slot.meaning.column == "step" or (not slot.blank and slot.text.rstrip().endswith(("：", ":")))


def _says(slot: Slot) -> bool:
    """Whether a cell is a text and neither a label nor an amount."""
    return _part_of(slot) is None and amount(slot.text) is None and not slot.text.rstrip().endswith(("：", ":"))
