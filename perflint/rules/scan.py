"""DOC 文件: can what was recognised from an image be relied on?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from perflint.model.base import Cell, once
from perflint.model.finding import Finding, Severity
from perflint.model.form import TargetForm
from perflint.model.submission import Submission
from perflint.rules.base import Rule

_MOST = 10
"""Cells that are quoted; the rest are related places."""


class UncertainRecognition(Rule):
    """扫描识别把握不大。

    ## 检查内容
    由扫描图像识别出来的栏目、资金、绩效目标和指标，其中有的字识别把握低于 least 的，每张表列一次。

    ## 为什么
    认错一个字或一个小数点，审核的就不是原件上的内容；这些地方要由人对照原件看一遍。

    ## 不合格
    印得模糊的“≥95%”识别成“295%”，识别程序自己也拿不准。

    ## 合格
    提交由 Word、Excel 或预算系统直接导出的文件，或者 200 dpi 以上、端正清晰的扫描件。
    """

    code: str = "DOC07"
    name: str = "uncertain-recognition"
    title: str = "扫描识别把握不大"
    severity: Severity = Severity.HINT
    message: str = "表内有{count}处文字由扫描图像识别而来，把握不大，如“{text}”"
    advice: str = "对照原件核对{cells}；认错的以原件为准，有电子版的改交电子版"

    least: float = 0.9
    grows: ClassVar[tuple[str, ...]] = (*Rule.grows, "least")

    def check(self, form: TargetForm) -> Iterator[Finding]:
        """Yield once per form, naming the cells that were recognised with little confidence."""
        doubtful = {cell.place: cell for cell in _recognised(form) if self._doubted(cell)}
        if doubtful:
            cells = sorted(doubtful.values(), key=lambda cell: cell.place.order)
            quoted = "".join(f"“{' '.join(cell.text.split())}”" for cell in cells[:_MOST])
            more = f"等{len(cells)}处" if len(cells) > _MOST else ""
            yield self.at(cells[0], count=len(cells), cells=quoted + more, related=cells[1:])

    def has_subject(self, submission: Submission) -> bool:
        """Whether any cell was recognised from an image."""
        return any(map(_recognised, submission.forms))

    def _doubted(self, cell: Cell) -> bool:
        """Whether a cell has text that was recognised with little confidence."""
        return cell.confidence is not None and cell.confidence < self.least and not cell.blank


@once
def _recognised(form: TargetForm) -> list[Cell]:
    """The cells of a form that its author filled in and that were recognised from an image."""
    cells: list[Cell | None] = [field.value for field in form.fields]
    cells += [line.amount for line in form.funding]
    cells += [goal.text for goal in form.goals]
    for row in form.indicators:
        cells += (row.name, row.value, row.sign, row.unit, row.weight)
    return [cell for cell in cells if cell is not None and cell.confidence is not None]
