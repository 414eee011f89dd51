"""Chinese text as forms print it: what two spellings have in common."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perflint.text import bare_label, columns, folded, is_blank, joined, label, listed, normal, printable, same

PRINTED = st.text(alphabet=st.characters(codec="utf-8")) | st.text("≥≧＞=＜≤ 　“”（）()：:％%９9\u200b\u0301¸R万元指标")


@given(PRINTED)
def test_normal_is_idempotent(text: str) -> None:
    """What is normal stays as it is."""
    assert normal(normal(text)) == normal(text)


@given(PRINTED)
def test_nothing_raises(text: str) -> None:
    """Every text has a form to compare, a label and a width."""
    assert label(text) == label(normal(text))
    assert bare_label(text) in bare_label(text)
    assert columns(text) >= 0
    assert is_blank(text) == (not normal(text)) or not normal(text)
    assert joined(joined(text)) == joined(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("≧ 90％", ">=90%"),
        ("（2026年度）", "(2026年度)"),
        ("产 出 指 标", "产出指标"),
        ("综合能力提升\n费用", "综合能力提升费用"),
        ("８０，０００", "80,000"),
        ("“四好农村路”", '"四好农村路"'),
        ("2024年—2026年", "2024年-2026年"),
        ("＞＝3", "≥3"),
    ],
)
def test_printing_is_set_aside(one: str, other: str) -> None:
    """Widths, blanks, line breaks, look-alike signs."""
    assert same(one, other)


def test_what_differs_stays_different() -> None:
    """Only printing is set aside: letters keep their case, numbers their digits."""
    assert not same("信息中心", "信息化中心")
    assert not same("AKTD", "aktd")
    assert not same("1.00", "1.0")


@pytest.mark.parametrize(
    ("printed", "bare"),
    [
        ("数量指标 (必填硬性指标)", "数量指标"),
        ("产出指标(50分)", "产出指标"),
        ("产出指标\n(40-50)分", "产出指标"),
        ("★项目名称：", "项目名称"),
        ("*联系人:", "联系人"),
        ("年度资金总额：", "年度资金总额"),
    ],
)
def test_labels_lose_their_decoration(printed: str, bare: str) -> None:
    """Marks, colons and bracketed remarks say nothing about what a label is."""
    assert bare_label(printed) == bare


@pytest.mark.parametrize("text", ["", " ", "\u3000", "\t\n", "\u200b", "\ufeff \xa0"])
def test_blank_is_what_cannot_be_seen(text: str) -> None:
    """Blanks of all kinds are blank; a dash or a nought is not, somebody wrote it."""
    assert is_blank(text)


@pytest.mark.parametrize("text", ["0", "-", "—", "无", "/", " 0 "])
def test_what_somebody_wrote_is_not_blank(text: str) -> None:
    """Blank is not zero, zero is not blank."""
    assert not is_blank(text)


def test_wraps_are_taken_out_between_chinese_characters_only() -> None:
    """A blank between two words of Latin letters or numbers stays."""
    assert joined("综合能力提升 费用") == "综合能力提升费用"
    assert joined(" 5G network 建设 ") == "5G network 建设"


@given(PRINTED, st.integers(10, 80))
def test_folded_text_loses_nothing_that_shows(text: str, width: int) -> None:
    """Lines of a terminal hold every character that can be seen."""
    plain = printable(text)
    assert "".join("".join(folded(plain, width)).split()) == "".join(plain.split())


@given(st.sets(st.integers(1, 40)))
def test_numbers_are_listed_as_one_says_them(numbers: set[int]) -> None:
    """Runs are named by their ends, and no number is lost."""
    parts = [list(map(int, part.split("–"))) for part in listed(numbers).split("、") if part]
    assert {number for part in parts for number in range(part[0], part[-1] + 1)} == numbers
    assert listed([3, 1, 2, 5]) == "1–3、5"


@given(
    st.text("\t\n\x0b\x1c\x85 \xa0\xad\u1680\u2005\u200b\u200f\u2028\u202e\u202f\u205f\u2060\u3000\ufeff-0万") | PRINTED
)
def test_a_text_is_blank_where_nothing_of_it_can_be_seen(text: str) -> None:
    """Blanks and invisible signs of whatever kind are nothing; a dash and a nought are something."""
    seen = re.sub(r"[\s\u200b-\u200f\u2028-\u202e\u2060\ufeff\u00ad]+", "", text)
    assert is_blank(text) == (not seen)
