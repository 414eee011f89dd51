"""Forms of different departments that are alike are found, whatever the order; what only looks alike is not."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from msgspec.structs import asdict, replace

from perflint.cli.main import main
from perflint.engine import check_bytes
from perflint.rules.departments import BoilerplateAcrossDepartments
from perflint.ruleset import Ruleset
from perflint.screening.alike import wordings
from perflint.screening.alike.across import Across, Filing, alike, compare, name_of
from perflint.screening.alike.near import Sets, candidates, components
from perflint.screening.columns import rows_of
from perflint.screening.manifest import Entry
from perflint.screening.screened import ScreenedForm, ScreenedIndicator, screened
from tests.screening.conftest import DEPARTMENTS, begin, drive

RULE = BoilerplateAcrossDepartments()
VERBS = ("培训", "巡查", "维修", "印制", "购置", "走访", "检测", "保洁", "编制", "慰问")
THINGS = ("干部", "河道", "路灯", "手册", "仪器", "农户", "样品", "街巷", "规划", "职工", "学校", "村级阵地")
CUSTOMS = (
    ("产出指标", "质量指标", "验收合格率", "100%"),
    ("产出指标", "时效指标", "资金支付及时率", "100%"),
    ("产出指标", "时效指标", "完成时间", "2026年12月31日前"),
    ("效益指标", "社会效益指标", "公众知晓率", "≥90%"),
    ("满意度指标", "服务对象满意度指标", "服务对象满意度", "≥95%"),
)
"""What everybody writes."""


def row(level1: str, level2: str, name: str, value: str) -> ScreenedIndicator:
    """A row of the year."""
    return ScreenedIndicator(period="年度", level1=level1, level2=level2, name=name, value=value)


def form(
    project: str, rows: Iterable[tuple[str, str, str, str]], goal: str = "", filed: date | None = None
) -> ScreenedForm:
    """A form of these rows."""
    return ScreenedForm(
        project=project, file="a.txt", place="表1", outcome="", implementation_yuan=None, annual_yuan=None,
        filed=filed, goal=goal, indicators=tuple(row(*one) for one in rows),
    )  # fmt: skip


def own_rows(random: Random, count: int = 5) -> list[tuple[str, str, str, str]]:
    """Rows of one's own: figures nobody else has but by chance."""
    return [
        ("产出指标", "数量指标", random.choice(VERBS) + random.choice(THINGS), f"{random.randrange(10, 9999)}件")
        for _ in range(count)
    ]


def filing(number: int, *forms: ScreenedForm, dated: date | None = None, year: int | None = None) -> Filing:
    """The submission of the department of this number."""
    name = f"第{number:04}局"
    return Filing(path=f"{name}/材料.txt", department=name, printed="", forms=forms, dated=dated, year=year)


def everybody(count: int = 60, seed: int = 1) -> list[Filing]:
    """So many departments with two forms each: rows of their own, and four of five customary ones."""
    random = Random(seed)
    return [
        filing(n, *(form(f"{n}-{i}", [*own_rows(random), *random.sample(CUSTOMS, 4)]) for i in (1, 2)))
        for n in range(count)
    ]


def found(filings: list[Filing], rule: BoilerplateAcrossDepartments = RULE) -> list[set[str]]:
    """The projects of each group."""
    groups: dict[int, set[str]] = {}
    for one in alike(lambda: filings, rule)[1]:
        groups.setdefault(one.group, set()).add(one.project)
    return list(groups.values())


def test_what_is_customary_makes_no_group() -> None:
    """Four of nine rows are everybody's; and where a form has no others, it is no copy for that."""
    filings = everybody()
    assert found(filings) == []
    bare = [replace(one, forms=(form(one.forms[0].project, CUSTOMS[:3]),)) for one in filings[:3]]
    assert found([*bare, *filings[3:]]) == []


def test_the_customary_are_counted_where_the_ruleset_says_so() -> None:
    """With ``common`` at 1 no row is general: the share of all rows decides."""
    bare = [filing(n, form(f"空{n}", CUSTOMS)) for n in (901, 902)]
    assert found([*everybody(), *bare]) == []
    assert found([*everybody(), *bare], BoilerplateAcrossDepartments(common=1.0)) == [{"空901", "空902"}]


