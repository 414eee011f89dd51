"""What a season report is made of: sections of tables and pictures, which every format shows as they are."""

from __future__ import annotations

from msgspec import Struct

from perflint.reporters.charts import Chart

Value = str | int
NOWHERE = "（没有写部门）"
"""What stands for a department that nobody named."""


class Column(Struct, frozen=True):
    """A column: its title, and its width in a workbook in characters."""

    title: str
    width: float = 10
    number: bool = False


class Table(Struct, frozen=True, kw_only=True):
    """A table. ``total`` is how many rows there are; where these are not all of them, ``sql`` asks for the others."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    total: int
    sql: str = ""
    note: str = ""
    folded: bool = False
    """Whether it only tells in numbers what a picture shows."""

    @property
    def more(self) -> str:
        """What is said of the rows that are not here, "" where all are."""
        if self.total <= len(self.rows):
            return ""
        return f"共 {self.total:,} 条，列出前 {len(self.rows):,} 条，其余用下面的命令查"

    @property
    def command(self) -> str:
        """The command that asks for the rows that are not here, "" where all are."""
        quote = "'" if '"' in self.sql else '"'
        return f"perflint screen query 批次文件夹 {quote}{self.sql}{quote}" if self.more else ""


class Section(Struct, frozen=True, kw_only=True):
    """A section: sentences, pictures, tables."""

    id: str
    title: str
    notes: tuple[str, ...] = ()
    pictures: tuple[Chart, ...] = ()
    tables: tuple[Table, ...] = ()


class Season(Struct, frozen=True, kw_only=True):
    """The whole report."""

    about: tuple[tuple[str, str], ...]
    """What was screened by what: labels and texts."""
    summary: str
    alarms: tuple[str, ...]
    """What a reader must know before he believes a number."""
    numbers: tuple[int, ...]
    """Findings by severity, the most severe first."""
    sections: tuple[Section, ...]


class Limits(Struct, frozen=True, kw_only=True):
    """How many rows a format shows at most."""

    departments: int
    unread: int
    clusters: int
    groups: int


PAGE = Limits(departments=100, unread=100, clusters=30, groups=50)
BOOK = Limits(departments=4_900, unread=4_900, clusters=1_000, groups=4_900)
