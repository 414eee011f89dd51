"""JUnit XML for continuous integration: a suite a submission, a test case a form, failed by what must be changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree
from msgspec import Struct

from perflint.model.base import Place
from perflint.model.finding import Finding, Report, Severity
from perflint.reporters.groups import Group, counts, groups_of, numbers
from perflint.reporters.text import BOTH, described
from perflint.reporters.told import told, unread
from perflint.text import printable

_KINDS = ("error", "failure")


class Case(Struct, frozen=True, kw_only=True):
    """A test case: what it is about and, where it is not passed, how and why."""

    name: str
    place: Place | None = None
    outcome: str = ""
    """error, failure, or "" for passed."""
    kind: str = ""
    message: str = ""
    text: str = ""
    output: str = ""


def render(reports: Iterable[Report], **_options: object) -> bytes:
    """All reports as one document. A case has one failure that lists its findings: most servers show no second."""
    root = etree.Element("testsuites", name="perflint")
    for report in reports:
        root.append(_suite(report))
    for total in ("tests", *(f"{kind}s" for kind in _KINDS)):
        root.set(total, str(sum(int(str(suite.get(total))) for suite in root)))
    made: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return made


def _suite(report: Report) -> etree._Element:
    """One submission."""
    submission = report.submission
    cases = [*_unchecked(report), *(_case(group, report) for group in groups_of(report))]
    suite = etree.Element("testsuite", name=_line("、".join(submission.files)), tests=str(len(cases)))
    for kind in _KINDS:
        suite.set(f"{kind}s", str(sum(case.outcome == kind for case in cases)))
    suite.set("skipped", "0")
    suite.set("time", "0")
    properties = etree.SubElement(suite, "properties")
    for name, value in _properties(report):
        etree.SubElement(properties, "property", name=name, value=_line(value))
    department = _line(submission.department.text) if submission.department else ""
    for case in cases:
        suite.append(_element(case, department or "perflint"))
    rows = told(report, {file: file for file in submission.files})
    etree.SubElement(suite, "system-out").text = "\n".join(_line(" ".join(row)) for row in rows)
    return suite


def _properties(report: Report) -> Iterator[tuple[str, str]]:
    """What a dashboard counts."""
    yield "ruleset", report.ruleset
    yield "version", report.version
    yield from (("year", str(report.submission.year)),) if report.submission.year else ()
    pairs = zip(Severity, numbers(report.findings), strict=True)
    yield from ((f"findings.{severity.value}", str(number)) for severity, number in pairs)
    yield from (("verdict", verdict.outcome) for verdict in report.verdicts[:1])


def _unchecked(report: Report) -> list[Case]:
    """A case in error for each thing that could not be checked, so that a run is never green over it."""
    cases = [
        Case(name=f"{kind}：{about}" if about else kind, outcome="error", kind=kind, message=text, text=_line(text))
        for kind, about, text in unread(report, {file: file for file in report.submission.files})
    ]
    if report.unchecked and not cases:
        nothing = "没有可以审核的内容"
        cases.append(
            Case(name=nothing, outcome="error", kind=nothing, message="材料里没有绩效目标表，也没有项目预算表")
        )
    return cases


def _case(group: Group, report: Report) -> Case:
    """A form, or the submission as a whole: failed by what must or should be changed; hints are its output."""
    graver = [one for level in (Severity.ERROR, Severity.WARNING) for one in group.found if one.severity == level]
    hints = [one for one in group.found if one.severity == Severity.HINT]
    many = len(report.submission.files) > 1
    return Case(
        name=group.title,
        place=group.place,
        outcome="failure" if graver else "",
        kind=graver[0].severity.value if graver else "",
        message=counts(group.found),
        text=_listed(graver, many),
        output=_listed(hints, many),
    )


def _listed(found: list[Finding], many: bool) -> str:
    """Findings one under the other, numbered; a text of the document cannot begin a line."""
    texts = (described(finding, number, colour=False, many=many, voice=BOTH) for number, finding in enumerate(found, 1))
    return "\n".join(line for lines in texts for line in lines)


def _element(case: Case, department: str) -> etree._Element:
    """A case as XML."""
    element = etree.Element("testcase", classname=department, name=_line(case.name), time="0")
    if case.place and case.place.file:
        element.set("file", _line(case.place.file))
        element.set("line", str(case.place.line or 1))
    if case.outcome:
        told_of = etree.SubElement(element, case.outcome, type=_line(case.kind), message=_line(case.message))
        told_of.text = case.text
    if case.output:
        etree.SubElement(element, "system-out").text = case.output
    return element


def _line(text: str) -> str:
    """A text in one line of XML."""
    return printable(" ".join(text.split()))
