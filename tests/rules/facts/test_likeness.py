"""Names: what of them is the name, which are near, and how they differ."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perflint.rules.facts.likeness import _at_most, alike, core, difference, likeness, organisation, stem, year_of


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("2026年关工委办公经费", "关工委办公经费"),
        ("2026年度关工委办公经费", "关工委办公经费"),
        ("（2026年）关工委办公经费", "关工委办公经费"),
        ("2026关工委办公经费", "关工委办公经费"),
        ("二〇二六年关工委办公经费", "关工委办公经费"),
        ("2025—2026年采暖费", "采暖费"),
        ("2026年度假区建设", "度假区建设"),
        ("（1）2026年会议费", "会议费"),
        ("11000022T000000423451-信息化运维", "信息化运维"),
        ("3.8妇女节活动", "3.8妇女节活动"),
        ("5G网络建设", "5G网络建设"),
        ("2026年", "2026年"),
    ],
)
def test_the_stem_is_the_name_without_year_number_and_code(name: str, wanted: str) -> None:
    """Nothing else is taken off."""
    assert stem(name) == wanted


def test_the_core_has_no_punctuation_and_no_year_behind() -> None:
    """Marks and a year in brackets at the end are how a name is printed."""
    assert core("2026年道路养护（一期）") == core("道路养护一期(2026年度)") == "道路养护一期"


@pytest.mark.parametrize(("name", "year"), [("2026年会议费", "2026"), ("会议费", ""), ("（2025年度）会议费", "2025")])
def test_the_year_in_front(name: str, year: str) -> None:
    """As digits."""
    assert year_of(name) == year


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("001-某区教育局", "某区教育局"),
        ("[015001]某区教育局", "某区教育局"),
        ("207101某区人民法院", "某区人民法院"),
        ("某区教育局", "某区教育局"),
    ],
)
def test_an_organisation_without_its_code(name: str, wanted: str) -> None:
    """The code in front goes, the name stays."""
    assert organisation(name) == wanted


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2026年信息中心办公经费", "2026年信息化中心办公经费"),
        ("移动、联通、电信视频会议系统费用统及线路租赁费用", "2026年联通、移动、电信视频会议系统及线路租赁费用"),
        ("发展改革研究中心办公经费", "改革发展研究中心办公经费"),
        ("机关食堂补助", "机关食堂补贴"),
        ("全区办公室业务骨干能力提升费用", "全区办公室业务骨干综合能力提升费用"),
    ],
)
def test_near_names(one: str, other: str) -> None:
    """A slip of the pen leaves a name near, whatever the money."""
    assert likeness(one, other)
    assert likeness(other, one)
    assert likeness(one, other, same_money=True) > likeness(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2026年关工委办公经费", "2026年信息化中心办公经费"),
        ("发展改革研究中心办公经费", "信息化中心办公经费"),
        ("道路养护一期", "道路养护二期"),
        ("道路养护", "道路养护二期"),
        ("第三次国土调查", "国土调查"),
        ("小学教育公用经费", "中学教育公用经费"),
        ("城市道路养护经费", "农村道路养护经费"),
        ("张店镇道路硬化项目", "张庄镇道路硬化项目"),
        ("档案局宣传用品费用", "保密局宣传用品费用"),
        ("办公经费", "办案经费"),
    ],
)
def test_two_projects_are_never_near(one: str, other: str) -> None:
    """Not even where they cost the same."""
    assert not likeness(one, other, same_money=True)


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        ("2026年信息中心办公经费", "2026年信息化中心办公经费", "少“化”"),
        ("山西日报订阅费用", "2026年山西画报订阅费用", "“日”应为“画”"),
        ("改革发展研究中心", "发展改革研究中心", "字词次序不同"),
        ("移动、联通视频系统费用统及线路", "联通、移动视频系统及线路", "字词次序不同，多“费用统”"),
        ("2026年会议费", "会议费", "多“2026年”"),
        ("道路养护(一期)", "道路养护一期", "多“(”，多“)”"),
    ],
)
def test_how_names_differ(one: str, other: str, wanted: str) -> None:
    """Said of the first one."""
    assert difference(one, other) == wanted


@given(st.text("预算绩效管理", max_size=12), st.text("预算绩效管理", max_size=12))
def test_no_two_texts_are_more_alike_than_their_letters(one: str, other: str) -> None:
    """What is passed over for its letters could not have been near."""
    assert alike(one, other) <= _at_most(one, other)
