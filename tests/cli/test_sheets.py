"""``--format review-docx`` and ``review-xlsx``, and the templates: what is refused is refused before any work."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.cli.conftest import Run


@pytest.mark.parametrize("form", ["review-docx", "review-xlsx"])
def test_sheets_are_written(run: Run, clean: Path, tmp_path: Path, form: str) -> None:
    """A package, the same each time, and the exit code of any other format."""
    for name in ("one", "two"):
        assert run("check", str(clean), "--format", form, "-o", str(tmp_path / name)).code == 0
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    with ZipFile(tmp_path / "one") as package:
        assert package.testzip() is None


def test_a_template_goes_out_and_comes_back(run: Run, clean: Path, tmp_path: Path) -> None:
    """By option, and by the ruleset that names it."""
    template, rules = tmp_path / "t.docx", tmp_path / "r.yaml"
    assert run("rules", "template", str(template)).code == 0
    rules.write_text("extends: national\nreview: {template: t.docx}\n", encoding="utf-8")
    plain, given, ruled = (tmp_path / name for name in ("plain", "given", "ruled"))
    run("check", str(clean), "--format", "review-docx", "-o", str(plain))
    run("check", str(clean), "--format", "review-docx", "-o", str(given), "--template", str(template))
    ran = run("check", str(clean), "--format", "review-docx", "-o", str(ruled), "--ruleset", str(rules))
    assert ran.code == 0
    assert plain.read_bytes() == given.read_bytes()
    with ZipFile(plain) as one, ZipFile(ruled) as other:
        assert one.namelist() == other.namelist()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--template", "x.docx"], "--template 只用于 review-docx"),
        (["--format", "review-xlsx", "-o", "OUT", "--template", "x.docx"], "--template 只用于 review-docx"),
        (["--format", "review-docx", "-o", "OUT", "--template", "没有.docx"], "模板“没有.docx”读不出来：文件不存在"),
    ],
)
def test_templates_that_cannot_be_used(run: Run, clean: Path, tmp_path: Path, arguments: list[str], says: str) -> None:
    """A usage error with its cure."""
    ran = run("check", str(clean), *(part.replace("OUT", str(tmp_path / "out")) for part in arguments))
    assert ran.code == 2
    assert says in ran.err


def test_a_template_that_is_none(run: Run, clean: Path, tmp_path: Path) -> None:
    """Is named; nothing is written."""
    (tmp_path / "bad.docx").write_bytes(b"x")
    target = tmp_path / "out"
    ran = run(
        "check", str(clean), "--format", "review-docx", "-o", str(target), "--template", str(tmp_path / "bad.docx")
    )
    assert ran.code == 2
    assert "不是 Word 文件" in ran.err
    assert not target.exists()


@pytest.mark.parametrize("option", ["--template", "--previous", "--waivers"])
def test_what_a_check_reads_is_not_written_over(run: Run, clean: Path, tmp_path: Path, option: str) -> None:
    """A bureau's own template, say, by what is filled into it."""
    (tmp_path / "自己的.docx").write_bytes(b"")
    target = str(tmp_path / "自己的.docx")
    ran = run("check", str(clean), option, target, "--format", "review-docx", "-o", target)
    assert ran.code == 2
    assert f"-o 写的“{target}”就是要读的文件，会把它覆盖" in ran.err
