"""``perflint check`` as its users meet it: good files and bad ones, folders, streams, formats, exit codes."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from perflint import engine
from perflint.cli.check import exit_code
from perflint.model.base import Place
from perflint.model.document import Document
from perflint.model.finding import Finding, Read, Report, Severity, Subject
from perflint.model.submission import BudgetTable, Submission
from perflint.readers import read
from tests.cli.conftest import Run
from tests.readers.zips import linked, locked, zipped

HALF = "项目名称\t\t培训费用\n主管部门\t\t某局\n绩效指标\t一级指标\t二级指标\t三级指标\t指标值\n"

BAD: dict[str, tuple[str, bytes | None, str, str]] = {
    "不存在": ("没有.txt", None, "DOC01", "文件不存在"),
    "空文件": ("空.txt", b"", "DOC01", "空文件"),
    "只有空行": ("空行.txt", b"  \n\n\t\n", "DOC01", "空文件"),
    "零字节": ("零.txt", bytes(64), "DOC01", "不是文本文件"),
    "随机字节": ("随机.txt", bytes(range(256)) * 8, "DOC01", "不是文本文件"),
    "坏docx": ("表.docx", b"PK\x03\x04 word/document.xml", "DOC01", "已损坏"),
    "坏xlsx": ("表.xlsx", b"PK\x03\x04 xl/workbook.xml", "DOC01", "已损坏"),
    "坏pdf": ("表.pdf", b"%PDF-1.7\n%\xe2\xe3", "DOC01", ""),
    "名为docx的文本": ("表.docx", "项目支出绩效目标表".encode(), "DOC01", "内容却不是 Word 文件"),
    "坏zip": ("材料.zip", b"PK\x03\x04", "DOC01", "已损坏"),
    "空zip": ("材料.zip", zipped({".DS_Store": b""}), "DOC01", "压缩文件里没有文件"),
    "旧版doc": ("表.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "DOC01", "旧版"),
    "名为txt的pdf": ("其实是.txt", b"%PDF-1.7\n", "DOC01", ""),
    "坏图片": ("盖章.jpg", b"\xff\xd8\xff\xe0" + bytes(64), "DOC01", ""),
    "不认识的后缀": ("表.wps1", "项目支出绩效目标表".encode(), "DOC01", "不认识的文件类型“.wps1”"),
    "Big5": ("繁.txt", ("項目支出績效目標表與預算說明，應當細化量化。" * 9).encode("big5"), "DOC01", "编码"),
    "UTF-16坏了一半": ("半.txt", b"\xff\xfe" + "绩效".encode("utf-16-le") + b"\x00", "DOC01", "UTF-16"),
    "没有表": ("说明.txt", "本单位没有项目支出。\n".encode(), "DOC02", "没有项目支出绩效目标表"),
    "别的表": ("花名册.txt", "姓名\t年龄\n张三\t30\n李四\t40\n".encode(), "DOC02", "没有项目支出绩效目标表"),
    "半张表": ("半张.txt", HALF.encode(), "DOC03", "疑似绩效目标表"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_is_named_with_its_cure(run: Run, tmp_path: Path, case: str) -> None:
    """What cannot be checked is a DOC finding that names the file, the reason and the cure; the exit code is 3."""
    name, data, code, reason = BAD[case]
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    ran = run("check", str(path))
    assert ran.code == 3
    assert ran.err == ""
    assert name in ran.out
    assert f"（{code}）" in ran.out
    assert reason in ran.out
    assert "    建议：" in ran.out
    assert "没有发现问题" not in ran.out


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_encodings_of_chinese_offices_read_alike(run: Run, tmp_path: Path, clean: Path, encoding: str) -> None:
    """The same text in each encoding gives the same report."""
    path = tmp_path / "材料.txt"
    path.write_bytes(clean.read_text("utf-8").encode(encoding))
    plain = run("check", str(path)).out
    path.write_bytes(clean.read_bytes())
    assert plain == run("check", str(path)).out


def test_one_bad_file_does_not_cost_the_others(run: Run, tmp_path: Path, clean: Path, faulty: Path) -> None:
    """Several files, one of them missing: all are reported in the order given, and 3 wins over 1."""
    ran = run("check", str(faulty), str(tmp_path / "没有.txt"), str(clean), "--format", "json")
    made = json.loads(ran.out)["submissions"]
    assert ran.code == 3
    assert [len(one["forms"]) for one in made] == [8, 0, 9]
    assert made[0]["findings"]
    assert [one["code"] for one in made[1]["findings"]] == ["DOC01"]


def test_a_crash_of_ours_costs_one_file(run: Run, tmp_path: Path, clean: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When reading one file breaks the program, that file is a failure (exit code 3) and the others are checked."""

    def breaks(data: bytes, name: str) -> Document:
        if "坏" in name:
            raise ZeroDivisionError("division by zero")
        return read(data, name)

    monkeypatch.setattr(engine, "read", breaks)
    bad = tmp_path / "坏.txt"
    bad.write_bytes(clean.read_bytes())
    ran = run("check", str(bad), str(clean), "--format", "json")
    broken, fine = json.loads(ran.out)["submissions"]
    assert ran.code == 3
    assert [one["code"] for one in broken["findings"]] == ["DOC01"]
    assert "ZeroDivisionError" in broken["failures"][0]["message"]
    assert fine["failures"] == []
    assert len(fine["forms"]) == 9
    assert "检查程序故障" in run("check", str(bad)).out


