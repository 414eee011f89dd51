"""Rows of tables in Word's binary files: what the modifiers at a row's end say of its cells."""

from __future__ import annotations

import struct

from perflint.readers.doc.modifiers import modifiers
from perflint.readers.edges import ALONE, Merge

_DEFINITION, _LEFT, _GAP = 0xD608, 0x9601, 0x9602
_INSERT, _DELETE, _WIDTH, _MERGE, _SPLIT, _DOWN = 0x7621, 0x5622, 0x7623, 0x5624, 0x5625, 0xD62B
_DESCRIPTION = 20
_MOST = 64
"""Cells of a row beyond which Word itself does not go."""


class RowShape:
    """The edges and merges of a row's cells, as its modifiers make them one after another."""

    def __init__(self, *groups: bytes) -> None:
        """Applies the modifiers in order."""
        self._edges = [0]
        self._gap = 0
        self._merges: list[Merge] = []
        for code, operand in modifiers(*groups):
            change = _CHANGES.get(code)
            if change is not None:
                change(self, operand)

    @property
    def edges(self) -> tuple[int, ...]:
        """The edges of the cells, from left to right."""
        return tuple(self._edges) if self._merges else ()

    @property
    def merges(self) -> tuple[Merge, ...]:
        """What each cell is merged with."""
        return tuple(self._merges)

    def _define(self, operand: bytes) -> None:
        """The whole row: the number of cells, their edges, a description of each; descriptions at the end may lack."""
        count = operand[0] if operand else 0
        at = 1 + 2 * (count + 1)
        if not 0 < count <= _MOST or len(operand) < at:
            return
        self._edges = list(struct.unpack_from(f"<{count + 1}h", operand, 1))
        self._merges = []
        for index in range(count):
            start = at + index * _DESCRIPTION
            flags = int.from_bytes(operand[start : start + 2], "little")
            self._merges.append(Merge(flags & 3, bool(flags & 0x60), bool(flags & 0x40)))

    def _move(self, operand: bytes) -> None:
        """The text of the first cell begins elsewhere, and with it the row."""
        shift = int.from_bytes(operand, "little", signed=True) - self._gap - self._edges[0]
        self._edges = [edge + shift for edge in self._edges]

    def _pad(self, operand: bytes) -> None:
        """Another gap between an edge and the text; the text of the first cell stays where it is."""
        gap = int.from_bytes(operand, "little", signed=True)
        self._edges[0] += self._gap - gap
        self._gap = gap

    def _insert(self, operand: bytes) -> None:
        """New cells of one width, before a cell."""
        first, count, width = struct.unpack("<BBH", operand)
        first = min(first, len(self._merges))
        count = min(count, _MOST - len(self._merges))
        left = self._edges[first]
        new = [left + width * (index + 1) for index in range(count)]
        self._edges[first + 1 :] = new + [edge + width * count for edge in self._edges[first + 1 :]]
        self._merges[first:first] = [ALONE] * count

    def _delete(self, operand: bytes) -> None:
        """Cells taken out; what stood right of them moves up."""
        first, last = operand
        last = min(last, len(self._merges))
        if first < last:
            shift = self._edges[last] - self._edges[first]
            self._edges[first + 1 :] = [edge - shift for edge in self._edges[last + 1 :]]
            del self._merges[first:last]

    def _widen(self, operand: bytes) -> None:
        """Cells of a new width."""
        first, last, width = struct.unpack("<BBH", operand)
        for index in range(first, min(last, len(self._merges))):
            shift = self._edges[index] + width - self._edges[index + 1]
            self._edges[index + 1 :] = [edge + shift for edge in self._edges[index + 1 :]]

    def _across(self, operand: bytes, lead: int = 2, rest: int = 1) -> None:
        """Cells merged with their neighbours."""
        first, last = operand
        for index in range(first, min(last, len(self._merges))):
            old = self._merges[index]
            self._merges[index] = Merge(lead if index == first else rest, old.down, old.starts)

    def _apart(self, operand: bytes) -> None:
        """Cells no longer merged with their neighbours."""
        self._across(operand, 0, 0)

    def _down(self, operand: bytes) -> None:
        """A cell merged with the one above or below it, or no longer."""
        if len(operand) >= 2 and operand[0] < len(self._merges):
            index, how = operand[0], operand[1]
            self._merges[index] = Merge(self._merges[index].across, bool(how & 3), bool(how & 2))


_CHANGES = {
    _DEFINITION: RowShape._define,
    _LEFT: RowShape._move,
    _GAP: RowShape._pad,
    _INSERT: RowShape._insert,
    _DELETE: RowShape._delete,
    _WIDTH: RowShape._widen,
    _MERGE: RowShape._across,
    _SPLIT: RowShape._apart,
    _DOWN: RowShape._down,
}
