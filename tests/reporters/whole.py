"""A report that says everything a report can say, each text beginning with whatever a test wants in it."""

from __future__ import annotations

from datetime import date

from perflint.model.base import Cell, Place
from perflint.model.document import Document, Unread
from perflint.model.finding import Failure, Read, Related, Report, Severity, Subject, Verdict, Waived
from perflint.model.submission import Submission, Unrecognised
from tests.reporters.conftest import DOC, OTHER, finding, form, place

SAID = (
    "培训人次偏低", "改成三百人次", "向单位要名册", "值太笼统", "写明数值", "日期太粗", "名称太泛", "新增", "未改",
    "又出现", "疫情所致", "王科长", "豁免编号写错", "修改后报", "有必须修改", "上次缺名称", "规则运行出错", "未能核对",
    "隐藏了工作表", "文件坏了",
)  # fmt: skip
"""Words that no format may lose."""
BESIDE = ("目标是否有挑战", "内部资料", "表头认出", "指标值缺少", "TRE05")
"""Words that every format of this module's test says, but not those that came before it: `text` and `json`."""


def whole(hostile: str = "") -> Report:
    """Five findings, one waived, one corrected, one set aside; a file unread, a form not understood, a rule broken."""

    def said(text: str) -> str:
        return f"{hostile}{text}"

    first, second = said("甲项目"), said("乙项目")

    def subject(project: str, name: str) -> Subject:
        return Subject(
            project=project, period="年度", level1="产出指标", level2="数量指标", indicator=said(name) if name else None
        )

    bad = said("坏.txt")
    unread = {
        "subject": Subject(),
        "place": Place(file=bad),
        "quote": bad,
        "message": said("文件坏了"),
        "state": "未改",
    }
    found = (
        finding("DOC01", Severity.ERROR, "", 1, **unread),
        finding(
            "VAL02", Severity.ERROR, first, 3, subject=subject(first, "培训人次"), quote=said("20人次"),
            message=said("培训人次偏低"), advice=said("改成三百人次"), ask=said("向单位要名册"),
            basis=(DOC, OTHER), state="新增",
            related=(Related(place=place(4), text=said("旁边")), Related(place=place(4), text=said("旁边")),
                     Related(place=place(5), text="")),
        ),
        finding("VAL01", Severity.WARNING, first, 6, subject=subject(first, ""), message=said("值太笼统"),
                advice=said("写明数值"), state="未改"),
        finding("VAL06", Severity.HINT, second, 13, subject=subject(second, "时限"), message=said("日期太粗"),
                advice="", state="又出现"),
        finding("IND02", Severity.HINT, second, 14, subject=subject(second, "名称"), message=said("名称太泛"),
                state="新增"),
    )  # fmt: skip
    waived = finding("VAL04", Severity.WARNING, second, 15, subject=subject(second, "满意"), state="未改")
    fixed = finding(
        "FRM04", Severity.ERROR, first, 16, subject=subject(first, ""), message=said("上次缺名称"), state="已改"
    )
    aside = finding(
        "VAL07", Severity.ERROR, second, 17, subject=subject(second, ""), message=said("方向写反"), state="未能核对"
    )
    head = Cell(text=said("绩效目标"), place=place(40))
    documents = (
        Document(name="材料.txt", digest="a" * 64, blocks=(), dropped={said("内部资料"): 3}),
        Document(name=said("附件.txt"), digest="", blocks=(), remarks=(said("隐藏了工作表"),), unread_pages=(1, 2)),
    )
    return Report(
        submission=Submission(
            department=Cell(text=said("某局"), place=place(1)), year=2026, documents=documents,
            forms=(form(first, 2), form(second, 12)),
            unread=(Unread(name=bad, reason=said("文件坏了"), cure=said("重新导出")),),
            unrecognised=(Unrecognised(cell=head, understood=(said("表头认出"),), missing=(said("指标值缺少"),)),),
        ),
        ruleset="national", ruleset_digest="d", version="0",
        read=Read(files=3, forms=2, indicators=4, budget_lines=0, claims=0),
        findings=found,
        failures=(Failure(code="VAL10", message=said("规则运行出错")),),
        idle=("TRE05",),
        questions=(said("目标是否有挑战"),),
        waived=(Waived(finding=waived, reason=said("疫情所致"), by=said("王科长"), expires=date(2026, 12, 31)),),
        waiver_notes=(said("豁免编号写错"),),
        verdicts=(
            Verdict(project="", outcome="修改后报", why=said("有必须修改")),
            Verdict(project=first, outcome="修改后报", why=said("有必须修改")),
            Verdict(project=second, outcome="通过", why=said("没有发现")),
        ),
        fixed=(fixed,),
        aside=(aside,),
    )  # fmt: skip
