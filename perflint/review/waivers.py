"""Waivers（豁免）: findings that somebody answers for, from a file that people keep beside the ruleset.

A list of ``{fingerprint | code + project [+ path], reason, by, expires}``; whatever of the first four is said must fit.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any

from msgspec.structs import replace

from perflint.model.base import Strict
from perflint.model.finding import Finding, Report, Waived
from perflint.pattern import compiled
from perflint.review.waiver import Waiver
from perflint.ruleset.model import Ruleset
from perflint.ruleset.near import nearest
from perflint.ruleset.source import Source, parse_list
from perflint.text import normal

KEYS = ("fingerprint", "code", "project", "path", "reason", "by", "expires")
_MISSING = {
    "reason": "要写“reason”：为什么可以不改",
    "by": "要写“by”：谁同意的",
    "expires": "要写“expires”：到哪一天为止，如 2027-03-31",
}
_DAY = compiled(r"\d{4}-\d{2}-\d{2}\Z")
_PRINT = compiled(r"[0-9a-f]{16}\Z")
_PRINT_LENGTH = 16


def waivers_of(text: str, file: str) -> tuple[Waiver, ...]:
    """The waivers that a file holds. Raises RulesetError with file, line and column for what is none."""
    source, items = parse_list(text, file)
    return tuple(_waiver(source, item, index) for index, item in enumerate(items))


def _waiver(source: Source, item: Any, index: int) -> Waiver:  # noqa: ANN401 - from YAML
    """One entry."""
    if not isinstance(item, dict):
        problem = "一条豁免应当是“fingerprint: …”或“code: …”“project: …”，加上“reason”“by”“expires”"
        raise source.error(problem, index)
    said = {key: _said(source, key, value, index) for key, value in item.items() if value is not None}
    if "fingerprint" not in said and not {"code", "project"} <= set(said):
        raise source.error("要写“fingerprint”，或者“code”和“project”（与项目无关的问题写 project: ''）", index)
    for key, problem in _MISSING.items():
        if not said.get(key, "").strip():
            raise source.error(problem, index, key)
    day = _day(source, said.pop("expires"), index)
    return Waiver(place=source.place(index), expires=day, **said)


def _said(source: Source, key: str, value: object, index: int) -> str:
    """One value of an entry."""
    if key not in KEYS:
        raise source.error(f"豁免没有“{key}”这一项{nearest(key, KEYS)}", index, key)
    if key == "fingerprint":
        return _print(source, value, index)
    if not isinstance(value, str):
        raise source.error(f"“{key}”应当是文字，请放进引号", index, key)
    return value


def _print(source: Source, value: object, index: int) -> str:
    """A fingerprint; one without letters looks like a number to YAML."""
    text = f"{value:0{_PRINT_LENGTH}d}" if isinstance(value, int) and not isinstance(value, bool) else str(value)
    if not _PRINT.match(text):
        problem = f"“{text}”不是指纹：指纹是 JSON 报告里的 fingerprint，16 个 0-9、a-f"
        raise source.error(problem, index, "fingerprint")
    return text


def _day(source: Source, text: str, index: int) -> date:
    """A day of the calendar."""
    try:
        if _DAY.match(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise source.error(f"“expires”应当是日期，如 2027-03-31，不能是“{text}”", index, "expires")


class Weighed(Strict, frozen=True, kw_only=True):
    """A waiver against what was found: the note says why it does not waive, "" where it does."""

    waiver: Waiver
    note: str = ""
    stale: bool = False
    """Whether it is of no use any more: expired, or nothing to waive. A refused one is not stale, it is wrong."""


def weighed(waivers: Sequence[Waiver], found: Sequence[Finding], ruleset: Ruleset, today: date) -> tuple[Weighed, ...]:
    """Each waiver in its order against all that one run found, on a day."""
    codes = (*(rule.code for rule in ruleset.rules), *ruleset.skipped)
    holding: list[Waiver] = []
    made = []
    for waiver in waivers:
        covered = [one for one in found if waiver.covers(one)]
        note = _trouble(waiver, covered, codes, today) or _double(covered, holding)
        locked = next((one.code for one in covered if one.code in ruleset.locked), "")
        refusal = f"规则 {locked} 已在 {ruleset.locked[locked]} 锁定，不能豁免" if locked else ""
        made.append(Weighed(waiver=waiver, note=note or refusal, stale=bool(note)))
        holding += () if note or refusal else (waiver,)
    return tuple(made)


def settled(reports: Sequence[Report], waivers: Sequence[Waiver], ruleset: Ruleset, today: date) -> list[Report]:
    """The reports of one run with what is waived set apart.

    What is wrong with a waiver stands in ``waiver_notes`` of the report that has its project, else of the first.
    """
    made = weighed(waivers, [one for report in reports for one in report.findings], ruleset, today)
    holding = [one.waiver for one in made if not one.note]
    notes: dict[int, list[str]] = {}
    for one in made:
        if one.note:
            told = f"{one.waiver.place}：豁免“{one.waiver}”{one.note}"
            notes.setdefault(_home(one.waiver, reports), []).append(told)
    return [_without(report, holding, notes.get(index, [])) for index, report in enumerate(reports)]


def _trouble(waiver: Waiver, covered: Sequence[Finding], codes: Collection[str], today: date) -> str:
    """Why a waiver does not waive, "" where nothing speaks against it."""
    if waiver.code is not None and waiver.code not in codes:
        return f"没有用上：没有规则“{waiver.code}”{nearest(waiver.code, codes)}"
    if waiver.expires < today:
        return f"已于 {waiver.expires} 到期，不再豁免"
    if not covered:
        return "没有用上：这次没有查出它所指的问题"
    return ""


def _double(covered: Sequence[Finding], holding: Sequence[Waiver]) -> str:
    """What to say of a waiver all of whose findings are waived already."""
    first = [next((other for other in holding if other.covers(one)), None) for one in covered]
    return "" if first[0] is None or None in first else f"没有用上：与 {first[0].place} 的豁免重复"


def _home(waiver: Waiver, reports: Sequence[Report]) -> int:
    """The report that has the project of a waiver."""
    name = normal(waiver.project or "")
    has = (
        index
        for index, report in enumerate(reports)
        if name in {normal(form.project.text) for form in report.submission.forms}
    )
    return next(has, 0)


def _without(report: Report, holding: Sequence[Waiver], notes: Sequence[str]) -> Report:
    """A report with what is waived set apart."""
    left: list[Finding] = []
    waived: list[Waived] = []
    for finding in report.findings:
        waiver = next((one for one in holding if one.covers(finding)), None)
        if waiver is None:
            left.append(finding)
        else:
            waived.append(Waived(finding=finding, reason=waiver.reason, by=waiver.by, expires=waiver.expires))
    return replace(
        report,
        findings=tuple(left),
        waived=(*report.waived, *waived),
        waiver_notes=(*report.waiver_notes, *notes),
    )


def uncovered(waiver: Waiver, found: Sequence[Finding]) -> Iterator[str]:
    """What of a new waiver fits nothing that was found, with the nearest that would."""
    for key, said, known in (
        ("fingerprint", waiver.fingerprint, {one.fingerprint for one in found}),
        ("code", waiver.code, {one.code for one in found}),
        ("project", waiver.project, {one.subject.project for one in found}),
        ("path", waiver.path, {one.subject.path for one in found}),
    ):
        if said is not None and normal(said) not in {normal(one) for one in known}:
            yield f"没有 {key}“{said}”的问题{nearest(said, sorted(known))}"
