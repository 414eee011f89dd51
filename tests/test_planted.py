"""A single fault planted in the clean example gets its own code, and no error but those that follow from it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from perflint.engine import check_bytes
from perflint.model.finding import Finding, Severity
from perflint.ruleset import Ruleset

CLEAN = (Path(__file__).resolve().parents[1] / "examples" / "clean" / "disclosure.txt").read_text("utf-8")
TITLE = "青禾县县(区)级预算部门(单位)项目支出绩效目标表\n"
ADS = "2026年公共文化服务宣传费用"
CENSUS = "青禾县非物质文化遗产资源普查项目"
RUNNING = "2026年公共文化服务中心日常运转经费"
RENT = "2026年群众文艺排练场地租赁费用"

Edit = Callable[[str], str]


def text(old: str, new: str, times: int = 1) -> Edit:
    """Replace the first places of a text in the whole document."""

    def edit(document: str) -> str:
        assert document.count(old) >= times, old
        return document.replace(old, new, times)

    return edit


def form(project: str, *edits: Edit) -> Edit:
    """Make edits within the form of a project."""

    def edit(document: str) -> str:
        begin, end = span(document, project)
        inside = document[begin:end]
        for one in edits:
            inside = one(inside)
        return document[:begin] + inside + document[end:]

    return edit


def span(document: str, project: str) -> tuple[int, int]:
    """From the title of a project's form to the line after its last."""
    name = next(at for at in _places(document, project) if document[:at].rstrip("\t").endswith("项目名称"))
    begin = document.rindex("\n\n", 0, document.rindex(TITLE, 0, name)) + 2
    end = document.index("\n", document.index("\n负责人:", name) + 1) + 1
    return begin, end


def _places(document: str, word: str) -> list[int]:
    """Everywhere a word stands."""
    found, at = [], document.find(word)
    while at >= 0:
        found.append(at)
        at = document.find(word, at + 1)
    return found


def both(name: str, value: str, new_name: str, new_value: str) -> Edit:
    """Rewrite an indicator in both periods."""
    return text(f"\t{name}\t{value}", f"\t{new_name}\t{new_value}", 2)


def field(label: str, new: str) -> Edit:
    """Write something else into a box that has its line to itself."""

    def edit(inside: str) -> str:
        lines = inside.splitlines(keepends=True)
        index = next(i for i, line in enumerate(lines) if line.startswith(label))
        box = lines[index].strip().split("\t")[-1]
        lines[index] = lines[index].replace(box, new)
        return "".join(lines)

    return edit


def goals(annual: str, period: str | None = None) -> Edit:
    """Write other goals; the same for both periods unless one is given."""

    def edit(inside: str) -> str:
        line = next(line for line in inside.splitlines() if line.startswith("总体目标"))
        (goal,) = {part for part in line.split("\t")[1:] if part}
        first, second = annual if period is None else period, annual
        return inside.replace(line, line.replace(goal, "\0", 1).replace(goal, second).replace("\0", first))

    return edit


def deleted(project: str) -> Edit:
    """Take the whole form of a project out."""

    def edit(document: str) -> str:
        begin, end = span(document, project)
        return document[:begin] + document[end:]

    return edit


def doubled(project: str) -> Edit:
    """Put a form in twice."""

    def edit(document: str) -> str:
        begin, end = span(document, project)
        return document[:end] + "\n" + document[begin:end] + document[end:]

    return edit


def money(old: str, new: str) -> Edit:
    """Change every amount of a form that reads so."""
    return lambda inside: inside.replace(f"\t{old}\t", f"\t{new}\t").replace(f"\t{old}\n", f"\t{new}\n")


def row(after: str, *cells: str) -> Edit:
    """Add a line of the tree, the same in both periods, beneath the line that holds a text."""

    def edit(inside: str) -> str:
        line = next(line for line in inside.splitlines(keepends=True) if after in line)
        head, (kind, name, value) = line.split("\t"), cells
        new = ["", head[1] and "", kind, name, value, kind, name, value]
        return inside.replace(line, line + "\t".join(new) + "\n", 1)

    return edit


