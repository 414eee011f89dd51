"""The engine: every rule is heard, none can cost the others theirs, and the same input gives the same report."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from perflint import engine
from perflint.engine import check, check_bytes, lint
from perflint.model.base import Place
from perflint.model.document import Document, Unread
from perflint.model.finding import Finding, Severity
from perflint.model.form import TargetForm
from perflint.model.submission import Submission
from perflint.readers import LARGEST
from perflint.rules.base import Rule
from perflint.ruleset import Ruleset
from tests.build import cell, submission

CASE = {"fields": {"project": "甲项目"}, "indicators": [["产出指标", "数量指标", "培训", "满意"]]}


class Names(Rule):
    """Speaks at the name of every project."""

    code: str = "AAA01"
    title: str = "名称"
    message: str = "项目“{text}”"
    advice: str = "改"

    def check(self, form: TargetForm) -> Iterator[Finding]:
        """Yield the name."""
        yield self.at(form.project)


class Others(Names):
    """Speaks at the same place."""

    code: str = "AAA02"


class Breaks(Rule):
    """Says something, then breaks."""

    code: str = "BBB01"
    message: str = "先说一句“{text}”"

    def check(self, form: TargetForm) -> Iterator[Finding]:
        """Yield one finding, then fail."""
        yield self.at(form.project)
        raise ZeroDivisionError("division by zero")


class Idle(Rule):
    """Never has anything to look at, or breaks when asked."""

    code: str = "CCC01"
    broken: bool = False

    def has_subject(self, submission: Submission) -> bool:
        """No."""
        if self.broken:
            raise RuntimeError(f"boom at {submission.year}")
        return False


def ruleset(*rules: Rule, questions: tuple[str, ...] = ()) -> Ruleset:
    """A ruleset of these rules."""
    return Ruleset(name="试", digest="d", rules=rules, questions=questions)


def test_a_rule_that_yields_keeps_silent_where_the_better_one_speaks() -> None:
    """``yields_to`` decides by place, whatever the order of the rules."""
    for rules in ((Names(yields_to=("AAA02",)), Others()), (Others(), Names(yields_to=("AAA02",)))):
        assert [one.code for one in lint(submission(CASE), ruleset(*rules)).findings] == ["AAA02"]
    alone = lint(submission(CASE), ruleset(Names(yields_to=("AAA02",)))).findings
    assert [one.code for one in alone] == ["AAA01"]


def test_a_rule_yields_only_at_the_same_place() -> None:
    """Another form's finding silences nobody."""

    class First(Others):
        """Speaks at the first form only."""

        def check_all(self, submission: Submission) -> Iterator[Finding]:
            """Yield the first form's name."""
            yield self.at(submission.forms[0].project)

    two = submission({"forms": [{"fields": {"project": "甲"}}, {"fields": {"project": "乙"}}]})
    found = lint(two, ruleset(Names(yields_to=("AAA02",)), First())).findings
    assert [(one.code, one.quote) for one in found] == [("AAA02", "甲"), ("AAA01", "乙")]


def test_yielding_is_not_passed_on() -> None:
    """A rule that is itself silenced still silences those that yield to it: who speaks depends on places only."""

    class Third(Names):
        """The best of three."""

        code: str = "AAA03"

    rules = (Names(yields_to=("AAA02",)), Others(yields_to=("AAA03",)), Third())
    assert [one.code for one in lint(submission(CASE), ruleset(*rules)).findings] == ["AAA03"]


def test_a_rule_that_breaks_is_a_failure_and_nothing_more() -> None:
    """What it said before, and what the others say, stays; the report counts as not checked."""
    report = lint(submission(CASE), ruleset(Names(), Breaks(), Others()))
    assert [one.code for one in report.findings] == ["AAA01", "AAA02", "BBB01"]
    assert [(one.code, "ZeroDivisionError" in one.message) for one in report.failures] == [("BBB01", True)]
    assert report.unchecked


def test_a_rule_that_breaks_when_asked_for_its_subject_is_a_failure() -> None:
    """No question to a rule may cost the report."""
    report = lint(submission(CASE), ruleset(Idle(broken=True), Names()))
    assert [one.code for one in report.failures] == ["CCC01"]
    assert [one.code for one in report.findings] == ["AAA01"]


def test_rules_without_a_subject_are_idle() -> None:
    """A rule that never had anything to look at is named: its silence means nothing."""
    assert lint(submission(CASE), ruleset(Names(), Idle())).idle == ("CCC01",)


def test_rules_over_a_season_are_not_asked_about_one_submission(national: Ruleset) -> None:
    """They are in force, find nothing here and are not told of as idle: nobody expected them to have a subject."""
    assert [rule.code for rule in national.rules if rule.season] == ["ACR04"]
    assert "ACR04" not in lint(submission(CASE), national).idle


