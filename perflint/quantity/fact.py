"""What can be verified though it has no number (定性可核验): a scale, a mark on one, yes or no, a fact, a rhythm.

What needs an opinion stays out: 良好, 满意, 规范, 应助尽助, 按时发放, 不超预算.
"""

from __future__ import annotations

from typing import NamedTuple

from perflint.pattern import lazy
from perflint.quantity.value import Kind

_STEPS = (
    "优秀 优良 优等 优 良好 良 好 较好 一般 中等 中 合格 基本合格 不合格 较差 差 高 较高 低 较低 强 较强 弱 较弱 大 小 "
    "很满意 满意 比较满意 基本满意 较满意 不满意 达标 不达标 及格 不及格 甲 乙 丙 显著 明显 不明显"
)
_STEP = "|".join(sorted(_STEPS.split(), key=len, reverse=True))
_SCALE = lazy(
    rf"(?:(?:{_STEP})(?:[、/,;|-](?:{_STEP})){{1,9}}|[优良中差好高低大小强弱]{{3,5}})(?:[四三五]?[级档]|等[级次])?"
)
_CLASS = (
    r"(?:[甲乙丙]级|[一二三四五1-5][级等](?:[A-C]|甲等|乙等)?|(?:[IVX]{1,4}|[一二三四五])类|"
    r"A{1,5}级|[A-DS]级|[1-5]A级)"
)
_RANK = r"(?:等[级次]|标准|水平|水质|水)?"
_LEVEL = rf"(?:优秀|良好|合格|及格|达标|{_CLASS}){_RANK}"
_MARK = lazy(
    rf"(?:达到|达|评[为定]|为|=|均|全部|工程|质量|考核|结果|等[级次]){{0,4}}"
    rf"(?:(?:≥|不低于|至少){_LEVEL}|(?:{_LEVEL}|国家级|省级|市级)(?:\(含\)|及|或)?以上(?:等[级次]|标准|水平)?"
    rf"|(?:优秀|优良|优等|优|良|合格|及格|达标|{_CLASS}){_RANK})"
)
_HEAD = lazy(r"^(?:定性|分为)[:,(]?")
_YESNO = frozenset(("是", "否", "有", "无", "是/否", "有/无", "是(否)", "是或否"))
_RHYTHM = lazy(
    r"(?:每[0-9两三四五六]{0,2}个?|按|逐)(?P<per>日(?![常程报])|天|周(?![边期转密])|月(?![报度])|季度|季(?!节)|半年)(?!均)"
)
_YEAR = lazy(r"(?:全年|年内|当年度?|本年度?|年度)内?(?:完成)?")
_GAP = r"[^,。;:!?]"
_DONE = "验收|初审|复审|终审|会审|考试|考核|评审|审查|审核|审计|鉴定|检查|检测|检验|认证|评估|复核|测评|答辩|审批"
_PAPER = (
    "方案|制度|办法|规划|报告|文件|意见|通知|合同|协议|标准|规程|细则|条例|名录|手册|清单|台账|预案|规范|图集|专著|证书|许可证|年鉴|"
    "数据库|图纸|白皮书|纪要|批复"
)
_HARM = (
    "事故|投诉|伤亡|差错|失误|污染|案件|违规|违纪|违法|上访|信访|死亡|缺陷|泄漏|泄密|舆情|火灾|举报|拖欠|返贫|事件|疫情|纠纷|截留|挪用|"
    "渗漏|逾期|超标|损坏|隐患|中断|故障|感染"
)
_FACTS = lazy(
    rf"(?:一次性|全部|均|顺利|未)?通过{_GAP}{{0,14}}?(?:{_DONE})(?!率)"
    rf"|(?:竣工|工程|质量|结题|项目|安装|一次性){{0,3}}(?:{_DONE})(?:结果|全部|均|一次性|为){{0,2}}(?:合格|通过|达标)(?!率)"
    rf"|(?:出台|印发|制定|发布|编制|形成|出具|提交|签订|颁布|公布|修订|制发|下发|出版|取得|完成){_GAP}{{0,14}}?(?:{_PAPER})(?![率数体化])"
    rf"|(?:建成|正式|全面|顺利|全部){{0,2}}(?:投入使用|投入运[行营]|交付使用|投产|通车|通水|通电|并网(?:发电)?|挂牌|封顶|开馆|开园|"
    rf"(?:正式|成功|系统|平台)上线(?:运行)?|试运行|(?<![期时划求])(?:完工|竣工))(?![率及])"
    rf"|零{_GAP}{{0,4}}?(?:{_HARM}|发生|增长|排放)(?!率)"
    rf"|(?:无(?![线形人障缝偿纸])|未发生|未出现|不发生|不出现|杜绝|没有){_GAP}{{0,12}}?(?:{_HARM})(?:发生)?(?!率)"
    rf"|全面?覆盖|覆盖{_GAP}{{0,6}}?(?:所有|全部|全体){_GAP}{{0,8}}"
    rf"|全部{_GAP}{{0,4}}?(?:完成|到位|发放|拨付|兑付|兑现|整改|入库|建成|结业|就业|销号|清运|处置|归档)(?:到位|完毕|完成)?(?!率)"
    rf"|(?:获得|获评|荣获|取得){_GAP}{{0,14}}?(?:奖项?|称号|证书|资质|认证|命名|授权|专利)"
    rf"|完成{_GAP}{{0,8}}?(?:验收|审计|招标|采购|决算|移交|备案|登记|立项|选址|批复|招投标|封顶|主体工程|签约|归档)(?!率)"
    rf"|(?:符合|达到|满足){_GAP}{{0,12}}?(?:国家标准|行业标准|地方标准|国标|GB[/T0-9]{_GAP}{{0,12}}|《{_GAP}{{2,40}}?》)(?:要求|标准)?"
    rf"|达标排放"
)
# Without one of these no expression above can match, and most values have none: a look for them is a hundred times
# cheaper than compiling the expressions.
_FACT_WORDS = tuple(
    f"{_DONE}|通过|出台|印发|制定|发布|编制|形成|出具|提交|签订|颁布|公布|修订|制发|下发|出版|取得|完成|投入|交付使用|投产|通车|通水|通电|并网|"
    "挂牌|封顶|开馆|开园|上线|试运行|完工|竣工|零|无|未发生|未出现|不发生|不出现|杜绝|没有|覆盖|全部|获得|获评|荣获|符合|达到|满足|达标".split(
        "|"
    )
)
_MARK_WORDS = ("优", "良", "合格", "及格", "达标", "级", "类")
_SCALE_SIGNS = frozenset("、/,;|-")
_SCALE_STEPS = frozenset("优良中差好高低大小强弱")
_VAGUE = lazy(r"相关|有关|各项|各类|进一步|逐步|努力|力争")


