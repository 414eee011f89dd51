"""What belongs to the page is told from what the document says."""

from __future__ import annotations

import pytest

from perflint.readers.text.furniture import furniture

ROWS = [f"第{name}行\t{number}" for number, name in enumerate("一二三四五六七八九", 1)]


def left(lines: list[str], kind: str = "tab") -> list[str]:
    """The lines that are not furniture."""
    kinds = [("gap" if not line.strip() else kind if "\t" in line else "text") for line in lines]
    found = furniture(lines, kinds)
    return [line for index, line in enumerate(lines) if index not in found and line.strip()]


@pytest.mark.parametrize(
    "number", ["— 12 —", "- 12 -", "第3页", "第3页 共20页", "第 3 页，共 20 页", "3/20", "·3·", "－ 5 －"]
)
def test_decorated_page_numbers(number: str) -> None:
    """They go wherever they stand."""
    assert left([*ROWS[:2], "", number, "", *ROWS[2:]]) == ROWS


def test_bare_page_numbers_count_upwards() -> None:
    """1, 2, 3 through the file are pages; numbers in any order are not."""
    pages = [*ROWS[:2], "1", *ROWS[2:4], "2", *ROWS[4:6], "3", *ROWS[6:]]
    assert left(pages) == ROWS
    other = [*ROWS[:2], "30", *ROWS[2:4], "7", *ROWS[4:6], "300", *ROWS[6:]]
    assert left(other) == other


@pytest.mark.parametrize("mark", ["某某县财政局业务专用", "某某县水利局2026年部门预算"])
@pytest.mark.parametrize("apart", [True, False])
def test_a_watermark_stands_between_other_rows_every_time(mark: str, apart: bool) -> None:
    """Whatever its words are, and whether it touches the rows or not."""
    between = ["", mark, ""] if apart else [mark]
    assert left([*ROWS[:2], *between, *ROWS[2:5], *between, *ROWS[5:7], *between, *ROWS[7:]]) == ROWS


def test_running_heads_with_their_page_number() -> None:
    """The number changes, the head does not."""
    heads = [f"某某县水利局2026年部门预算    {page}" for page in (11, 12, 13)]
    assert left([*ROWS[:2], heads[0], *ROWS[2:5], heads[1], *ROWS[5:7], heads[2], *ROWS[7:]]) == ROWS


def test_the_title_of_a_table_is_no_furniture() -> None:
    """The same thing follows it every time."""
    table = ["项目支出绩效目标表", "项目名称\t甲", "负责人\t乙"]
    assert left(table * 4) == table * 4


def test_captions_and_stamps() -> None:
    """A caption with a colon stays however often; a stamp goes even where it stands once."""
    assert left(["单位：万元", "项目\t1"] * 4) == ["单位：万元", "项目\t1"] * 4
    assert left(["内部资料 注意保存", *ROWS]) == ROWS
    assert left(["本资料仅供内部使用，不得外传，违者追究责任，特此声明。", *ROWS])[1:] == ROWS


def test_what_only_draws_a_table_is_no_furniture() -> None:
    """A line of pipes ends a row, however often it comes."""
    lines = ["甲 |", "1 |", "||||", "乙 |", "2 |", "||||", "丙 |", "3 |", "||||"]
    assert furniture(lines, ["pipe"] * 9) == {}
