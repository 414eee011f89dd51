"""A question is answered; whatever else is asked of the database is refused, in Chinese, with the cure."""

from __future__ import annotations

from pathlib import Path

import pytest

from perflint.errors import ScreeningError
from perflint.screening.run import Run
from perflint.screening.tables.question import answer
from perflint.screening.tables.store import tables
from tests.screening.build import form, found, laid, row


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """A run of one submission."""
    one = row("教育局/1.txt", found("VAL01", "a"), forms=[form("甲", ("满意度", "满意"))])
    return laid(str(tmp_path / "run"), [one])


def asked(run: Run, sql: str) -> list[tuple[object, ...]]:
    """The answer."""
    with tables(run) as con:
        return list(answer(con, sql)[1])


@pytest.mark.parametrize("sql", [
    "SELECT path FROM submissions", "with a as (select path from submissions) from a;", "FROM (SELECT path FROM forms)",
])  # fmt: skip
def test_questions_are_answered(run: Run, sql: str) -> None:
    """However they are put."""
    assert asked(run, sql) == [("教育局/1.txt",)]


@pytest.mark.parametrize("sql", ["DESCRIBE findings", "SHOW TABLES", "SUMMARIZE forms", "EXPLAIN SELECT 1"])
def test_questions_about_the_tables_are_answered(run: Run, sql: str) -> None:
    """What there is, and how it would be found."""
    assert asked(run, sql)


def _forbidden(folder: Path, part: Path) -> dict[str, str]:
    """What must not be done, by what it would be."""
    target = folder / "out"
    return {
        "写文件": f"COPY (SELECT 1) TO '{target}.csv'",
        "在查询里写文件": f"WITH a AS (COPY (SELECT 1) TO '{target}.csv') SELECT * FROM a",
        "盖掉一片结果": f"WITH a AS (COPY (SELECT 1) TO '{part}' (USE_TMP_FILE false)) SELECT * FROM a",
        "解释时写文件": f"EXPLAIN ANALYZE COPY (SELECT 1) TO '{target}.csv'",
        "解释时盖掉一片": f"EXPLAIN ANALYZE COPY (SELECT 1) TO '{part}' (USE_TMP_FILE false)",
        "解释时建表": "EXPLAIN ANALYZE CREATE TEMP TABLE x AS SELECT 1",
        "加注释的解释": "EXPLAIN /* */ ANALYZE CREATE TEMP TABLE x AS SELECT 1",
        "导出": f"EXPORT DATABASE '{target}'",
        "打开数据库": f"ATTACH '{target}.db'",
        "装扩展": "INSTALL httpfs",
        "载入扩展": "LOAD httpfs",
        "建表": "CREATE TABLE x AS SELECT 1",
        "建临时表": "CREATE TEMP TABLE x AS SELECT 1",
        "建宏": "CREATE MACRO f() AS 1",
        "删视图": "DROP VIEW findings",
        "改行": "UPDATE findings SET code = ''",
        "在查询里删行": "WITH a AS (DELETE FROM findings RETURNING *) SELECT * FROM a",
        "设置": "SET enable_external_access = true",
        "复位": "RESET lock_configuration",
        "设置的函数": "SELECT set_config('enable_external_access', 'true', false)",
        "读密码": "SELECT * FROM read_text('/etc/passwd')",
        "读环境": "SELECT * FROM read_blob('/proc/self/environ')",
        "当作表读": "SELECT * FROM '/etc/passwd'",
        "读别的表格": "SELECT * FROM read_csv('/etc/passwd')",
        "嗅探": "SELECT * FROM sniff_csv('/etc/passwd')",
        "直接读一片": f"SELECT * FROM read_parquet('{part}')",
        "直接读一片的头": f"SELECT * FROM parquet_metadata('{part}')",
        "列文件": "SELECT * FROM glob('/etc/*')",
        "联网": "SELECT * FROM read_json('http://127.0.0.1/x')",
        "环境变量": "SELECT getenv('HOME')",
        "Python 的变量": "SELECT * FROM run",
        "执行语句的函数": "SELECT * FROM query('CREATE TABLE x AS SELECT 1')",
        "开关": "PRAGMA database_list",
        "调用": "CALL duckdb_settings()",
        "准备": "PREPARE x AS SELECT 1",
        "事务": "COMMIT",
        "两条": "SELECT 1; SELECT 2",
        "先结束再做": "ROLLBACK; CREATE TABLE x AS SELECT 1",
        "没有": " -- 空",
    }


@pytest.mark.parametrize("deed", list(_forbidden(Path("x"), Path("y"))))
def test_nothing_else_is_done(run: Run, tmp_path: Path, deed: str) -> None:
    """Refused in one line; nothing is written, and the part is what it was."""
    part = Path(run.folder.within(run.part(1)))
    before = part.read_bytes()
    sql = _forbidden(tmp_path, part)[deed]
    with pytest.raises(ScreeningError) as refused:
        asked(run, sql)
    assert "\n" not in str(refused.value)
    assert part.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("out")] == []


@pytest.mark.parametrize(("sql", "said"), [
    ("SELECT cods FROM findings", "“cods”不是列的名称，是不是 code？全部表和列见 perflint screen query"),
    ("SELECT f.cod FROM findings f", "“cod”不是列的名称，是不是 code？"),
    ("SELECT * FROM findigs", "“findigs”不是表的名称，是不是 findings？"),
    ("SELECT nosuch(1)", "“nosuch”不是函数的名称"),
    ("SELEC 1", "“SELEC”附近的写法不对"),
    ("SELECT code, count(*) FROM findings", "“code”没有汇总，也不在 GROUP BY 里，请把它写进 GROUP BY"),
    ("SELECT CAST(value AS INT) FROM indicators", "“满意”不是要的类型，请核对比较的两边"),
    ("SELECT bar('x')", "的参数不对，请核对参数的个数和类型"),
    ("CREATE TABLE x(i INT)", "“CREATE TABLE x(i INT)”不是查询，只能写 SELECT"),
    ("SELECT 1; SELECT 2", "写了 2 条语句，请只写一条 SELECT"),
    ("SELECT * FROM glob('/*')", "要读写批次以外的东西，只能查询批次的表"),
])  # fmt: skip
def test_a_wrong_question_is_told_what_is_wrong(run: Run, sql: str, said: str) -> None:
    """With the nearest name, and the cure."""
    with pytest.raises(ScreeningError) as refused:
        asked(run, sql)
    assert said in str(refused.value)