class Found(NamedTuple):
    """A verifiable piece without a number (定性内容): its kind and where it stands."""

    kind: Kind
    start: int
    end: int
    per: str = ""


def stated_at_once(text: str) -> Found | None:
    """What the whole value is, before its numbers are read: a named scale, yes or no, a mark such as 良好以上."""
    bare = _HEAD().sub("", text.strip("。.;,()"))
    if bare in _YESNO:
        return Found(Kind.YESNO, 0, len(text))
    if (_may_scale(bare) and _SCALE().fullmatch(bare)) or (_holds(bare, _MARK_WORDS) and _MARK().fullmatch(bare)):
        return Found(Kind.GRADE, 0, len(text))
    return Found(Kind.YEAR, 0, len(text)) if _YEAR().fullmatch(bare) else None


def stated(text: str) -> Found | None:
    """What a value without a number states: a fact, a scale named in it, or how often."""
    for match in _FACTS().finditer(text) if _holds(text, _FACT_WORDS) else ():
        if not _VAGUE().search(match[0]):
            return Found(Kind.FACT, match.start(), match.end())
    if _may_scale(text) and (scale := _SCALE().search(text)):
        return Found(Kind.GRADE, scale.start(), scale.end())
    rhythm = _RHYTHM().search(text) if _holds(text, ("每", "按", "逐")) else None
    if rhythm:
        per = "季度" if rhythm["per"] == "季" else rhythm["per"]
        return Found(Kind.FREQUENCY, rhythm.start(), rhythm.end(), per)
    return None


def _holds(text: str, words: tuple[str, ...]) -> bool:
    """Whether one of the words stands in the text."""
    return any(word in text for word in words)


def _may_scale(text: str) -> bool:
    """Whether a scale could be named: its steps need a sign between them, or stand three in a row."""
    return not _SCALE_SIGNS.isdisjoint(text) or sum(char in _SCALE_STEPS for char in text) >= 3
