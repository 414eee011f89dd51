"""The examples as Word and Excel files: the forms drawn as the county draws them, the rest as it stands in the text.

`python examples/draw.py` writes `disclosure.docx` and `forms.xlsx` beside each `disclosure.txt`. The text is what an
extraction left of such files; what they say is the same, and the tests hold it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from docx import Document
from docx.document import Document as Word
from openpyxl import Workbook
from openpyxl.styles import Alignment

from perflint.engine import check
from perflint.model.base import Cell
from perflint.model.document import Grid, Paragraph
from perflint.model.form import ANNUAL, IMPLEMENTATION, Indicator, TargetForm
from perflint.model.submission import BudgetTable, Submission

Box = tuple[int, int, int, int, str]
"""A cell: row and column of its corner, how many rows and columns it covers, text."""
WIDTH = 8
PAIRS = (("department", "unit"), ("nature", "period"))
TEXTS = ("overview", "basis", "necessity", "measures", "plan")
SIGNED = ("principal", "handler", "phone", "filed")
SIGNATURES = ((0, 3), (3, 2), (5, 2), (7, 1))
"""First column and width of each signature's box."""
HEADS = ("项目名称", "合计", "一般公共预算", "政府性基金预算", "国有资本经营预算", "财政专户管理资金", "单位资金")


def form_boxes(form: TargetForm) -> list[Box]:
    """A form: boxes, funding, goals and tree side by side, signatures."""
    boxes: list[Box] = [(0, 0, 1, 2, "项目名称"), (0, 2, 1, 6, form.project.text)]
    row = 1
    for pair in PAIRS:
        for key, (left, wide, right) in zip(pair, ((0, 2, 3), (5, 1, 2)), strict=True):
            field = form.field(key)
            boxes.append((row, left, 1, wide, field.label.text if field else ""))
            boxes.append((row, left + wide, 1, right, field.value.text if field else ""))
        row += 1
    row = _funding(form, boxes, row)
    for key in TEXTS:
        if field := form.field(key):
            boxes += [(row, 0, 1, 2, field.label.text), (row, 2, 1, 6, field.value.text)]
            row += 1
    boxes.append((row, 0, 2, 2, "总体目标"))
    for period, left in ((IMPLEMENTATION, 2), (ANNUAL, 5)):
        goal = form.goal(period)
        boxes += [(row, left, 1, 3, f"{period}目标"), (row + 1, left, 1, 3, goal.text.text if goal else "")]
    row = _tree(form, boxes, row + 2)
    for key, (left, wide) in zip(SIGNED, SIGNATURES, strict=True):
        if field := form.field(key):
            boxes.append((row, left, 1, wide, f"{field.label.text.rstrip(':：')}：{field.value.text}"))
    return boxes


def _funding(form: TargetForm, boxes: list[Box], row: int) -> int:
    """The funding block; the row after it."""
    lines = [[line for line in form.funding if line.period == period] for period in (IMPLEMENTATION, ANNUAL)]
    height = max(map(len, lines))
    boxes.append((row, 0, height, 2, "项目资金(元)"))
    for index in range(height):
        for some, left in zip(lines, (2, 5), strict=True):
            label, amount = (some[index].label.text, some[index].amount.text) if index < len(some) else ("", "")
            boxes += [(row + index, left, 1, 2, label), (row + index, left + 2, 1, 1, amount)]
    return row + height


def _tree(form: TargetForm, boxes: list[Box], top: int) -> int:
    """The tree of both periods; the row after it."""
    heads = ("一级指标", "二级指标", "三级指标", "指标值", "二级指标", "三级指标", "指标值")
    boxes += [(top, column, 1, 1, head) for column, head in enumerate(heads, 1)]
    rows = list(_pairs(form))
    start = top + 1
    for column, key in ((1, 0), (2, 1), (5, 1)):
        labels = [pair[key] for pair in rows]
        for index, label in enumerate(labels):
            if index == 0 or labels[index - 1] != label:
                count = next((n for n, one in enumerate(labels[index:]) if one != label), len(labels) - index)
                boxes.append((start + index, column, count, 1, label))
    for index, (_, _, *both) in enumerate(rows):
        for one, left in zip(both, (3, 6), strict=True):
            boxes.append((start + index, left, 1, 1, one.name.text if one else ""))
            boxes.append((start + index, left + 1, 1, 1, one.value.text if one else ""))
    boxes.append((top, 0, len(rows) + 1, 1, "绩效指标"))
    return start + len(rows)


def _pairs(form: TargetForm) -> Iterator[tuple[str, str, Indicator | None, Indicator | None]]:
    """Rows of the tree: both levels as printed, the rows of the two periods side by side."""
    kinds: dict[tuple[str, str], tuple[str, str]] = {}
    rows: dict[tuple[str, tuple[str, str]], list[Indicator]] = {}
    for tree in form.trees:
        for row in sorted((*tree.indicators, *tree.blanks), key=lambda row: row.head.place.order):
            printed = row.level2.printed.text if row.level2 and row.level2.printed else row.path[1]
            first = row.level1.printed.text if row.level1.printed and not row.restored else row.path[0]
            kinds.setdefault(row.path, (first, printed))
            rows.setdefault((tree.period, row.path), []).append(row)
    for path, labels in kinds.items():
        whole, year = (rows.get((period, path), []) for period in (IMPLEMENTATION, ANNUAL))
        for index in range(max(len(whole), len(year), 1)):
            yield *labels, *(some[index] if index < len(some) else None for some in (whole, year))


