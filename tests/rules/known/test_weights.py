"""The weights of IND01: what is weighed, and that they add up."""

from __future__ import annotations

import math

import pytest

from perflint.rules.known.weights import Weights, features, spoken
from perflint.rules.placement import MisplacedIndicator
from perflint.ruleset import Ruleset

TWO = Weights({"levels": ("数量指标", "质量指标"), "weights": "常数\t0 0\n尾次数\t20 -10\n值百分比\t-15 15"})


def test_what_is_weighed_can_be_read() -> None:
    """Endings, pairs, kind and unit of the value; every feature has words a person understands."""
    found = features("指标1：培训次数", "≥4次")
    assert {"尾次数", "首培训", "含培训", "值个数", "位次"} <= set(found)
    assert spoken("尾次数") == "名称以“次数”结尾"
    assert all(spoken(one) for one in (*found, *features("成本", "≤3万元"), *features("效果", "明显提高")))
    assert "值上限" in features("成本", "≤3万元")
    assert "文提高" in features("效果", "明显提高")


def test_weights_add_up_to_likelihoods() -> None:
    """Likelihoods come to one; evidence is the difference between two levels, the strongest first."""
    verdict = TWO.verdict("培训次数", "90%")
    assert verdict is not None
    assert sum(math.exp(score) for _, score in verdict.scores) == pytest.approx(1)
    assert verdict.scores[0][1] == pytest.approx(math.log(0.5))
    assert TWO.evidence("培训次数", "90%", "数量指标", "质量指标") == [("尾次数", 3.0), ("值百分比", -3.0)]
    assert verdict.doubt("质量指标") == pytest.approx(math.log(2))


def test_what_goes_over_into_a_level_counts_half() -> None:
    """Where the likeliest level goes over into the given one there is no doubt; else its like take half of it away."""
    three = {"levels": ("数量指标", "质量指标", "时效指标"), "weights": "常数\t20 0 0\n尾率\t0 0 0"}
    verdict = Weights(three).verdict("率", "")
    assert verdict is not None
    assert verdict.best == "数量指标"
    share = 1 / (math.exp(2) + 2)
    assert verdict.doubt("质量指标") == pytest.approx(-math.log(share))
    assert verdict.doubt("质量指标", {"时效指标"}) == pytest.approx(-math.log(1.5 * share))
    assert verdict.doubt("质量指标", {"数量指标"}) == 0


def test_nothing_known_is_no_verdict() -> None:
    """A row without a single known feature, without a word in its name, or a ruleset without weights says nothing."""
    assert TWO.verdict("甲", "乙") is None
    assert TWO.verdict("0", "0.00%") is None
    assert Weights().verdict("培训次数", "4次") is None


def test_what_ships_knows_every_level(national: Ruleset) -> None:
    """Each level that the weights know has a home to be sent to, and pairs that are alike are of these."""
    rule = national.rule("IND01")
    assert isinstance(rule, MisplacedIndicator)
    assert rule.weights == national.weights
    assert set(rule.homes) == set(national.weights.levels)
    assert {one for pair in rule.alike for one in pair} <= set(national.weights.levels)


def test_the_library_stands_where_it_belongs(national: Ruleset) -> None:
    """IND01 says nothing against any measure that the library itself recommends (a twentieth may be doubtful)."""
    rows = [(level, one) for _, level, one in national.library.rows() if level in national.weights.levels]
    doubtful = []
    for level, one in rows:
        verdict = national.weights.verdict(one.name, one.form.replace("__", "90"))
        assert verdict is not None
        if verdict.best != level:
            doubtful.append((level, one.name))
    assert len(doubtful) < len(rows) / 20, doubtful
