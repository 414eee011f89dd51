"""Structs as columns: the Arrow schema that a struct's own annotations give, and rows to Parquet and back."""

from __future__ import annotations

import io
import types
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
from msgspec import Struct

Row = TypeVar("Row", bound=Struct)
_PLAIN = {str: pa.string(), int: pa.int64(), bool: pa.bool_(), date: pa.date32(), Decimal: pa.decimal128(24, 4)}


@cache
def schema_of(kind: type[Struct]) -> pa.Schema:
    """The columns of a struct, in its order; structs within are Arrow structs, tuples are lists."""
    return pa.schema([pa.field(name, _column(hint)) for name, hint in get_type_hints(kind).items()])


def _column(hint: Any) -> pa.DataType:  # noqa: ANN401 - an annotation
    """The Arrow type of an annotation; every column may hold nothing."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin is tuple:
        return pa.list_(_column(inner[0]))
    if origin in {Union, types.UnionType}:
        return _column(next(one for one in inner if one is not types.NoneType))
    if isinstance(hint, type) and issubclass(hint, Struct):
        return pa.struct([pa.field(name, _column(one)) for name, one in get_type_hints(hint).items()])
    return _PLAIN[hint]


def parquet(rows: Sequence[Struct], kind: type[Struct]) -> bytes:
    """The rows as a Parquet file; the same rows give the same bytes."""
    plain = [msgspec.to_builtins(row, builtin_types=(date, Decimal)) for row in rows]
    buffer = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(plain, schema=schema_of(kind)), buffer, compression="zstd")
    return buffer.getvalue()


def rows_of(data: bytes, kind: type[Row]) -> list[Row]:
    """The rows of a Parquet file, of its columns those that ``kind`` has.

    Raises pyarrow.ArrowException or msgspec.ValidationError for what is none.
    """
    table = _table(data, schema_of(kind).names)
    return msgspec.convert(table.to_pylist(), type=list[kind])  # type: ignore[valid-type]


def sums_of(data: bytes, names: Sequence[str]) -> list[int]:
    """How many rows a Parquet file has, and the sum of each of these columns; nothing else of it is read."""
    table = _table(data, names)
    return [table.num_rows, *(sum(table.column(name).to_pylist()) for name in names)]


def _table(data: bytes, names: Sequence[str]) -> pa.Table:
    """Some columns of a Parquet file.

    By the file and without threads: Arrow's own take longer to start than a part to read, hold a quarter more memory,
    and abort the process if it ends while one of them does.
    """
    return pq.ParquetFile(io.BytesIO(data)).read(columns=list(names), use_threads=False)
