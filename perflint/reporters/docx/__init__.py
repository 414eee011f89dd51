"""The letter to the department（审核意见）as a Word file: one for each submission, each on pages of its own."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

from perflint.model.finding import Report
from perflint.reporters.docx.letter import letter
from perflint.reporters.docx.paper import BODY, paper, say, section
from perflint.reporters.office import packed


def render(reports: Iterable[Report], **_options: object) -> bytes:
    """A letter for each report, in one file. The same reports give the same bytes."""
    reports = tuple(reports)
    made = paper()
    for index, report in enumerate(reports):
        section(made, first=index == 0)
        for line in letter(report):
            say(made, line.text, line.style, lead=line.lead)
    if not reports:
        say(made, "没有可以审核的材料。", BODY)
    properties = made.core_properties
    properties.author = properties.last_modified_by = f"perflint {reports[0].version}" if reports else "perflint"
    properties.title, properties.comments = "审核意见", ""
    stream = BytesIO()
    made.save(stream)
    return packed(stream.getvalue())
