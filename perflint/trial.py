"""A ruleset's own tests（规则的测试）, run as documents are: the real text reader, recognition, all rules in force."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from perflint.engine import check_bytes
from perflint.ruleset import Ruleset
from perflint.ruleset.notes import Notes, Trial

_TITLE = "项目支出绩效目标表"
_HEAD = "| 一级指标 | 二级指标 | 三级指标 | 指标值 |"
_PROJECT = "某项目经费"


class Outcome(Struct, frozen=True, kw_only=True):
    """What a test came to（测试结果）: the texts that the rule pointed at, and what it should have pointed at."""

    code: str
    trial: Trial
    found: tuple[str, ...] = ()
    trouble: str = ""
    """Why the test could not be run: nothing was read from its form, or the rule broke."""

    @property
    def passed(self) -> bool:
        """Whether the rule found exactly what it should."""
        return not self.trouble and sorted(self.found) == sorted(self.trial.finds)


def outcomes(ruleset: Ruleset, notes: Notes) -> Iterator[Outcome]:
    """The outcome of every test of the rules in force, inherited ones run on the rule as it is now."""
    for code in sorted(notes.tests):
        if ruleset.rule(code) is not None:
            yield from (outcome(ruleset, code, trial) for trial in notes.tests[code])


def outcome(ruleset: Ruleset, code: str, trial: Trial) -> Outcome:
    """What a rule finds in the form of a test."""
    report = check_bytes(written(trial).encode(), "测试.txt", ruleset)
    failure = next((one.message for one in report.failures if one.code in {code, ""}), "")
    unread = "" if report.submission.forms else "测试里的表没有读出来，请写成 | 一级 | 二级 | 名称 | 值 |"
    found = tuple(finding.quote.strip() for finding in report.findings if finding.code == code)
    # Rules about unreadable files and forms find where nothing could be read: that is no trouble, it is the test.
    trouble = failure or ("" if found or code.startswith("DOC") else unread)
    return Outcome(code=code, trial=trial, found=found, trouble=trouble)


def written(trial: Trial) -> str:
    """The form of a test as the text of a document."""
    if trial.form:
        return trial.form
    boxes = {"项目名称": trial.project or _PROJECT, **trial.fields}
    if trial.goal:
        boxes["年度目标"] = trial.goal
    rows = [line.strip() for line in trial.table.splitlines() if line.strip()]
    told = [f"| {label} | {text.replace(chr(10), ' ')} |  |  |" for label, text in boxes.items()]
    return "\n".join([_TITLE, "", *told, _HEAD, *rows, ""])


def untested(ruleset: Ruleset, notes: Notes) -> dict[str, str]:
    """The rules of the ruleset's own that lack a test which finds or one which does not, with what is lacking."""
    lacking = {}
    for code in sorted({*notes.rules, *notes.tests}):
        if ruleset.rule(code) is None or not ({"uses"} & set(notes.rules.get(code, {}))):
            continue
        trials = notes.tests.get(code, ())
        finding, silent = any(one.finds for one in trials), any(not one.finds for one in trials)
        if not (finding and silent):
            lacking[code] = "没有测试" if not trials else f"没有应当{'不查出' if finding else '查出'}的测试"
    return lacking
