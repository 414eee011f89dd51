"""Value cells: what in them can be checked, and what cannot."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from perflint.quantity import Kind, Quantity, quantity
from perflint.text import normal

NUMBERS = [
    # text, kind, sign, low, high, unit, per
    ("280人次", "number", "", "280", "280", "人次", ""),
    ("≥90%", "percent", "≥", "90", "90", "%", ""),
    ("≧90%", "percent", "≥", "90", "90", "%", ""),
    ("≦100%", "percent", "≤", "100", "100", "%", ""),
    (">=21933人", "number", "≥", "21933", "21933", "人", ""),
    ("<=475元/亩", "price", "≤", "475", "475", "元", "亩"),
    ("=100%", "percent", "=", "100", "100", "%", ""),
    ("＝100％", "percent", "=", "100", "100", "%", ""),
    ("=100.00(%)", "percent", "=", "100.00", "100.00", "%", ""),
    ("═100%", "percent", "=", "100", "100", "%", ""),
    (">99%", "percent", ">", "99", "99", "%", ""),
    ("≥0.97比例", "number", "≥", "0.97", "0.97", "比例", ""),
    ("≥100百分比", "percent", "≥", "100", "100", "%", ""),
    ("95%以上", "percent", "≥", "95", "95", "%", ""),
    ("达70%", "percent", "=", "70", "70", "%", ""),
    ("达到95%以上", "percent", "≥", "95", "95", "%", ""),
    ("90%-95%", "range", "", "90", "95", "%", ""),
    ("10%至20%", "range", "", "10", "20", "%", ""),
    ("3-5次", "range", "", "3", "5", "次", ""),
    ("3～5 次", "range", "", "3", "5", "次", ""),
    ("三至五次", "range", "", "3", "5", "次", ""),
    ("5-6万元", "range", "", "5", "6", "万元", ""),
    ("3-5个工作日", "range", "", "3", "5", "个工作日", ""),
    ("每年1-2次", "range", "", "1", "2", "次", "年"),
    ("100", "number", "", "100", "100", "", ""),
    ("=100", "number", "=", "100", "100", "", ""),
    ("88100", "number", "", "88100", "88100", "", ""),
    ("0起", "number", "", "0", "0", "起", ""),
    ("0投诉", "number", "", "0", "0", "投诉", ""),
    ("±0.00", "number", "±", "0.00", "0.00", "", ""),
    ("±3%以内", "percent", "±", "3", "3", "%", ""),
    ("≤-5%", "percent", "≤", "-5", "-5", "%", ""),
    ("≥77台套", "number", "≥", "77", "77", "台套", ""),
    ("15涉农企业", "number", "", "15", "15", "涉农企业", ""),
    ("80M", "number", "", "80", "80", "M", ""),
    ("300㎡", "number", "", "300", "300", "m2", ""),
    ("2km", "number", "", "2", "2", "km", ""),
    ("≤10mg/L", "number", "≤", "10", "10", "mg", "L"),
    ("1，200人", "number", "", "1200", "1200", "人", ""),
    ("2 个 以 上", "number", "≥", "2", "2", "个", ""),
    ("100(人次)", "number", "", "100", "100", "人次", ""),
    ("不少于12 种", "number", "≥", "12", "12", "种", ""),
    ("大于等于1次", "number", "≥", "1", "1", "次", ""),
    ("小于等于1个", "number", "≤", "1", "1", "个", ""),
    ("等于100%", "percent", "=", "100", "100", "%", ""),
    ("至少3次", "number", "≥", "3", "3", "次", ""),
    ("大于90%", "percent", ">", "90", "90", "%", ""),
    ("超过90%", "percent", ">", "90", "90", "%", ""),
    ("低于5%", "percent", "<", "5", "5", "%", ""),
    ("不超过3起", "number", "≤", "3", "3", "起", ""),
    ("≥98%(含)", "percent", "≥", "98", "98", "%", ""),
    ("100+", "number", "≥", "100", "100", "", ""),
    ("100余人", "number", "", "100", "100", "人", ""),
    ("2万余人次", "number", "", "20000", "20000", "人次", ""),
    ("=320万亩", "number", "=", "3200000", "3200000", "亩", ""),
    ("≥3万条", "number", "≥", "30000", "30000", "条", ""),
    ("5千米", "number", "", "5", "5", "千米", ""),
    ("十二期", "number", "", "12", "12", "期", ""),
    ("两次", "number", "", "2", "2", "次", ""),
    ("不少于三场", "number", "≥", "3", "3", "场", ""),
    ("一次", "number", "", "1", "1", "次", ""),
    ("三十余次", "number", "", "30", "30", "次", ""),
    ("百分之九十", "percent", "", "90", "90", "%", ""),
    ("不低于百分之九十五", "percent", "≥", "95", "95", "%", ""),
    ("百分之百", "percent", "", "100", "100", "%", ""),
    ("九成以上", "percent", "≥", "90", "90", "%", ""),
    ("三分之二以上", "number", "≥", "0.6667", "0.6667", "", ""),
    ("5‰", "percent", "", "5", "5", "‰", ""),
    ("5个百分点", "percent", "", "5", "5", "百分点", ""),
    ("1:16", "number", "", "1", "1", "", "16"),
    ("470人/天", "number", "", "470", "470", "人", "天"),
    ("1次/月", "frequency", "", "1", "1", "次", "月"),
    ("每季度1次", "frequency", "", "1", "1", "次", "季度"),
    ("每月不少于2次", "frequency", "≥", "2", "2", "次", "月"),
    ("每季度至少开展1次", "frequency", "≥", "1", "1", "次", "季度"),
    ("一年两次", "frequency", "", "2", "2", "次", "年"),
    ("1年2次", "frequency", "", "2", "2", "次", "年"),
    ("每两周一次", "frequency", "", "1", "1", "次", "两周"),
    ("≥4期/年", "frequency", "≥", "4", "4", "期", "年"),
    ("≤620万/月", "price", "≤", "620", "620", "万", "月"),
    ("780元/生/年", "price", "", "780", "780", "元", "生/年"),
    ("490元/平米", "price", "", "490", "490", "元", "平米"),
    ("≤28.40/株", "price", "≤", "28.40", "28.40", "", "株"),
    ("1000元/人", "price", "", "1000", "1000", "元", "人"),
    ("≤1.2万元/场", "price", "≤", "1.2", "1.2", "万元", "场"),
    ("≤500元/100km", "price", "≤", "500", "500", "元", "100km"),
    ("400元/人、天", "price", "", "400", "400", "元", "人/天"),
    ("60元/（人·天）", "price", "", "60", "60", "元", "人/天"),
    ("300元每亩", "price", "", "300", "300", "元", "亩"),
    ("每人每月300元", "price", "", "300", "300", "元", "人/月"),
    ("人均增收1000元以上", "price", "≥", "1000", "1000", "元", "人"),
    ("39.2万元", "amount", "", "39.2", "39.2", "万元", ""),
    ("≥1050元", "amount", "≥", "1050", "1050", "元", ""),
    ("¥3,000", "amount", "", "3000", "3000", "元", ""),
    ("约5万元", "amount", "", "5", "5", "万元", ""),
    ("一百二十万元", "amount", "", "120", "120", "万元", ""),
    ("控制在50万元以内", "amount", "≤", "50", "50", "万元", ""),
    ("不超过年初预算50万元", "amount", "≤", "50", "50", "万元", ""),
    ("1年", "duration", "", "1", "1", "年", ""),
    ("5年", "duration", "", "5", "5", "年", ""),
    ("≥60天", "duration", "≥", "60", "60", "天", ""),
    ("30分钟以内", "duration", "≤", "30", "30", "分钟", ""),
    ("8小时内", "duration", "≤", "8", "8", "小时", ""),
    ("5个工作日内", "duration", "≤", "5", "5", "个工作日", ""),
    ("≤7工作日", "duration", "≤", "7", "7", "工作日", ""),
    ("一个月内", "duration", "≤", "1", "1", "个月", ""),
    ("半年内", "duration", "≤", "0.5", "0.5", "年", ""),
]


@pytest.mark.parametrize("row", NUMBERS, ids=lambda row: row[0])
def test_numbers(row: tuple[str, str, str, str, str, str, str]) -> None:
    """A value that is one number with its sign and unit is read whole."""
    text, kind, sign, low, high, unit, per = row
    assert quantity(text) == Quantity(
        Kind(kind), sign, Decimal(low), Decimal(high), unit, per, None, None, normal(text), whole=True
    )


TIMES = [
    # text, kind, first day, last day, per
    ("2021年12月31日", "date", "2021-12-31", "2021-12-31", ""),
    ("2026-06-30", "date", "2026-06-30", "2026-06-30", ""),
    ("20260630", "date", "2026-06-30", "2026-06-30", ""),
    ("2021年7月", "date", "2021-07-01", "2021-07-31", ""),
    ("2024年2月", "date", "2024-02-01", "2024-02-29", ""),
    ("2023.07-2024.01", "date", "2023-07-01", "2024-01-31", ""),
    ("2026年3月至10月", "date", "2026-03-01", "2026-10-31", ""),
    ("2026年12月中旬", "date", "2026-12-11", "2026-12-20", ""),
    ("2026年第一季度", "date", "2026-01-01", "2026-03-31", ""),
    ("2026年上半年", "date", "2026-01-01", "2026-06-30", ""),
    ("2022-2023学年", "date", "2022-09-01", "2023-08-31", ""),
    ("2025年2月30日", "date", "", "", ""),
    ("上半年", "date", "", "", ""),
    ("5月份", "date", "", "", ""),
    ("第2季度", "date", "", "", ""),
    ("2023年底", "deadline", "", "2023-12-31", ""),
    ("2026年11月底前", "deadline", "", "2026-11-30", ""),
    ("2026年11月30日前", "deadline", "", "2026-11-30", ""),
    ("2020年12月前", "deadline", "", "2020-12-31", ""),
    ("2026.6.30前", "deadline", "", "2026-06-30", ""),
    ("二〇二六年底前", "deadline", "", "2026-12-31", ""),
    ("2026年第三季度前", "deadline", "", "2026-09-30", ""),
    ("12月底", "deadline", "", "", ""),
    ("11月30日前", "deadline", "", "", ""),
    ("第三季度末", "deadline", "", "", ""),
    ("年底前", "deadline", "", "", ""),
    ("每年12月底前", "deadline", "", "", "年"),
    ("每月10日前", "deadline", "", "", "月"),
    ("每季度末", "deadline", "", "", "季度"),
    ("2026年", "year", "2026-01-01", "2026-12-31", ""),
    ("2026年度", "year", "2026-01-01", "2026-12-31", ""),
    ("2021年全年", "year", "2021-01-01", "2021-12-31", ""),
    ("2026年内", "year", "2026-01-01", "2026-12-31", ""),
    ("2021年1月-12月", "year", "2021-01-01", "2021-12-31", ""),
    ("2026年1月1日-2026年12月31日", "year", "2026-01-01", "2026-12-31", ""),
    ("2022-2024年", "year", "2022-01-01", "2024-12-31", ""),
    ("202601-202612", "year", "2026-01-01", "2026-12-31", ""),
    ("1-12月", "year", "", "", ""),
    ("全年", "year", "", "", ""),
    ("年内完成", "year", "", "", ""),
    ("每月", "frequency", "", "", "月"),
]


@pytest.mark.parametrize(("text", "kind", "first", "last", "per"), TIMES)
def test_times(text: str, kind: str, first: str, last: str, per: str) -> None:
    """A value that is a time is read with the days it means."""
    start, end = (date.fromisoformat(day) if day else None for day in (first, last))
    assert quantity(text) == Quantity(Kind(kind), "", None, None, "", per, start, end, normal(text), whole=True)


STATED = {
    Kind.GRADE: (
        "合格 达标 优良 优秀 优 优秀/良好/一般/较差 好、中、差 高中低 优良中差 定性高中低 合格/不合格 "
        "满意/基本满意/不满意 良好以上 合格及以上 ≥良好 "
        "二级以上 甲级 Ⅲ类 Ⅲ类水以上 一级A标准 省级以上 质量合格"
    ),
    Kind.YESNO: "是 否 有 无 是/否",
    Kind.FACT: (
        "通过验收 竣工验收合格 验收合格 全部通过结业考试 一次性通过省文物局验收 印发实施方案 制定管理办法 "
        "形成调研报告 建成投入使用 正式上线运行 竣工 "
        "零事故 零投诉 无安全事故 无投诉 未发生安全事故 不发生重大舆情 全覆盖 覆盖全区所有人员 全部发放到位 "
        "完成招标 获得省级奖项 达到国家标准 "
        "符合GB3095-2012标准 符合《预算法》要求 通过ISO9001认证 达标排放"
    ),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in STATED.items() for text in texts.split()])
def test_stated(kind: Kind, text: str) -> None:
    """Grades, yes and no, and facts are verifiable without a number."""
    assert quantity(text) == Quantity(kind, "", None, None, "", "", None, None, normal(text), whole=True)


NOTHING = (
    "办公室 全区 满意 清晰 提高 长期 显著提升 相关事务 办公室日常工作 密码设备网络稳定 全区各项工作 满意度 "
    "室办公 综合素质能力提升 有效 良好 较好 好 高 一般 "
    "及时 规范 合规 完整 健全 合理 可持续 应助尽助 按时发放 按期完工 如期竣工 按合同约定 不超预算 控制在预算内 "
    "定性有效 效果明显 明显增强 "
    "出台相关政策 建立健全制度 符合相关文件要求 严格执行相关财经法规制度 参照政府采购成本控制 完成 不涉及 "
    "正常运转 高中 市级 高于上年 发放时间达标率 "
    "一致性 统一 一般 一定 三公经费 四好农村路 两个维护 四个意识 八项规定 一次性 一批 一支队伍 十四五期间 "
    "三年行动 一级指标 十分明显 "
    "5G网络 AKTD 12345热线 第3条 第3届 2号楼 〔2015〕88号 GB/T19001 PM2.5 COVID-19 1.2.3 工程一期 二期工程 "
    "≥ ≥** ≥__% XX% **人 ___人 公里 % - / 待定 ×××"
).split()  # fmt: skip


@pytest.mark.parametrize("text", ["", " ", "≧ %", "≥  人", *NOTHING])
def test_nothing_to_check(text: str) -> None:
    """Vague words, names, codes, set phrases and placeholders hold nothing that can be checked."""
    assert quantity(text) is None


PARTS = [
    ("12月底到位", "deadline", "12月底"),
    ("2021年12月完成", "date", "2021年12月"),
    ("2026年6月底前完成", "deadline", "2026年6月底前"),
    ("12月底前100%到位", "deadline", "12月底前"),
    ("100人、3期", "number", "100人"),
    ("出台3项制度", "number", "3项"),
    ("第一年按总投资额返本20%,分红按8%分红", "percent", "20%"),
    ("严格按照预算标准1000元/人给补助对象兑付补助", "price", "1000元/人"),
    ("企业所得税减按15%征收", "percent", "15%"),
    ("2026年培训280人次", "number", "280人次"),
    ("2026年通过验收", "fact", "通过验收"),
    ("2026年全区各项工作", "year", "2026年"),
    ("1.完成3次培训 2.发放5000份", "number", "3次"),
    ("①完成3次", "number", "3次"),
    ("验收合格率100%", "percent", "100%"),
    ("第一批3个", "number", "3个"),
    ("80,00O", "number", "80"),
    ("按季度拨付", "frequency", "按季度"),
]


@pytest.mark.parametrize(("text", "kind", "piece"), PARTS)
def test_the_most_telling_piece(text: str, kind: str, piece: str) -> None:
    """Of several pieces the first number or date is given, then a fact, then the year; the rest makes it not whole."""
    found = quantity(text)
    assert found is not None
    assert (found.kind, found.text, found.whole) == (Kind(kind), piece, False)


COLUMNS = [
    # text, unit column, sign column, kind, sign, low, unit, per
    ("735", "人次", "≧", "number", "≥", "735", "人次", ""),
    ("100", "%", "═", "percent", "=", "100", "%", ""),
    ("95", "百分比(%)", "大于等于", "percent", "≥", "95", "%", ""),
    ("475", "元/亩", "<=", "price", "≤", "475", "元", "亩"),
    ("28.40/株", "元", "", "price", "", "28.40", "元", "株"),
    ("10", "万元", "≤", "amount", "≤", "10", "万元", ""),
    ("2023.07", "万元", "", "amount", "", "2023.07", "万元", ""),
    ("20260630", "人次", "", "number", "", "20260630", "人次", ""),
    ("1", "次/年", "≥", "frequency", "≥", "1", "次", "年"),
    ("928", "小时", "≥", "duration", "≥", "928", "小时", ""),
    ("12", "月", "≤", "duration", "≤", "12", "月", ""),
    ("0.5", "万亩", "=", "number", "=", "5000", "亩", ""),
    ("28个", "人", "=", "number", "=", "28", "个", ""),
    ("≥28", "个", "=", "number", "≥", "28", "个", ""),
    ("200", "人次", "正向指标", "number", "", "200", "人次", ""),
    ("5", "无", "", "number", "", "5", "", ""),
    ("5", "/", "", "number", "", "5", "", ""),
    ("3", "自造单位名", "", "number", "", "3", "自造单位名", ""),
]


@pytest.mark.parametrize("row", COLUMNS, ids=lambda row: "|".join(row[:3]))
def test_separate_columns(row: tuple[str, str, str, str, str, str, str, str]) -> None:
    """Unit and sign columns complete what the value does not print itself."""
    text, unit, sign, kind, mark, low, name, per = row
    found = quantity(text, unit, sign)
    assert found is not None
    assert (found.kind, found.sign, found.low, found.unit, found.per) == (Kind(kind), mark, Decimal(low), name, per)
    assert (found.text, found.whole) == (normal(text), True)


def test_columns_without_a_value() -> None:
    """A unit or a sign alone makes nothing measurable; a year column makes a year."""
    assert quantity("", "个", "≥") is None
    assert quantity("正常运转", "年", "=") is None
    assert quantity("有效", "", "定性") is None
    year = quantity("2026", "年")
    assert year is not None
    assert (year.kind, year.end) == (Kind.YEAR, date(2026, 12, 31))
