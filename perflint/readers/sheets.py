"""A sheet of a workbook（.xlsx、.xls）to a grid: cut to its content, merged boxes whole, hidden parts said."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from msgspec import Struct, field

from perflint.errors import ReadError
from perflint.model.base import Cell, Place
from perflint.model.document import Document, Grid, Paragraph
from perflint.readers.slots import Box, grid_of
from perflint.text import listed

TALLEST = 5000
WIDEST = 200
MOST_MERGED = 1_000_000
MOST_MERGES = 20_000
CURE = "请只保留绩效目标表和预算表，删去其余的行、列和工作表后再检查"
UNCALCULATED = "公式未计算"
_MOST_NAMED = 8

Span = tuple[int, int, int, int]
"""First row, first column, last row, last column, from 0."""


class Sheet(Struct, frozen=True):
    """What a sheet shows（工作表）; rows and columns count from 0."""

    title: str
    texts: Mapping[tuple[int, int], str]
    """The text of each cell that shows one."""
    merged: Sequence[Span] = ()
    hidden: bool = False
    hidden_rows: Collection[int] = ()
    hidden_columns: Collection[int] = ()
    uncalculated: Collection[tuple[int, int]] = ()
    notes: Sequence[str] = field(default=())
    """Texts that lie over the sheet, in text boxes."""


def beyond(name: str, title: str, rows: int, columns: int) -> ReadError | None:
    """The refusal of a sheet whose content goes too far; None for one that does not."""
    if rows <= TALLEST and columns <= WIDEST:
        return None
    where = f"第 {rows} 行" if rows > TALLEST else f"第 {columns} 列"
    return ReadError(name, f"工作表“{title}”的内容到了{where}，超过 {TALLEST} 行 {WIDEST} 列", CURE)


def check_merged(name: str, title: str, merged: Sequence[Span]) -> None:
    """Raise ReadError for more merged cells than any form has."""
    largest = max(((bottom - top + 1) * (right - left + 1) for top, left, bottom, right in merged), default=0)
    if largest > MOST_MERGED or len(merged) > MOST_MERGES:
        raise ReadError(name, f"工作表“{title}”的合并单元格多得或大得不合常理", "文件可能是恶意构造的，请向来源核实")


def document(sheets: Iterable[Sheet], name: str, digest: str) -> Document:
    """The document of a workbook: a grid for each sheet that shows something, its text boxes after it."""
    blocks: list[Paragraph | Grid] = []
    said: list[str] = []
    number = 0
    for sheet in sheets:
        if not sheet.notes and not any(map(str.strip, sheet.texts.values())):
            continue
        number += 1
        drawn = _grid(sheet, name, number)
        blocks += [drawn] if drawn else []
        for count, text in enumerate(sheet.notes, 1):
            # No two cells may share a place, and a text box has no cell of its own.
            place = Place(file=name, table=number, sheet=sheet.title, column=count)
            blocks.append(Paragraph(cell=Cell(text=text, place=place)))
        said += _remarks(sheet)
    return Document(name=name, digest=digest, blocks=tuple(blocks), remarks=tuple(said))


def _grid(sheet: Sheet, name: str, number: int) -> Grid | None:
    """The grid of a sheet from its first row and column with content to the last; None for an empty one.

    Every place keeps the row and column of the sheet itself.
    """
    filled = [spot for spot, text in sheet.texts.items() if text.strip()]
    if not filled:
        return None
    top, left = min(row for row, _ in filled), min(column for _, column in filled)
    bottom, right = max(row for row, _ in filled), max(column for _, column in filled)
    origins = set(filled)
    for first_row, first_column, last_row, last_column in sheet.merged:
        # A title over the whole sheet would draw a thousand empty columns; a box a little wider than its text does not.
        if (first_row, first_column) in origins and last_row < TALLEST and last_column < WIDEST:
            bottom, right = max(bottom, last_row), max(right, last_column)
    boxes = _boxes(sheet, (top, left, bottom, right))

    def place(row: int, column: int) -> Place:
        """The place of a slot."""
        return Place(file=name, table=number, sheet=sheet.title, row=top + row + 1, column=left + column + 1)

    whole = Place(file=name, table=number, sheet=sheet.title)
    return grid_of(boxes, bottom - top + 1, right - left + 1, place, whole)


def _boxes(sheet: Sheet, bounds: Span) -> Iterable[Box]:
    """The boxes within the bounds, merged ones first: what lies under them is not shown."""
    top, left, bottom, right = bounds
    for first_row, first_column, last_row, last_column in sheet.merged:
        if first_row > bottom or first_column > right or last_row < top or last_column < left:
            continue
        row, column = max(first_row, top), max(first_column, left)
        rows, columns = min(last_row, bottom) - row + 1, min(last_column, right) - column + 1
        text = sheet.texts.get((first_row, first_column), "").strip()
        yield row - top, column - left, rows, columns, text
    for (row, column), text in sheet.texts.items():
        if top <= row <= bottom and left <= column <= right:
            yield row - top, column - left, 1, 1, text.strip()


def _remarks(sheet: Sheet) -> Iterable[str]:
    """What a person should know of a sheet that has content, in sentences."""
    filled = [spot for spot, text in sheet.texts.items() if text.strip()]
    if sheet.hidden:
        yield f"工作表“{sheet.title}”是隐藏的，已一并读取"
    rows = {row for row, _ in filled}.intersection(sheet.hidden_rows)
    if rows:
        yield f"工作表“{sheet.title}”第{listed(row + 1 for row in rows)}行是隐藏的，已一并读取"
    columns = {column for _, column in filled}.intersection(sheet.hidden_columns)
    if columns:
        yield f"工作表“{sheet.title}”{listed((column + 1 for column in columns), _letter)}列是隐藏的，已一并读取"
    if sheet.uncalculated:
        named = [
            str(Place(sheet=sheet.title, row=row + 1, column=column + 1)) for row, column in sorted(sheet.uncalculated)
        ]
        more = f" 等 {len(named)} 处" if len(named) > _MOST_NAMED else ""
        yield f"{'、'.join(named[:_MOST_NAMED])}{more}的公式没有计算结果，请用 Excel 或 WPS 打开后保存"
    if sheet.notes:
        yield f"工作表“{sheet.title}”上的文本框已作为段落读取"


def _letter(column: int) -> str:
    """The name of a column, counted from 1."""
    return str(Place(sheet="", row=1, column=column)).strip("!1")
