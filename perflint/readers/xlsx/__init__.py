"""Excel workbooks（.xlsx）: what the cells show, merged boxes whole, hidden sheets and empty formulas said."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from perflint.errors import ReadError
from perflint.model.document import Document
from perflint.readers.numberformat import BUILT_IN, shown
from perflint.readers.ooxml import Package
from perflint.readers.sheets import UNCALCULATED, Sheet, document
from perflint.readers.xlsx import markup as xml
from perflint.readers.xlsx.book import Value, values

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_MOST_SHEETS = 300
_FIRST = datetime(1899, 12, 30)


def read(data: bytes, name: str) -> Document:
    """The document in the bytes of an .xlsx file. Raises ReadError for what is none, or damaged."""
    package = Package(data, name)
    entries, since_1904, shared = xml.entries(package)
    if len(entries) > _MOST_SHEETS:
        raise ReadError(name, f"有 {len(entries)} 张工作表，超过 {_MOST_SHEETS} 张", "请分成几个文件后再检查")
    formats = [
        BUILT_IN.get(one, "General") if isinstance(one, int) else one
        for one in xml.formats(package, shared.get("styles"))
    ]
    taken = [xml.markup(package, entry, len(formats)) for entry in entries]
    strings = xml.shared_strings(package, shared.get("sharedStrings"))
    try:
        held = values([one.cells for one in taken], strings, len(formats), since_1904=since_1904) if entries else []
    except Exception as error:  # openpyxl raises whatever a damaged value leads it to
        raise package.damaged("xl/worksheets") from error
    sheets = [
        Sheet(
            title=entry.title,
            texts=_texts(cells, formats, since_1904=since_1904)
            | one.typed
            | dict.fromkeys(one.uncalculated, UNCALCULATED),
            merged=one.merged,
            hidden=entry.hidden,
            hidden_rows=one.hidden_rows,
            hidden_columns=one.hidden_columns,
            uncalculated=one.uncalculated,
            notes=xml.drawn_texts(package, entry.path),
        )
        for entry, one, cells in zip(entries, taken, held, strict=True)
    ]
    return document(sheets, name, hashlib.sha256(data).hexdigest())


def _texts(cells: Sequence[Value], formats: Sequence[str], *, since_1904: bool) -> dict[tuple[int, int], str]:
    """The text of each cell that shows one."""
    return {
        (row, column): _text(value, formats[style] if style < len(formats) else "General", since_1904=since_1904)
        for row, column, value, style in cells
    }


def _text(value: object, style: str, *, since_1904: bool) -> str:
    """What a cell shows."""
    if isinstance(value, str):
        plain = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), value) if "_x" in value else value
        return shown(plain.replace("\r\n", "\n").replace("\r", "\n"), style)
    if isinstance(value, int | float):
        return shown(value, style, since_1904=since_1904)
    # Written as 2026-01-05 by the strict variant of the format, where others write a day count.
    days = _days(value)
    return shown(days, style) if days is not None else str(value)


def _days(value: object) -> float | None:
    """A date or time as a day count; None for what is neither."""
    if isinstance(value, datetime):
        return (value.replace(tzinfo=None) - _FIRST) / timedelta(days=1)
    if isinstance(value, date):
        return float((value - _FIRST.date()).days)
    if isinstance(value, time):
        return (value.hour * 3600 + value.minute * 60 + value.second) / 86400
    return value / timedelta(days=1) if isinstance(value, timedelta) else None
