"""The tables of a run: what they hold, that each column is explained, and that a store will do."""

from __future__ import annotations

from pathlib import Path

import pytest

from perflint.errors import ScreeningError
from perflint.screening.alike.across import Across, name_of
from perflint.screening.columns import parquet
from perflint.screening.run import Run, opened
from perflint.screening.screened import ScreenedUnread
from perflint.screening.tables.store import tables
from perflint.screening.tables.views import VIEWS
from tests.screening.build import across, form, found, laid, row

ROOT = Path(__file__).resolve().parents[3]
ROWS = (
    row(
        "教育局/1.txt", found("VAL01", "a", project="甲"), found("NAM04", "b"),
        forms=[form("甲", ("培训人次", "若干"), ("满意度", "满意"), outcome="退回"), form("乙", ("期数", "2期"))],
    ),
    row("教育局/2.txt", forms=[form("丙", ("满意度", "满意"))]),
    row("水务局/坏.docx", unread=[ScreenedUnread(file="水务局/坏.docx", reason="是空文件", cure="重新导出")]),
)  # fmt: skip


@pytest.fixture(params=["local", "memory"])
def run(request: pytest.FixtureRequest, tmp_path: Path) -> Run:
    """The same run on the disk and in a store."""
    return laid(str(tmp_path / "run") if request.param == "local" else f"memory://{tmp_path.name}/run", ROWS)


@pytest.mark.parametrize(("name", "count"), [
    ("submissions", 3), ("forms", 3), ("indicators", 4), ("findings", 2), ("unread", 1), ("manifest", 3),
])  # fmt: skip
def test_each_table_is_flat_and_whole(run: Run, name: str, count: int) -> None:
    """As many rows as there are, in the columns that are explained, from a folder and from a store."""
    with tables(run) as con:
        rows = con.execute(f"SELECT * FROM {name}").fetchall()
        assert [column[0] for column in con.description] == list(VIEWS[name].columns)
    assert len(rows) == count


def test_rows_know_whose_they_are(run: Run) -> None:
    """Forms are numbered within their submission, indicators bear the number and the project of their form."""
    with tables(run) as con:
        rows = con.execute("SELECT path, form, project, name FROM indicators ORDER BY ALL").fetchall()
        counts = con.execute("SELECT path, forms, indicators, unchecked FROM submissions").fetchall()
    assert rows == [
        ("教育局/1.txt", 1, "甲", "培训人次"), ("教育局/1.txt", 1, "甲", "满意度"), ("教育局/1.txt", 2, "乙", "期数"),
        ("教育局/2.txt", 1, "丙", "满意度"),
    ]  # fmt: skip
    assert counts == [("教育局/1.txt", 2, 3, False), ("教育局/2.txt", 1, 1, False), ("水务局/坏.docx", 0, 0, True)]


def test_what_was_compared_across_departments_is_among_the_findings(run: Run) -> None:
    """Its rows have a group; those of the parts have none."""
    made = [across(1, "教育局/2.txt", "丙"), across(1, "水务局/3.txt", "丁")]
    run.folder.write(name_of(run), parquet(made, Across))
    with tables(run) as con:
        rows = con.execute('SELECT code, path, "group" FROM findings ORDER BY ALL').fetchall()
    assert rows == [
        ("ACR04", "教育局/2.txt", 1), ("ACR04", "水务局/3.txt", 1), ("NAM04", "教育局/1.txt", None),
        ("VAL01", "教育局/1.txt", None),
    ]  # fmt: skip


def test_parts_of_another_ruleset_are_not_asked(tmp_path: Path) -> None:
    """A run asks its own parts alone, and one without parts has empty tables."""
    run = laid(str(tmp_path / "run"), ROWS, missing=(1, 2))
    run.folder.write("parts/fedcba9876543210/000001.parquet", b"other")
    with tables(opened(run.folder.url)) as con:
        assert con.execute("SELECT count(*) FROM submissions").fetchall() == [(0,)]
        assert con.execute("SELECT count(*) FROM manifest").fetchall() == [(3,)]


def test_a_damaged_part_is_named(run: Run) -> None:
    """With what to do about it."""
    run.folder.write(run.part(2), b"PAR1 is not enough")
    with pytest.raises(ScreeningError, match=r"里的 parts/\w+/000002\.parquet 读不出来，请删除这个文件"), tables(run):
        pass


def test_every_column_is_in_the_manual() -> None:
    """docs/screening.md lists the tables and columns as they are."""
    manual = (ROOT / "docs" / "screening.md").read_text("utf-8")
    for name, view in VIEWS.items():
        lines = "".join(f"| `{column}` | {said} |\n" for column, said in view.columns.items())
        assert f"### `{name}`：{view.title}\n\n| 列 | 说明 |\n|---|---|\n{lines}" in manual
