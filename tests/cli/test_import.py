"""``perflint import``: check → xlsx → filled in → read back, by our own hands and through another program."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from pathlib import Path

import msgspec
import pytest

from perflint import check
from perflint.replies import Replies
from perflint.reporters import render
from tests.cli.conftest import Run
from tests.filling import Filling

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")


@pytest.fixture(scope="module")
def handed_out(tmp_path_factory: pytest.TempPathFactory, faulty: Path) -> Path:
    """A folder with the workbook and the JSON report of one check."""
    folder = tmp_path_factory.mktemp("审核")
    report = check(faulty)
    for name, form in (("意见.xlsx", "xlsx"), ("报告.json", "json")):
        (folder / name).write_bytes(render((report,), form))
    return folder


@pytest.fixture
def here(tmp_path: Path, handed_out: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of one's own with a filled-in workbook, ``答复.xlsx``, and the report."""
    filling = Filling((handed_out / "意见.xlsx").read_bytes())
    filling.answer(1, "已修改").answer(2, "不修改（附理由）", "财政核定，\n不能改", "同意").answer(
        5, "误报", "=1+1", "1/2"
    )
    (tmp_path / "答复.xlsx").write_bytes(filling.saved())
    shutil.copy(handed_out / "报告.json", tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_what_was_answered_is_shown_and_written(run: Run, here: Path) -> None:
    """Counts and reasons on the screen, everything in the file, by fingerprint."""
    ran = run("import", "答复.xlsx", "--report", "报告.json", "-o", "答复.json")
    assert (ran.code, ran.err) == (0, "")
    assert "答复 3 处（不修改 1 处，已修改 1 处，误报 1 处）" in ran.out
    assert "财政核定， 不能改" in ran.out
    written = msgspec.json.decode((here / "答复.json").read_bytes(), type=Replies)
    assert written.schema == "perflint-replies/1"
    assert [(one.status, one.reply, one.review) for one in written.replies] == [
        ("已修改", "", ""), ("不修改", "财政核定，\n不能改", "同意"), ("误报", "=1+1", "1/2"),
    ]  # fmt: skip
    found = json.loads((here / "报告.json").read_bytes())["submissions"][0]["findings"]
    assert {one.fingerprint for one in written.replies} <= {one["fingerprint"] for one in found}
    assert written.workbooks[0].findings == len(found)


def test_the_table_is_guarded(run: Run, here: Path) -> None:
    """A CSV opens in Excel as it stands, without a formula in it."""
    assert run("import", "答复.xlsx", "-o", "答复.csv").code == 0
    data = (here / "答复.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert rows[0][:5] == ["指纹", "材料", "项目名称", "规则", "处理状态"]
    assert [row[4:7] for row in rows[1:]] == [
        ["已修改", "", ""], ["不修改", "财政核定，\n不能改", "同意"], ["误报", "'=1+1", "'1/2"],
    ]  # fmt: skip


def test_a_long_report_is_read_whole(run: Run, here: Path) -> None:
    """The report on a season is longer than any document may be."""
    path = here / "报告.json"
    path.write_bytes(b" " * 50_000_001 + path.read_bytes())
    assert run("import", "答复.xlsx", "--report", "报告.json").code == 0


@pytest.mark.usefixtures("here")
def test_the_screen_may_be_a_pipe(run: Run) -> None:
    """``-o -`` gives the JSON and nothing else."""
    assert [one["status"] for one in json.loads(run("import", "答复.xlsx", "-o", "-").out)["replies"]] == [
        "已修改", "不修改", "误报",
    ]  # fmt: skip


@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("suffix", ["xlsx", "xls"])
def test_another_program_may_have_saved_it(run: Run, here: Path, suffix: str) -> None:
    """LibreOffice opens the workbook and saves it its own way, or in the old format: the same replies."""
    command = [
        str(SOFFICE), f"-env:UserInstallation=file://{here}/profile", "--headless",
        "--convert-to", suffix, "--outdir", "另存", "答复.xlsx",
    ]  # fmt: skip
    subprocess.run(command, cwd=here, capture_output=True, check=True, timeout=300)
    mine, other = (
        json.loads(run("import", file, "--report", "报告.json", "-o", "-").out)
        for file in ("答复.xlsx", f"另存/答复.{suffix}")
    )
    assert [{**one, "workbook": ""} for one in mine["replies"]] == [{**one, "workbook": ""} for one in other["replies"]]
    assert {**mine["workbooks"][0], "file": ""} == {**other["workbooks"][0], "file": ""}


def test_what_cannot_be_taken_stops_all(run: Run, here: Path) -> None:
    """Each place is named with its cure; nothing is written."""
    filling = Filling((here / "答复.xlsx").read_bytes()).answer(3, "改了一半").answer(4, "不修改（附理由）")
    (here / "错.xlsx").write_bytes(filling.saved())
    ran = run("import", "错.xlsx", "-o", "答复.json")
    assert ran.code == 1
    assert "“错.xlsx”审核意见!M6：处理状态“改了一半”不是可以选的（请从下拉框中选" in ran.out
    assert "“错.xlsx”审核意见!N7：处理状态是“不修改（附理由）”，却没有写理由（请在" in ran.out
    assert "有 2 处不能用，没有导入" in ran.out
    assert not (here / "答复.json").exists()


def test_a_reply_to_another_check_is_refused(run: Run, here: Path) -> None:
    """Its finding is not in the report."""
    (here / "别的.json").write_text('{"schema": "perflint-report/1", "submissions": []}', encoding="utf-8")
    ran = run("import", "答复.xlsx", "--report", "别的.json")
    assert ran.code == 1
    assert ran.out.count("不在报告“别的.json”里") == 3


NOT_OURS = {
    "没有.xlsx": (None, "文件不存在"),
    "空.xlsx": (b"", "是空文件"),
    "坏.xlsx": (b"PK\x03\x04 xl/workbook.xml", "已损坏"),
    "文本.txt": ("序号\t处理状态\n".encode(), "不是 .xlsx 或 .xls 文件"),
}


@pytest.mark.parametrize("name", NOT_OURS)
def test_what_is_no_workbook_of_ours_is_refused(run: Run, here: Path, name: str) -> None:
    """Exit code 3 and a Chinese line with the cure, also beside one that is fine."""
    data, reason = NOT_OURS[name]
    if data is not None:
        (here / name).write_bytes(data)
    ran = run("import", "答复.xlsx", name, "-o", "答复.json")
    assert ran.code == 3
    assert ran.out.startswith(f"没有读回：{name}：{reason}") or reason in ran.out
    assert "请" in ran.out
    assert not (here / "答复.json").exists()


def test_another_workbook_is_refused(run: Run) -> None:
    """The forms themselves, say."""
    forms = Path(__file__).resolve().parents[2] / "examples" / "faulty" / "forms.xlsx"
    ran = run("import", str(forms))
    assert ran.code == 3
    assert "不是 perflint 导出的审核意见表（请交回用 --format xlsx 导出的那一份，不要另建）" in ran.out


WRONG = {
    "格式看不出": (["答复.xlsx", "-o", "答复.txt"], "看不出格式，请写成 .json 或 .csv 文件"),
    "覆盖报告": (["答复.xlsx", "--report", "报告.json", "-o", "报告.json"], "就是要读的文件，会把它覆盖"),
    "没有报告": (["答复.xlsx", "--report", "没有.json"], "打不开“没有.json”：文件不存在"),
    "报告不是报告": (["答复.xlsx", "--report", "答复.xlsx"], "“答复.xlsx”不是合格的 JSON"),
    "没有文件夹": (["答复.xlsx", "-o", "没有/答复.json"], "文件夹“没有”不存在"),
    "没有写文件": ([], "没有写“文件”"),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_usage_is_one_chinese_line(run: Run, here: Path, case: str) -> None:
    """Exit code 2, nothing read, nothing written."""
    arguments, says = WRONG[case]
    ran = run("import", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("perflint：")
    assert ran.err.count("\n") == 1
    assert says in ran.err
    assert sorted(path.name for path in here.iterdir()) == ["报告.json", "答复.xlsx"]
