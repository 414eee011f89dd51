"""``perflint check --annotate``: copies beside the report, originals untouched, every refusal said in Chinese."""

from __future__ import annotations

import shutil
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from openpyxl import load_workbook

from perflint.annotate import annotated
from perflint.cli import marked
from perflint.model.finding import Report
from tests.cli.conftest import EXAMPLES, Run
from tests.readers.zips import zipped

WORD, BOOK = EXAMPLES / "faulty" / "disclosure.docx", EXAMPLES / "faulty" / "forms.xlsx"
OTHERS = {
    "表.txt": ("项目支出绩效目标表\n".encode(), "是文本文件，写不进批注（请粘贴到 Word，保存为 .docx 后再检查"),
    "表.csv": ("项目名称,培训费\n".encode(), "是文本表格，写不进批注（请用 Excel 或 WPS 打开，另存为 .xlsx 后再检查"),
    "表.html": ("<html><body>项目</body></html>".encode(), "是网页，写不进批注（请用 Word 打开，另存为 .docx 后再检查"),
    "表.rtf": (b"{\\rtf1 x}", "是 RTF 文件，写不进批注（请另存为 .docx 后再检查"),
    "表.doc": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument\0".encode("utf-16-le"),
        "是旧版 Word 文件，写不进批注",
    ),
    "表.xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook\0".encode("utf-16-le"), "是旧版 Excel 文件"),
    "章.png": (b"\x89PNG\r\n" + bytes(64), "是图片，写不进批注（请转为 PDF 后再检查"),
    "坏.docx": (b"PK\x03\x04 word/document.xml", "已损坏"),
}


def test_each_file_gets_a_copy_and_the_report_is_what_it_was(run: Run, tmp_path: Path) -> None:
    """Copies bear the originals' names; standard output and the exit code are those of the check."""
    plain = run("check", str(WORD), str(BOOK))
    before = WORD.read_bytes(), BOOK.read_bytes()
    ran = run("check", str(WORD), str(BOOK), "--annotate", str(tmp_path / "新" / "审核"))
    assert (ran.code, ran.out) == (plain.code, plain.out)
    assert before == (WORD.read_bytes(), BOOK.read_bytes())
    made = sorted(path.name for path in (tmp_path / "新" / "审核").iterdir())
    assert made == ["disclosure.审核.docx", "forms.审核.xlsx"]
    assert ran.err.splitlines() == [
        f"已标注：{one} → {tmp_path / '新' / '审核' / name}" for one, name in zip((WORD, BOOK), made, strict=True)
    ]
    assert len(list(Document(str(tmp_path / "新" / "审核" / made[0])).comments)) > 10


@pytest.mark.parametrize("name", OTHERS)
def test_other_formats_say_what_to_do(run: Run, tmp_path: Path, name: str) -> None:
    """A format that bears no marks is named with its cure, and the check goes on as it would."""
    data, said = OTHERS[name]
    path = tmp_path / name
    path.write_bytes(data)
    ran = run("check", str(path), "--annotate", str(tmp_path / "审核"))
    assert ran.code == run("check", str(path)).code
    assert ran.err.startswith(f"未标注：{path}：")
    assert said in ran.err
    assert not (tmp_path / "审核").exists()


def test_nothing_is_ever_overwritten(run: Run, tmp_path: Path) -> None:
    """A copy that is there stays, and nothing is checked before that is said."""
    (tmp_path / "disclosure.审核.docx").write_bytes(b"a reviewer's work")
    ran = run("check", str(WORD), "--annotate", str(tmp_path))
    assert (ran.code, ran.out) == (2, "")
    assert "已经有了，不覆盖，请换一个文件夹" in ran.err
    assert (tmp_path / "disclosure.审核.docx").read_bytes() == b"a reviewer's work"


