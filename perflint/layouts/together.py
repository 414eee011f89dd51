"""Several documents as one submission: what they say is put side by side, each cell still in its own file."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from msgspec.structs import replace

from perflint.layouts.around import context
from perflint.layouts.around.budget import budget_tables
from perflint.layouts.around.claims import claims
from perflint.layouts.around.glued import glued
from perflint.layouts.meaning.vocabulary import Vocabulary
from perflint.layouts.reading import Reading
from perflint.model.document import Document, Unread
from perflint.model.form import ANNUAL, TOTAL, FundingLine, TargetForm
from perflint.model.submission import BudgetTable, Submission
from perflint.text import listed, normal

T = TypeVar("T")


def submission_of(readings: Sequence[Reading], words: Vocabulary) -> Submission:
    """The submission that these documents are together."""
    kept, documents = _once(readings)
    forms = tuple(form for own in kept for form in own)
    cells = [cell for one in readings for cell in one.cells]
    department = context.department(cells, forms)
    aliases = tuple(dict.fromkeys(name for one in readings for name in one.aliases))
    own = [field.value.text for form in forms for key in ("department", "unit") if (field := form.field(key))]
    known = frozenset(map(normal, [*aliases, *own, *([department.text] if department else [])]))
    budgets = _first([list(budget_tables(one.document, words.budgets, known)) for one in readings], _lines)
    said = _first([list(claims(one.cells)) for one in readings], lambda claim: normal(claim.quote))
    forms = tuple(_funded(form, budgets) for form in forms)
    # The text that explains the budget is what was published; its date is that of the whole.
    telling = [one for one, *some in zip(readings, budgets, said, strict=True) if any(some)] or list(readings)
    foot = next((one.foot for one in reversed(telling) if one.foot), None)
    return Submission(
        department=department,
        year=context.year(cells, forms),
        dated=foot[0] if foot else None,
        dated_cell=foot[1] if foot else None,
        aliases=aliases,
        forms=forms,
        budget_tables=tuple(table for tables in budgets for table in tables),
        claims=tuple(claim for some in said for claim in some),
        documents=documents,
        unread=tuple(_unread(document) for document in documents if document.unread_pages),
        unrecognised=tuple(
            one
            for reading in readings
            for one in (*reading.unrecognised, *glued(reading.document, said=bool(reading.unrecognised)))
        ),
    )


def _funded(form: TargetForm, budgets: Sequence[Sequence[BudgetTable]]) -> TargetForm:
    """The form; one that has no funding block has the year's total where the project budget prints it."""
    if form.funding:
        return form
    lines = [line for tables in budgets for table in tables if not table.carryover for line in table.lines]
    own = [line for line in lines if line.project.normal == form.project.normal and line.yuan is not None]
    if len(own) != 1:
        return form
    (line,) = own
    total = FundingLine(source=TOTAL, period=ANNUAL, label=line.project, amount=line.amount, unit=line.unit, depth=0)
    return replace(form, funding=(total,))


def _unread(document: Document) -> Unread:
    """The pages of a document that are images nobody could read."""
    return Unread(
        name=document.name,
        reason=f"第{listed(document.unread_pages)}页只有图像",
        cure="提交电子版；只有扫描件的，安装文字识别后重新检查：pip install 'perflint-cn[ocr]'",
        scanned=True,
    )


def _first(found: Sequence[list[T]], key: Callable[[T], Hashable]) -> list[list[T]]:
    """What each document says, without what an earlier one says already: a folder often holds a text twice."""
    seen: dict[Hashable, int] = {}
    return [[one for one in some if seen.setdefault(key(one), index) == index] for index, some in enumerate(found)]


def _lines(table: BudgetTable) -> Hashable:
    """All that a project budget says."""
    return table.carryover, tuple((line.project.normal, line.yuan) for line in (*table.totals, *table.lines))


def _once(readings: Sequence[Reading]) -> tuple[list[list[TargetForm]], tuple[Document, ...]]:
    """The forms of each document without those that an earlier one holds word for word; and the documents, told so."""
    kept = _first([list(one.forms) for one in readings], _said)
    documents = []
    for one, own in zip(readings, kept, strict=True):
        again = len(one.forms) - len(own)
        remark = f"其中{again}张绩效目标表与前面文件中的完全相同，不再重复检查"
        documents.append(replace(one.document, remarks=(*one.document.remarks, remark)) if again else one.document)
    return kept, tuple(documents)


def _said(form: TargetForm) -> Hashable:
    """All that a form says, places set aside."""
    boxes = frozenset((field.key, field.value.normal) for field in form.fields)
    amounts = tuple((line.source, line.period, line.amount.normal) for line in form.funding)
    goals = tuple((goal.period, goal.text.normal) for goal in form.goals)
    return boxes, amounts, goals, tuple((row.period, *row.key) for row in form.indicators)
