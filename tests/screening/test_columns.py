"""Rows as Parquet and back: nothing is lost, and nothing is left running."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from perflint.screening.columns import parquet, rows_of
from perflint.screening.screened import Screened
from tests.screening.build import form, found, row

ROWS = [
    row("甲局/公开.txt", found("VAL01"), forms=[form("甲项目", ("培训人次", "≥280人次"))]),
    row("乙局/公开.txt"),
]


def test_rows_come_back_as_they_were() -> None:
    """And the same rows give the same bytes."""
    data = parquet(ROWS, Screened)
    assert rows_of(data, Screened) == ROWS
    assert parquet(ROWS, Screened) == data


def test_a_process_that_ends_right_after_reading_ends_well(tmp_path: Path) -> None:
    """Arrow's threads abort a process that ends while they start: none are."""
    part = tmp_path / "part.parquet"
    part.write_bytes(parquet(ROWS, Screened))
    code = (
        "from pathlib import Path\n"
        "from perflint.screening.columns import rows_of\n"
        "from perflint.screening.screened import Screened\n"
        f"rows_of(Path({str(part)!r}).read_bytes(), Screened)\n"
    )
    for _ in range(5):
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")
