"""Rules of a scan: walls are found, strokes of characters are not, and a slanted page lies level."""

from __future__ import annotations

import pytest

pytest.importorskip("cv2")
Image = pytest.importorskip("PIL.Image")
Draw = pytest.importorskip("PIL.ImageDraw")
ocr = pytest.importorskip("perflint.readers.ocr")

WIDTH, HEIGHT = 595.0, 300.0
DOTS = 200 / 72
ROWS, COLUMNS = (60, 76, 92, 140, 156), (50, 200, 400, 545)


class Paper:
    """A page to draw on, in points."""

    def __init__(self) -> None:
        """A blank page at 200 dots an inch."""
        self.image = Image.new("L", (round(WIDTH * DOTS), round(HEIGHT * DOTS)), 255)
        self.draw = Draw.Draw(self.image)

    def line(self, x0: float, y0: float, x1: float, y1: float, grey: int = 30) -> None:
        """A line two pixels wide."""
        self.draw.line([round(edge * DOTS) for edge in (x0, y0, x1, y1)], fill=grey, width=2)

    def table(self, rows: tuple[int, ...] = ROWS, columns: tuple[int, ...] = COLUMNS) -> None:
        """All walls of a table."""
        for y in rows:
            self.line(columns[0], y, columns[-1], y)
        for x in columns:
            self.line(x, rows[0], x, rows[-1])

    def stroke(self, x: float, y0: float, y1: float) -> None:
        """An upright stroke of a character with two level ones joined to it, as in 升."""
        self.line(x, y0, x, y1)
        self.line(x - 4, y0 + 4, x + 4, y0 + 4)
        self.line(x - 4, y0 + 9, x + 4, y0 + 9)


def found(image: object) -> tuple[list[int], list[int]]:
    """Where level and upright rules stand, in whole points."""
    page = ocr.page(image, 1, WIDTH, HEIGHT)
    level, upright = ({round(rule.at) for rule in rules} for rules in (page.horizontal, page.vertical))
    return sorted(level), sorted(upright)


def test_a_table_is_its_walls() -> None:
    """Every wall once, where it was drawn, its ends on the walls it meets."""
    paper = Paper()
    paper.table()
    assert found(paper.image) == ([*ROWS], [*COLUMNS])
    page = ocr.page(paper.image, 1, WIDTH, HEIGHT)
    for rule in page.horizontal:
        assert (rule.start, rule.stop) == pytest.approx((COLUMNS[0], COLUMNS[-1]), abs=0.6)


@pytest.mark.parametrize("degrees", [-4.6, -1.3, 0.4, 2.0, 4.9])
def test_a_slanted_page_is_put_level(degrees: float) -> None:
    """Up to five degrees, walls are level again and as many as were drawn."""
    paper = Paper()
    paper.table()
    turned = paper.image.rotate(degrees, resample=Image.Resampling.BICUBIC, fillcolor=255)
    level, upright = found(turned)
    assert [y - level[0] for y in level] == pytest.approx([y - ROWS[0] for y in ROWS], abs=1)
    assert [x - upright[0] for x in upright] == pytest.approx([x - COLUMNS[0] for x in COLUMNS], abs=1)


def test_a_short_wall_in_a_tight_row_is_one() -> None:
    """Of one row, where no other wall stands above or below."""
    paper = Paper()
    paper.table()
    paper.line(300, 76, 300, 92)
    assert found(paper.image)[1] == [50, 200, 300, 400, 545]


@pytest.mark.parametrize("x", [130, 300])
def test_a_stroke_that_touches_both_rules_is_no_wall(x: int) -> None:
    """A character that fills a tight row from rule to rule stays a character."""
    paper = Paper()
    paper.table()
    paper.stroke(x, 76, 92)
    assert found(paper.image)[1] == [*COLUMNS]


def test_a_wall_parted_by_dirt_is_whole() -> None:
    """A gap of a few pixels is bridged."""
    paper = Paper()
    paper.table()
    paper.draw.rectangle((round(250 * DOTS), round(59 * DOTS), round(251.5 * DOTS), round(61 * DOTS)), fill=255)
    page = ocr.page(paper.image, 1, WIDTH, HEIGHT)
    top = [rule for rule in page.horizontal if round(rule.at) == ROWS[0]]
    assert len(top) == 1


def test_rules_of_a_coarse_page_are_found() -> None:
    """At 100 dots an inch lines are a pixel wide and grey; the page is blown up first."""
    paper = Paper()
    paper.table()
    small = paper.image.resize((paper.image.width // 2, paper.image.height // 2))
    assert found(small) == ([*ROWS], [*COLUMNS])


def test_an_underline_is_a_rule_and_a_blank_page_has_none() -> None:
    """A long level line needs no others; a page without ink has nothing."""
    paper = Paper()
    assert found(paper.image) == ([], [])
    paper.line(100, 200, 300, 200)
    assert found(paper.image) == ([200], [])
