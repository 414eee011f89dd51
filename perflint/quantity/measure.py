"""Units and measure words (计量单位): which there are, which of them a Chinese numeral may count, and rates and money.

Looked up by longest match in sets, not by one long regular expression: cheap to import and linear in the text.
"""

from __future__ import annotations

from typing import NamedTuple

from perflint.pattern import lazy

_CALENDAR = (
    "年 个月 月 天 日 周 星期 个星期 季度 个季度 工作日 个工作日 自然日 个自然日 日历天 学年 个学年 年度 个年度 "
    "学期 个学期 周年 旬"
)
_CLOCK = "小时 个小时 钟头 个钟头 分钟 秒 秒钟"
_TIMES = "次 场 期 轮 场次 班次 频次 批次 回 遍 趟"
_STRONG = (
    "人次 车次 人天 人日 人月 名 户 户次 台 套 台次 台套 辆 辆次 艘 份 篇 册 间 栋 幢 所 例 起 宗 株 棵 头 只 匹 "
    "羽 尾 枚 亩 公顷 平方米 平方公里 平方千米 平米 平方 立方米 立方 方 公里 千米 米 厘米 毫米 吨 公斤 千克 斤 克 "
    "升 毫升 千瓦 兆瓦 瓦 千瓦时 千伏 千伏安 微克 毫克 分贝 微米 海里 摄氏度 课时 学时 周岁 岁 家次 件次 架次 航次 "
    "床位 张床位 车位 个车位 泊位 人"
)
_WEAK = (
    "个 项 件 条 家 处 座 张 块 面 片 支 门 批 届 班 节 本 部 笔 单 盏 盒 袋 箱 瓶 桶 根 杆 孔 眼 口 道 段 层 级 "
    "档 类 种 组 队 团 位 架 村 镇 乡 县 市 区 校 学校 社区 站 倍 字 幅 版 栏 集 首 床 席 票 步 环 股 扇 樘 副 顶 "
    "对 双 颗 把 粒 捆 车 罐 艇 点 路 线 里 度 分 成 个点 个百分点 百分点 项目 个项目 个村 个乡镇 乡镇 街道 个街道 "
    "个社区 户家庭 家庭 家企业 企业 机构 家机构 单位 个单位 万字 兆 件套 台件 台班 工日 工时 人份 人年 页 则 丛 垄 "
    "趟次 篇次 条次 项次 比例 比值 系数 级别 星 星级 部门 个部门 方面 个方面 片区 场馆 场所 站点 点位"
)
_LATIN = (
    "m M m2 m3 km KM km2 cm CM mm MM kg KG kG Kg g t l L ml mL mg kw kW KW kwh kWh KWh MW mw MWh kV KV kv kVA kva "
    "MVA kWp kwp MWp V v A W w h d min s m/s Hz kHz MHz GHz MB GB TB KB mb gb mbps Mbps Gbps dB "
    "dB(A) db °C hm2 hm ha ppm ug ng MPa kPa Pa lx lm Gal"
)
_NOT_BEFORE = {
    "年": "级代制薪轻货纪画夜终", "人": "民员才格均制", "次": "性序贷", "日": "常均", "月": "饼季球薪嫂租均",
    "周": "边围转期", "天": "然", "家": "长具", "分": "析类布解别散局支之", "部": "署队", "本": "科级地", "级": "别",
    "面": "积向对", "对": "接口象外", "起": "草步诉点到来", "单": "位元独", "方": "案式法针", "市": "场民政",
    "区": "域间别块", "县": "域", "村": "民", "校": "园长外", "层": "次面", "条": "例", "度": "假过汛",
    "成": "立果效本为功员绩都长", "线": "上下索", "路": "径网灯", "口": "岸径腔", "站": "点位", "支": "持出付撑部",
    "组": "织成建合长", "节": "能约水日目点假", "门": "诊户", "首": "次要都批席先府", "团": "队结员", "里": "程面",
    "道": "路德教", "版": "本权", "集": "中体团成合", "期": "间限望刊货", "名": "单称录", "户": "籍外型",
    "台": "账风湾州", "套": "餐种利", "所": "有需得以在属", "头": "条部", "只": "有要能", "秒": "杀", "场": "地景",
    "回": "收报复头访", "米": "粉店面", "升": "级学降值温旗", "克": "服拉", "瓦": "斯房", "吨": "位",
    "例": "会如外行", "把": "关握控", "位": "置于列居一", "股": "份东权", "环": "境保节卫评",
    "车": "间站库道牌险祸流", "字": "典", "双": "方向创减随", "步": "伐骤行走", "星": "期级", "段": "落",
    "类": "别型似", "种": "植类子养", "处": "理置罚级长", "届": "时", "批": "准复评", "班": "子组主", "架": "构",
    "座": "谈", "块": "钱", "倍": "增数", "轮": "胎流休换", "遍": "布及",
}  # fmt: skip
"""What must not follow the unit: with it the two are a word of their own (3年级, 一次性, 2分析)."""