def test_copies_are_found_exact_and_near() -> None:
    """One row changed of eleven, one left out: still the same table; half of it changed: not."""
    random = Random(7)
    rows = [*own_rows(random, 8), *CUSTOMS[:3]]
    half = [*rows[:4], *own_rows(random, 4), *CUSTOMS[:3]]
    changed = [rows[0], ("产出指标", "数量指标", "另一件事", "7件"), *rows[2:]]
    planted = [
        filing(903, form("原件", rows)), filing(904, form("照抄", rows)), filing(905, form("改一行", changed)),
        filing(906, form("少一行", rows[1:])), filing(907, form("改一半", half)),
    ]  # fmt: skip
    assert found([*everybody(), *planted]) == [{"原件", "照抄", "改一行", "少一行"}]


def test_a_template_that_many_copy_is_not_customary() -> None:
    """Forty departments copied six rows and each added one: the rows always go together, so they still tell."""
    random = Random(3)
    template = own_rows(random, 6)
    copies = [filing(100 + n, form(f"套用{n}", [*template, *own_rows(random, 1)])) for n in range(40)]
    assert found([*everybody(), *copies]) == [{f"套用{n}" for n in range(40)}]


def test_one_department_is_not_several() -> None:
    """Within one department it is ACR01 that speaks, also where its folder holds several submissions."""
    random = Random(4)
    rows = own_rows(random)
    same = [filing(900, form("一", rows)), filing(900, form("二", rows), form("三", rows))]
    assert found([*everybody(), *same]) == []


def test_the_order_of_the_list_changes_nothing_but_the_numbers() -> None:
    """The same groups, told of with the same dates, in whatever order the files come."""
    random = Random(5)
    filings = everybody()
    for number in range(3):
        rows = own_rows(random, 8)
        for copy in range(4):
            mine = [*rows[: 8 - copy % 2], *own_rows(random, 1 - copy % 2), *CUSTOMS[:2]]
            day = date(2026, 1, 20 - copy)
            filings.append(filing(200 + 10 * number + copy, form(f"抄{number}-{copy}", mine), dated=day))
    expected = sorted(map(sorted, found(filings)))
    assert len(expected) == 3
    for seed in (1, 2, 3):
        turned = Random(seed).sample(filings, len(filings))
        rows_found = alike(lambda turned=turned: turned, RULE)[1]  # type: ignore[misc]
        assert sorted(map(sorted, found(turned))) == expected
        assert all("日期最早的是第02" in one.message and "2026年1月17日" in one.message for one in rows_found)


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ({"dated": date(2026, 2, 1)}, {"dated": date(2026, 1, 1)}, "日期最早的是第0002局“乙”（落款日期2026年1月1日）"),
        ({"dated": date(2026, 2, 1)}, {}, "日期最早的是第0001局“甲”（落款日期2026年2月1日，另有1张没有落款日期）"),
        ({"dated": date(2026, 2, 1)}, {"dated": date(2026, 2, 1)}, "日期最早的是第0001局“甲”等2张（落款"),
        (
            {"dated": date(2026, 1, 1), "filed": date(2025, 11, 18)},
            {"dated": date(2026, 2, 1), "filed": date(2025, 11, 6)},
            "日期最早的是第0002局“乙”（填报日期2025年11月6日）",
        ),
        (
            {"dated": date(2026, 2, 1), "filed": date(2025, 11, 6)},
            {"dated": date(2026, 1, 1), "filed": date(2025, 11, 6)},
            "日期最早的是第0002局“乙”（落款日期2026年1月1日）",
        ),
        (
            {"dated": date(2026, 2, 1), "filed": date(2025, 11, 6)},
            {"dated": date(2026, 1, 1)},
            "日期最早的是第0002局“乙”（落款日期2026年1月1日）",
        ),
        ({}, {"filed": date(2025, 11, 6)}, "日期最早的是第0002局“乙”（填报日期2025年11月6日，另有1张没有填报日期）"),
        ({"year": 2026}, {"year": 2025}, "年度最早的是第0002局“乙”（2025年度，没有落款日期）"),
        ({"year": 2026}, {"year": 2026}, "清单上最前的是第0001局“甲”（没有日期，分不出先后）"),
        ({}, {}, "清单上最前的是第0001局“甲”（没有日期，分不出先后）"),
    ],
)
def test_the_earliest(first: dict[str, Any], second: dict[str, Any], said: str) -> None:
    """By the date that more of them have or that tells them apart, else by year or the list; it says by which."""
    rows = own_rows(Random(6))
    pair = []
    for number, (name, given) in enumerate((("甲", dict(first)), ("乙", dict(second))), 1):
        pair.append(filing(number, form(name, rows, filed=given.pop("filed", None)), **given))
    one, other = alike(lambda: pair, RULE)[1]
    assert said in one.message
    assert other.message == one.message


