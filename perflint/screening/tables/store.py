"""The tables of a run in a DuckDB of their own（数据库）, in memory, that can reach nothing else.

Arrow reads the files of the run, copies of them where it lies in a store, and hands their rows over. DuckDB itself is
told to open no file whatever: a question can then ask for no other, and change none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pyarrow as pa
from msgspec import Struct
from pyarrow.dataset import ParquetFileFormat, dataset
from pyarrow.fs import LocalFileSystem

from perflint.errors import ScreeningError
from perflint.screening.alike.across import Across, name_of
from perflint.screening.columns import schema_of
from perflint.screening.manifest import Entry
from perflint.screening.run import Run
from perflint.screening.screened import Screened
from perflint.screening.tables.views import BEFORE, VIEWS

_MEMORY = "1GB"
"""What DuckDB may hold in memory; what is more goes to a temporary folder."""
_MANIFEST = "manifest.parquet"


@contextmanager
def tables(run: Run, previous: Run | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that has the tables of a run, and in the schema ``before`` those of a previous one.

    Raises ScreeningError where a file of a run is damaged.
    """
    with TemporaryDirectory(prefix="perflint-") as spill:
        con = duckdb.connect(
            config={
                "enable_external_access": False,
                "autoload_known_extensions": False,
                "python_enable_replacements": False,
                "memory_limit": _MEMORY,
                "temp_directory": f"{spill}/duckdb",
                "lock_configuration": True,
            }
        )
        try:
            _laid(con, _Files(run, Path(spill) / "main"), "main")
            if previous is not None:
                con.execute(f"CREATE SCHEMA {BEFORE}")
                _laid(con, _Files(previous, Path(spill) / BEFORE), BEFORE)
            yield con
        finally:
            con.close()


class _Files:
    """The files of a run on this machine: its own, or copies of those in a store."""

    def __init__(self, run: Run, aside: Path) -> None:
        """Copies are put into the folder ``aside``.

        Arrow could read a store through fsspec by itself; but its threads would then wait for the interpreter, and the
        interpreter, when a question ends early, for them.
        """
        self.run, self._aside = run, aside

    def table(self, names: Sequence[str], kind: type[Struct]) -> Any:  # noqa: ANN401 - Arrow has no annotations
        """Some of them as one table, read when it is asked for."""
        schema = schema_of(kind)
        if not names:
            return schema.empty_table()
        paths = [str(self._here(name)) for name in names]
        found = dataset(paths, schema=schema, filesystem=LocalFileSystem(), format=ParquetFileFormat())
        for name, piece in zip(names, found.get_fragments(), strict=True):
            try:
                piece.ensure_complete_metadata()
            except (OSError, pa.ArrowException) as error:
                again = "请另开一个批次" if kind is Entry else "请删除这个文件，再运行一次原来的命令"
                raise ScreeningError(self.run.folder.url, f"里的 {name} 读不出来", again) from error
        return found

    def _here(self, name: str) -> Path:
        """A file on this machine."""
        folder = self.run.folder
        if folder.local is not None:
            return folder.local / name
        path = self._aside / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(folder.read(name))
        return path


def _laid(con: duckdb.DuckDBPyConnection, files: _Files, schema: str) -> None:
    """Make the tables of a run."""
    run = files.run
    across = name_of(run)
    names = {one: f"{schema}_{one}" for one in ("parts", "across", "listed")}
    con.register(names["parts"], files.table([run.part(shard) for shard in sorted(run.done())], Screened))
    con.register(names["across"], files.table([across] if run.folder.exists(across) else [], Across))
    con.register(names["listed"], files.table([_MANIFEST], Entry))
    for name, view in VIEWS.items():
        con.execute(f"CREATE VIEW {schema}.{name} AS {view.sql.format(**names)}")
