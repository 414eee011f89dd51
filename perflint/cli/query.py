"""``perflint screen query``: a question in SQL over a run, answered as a table, CSV or JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from itertools import chain, islice
from math import isfinite
from typing import Any

import click

from perflint.cli.chinese import ChineseCommand
from perflint.cli.output import pour, refuse_unwritable, say
from perflint.errors import ScreeningError
from perflint.reporters.csv import guarded
from perflint.reporters.tables import table
from perflint.screening.run import opened
from perflint.screening.tables.question import Answer, answer
from perflint.screening.tables.store import tables
from perflint.screening.tables.views import VIEWS
from perflint.text import printable

_SHOWN = 1_000
"""Rows that a table has on a screen at most."""


@click.command("query", cls=ChineseCommand, short_help="用 SQL 查询批次的结果，只读")
@click.argument("run", metavar="批次文件夹")
@click.argument("sql", metavar="SQL", required=False, default="")
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True,
    help=f"输出格式：table 给人看，最多 {_SHOWN:,} 行；csv 用表格软件打开；json",
)  # fmt: skip
@click.option("-o", "--output", metavar="文件", help="写到文件，不写到屏幕（- 是屏幕）")
@click.option("--tables", "listing", is_flag=True, help="列出可以查询的表和它们的列")
def command(run: str, sql: str, form: str, output: str | None, listing: bool) -> int:
    """用 SQL 查询批次的结果。只能读批次自己的表，什么也改不了，读不到别的文件。

    例如：perflint screen query 批次 "SELECT department, count(*) FROM findings GROUP BY ALL ORDER BY 2 DESC"

    表和列见 --tables，也写在 docs/screening.md；SQL 是 DuckDB 的。
    """
    refuse_unwritable(output)
    try:
        found = opened(run)
        if listing:
            say(_listed())
            return 0
        if not sql.strip():
            raise click.UsageError('没有写 SQL，例如 "SELECT * FROM submissions"；有哪些表，见 --tables')
        with tables(found) as con:
            pour(_FORMS[form](answer(con, sql)), output)
    except ScreeningError as error:
        raise click.UsageError(str(error)) from error
    return 0


def _listed() -> str:
    """The tables with their columns."""
    parts = [f"{name}　{view.title}\n\n{table(view.columns.items(), ('列', '说明'))}" for name, view in VIEWS.items()]
    return "\n\n".join(parts)


def _table(given: Answer) -> Iterator[bytes]:
    """For a terminal: numbers to the right, a line a row."""
    heads, rows = given
    shown = list(islice(rows, _SHOWN))
    numbers = [at for at, _ in enumerate(heads) if shown and all(_number(row[at]) for row in shown)]
    text = table([[printable(_text(value)) for value in row] for row in shown], heads, numbers=numbers)
    more = next(rows, None) is not None
    told = f"只列出前 {_SHOWN:,} 行，要全部请写 --format csv -o 文件" if more else f"{len(shown):,} 行"
    yield f"{text}\n\n（{told}）\n".encode()


def _csv(given: Answer) -> Iterator[bytes]:
    """UTF-8 with a byte order mark, guarded as the CSV of ``check``."""
    heads, rows = given
    stream = io.StringIO(newline="")
    stream.write("\ufeff")
    made = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for row in chain([heads], rows):
        made.writerow([_text(value) if _number(value) else guarded(_text(value)) for value in row])
        yield stream.getvalue().encode(errors="replace")
        stream.seek(0)
        stream.truncate()


def _json(given: Answer) -> Iterator[bytes]:
    """A list of objects, one a line; amounts and dates as texts, as in the JSON report."""
    heads, rows = given
    # Columns of a join may be called the same, keys of an object may not.
    counted = [(head, heads[: at + 1].count(head)) for at, head in enumerate(heads)]
    heads = [head if number == 1 else f"{head}（{number}）" for head, number in counted]
    yield b"["
    for number, row in enumerate(rows):
        line = _written(dict(zip(heads, row, strict=True)))
        yield f"{',' if number else ''}\n{line}".encode(errors="replace")
    yield b"\n]\n"


_FORMS: dict[str, Callable[[Answer], Iterator[bytes]]] = {"table": _table, "csv": _csv, "json": _json}


def _number(value: object) -> bool:
    """Whether a value is a number, or nothing."""
    return value is None or (isinstance(value, int | float | Decimal) and not isinstance(value, bool))


def _text(value: Any) -> str:  # noqa: ANN401 - whatever a column may hold
    """A value as it is read."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | dict | tuple):
        return _written(value)
    return str(value)


def _written(value: object) -> str:
    """A value as JSON."""
    return json.dumps(_plain(value), ensure_ascii=False, default=_text)


def _plain(value: object) -> object:
    """A value whose keys are texts, and in which nothing stands for what is no number."""
    if isinstance(value, dict):
        return {key if isinstance(key, str) else _text(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return None if isinstance(value, float) and not isfinite(value) else value
