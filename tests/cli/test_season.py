"""``perflint screen report`` and ``query``: files and answers on the command line, refusals in one Chinese line."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.screening.build import form, found, laid, row

LIVE = "=cmd|'/c calc'!A1"


@pytest.fixture
def folder(tmp_path: Path) -> str:
    """A run of two submissions."""
    rows = [
        row("教育局/1.txt", found("VAL01", "a", project=LIVE), forms=[form(LIVE, ("满意度", "满意"))]),
        row("水务局/2.txt"),
    ]
    laid(str(tmp_path / "批次"), rows)
    return str(tmp_path / "批次")


def test_a_question_is_answered_as_a_table(run: Run, folder: str) -> None:
    """Heads, rows, and how many."""
    ran = run("screen", "query", folder, "SELECT path, errors FROM submissions ORDER BY path")
    assert (ran.code, ran.err) == (0, "")
    head, _, *rows = (line.split() for line in ran.out.splitlines())
    assert head == ["path", "errors"]
    assert rows == [["教育局/1.txt", "1"], ["水务局/2.txt", "0"], [], ["（2", "行）"]]


def test_csv_is_guarded(run: Run, folder: str, tmp_path: Path) -> None:
    """A text that a spreadsheet would run is none; numbers stay numbers."""
    target = tmp_path / "a.csv"
    sql = "SELECT project, -1 AS less, unchecked FROM findings JOIN submissions USING (path)"
    assert run("screen", "query", folder, sql, "--format", "csv", "-o", str(target)).out == ""
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(target.read_text("utf-8-sig"))))
    assert rows == [["project", "less", "unchecked"], [f"'{LIVE}", "-1", "否"]]


def test_json_is_json(run: Run, folder: str) -> None:
    """Also where there is no row; amounts and dates are texts, what is not a number is nothing."""
    ran = run("screen", "query", folder, "SELECT path, DATE '2026-01-02' AS d, 1.50 AS n, 1/0 AS x FROM submissions",
              "--format", "json")  # fmt: skip
    assert json.loads(ran.out)[0] == {"path": "教育局/1.txt", "d": "2026-01-02", "n": "1.5", "x": None}
    assert json.loads(run("screen", "query", folder, "SELECT 1 WHERE false", "--format", "json").out) == []


def test_long_tables_are_cut_and_say_so(run: Run, folder: str) -> None:
    """On the screen; a file has all."""
    assert "只列出前 1,000 行" in run("screen", "query", folder, "SELECT * FROM range(1001)").out
    assert run("screen", "query", folder, "SELECT * FROM range(1001)", "--format", "csv").out.count("\r\n") == 1002


def test_the_tables_are_listed(run: Run, folder: str) -> None:
    """With what each column says."""
    out = run("screen", "query", folder, "--tables").out
    for word in ("submissions", "findings", "fingerprint", "审核结论", "必须修改几处"):
        assert word in out


@pytest.mark.parametrize(("arguments", "said"), [
    (["query", "{run}"], "没有写 SQL"),
    (["query", "{run}", "SELECT cod FROM findings"], "“cod”不是列的名称，是不是 code？"),
    (["query", "{run}", "DROP VIEW findings"], "不是查询"),
    (["query", "{run}/parts", "SELECT 1"], "不是批次文件夹"),
    (["query", "{run}", "SELECT 1", "-o", "/没有/a.csv"], "写不进文件"),
    (["report", "{run}"], "没有写选项 --output"),
    (["report", "{run}", "--format", "html", "--format", "xlsx", "-o", "a.html"], "--format 有 2 个，-o 有 1 个"),
    (["report", "{run}", "--format", "xlsx", "-o", "-"], "xlsx 不能显示在屏幕上"),
    (["report", "{run}", "-o", "/没有/a.html"], "写不进文件"),
    (["report", "{run}", "-o", "-", "--previous", "/没有"], "不是批次文件夹"),
])  # fmt: skip
def test_wrong_commands_are_refused(run: Run, folder: str, arguments: list[str], said: str) -> None:
    """In one line, with the cure."""
    ran = run("screen", *(word.format(run=folder) for word in arguments))
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert ran.err.count("\n") == 1


def test_a_report_in_both_formats(run: Run, folder: str, tmp_path: Path) -> None:
    """From one reading; the previous run is the one that was named when this was begun, or the one named now."""
    page, book = tmp_path / "a.html", tmp_path / "a.xlsx"
    ran = run("screen", "report", folder, "--format", "html", "-o", str(page), "--format", "xlsx", "-o", str(book))
    assert ran == (0, "", "")
    assert "2 个部门 2 份材料，绩效目标表 1 张" in page.read_text("utf-8")
    assert book.read_bytes().startswith(b"PK")
    assert "与上一批次相比" not in page.read_text("utf-8")
    assert "与上一批次相比" in run("screen", "report", folder, "-o", "-", "--previous", folder).out
    laid(str(tmp_path / "后"), [row("教育局/1.txt")], previous=folder)
    assert "与上一批次相比" in run("screen", "report", str(tmp_path / "后"), "-o", "-").out


def test_columns_of_one_name_are_all_in_the_json(run: Run, folder: str) -> None:
    """A join has two of each; the later ones are numbered."""
    ran = run("screen", "query", folder, "SELECT 1 AS a, 2 AS a, 3 AS b, 4 AS a", "--format", "json")
    assert json.loads(ran.out) == [{"a": 1, "a（2）": 2, "b": 3, "a（3）": 4}]


def test_whatever_a_column_holds_is_shown(run: Run, folder: str) -> None:
    """Keys of maps are texts in JSON, and what is not a number is nothing, however deep it stands."""
    sql = "SELECT MAP {DATE '2026-01-01': 1.50} AS m, [1.0 / 0] AS l, {'a': TIME '10:00'} AS s"
    ran = run("screen", "query", folder, sql, "--format", "json")
    assert json.loads(ran.out) == [{"m": {"2026-01-01": "1.5"}, "l": [None], "s": {"a": "10:00:00"}}]
    assert '{"2026-01-01": "1.5"}' in run("screen", "query", folder, sql).out


def test_a_previous_run_that_is_gone_keeps_no_report_from_being_made(run: Run, tmp_path: Path) -> None:
    """It was named when the run began, perhaps a year ago; one that is named now must be there."""
    laid(str(tmp_path / "后"), [row("教育局/1.txt")], previous=str(tmp_path / "前"))
    page = tmp_path / "a.html"
    ran = run("screen", "report", str(tmp_path / "后"), "-o", str(page))
    assert ran.code == 0
    assert f"初审时写的上一批次“{tmp_path / '前'}”打不开，没有对照" in page.read_text("utf-8")
    assert run("screen", "report", str(tmp_path / "后"), "-o", str(page), "--previous", "前").code == 2