def test_findings_are_in_reading_order() -> None:
    """By file, then place, then code, whatever the order of rules and places."""

    class Scattered(Rule):
        """Speaks here and there."""

        code: str = "DDD01"
        message: str = "“{text}”"

        def check_all(self, submission: Submission) -> Iterator[Finding]:
            """Yield in no order."""
            unread = submission.unread[0].name
            for file, row in (("乙.txt", 1), ("甲.txt", 3), (unread, 1), ("甲.txt", 2), ("无名.txt", 1)):
                yield self.at(replace(cell(f"{file}{row}"), place=Place(file=file, table=1, row=row, column=1)))

    made = Submission(
        documents=tuple(Document(name=name, digest="", blocks=()) for name in ("甲.txt", "乙.txt")),
        unread=(Unread(name="坏.txt", reason="坏", cure="换"),),
    )
    found = lint(made, ruleset(Scattered(code="DDD02"), Scattered())).findings
    assert [one.quote for one in found[::2]] == ["甲.txt2", "甲.txt3", "乙.txt1", "坏.txt1", "无名.txt1"]
    assert [one.code for one in found] == ["DDD01", "DDD02"] * 5


def test_findings_do_not_depend_on_the_order_of_rules(national: Ruleset) -> None:
    """The national ruleset backwards says the same."""
    data = (Path(__file__).parents[1] / "examples" / "faulty" / "disclosure.txt").read_bytes()
    forward = check_bytes(data, "材料.txt", national)
    backward = check_bytes(data, "材料.txt", replace(national, rules=national.rules[::-1]))
    assert forward.findings == backward.findings


def test_fingerprints_are_unique_and_survive_another_place(national: Ruleset) -> None:
    """They say what was found, never where: lines added above, another file name, and they are the same."""
    data = (Path(__file__).parents[1] / "examples" / "faulty" / "disclosure.txt").read_bytes()
    here = check_bytes(data, "材料.txt", national).findings
    moved = check_bytes("另加的一段话。\n\n".encode() * 7 + data, "别处/副本.txt", national).findings
    assert len({one.fingerprint for one in here}) == len(here) > 0
    assert [one.fingerprint for one in here] == [one.fingerprint for one in moved]
    assert here[0].place != moved[0].place


def test_two_alike_are_told_apart_by_their_order() -> None:
    """The same fault twice in the same words has two fingerprints."""
    twice = submission({"forms": [CASE, CASE]})
    one, other = lint(twice, ruleset(Names())).findings
    assert one.quote == other.quote
    assert one.fingerprint != other.fingerprint


def test_what_was_read_is_counted() -> None:
    """Files read and unread, forms, rows, budget lines, claims; questions only where there is a form to ask about."""
    made = replace(
        submission({**CASE, "budget": [["甲项目", "1"], ["乙", "2"]], "claims": [{"quote": "2个", "count": 2}]}),
        unread=(Unread(name="坏.txt", reason="坏", cure="换"),),
    )
    report = lint(made, ruleset(questions=("问",)))
    read = report.read
    assert (read.files, read.forms, read.indicators, read.budget_lines, read.claims) == (2, 1, 1, 2, 1)
    assert report.questions == ("问",)
    assert report.unchecked
    assert lint(Submission(), ruleset(questions=("问",))).questions == ()


@pytest.mark.parametrize(
    ("made", "unchecked"),
    [
        (submission(CASE), False),
        (submission({"budget": [["甲", "1"]]}), False),
        (submission({}), True),
        (Submission(), True),
        (submission({**CASE, "unrecognised": [{"text": "半张", "understood": ["甲"], "missing": ["乙"]}]}), True),
        (submission({**CASE, "unread": [{"name": "坏.txt", "reason": "坏", "cure": "换"}]}), True),
    ],
)
def test_silence_about_what_was_not_checked_means_nothing(made: Submission, unchecked: bool) -> None:
    """A report is whole only if there was something to check and all of it was."""
    assert lint(made, ruleset(Names())).unchecked is unchecked


def test_a_missing_file_is_a_finding(tmp_path: Path, national: Ruleset) -> None:
    """``check`` does not raise for what a file is: no file, a folder, no permission, too large."""
    for path, reason in ((tmp_path / "没有.txt", "文件不存在"), (tmp_path, "是文件夹")):
        report = check(path, national)
        (one,) = report.findings
        assert (one.code, one.severity) == ("DOC01", Severity.ERROR)
        assert reason in one.message
        assert one.advice
    large = tmp_path / "大.txt"
    with large.open("wb") as stream:
        stream.truncate(LARGEST + 2)
    assert "50 MB" in check(large, national).findings[0].message


def test_a_crash_while_reading_is_a_failure(national: Ruleset, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever breaks between bytes and submission is ours, and the file counts as unread."""

    def breaks(*_arguments: object) -> Submission:
        raise RecursionError("maximum recursion depth exceeded")

    monkeypatch.setattr(engine, "reading_of", breaks)
    report = check_bytes("甲\n".encode(), "甲.txt", national)
    assert [one.code for one in report.findings] == ["DOC01"]
    assert "RecursionError" in report.failures[0].message
    assert "甲.txt" in report.failures[0].message
    assert report.read.files == 1
    assert report.unchecked


def test_a_report_compares_as_a_value(national: Ruleset) -> None:
    """Pure: the same bytes give an equal report."""
    data = (Path(__file__).parents[1] / "examples" / "clean" / "disclosure.txt").read_bytes()
    assert check_bytes(data, "甲.txt", national) == check_bytes(data, "甲.txt", national)


def test_half_a_character_costs_no_report(national: Ruleset) -> None:
    """A value that no file could hold in UTF-8 is judged like any other."""
    made = lint(submission({"indicators": [["产出指标", "质量指标", "工程质量\ud800", "满意"]]}), national)
    assert not made.failures
    assert any("\ud800" in finding.message for finding in made.findings)
