"""Tables of values: the sign between them found, quotes and lines within them kept."""

from __future__ import annotations

import pytest

from perflint.errors import ReadError
from perflint.readers import read


def rows(data: str | bytes, name: str = "表.csv") -> list[list[str]]:
    """The rows of the grid."""
    document = read(data.encode() if isinstance(data, str) else data, name)
    return [[cell.text for cell in row] for grid in document.grids for row in grid.rows]


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
def test_signs_and_encodings(sign: str, encoding: str) -> None:
    """Whatever divides the values, and in whatever encoding Excel saved them."""
    text = f'项目名称{sign}金额{sign}备注\r\n渠道维修{sign}"1,200;50"{sign}一、二|三\r\n'.replace(
        "一、二|三", "无" if sign == "|" else "一|二"
    )
    assert rows(text.encode(encoding)) == [
        ["项目名称", "金额", "备注"],
        ["渠道维修", "1,200;50", "无" if sign == "|" else "一|二"],
    ]


def test_lines_within_quotes_and_blank_rows() -> None:
    """A quoted value may hold lines and quotes; blank rows stay, so that rows keep their numbers."""
    text = '目标,"1.甲\n2.""乙"""\n\n,,\n指标\n\n'
    assert rows(text) == [["目标", '1.甲\n2."乙"'], ["", ""], ["", ""], ["指标", ""]]
    grid = read(text.encode(), "表.csv").grids[0]
    assert [(row[0].place.row, row[0].place.line) for row in grid.rows] == [(1, 1), (2, 3), (3, 4), (4, 5)]


def test_excel_names_its_sign() -> None:
    """The first line ``sep=;`` is no row."""
    assert rows("sep=;\n甲,乙;丙\n") == [["甲,乙", "丙"]]


def test_prose_commas_do_not_divide() -> None:
    """A sign that stands in most rows wins over one that stands in some."""
    assert rows("名称\t内容\n甲\ta,b,c\n乙\td\n丙\te\n")[1] == ["甲", "a,b,c"]


def test_an_empty_table_is_an_empty_document() -> None:
    """Signs and quotes without a value are no table."""
    assert read(b",,\n,,\n", "a.csv").blocks == ()


@pytest.mark.parametrize("data", [b"a,b\n" * 6000, b"a," * 300 + b"b", b"\x00\x01\x02"])
def test_beyond_measure_is_refused(data: bytes) -> None:
    """More rows or columns than any form has, and what is no text."""
    with pytest.raises(ReadError):
        read(data, "a.csv")
