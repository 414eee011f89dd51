"""Project budgets: which tables they are, and projects told from totals, departments and kinds."""

from __future__ import annotations

import pytest

from perflint.layouts.meaning.vocabulary import Vocabulary
from perflint.ruleset import load_ruleset
from tests.layouts.facts import reading, words_of

WORDS: Vocabulary = words_of(load_ruleset("national"))
HEAD = "2026年项目支出预算表\n\n部门名称：某县文化局\n\n单位：万元\n\n"

TABLES = {
    "two years, sums of each": (
        "项目名称|合计|本年财政拨款|||上年结转||\n||小计|一般公共预算|基金|小计|一般公共预算|基金\n"
        "合计|110.00|100.00|100.00||10.00|10.00|\n甲项目|60.00|60.00|60.00||||\n乙项目|50.00|40.00|40.00||10.00|10.00|",
        {False: "甲项目 60.00 乙项目 40.00 / 合计 100.00", True: "乙项目 10.00 / 合计 10.00"},
    ),
    "two years, this one without a sum": (
        "项目名称|合计|一般公共预算|政府性基金|上年结转\n"
        "合计|110.00|100.00||10.00\n"
        "甲项目|60.00|60.00||\n乙项目|50.00|40.00||10.00",
        {False: "甲项目 60.00 乙项目 40.00 / 合计 100.00", True: "乙项目 10.00 / 合计 10.00"},
    ),
    "units with one project each": (
        "项目名称|合计|一般公共预算\n合计|30.00|30.00\n某县文化馆|12.00|12.00\n免费开放经费|12.00|12.00\n"
        "某县图书馆|18.00|18.00\n购书经费|10.00|10.00\n阅读推广经费|8.00|8.00",
        {False: "免费开放经费 12.00 购书经费 10.00 阅读推广经费 8.00 / 合计 30.00 某县图书馆 18.00 某县文化馆 12.00"},
    ),
    "kinds of projects": (
        "项目名称|合计|一般公共预算\n合计|30.00|30.00\n其他运转类|12.00|12.00\n免费开放经费|12.00|12.00\n"
        "特定目标类|18.00|18.00\n购书经费|10.00|10.00\n阅读推广经费|8.00|8.00",
        {False: "免费开放经费 12.00 购书经费 10.00 阅读推广经费 8.00 / 合计 30.00 特定目标类 18.00 其他运转类 12.00"},
    ),
    "codes before the names": (
        "项目编码|单位名称|项目名称|资金总额|一般公共预算\n||合计|30.00|30.00\n"
        "51000021|某县文化馆|免费开放经费|12.00|12.00\n51000022|某县图书馆|购书经费|18.00|18.00",
        {False: "免费开放经费 12.00 购书经费 18.00 / 合计 30.00"},
    ),
    "a name cut by a page break": (
        "项目名称|合计|一般公共预算\n免费开放|12.00|12.00\n\n- 3 -\n\n经费||\n购书经费|18.00|18.00",
        {False: "免费开放经费 12.00 购书经费 18.00 /"},
    ),
    "names broken over lines": (
        "项目名称 合计\n一般公共预算\n1 2\n合计 40.00 40.00\n图书购置经费 10.00 10.00\n乡镇综合文化站免费开放\n补助\n"
        "12.00 12.00\nLED 大屏租赁费 18.00 18.00",
        {False: "图书购置经费 10.00 乡镇综合文化站免费开放补助 12.00 LED大屏租赁费 18.00 / 合计 40.00"},
    ),
    "heads again after a page break": (
        "项目名称|合计|一般公共预算\n免费开放经费|12.00|12.00\n\n- 3 -\n\n"
        "项目名称|合计|一般公共预算\n购书经费|18.00|18.00",
        {False: "免费开放经费 12.00 购书经费 18.00 /"},
    ),
    "a project named like an organisation": (
        "项目名称|合计|一般公共预算\n合计|30.00|30.00\n职工运动会|12.00|12.00\n购书经费|18.00|18.00",
        {False: "职工运动会 12.00 购书经费 18.00 / 合计 30.00"},
    ),
}


@pytest.mark.parametrize("kind", TABLES)
def test_projects_and_totals(kind: str) -> None:
    """Of each year's money, the widest total first."""
    table, wanted = TABLES[kind]
    found = reading(HEAD + table.replace("|", "\t") + "\n", WORDS).budget_tables
    said = {}
    for one in found:
        rows = [
            " ".join(f"{line.project.text} {line.amount.text}" for line in some) for some in (one.lines, one.totals)
        ]
        said[one.carryover] = " / ".join(rows).strip()
    assert said == wanted
    assert {one.unit for one in found} == {"万元"}


@pytest.mark.parametrize(
    ("head", "carryover"),
    [
        ("（上年结转）", True),
        ("（不含上年结转）", False),
        ("（含上年结转）", False),
        ("（本年预算）", False),
        ("", False),
    ],
)
def test_last_years_money_by_the_title(head: str, carryover: bool) -> None:
    """Only what holds nothing else."""
    text = f"2026年项目支出预算表{head}\n\n项目名称\t金额（元）\n甲项目\t120,000.00\n乙项目\t2,000.00\n"
    (table,) = reading(text, WORDS).budget_tables
    assert table.carryover is carryover
    assert [line.yuan for line in table.lines] == [120000, 2000]
