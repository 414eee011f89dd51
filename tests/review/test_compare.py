"""Two rounds of checking: what is 已改, 未改, 新增, 又出现, and what cannot be told."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from perflint.model.document import Unread
from perflint.model.finding import Failure, Finding, Report, Severity, Subject, Waived
from perflint.model.form import IndicatorTree, TargetForm
from perflint.reporters import render
from perflint.review.compare import Change, against, compare
from perflint.review.earlier import read_round, round_of
from perflint.review.rounds import Round
from tests import build
from tests.reporters.conftest import finding, form, place, report

ERROR = Severity.ERROR
CODES = ("VAL01", "VAL02", "NAM02")


def fault(code: str, project: str, quote: str, row: int = 3, **more: object) -> Finding:
    """A finding with the fingerprint of what it says."""
    given = {"level1": "产出指标", "level2": "数量指标", "indicator": "培训人次", "period": "年度", **more}
    subject = Subject(project=project, **given) if project else Subject()  # type: ignore[arg-type]
    print_ = hashlib.sha256(repr((code, subject, quote)).encode()).hexdigest()[:16]
    return finding(code, ERROR, project, row, subject=subject, quote=quote, fingerprint=print_)


def tree(project: str, *names: str) -> TargetForm:
    """A form with rows of these names."""
    desk = build.Desk()
    rows = tuple(build.indicator(desk, "年度", ["产出指标", "数量指标", name, "3"]) for name in names)
    return replace(
        form(project, 2), trees=(IndicatorTree(period="年度", scheme="three-type", indicators=rows, blanks=()),)
    )


def handed_in(*found: Finding, projects: Sequence[str] = ("甲项目", "乙工程"), **more: object) -> Report:
    """A report on forms of these projects."""
    return report(*found, forms=tuple(form(name, 2) for name in projects), **more)


def states(old: Round, new: Report) -> list[str]:
    """What became of an earlier round, by the findings of the later one."""
    return [one.state for one in against([new], old, CODES)[0].findings]


A, B, C = fault("VAL01", "甲项目", "提高"), fault("VAL02", "甲项目", "100"), fault("VAL01", "乙工程", "有所提高")


def test_what_goes_what_stays_what_comes() -> None:
    """The state of each finding, and those that are gone."""
    (made,) = against([handed_in(B, C)], round_of([handed_in(A, B)]), CODES)
    assert [(one.code, one.state) for one in made.findings] == [("VAL02", "未改"), ("VAL01", "新增")]
    assert [(one.quote, one.state) for one in made.fixed] == [("提高", "已改")]
    assert made.aside == ()


def test_what_was_corrected_and_is_back() -> None:
    """已改 in the second round, 又出现 in the third although the second report does not hold it, 未改 in the fourth."""
    second = against([handed_in(B)], round_of([handed_in(A, B)]), CODES)
    third = against([handed_in(B)], round_of(second), CODES)
    assert third[0].fixed == ()
    fourth = against([handed_in(A, B)], round_of(third), CODES)
    assert [one.state for one in fourth[0].findings] == ["又出现", "未改"]
    assert fourth[0].corrected == ()
    assert states(round_of(fourth), handed_in(A, B)) == ["未改", "未改"]


def test_a_row_that_moved_is_the_same() -> None:
    """Places do not matter; another 二级 neither, where there is but one such row."""
    old = round_of([handed_in(A)])
    assert states(old, handed_in(replace(A, place=place(99)))) == ["未改"]
    moved = fault("VAL01", "甲项目", "提高", level2="质量指标")
    assert states(old, handed_in(moved)) == ["未改"]
    again = fault("VAL01", "甲项目", "提高", level2="时效指标")
    assert states(old, handed_in(moved, again)) == ["新增", "新增"]


def test_a_renamed_project_is_followed_by_its_name() -> None:
    """A year or a word apart, and no other project like it."""
    old = round_of([handed_in(fault("VAL01", "2025年农村公路养护经费", "提高"), projects=["2025年农村公路养护经费"])])
    new = fault("VAL01", "2026年农村公路养护经费", "提高")
    assert states(old, handed_in(new, projects=["2026年农村公路养护经费"])) == ["未改"]
    named = [fault("GOL03", f"{year}年农村公路养护经费", f"{year}年农村公路养护经费") for year in (2025, 2026)]
    before = round_of([handed_in(named[0], projects=["2025年农村公路养护经费"])])
    assert states(before, handed_in(named[1], projects=["2026年农村公路养护经费"])) == ["未改"]
    two = ["2026年农村公路养护经费", "2026年农村公路管护经费"]
    made = against([handed_in(new, projects=two)], old, CODES)[0]
    assert [one.state for one in made.findings] == ["新增"]
    assert [one.state for one in made.aside] == ["未能核对"]


def test_a_renamed_project_is_followed_by_its_tree() -> None:
    """Half of the rows are the same; a project of which nothing is left is not followed."""
    old = round_of([report(fault("VAL01", "排水管网", "提高"), forms=(tree("排水管网", "长度", "户数", "合格率"),))])
    new = fault("VAL01", "城区积水整治工程", "提高")
    alike = report(new, forms=(tree("城区积水整治工程", "长度", "户数", "验收合格率"),))
    assert states(old, alike) == ["未改"]
    unlike = report(new, forms=(tree("城区积水整治工程", "点位", "水位"),))
    assert states(old, unlike) == ["新增"]


def test_what_was_not_looked_at_is_not_corrected() -> None:
    """A project that is not there, a rule that broke or is out of force, a submission not read to its end."""
    old = round_of([handed_in(A, C, fault("NAM02", "", "某项目"))])
    (without,) = against([handed_in(projects=["甲项目"])], old, CODES)
    assert [one.subject.project for one in without.aside] == ["乙工程"]
    assert [one.subject.project for one in without.fixed] in (["甲项目", ""], ["", "甲项目"])
    (broken,) = against([handed_in(failures=(Failure(code="VAL01", message="出错"),))], old, CODES)
    assert {one.code for one in broken.aside} == {"VAL01", "NAM02"}
    (skipped,) = against([handed_in()], old, ["VAL02", "NAM02"])
    assert {one.code for one in skipped.aside} == {"VAL01"}
    unread = (Unread(name="坏.docx", reason="已损坏", cure="重新导出"),)
    half = handed_in()
    (unchecked,) = against([replace(half, submission=replace(half.submission, unread=unread))], old, CODES)
    assert [one.code for one in unchecked.aside] == ["NAM02"]


def test_what_could_not_be_told_is_asked_again() -> None:
    """It is carried until somebody looks."""
    second = against([handed_in(projects=["甲项目"])], round_of([handed_in(C)]), CODES)
    (third,) = against([handed_in()], round_of(second), CODES)
    assert [one.quote for one in third.fixed] == ["有所提高"]
    assert states(round_of(second), handed_in(C)) == ["未改"]


def test_waived_is_not_corrected() -> None:
    """A finding that is waived now stands as it stood; one whose waiver ran out is 未改."""
    waived = replace(handed_in(), waived=(Waived(finding=A, reason="批复", by="王某"),))
    (made,) = against([waived], round_of([handed_in(A)]), CODES)
    assert made.fixed == ()
    assert made.waived[0].finding.state == "未改"
    assert states(round_of([waived]), handed_in(A)) == ["未改"]


def test_only_new_ones() -> None:
    """What had been found before is set aside, counted, and known to the next round."""
    (made,) = against([handed_in(A, C)], round_of([handed_in(A)]), CODES, new_only=True)
    assert [one.quote for one in made.findings] == ["有所提高"]
    assert [(one.quote, one.state) for one in made.aside] == [("提高", "未改")]
    assert states(round_of([made]), handed_in(A, C)) == ["未改", "未改"]


def test_each_submission_keeps_its_own() -> None:
    """The same fault in two departments' files is corrected in one of them."""
    here, there = (replace(A, place=replace(place(3), file=name)) for name in ("一局/表.txt", "二局.txt"))
    old = round_of([handed_in(here), handed_in(there)])
    one, other = against([handed_in(replace(here, place=replace(place(9), file="表.txt"))), handed_in()], old, CODES)
    assert ([one.state for one in one.findings], len(one.fixed) + len(other.fixed)) == (["未改"], 1)


