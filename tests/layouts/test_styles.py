"""One disclosure in the many ways in which counties print theirs: every way says the same."""

from __future__ import annotations

import pytest

from perflint.layouts.meaning.vocabulary import Vocabulary
from perflint.ruleset import load_ruleset
from tests.layouts.facts import facts, reading, words_of
from tests.layouts.paper import DEPARTMENT, PROJECTS, Style, disclosure, truth

WORDS: Vocabulary = words_of(load_ruleset("national"))
PLAIN = Style()
STYLES = {
    "plain": PLAIN,
    "annual only": PLAIN.but(periods=("年度",)),
    "中期": PLAIN.but(periods=("中期", "年度")),
    "长期": PLAIN.but(periods=("长期", "年度")),
    "万元 in the head": PLAIN.but(unit="万元"),
    "万元 above": PLAIN.but(unit="万元", unit_at="above"),
    "万元 in the cells": PLAIN.but(unit="万元", unit_at="cell"),
    "cost first": PLAIN.but(scheme="four"),
    "satisfaction under benefits": PLAIN.but(satisfaction="under"),
    "first level on every row": PLAIN.but(level1="every"),
    "second level on every row": PLAIN.but(level2="every"),
    "sign, number and unit apart": PLAIN.but(columns="signs"),
    "notes beside the values": PLAIN.but(columns="notes"),
    "not signed": PLAIN.but(signed=False),
    "not framed": PLAIN.but(framed=False),
    "one grid": PLAIN.but(apart=False),
    "forms first": PLAIN.but(first="forms"),
    "both budgets in one table": PLAIN.but(budget="both"),
    "budget in 元": PLAIN.but(budget_unit="元"),
    **{f"budget {kind}": PLAIN.but(budget=kind) for kind in ("numbered", "codes", "units", "totals", "broken")},
    **{f"items {kind}": PLAIN.but(claim=kind) for kind in ("dotted", "comma")},
    "claims together": PLAIN.but(claim="together"),
    "claims compiled": PLAIN.but(claim="compiled"),
    "claims managed": PLAIN.but(claim="managed"),
    "claims in Chinese numerals": PLAIN.but(claim="chinese"),
    "Chinese date": PLAIN.but(date="二〇二六年一月二十八日"),
    "编制单位": PLAIN.but(caption="编制单位："),
    "stacked periods": PLAIN.but(stacked=True),
}


@pytest.mark.parametrize("name", STYLES)
def test_a_style(name: str) -> None:
    """Every form with its rows and amounts, the budget, the claims, department, year and date."""
    style = STYLES[name]
    said = facts(reading(disclosure(style), WORDS))
    assert said["department"] == DEPARTMENT
    assert said["year"] == 2026
    assert str(said["dated"]) == "2026-01-28"
    assert [form["project"] for form in said["forms"]] == [project for project, _, _ in PROJECTS]
    wanted = truth(style)
    for form, (_, whole, annual) in zip(said["forms"], PROJECTS, strict=True):
        totals = {period: yuan for period, source, yuan, _ in form["funding"] if source == "资金总额"}
        assert float(totals["年度"]) == annual
        assert "实施期" not in wanted["periods"] or float(totals["实施期"]) == whole
        for period in wanted["periods"]:
            rows = [(first, second, *row) for p, first, second, *row in form["rows"] if p == period]
            assert [row[:3] for row in sorted(rows)] == sorted((f, s, one[0]) for f, s, one in wanted["rows"] if one[0])
        assert not form["unread"]
    assert len(said["budget"][0]["lines"]) >= len(PROJECTS)
    assert {claim["count"] for claim in said["claims"]} == {3}
