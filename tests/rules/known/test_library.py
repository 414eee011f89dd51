"""The indicator library that ships: whole, told by words, and speaking in the forms of value it should."""

from __future__ import annotations

import pytest

from perflint.quantity import quantity
from perflint.rules.known.library import WORDS, Library, Measure, nearest_first
from perflint.rules.known.suggestion import project_kind, suggestion, typical
from perflint.ruleset import Ruleset
from tests.build import Desk, form, indicator

LEVELS = (
    "数量指标", "质量指标", "时效指标", "成本指标", "经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标",
    "服务对象满意度指标",
)  # fmt: skip

PARENTS = {"产出指标": LEVELS[:4], "满意度指标": LEVELS[-1:]}


def test_every_kind_of_project_has_measures_for_every_level(national: Ruleset) -> None:
    """Two to four typical measures under each 二级 of the usual scheme."""
    kinds = national.library.kinds
    assert len(kinds) >= 30
    for kind in kinds:
        for level in LEVELS:
            assert 2 <= len(national.library.measures(kind, level)) <= 4, (kind.name, level)
            assert level in kind.measures, (kind.name, level)


def test_forms_of_value_have_a_blank_or_a_number(national: Ruleset) -> None:
    """Each form has a blank to fill, or a number; once filled it can be checked."""
    for kind, level, measure in national.library.rows():
        assert "__" in measure.form or any(map(str.isdigit, measure.form)), (kind, level, measure)
        filled = measure.form.replace("__年__月__日", "2026年6月30日").replace("__", "5").replace("（计量单位）", "件")
        if "每" not in filled and "/" not in filled and "（" not in filled:
            assert quantity(filled) is not None, (kind, level, measure)


def test_names_stand_once_under_a_level(national: Ruleset) -> None:
    """No kind gives a measure twice, and no measure is called by a level's name."""
    for kind in national.library.kinds:
        for level in kind.measures:
            names = [one.name for one in national.library.measures(kind, level)]
            assert len(names) == len(set(names)), (kind.name, level)
            assert not any(name.endswith("指标") for name in names)


@pytest.mark.parametrize(
    ("project", "kind"),
    [
        ("2026年乡镇干部能力提升培训经费", "培训"),
        ("全县人大代表大会会议费", "会议"),
        ("2026年县委巡察工作经费", "检查巡察"),
        ("食品安全抽检经费", "执法抽检"),
        ("公安局办公楼屋面维修改造项目", "维修改造"),
        ("城区老旧供水管网改造工程", "水利供水"),
        ("政务服务平台运维费", "信息化建设与运维"),
        ("村级道路硬化项目", "道路交通"),
        ("特困人员救助供养资金", "养老救助"),
        ("基本公共卫生服务补助资金", "卫生健康"),
        ("2026年党报党刊订阅费", "报刊订阅"),
        ("土壤污染状况监测经费", "生态环境"),
        ("森林草原防火物资储备", "应急安全"),
        ("图书馆免费开放专项资金", "文化体育旅游"),
    ],
)
def test_a_project_is_known_by_its_name(project: str, kind: str, national: Ruleset) -> None:
    """The words of a name tell the kind."""
    told = national.library.told(project)
    assert told is not None
    assert told.name == kind


@pytest.mark.parametrize(
    ("project", "kind"),
    [
        ("2026年信息中心办公经费", "机关运转"),
        ("发展改革研究中心办公经费", "机关运转"),
        ("学校食堂设备购置经费", "设备购置"),
        ("档案局宣传用品费用", "宣传"),
        ("全区办公室业务骨干综合能力提升费用", "培训"),
        ("群众文艺排练场地租赁费用", "场地房屋租赁"),
        ("老旧小区改造工程", "维修改造"),
        ("智慧平台建设项目", "信息化建设与运维"),
        ("配合巡视工作经费", "迎检保障"),
    ],
)
def test_the_purpose_stands_at_the_end_of_a_name(project: str, kind: str, national: Ruleset) -> None:
    """Whose project it is says less than what it is for."""
    told = national.library.of_project(project)
    assert told is not None
    assert told.name == kind