def budget_boxes(table: BudgetTable) -> list[Box]:
    """A project budget with its heads in two rows, totals first."""
    boxes: list[Box] = [(0, column, 2, 1, HEADS[column]) for column in (0, 1, 5, 6)]
    boxes += [(0, 2, 1, 3, "2026年财政拨款"), *((1, column, 1, 1, HEADS[column]) for column in (2, 3, 4))]
    for row, line in enumerate((*table.totals, *table.lines), 2):
        texts = (" ".join(line.project.text.split()), line.amount.text, line.amount.text, "", "", "", "")
        boxes += [(row, column, 1, 1, text) for column, text in enumerate(texts)]
    return boxes


def plain_boxes(rows: Sequence[Sequence[Cell]]) -> list[Box]:
    """Any other table, as it stands in the text."""
    return [(row, column, 1, 1, cell.text) for row, line in enumerate(rows) for column, cell in enumerate(line)]


def parts(submission: Submission) -> Iterator[Paragraph | list[Box]]:
    """The document in order, each form drawn where it began and each project budget in place of its table."""
    (document,) = submission.documents
    starts = {form.project.place.line or 0: form for form in submission.forms}
    forms = sorted(starts)
    budgets = {table.lines[0].project.place.line or 0: table for table in submission.budget_tables}
    shown: set[int] = set()
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield block
            continue
        lines = [row[0].place.line or 0 for row in block.rows]
        table = next((one for line, one in budgets.items() if line in lines), None)
        begun = [line for line in forms if line in lines and line not in shown]
        inside = any(start <= lines[0] <= _last(starts[start]) for start in forms)
        if table is not None:
            yield budget_boxes(table)
        elif begun or inside:
            for line in begun:
                shown.add(line)
                own = starts[line]
                yield from (Paragraph(cell=cell) for cell in (own.title, own.year) if cell and cell.place.table)
                yield form_boxes(own)
        else:
            yield plain_boxes(block.rows)


def _last(form: TargetForm) -> int:
    """The last line of a form."""
    return max(field.value.place.line or 0 for field in form.fields)


def draw(document: Word, boxes: list[Box]) -> None:
    """Add a table."""
    height = max(row + rows for row, _, rows, _, _ in boxes)
    width = max(column + columns for _, column, _, columns, _ in boxes)
    table = document.add_table(height, width)
    table.style = "Table Grid"
    for row, column, rows, columns, text in boxes:
        corner = table.cell(row, column)
        last = table.cell(row + rows - 1, column + columns - 1)
        (corner.merge(last) if rows * columns > 1 else corner).text = text


def word(submission: Submission) -> Word:
    """The whole disclosure."""
    document = Document()
    for part in parts(submission):
        if isinstance(part, Paragraph):
            document.add_heading(part.text, part.level) if part.level else document.add_paragraph(part.text)
        else:
            draw(document, part)
    return document


def workbook(submission: Submission) -> Workbook:
    """The forms, a sheet each; the project budgets on the last ones."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sheets: list[tuple[str, list[str], list[Box]]] = []
    for number, form in enumerate(submission.forms, 1):
        captions = [form.title.text if form.title else "项目支出绩效目标表", "（2026年度）"]
        sheets.append((f"目标表{number}", captions, form_boxes(form)))
    for table in submission.budget_tables:
        title = table.title.text if table.title else "项目支出预算表"
        sheets.append(
            (f"预算{'（结转）' if table.carryover else ''}", [title, f"单位：{table.unit}"], budget_boxes(table))
        )
    for name, captions, boxes in sheets:
        sheet = book.create_sheet(name)
        width = max(column + columns for _, column, _, columns, _ in boxes)
        for top, text in enumerate(captions, 1):
            sheet.cell(top, 1, text)
            sheet.merge_cells(start_row=top, start_column=1, end_row=top, end_column=width)
        for row, column, rows, columns, text in boxes:
            at = row + len(captions) + 1, column + 1
            cell = sheet.cell(*at, text or None)
            cell.alignment = Alignment(wrap_text=True, vertical="center")
            if text:
                cell.data_type = "s"
            if rows * columns > 1:
                last = at[0] + rows - 1, at[1] + columns - 1
                sheet.merge_cells(start_row=at[0], start_column=at[1], end_row=last[0], end_column=last[1])
    return book


if __name__ == "__main__":
    for text in sorted(Path(__file__).parent.glob("*/disclosure.txt")):
        read = check(text).submission
        assert all(isinstance(block, (Grid, Paragraph)) for one in read.documents for block in one.blocks)
        word(read).save(str(text.with_suffix(".docx")))
        workbook(read).save(text.with_name("forms.xlsx"))
