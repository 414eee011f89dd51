"""GOL 依据、措施、计划: do the boxes in words say what they are there to say?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from perflint.model.base import Cell
from perflint.model.finding import Finding, Severity, Subject
from perflint.model.form import Field, TargetForm
from perflint.model.submission import Submission
from perflint.pattern import compiled
from perflint.rules.base import Rule, wordlist
from perflint.rules.facts.measured import within
from perflint.rules.goal import listed
from perflint.text import joined

_TITLE = compiled(r"《[^《》]{2,}》")
_FILE_NUMBER = compiled(
    r"(?:19|20)\d{2}[\])}〉年]?[-第]?\d{1,5}号|[\[(](?:19|20)\d{2}[\])]第?\d{1,5}|第?\d{1,5}号(?:令|文)|令第?\d+号"
)
_LAW = compiled(
    r"[^\W\d_a-zA-Z]{1,20}(?<![方办做执司合依立违守普政想看说用书无设枪])法(?![律规治制定人庭官务学委院警])"
)
_TITLED = compiled(r"关于[^,。;]{4,}?的?(?:通知|意见|方案|办法|决定|批复|请示|报告|函|规定|复函|公告|通报)")
_SESSION = compiled(r"第?[一二三四五六七八九十\d]{1,3}(?:届|次(?:会议|党组|常务|常委|办公|专题)|次全[体会])")
_DAY = compiled(r"(?:19|20)\d{2}[年./-]\d{1,2}(?:月|[./-]\d{1,2})|\d{1,2}月\d{1,2}日")
_DATED = compiled(r"(?:19|20)\d{2}年?[^,。;]{0,16}?(?:纪要|要点|政府工作报告|规划|方案|意见|通知|决定|批复|办法|公告)")
_LEAD = compiled(r".*(?:根据|依据|按照|依照|遵照|结合|贯彻|落实|执行)")
_ORGAN = compiled(r".*(?:委员会|办公室|[厅局委办部]|政府)")
_CLAUSE = compiled(r"[,。;:、.!()]")

_FULL_YEAR = compiled(
    r"(?:(?:19|20)\d{2}[年./-])?0?1(?:月(?:0?1日)?|[./-]0?1(?!\d))?[-~至到]+"
    r"(?:(?:19|20)\d{2}[年./-]|当年|年底)?12(?:月(?:31日)?|[./-]31)?底?(?!\d)"
)
_MONTH = compiled(
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?!球|饼)|(?:19|20)\d{2}[./-]\d{1,2}(?!\d)|\d{1,2}日前|\d{1,3}个?(?:工作日|日|天|周)内|"
    r"分[一二两三四五六七八九十\d]+(?:批|期|步|次|阶段|年度)"
)
_YEAR = compiled(r"((?:19|20)\d{2})年?(?![-~至到]|度?[-~至到])")
_YEARS = compiled(r"(?:19|20)\d{2}年?[-~至到]+(?:19|20)\d{2}年?")
_SENTENCE = compiled(r"[^。;]{4,}(?:[。;]|$)")
_ONLY_TIME = compiled(r"[\d一二三四五六七八九十两年月日天个度全当本内期限长常至到~.\-/()共]+")


class _BoxRule(Rule):
    """A rule about one box of words."""

    box: str = ""
    """The key of the box."""

    def check(self, form: TargetForm) -> Iterator[Finding]:
        """Yield the box if it is filled in and says nothing of what it is there for."""
        field = form.field(self.box)
        if field is None or field.blank:
            return
        if fault := self.fault(field.value):
            label = named(field)
            yield self.at(field.value, label=label, fault=fault, subject=Subject(field=label))

    def fault(self, cell: Cell) -> str:
        """What is wrong with the text, or nothing."""
        raise NotImplementedError

    def has_subject(self, submission: Submission) -> bool:
        """Whether any form has something in the box."""
        return any(form.written(self.box) for form in submission.forms)


class BasisWithoutDocument(_BoxRule):
    """立项依据没有具体文件。

    ## 检查内容
    立项依据里有没有可以查到的出处：《》内的文件名、文号、法律法规、写明名称的规划、办法、方案、意见、批复、合同，
    或者有日期、有届次的会议和决定。“上级文件”“有关规定”这样没有名称的不算。

    ## 为什么
    审核要凭依据判断项目该不该立；查不到出处的依据无法核实。

    ## 不合格
    立项依据写“区委区政府安排”。

    ## 合格
    立项依据写“晋政办发〔2018〕96号”，或“中华人民共和国义务教育法”，或“2025年3月12日区委常委会会议决定”。
    """

    code: str = "GOL05"
    name: str = "basis-without-document"
    title: str = "立项依据没有具体文件"
    severity: Severity = Severity.WARNING
    point: str = "K2"
    message: str = "“{label}”写的是“{text}”，{fault}"
    advice: str = (
        "写明文件名称和文号，或会议的名称、日期和次数，如“《__》（__〔20__〕__号）”“__年__月__日__会议纪要第__期”"
    )
    ask: str = "请单位提供所依据的文件或会议纪要，核对文号、日期和内容"
    yields_to: tuple[str, ...] = ("TXT03",)

    box: str = "basis"
    documents: tuple[str, ...] = wordlist("basis_documents")
    """Kinds of documents."""
    generic: tuple[str, ...] = wordlist("basis_generic")
    """Words that do not tell one document of its kind from another."""
    grows: ClassVar[tuple[str, ...]] = (*Rule.grows, "generic")
    shrinks: ClassVar[tuple[str, ...]] = (*Rule.shrinks, "documents")

    def fault(self, cell: Cell) -> str:
        """Nothing if the text cites something that can be found."""
        text = cell.normal
        if (
            cited(text)
            or _LAW.search(text)
            or any(pattern.search(text) for pattern in (_TITLED, _SESSION, _DAY, _DATED))
        ):
            return ""
        return "" if any(map(self._names, _CLAUSE.split(text))) else "没有文件名称、文号，也没有会议的日期或次数"

    def _names(self, clause: str) -> bool:
        """Whether a clause names a document: a kind of document, and before it words that tell which."""
        for kind in self.documents:
            before, found, after = clause.partition(kind)
            if found and not after.startswith(("化", "性")) and len(self._telling(before)) > 1:
                return True
        return False

    def _telling(self, words: str) -> str:
        """What is left of the words before a kind of document without the lead, its issuer and generic words."""
        for pattern in (_LEAD, _ORGAN):
            words = pattern.sub("", words)
        for word in (*self.documents, *self.generic):
            words = words.replace(word, "")
        return words


class MeasuresWithoutContent(_BoxRule):
    """保障措施空泛。

    ## 检查内容
    制度、措施一栏里，有没有提到任何一项制度、责任人或机构、监督检查、管理程序。
    用语由规则集的 words.measures_content 给出。

    ## 为什么
    有制度、有人管、有监督，目标才可能实现；只说安排资金，不是保障措施。

    ## 不合格
    写“列入预算、足额拨付”，或“加强领导，确保落实”。

    ## 合格
    写“执行《区委办财务管理制度》，由行政科专人负责，按季度检查经费使用”。
    """

    code: str = "GOL06"
    name: str = "measures-without-content"
    title: str = "保障措施空泛"
    severity: Severity = Severity.WARNING
    point: str = "K2"
    message: str = "“{label}”写的是“{text}”，{fault}"
    advice: str = (
        "写明执行哪项制度、由谁负责、怎样监督验收，如“执行《__管理办法》，由__科（股）专人负责，__审批，按季度检查”"
    )
    ask: str = "请单位提供管理制度文本，看有没有责任科室和监督环节"
    yields_to: tuple[str, ...] = ("TXT03",)

    box: str = "measures"
    content: tuple[str, ...] = wordlist("measures_content")
    """Words for institutions, duties, supervision and procedures."""
    shrinks: ClassVar[tuple[str, ...]] = (*Rule.shrinks, "content")

    def fault(self, cell: Cell) -> str:
        """Nothing if an institution, a duty, a supervision or a procedure is named."""
        text = cell.normal
        return "" if cited(text) or within(text, self.content) else "没有制度、责任、监督或管理程序"


class PlanWithoutSteps(_BoxRule):
    """实施计划没有进度安排。

    ## 检查内容
    项目实施计划里有没有进度：月份、季度、阶段、批次、分年度的安排，或者分条列出的步骤。
    只写年度、期限，或者只有一句没有日期的话，不算进度安排。

    ## 为什么
    没有进度，年中就无法监控，也看不出年内能不能做完。

    ## 不合格
    实施计划写“2026年”，或“项目一次性完成”。

    ## 合格
    实施计划写“1—3月完成采购，4—11月组织实施，12月验收结算”，或“2026年6月30日前完成”。
    """

    code: str = "GOL07"
    name: str = "plan-without-steps"
    title: str = "实施计划没有进度安排"
    severity: Severity = Severity.WARNING
    point: str = "K1"
    message: str = "“{label}”写的是“{text}”，{fault}"
    advice: str = (
        "按月或按季度写明各阶段做什么、何时完成，"
        "如“__月前完成__（准备、采购），__月至__月__（实施），__月底前__（验收、支付）”"
    )
    ask: str = "问清采购、实施、验收各在哪个月，与用款计划是否一致"
    yields_to: tuple[str, ...] = ("TXT03",)

    box: str = "plan"
    times: tuple[str, ...] = wordlist("plan_times")
    """Words that part a year: 季度, 上半年, 阶段."""
    steps: int = 3
    """How many sentences without a date are a sequence of steps."""
    grows: ClassVar[tuple[str, ...]] = (*Rule.grows, "steps")
    shrinks: ClassVar[tuple[str, ...]] = (*Rule.shrinks, "times")

    def fault(self, cell: Cell) -> str:
        """Nothing if there is a date finer than the year, or more than one step."""
        text = _FULL_YEAR.sub("全年", cell.normal)
        if _MONTH.search(text) or within(text, self.times):
            return ""
        if (
            len(set(_YEAR.findall(_YEARS.sub("", text)))) > 1
            or listed(text)
            or len(_SENTENCE.findall(text)) >= self.steps
        ):
            return ""
        only = _ONLY_TIME.fullmatch(text.strip(" ,。;."))
        return "只有年度或期限，没有分阶段的进度" if only else "没有时间节点，也没有分步骤的安排"


def named(field: Field) -> str:
    """What the form calls a box."""
    return joined(field.label.text).strip("*★ :：")


def cited(text: str) -> bool:
    """Whether a document is cited by its title in 《》 or by its number. ``text`` is normal."""
    return bool(_TITLE.search(text) or _FILE_NUMBER.search(text))
