"""A row laid over the header of its tree: which cell stands in which column, whatever extraction did to columns.

Columns move when merged cells are lost, and vanish when empty boxes leave no trace. What stays is the order of the
cells and the labels among them. So a row is aligned with its header: labels want their level's column, neighbours
want to keep their distance, and the alignment that grants most of this is the one. Rows that fit as they stand cost
nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from perflint.layouts.meaning.lines import Slot
from perflint.pattern import compiled

_VALUE = compiled(r"[≥≤><=±\d]")
_SIGN = compiled(r"[≥≤><=]{1,2}|定[性量].*|(?:大于|小于)?等于|[正反]向.*")
_NUMBER = compiled(r"\d+(?:\.\d+)?(?:分|%)?")
_NUMERIC = frozenset({"weight", "score"})
"""Columns that hold nothing but numbers."""
_WANTED = 4.0
_UNWANTED = -4.0
_LEFT_OUT = -6.0
_KEPT = 2.0
_MOVED = -1.0
_RANKS = {"name": 0.0, "value": 0.0}
_RARER = -0.6
"""Every other column is filled less often than name and value."""


class Column(NamedTuple):
    """A column of the header: where it stands, what it holds, for which periods (by their index)."""

    position: int
    role: str
    groups: tuple[int, ...]


def laid(cells: Sequence[Slot], columns: Sequence[Column], *, packed: bool) -> list[Column | None]:
    """The column of every cell, None for one that has none. ``packed`` says that positions mean nothing."""
    if not packed and (exact := _as_they_stand(cells, columns)):
        return exact
    fits = [[_fit(cell, column.role) for column in columns] for cell in cells]
    best: dict[int, tuple[float, tuple[int, ...]]] = {-1: (0.0, ())}
    for index, cell in enumerate(cells):
        ahead: dict[int, tuple[float, tuple[int, ...]]] = {}
        for last, (score, path) in best.items():
            _keep(ahead, last, score + _LEFT_OUT, (*path, -1))
            for there in range(last + 1, len(columns)):
                step = 0.0 if packed else _step(cells, path, columns, there, cell)
                _keep(ahead, there, score + fits[index][there] + step, (*path, there))
        best = ahead
    _, path = max(best.values(), key=lambda found: found[0])
    return [columns[there] if there >= 0 else None for there in path]


def _as_they_stand(cells: Sequence[Slot], columns: Sequence[Column]) -> list[Column | None] | None:
    """The columns of the cells where each stands in one that may hold it; else None."""
    at = {column.position: column for column in columns}
    found: list[Column | None] = []
    for cell in cells:
        column = at.get(cell.column)
        if column is None or (column.role == "level1" and cell.meaning.level1 is None):
            return None
        if (column.role == "level2" and cell.meaning.level2 is None) or _contradicts(cell, column.role):
            return None
        found.append(column)
    return found


def _contradicts(cell: Slot, role: str) -> bool:
    """Whether a cell cannot be what its column holds: a number where units stand, a text where numbers do."""
    if role != "unit" and role not in _NUMERIC:
        return False
    return (_NUMBER.fullmatch(cell.cell.normal) is not None) == (role == "unit")


def _keep(found: dict[int, tuple[float, tuple[int, ...]]], key: int, score: float, path: tuple[int, ...]) -> None:
    """Keep the better of two ways to the same column; of equals the first."""
    if key not in found or score > found[key][0]:
        found[key] = score, path


def _step(cells: Sequence[Slot], path: tuple[int, ...], columns: Sequence[Column], there: int, cell: Slot) -> float:
    """Whether a cell keeps its distance from the one before it, or its place if it is the first."""
    before = next((index for index in range(len(path) - 1, -1, -1) if path[index] >= 0), None)
    if before is None:
        moved = abs(cell.column - columns[there].position)
        return _KEPT if not moved else -0.1 * moved
    distance = columns[there].position - columns[path[before]].position
    return _KEPT if cell.column - cells[before].column == distance else _MOVED


def _fit(cell: Slot, role: str) -> float:
    """How well a cell suits a column by what it says."""
    meaning, plain = cell.meaning, cell.cell.normal
    if role == "level2":
        return _WANTED if meaning.level2 is not None else _UNWANTED
    if role == "level1":
        return _WANTED - 0.1 if meaning.level1 is not None else _UNWANTED
    if role == "sign":
        return 1.0 if _SIGN.fullmatch(plain) else 2 * _UNWANTED
    numeric = _NUMBER.fullmatch(plain) is not None
    if role in _NUMERIC or (role == "unit" and numeric):
        return 0.5 if numeric and role != "unit" else _UNWANTED
    if meaning.level:
        return -1.0
    measured = _VALUE.match(plain) is not None
    return _RANKS.get(role, _RARER) + (0.5 if measured == (role == "value") else 0.0 if role in _RANKS else 0.25)