def test_nothing_now_says_nothing() -> None:
    """A round without a submission leaves nothing to attach to."""
    assert compare(round_of([handed_in(A)]), Round(name="", parts=())).fixed == ()


QUOTES = st.sampled_from(["提高", "100", "及时", "“甲”\x0b", "=cmd|'/c'", "有 所 提高"])
FOUND = st.lists(
    st.builds(
        fault, st.sampled_from(CODES), st.sampled_from(["甲项目", "乙工程", "2026年丙项目", ""]), QUOTES,
        st.integers(3, 40), level2=st.sampled_from(["数量指标", "质量指标"]),
    ),
    max_size=12, unique_by=lambda one: one.fingerprint,
)  # fmt: skip


def tally(change: Change, found: Sequence[Finding]) -> tuple[Counter[tuple[str, str]], frozenset[str], tuple[str, ...]]:
    """What a comparison says, whatever the order."""
    told = Counter((one.fingerprint, state) for one, state in zip(found, change.states[0], strict=True))
    return told, frozenset(one.fingerprint for one in (*change.fixed[0], *change.untold[0])), change.corrected


@settings(deadline=None)
@given(FOUND)
def test_a_report_differs_in_nothing_from_itself(found: list[Finding]) -> None:
    """No 新增, no 已改; read from memory or from its JSON."""
    made = [handed_in(*found)]
    for old in (round_of(made), read_round(render(made, "json"), "report.json")):
        change = compare(old, round_of(made), CODES)
        assert set(change.states[0]) <= {"未改"}
        assert change.fixed == change.untold == ((),)


@settings(deadline=None)
@given(FOUND, FOUND, st.randoms(use_true_random=False))
def test_the_order_of_findings_changes_nothing(old: list[Finding], new: list[Finding], random: object) -> None:
    """Each finding gets the same state, however both reports are sorted."""
    before = tally(compare(round_of([handed_in(*old)]), round_of([handed_in(*new)]), CODES), new)
    mixed_old, mixed_new = list(old), list(new)
    random.shuffle(mixed_old)  # type: ignore[attr-defined]
    random.shuffle(mixed_new)  # type: ignore[attr-defined]
    mixed = compare(round_of([handed_in(*mixed_old)]), round_of([handed_in(*mixed_new)]), CODES)
    assert tally(mixed, mixed_new) == before


@settings(deadline=None)
@given(FOUND, FOUND)
def test_nothing_is_lost(old: list[Finding], new: list[Finding]) -> None:
    """Every old finding is 未改, 已改 or 未能核对, and once."""
    change = compare(round_of([handed_in(*old)]), round_of([handed_in(*new)]), CODES)
    stayed = sum(state == "未改" for state in change.states[0])
    assert stayed + len(change.fixed[0]) + len(change.untold[0]) == len(old)
