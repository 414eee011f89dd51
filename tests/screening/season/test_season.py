"""The season report: its numbers are those of the rows, whoever adds them up."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from perflint.errors import ScreeningError
from perflint.screening.alike.across import Across, compare, name_of
from perflint.screening.columns import parquet
from perflint.screening.run import Run
from perflint.screening.screened import Screened, ScreenedUnread
from perflint.screening.season.make import seasons
from perflint.screening.season.shape import PAGE, Limits, Season, Table, Value
from perflint.screening.tables.question import answer
from perflint.screening.tables.store import tables
from tests.screening.build import across, form, found, laid, row

GOAL = "全年举办培训班六期，培训四百人次"
ROWS = (
    row(
        "教育局/1.txt", found("VAL01", "a", project="甲"), found("VAL01", "b", project="甲"), found("NAM04", "c"),
        forms=[
            form("甲", ("培训人次", "≥400人次"), ("满意度", "满意"), outcome="退回", goal=GOAL),
            form("乙", ("满 意度", "满意"), goal="短"),
        ],
        outcome="退回",
    ),
    row("教育局/2.txt", found("VAL01", "d", project="丙"), forms=[form("丙", ("人次", "≥400人次"))], outcome="退回"),
    row(
        "水务局/3.txt", found("VAL01", "e", project="丁"), forms=[form("丁", ("满意度", "满意"), goal=GOAL)],
        outcome="退回",
    ),
    row("档案局/4.txt", found("IND05", "f", project="戊"), forms=[form("戊", ("期数", "≥6期"))]),
    row("民政局/5.docx", unread=[ScreenedUnread(file="民政局/5.docx", reason="是空文件", cure="重新导出")]),
    row("6.txt", forms=[form("己", ("期数", "≥6期"))]),
)  # fmt: skip


def made(run: Run, previous: Run | None = None, limits: Limits = PAGE) -> Season:
    """The report."""
    (one,) = seasons(run, previous, [limits])
    return one


def table(season: Season, title: str) -> Table:
    """The table of this title."""
    return next(one for section in season.sections for one in section.tables if one.title == title)


def rows(season: Season, title: str) -> list[tuple[Value, ...]]:
    """Its rows."""
    return list(table(season, title).rows)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """The run of these rows, its departments compared."""
    made = laid(str(tmp_path / "run"), ROWS)
    made.folder.write(name_of(made), parquet([], Across))
    return made


def test_what_was_screened(run: Run) -> None:
    """Files, submissions, departments, forms, indicators, findings; outcomes of submissions and of forms."""
    season = made(run)
    assert {label: number for label, number in rows(season, "初审了什么")} == {
        "文件": 6, "申报材料": 6, "部门": 5, "绩效目标表": 6, "指标": 7, "必须修改": 4, "应当修改": 1, "请核实": 1,
        "没有查完的材料": 1,
    }  # fmt: skip
    assert season.numbers == (4, 1, 1)
    assert rows(season, "审核结论") == [
        ("退回", 3, "50.0%", 1, "16.7%"), ("通过", 2, "33.3%", 5, "83.3%"), ("未能判定", 1, "16.7%", 0, "0.0%"),
    ]  # fmt: skip
    assert [text[:9] for text in season.alarms] == ["1 份材料没有查完"]


def test_a_ruleset_without_a_gate_has_no_outcomes(tmp_path: Path) -> None:
    """Neither a table of them nor their columns."""
    silent = [replace(one, outcome="", forms=tuple(replace(f, outcome="") for f in one.forms)) for one in ROWS]
    season = made(laid(str(tmp_path / "run"), silent))
    assert "审核结论" not in [one.title for section in season.sections for one in section.tables]
    assert "退回" not in [column.title for column in table(season, "部门排名").columns]


def test_what_was_not_read(run: Run) -> None:
    """Each with reason and cure; no section where all was read."""
    assert rows(made(run), "原因") == [("是空文件", "重新导出", 1, 1, 1)]
    assert rows(made(run), "逐处列出") == [("民政局", "民政局/5.docx", "是空文件", "重新导出")]


def test_departments_are_ranked_by_what_must_be_corrected_in_a_form(run: Run) -> None:
    """Those without findings after those with, those without forms last; names as printed, the nameless named."""
    ranked = rows(made(run), "部门排名")
    assert [row[1] for row in ranked] == ["教育局", "水务局", "档案局", "（没有写部门）", "民政局"]
    assert ranked[0] == (1, "教育局", 2, 3, 2, 0, 0, 0, 3, 1, 0, 100, 33)
    assert ranked[4] == (5, "民政局", 1, 0, 0, 0, 0, 1, 0, 0, 0, "", "")


def test_rules_by_frequency(run: Run) -> None:
    """How many findings, submissions, forms, departments; what concerns a whole submission is in no form."""
    assert [row[:9] for row in rows(made(run), "规则")] == [
        ("VAL01", "指标值笼统", 4, 0, 0, 3, 3, "50.0%", 2), ("IND05", "成本指标缺失", 0, 0, 1, 1, 1, "16.7%", 1),
        ("NAM04", "名称口号化", 0, 1, 0, 1, 0, "–", 1),
    ]  # fmt: skip
    assert rows(made(run), "规则")[0][9:] == ("指标值笼统的话", "教育局/1.txt")


def test_departments_and_rules(run: Run) -> None:
    """The counts of both together, drawn and as a table."""
    assert rows(made(run), "部门与规则") == [("教育局", 3, 0, 1), ("档案局", 0, 1, 0), ("水务局", 1, 0, 0)]
    (section,) = (one for one in made(run).sections if one.id == "both")
    assert section.pictures[0].svg.count("<text") > 6


def test_the_same_words_in_many_forms(run: Run) -> None:
    """Values without a figure, names, goals that are more than a label; blanks do not count."""
    season = made(run)
    assert rows(season, "相同的指标值") == [("满意", 3, 2, 2, "甲", "教育局/1.txt")]
    assert [row[:4] for row in rows(season, "相同的指标名称")] == [("满 意度", 3, 2, 2), ("期数", 2, 2, 2)]
    assert rows(season, "相同的年度目标") == [(GOAL, 2, 2, 2, "甲", "教育局/1.txt")]


def test_groups_across_departments(run: Run) -> None:
    """One line a group, the widest first; they are counted among the findings of their departments."""
    assert "groups" not in [section.id for section in made(run).sections]
    alike = [across(1, "教育局/1.txt", "甲"), across(1, "水务局/3.txt", "丁")]
    alike += [across(2, path, "乙") for path in ("教育局/1.txt", "档案局/4.txt", "6.txt")]
    run.folder.write(name_of(run), parquet(alike, Across))
    season = made(run)
    assert [row[:5] for row in rows(season, "跨部门雷同的表")] == [
        (2, "与其他部门雷同", 3, 3, "6.txt、教育局、档案局"), (1, "与其他部门雷同", 2, 2, "教育局、水务局"),
    ]  # fmt: skip
    assert season.numbers == (4, 6, 1)


def _again() -> list[Screened]:
    """The next round: one submission corrected in part, one as it was, one new, one gone, one not whole."""
    first, second, third, fourth, _, sixth = ROWS
    return [
        replace(first, findings=(first.findings[0], found("NAM04", "new"))),
        second,
        replace(third, forms=(), findings=()),
        replace(fourth, findings=(), unchecked=True),
        row("教育局/7.txt", found("VAL01", "x", project="庚"), forms=[form("庚")]),
        replace(sixth, path="6.txt"),
    ]


def test_change_against_the_previous_run(tmp_path: Path, run: Run) -> None:
    """Corrected is only what was looked at again; nothing is lost, nothing counted twice."""
    later = laid(str(tmp_path / "later"), _again())
    season = made(later, run)
    whole = {str(label): int(number) for label, number in rows(season, "合计")}
    # a and d stand; b and c were corrected; e lost its form, f was not looked at whole; x and another are new.
    assert whole == {
        "上次材料": 6, "这次材料": 6, "新交": 1, "没有再交": 1, "上次问题": 6, "已改": 2, "未改": 2, "未能核对": 2,
        "新增": 2, "这次问题": 4,
    }  # fmt: skip
    assert rows(season, "按部门")[0] == ("教育局", 2, 3, 1, 0, 4, 2, 2, 0, 2, 4)
    assert rows(season, "按规则") == [
        ("VAL01", "指标值笼统", 4, 1, 2, 1, 1, 3), ("NAM04", "名称口号化", 1, 1, 0, 0, 1, 1),
        ("IND05", "成本指标缺失", 1, 0, 0, 1, 0, 0),
    ]  # fmt: skip
    assert rows(season, "没有再交的材料") == [("民政局", "民政局/5.docx")]


def test_a_rule_that_is_not_in_force_corrects_nothing(tmp_path: Path) -> None:
    """What it found before is not looked at any more."""
    old = laid(str(tmp_path / "old"), [row("a/1.txt", found("ZZZ99", "z"), found("VAL01", "a"))])
    new = laid(str(tmp_path / "new"), [row("a/1.txt")])
    told = {code: numbers for code, _, *numbers in rows(made(new, old), "按规则")}
    assert told == {"VAL01": [1, 1, 0, 0, 0, 0], "ZZZ99": [1, 0, 0, 1, 0, 0]}


def test_the_same_finding_twice_is_two(tmp_path: Path) -> None:
    """Of three alike two are left: one was corrected."""
    old = laid(str(tmp_path / "old"), [row("a/1.txt", *[found("VAL01", "a")] * 3)])
    new = laid(str(tmp_path / "new"), [row("a/1.txt", *[found("VAL01", "a")] * 2)])
    assert rows(made(new, old), "按规则") == [("VAL01", "指标值笼统", 3, 1, 2, 0, 0, 2)]


def test_runs_that_have_nothing_in_common_say_so(tmp_path: Path, run: Run) -> None:
    """And another ruleset or program is told, too."""
    other = laid(str(tmp_path / "other"), [row("别处/1.txt")])
    other = Run(other.folder, msgspec.structs.replace(other.settings, ruleset="省", ruleset_digest="0", version="0"))
    (notes,) = (section.notes for section in made(run, other).sections if section.id == "change")
    assert "两个批次没有路径相同的材料" in notes[-1]
    assert "规则集不同（上次 省，这次 national）" in notes[1]
    assert "程序版本不同（上次 0" in notes[2]


def test_a_run_that_is_not_done_says_how_much_is_missing(tmp_path: Path) -> None:
    """The files of the manifest that have no row."""
    season = made(laid(str(tmp_path / "run"), ROWS, missing=(2,)))
    assert season.alarms[0].startswith("批次没有做完：清单里还有 2 个文件没有结果")
    assert made(laid(str(tmp_path / "none"), ROWS, missing=(1, 2, 3))).numbers == (0, 0, 0)


def test_a_run_whose_departments_were_not_compared_says_so(tmp_path: Path) -> None:
    """It was interrupted after its last submission: no group of alike forms does not mean that none are."""
    run = laid(str(tmp_path / "run"), ROWS)
    assert made(run).alarms[-1].startswith("跨部门比对还没有做")
    compare(run)
    assert not any("跨部门比对" in text for text in made(run).alarms)


def test_the_question_for_the_rest_counts_as_the_table_does(run: Run) -> None:
    """Whose rows it is to give: the same wordings, those with figures left out where the table leaves them out."""
    for title in ("相同的指标值", "相同的年度目标"):
        one = table(made(run), title)
        with tables(run) as con:
            assert [row[1:] for row in answer(con, one.sql)[1]] == [row[1:4] for row in one.rows]


def test_long_tables_say_how_much_they_leave_out(run: Run) -> None:
    """With the command that gives the rest, and the question is a good one."""
    season = made(run, limits=Limits(departments=2, unread=1, clusters=1, groups=1))
    one = table(season, "部门排名")
    assert (len(one.rows), one.total) == (2, 5)
    assert one.more == "共 5 条，列出前 2 条，其余用下面的命令查"
    assert one.command.startswith('perflint screen query 批次文件夹 "SELECT department')
    given = [each for section in season.sections for each in section.tables]
    assert all(each.sql for each in given if each.more)
    for sql in {each.sql for each in given if each.sql}:
        with tables(run) as con:
            assert list(answer(con, sql)[1])


def test_a_damaged_part_is_told(run: Run) -> None:
    """Rather than reported without."""
    run.folder.write(run.part(1), b"")
    with pytest.raises(ScreeningError, match="读不出来"):
        made(run)


def test_the_counts_are_those_of_the_rows(tmp_path: Path) -> None:
    """Summed by Python over many rows, and by the report."""
    given = [
        row(
            f"局{number % 7}/{number}.txt",
            *[found(code, f"{number}{at}", project=f"项目{at % 3}") for at, code in enumerate(["VAL01", "NAM04"] * 4)][
                number % 5 :
            ],
            forms=[form(f"项目{at}", ("名称", f"值{number % 3}")) for at in range(3)],
        )
        for number in range(60)
    ]
    season = made(laid(str(tmp_path / "run"), given, shard=7))
    codes = Counter(one.code for each in given for one in each.findings)
    assert {line[0]: line[2] + line[3] + line[4] for line in rows(season, "规则")} == codes  # type: ignore[operator]
    errors = Counter(each.department for each in given for one in each.findings if one.severity == "error")
    assert {line[1]: line[8] for line in rows(season, "部门排名")} == errors