class Fault(NamedTuple):
    """What is planted, the code it should get, and the errors that follow from it."""

    edit: Edit
    code: str
    errors: frozenset[str] = frozenset()


def fault(edit: Edit, code: str, *errors: str) -> Fault:
    """A fault; ``errors`` are all codes of severity error that may appear, its own among them if it is one."""
    return Fault(edit, code, frozenset(errors))


SATISFIED = ("受访群众满意度", "≥90%")
POSTERS = ("户外公益海报更换数量", "60幅")
PRINTED = ("宣传品印制合格率", "≥98%")
DONE = ("宣传任务完成时间", "2026年11月30日前")
FILM = ("每部短片制作成本", "≤0.8万元/部")
ECOLOGY = "生态效益\t{0}\t{1}\t生态效益\t{0}\t{1}"
OVERVIEW = "围绕" + CLEAN.split("项目概况\t\t围绕")[1].split("\t")[0]
GOAL = "全年发布宣传短片" + CLEAN.split("\t全年发布宣传短片")[1].split("\t")[0]
VAGUE = "做好公共文化服务宣传推介工作"

FAULTS: dict[str, Fault] = {
    # 指标值
    "指标值笼统": fault(form(ADS, both(*SATISFIED, SATISFIED[0], "满意")), "VAL01", "VAL01"),
    "数量没有数": fault(form(ADS, both(*POSTERS, POSTERS[0], "全县")), "VAL02", "VAL02"),
    "值重复名称": fault(form(ADS, both(*PRINTED, PRINTED[0], PRINTED[0])), "VAL03", "VAL03"),
    "值无法核验": fault(form(ADS, both("公众号新增关注人数", "≥6000人", "群众办事便利程度", "让群众少跑腿")), "VAL04"),
    "率超过百分之百": fault(form(ADS, both(*PRINTED, PRINTED[0], "≥108%")), "VAL05", "VAL05"),
    "日期在项目期外": fault(form(ADS, both(*DONE, DONE[0], "2027年3月31日前")), "VAL05", "VAL05"),
    "时限只写年度": fault(form(ADS, both(*DONE, DONE[0], "2026年")), "VAL06"),
    "方向写反": fault(form(ADS, both(*SATISFIED, SATISFIED[0], "≤90%")), "VAL07"),
    "问时间答比率": fault(form(ADS, both(*DONE, DONE[0], "100%")), "VAL08"),
    "没有单位": fault(form(ADS, both(*POSTERS, POSTERS[0], "60")), "VAL09"),
    "占位符没有替换": fault(form(ADS, both(*POSTERS, POSTERS[0], "≥**幅")), "TXT03", "TXT03"),
    # 指标
    "归类错误": fault(form(ADS, text(ECOLOGY.format("", ""), ECOLOGY.format("周边满意度", "≥90%"))), "IND01", "IND01"),
    "名称空泛": fault(form(ADS, both(*POSTERS, "范围", "60幅")), "IND02"),
    "名称是栏目": fault(form(ADS, both(*PRINTED, "质量指标", "≥98%")), "IND03"),
    "指标重复": fault(form(ADS, row("宣传短片发布数量", "数量指标", "宣传短片发布数量", "4部")), "IND04"),
    "取值矛盾": fault(form(ADS, row(f"\t{SATISFIED[0]}\t", "服务对象满意度", SATISFIED[0], "≥80%")), "IND05", "IND05"),
    "有名称没有值": fault(form(ADS, both(*POSTERS, POSTERS[0], "")), "IND06", "IND06"),
    "有值没有名称": fault(form(ADS, both(*POSTERS, "", POSTERS[1])), "IND06", "IND06"),
    "以支出率为目标": fault(form(ADS, both(*PRINTED, "资金支出率", "≥98%")), "IND07"),
    "以不涉及充数": fault(form(ADS, text(ECOLOGY.format("", ""), ECOLOGY.format("生态影响", "不涉及"))), "IND08"),
    # 指标体系
    "没有满意度": fault(form(ADS, both(*SATISFIED, "", "")), "TRE01", "TRE01"),
    "没有成本指标": fault(
        form(ADS, both(*FILM, "", ""), both("每份折页印制成本", "≤0.9元/份", "", "")), "TRE02", "TRE02"
    ),
    "两个时期不一致": fault(form(ADS, text("\t".join(POSTERS), f"{POSTERS[0]}\t80幅")), "TRE06"),
    "成本印在效益旁": fault(form(ADS, text("\t\t成本指标\t每份折页", "\t效益指标\t成本指标\t每份折页")), "DOC06"),
    # 表式
    "立项依据空着": fault(form(ADS, field("立项依据", "")), "FRM01", "FRM01"),
    "实施单位空着": fault(form(ADS, text("实施单位\t\t青禾县公共文化服务中心", "实施单位\t\t")), "FRM01", "FRM01"),
    "负责人空着": fault(form(ADS, text("负责人:罗青简", "负责人:")), "FRM02"),
    "栏名不规范": fault(form(ADS, text("满意度指标\t服务对象", "满意指标\t服务对象")), "FRM03"),
    "格子外写了批注": fault(form(ADS, text("\t2025年11月27日", "\t2025年11月27日\t已与财政沟通")), "DOC04"),
    "填报日期是时间戳": fault(form(ADS, text("2025年11月27日", "20251127093542")), "FRM04"),
    "填报晚于公开": fault(form(ADS, text("2025年11月27日", "2026年3月27日")), "FRM05"),
    "一次性项目三年期": fault(form(ADS, text("项目期\t\t1年", "项目期\t\t3年")), "FRM06", "FRM06"),
    "延续项目报一次性": fault(text("追加春节系列文化活动经费", "2025年公共文化服务宣传费用"), "FRM07"),
    "表头年度写错": fault(form(ADS, text("(2026年度)", "(2025年度)")), "FRM08", "FRM08"),
    "指标表头没有了": fault(
        form(ADS, text("绩效指标\t一级指标\t二级指标\t三级指标\t指标值\t二级指标\t三级指标\t指标值\n", "")),
        "DOC03", "DOC03", "NAM02", "FND09",
    ),
    # 目标与文字
    "年度目标空着": fault(form(RENT, goals("", "3月1日前租用并开放群众文艺排练场地2处")), "GOL01", "GOL01"),
    "目标没有量化": fault(form(ADS, goals(VAGUE)), "GOL02"),
    "概况只写名称": fault(form(ADS, field("项目概况", ADS)), "GOL03"),
    "必要性照抄概况": fault(form(ADS, field("项目设立必要性", OVERVIEW)), "GOL04"),
    "依据没有文件": fault(form(ADS, field("立项依据", "县委县政府工作安排")), "GOL05"),
    "措施空泛": fault(form(ADS, field("保证项目实施", "列入年初预算，足额保障到位")), "GOL06"),
    "计划没有进度": fault(form(ADS, field("项目实施计划", "2026年")), "GOL07"),
    "目标的数没有指标": fault(form(ADS, text("宣传短片4部", "宣传短片14部", 2)), "GOL08"),
    "年度目标断在半句": fault(form(ADS, goals(GOAL[: GOAL.rindex("意度")], GOAL)), "TXT02"),
    "概况断了开头": fault(form(ADS, field("项目概况", ADS[3:])), "TXT02"),
    # 资金
    "来源加不成总额": fault(form(ADS, text("(区)财政资金\t\t65,000", "(区)财政资金\t\t60,000")), "FND01", "FND01"),
    "一年期两个总额": fault(
        form(ADS, text("资金总额:\t\t65,000", "资金总额:\t\t85,000"), text("财政资金\t\t65,000", "财政资金\t\t85,000")),
        "FND02", "FND02",
    ),
    "年度大于实施期": fault(form(CENSUS, money("540,000", "100,000")), "FND03", "FND03"),
    "与预算不一致": fault(form(ADS, money("65,000", "70,000")), "FND04", "FND04", "FND09"),
    "金额不是数": fault(
        form(ADS, text("年度资金总额:\t\t65,000", "年度资金总额:\t\t约6.5万元")), "FND05", "FND05", "FND09"
    ),
    "元填成万元": fault(form(ADS, money("65,000", "6.5")), "FND06", "FND06", "FND08", "FND09"),
    "总额为零": fault(form(ADS, money("65,000", "0")), "FND07", "FND04", "FND07", "FND08", "FND09"),
    "成本超过总额": fault(form(ADS, both(*FILM, FILM[0], "≤8万元/部")), "FND08", "FND08"),
    "说明的金额不对": fault(text("9个，共计金额167.70万元", "9个，共计金额176.70万元"), "FND09", "FND09"),
    "说明的个数不对": fault(text("公开项目绩效目标9个", "公开项目绩效目标10个"), "FND09", "FND09"),
    "说明的占比不对": fault(text("总额的100%", "总额的95%"), "FND09", "FND09"),
    "预算表合计不对": fault(text("中心\t167.70\t167.70", "中心\t176.70\t176.70", 2), "FND10", "FND10", "FND09"),
    # 名称对应
    "表里改了项目名": fault(form(ADS, text(ADS, "2026年公共文化宣传服务费用")), "NAM01", "NAM01"),
    "少了一张表": fault(deleted(ADS), "NAM02", "NAM02", "FND09"),
    "文字里改了项目名": fault(text(f"(4) {ADS}", "(4) 2026年公共文化服务宣传经费"), "NAM03"),
    "实施单位是别家": fault(form(ADS, text("实施单位\t\t青禾县公共文化服务中心", "实施单位\t\t青禾县文化馆")), "NAM04"),
    "一个项目两张表": fault(doubled(ADS), "NAM05", "NAM05", "FND09"),
    # 跨项目比较
    "三个项目一个目标": fault(
        lambda whole: form(RENT, goals(VAGUE))(form(RUNNING, goals(VAGUE))(form(ADS, goals(VAGUE))(whole))), "ACR02"
    ),
}  # fmt: skip


