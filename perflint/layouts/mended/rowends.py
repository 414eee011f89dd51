"""Where the rows of a tree end whose cells stand one a line: its labels say it, and how many cells a row has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from perflint.layouts.meaning.lines import Slot
from perflint.layouts.meaning.vocabulary import Vocabulary

_ALWAYS = frozenset({"name", "value", "sign", "unit"})
"""Columns that are filled in every row that is filled at all; others may be blank, and blanks left no trace."""

_LEVELS = frozenset({"level1", "level2"})
_SPARE = 3
_LONGEST = 20
"""More cells than any row has for one period."""


def tree_rows(slots: Sequence[Slot], header: Sequence[Slot], words: Vocabulary) -> list[list[Slot]] | None:
    """Rows of the tree: by count where every empty box left its trace, else by their labels; None where none tells."""
    if not slots:
        return []
    width = _width(slots, header)
    if width:
        return [list(slots[index : index + width]) for index in range(0, len(slots), width)]
    groups = max(1, sum(slot.meaning.column == "level2" for slot in header))
    size = sum(slot.meaning.column in _ALWAYS for slot in header) // groups
    whole = sum(slot.meaning.column not in _LEVELS for slot in header)
    if groups == 1 and whole > size:
        return _by_count(slots, size, whole)
    rows = _Rows(words, groups, size)
    made: list[list[Slot]] = [[]]
    for index, slot in enumerate(slots):
        if made[-1] and rows.begins(slot, made[-1], slots[index + 1 : index + 2 + rows.size]):
            made.append([])
        made[-1].append(slot)
    return made


def _width(slots: Sequence[Slot], header: Sequence[Slot]) -> int:
    """How many boxes every row has, as many as the header or a few empty ones more at its head; 0 if rows differ."""
    if not any(slot.blank for slot in slots):
        return 0
    size = len(header)
    if len(slots) % size == 0:
        return size
    labels = [(index, slot.meaning.column) for index, slot in enumerate(header) if slot.meaning.column in _LEVELS]
    for spare in range(1, _SPARE + 1):
        width = size + spare
        rows = [slots[index : index + width] for index in range(0, len(slots), width)]
        whole = [row for row in rows if len(row) == width]
        kept = all(
            (one := row[spare + index]).blank or (one.meaning.level2 if role == "level2" else one.meaning.level1)
            for row in whole
            for index, role in labels
        )
        if len(whole) > 1 and kept and all(slot.blank for row in rows for slot in row[:spare]):
            return width
    return 0


def _by_count(slots: Sequence[Slot], size: int, whole: int) -> list[list[Slot]] | None:
    """Rows of one period with columns behind the value, some of them without a head: as many cells a row everywhere.

    Where rows differ, empty boxes tell them apart, or there is one between two labels; else nothing tells.
    """
    parts = list(_between_labels(slots))
    counts = dict.fromkeys((whole, size, *range(size + 1, whole + _SPARE)))
    # The last row may end early: empty boxes at the end of a table leave no trace.
    *inner, (_, last) = parts
    each = next((one for one in counts if all(_fits(body, one) for _, body in inner) and _fits(last, one, size)), None)
    rows: list[list[Slot]] = []
    for labels, body in parts:
        chunks = [body[index : index + each] for index in range(0, len(body), each)] if each else _runs(body)
        if not each and not all(size <= len(run) <= whole for run in chunks):
            return None
        rows += [[*labels, *chunk] if index == 0 else chunk for index, chunk in enumerate(chunks or [[]])]
    return rows


def _fits(body: Sequence[Slot], each: int, least: int = 0) -> bool:
    """Whether cells may be rows of so many, each beginning with what may be a name; the last of ``least`` at least."""
    names = [slot.text for slot in body[::each] if not slot.blank]
    rest = len(body) % each
    whole = rest == 0 or 0 < least <= rest
    return whole and all(any("\u4e00" <= char <= "\u9fff" for char in name) for name in names)


def _runs(body: Sequence[Slot]) -> list[list[Slot]]:
    """The filled cells that stand together, told apart by the empty ones between them."""
    runs: list[list[Slot]] = [[]]
    for slot in body:
        if not slot.blank:
            runs[-1].append(slot)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _between_labels(slots: Sequence[Slot]) -> Iterator[tuple[list[Slot], list[Slot]]]:
    """The labels of levels, each with the cells up to the next; a name that reads like a level is none."""
    labels: list[Slot] = []
    body: list[Slot] = []
    for index, slot in enumerate(slots):
        after = slots[index + 1].text if index + 1 < len(slots) else ""
        name = not body and labels and labels[-1].meaning.level2 and any(char.isdigit() for char in after)
        if not slot.meaning.level or name:
            body.append(slot)
        else:
            if body:
                yield labels, body
                labels, body = [], []
            labels.append(slot)
    if labels or body:
        yield labels, body


class _Rows(Struct):
    """Tells where rows begin; learns from each row how many cells a period has beside its 二级."""

    words: Vocabulary
    groups: int
    size: int

    def begins(self, slot: Slot, row: Sequence[Slot], ahead: Sequence[Slot]) -> bool:
        """Whether a cell begins the next row. ``ahead`` are the cells that follow it."""
        if len(row) > _LONGEST * self.groups:
            return True
        body = self._body([one for one in row if not one.blank])
        if not body:
            return slot.meaning.level1 is not None and slot.meaning.level2 is None
        if body[0].meaning.level2 is None:
            return slot.meaning.level or len(body) >= self.size * self.groups
        return self._after_pair(slot, body, ahead) if self.groups > 1 else self._after_one(slot, body, ahead)

    def _body(self, filled: list[Slot]) -> list[Slot]:
        """The cells after the 一级, which some forms print with the very word of its 二级."""
        if not filled or filled[0].meaning.level1 is None:
            return filled
        head, *rest = filled
        if head.meaning.level2 is None:
            return rest
        second = rest[0].meaning.level2 if rest else None
        if second is None or (self.groups > 1 and rest[0].cell.normal == head.cell.normal):
            return filled
        return rest if head.meaning.level1 in self.words.parents[second] else filled

    def _after_one(self, slot: Slot, body: list[Slot], ahead: Sequence[Slot]) -> bool:
        """The same in a row of one period."""
        told = len(body) - 1
        if not slot.meaning.level:
            return told >= self.size
        if len(body) == 1 and self._is_under(slot, body[0]):
            return False
        # Directly after a 二级 stands a name, even one that reads like a level, if a value follows it.
        return told > 0 or not any(char.isdigit() for one in ahead[:1] for char in one.text)

    def _is_under(self, slot: Slot, head: Slot) -> bool:
        """Whether a 二级 belongs beneath a label that may be a 一级 as well."""
        second = slot.meaning.level2
        return second is not None and head.meaning.level1 in self.words.parents[second]

    def _after_pair(self, slot: Slot, body: list[Slot], ahead: Sequence[Slot]) -> bool:
        """The same in a row of two periods, in which the 二级 stands twice."""
        own = body[0]
        same = [index for index, one in enumerate(body) if one.cell.normal == own.cell.normal]
        again = next((index for index in same[1:]), None)
        if again is None:
            # 产出 and 满意度 may be names as well; before a 二级 they are what they seem.
            follows = ahead[0].meaning.level2 if ahead else None
            level = slot.meaning.level2 or (slot.meaning.level1 and follows != own.meaning.level2 and follows)
            other = bool(level) and slot.meaning.level2 != own.meaning.level2
            return other and len(body) > 1 and not self._is_under(slot, own)
        first, second = again - 1, len(body) - 1 - again
        if not slot.meaning.level:
            whole = second >= (first or self.size)
            self.size = max(1, first, second) if whole else self.size
            return whole
        if second >= first:
            return True
        if body[1 + second].cell.normal == slot.cell.normal:
            return False
        return any(one.cell.normal == slot.cell.normal for one in ahead)