CALENDAR, CLOCK, TIMES = (frozenset(words.split()) for words in (_CALENDAR, _CLOCK, _TIMES))
DURATIONS = CALENDAR | CLOCK
STRONG = DURATIONS | TIMES | frozenset(_STRONG.split())
"""Units that a Chinese numeral counts wherever it stands before them: 三场, 五公里."""
_UNITS = STRONG | frozenset(_WEAK.split())
_LATINS = frozenset(_LATIN.split())
_LONGEST = max(map(len, _UNITS))
PERCENTS = {
    "%": "%", "(%)": "%", "百分比": "%", "(百分比)": "%", "‰": "‰", "(‰)": "‰",
    "个百分点": "百分点", "百分点": "百分点",
}  # fmt: skip
"""What is printed for a rate, and what it is called."""
_MONEY = lazy(r"(?P<open>\()?(?P<unit>[十百千]?[万亿]?元|[百千]元)(?:整|人民币)?(?(open)\))|块钱")
_SINGLE, _AFTER_SINGLE = frozenset("一二三四"), frozenset("化素旦宵区桥结材电朝")
"""三元区, 二元结构, 一元化 are no money; 三百元区级资金 is."""
_LATIN_WORD = lazy(r"[A-Za-z°][A-Za-z]{0,5}[23]?(?:\(A\))?(?![A-Za-z0-9级])")
_BRACKETED = lazy(r"\((?P<unit>[^\W\d_a-zA-Z]{1,4})\)")
_CJK_TAIL = lazy(r"[^\W\d_a-zA-Z]{1,4}(?=[^\w%]|$)")
_STOP = frozenset(" ,。;:、()[]!?/.~-\"'<>≥≤=")


class Unit(NamedTuple):
    """A unit (计量单位) as it was found: its name and where it ends."""

    name: str
    end: int


def ends(text: str, pos: int) -> bool:
    """Whether nothing follows, or a punctuation mark."""
    return pos >= len(text) or text[pos] in _STOP


def unit_at(text: str, pos: int) -> Unit | None:
    """The longest known unit that starts at ``pos``."""
    for length in range(min(_LONGEST, len(text) - pos), 0, -1):
        name = text[pos : pos + length]
        after = text[pos + length : pos + length + 1]
        if name in _UNITS and not (after and after in _NOT_BEFORE.get(name, "")):
            return Unit(name, pos + length)
    latin = _LATIN_WORD().match(text, pos)
    if latin and (latin[0] in _LATINS):
        return Unit(latin[0], latin.end())
    bracketed = _BRACKETED().match(text, pos)
    return Unit(bracketed["unit"], bracketed.end()) if bracketed and bracketed["unit"] in _UNITS else None


def tail_at(text: str, pos: int) -> Unit | None:
    """One to four Chinese characters up to the next mark: taken as a unit, though not a known one."""
    match = _CJK_TAIL().match(text, pos)
    return Unit(match[0], match.end()) if match else None


def percent_at(text: str, pos: int) -> Unit | None:
    """A percent sign or word at ``pos``, under its one name."""
    for printed, name in PERCENTS.items():
        if text.startswith(printed, pos):
            return Unit(name, pos + len(printed))
    return None


def money_at(text: str, pos: int, scale: str) -> Unit | None:
    """A money unit (元) at ``pos``, after a number that ended in ``scale``: 元 after 25.87万 makes 万元."""
    match = _MONEY().match(text, pos)
    if not match or (text[pos - 1] in _SINGLE and text[match.end() : match.end() + 1] in _AFTER_SINGLE):
        return None
    name = match["unit"] or "元"
    if scale and name != "元":
        return None
    return Unit(scale + name, match.end())