def test_files_of_one_name_get_copies_of_their_own(run: Run, tmp_path: Path) -> None:
    """Folders below the one named are kept; where names still meet, they are numbered. An output's name is taken."""
    for folder in ("甲", "乙"):
        (tmp_path / "材料" / folder).mkdir(parents=True)
        shutil.copy(BOOK, tmp_path / "材料" / folder / "表.xlsx")
    (tmp_path / "材料2").mkdir()
    shutil.copy(BOOK, tmp_path / "材料2" / "表.xlsx")
    shutil.copy(BOOK, tmp_path / "表.xlsx")
    out = tmp_path / "审核"
    out.mkdir()
    taken = ("--format", "json", "-o", str(out / "表.审核.xlsx"))
    paths = (f"{tmp_path}/./材料", str(tmp_path / "材料2" / "表.xlsx"), str(tmp_path / "表.xlsx"))
    run("check", *paths, "--annotate", str(out), *taken)
    made = {str(path.relative_to(out)) for path in out.rglob("*") if path.is_file()}
    assert made == {"甲/表.审核.xlsx", "乙/表.审核.xlsx", "表.审核（2）.xlsx", "表.审核（3）.xlsx", "表.审核.xlsx"}
    assert (out / "表.审核.xlsx").read_bytes().startswith(b"{")


def test_members_of_an_archive_are_marked(run: Run, tmp_path: Path) -> None:
    """What an archive holds is marked as it lay in it; names cannot lead out of the folder."""
    path = tmp_path / "材料.zip"
    path.write_bytes(zipped({"../../甲/表.xlsx": BOOK.read_bytes(), "说明.txt": "没有".encode()}))
    ran = run("check", str(path), "--annotate", str(tmp_path / "审核"))
    assert [str(one.relative_to(tmp_path)) for one in tmp_path.rglob("*.xlsx")] == ["审核/甲/表.审核.xlsx"]
    assert ZipFile(BytesIO((tmp_path / "审核/甲/表.审核.xlsx").read_bytes())).testzip() is None
    assert "未标注" in ran.err


def test_the_content_decides_on_the_suffix(run: Run, tmp_path: Path) -> None:
    """A workbook under the name of an old one opens only under a name that fits it; macros keep theirs."""
    for name in ("表.xls", "宏.xlsm", "长" * 82 + ".xlsx"):
        shutil.copy(BOOK, tmp_path / name)
    run("check", *map(str, sorted(tmp_path.iterdir())), "--annotate", str(tmp_path / "审核"))
    made = sorted(path.name for path in (tmp_path / "审核").iterdir())
    assert made == ["宏.审核.xlsm", "表.审核.xlsx", "长" * 66 + ".审核.xlsx"]


def test_standard_input_is_marked(run: Run, tmp_path: Path) -> None:
    """What came through a pipe has a copy, too."""
    run("check", "-", "--stdin-format", "xlsx", "--annotate", str(tmp_path / "审核"), stdin=BOOK.read_bytes())
    assert [path.name for path in (tmp_path / "审核").iterdir()] == ["标准输入.审核.xlsx"]


def test_files_that_belong_together_bear_their_own_findings(run: Run, tmp_path: Path) -> None:
    """With --together there is one report on all, and each copy says how much stands in the others."""
    run("check", str(WORD), str(BOOK), "--together", "--annotate", str(tmp_path / "审核"))
    head = load_workbook(tmp_path / "审核" / "forms.审核.xlsx").worksheets[0]["A1"].comment
    assert head is not None
    assert "同一份材料的其他文件另有" in head.text


@pytest.mark.parametrize(
    ("folder", "said"),
    [("表.xlsx", "是文件，不是文件夹"), ("材料/审核", "会把副本也当作材料检查"), ("表.xlsx/审核", "建不了文件夹")],
)
def test_folders_that_cannot_be_are_refused_first(run: Run, tmp_path: Path, folder: str, said: str) -> None:
    """A file, a folder among what is checked, a folder that cannot be made: said before anything is checked."""
    (tmp_path / "材料").mkdir()
    for path in (tmp_path / "表.xlsx", tmp_path / "材料" / "表.xlsx"):
        shutil.copy(BOOK, path)
    ran = run("check", str(tmp_path / "材料"), "--annotate", str(tmp_path / folder))
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_a_copy_that_breaks_us_costs_no_other(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of ours on one file is said in a line; the others get their copies, the exit code stays."""

    def broken(data: bytes, name: str, report: Report) -> bytes:
        """Fails on Word files."""
        if name.endswith(".docx"):
            raise KeyError(name)
        return annotated(data, name, report)

    monkeypatch.setattr(marked, "annotated", broken)
    ran = run("check", str(WORD), str(BOOK), "--annotate", str(tmp_path / "审核"))
    assert ran.code == 1
    assert "标注时程序内部出错（KeyError" in ran.err
    assert [path.name for path in (tmp_path / "审核").iterdir()] == ["forms.审核.xlsx"]
