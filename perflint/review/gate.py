"""The gate（审核结论）: 通过, 修改后报 or 退回 by the ruleset's numbers; 未能判定 where not all could be looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from perflint.model.finding import STANDING, Finding, Report, Severity, Verdict
from perflint.reporters.groups import counts, groups_of
from perflint.ruleset.model import OUTCOMES, Gate, Ruleset

PASSED, UNDECIDED = "通过", "未能判定"


def judged(report: Report, ruleset: Ruleset) -> Report:
    """The report with a verdict on the whole, then on each form, by what is in ``findings``; none without a gate."""
    if not ruleset.gate:
        return report
    whole = _whole(report, ruleset.gate)
    forms = [
        _of_form(" ".join(group.title.split()), group.found, report, ruleset.gate)
        for group in groups_of(report)
        if group.place is not None
    ]
    return replace(report, verdicts=(whole, *forms))


def _whole(report: Report, gate: Gate) -> Verdict:
    """The verdict on the submission. What was not read may hold anything, so nothing is said of it."""
    outcome, why = _said(report.findings, gate)
    if report.unchecked:
        found = counts(report.findings)
        outcome, why = UNDECIDED, "，".join(_unchecked(report)) + (f"；已查出{found}" if found else "")
    standing = sum(one.state == STANDING for one in report.aside)
    left = [(len(report.waived), "豁免 {} 处不计"), (standing, "上次已有的 {} 处不计")]
    return Verdict(project="", outcome=outcome, why="；".join([why, *(text.format(n) for n, text in left if n)]))


def _of_form(project: str, found: Sequence[Finding], report: Report, gate: Gate) -> Verdict:
    """The verdict on a form. A rule that did not run might have found more: only a return stands without it."""
    outcome, why = _said(found, gate)
    broken = sum(bool(failure.code) for failure in report.failures)
    if broken and outcome != OUTCOMES["return"]:
        outcome, why = UNDECIDED, f"{broken} 条规则没有运行；{why}"
    return Verdict(project=project, outcome=outcome, why=why)


def _said(found: Sequence[Finding], gate: Gate) -> tuple[str, str]:
    """The most severe outcome that was reached, and why."""
    for key, outcome in OUTCOMES.items():
        reached = list(_reached(found, gate.get(key, {}), outcome))
        if reached:
            return outcome, "，".join(reached)
    told = counts(found)
    return PASSED, f"{told}，没有到退回或修改后报的数" if told else "没有发现问题"


def _reached(found: Sequence[Finding], limits: Mapping[str, int], outcome: str) -> Iterator[str]:
    """Each number that was reached: ``必须修改 3 处（1 处即退回）``. More severe findings count as the less severe."""
    many = Counter(one.severity for one in found)
    for severity in Severity:
        if severity in limits:
            own = many[severity]
            worse = sum(number for other, number in many.items() if other.rank < severity.rank)
            called = f"{severity.label}及更重的" if worse else severity.label
            yield from _number(called, own + worse, limits[severity], outcome)
    for code in sorted(limits):
        same = [one for one in found if one.code == code]
        if same:
            yield from _number(f"{same[0].title}（{code}）", len(same), limits[code], outcome)


def _number(called: str, number: int, least: int, outcome: str) -> Iterator[str]:
    """The words on a number that was reached."""
    if number >= least:
        yield f"{called} {number} 处（{least} 处即{outcome}）"


def _unchecked(report: Report) -> Iterator[str]:
    """What could not be looked at."""
    submission = report.submission
    if submission.unread:
        yield f"{len(submission.unread)} 个文件没有读出来"
    if submission.unrecognised:
        yield f"{len(submission.unrecognised)} 张疑似绩效目标表没有识别出来"
    broken = sum(bool(failure.code) for failure in report.failures)
    if broken:
        yield f"{broken} 条规则没有运行"
    nothing = not submission.forms and not submission.budget_tables
    if nothing and not submission.unread and not submission.unrecognised:
        yield "没有可以审核的内容"
