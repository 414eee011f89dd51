"""What could not be checked and what else to know, as SARIF's notifications of the tool about itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from perflint.model.base import Place
from perflint.model.document import Document
from perflint.model.finding import Report
from perflint.model.submission import Unrecognised
from perflint.reporters.sarif.places import Places, spoken


def execution(report: Report, places: Places) -> Iterator[dict[str, Any]]:
    """Of the run: errors for what was not checked, notes for how the rest was read and what a person must judge."""
    submission = report.submission
    for one in submission.unread:
        where = places.location(Place(file=one.name))
        yield _notification("unread", "error", f"“{one.name}”未能读取：{one.reason}（{one.cure}）", where)
    for form in submission.unrecognised:
        yield _notification("unrecognised", "error", _unrecognised(form), places.location(form.cell.place))
    for failure in report.failures:
        rule = {"associatedRule": {"id": failure.code}} if failure.code else {}
        yield {**_notification("failure", "error", failure.message), **rule}
    for document in submission.documents:
        where = places.location(Place(file=document.name))
        yield from (_notification(kind, "note", text, where) for kind, text in _document(document))
    if report.idle:
        yield _notification("idle", "note", f"没有检查对象的规则：{'、'.join(report.idle)}")
    yield from (_notification("question", "note", f"请审核人员判断：{question}") for question in report.questions)


def configuration(report: Report) -> Iterator[dict[str, Any]]:
    """Of what the run was given: waivers that are unused, expired, unknown or not allowed."""
    yield from (_notification("waiver", "warning", note) for note in report.waiver_notes)


def _document(document: Document) -> Iterator[tuple[str, str]]:
    """How a file was read: kind and text."""
    yield from (("remark", remark) for remark in document.remarks)
    for text, count in sorted(document.dropped.items()):
        yield "dropped", f"略去页眉页脚和水印“{text}”{count} 处"


def _unrecognised(form: Unrecognised) -> str:
    """What looks like a form and could not be filled."""
    known, lacking = "、".join(form.understood) or "无", "、".join(form.missing)
    return f"疑似绩效目标表，未能识别，读懂：{known}；缺少：{lacking}"


def _notification(kind: str, level: str, text: str, where: dict[str, Any] | None = None) -> dict[str, Any]:
    """A notification; ``kind`` is its identifier, the same in every run."""
    located = {"locations": [where]} if where else {}
    return {"descriptor": {"id": kind}, "level": level, "message": {"text": spoken(text)}, **located}
