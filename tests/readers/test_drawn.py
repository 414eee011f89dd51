"""Drawn pages: whatever was drawn, grids have whole rows; what was drawn with care comes out as it was meant."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perflint.model.document import Grid
from perflint.readers.drawn import Page, Piece, Rule, blocks

POINTS = st.integers(0, 40).map(lambda step: step * 15.0) | st.floats(-20, 900, width=32)
RULES = st.lists(st.tuples(POINTS, POINTS, POINTS).map(lambda at: Rule(at[0], min(at[1:]), max(at[1:]))), max_size=25)
TEXTS = st.text("项目名称指标1.0%≥ab（）。续第页\n ", min_size=1, max_size=9)
PIECES = st.lists(
    st.tuples(TEXTS, POINTS, POINTS, st.floats(1, 200), st.floats(1, 30), st.none() | st.floats(0, 1)).map(
        lambda at: Piece(at[0], (at[1], at[2], at[1] + at[3], at[2] + at[4]), at[5])
    ),
    max_size=30,
)
PAGES = st.lists(st.tuples(RULES, RULES, PIECES), min_size=1, max_size=4).map(
    lambda pages: [
        Page(number, 595.0, 842.0, tuple(level), tuple(upright), tuple(pieces))
        for number, (level, upright, pieces) in enumerate(pages, 1)
    ]
)


@settings(max_examples=80, deadline=None)
@given(PAGES)
def test_rows_are_whole_whatever_was_drawn(pages: list[Page]) -> None:
    """No drawing raises; rows are of one length, each cell stands at its own origin, every text is there or counted."""
    found, dropped = blocks(pages, "图")
    for block in found:
        if not isinstance(block, Grid):
            continue
        assert len({len(row) for row in block.rows}) == 1
        for row, line in enumerate(block.rows, 1):
            for column, cell in enumerate(line, 1):
                origin = block.rows[(cell.place.row or 0) - 1][(cell.place.column or 0) - 1]
                assert origin is cell
                assert (cell.place.row or 0) <= row
                assert (cell.place.column or 0) <= column
    assert all(count > 0 for count in dropped.values())


def piece(text: str, x: float, y: float, confidence: float | None = None) -> Piece:
    """A text of ten points whose top left stands at a point."""
    return Piece(text, (x, y, x + 10.0 * len(text), y + 10), confidence)


def drawn(*pieces: Piece, xs: tuple[float, ...] = (50, 150, 250), ys: tuple[float, ...] = (50, 80, 110)) -> Page:
    """A page with a whole grid of rules."""
    level = tuple(Rule(y, xs[0], xs[-1]) for y in ys)
    return Page(1, 595, 842, level, tuple(Rule(x, ys[0], ys[-1]) for x in xs), pieces)


def only(*pages: Page) -> Grid:
    """The one grid of the pages."""
    (grid,) = (block for block in blocks(pages, "图")[0] if isinstance(block, Grid))
    return grid


def test_recognised_text_keeps_its_confidence() -> None:
    """A cell is no surer than its least sure piece; text outside tables keeps it too."""
    page = drawn(
        piece("数量", 55, 60, 0.9), piece("指标", 75, 60, 0.4), piece("合计", 160, 60), piece("注意事项", 50, 200, 0.7)
    )
    found, _ = blocks([page], "图")
    assert isinstance(found[0], Grid)
    assert [(cell.text, cell.confidence) for cell in found[0].rows[0]] == [("数量指标", 0.4), ("合计", None)]
    assert not isinstance(found[1], Grid)
    assert found[1].cell.confidence == 0.7


def test_lines_a_little_out_of_place_are_one_line() -> None:
    """Scans and printers put the parts of a line a point or two apart."""
    page = Page(
        1,
        595,
        842,
        (Rule(50, 50, 149), Rule(51.2, 150, 250), Rule(80, 51, 249), Rule(110.5, 50, 250)),
        (Rule(50, 51, 79), Rule(51, 81, 110), Rule(150, 50, 110), Rule(249.4, 50, 110)),
        (piece("甲", 60, 60),),
    )
    grid = only(page)
    assert [[cell.text for cell in row] for row in grid.rows] == [["甲", ""], ["", ""]]


def test_an_underline_splits_no_cell() -> None:
    """A short line inside a cell, touching nothing or one side, is no border."""
    page = drawn(piece("签字", 60, 60))
    page = page._replace(horizontal=(*page.horizontal, Rule(72, 82, 130), Rule(95, 50, 90)))
    assert len(only(page).rows) == 2


def test_a_table_open_at_its_sides() -> None:
    """Where level rules run out beyond the last upright one and text stands there, the column is one."""
    page = Page(
        1,
        595,
        842,
        tuple(Rule(y, 50, 350) for y in (50, 80, 110)),
        (Rule(150, 50, 110), Rule(250, 50, 110)),
        (piece("单位", 60, 60), piece("项目", 160, 60), piece("金额", 260, 60)),
    )
    assert [cell.text for cell in only(page).rows[0]] == ["单位", "项目", "金额"]


def test_a_frame_is_no_table() -> None:
    """A box around a whole page or a paragraph has one slot; what is in it stays text."""
    page = drawn(piece("项目情况说明", 60, 60), xs=(40, 550), ys=(40, 800))
    found, _ = blocks([page], "图")
    assert [type(block).__name__ for block in found] == ["Paragraph"]


def test_a_table_in_a_cell_is_a_table_of_its_own() -> None:
    """What stands in the inner table does not stand in the outer cell as well."""
    inner = drawn(piece("内", 265, 65), xs=(260, 300, 340), ys=(60, 80, 100))
    outer = drawn(piece("外", 60, 60), xs=(50, 150, 400), ys=(50, 120, 150))
    page = outer._replace(
        horizontal=outer.horizontal + inner.horizontal,
        vertical=outer.vertical + inner.vertical,
        pieces=outer.pieces + inner.pieces,
    )
    grids = [block for block in blocks([page], "图")[0] if isinstance(block, Grid)]
    assert [[cell.text for cell in grid.rows[0]] for grid in grids] == [["外", ""], ["内", ""]]


def test_rows_drawn_as_tables_of_their_own_are_one_table() -> None:
    """Rows with a hair's breadth between them, and columns side by side, hang together."""
    rows = [drawn(piece(str(row), 60, 55 + 24 * row), ys=(50 + 24 * row, 70 + 24 * row)) for row in range(3)]
    page = rows[0]._replace(
        horizontal=tuple(rule for row in rows for rule in row.horizontal),
        vertical=tuple(rule for row in rows for rule in row.vertical),
        pieces=tuple(one for row in rows for one in row.pieces),
    )
    assert [row[0].text for row in only(page).rows] == ["0", "1", "2"]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("完成泵站更新改造任务", "二十三座"), "完成泵站更新改造任务二十三座"),
        (("一、更新改造", "二、长效管护"), "一、更新改造\n二、长效管护"),
        (("1,228.", "96"), "1,228.96"),
        (("Pump stations at", "all towns"), "Pump stations at all towns"),
        (("时", "效"), "时效"),
    ],
)
def test_lines_of_a_cell(lines: tuple[str, str], text: str) -> None:
    """A full line goes on in the next; a short one was ended on purpose; numbers and words stay whole."""
    wide = [
        Piece(line, (53, 55 + 12 * row, 53 + (5 if line.isascii() else 10) * len(line), 65 + 12 * row))
        for row, line in enumerate(lines)
    ]
    page = drawn(*wide, xs=(50, 156, 250)) if len(lines[0]) > 1 else drawn(*wide, xs=(50, 66, 250))
    if lines[0].startswith("Pump"):
        page = drawn(*wide, xs=(50, 150, 250))
    assert only(page).rows[0][0].text == text


def test_more_lines_than_a_table_has_are_no_table() -> None:
    """A drawing of thousands of lines is passed over quickly, and counted."""
    lines = tuple(Rule(step * 0.25, 0, 800) for step in range(40_000))
    started = time.process_time()
    found, dropped = blocks([Page(1, 10_000, 10_000, lines, lines, (piece("说明", 60, 60),))], "图")
    assert time.process_time() - started < 5
    assert [type(block).__name__ for block in found] == ["Paragraph"]
    assert dropped == {"（过密的线条）": 1}
