"""Old workbooks: the same rules as for new ones; and what only bears their suffix."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
import xlwt

from perflint.errors import ReadError
from perflint.readers import read
from perflint.readers.kind import kind_of
from tests import drawn
from tests.drawn import Box, Drawn


def workbook() -> tuple[xlwt.Workbook, xlwt.Worksheet]:
    """An empty workbook and its first sheet."""
    book = xlwt.Workbook(encoding="utf-8")
    return book, book.add_sheet("甲")


def saved(book: xlwt.Workbook) -> bytes:
    """The bytes of a workbook."""
    stream = BytesIO()
    book.save(stream)
    return bytes(stream.getvalue())


def test_values_as_displayed() -> None:
    """Percentages, amounts, dates, booleans, texts with lines."""
    book, sheet = workbook()
    values = [
        (1, "0%"),
        (1234567.5, "#,##0.00"),
        (date(2026, 1, 22), 'yyyy"年"m"月"d"日"'),
        (0.1 + 0.2, "General"),
        (12.5, '0.00"万元"'),
    ]
    for column, (value, style) in enumerate(values):
        sheet.write(0, column, value, xlwt.easyxf(num_format_str=style))
    sheet.write(0, 5, True)
    sheet.write(0, 6, "一\r\n二")
    (grid,) = read(saved(book), "表.xls").grids
    assert [cell.text for cell in grid.rows[0]] == [
        "100%",
        "1,234,567.50",
        "2026年1月22日",
        "0.3",
        "12.50万元",
        "TRUE",
        "一\n二",
    ]


def test_merged_and_hidden() -> None:
    """One cell in all slots at the sheet's own addresses; hidden sheets, rows and columns are said."""
    book, sheet = workbook()
    sheet.write_merge(2, 3, 1, 2, "项目资金")
    sheet.write(4, 1, "合计")
    sheet.row(4).hidden = True
    sheet.col(1).hidden = True
    book.add_sheet("乙").write(0, 0, "甲")
    book.get_sheet(1).visibility = 1
    document = read(saved(book), "表.xls")
    grid = document.grids[0]
    assert [[cell.text for cell in row] for row in grid.rows] == [["项目资金"] * 2, ["项目资金"] * 2, ["合计", ""]]
    assert [str(row[0].place) for row in grid.rows] == ["甲!B3", "甲!B3", "甲!B5"]
    assert document.remarks == (
        "工作表“甲”第5行是隐藏的，已一并读取",
        "工作表“甲”B列是隐藏的，已一并读取",
        "工作表“乙”是隐藏的，已一并读取",
    )


def test_content_too_far_out_is_refused() -> None:
    """With the row it reaches."""
    book, sheet = workbook()
    sheet.write(6000, 0, "甲")
    with pytest.raises(ReadError, match="第 6001 行"):
        read(saved(book), "表.xls")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (drawn.html([Drawn((Box("甲", 0, 0), Box("乙", 0, 1)))], "gbk"), "html"),
        ("甲\t乙\r\n丙\t丁\r\n".encode("gbk"), "csv"),
        ("甲\t乙\r\n".encode("utf-16"), "csv"),
    ],
    ids=["web page", "tabs", "Unicode text"],
)
def test_what_only_bears_the_suffix(data: bytes, kind: str) -> None:
    """Systems export web pages and plain text under the suffix of Excel; they are read as what they are."""
    assert kind_of(data, "导出.xls") == kind
    assert [cell.text for cell in read(data, "导出.xls").grids[0].rows[0]] == ["甲", "乙"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "Excel 2003"),
        ("只有一句话".encode(), "内容却不是"),
        (b"\x01\x02\x03\x04", "内容却不是"),
    ],
)
def test_what_nobody_reads(data: bytes, reason: str) -> None:
    """Is refused with what it is."""
    with pytest.raises(ReadError) as caught:
        read(data, "导出.xls")
    assert reason in caught.value.reason
