"""Which run a workbook speaks of: a hidden sheet with its files and fingerprints, sealed as a whole."""

from __future__ import annotations

from collections.abc import Iterable

from openpyxl.workbook import Workbook

from perflint.model.finding import Report
from perflint.reporters.xlsx.columns import (
    END_LINE,
    FILE_LINE,
    FINDING_LINE,
    IDENTITY,
    RUN_LINE,
    SEALED,
    WORKBOOK_SCHEMA,
    Row,
    columns_for,
    seal,
    whole,
)
from perflint.reporters.xlsx.sheet import fitted, pieces, write


def identity(made: Workbook, reports: tuple[Report, ...], rows: Iterable[Row]) -> None:
    """Write the hidden sheet, or several where there are many findings."""
    lines = [[fitted(text) for text in line] for line in _lines(reports, rows)]
    lines.append([END_LINE, whole(lines)])
    for number, some in enumerate(pieces(lines), 1):
        sheet = made.create_sheet(f"{IDENTITY}{number}")
        sheet.sheet_state = "hidden"
        for index, line in enumerate(some, 1):
            for column, text in enumerate(line, 1):
                write(sheet, index, column, text)


def _lines(reports: tuple[Report, ...], rows: Iterable[Row]) -> Iterable[list[str]]:
    """The run, its files with their digests, its findings with their seals."""
    said = (reports[0].version, reports[0].ruleset, reports[0].ruleset_digest) if reports else ("", "", "")
    yield [RUN_LINE, WORKBOOK_SCHEMA, *said]
    for number, report in enumerate(reports, 1):
        read = {document.name: document.digest for document in report.submission.documents}
        yield from ([FILE_LINE, str(number), name, read.get(name, "")] for name in report.submission.files)
    sealed = [one for one in columns_for(reports) if one.title in SEALED]
    for row in rows:
        mark = row.finding.fingerprint
        texts = {one.title: fitted(str(one.value(row))) for one in sealed}
        yield [FINDING_LINE, str(row.submission), mark, seal(texts, mark)]
