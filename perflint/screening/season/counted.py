"""What is counted once for all sections: submissions and findings, small enough to be asked again and again."""

from __future__ import annotations

from typing import Any

import duckdb

from perflint.screening.season.shape import NOWHERE, Value

_MOST = 5_000
"""Rows of an answer that are ever wanted."""
_SUBMISSIONS = (
    "CREATE TEMP TABLE subs AS SELECT row_number() OVER (ORDER BY path) AS id, path, "
    f"coalesce(nullif(trim(department), ''), '{NOWHERE}') AS department, outcome, unchecked, forms, indicators, "
    "len(failures) AS failures FROM submissions"
)
_FINDINGS = (
    "CREATE TEMP TABLE tally AS SELECT id, code, severity, project, count(*) AS n FROM findings JOIN (SELECT path, "
    "min(id) AS id FROM subs GROUP BY path) USING (path) GROUP BY ALL"
)


class Counted:
    """A connection with the tables of a run, and these two: ``subs`` and ``tally``.

    ``subs`` has a row for each submission, numbered by ``id``; ``tally`` the number ``n`` of findings for each id,
    code, severity and project. Nothing in them is as long as a message, whatever the run.
    """

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        """Count. Departments without a name have one here, so that nobody is left out."""
        self._con = con
        self._known: dict[tuple[object, ...], list[tuple[Any, ...]]] = {}
        self.do(_SUBMISSIONS)
        self.do(_FINDINGS)

    def do(self, sql: str, *values: object) -> None:
        """Make one more table."""
        self._con.execute(sql, list(values))

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """All rows of an answer, in which nothing is ""; what is asked again is not counted again."""
        key = (sql, *values)
        if key not in self._known:
            found = self._con.execute(sql, list(values)).fetchall()
            self._known[key] = [tuple("" if value is None else value for value in row) for row in found]
        return self._known[key]

    def row(self, sql: str, *values: object) -> tuple[Any, ...]:
        """The one row of an answer."""
        (found,) = self.rows(sql, *values)
        return found

    def number(self, sql: str, *values: object) -> int:
        """The one number of an answer."""
        return int(self.row(sql, *values)[0] or 0)

    def most(self, sql: str, limit: int) -> tuple[tuple[tuple[Value, ...], ...], int]:
        """The first rows of an answer, and how many there are in all."""
        rows = self.rows(f"SELECT *, count(*) OVER () FROM ({sql}) LIMIT {_MOST}")
        return tuple(row[:-1] for row in rows[:limit]), int(rows[0][-1]) if rows else 0


def share(part: int, whole: int) -> str:
    """A part in per cent, as one reads it."""
    return f"{100 * part / whole:.1f}%" if whole else "–"
