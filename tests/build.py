"""Builders: a submission from the few words that a case needs. No mocks, only the real types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from perflint.model.base import Cell, Place
from perflint.model.document import Document, Grid, Paragraph, Unread
from perflint.model.form import (
    ANNUAL,
    IMPLEMENTATION,
    TOTAL,
    Field,
    FundingLine,
    Goal,
    Indicator,
    IndicatorTree,
    Level,
    TargetForm,
)
from perflint.model.submission import BudgetLine, BudgetTable, Claim, ClaimItem, Submission, Unrecognised

LABELS = {
    "project": "项目名称", "department": "主管部门及代码", "unit": "实施单位", "nature": "项目属性", "period": "项目期",
    "overview": "项目概况", "basis": "立项依据", "necessity": "项目设立必要性", "measures": "保证项目实施的制度、措施",
    "plan": "项目实施计划", "principal": "负责人", "handler": "经办人", "phone": "联系电话", "filed": "填报日期",
    "start": "开始日期", "end": "完成日期", "category": "项目类别",
}  # fmt: skip


class Desk:
    """Hands out cells, each in a place of its own, in the order of asking."""

    def __init__(self, file: str = "案例.txt", confidence: Mapping[str, float] | None = None) -> None:
        """Start at the first row; ``confidence`` says how surely a text was recognised, nothing of others."""
        self.file = file
        self.confidence = confidence or {}
        self.row = 0

    def cell(self, text: object) -> Cell:
        """The next cell."""
        self.row += 1
        written = "" if text is None else str(text)
        place = Place(file=self.file, table=1, row=self.row, column=1)
        return Cell(text=written, place=place, confidence=self.confidence.get(written))


def cell(text: str, row: int = 1, column: int = 1) -> Cell:
    """A single cell."""
    return Cell(text=text, place=Place(file="案例.txt", table=1, row=row, column=column))


def form(desk: Desk, spec: Mapping[str, Any]) -> TargetForm:
    """A form from a case: fields, funding, goals, indicators (年度), period_indicators (实施期), blanks …"""
    fields = {"project": "某项目经费", **(spec.get("fields") or {})}
    named = {label: key for key, label in LABELS.items()}
    made = tuple(
        Field(
            key=named.get(key, key if key in LABELS else ""),
            label=desk.cell(LABELS.get(key, key)),
            value=desk.cell(value),
        )
        for key, value in fields.items()
    )
    trees = []
    for period, filled, empty in (
        (IMPLEMENTATION, "period_indicators", "period_blanks"),
        (ANNUAL, "indicators", "blanks"),
    ):
        if filled in spec or empty in spec:
            rows = tuple(indicator(desk, period, row) for row in spec.get(filled) or ())
            blanks = tuple(
                indicator(desk, period, row if isinstance(row, Mapping) else [*row, "", ""])
                for row in spec.get(empty) or ()
            )
            trees.append(
                IndicatorTree(period=period, scheme=spec.get("scheme", "three-type"), indicators=rows, blanks=blanks)
            )
    return TargetForm(
        layout="general",
        scheme=spec.get("scheme", "three-type"),
        place=desk.cell("").place,
        title=desk.cell(spec["title"]) if "title" in spec else None,
        year=desk.cell(spec["year"]) if "year" in spec else None,
        fields=made,
        funding=tuple(_funding(desk, spec.get("funding") or {}, spec.get("funding_unit", "元"))),
        goals=tuple(
            Goal(period=p, label=desk.cell(f"{p}目标"), text=desk.cell(t)) for p, t in (spec.get("goals") or {}).items()
        ),
        trees=tuple(trees),
        level_labels=tuple(desk.cell(text) for text in spec.get("level_labels") or ()),
        unread=tuple(desk.cell(text) for text in spec.get("unread") or ()),
    )


def indicator(desk: Desk, period: str, row: Sequence[Any] | Mapping[str, Any]) -> Indicator:
    """A row: [一级, 二级, 名称, 值], or a mapping with also sign, unit, weight, printed1, printed2, restored."""
    if not isinstance(row, Mapping):
        row = dict(zip(("level1", "level2", "name", "value"), row, strict=False))
    first = Level(name=row["level1"], printed=desk.cell(row.get("printed1", row["level1"])))
    level2 = row.get("level2")
    second = Level(name=level2, printed=desk.cell(row.get("printed2", level2))) if level2 else None
    extra = {key: desk.cell(row[key]) for key in ("sign", "unit", "weight") if key in row}
    return Indicator(
        period=period, level1=first, level2=second,
        name=desk.cell(row.get("name", "")), value=desk.cell(row.get("value", "")),
        restored=bool(row.get("restored")), **extra,
    )  # fmt: skip


def _funding(desk: Desk, funding: Mapping[str, Any], unit: str) -> list[FundingLine]:
    """Lines of {年度: {资金总额: "80,000", 财政拨款: "80,000"}}; a source written "  x" (two blanks) has depth 2."""
    lines = []
    for period, sources in funding.items():
        for source, amount in sources.items():
            depth = 0 if source == TOTAL else 2 if source.startswith("  ") else 1
            label = desk.cell(f"{period}{source}" if depth == 0 else source.strip())
            lines.append(
                FundingLine(
                    source=source.strip(), period=period, label=label, amount=desk.cell(amount), unit=unit, depth=depth
                )
            )
    return lines


def submission(spec: Mapping[str, Any]) -> Submission:
    """A submission from a case; a case that speaks of one form only need not say ``forms``.

    Keys beside those of a form: forms, department, year, dated, aliases, budget and carryover (lists of [name, 万元]),
    budget_total, claims ({quote, published, count, amount, share, items: [[name, amount]]}), unread, unrecognised,
    documents (names, one unless said otherwise), text (paragraphs of each), confidence ({text: 0.62}),
    previous (another such case: last year's).
    """
    desk = Desk(confidence=spec.get("confidence"))
    one = (
        "fields",
        "funding",
        "goals",
        "indicators",
        "period_indicators",
        "blanks",
        "period_blanks",
        "unread_cells",
        "year_line",
    )
    specs = spec.get("forms")
    if specs is None:
        specs = [spec] if any(key in spec for key in (*one, "title", "level_labels", "scheme")) else []
    specs = [
        {**s, "unread": s.get("unread_cells"), **({"year": s["year_line"]} if "year_line" in s else {})} for s in specs
    ]
    specs = [{key: value for key, value in s.items() if key != "year" or "year_line" in s} for s in specs]
    forms = tuple(form(desk, one_form) for one_form in specs)
    tables = [_budget(desk, spec, key) for key in ("budget", "carryover") if key in spec]
    text = tuple(Paragraph(cell=desk.cell(one)) for one in spec.get("text") or ())
    return Submission(
        department=desk.cell(spec["department"]) if "department" in spec else None,
        year=spec.get("year"),
        dated=date.fromisoformat(str(spec["dated"])) if "dated" in spec else None,
        dated_cell=desk.cell(spec["dated"]) if "dated" in spec else None,
        aliases=tuple(spec.get("aliases") or ()),
        forms=forms,
        budget_tables=tuple(tables),
        claims=tuple(_claim(desk, claim) for claim in spec.get("claims") or ()),
        documents=tuple(Document(name=name, digest="", blocks=text) for name in spec.get("documents", ("案例.txt",))),
        unread=tuple(Unread(**one) for one in spec.get("unread") or ()),
        unrecognised=tuple(
            Unrecognised(
                cell=desk.cell(one["text"]), understood=tuple(one["understood"]), missing=tuple(one["missing"])
            )
            for one in spec.get("unrecognised") or ()
        ),
        previous=submission(spec["previous"]) if "previous" in spec else None,
    )


def _budget(desk: Desk, spec: Mapping[str, Any], key: str) -> BudgetTable:
    """A project budget in 万元 unless ``budget_unit`` says otherwise; a row [name, 万元, total] is a subtotal."""
    unit, carryover = spec.get("budget_unit", "万元"), key == "carryover"

    def line(name: str, amount: object) -> BudgetLine:
        return BudgetLine(project=desk.cell(name), amount=desk.cell(amount), unit=unit, carryover=carryover)

    title = desk.cell("项目支出预算表（上年结转）" if carryover else "项目支出预算表（本年预算）")
    total = spec.get(f"{key}_total")
    totals = [] if total is None else [line("合计", total)]
    lines: list[BudgetLine] = []
    for name, amount, *marks in spec[key]:
        (totals if marks == ["total"] else lines).append(line(name, amount))
    return BudgetTable(
        title=title,
        carryover=carryover,
        unit=unit,
        totals=tuple(totals),
        lines=tuple(lines),
        place=desk.cell("").place,
    )


def _claim(desk: Desk, claim: Mapping[str, Any]) -> Claim:
    """A claim of the text."""
    return Claim(
        sentence=desk.cell(claim.get("sentence", claim["quote"])),
        quote=claim["quote"],
        published=bool(claim.get("published")),
        count=claim.get("count"),
        amount=claim.get("amount"),
        share=Decimal(str(claim["share"])) if "share" in claim else None,
        items=tuple(
            ClaimItem(project=desk.cell(name), amount=desk.cell(amount)) for name, amount in claim.get("items") or ()
        ),
    )


def grid(rows: Sequence[Sequence[str]], *, table: int = 1, first_line: int = 1) -> Grid:
    """A grid of these texts."""
    made = tuple(
        tuple(
            Cell(text=text, place=Place(file="案例.txt", table=table, row=r, column=c, line=first_line + r - 1))
            for c, text in enumerate(row, 1)
        )
        for r, row in enumerate(rows, 1)
    )
    return Grid(rows=made, place=Place(file="案例.txt", table=table, line=first_line))


def document(*blocks: str | Sequence[Sequence[str]]) -> Document:
    """A document of paragraphs (texts) and grids (rows)."""
    made: list[Paragraph | Grid] = []
    line = 1
    for block in blocks:
        if isinstance(block, str):
            made.append(Paragraph(cell=Cell(text=block, place=Place(file="案例.txt", line=line))))
            line += 2
        else:
            made.append(grid(block, table=1 + sum(isinstance(one, Grid) for one in made), first_line=line))
            line += len(block) + 1
    return Document(name="案例.txt", digest="", blocks=tuple(made))
