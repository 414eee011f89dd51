"""The season report as a workbook: a sheet a table, the first of them leads to the others."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from openpyxl.formatting.rule import ColorScaleRule
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from perflint.reporters.office import packed
from perflint.reporters.xlsx.sheet import CENTRED, HEAD, LINK, TEXT, Head, book, table
from perflint.screening.season.shape import Season, Table

_CONTENTS = "目录"
_TITLE = "绩效目标成批初审报告"
_BACK = (2, "回到目录")
"""The row and the words of the link back, beside the line that explains a table."""


def render(season: Season) -> bytes:
    """The report as a workbook; the same report gives the same bytes."""
    made = book()
    lines = list(_lines(season))
    heads = (Head("内容", 24), Head("说明", 90), Head("行数", 10, CENTRED), Head("打开", 8, CENTRED))
    rows = [[name, said, one.total if one else "", "打开" if one else ""] for name, said, one in lines]
    front = table(made, _CONTENTS, (_TITLE, "机审意见供审核人员参考，最终结论由人作出"), heads, rows)[0]
    front.auto_filter.ref = None
    for at, (name, said, one) in enumerate(lines, HEAD + 1):
        if one is not None:
            _table(made, name, said, one)
            _link(front, f"D{at}", name)
    made.properties.creator = "perflint"
    stream = BytesIO()
    made.save(stream)
    return packed(stream.getvalue())


def _lines(season: Season) -> Iterator[tuple[str, str, Table | None]]:
    """What the first sheet lists: what the report is about, then every table with its section's words."""
    yield "汇总", season.summary, None
    yield from ((label, text, None) for label, text in season.about)
    yield from (("注意", text, None) for text in season.alarms)
    for section in season.sections:
        yield from ((section.title, note, None) for note in section.notes)
        for one in section.tables:
            name = one.title if one.title.startswith(section.title) else f"{section.title}·{one.title}"
            more = f"{one.more}：{one.command}" if one.more else ""
            yield name, "。".join(part for part in (one.note, more) if part), one


def _table(made: Workbook, name: str, said: str, one: Table) -> None:
    """A table as a sheet, or several, with what is said of it."""
    heads = [Head(column.title, column.width, CENTRED if column.number else TEXT) for column in one.columns]
    for sheet in table(made, name, (name, said), heads, one.rows):
        sheet.freeze_panes = f"{'C' if heads[0].style == CENTRED else 'B'}{HEAD + 1}"
        row, text = _BACK
        cell = f"{get_column_letter(len(heads) + 1)}{row}"
        sheet[cell] = text
        _link(sheet, cell, _CONTENTS)
        sheet.column_dimensions[get_column_letter(len(heads) + 1)].width = 11
        sheet.print_area = f"A1:{get_column_letter(len(heads))}{max(HEAD, sheet.max_row)}"
        if one.folded and sheet.max_row > HEAD:
            _shade(sheet, len(heads))


def _shade(sheet: Worksheet, columns: int) -> None:
    """The counts of a heat table in shades; the numbers say the same."""
    cells = f"B{HEAD + 1}:{get_column_letter(columns)}{sheet.max_row}"
    scale = ColorScaleRule(start_type="num", start_value=0, start_color="FFFFFF", end_type="max", end_color="F2A966")  # type: ignore[no-untyped-call]
    sheet.conditional_formatting.add(cells, scale)


def _link(sheet: Worksheet, cell: str, name: str) -> None:
    """A link to a sheet of the same workbook."""
    sheet[cell].style = LINK
    sheet[cell].hyperlink = Hyperlink(ref=cell, location=f"'{name}'!A1")
