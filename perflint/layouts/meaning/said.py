"""What a line says of the form it stands in."""

from __future__ import annotations

from perflint.layouts.meaning.lines import Line, Slot
from perflint.model.base import once

_SIGNATURES = frozenset({"principal", "handler", "phone", "filed"})
_HEADS = 3
"""How many heads the header of a tree has at least."""


@once
def is_header(line: Line) -> bool:
    """Whether a line is the header of a tree."""
    if len(line.labels) < _HEADS:
        return False
    heads = {slot.meaning.column for slot in line.labels}
    return {"name", "value"} <= heads and bool(heads & {"level1", "level2"})


def is_labelled(line: Line) -> bool:
    """Whether a line holds a label of any kind."""
    return any(not slot.meaning.figures for slot in line.labels)


@once
def project_of(line: Line) -> str | None:
    """The project that a line names, normalised; None where it names none."""
    for head in line.labels:
        if head.meaning.field == "project":
            value = next(iter(line.filled[line.filled.index(head) + 1 :]), None)
            if value is None:
                return ""
            # Beside 合计 it heads a column of a project budget.
            return None if value.meaning.figures else value.cell.normal
    return None


@once
def level_of(line: Line) -> str | None:
    """The first 二级 that a line names."""
    for slot in line.labels:
        if slot.meaning.level2:
            return slot.meaning.level2
    return None


@once
def boxes_of(line: Line) -> tuple[str, ...]:
    """The boxes that a line labels, in order."""
    return tuple([box for slot in line.labels if (box := box_of(slot))])


def box_of(slot: Slot) -> str | None:
    """The box, goal or total that a cell labels, the project and the signatures aside."""
    meaning = slot.meaning
    key = meaning.field or meaning.goal or ("total" if meaning.total else None)
    return None if key == "project" or key in _SIGNATURES else key


@once
def signatures_of(line: Line) -> frozenset[str]:
    """The boxes of the signatures that a line holds."""
    return frozenset([slot.meaning.field for slot in line.labels if slot.meaning.field in _SIGNATURES])
