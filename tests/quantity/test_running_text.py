"""Running text: every quantity in order, and no number that counts nothing."""

from __future__ import annotations

import pytest

from perflint.quantity import Kind, quantities
from perflint.text import normal

TEXTS = [
    ("完成220课时的培训，覆盖280人次，满意度达到95%以上。", ["220课时", "280人次", "达到95%以上"]),
    ("2026年培训3期；6月底前完成招标，12月31日前竣工验收", ["2026年", "3期", "6月底前", "12月31日前"]),
    ("实施营造林8万亩，其中新造林3万亩、抚育提升5万亩，修建作业道30公里。", ["8万亩", "3万亩", "5万亩", "30公里"]),
    ("带来游客不少于6万人,村集体收入达6万元。", ["不少于6万人", "达6万元"]),
    (
        "涉及3个社区、12个行政村、5600户、1.2万人，人均增收1000元以上",
        ["3个社区", "12个", "5600户", "1.2万人", "人均增收1000元以上"],
    ),
    (
        "第一季度完成30%，上半年完成60%，第三季度末完成90%，年底前全部完成。",
        ["第一季度", "30%", "上半年", "60%", "第三季度末", "90%", "年底前"],
    ),
    (
        "每季度开展1次检查，每年至少召开两次会议，每人每月300元，一年两次",
        ["每季度开展1次", "每年至少召开两次", "每人每月300元", "一年两次"],
    ),
    (
        "投入1亿2000万元，约5万元用于宣传，5-6万元备用，780元/生/年",
        ["1亿2000万元", "约5万元", "5-6万元", "780元/生/年"],
    ),
    (
        "2026年1月1日至2026年12月31日，2026年3月-5月，2026.03.15",
        ["2026年1月1日至2026年12月31日", "2026年3月-5月", "2026.03.15"],
    ),
    ("①建设一座现代化水厂；②新建水厂一座；培训四名干部、举办十二期。", ["一座", "四名", "十二期"]),
    ("1.修缮文物。2.印发手册300册；3、培训2次；（4）检查5次；指标1：清算8个小区", ["300册", "2次", "5次", "8个"]),
    ("PM2.5≤35微克/立方米，5G基站10个，2×600MW", ["≤35微克/立方米", "10个", "600MW"]),
    ("“三公”经费2.98万元，比2025年减少0.02万元，下降8.14%", ["2.98万元", "2025年", "0.02万元", "8.14%"]),
    ("贫困人口数(≥**人) >=1102人；成活率(≥**%)>=85；", ["≥1102人", "≥85"]),
    ("100人、3期，三年内", ["100人", "3期", "三年内"]),
]


@pytest.mark.parametrize(("text", "pieces"), TEXTS)
def test_quantities(text: str, pieces: list[str]) -> None:
    """What is counted, dated or priced is found, in order."""
    assert [found.text for found in quantities(text)] == pieces


NAMES = [
    "做好三公经费管理，落实“两个维护”，增强四个意识，推进四好农村路建设；一致性、统一、一般、一定。",
    "根据〔2015〕88号文件第3条、（2023）15号，开通12345热线，覆盖2号楼，5G网络全覆盖，GB3095-2012。",
    "联系电话0355-7522345，手机13812345678，身份证140400199001011234，时间8:00-17:00。",
    "“十四五”期间实施三年行动计划，九年义务教育，一期工程，二期工程，三次产业融合，第二批资金，前三名，前5名",
    "严格落实八项规定，十分重要，二十大精神，百年党史，千人计划，万亩良田，一批项目，一系列，双一流，一带一路，三级甚至一网通办",
    "985高校，863计划，110指挥中心，2025版，3D打印，G20，COVID-19，4A级景区，A4纸，一站式，一次性补助",
    "三元区，多元化，一元化，二元结构，一、二、三产业，五一劳动节，七一，第十二条，表1，附件2",
    "主管部门:324001-某局 [610001]某公司 http://a.gov.cn/201401/t2014_15068.html",
    "（一）负责；一、基本情况；二、目标",
    "",
]


@pytest.mark.parametrize("text", NAMES)
def test_numbers_that_count_nothing(text: str) -> None:
    """Names, codes, ordinals, list marks and set phrases are no quantities."""
    assert quantities(text) == ()


def test_pieces_do_not_overlap() -> None:
    """The pieces stand in the text one after the other."""
    for text, _ in TEXTS:
        plain, pos = normal(text), 0
        for found in quantities(text):
            pos = plain.index(found.text, pos) + len(found.text)


def test_whole() -> None:
    """A goal that is nothing but its number is whole; one of two is not."""
    assert [found.whole for found in quantities("280人次。")] == [True]
    assert [found.whole for found in quantities("100人、3期")] == [False, False]
    assert [found.kind for found in quantities("2026年")] == [Kind.YEAR]