def test_a_crash_anywhere_is_one_chinese_line(run: Run, clean: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even a fault of the command line itself ends without a traceback."""

    def breaks(*_arguments: object, **_options: object) -> bytes:
        raise RuntimeError("boom")

    monkeypatch.setattr("perflint.cli.check.render", breaks)
    ran = run("check", str(clean))
    assert ran.code == 3
    assert ran.err.startswith("perflint：程序内部出错（RuntimeError: boom）")
    monkeypatch.setenv("PERFLINT_DEBUG", "1")
    with pytest.raises(RuntimeError):
        run("check", str(clean))


def test_a_folder_is_checked_file_by_file(run: Run, tmp_path: Path, clean: Path) -> None:
    """Nested folders too, sorted; what systems and open programs leave behind is no part of what was handed in."""
    inner = tmp_path / "乙" / "丙"
    inner.mkdir(parents=True)
    (tmp_path / "甲.txt").write_bytes(clean.read_bytes())
    (inner / "丁.md").write_text("没有表。\n", encoding="utf-8")
    (tmp_path / "乙" / "照片.png").write_bytes(b"\x89PNG\r\n")
    for junk in (".DS_Store", "Thumbs.db", "desktop.ini", "~$甲.docx", ".git/config", "__MACOSX/x.txt"):
        path = tmp_path / junk
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"\x00\x01")
    ran = run("check", str(tmp_path), "--format", "json")
    files = [Path(one["files"][0]).name for one in json.loads(ran.out)["submissions"]]
    assert files == ["丁.md", "照片.png", "甲.txt"]
    assert ran.code == 3


def test_an_archive_is_checked_as_a_folder(run: Run, tmp_path: Path, clean: Path, faulty: Path) -> None:
    """Each member is a submission, named as it lies in the archive; what cannot be read costs only itself."""
    files = {
        "乙/好.txt": clean.read_bytes(), "乙/坏.docx": b"PK\x03\x04", "甲.txt": faulty.read_bytes(), ".DS_Store": b"x",
        "丁.zip": zipped({"好.txt": clean.read_bytes()}),
    }  # fmt: skip
    path = tmp_path / "材料.zip"
    path.write_bytes(zipped(files))
    ran = run("check", str(path), str(clean), "--format", "json")
    made = json.loads(ran.out)["submissions"]
    assert ran.code == 3
    assert [one["files"] for one in made] == [
        *([f"{path}/{name}"] for name in ("丁.zip/好.txt", "乙/坏.docx", "乙/好.txt", "甲.txt")),
        [str(clean)],
    ]
    assert [len(one["forms"]) for one in made] == [9, 0, 9, 8, 9]
    path.write_bytes(zipped({"好.txt": clean.read_bytes()}))
    assert run("check", str(path)).code == 0
    assert run("check", str(tmp_path)).out == run("check", str(path)).out


def test_nothing_in_an_archive_leads_out(run: Run, tmp_path: Path) -> None:
    """Names that climb, links, passwords: said, and nothing is written or read elsewhere."""
    secret = tmp_path / "密.txt"
    secret.write_text("不可外泄", encoding="utf-8")
    inside = tmp_path / "内"
    inside.mkdir()
    for name, data in (
        ("上.zip", zipped({"../../上.txt": b"x", "/根.txt": b"x"})),
        ("链.zip", linked("链.txt", str(secret))),
        ("锁.zip", locked(zipped({"锁.txt": b"x"}))),
    ):
        (inside / name).write_bytes(data)
    before = sorted(tmp_path.rglob("*"))
    ran = run("check", str(inside))
    assert ran.code == 3
    assert "不可外泄" not in ran.out
    assert "../" not in ran.out
    for said in ("上.zip/上.txt", "上.zip/根.txt", "是链接，不是文件", "设有解压密码"):
        assert said in ran.out
    assert sorted(tmp_path.rglob("*")) == before


def test_an_empty_folder_is_no_clean_submission(run: Run, tmp_path: Path) -> None:
    """Nothing read is never nothing found."""
    ran = run("check", str(tmp_path))
    assert ran.code == 3
    assert "文件夹里没有文件" in ran.out


@pytest.mark.skipif(os.geteuid() == 0, reason="root opens every folder")
def test_a_folder_that_will_not_open_is_told(run: Run, tmp_path: Path, clean: Path) -> None:
    """A folder without permission is reported, not skipped."""
    closed = tmp_path / "锁"
    closed.mkdir()
    (tmp_path / "甲.txt").write_bytes(clean.read_bytes())
    closed.chmod(0)
    ran = run("check", str(tmp_path))
    closed.chmod(0o700)
    assert ran.code == 3
    assert "文件夹打不开（没有权限）" in ran.out


def test_standard_input(run: Run, clean: Path) -> None:
    """``-`` is the stream, under a name that says so; its format is text unless said otherwise."""
    ran = run("check", "-", stdin=clean.read_bytes())
    assert ran.out.startswith("审核材料：标准输入.txt\n")
    assert ran.code == run("check", str(clean)).code
    assert run("check", "-", stdin=b"").code == 3
    assert "内容却不是 Word 文件" in run("check", "-", "--stdin-format", "docx", stdin=clean.read_bytes()).out
    assert "标准输入.zip/甲.txt" in run("check", "-", "--stdin-format", "zip", stdin=zipped({"甲.txt": b"x"})).out


@pytest.mark.parametrize(
    ("name", "content"),
    [("说明", "没有表"), ("a.b/说明", "没有表"), ("说明.TXT", "没有表"), ("说明.markdown", "没有表")],
)
def test_names_without_or_with_odd_suffixes(run: Run, tmp_path: Path, name: str, content: str) -> None:
    """A file without suffix is text, whatever dots its folders have."""
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(content, encoding="utf-8")
    assert "DOC02" in run("check", str(path)).out


def test_a_name_that_steers_the_terminal_is_disarmed(run: Run, tmp_path: Path) -> None:
    """Control characters in names and texts are shown as what they are: unreadable."""
    path = tmp_path / "a\x1b[31mb.txt"
    path.write_text("没有\x1b]0;标题\x07表\n", encoding="utf-8")
    assert "\x1b" not in run("check", str(path)).out
    assert "\x1b" not in run("show", str(path)).out


def test_a_name_that_is_no_text_is_refused(run: Run, tmp_path: Path) -> None:
    """A file name that cannot be printed is said to be so; nothing breaks."""
    raw = os.fsencode(tmp_path) + b"/\xff\xfe.txt"
    try:
        with open(raw, "wb") as stream:  # noqa: PTH123 - a name that pathlib would not take
            stream.write(b"x")
    except OSError:
        pytest.skip("this file system has no such names")
    for form in ("text", "json"):
        ran = run("check", os.fsdecode(raw), "--format", form)
        assert ran.code == 3
        assert "文件名不是 UTF-8 编码" in ran.out


def test_json_and_text_in_one_run(run: Run, tmp_path: Path, clean: Path) -> None:
    """Each format goes to its own file; the screen stays empty, the exit code is the same."""
    text, data = tmp_path / "报告.txt", tmp_path / "报告.json"
    ran = run("check", str(clean), "--format", "text", "-o", str(text), "--format", "json", "-o", str(data))
    assert ran.out == ""
    assert text.read_text("utf-8") == run("check", str(clean)).out
    assert json.loads(data.read_bytes())["schema"] == "perflint-report/1"
    assert ran.code == run("check", str(clean), "--format", "json").code


def test_one_format_to_the_screen_and_one_to_a_file(run: Run, tmp_path: Path, clean: Path) -> None:
    """``-o -`` is the screen."""
    data = tmp_path / "报告.json"
    ran = run("check", str(clean), "--format", "text", "-o", "-", "--format", "json", "-o", str(data))
    assert ran.out.startswith("审核材料：")
    assert data.exists()


def test_only_the_severe_are_listed(run: Run, faulty: Path) -> None:
    """``--show`` bounds what is listed, never what is counted or decided."""
    every, severe = run("check", str(faulty)), run("check", str(faulty), "--show", "error")
    assert severe.code == every.code == 1
    assert "【应当修改】" in every.out
    assert "【应当修改】" not in severe.out
    assert "没有逐条列出（--show hint 列出全部）" in severe.out
    assert severe.out.splitlines()[2] == every.out.splitlines()[2]


def test_statistics_count_every_rule(run: Run, faulty: Path) -> None:
    """``--statistics`` adds a table by rule."""
    plain, counted = run("check", str(faulty)).out, run("check", str(faulty), "--statistics").out
    assert "按规则统计" not in plain
    assert counted.startswith(plain.rstrip("\n"))
    assert "按规则统计" in counted


def _report(*severities: Severity, unchecked: bool = False) -> Report:
    """A report with findings of these severities."""
    found = [
        Finding(
            code="VAL01", name="", title="", severity=severity, point="", message="", advice="", basis=(),
            subject=Subject(), place=Place(), quote="",
        )
        for severity in severities
    ]  # fmt: skip
    table = BudgetTable(title=None, carryover=False, unit="元", lines=(), place=Place())
    return Report(
        submission=Submission() if unchecked else Submission(budget_tables=(table,)), ruleset="", ruleset_digest="",
        version="", read=Read(files=1, forms=0, indicators=0, budget_lines=0, claims=0), findings=tuple(found),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("found", "fail_on", "code"),
    [
        ([], "hint", 0),
        ([Severity.HINT], "hint", 1),
        ([Severity.HINT], "warning", 0),
        ([Severity.WARNING], "warning", 1),
        ([Severity.WARNING], "error", 0),
        ([Severity.ERROR], "error", 1),
        ([Severity.ERROR], "never", 0),
    ],
)
def test_the_exit_code_follows_fail_on(found: list[Severity], fail_on: str, code: int) -> None:
    """1 for a finding at or above the level; 3 wins over it, also over ``never``."""
    assert exit_code([_report(*found)], fail_on) == code
    assert exit_code([_report(*found), _report(unchecked=True)], fail_on) == 3


def test_a_clean_disclosure_is_0_and_a_faulty_one_is_1(run: Run, clean: Path, faulty: Path) -> None:
    """The two examples, by the default level."""
    assert run("check", str(clean)).code == 0
    assert run("check", str(faulty)).code == 1
    assert run("check", str(faulty), "--fail-on", "never").code == 0


def test_a_report_in_a_file_has_no_colour(
    run: Run, tmp_path: Path, clean: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Colours are for screens."""
    monkeypatch.setattr("perflint.cli.check.colourful", lambda: True)
    path = tmp_path / "报告.txt"
    run("check", str(clean), "-o", str(path))
    assert b"\x1b" not in path.read_bytes()
    assert b"\x1b" not in run("check", str(clean), "--format", "json").out.encode()


def test_a_link_to_a_folder_is_told(run: Run, tmp_path: Path, clean: Path) -> None:
    """It is not followed, since it may lead in a circle; and what lies behind it was not checked."""
    (tmp_path / "甲.txt").write_bytes(clean.read_bytes())
    (tmp_path / "乙").symlink_to(tmp_path, target_is_directory=True)
    ran = run("check", str(tmp_path))
    assert ran.code == 3
    assert "是指向文件夹的链接，没有进去看" in ran.out
