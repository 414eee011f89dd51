"""One question in SQL（查询）, answered from the tables of a run: it reads these alone, and changes nothing.

What holds that is the connection (``perflint.screening.tables.store``). What is refused here is refused for its words:
only a statement that asks is run, so that nobody has to wonder what another did.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

import duckdb

from perflint.errors import ScreeningError
from perflint.screening.tables.views import VIEWS

_PIECE = 5_000
_EXPLAIN = re.compile(r"\s*explain\s+", re.IGNORECASE)
_TABLE = re.compile(r"Table with name \"?(.+?)\"? does not exist")
_COLUMN = re.compile(r'Referenced column "(.+?)" not found|does not have a column named "(.+?)"')
_TABLES = "全部表和列见 perflint screen query 批次文件夹 --tables"
_CAST = "用 try_cast(列 AS DOUBLE)"
_FAULTS = (
    (_TABLE, "不是表的名称", _TABLES),
    (_COLUMN, "不是列的名称", _TABLES),
    (re.compile(r"Function with name \"?(\w+)\"? does not exist"), "不是函数的名称", "函数见 DuckDB 的说明书"),
    (
        re.compile(r'column "(.+?)" must appear in the GROUP BY'),
        "没有汇总，也不在 GROUP BY 里", "请把它写进 GROUP BY，或写 GROUP BY ALL",
    ),
    (
        re.compile(r"No function matches the given name and argument types '(.+?)'"),
        "的参数不对", f"请核对参数的个数和类型；把文字换成数{_CAST}",
    ),
    (
        re.compile(r"Could not convert string '(.*?)' to"),
        "不是要的类型", f"请核对比较的两边；换不成的当作没有，{_CAST}",
    ),
    (re.compile(r'syntax error at or near "(.+?)"'), "附近的写法不对", "请核对 SQL；文字用单引号，列名不用引号"),
)  # fmt: skip
"""What the database says of a wrong question, in whose place ours stands: reason and cure."""

Answer = tuple[list[str], Iterator[tuple[Any, ...]]]
"""The names of the columns, and the rows."""


def answer(con: duckdb.DuckDBPyConnection, sql: str) -> Answer:
    """What a run says to a question. Raises ScreeningError where it is none, or was put wrong, with the cure."""
    try:
        _asking(con, sql)
        con.execute("BEGIN TRANSACTION READ ONLY")
        con.execute(sql)
        return [column[0] for column in con.description or ()], _rows(con, sql)
    except duckdb.Error as error:
        raise _told(error, sql) from error


def _rows(con: duckdb.DuckDBPyConnection, sql: str) -> Iterator[tuple[Any, ...]]:
    """The rows, some thousand in memory at a time; what goes wrong only now is told likewise."""
    try:
        while rows := con.fetchmany(_PIECE):
            yield from rows
    except duckdb.Error as error:
        raise _told(error, sql) from error


def _asking(con: duckdb.DuckDBPyConnection, sql: str) -> None:
    """Refuse all that is not one question. An EXPLAIN may only explain one: EXPLAIN ANALYZE runs what follows it."""
    statements = con.extract_statements(sql)
    if len(statements) != 1:
        what = "没有写查询" if not statements else f"写了 {len(statements)} 条语句"
        raise ScreeningError(_short(sql), what, "请只写一条 SELECT")
    kind = statements[0].type.name
    if kind == "EXPLAIN" and (said := _EXPLAIN.match(sql)):
        kind = "/".join(one.type.name for one in con.extract_statements(sql[said.end() :]))
    if kind != "SELECT":
        raise ScreeningError(
            _short(sql), "不是查询", "只能写 SELECT、WITH、EXPLAIN（不带 ANALYZE）、DESCRIBE、SHOW、SUMMARIZE"
        )


def _told(error: duckdb.Error, sql: str) -> ScreeningError:
    """What the database objects to, in Chinese, with the cure; its own words where nobody translated them."""
    if isinstance(error, duckdb.PermissionException):
        return ScreeningError(_short(sql), "要读写批次以外的东西", f"只能查询批次的表，{_TABLES}")
    if isinstance(error, duckdb.OutOfMemoryException):
        return ScreeningError(_short(sql), "要的内存太多", "请加上条件，或先 GROUP BY 汇总")
    text = str(error)
    for pattern, reason, cure in _FAULTS:
        if found := pattern.search(text):
            word = next(part for part in found.groups() if part is not None)
            return ScreeningError(_short(word), reason, f"{_meant(pattern, word, sql)}{cure}")
    said = " ".join(text.partition("\n\n")[0].split())
    return ScreeningError(_short(sql), f"查不出来，数据库说：{said}", "请核对 SQL")


def _meant(pattern: re.Pattern[str], word: str, sql: str) -> str:
    """The table or column that may be meant by a wrong name, if one is near."""
    known = {_TABLE: list(VIEWS), _COLUMN: _columns(sql)}.get(pattern, [])
    close = get_close_matches(word.lower(), known, n=1, cutoff=0.5)
    return f"是不是 {close[0]}？" if close else ""


def _columns(sql: str) -> list[str]:
    """The columns of the tables that a question names, of all tables where it names none."""
    named = [view for name, view in VIEWS.items() if re.search(rf"\b{name}\b", sql, re.IGNORECASE)]
    return sorted({column for view in named or VIEWS.values() for column in view.columns})


def _short(sql: str) -> str:
    """A question as a message names it."""
    flat = " ".join(sql.split())
    return flat if len(flat) <= 60 else f"{flat[:59]}…"
