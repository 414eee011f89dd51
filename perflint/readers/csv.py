"""Comma-separated values（.csv、.tsv）: one grid, whatever stands between the values."""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from collections.abc import Iterator
from io import StringIO

from perflint.errors import ReadError
from perflint.model.base import Cell, Place
from perflint.model.document import Document, Grid
from perflint.readers.decode import decode

_SIGNS = ",;\t|"
_SAMPLE = 200_000
_WIDEST = 200
_TALLEST = 5000
_CURE = "请只保留绩效目标表和预算表，删去其余的行和列后再检查"


def read(data: bytes, name: str) -> Document:
    """The document in the bytes of a table of values. Raises ReadError for what is not text, or beyond measure."""
    text, lost = decode(data, name)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    rows = _rows(text, name)
    while rows and not any(value.strip() for value in rows[-1][1]):
        rows.pop()
    width = max((_filled(values) for _, values in rows), default=0)
    if width > _WIDEST or len(rows) > _TALLEST:
        raise ReadError(name, f"表格有 {len(rows)} 行 {width} 列，超过 {_TALLEST} 行 {_WIDEST} 列", _CURE)
    grid = Grid(
        rows=tuple(
            tuple(
                Cell(
                    text=values[column].strip() if column < len(values) else "",
                    place=Place(file=name, table=1, row=number, column=column + 1, line=line),
                )
                for column in range(width)
            )
            for number, (line, values) in enumerate(rows, 1)
        ),
        place=Place(file=name, table=1, line=1),
    )
    return Document(
        name=name,
        digest=hashlib.sha256(data).hexdigest(),
        blocks=(grid,) if rows else (),
        dropped={"（无法解码的字节）": lost} if lost else {},
    )


def _filled(values: list[str]) -> int:
    """How many values there are up to the last that is not blank."""
    return next((index for index in range(len(values), 0, -1) if values[index - 1].strip()), 0)


def _rows(text: str, name: str) -> list[tuple[int, list[str]]]:
    """The values of each row and the line it begins on. Excel's own first line ``sep=;`` names the sign."""
    skipped = 0
    first, _, rest = text.partition("\n")
    named = first.strip().lower().startswith("sep=") and len(first.strip()) == 5
    made, line = list[tuple[int, list[str]]](), 1
    try:
        sign = first.strip()[4] if named else _sign(text)
        if named:
            text, skipped, line = rest, 1, 2
        for values, ended in _divided(text, sign):
            made.append((line, values))
            line = ended + 1 + skipped
    except csv.Error as error:
        reason = f"第 {line} 行起的引号或分隔符有误，分不清各列"
        raise ReadError(name, reason, "请用 Excel 或 WPS 打开，另存为 .xlsx 后再检查") from error
    return made


def _divided(text: str, sign: str) -> Iterator[tuple[list[str], int]]:
    """Rows of values told apart by a sign, and the line each ends on."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=sign, skipinitialspace=sign != "\t")
    for values in reader:
        yield values, reader.line_num


def _sign(text: str) -> str:
    """The sign between values: the one that divides most rows, and of several the one that divides them most alike."""
    sample = text[:_SAMPLE]
    best = (0.0, ",")
    for order, sign in enumerate(_SIGNS):
        if sign not in sample:
            continue
        widths = Counter(len(row) for row, _ in _divided(sample, sign) if any(row))
        whole = sum(widths.values())
        divided = whole - widths[1]
        alike = max((count for width, count in widths.items() if width > 1), default=0)
        # A comma of prose stands in a few rows; the sign that divides the table stands in nearly all.
        best = max(best, ((divided + alike) / max(1, whole) - order / 1000, sign))
    return best[1]