def test_a_project_without_words_gets_what_fits_all(national: Ruleset) -> None:
    """No kind, general measures; a level no kind names is looked up under the one it stands for."""
    assert national.library.told("甲乙丙") is None
    assert national.library.measures(None, "经济成本指标") == national.library.measures(None, "成本指标")
    assert national.library.measures(None, "过程指标") == ()


def test_a_measure_reads_as_advice() -> None:
    """A sign joins name and value, a date stands after a colon, how it is found out in brackets."""
    assert str(Measure("学员满意度", "≥__%", "问卷调查")) == "学员满意度≥__%（问卷调查）"
    assert str(Measure("培训完成时间", "__年__月__日前")) == "培训完成时间：__年__月__日前"
    assert str(Measure("事故起数", "0起")) == "事故起数0起"


def test_the_nearest_measure_comes_first() -> None:
    """The one whose name shares most with the row; else the library's order."""
    one, two = Measure("设备验收合格率", "=100%"), Measure("设备完好率", "≥__%")
    assert nearest_first([one, two], "仪器完好率") == [two, one]
    assert nearest_first([one, two], "其他") == [one, two]


def test_the_library_is_a_value(national: Ruleset) -> None:
    """Taken apart or not, the same data are the same library."""
    fresh = Library(national.library.data)
    assert fresh.measures(fresh.told("2026年公共文化服务宣传费用"), "数量指标")
    assert fresh == national.library
    assert WORDS not in fresh.kinds[0].measures


def test_a_level_no_one_knows_gets_a_measure_all_the_same(national: Ruleset) -> None:
    """Advice is never empty: the 一级 stands in for a 二级 that the library does not have, 数量 for both."""
    desk = Desk()
    row = indicator(desk, "年度", ["过程指标", "组织实施指标", "组织有序", "有序"])
    one = form(desk, {"fields": {"project": "干部培训费"}})
    assert suggestion(row, one, national.library) == "举办培训班期数≥__期”“培训人次≥__人次”“培训课时数≥__课时"


def test_the_overview_tells_where_the_name_does_not(national: Ruleset) -> None:
    """A name without words leaves it to the overview."""
    told = project_kind(form(Desk(), {"fields": {"project": "甲项目", "overview": "订阅报刊80份"}}), national.library)
    assert told is not None
    assert told.name == "报刊订阅"


def test_typical_measures_one_for_each_level(national: Ruleset) -> None:
    """The first of each 二级, with the form's own year in its dates."""
    one = form(Desk(), {"title": "绩效目标表", "year": "2026年度", "fields": {"project": "干部培训费"}})
    said = typical(one, national.library, ["数量指标", "时效指标"], "，")
    assert said == "举办培训班期数≥__期，全部培训完成时间：2026年__月__日前"


def test_what_it_proposes_would_pass(national: Ruleset) -> None:
    """Filled in, no measure is called wrong by the rules on values and indicators: advice must not lead astray."""
    judges = [rule for rule in national.rules if rule.code.startswith(("VAL", "IND"))]
    blamed = []
    for kind, level, measure in national.library.rows():
        number = "95" if "%" in measure.form and "≤" not in measure.form else "3"
        value = measure.form.replace("__年__月__日前", "2026年11月20日前").replace("__", number)
        first = next((one for one, below in PARENTS.items() if level in below), "效益指标")
        row = [first, level, measure.name.replace("__", "2"), value.replace("（计量单位）", "件")]
        one = form(Desk(), {"fields": {"项目名称": f"{kind}项目"}, "indicators": [row]})
        found = [finding for rule in judges for finding in rule.check(one)]
        blamed += [(finding.code, *row) for finding in found if finding.subject.indicator]
    assert blamed == []


def test_what_was_asked_does_not_pile_up(national: Ruleset) -> None:
    """A season's names are not all remembered."""
    library = Library(national.library.data)
    for number in range(400):
        library.of_project(f"第{number}期培训经费")
    assert library._named.cache_info().currsize < 400
