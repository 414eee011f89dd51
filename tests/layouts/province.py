"""Forms of other places as test cases: a table drawn in text, and all that is to be read from it.

In the table ``<`` goes on with the box to the left, ``^`` with the box above; a case file says what the form shows, and
the facts in a line each, so that a person can compare both at a glance.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from perflint.model.base import Cell, Place
from perflint.model.document import Document, Grid, Paragraph
from perflint.model.form import TargetForm
from perflint.text import normal
from tests.drawn import Box, Drawn

CASES = sorted((Path(__file__).parent / "provinces").glob("*.yaml"))
Facts = dict[str, Any]


def case_of(path: Path) -> Facts:
    """The case in a file."""
    case: Facts = yaml.safe_load(path.read_text("utf-8"))
    return case


def drawn(case: Facts) -> list[list[str]]:
    """The boxes of the table as drawn, ``<`` and ``^`` included, all rows of one length."""
    rows = [[cell.strip() for cell in line.split("|")] for line in case["table"].splitlines() if line.strip()]
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def document(case: Facts) -> Document:
    """The document that a reader makes of the case."""
    name = "材料.docx"
    captions = [
        Paragraph(cell=Cell(text=text, place=Place(file=name, line=line)))
        for line, text in enumerate(case["captions"], 1)
    ]
    cells: list[tuple[Cell, ...]] = []
    for row, texts in enumerate(drawn(case), 1):
        made: list[Cell] = []
        for column, text in enumerate(texts, 1):
            place = Place(file=name, table=1, row=row, column=column)
            new = Cell(text=text, place=place)
            made.append(made[-1] if text == "<" else cells[-1][column - 1] if text == "^" else new)
        cells.append(tuple(made))
    grids = [Grid(rows=tuple(cells), place=Place(file=name, table=1))] if cells else []
    return Document(name=name, digest="", blocks=(*captions, *grids))


def tables(case: Facts) -> list[Drawn]:
    """The table as it is drawn, for a writer of any format."""
    rows = drawn(case)
    boxes = []
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            if text in {"<", "^"}:
                continue
            across = _run(texts[column + 1 :], "<")
            down = _run([rows[at][column] for at in range(row + 1, len(rows))], "^")
            boxes.append(Box(text, row, column, down, across))
    return [Drawn(tuple(boxes), tuple(case["captions"]))]


def _run(texts: list[str], sign: str) -> int:
    """Over how many slots a box reaches: one, and those that go on with it."""
    return 1 + next((index for index, text in enumerate(texts) if text != sign), len(texts))


def styles(case: Facts) -> dict[str, str]:
    """The case as text that was extracted from it: merged boxes left blank or lost, columns or one box a line."""
    blank = [["" if text in {"<", "^"} else text for text in row] for row in drawn(case)]
    lost = [[text for text in row if text not in {"<", "^"}] for row in drawn(case)]
    filled = [[text for text in row if text] for row in lost]
    width = max(map(len, blank), default=0)
    head = "".join(f"{text}\n\n" for text in case["captions"])
    return {
        "tabs": head + "\n".join("\t".join(row) for row in blank),
        "tabs-lost": head + "\n".join("\t".join(row) for row in lost),
        "pipes": head + "\n".join(f"| {' | '.join(row)} |" for row in blank),
        "pipes-lost": head + "\n".join(f" {' | '.join(row)} | " for row in lost),
        "pipes-pushed": head + "\n".join(f"{' | '.join(row)} | {'|' * (width - len(row))}" for row in filled),
        "pipes-poured": head + "\n".join(_poured(row, width) for row in lost),
        "wide": head + "\n".join("   ".join(row) for row in filled),
        "blanks": head + "\n".join(" ".join(row) for row in filled),
        "lines": head + "\n".join(text or " " for row in lost for text in row),
        "packed": head + "\n".join(text for row in filled for text in row),
    }


def _poured(row: list[str], width: int) -> str:
    """A row with a line for each of its boxes, filled up with pipes."""
    return "\n".join([*(f"{text} |" if text else "|" for text in row), "|" * (width + 1 - len(row))])


def expected(case: Facts) -> list[Facts]:
    """What is to be read of each form."""
    return [
        {
            "project": normal(form["project"]),
            "scheme": form.get("scheme", "three-type"),
            "fields": {key: normal(text) for key, text in (form.get("fields") or {}).items()},
            "funding": [line.strip() for line in (form.get("funding") or "").splitlines() if line.strip()],
            "goals": {period: normal(text) for period, text in (form.get("goals") or {}).items()},
            "rows": sorted(map(_row, form["rows"].strip().splitlines())),
            "restored": 0,
            "unread": [],
        }
        for form in case["forms"]
    ]


def whole(form: TargetForm, told: Facts) -> Facts:
    """The same of a form as it was read; of boxes and amounts those that the case tells of."""
    fields = {key: value.normal for key in told["fields"] if (value := form.written(key))}
    yuan = (f"{one.period} {one.source} {one.yuan if one.yuan is None else int(one.yuan)}" for one in form.funding)
    amounts = set(yuan)
    rows = [(row.period, *row.path, row.name.normal, row.value.normal) for row in form.indicators]
    return {
        "project": form.project.normal,
        "scheme": form.scheme,
        "fields": fields,
        "funding": [line for line in told["funding"] if line in amounts],
        "goals": {goal.period: goal.text.normal for goal in form.goals if goal.period in told["goals"]},
        "rows": sorted(rows),
        "restored": sum(row.restored for row in form.indicators),
        "unread": [cell.text for cell in form.unread],
    }


def _row(line: str) -> tuple[str, ...]:
    """A row of the tree: period, 一级, 二级 (- for none), name, value."""
    period, level1, level2, *name, value = line.split()
    return period, level1, "" if level2 == "-" else level2, normal("".join(name)), normal(value)
