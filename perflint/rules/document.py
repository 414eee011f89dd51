"""DOC 文件: could everything that was handed in be read?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from perflint.model.base import Cell, Place
from perflint.model.document import Unread
from perflint.model.finding import Finding, Severity
from perflint.model.form import ANNUAL, Indicator, TargetForm
from perflint.model.submission import Submission
from perflint.rules.base import Rule, subject_of
from perflint.text import joined


class UnreadableFile(Rule):
    """文件无法读取。

    ## 检查内容
    每个送审文件能否打开并读出内容。损坏、加密、后缀与内容不符、超过大小或页数上限的文件逐个列出原因，其余文件照常审核。

    ## 为什么
    读不出来的文件没有经过审核，不能当作没有问题。

    ## 不合格
    送审的 PDF 设有打开密码。

    ## 合格
    送审文件可以直接打开，文字可以选中、复制。
    """

    code: str = "DOC01"
    name: str = "unreadable-file"
    title: str = "文件无法读取"
    severity: Severity = Severity.ERROR
    message: str = "文件“{text}”无法读取，未经审核：{reason}"
    advice: str = "{cure}"

    scanned: ClassVar[bool] = False

    def check_all(self, submission: Submission) -> Iterator[Finding]:
        """Yield each file that could not be read."""
        for unread in submission.unread:
            if unread.scanned is self.scanned:
                cell = _file(unread.name)
                yield self.at(cell, reason=_clause(unread.reason), cure=unread.cure or self._cure(unread))

    def has_subject(self, submission: Submission) -> bool:
        """Whether anything was handed in."""
        return bool(submission.documents or submission.unread)

    def _cure(self, unread: Unread) -> str:
        """What to do when the reader knows no better."""
        return f"换一份能正常打开的“{unread.name}”重新提交"


class ScannedPage(UnreadableFile):
    """扫描件没有文字层。

    ## 检查内容
    文件或其中的页是否只有图像而没有文字，也没有启用文字识别。

    ## 为什么
    图像里的表格读不出来，等于没有送审。

    ## 不合格
    盖章后扫描成图片的 PDF。

    ## 合格
    由 Word、Excel 或预算系统直接导出的 PDF。
    """

    code: str = "DOC05"
    name: str = "scanned-page"
    title: str = "扫描件没有文字层"
    message: str = "文件“{text}”是扫描件，没有文字层，未经审核：{reason}"
    scanned: ClassVar[bool] = True

    def _cure(self, unread: Unread) -> str:
        """What to do when the reader knows no better."""
        return f"提交“{unread.name}”的电子版（Word、Excel 或由其导出的 PDF），或者安装文字识别后重新检查"


class NoTargetForm(Rule):
    """未找到绩效目标表。

    ## 检查内容
    送审材料读得出来，但其中既没有项目支出绩效目标表，也没有项目支出预算表。

    ## 为什么
    没有可审的表，“没有问题”就没有意义；多半是交错了文件。

    ## 不合格
    只提交了部门预算编制说明。

    ## 合格
    提交的文件里有项目支出绩效目标表。
    """

    code: str = "DOC02"
    name: str = "no-target-form"
    title: str = "未找到绩效目标表"
    severity: Severity = Severity.WARNING
    message: str = "{files}中没有项目支出绩效目标表，也没有项目支出预算表，没有内容可以审核"
    advice: str = "提交含有项目支出绩效目标表的文件；表在附件里的，把附件一并提交"

    def check_all(self, submission: Submission) -> Iterator[Finding]:
        """Yield once when documents were read and none holds anything recognised."""
        if not submission.documents or submission.forms or submission.budget_tables or submission.unrecognised:
            return
        if any(document.unread_pages for document in submission.documents):
            return  # what there is to check may stand on the pages that are images
        first, *others = (_file(document.name) for document in submission.documents)
        files = f"“{first.text}”" if not others else f"“{first.text}”等{len(others) + 1}个文件"
        yield self.at(first, files=files, related=others)

    def has_subject(self, submission: Submission) -> bool:
        """Whether any document was read."""
        return bool(submission.documents)


class UnrecognisedForm(Rule):
    """疑似绩效目标表但版式无法识别。

    ## 检查内容
    表格里有两个以上的指标层级名称，却按任何版式都读不成绩效目标表。列出读懂的栏目和缺少的栏目。

    ## 为什么
    这张表没有经过审核；栏目缺失也可能是填报时删改了表样。

    ## 不合格
    表中有“产出指标”“效益指标”，但没有“三级指标”“指标值”的表头。

    ## 合格
    按统一表样填报，表头完整。
    """

    code: str = "DOC03"
    name: str = "unrecognised-form"
    title: str = "疑似绩效目标表但版式无法识别"
    severity: Severity = Severity.ERROR
    message: str = "此处疑似绩效目标表，读出了{understood}，但找不到{missing}，未经审核"
    advice: str = "按统一表样补全{missing}后重新提交；表样本来如此的，在规则集的版式里登记这种写法"

    def check_all(self, submission: Submission) -> Iterator[Finding]:
        """Yield each grid that no layout could fill."""
        for grid in submission.unrecognised:
            understood, missing = _listed(grid.understood) or "个别字样", _listed(grid.missing) or "指标所在的行列"
            yield self.at(grid.cell, understood=understood, missing=missing)

    def has_subject(self, submission: Submission) -> bool:
        """Whether any document was read."""
        return bool(submission.documents)


class UnreadCell(Rule):
    """表内内容未被识别。

    ## 检查内容
    绩效目标表里有文字、但不属于任何栏目的单元格，逐个列出。

    ## 为什么
    没有归入栏目的内容没有经过审核；可能是填错了格子，也可能是表外的批注。

    ## 不合格
    “填报日期”右边的空格里写着“已与财政沟通”。

    ## 合格
    每处文字都在自己的栏目里。
    """

    code: str = "DOC04"
    name: str = "unread-cell"
    title: str = "表内内容未被识别"
    severity: Severity = Severity.HINT
    point: str = "W1"
    message: str = "表内有{count}处内容不属于任何栏目，未经审核：{cells}"
    advice: str = "核对{cells}应当填入哪一栏；属于批注或多余文字的，从表中删除"

    def check(self, form: TargetForm) -> Iterator[Finding]:
        """Yield once per form, naming every cell that no box took."""
        cells = [cell for cell in form.unread if not cell.blank]
        if cells:
            first, *others = cells
            yield self.at(first, count=len(cells), cells=_listed(cell.text for cell in cells), related=others)


class RestoredRow(Rule):
    """指标行错位，已按层级恢复。

    ## 检查内容
    印在旁边的一级指标与本行的二级指标不是一家（如“成本指标”印在“效益指标”旁），已把该行归回它应在的一级指标。

    ## 为什么
    合并单元格丢失会使行错位；恢复是推断，请对照原表核实。

    ## 不合格
    “效益指标”右边印着“成本指标”，其下才是“经济效益指标”。

    ## 合格
    “成本指标”在“产出指标”之下，“经济效益指标”在“效益指标”之下。
    """

    code: str = "DOC06"
    name: str = "restored-row"
    title: str = "指标行错位，已按层级恢复"
    severity: Severity = Severity.HINT
    message: str = "“{row}”一行的一级指标印作“{printed}”，与层级不符，已归入“{level1}”"
    advice: str = "对照原表核实“{row}”属于“{level1}”；原表确实如此的，把该行移到“{level1}”之下"

    def check(self, form: TargetForm) -> Iterator[Finding]:
        """Yield each restored row, 年度 first; one that stands in both periods alike is one finding."""
        rows: dict[tuple[str, ...], list[Indicator]] = {}
        for tree in sorted(form.trees, key=lambda tree: tree.period != ANNUAL):
            for row in (*tree.indicators, *tree.blanks):
                if row.restored:
                    rows.setdefault((*row.key, _printed(row)), []).append(row)
        for first, *others in rows.values():
            label = first.level2.printed.text if first.level2 and first.level2.printed else first.path[1]
            finding = self.at(
                first.head,
                row=" / ".join(joined(part) for part in (label, first.name.text) if part.strip()),
                printed=_printed(first),
                level1=first.level1.name,
                subject=subject_of(first),
                related=[row.head for row in others],
            )
            yield finding


def _printed(row: Indicator) -> str:
    """The 一级 that stands beside a row."""
    return joined(row.level1.printed.text) if row.level1.printed else "（空白）"


def _file(name: str) -> Cell:
    """A file as a cell to point at."""
    return Cell(text=name, place=Place(file=name))


def _clause(text: str) -> str:
    """A sentence without its full stop."""
    return text.strip().rstrip("。")


def _listed(texts: Iterable[str]) -> str:
    """Texts in quotation marks, one after the other."""
    return "".join(f"“{' '.join(text.split())}”" for text in texts)
