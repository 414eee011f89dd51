"""A report on real bytes with findings where a test wants them."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

from perflint.model.base import Cell, Place
from perflint.model.document import Grid
from perflint.model.finding import Basis, Finding, Read, Report, Severity, Subject
from perflint.model.submission import Submission
from perflint.readers import read


def cells(data: bytes, name: str) -> dict[str, Cell]:
    """The cells and paragraphs of a file by their text; of those alike, the first."""
    found: dict[str, Cell] = {}
    for block in read(data, name).blocks:
        for cell in [cell for row in block.rows for cell in row] if isinstance(block, Grid) else [block.cell]:
            found.setdefault(cell.text, cell)
    return found


def finding(place: Place, quote: str = "", severity: Severity = Severity.ERROR, **more: object) -> Finding:
    """A finding at a place."""
    given = {
        "code": "VAL01", "name": "vague", "title": "指标值笼统", "severity": severity, "point": "W1",
        "message": f"“{quote}”不可衡量", "advice": "写明数值", "subject": Subject(project="甲项目"), "quote": quote,
        "basis": (Basis(doc="财预〔2015〕88号", clause="第九条", verified=True),), "place": place,
        "fingerprint": f"{place.row or 0:08x}{place.column or 0:08x}",
    }  # fmt: skip
    return Finding(**{**given, **more})  # type: ignore[arg-type]


def on(data: bytes, name: str, *texts: str) -> list[Finding]:
    """A finding on each cell with one of these texts."""
    held = cells(data, name)
    return [finding(held[text].place, text) for text in texts]


def report(data: bytes, name: str, *found: Finding, **more: object) -> Report:
    """The report on one file with these findings."""
    given = {
        "submission": Submission(documents=(read(data, name),)), "ruleset": "national",
        "ruleset_digest": "0123456789abcdef", "version": "1.2", "findings": found,
        "read": Read(files=1, forms=1, indicators=0, budget_lines=0, claims=0),
    }  # fmt: skip
    return Report(**{**given, **more})  # type: ignore[arg-type]


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of a package."""
    with ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}