Found = Callable[[str], tuple[Finding, ...]]


@pytest.fixture(scope="module")
def found(national: Ruleset) -> Found:
    """What is found in a document, each document checked once."""
    known: dict[str, tuple[Finding, ...]] = {}

    def findings(document: str) -> tuple[Finding, ...]:
        if document not in known:
            known[document] = check_bytes(document.encode(), "材料.txt", national).findings
        return known[document]

    return findings


@pytest.mark.parametrize("name", FAULTS)
def test_a_single_fault_gets_its_own_code(name: str, found: Found) -> None:
    """The fault is found, and no other error appears than those that follow from it."""
    edit, code, errors = FAULTS[name]
    document = edit(CLEAN)
    assert document != CLEAN
    said = [f"{one.code} {one.severity.value} {one.place}: {one.message}" for one in found(document)]
    assert code in {one.code for one in found(document)}, said
    loud = {one.code for one in found(document) if one.severity == Severity.ERROR}
    assert loud <= errors, [line for line in said if " error " in line]


@pytest.mark.parametrize("name", FAULTS)
def test_a_single_fault_makes_little_noise(name: str, found: Found) -> None:
    """One fault, few findings: beside its own at most three, of what follows from it."""
    before = {one.fingerprint for one in found(CLEAN)}
    new = [f"{one.code} {one.message}" for one in found(FAULTS[name].edit(CLEAN)) if one.fingerprint not in before]
    limit = 10 if FAULTS[name].code == "ACR02" else 4
    assert len(new) <= limit, new


def test_every_chapter_is_planted(national: Ruleset) -> None:
    """No chapter of rules goes without a fault of its own."""
    planted = {one.code[:3] for one in FAULTS.values()}
    assert planted == {rule.code[:3] for rule in national.rules}