def test_many_departments_are_listed_but_not_all() -> None:
    """A long group is told with its first departments, and every form has its row."""
    rows = own_rows(Random(8))
    found_rows = alike(lambda: [filing(n, form("同", rows)) for n in range(1, 41)], RULE)[1]
    assert len(found_rows) == 40
    assert found_rows[0].message.startswith("40个部门的40张绩效目标表年度指标雷同：第0001局“同”、第0002局“同”")
    assert "第0012局“同”等；如都有" in found_rows[0].message
    assert len({one.fingerprint for one in found_rows}) == 40
    assert [one.department for one in found_rows] == [f"第{n:04}局" for n in range(1, 41)]


def test_candidates_are_only_candidates(monkeypatch: pytest.MonkeyPatch) -> None:
    """What comes out is what comparing everything with everything would give."""
    random = Random(9)
    filings = everybody(40)
    for n in range(30):
        rows = own_rows(random, 6)
        mine = [random.choice(rows) for _ in range(5)]
        filings += [filing(300 + 2 * n, form(f"甲{n}", rows)), filing(301 + 2 * n, form(f"乙{n}", mine))]
    quick = found(filings)
    assert quick

    def all_pairs(keys: list[int], *_: object) -> list[tuple[int, int]]:
        return [(one, other) for at, one in enumerate(keys) for other in keys[at + 1 :]]

    monkeypatch.setattr(wordings, "candidates", all_pairs)
    assert found(filings) == quick


def test_pairs_that_are_alike_enough_are_not_missed() -> None:
    """Of a thousand pairs at the very threshold, hardly one."""
    random = Random(10)
    sets = Sets()
    for _ in range(1000):
        common = [random.getrandbits(32) for _ in range(14)]
        for _ in range(2):
            sets.add([*common, *(random.getrandbits(32) for _ in range(3))])
    met = set(candidates(range(len(sets)), sets.__getitem__, 0.7))
    assert sum((2 * n, 2 * n + 1) in met for n in range(1000)) >= 997


def test_components_hang_together() -> None:
    """By pairs that are joined alone; each under its first."""
    pairs = [(3, 1), (1, 2), (4, 5)]
    assert components(6, pairs, lambda one, other: (one, other) != (4, 5)) == [[0], [1, 2, 3], [4], [5]]


def test_a_run_is_compared_once_and_the_same_in_any_shards(season: Path, tmp_path: Path) -> None:
    """The file is beside the parts, the same however the run is cut; what is there is not made again."""
    runs = [begin(season, tmp_path / f"run{shard}", shard=shard) for shard in (2, 5)]
    for run in runs:
        drive(run)
    one, other = runs
    first = compare(one)
    assert first == compare(other)
    assert first is not None
    assert (first.departments, first.nameless) == (4, 0)
    assert one.folder.read(name_of(one)) == other.folder.read(name_of(other))
    rows = rows_of(one.folder.read(name_of(one)), Across)
    assert len(rows) == first.rows
    assert {row.department for row in rows} == set(DEPARTMENTS)
    assert all(row.code == "ACR04" and row.path.startswith(f"{row.department}/") for row in rows)
    assert compare(one) is None


def test_a_ruleset_may_leave_it_out(season: Path, tmp_path: Path) -> None:
    """Nothing is compared, nothing written."""
    mine = tmp_path / "mine.yaml"
    mine.write_text("extends: national\nrules:\n  ACR04: skip\n", "utf-8")
    run = begin(season, tmp_path / "run", ruleset=str(mine))
    drive(run)
    assert compare(run) is None
    assert not run.folder.exists(name_of(run))


@pytest.mark.slow
def test_screen_compares_and_says_so(season: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Once, at the end; gone on with, there is nothing left to say."""
    for said in (True, False):
        with pytest.raises(SystemExit) as end:
            main(["screen", str(season), "-o", str(tmp_path / "run"), "--engine", "local:1", "--no-cache"])
        assert end.value.code == 3
        assert ("不同部门雷同：" in capsys.readouterr().out) is said


def test_the_forms_of_a_county_are_no_copies(county: Path, national: Ruleset) -> None:
    """Ten real forms of one department are no group; of ten, two that are copies of each other are, and no more."""
    report = check_bytes(county.read_bytes(), county.name, national)
    whole = asdict(screened(report, (Entry(number=1, path="a", size=0, sha256="", department="", group="a"),), "a"))
    filings = [
        Filing(
            path=f"{n}.txt", department=f"第{n}局", printed="", year=whole["year"], dated=whole["dated"], forms=(one,)
        )
        for n, one in enumerate(whole["forms"], 1)
    ]
    assert found([replace(one, department="一个局") for one in filings]) == []
    assert found(filings) == [{"2026年关工委办公经费", "2026年办公室日常工作经费"}]
