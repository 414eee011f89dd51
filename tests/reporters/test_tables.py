"""Columns stand straight although a Chinese character is two columns wide; lines break where Chinese may."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perflint.reporters.tables import table
from perflint.text import columns, folded, printable

mixed = st.text(alphabet="甲乙丙丁，。“”（）ab c1％%≥é", max_size=60)


@pytest.mark.parametrize(
    ("text", "width"),
    [("", 0), ("abc", 3), ("甲乙", 4), ("（甲）", 6), ("２０", 4), ("≥90%", 4), ("é", 1), ("e\u0301", 1), ("㈠", 2)],
)
def test_how_wide_a_text_stands(text: str, width: int) -> None:
    """Two columns for full-width characters, one for others, none for combining marks."""
    assert columns(text) == width


@given(st.lists(st.tuples(mixed, mixed, st.integers(0, 9999)), min_size=1, max_size=8))
def test_columns_stand_straight(rows: list[tuple[str, str, int]]) -> None:
    """Every line of a drawn table is as wide as its frame."""
    lines = table(rows, ("名称", "值", "处数"), numbers=(2,), style="simple_outline").splitlines()
    assert len({columns(line) for line in lines}) == 1
    assert len(lines) == len(rows) + 4


def test_texts_stay_texts() -> None:
    """An amount, a code, a blank: printed as written, numbers to the right, nothing invented for None."""
    made = table([("020", None, 3), ("1e5", "1,000", 12)], ("编号", "金额", "处数"), numbers=(2,))
    assert made.splitlines()[2:] == ["020                  3", "1e5     1,000       12"]


def test_a_table_may_be_empty() -> None:
    """No rows: the heads alone."""
    assert "名称" in table([], ("名称", "值"), numbers=(1,))


def test_the_optional_package_is_not_needed() -> None:
    """Where wcwidth is installed it is not imported: it costs more than a whole check may."""
    script = (
        "import sys; import perflint.reporters.tables; print('wcwidth' in sys.modules, 'unicodedata' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout == "False True\n"


@given(mixed, st.integers(min_value=8, max_value=40))
def test_folding_loses_nothing(text: str, width: int) -> None:
    """All signs but blanks at the breaks are there, in order, and lines keep to the width but for a closing sign."""
    lines = folded(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    for line in lines:
        longest = max((columns(word) for word in line.split()), default=0)
        assert columns(line.rstrip("，。）”")) <= max(width, longest)


def test_no_line_begins_with_a_closing_sign() -> None:
    """Nor is a Latin word cut."""
    assert folded("甲乙丙丁戊，己庚", 10) == ["甲乙丙丁戊，", "己庚"]
    assert folded("用法见 perflint check", 16) == ["用法见 perflint", "check"]


def test_what_steers_a_terminal_is_not_printable() -> None:
    """Escape, bell, turned writing, lone surrogates; tabs and line ends stay."""
    assert printable("a\x1b[1m\x07\u202e\udcffb\tc\nd") == "a\ufffd[1m\ufffd\ufffd\ufffdb\tc\nd"
