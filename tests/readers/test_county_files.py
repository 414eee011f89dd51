"""The county disclosure in its formats, cell by cell; other provinces' forms, text by text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from perflint.model.document import Grid
from perflint.readers import read
from perflint.text import normal
from tests.conftest import SHARED

DATA = SHARED / "data"
Cell = tuple[int, int, int, int, str]
NOT_PRINTED = {
    "slug",
    "layout",
    "source",
    "profile",
    "unit",
    "notes",
    "period",
    "l1",
    "l2",
    "amount_yuan",
    "unit_name",
    "line",
}
LAYOUTS = sorted(path for path in DATA.glob("layouts/*") if path.suffix in {".docx", ".xlsx"})


def cells(grid: Grid, top: int) -> list[Cell]:
    """Row, column, rows, columns and text of each cell from a row on."""
    slots: dict[tuple[int | None, int | None], list[tuple[int, int, str]]] = {}
    for row, line in enumerate(grid.rows[top:]):
        for column, cell in enumerate(line):
            slots.setdefault((cell.place.row, cell.place.column), []).append((row, column, cell.text))
    made = []
    for held in slots.values():
        rows, columns = [row for row, *_ in held], [column for _, column, _ in held]
        spans = max(rows) - min(rows) + 1, max(columns) - min(columns) + 1
        assert spans[0] * spans[1] == len(held)
        made.append((min(rows), min(columns), *spans, normal(held[0][2])))
    return sorted(made)


@pytest.mark.parametrize(("name", "captions"), [("tables.docx", 0), ("tables_sheets.xlsx", 2), ("tables.html", 0)])
def test_every_cell_of_the_county(name: str, captions: int) -> None:
    """All twelve tables: where each cell is, how far it reaches, what stands in it."""
    path = DATA / "county" / name
    if not path.exists():
        pytest.skip("../shared is not here")
    truth = json.loads((DATA / "county" / "truth.json").read_text("utf-8"))["tables"]
    grids = read(path.read_bytes(), name).grids
    assert len(grids) == len(truth) == 12
    for grid, table in zip(grids, truth, strict=True):
        wanted = sorted((one["r"], one["c"], one["rs"], one["cs"], normal(one["t"])) for one in table["cells"])
        assert cells(grid, captions) == wanted


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda path: path.name)
def test_every_text_of_other_layouts(path: Path) -> None:
    """What the truth prints stands in a cell of the grids, or in one beside its sign and unit."""
    truth = json.loads(next(path.parent.glob(path.stem + ".truth.json")).read_text("utf-8"))
    document = read(path.read_bytes(), path.name)
    rows = ["".join(normal(cell.text) for cell in row) for grid in document.grids for row in grid.rows]
    texts = [normal(block.cell.text) for block in document.blocks if not isinstance(block, Grid)]
    printed = {normal(text) for text in _texts(truth["forms"])}
    assert [text for text in sorted(printed) if not any(text in row for row in (*rows, *texts))] == []


def _texts(truth: Any) -> list[str]:  # noqa: ANN401 - JSON of any shape
    """Every printed text of a truth."""
    if isinstance(truth, dict):
        return [text for key, value in truth.items() if key not in NOT_PRINTED for text in _texts(value)]
    if isinstance(truth, list):
        return [text for value in truth for text in _texts(value)]
    return [truth] if isinstance(truth, str) else []
