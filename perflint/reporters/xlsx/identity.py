"""Which run a workbook speaks of: a hidden sheet with its files and fingerprints, sealed as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from openpyxl.workbook import Workbook

from perflint.model.finding import Report
from perflint.reporters.xlsx.columns import IDENTITY, SCHEMA, SEALED, Row, columns_for, digest, seal
from perflint.reporters.xlsx.sheet import MOST_ROWS, fitted, write
from perflint.text import normal

RUN, FILE, FINDING, END = "运行", "文件", "问题", "校验"
"""What a line of the hidden sheet is about."""


def identity(made: Workbook, reports: tuple[Report, ...], rows: Iterable[Row]) -> None:
    """Write the hidden sheet, or several where there are many findings."""
    sealed = [one for one in columns_for(reports) if one.title in SEALED]
    first = reports[0] if reports else None
    lines = [[RUN, SCHEMA, first.version if first else "", first.ruleset if first else ""]]
    lines[0].append(first.ruleset_digest if first else "")
    for number, report in enumerate(reports, 1):
        read = {document.name: document.digest for document in report.submission.documents}
        lines += ([FILE, str(number), name, read.get(name, "")] for name in report.submission.files)
    for row in rows:
        texts = {one.title: fitted(str(one.value(row))) for one in sealed}
        mark = row.finding.fingerprint
        lines.append([FINDING, str(row.submission), mark, seal(texts, mark)])
    lines.append([END, whole(lines)])
    for start in range(0, len(lines), MOST_ROWS):
        sheet = made.create_sheet(f"{IDENTITY}{start // MOST_ROWS + 1}")
        for index, line in enumerate(lines[start : start + MOST_ROWS], 1):
            for column, text in enumerate(line, 1):
                write(sheet, index, column, text)


def whole(lines: Iterable[Sequence[str]]) -> str:
    """The digest over all lines: the name of the run, and the proof that nobody changed one."""
    return digest(normal(fitted(text)) for line in lines for text in line if text)
