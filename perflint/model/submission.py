"""What a department hands in for a year（申报材料）: forms, project budget, and what the text says of both."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from perflint.model.base import Cell, Place, Strict
from perflint.model.document import Document, Unread
from perflint.model.form import TargetForm
from perflint.quantity import Amount, amount


class BudgetLine(Strict, frozen=True, kw_only=True):
    """One project of the project budget（预算项目）. ``unit`` is that of the table's head, usually 万元."""

    project: Cell
    amount: Cell
    unit: str
    carryover: bool = False

    @property
    def reading(self) -> Amount | None:
        """The amount with its rounding, or None where it cannot be read."""
        return amount(self.amount.text, self.unit)

    @property
    def yuan(self) -> Decimal | None:
        """The amount in 元, or None."""
        reading = self.reading
        return None if reading is None else reading.yuan


class BudgetTable(Strict, frozen=True, kw_only=True):
    """项目支出预算表. ``totals`` are its printed total and subtotal rows, the widest first; ``lines`` its projects."""

    title: Cell | None
    carryover: bool
    unit: str
    lines: tuple[BudgetLine, ...]
    totals: tuple[BudgetLine, ...] = ()
    place: Place


class ClaimItem(Strict, frozen=True, kw_only=True):
    """A project that the text lists with its amount（文字所列项目）."""

    project: Cell
    amount: Cell

    @property
    def reading(self) -> Amount | None:
        """The amount with its rounding, or None."""
        return amount(self.amount.text, "元")


class Claim(Strict, frozen=True, kw_only=True):
    """What the text says of the projects as a whole（文字说明）.

    ``published`` tells “公开项目绩效目标N个” from “纳入绩效目标管理的项目N个”; ``share`` is a percentage.
    """

    sentence: Cell
    quote: str
    published: bool = False
    count: int | None = None
    amount: str | None = None
    share: Decimal | None = None
    items: tuple[ClaimItem, ...] = ()

    @property
    def reading(self) -> Amount | None:
        """The amount claimed, with its rounding."""
        return amount(self.amount, "元") if self.amount else None


class Unrecognised(Strict, frozen=True, kw_only=True):
    """What looks like a target form and could not be filled（疑似绩效目标表）: what was understood, what not."""

    cell: Cell
    understood: tuple[str, ...]
    missing: tuple[str, ...]


class Submission(Strict, frozen=True, kw_only=True, dict=True):
    """All documents of one department and year（申报材料）."""

    department: Cell | None = None
    year: int | None = None
    dated: date | None = None
    dated_cell: Cell | None = None
    aliases: tuple[str, ...] = ()
    """Other names under which the documents speak of the department."""
    forms: tuple[TargetForm, ...] = ()
    budget_tables: tuple[BudgetTable, ...] = ()
    claims: tuple[Claim, ...] = ()
    documents: tuple[Document, ...] = ()
    unread: tuple[Unread, ...] = ()
    unrecognised: tuple[Unrecognised, ...] = ()
    previous: Submission | None = None
    """Last year's, where it was given to compare with."""

    @property
    def files(self) -> tuple[str, ...]:
        """The names of all files, read or not."""
        read = (document.name for document in self.documents)
        return tuple(dict.fromkeys([*read, *(one.name for one in self.unread)]))

    @property
    def budget_lines(self) -> tuple[BudgetLine, ...]:
        """All projects of all budget tables, in order."""
        return tuple(line for table in self.budget_tables for line in table.lines)
