"""The page and the workbook: both say all there is, neither runs anything, each is the same every time."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from lxml import html as lxml_html
from msgspec.structs import replace
from openpyxl.worksheet.worksheet import Worksheet

from perflint.screening.alike.across import Across, name_of
from perflint.screening.columns import parquet
from perflint.screening.run import Run
from perflint.screening.screened import Screened, ScreenedUnread
from perflint.screening.season import html, xlsx
from perflint.screening.season.make import seasons
from perflint.screening.season.shape import PAGE, Season
from tests.reporters.hostile import TEXTS
from tests.screening.build import across, form, found, laid, row
from tests.screening.season.test_season import ROWS, _again

HARM = [text for text in TEXTS if text and "\ud83d" not in text]


def _hostile(text: str) -> Screened:
    """A submission whose every text means harm."""
    one = found("VAL01", "a", **dict.fromkeys(("project", "message", "title", "quote", "file"), text))
    forms = [form(text, (text, text), goal=text * 3)]
    unread = [ScreenedUnread(file=text, reason=text, cure=text)]
    return replace(row("a/1.txt", one, forms=forms * 2, unread=unread), path=f"{text}/1", department=text)


@pytest.fixture(params=["whole", "hostile"])
def season(request: pytest.FixtureRequest, tmp_path: Path) -> Season:
    """A report with every section; one whose texts mean harm."""
    rows = _again() if request.param == "whole" else [_hostile(text) for text in HARM]
    run, before = laid(str(tmp_path / "run"), rows), laid(str(tmp_path / "old"), ROWS)
    alike = [across(1, one.path, "甲") for one in rows[:3]]
    run.folder.write(name_of(run), parquet(alike, Across))
    return _made(run, before)


def _made(run: Run, before: Run) -> Season:
    """The report within the limits of a page."""
    (one,) = seasons(run, before, [PAGE])
    return one


def test_the_page_has_every_row(season: Season) -> None:
    """Each section under its heading, each table with its rows, in the order of the report."""
    page = lxml_html.fromstring(html.render(season).decode())
    assert [head.text for head in page.iter("h2")] == [section.title for section in season.sections]
    shown = [len(table.findall("tbody/tr")) for table in page.iter("table")]
    assert shown == [len(table.rows) for section in season.sections for table in section.tables]


def test_the_page_runs_nothing(season: Season) -> None:
    """No element, attribute or address that could act, whatever the texts say."""
    text = html.render(season).decode()
    page = lxml_html.fromstring(text)
    assert not {element.tag for element in page.iter()} & {"script", "img", "iframe", "object", "link", "form"}
    attributes = {str(name) for element in page.iter() for name in element.attrib}
    assert not [name for name in attributes if name.startswith("on") or name in {"style", "src"}]
    assert {str(link.get("href"))[0] for link in page.iter("a")} == {"#"}
    assert "default-src 'none'" in text
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\ufffe\uffff]", text.replace("\n", ""))


def test_the_workbook_has_every_row(season: Season) -> None:
    """A sheet a table, its head in sight, filtered, linked with the first sheet both ways, and nothing but text."""
    book = openpyxl.load_workbook(BytesIO(xlsx.render(season)))
    tables = [table for section in season.sections for table in section.tables]
    front, *sheets = book.worksheets
    assert front.title == "目录"
    assert _links(front) == [f"'{sheet.title}'!A1" for sheet in sheets]
    for sheet, table in zip(sheets, tables, strict=True):
        assert sheet.max_row == 3 + len(table.rows)
        assert sheet.freeze_panes in {"B4", "C4"}
        assert sheet.auto_filter.ref.startswith("A3:")
        assert _links(sheet) == ["'目录'!A1"]
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


def _links(sheet: Worksheet) -> list[str | None]:
    """Where the links of a sheet lead."""
    return [cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink]


@pytest.mark.parametrize("render", [html.render, xlsx.render], ids=["html", "xlsx"])
def test_the_same_run_gives_the_same_bytes(tmp_path: Path, render: object) -> None:
    """In whatever order the database hands its rows over."""
    rows = [replace(one, path=f"{number % 4}/{one.path}") for number, one in enumerate(ROWS * 5)]
    rows = [replace(one, path=f"{one.path}{number}") for number, one in enumerate(rows)]
    run, before = laid(str(tmp_path / "run"), rows), laid(str(tmp_path / "old"), ROWS)
    made = {render(_made(run, before)) for _ in range(3)}  # type: ignore[operator]
    assert len(made) == 1
