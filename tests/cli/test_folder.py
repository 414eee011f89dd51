"""``-o 文件夹/``: each submission in a file of its own, to be handed to its department."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import html

from perflint.reporters import BINARY, REPORTERS
from tests.cli.conftest import Run

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
NAME = "青禾县公共文化服务中心"


@pytest.fixture
def material(tmp_path: Path) -> Path:
    """A faulty submission, a clean one, and a file that cannot be read."""
    folder = tmp_path / "material"
    for name in ("faulty", "clean"):
        (folder / name).mkdir(parents=True)
        (folder / name / "公开.txt").write_bytes((EXAMPLES / name / "disclosure.txt").read_bytes())
    (folder / "坏：1?.txt").write_bytes(b"")
    return folder


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_each_format_writes_a_file_for_each_submission(run: Run, material: Path, tmp_path: Path) -> None:
    """Named by number and department; together they hold what one file would."""
    target = tmp_path / "out"
    whole = json.loads(run("check", str(material), "--format", "json", "-o", "-").out)
    ran = run("check", str(material), "--format", "json", "-o", f"{target}/")
    assert (ran.code, ran.out) == (3, "")
    departments = [name.split(" ", 1) for name in _names(target)]
    assert [number for number, _ in departments] == ["1", "2", "3"]
    assert sorted(name for _, name in departments) == ["坏：1_.txt.json", *[f"{NAME}.json"] * 2]
    parts = [json.loads((target / name).read_text("utf-8")) for name in _names(target)]
    assert [one["submissions"][0] for one in parts] == whole["submissions"]


@pytest.mark.parametrize("form", sorted(REPORTERS))
def test_every_format_knows_how_its_files_end(run: Run, material: Path, tmp_path: Path, form: str) -> None:
    """A system opens them with what they are for."""
    run("check", str(material / "faulty"), "--format", form, "-o", f"{tmp_path / form}/")
    made = [path for path in (tmp_path / form).iterdir() if path.name != "总览.html"]
    assert [path.stem for path in made] == [f"1 {NAME}"]
    ends = {".txt", ".md", ".xml", ".docx", ".xlsx", ".json", ".jsonl", ".sarif", ".csv", ".html"}
    assert made[0].suffix in ends
    assert made[0].read_bytes().startswith(b"PK") == (form in BINARY)


def test_html_has_an_overview_that_leads_to_every_page(run: Run, material: Path, tmp_path: Path) -> None:
    """All figures and no form; each page is what the submission alone gives."""
    target = tmp_path / "out"
    run("check", str(material), "--format", "html", "-o", f"{target}/")
    overview = html.document_fromstring((target / "总览.html").read_text("utf-8"))
    links = [unquote(str(link.get("href"))) for link in overview.iter("a") if ".html" in str(link.get("href"))]
    assert sorted([*links, "总览.html"]) == _names(target)
    assert not [part for part in overview.iter("div") if part.get("class") == "s"]
    alone = tmp_path / "alone.html"
    run("check", str(material / "faulty" / "公开.txt"), "--format", "html", "-o", str(alone))
    pages = [(target / link).read_bytes() for link in links]
    assert alone.read_bytes() in pages


def test_an_empty_folder_that_is_there_will_do(run: Run, material: Path, tmp_path: Path) -> None:
    """And one that is not empty will not: what lies there would be taken for a result."""
    target = tmp_path / "out"
    target.mkdir()
    command = ("check", str(material / "clean"), "--format", "docx", "-o", str(target))
    assert run(*command).code == 0
    assert _names(target) == [f"1 {NAME}.docx"]
    ran = run(*command)
    assert ran.code == 2
    assert f"写不进文件夹“{target}”：里面已经有文件" in ran.err


@pytest.mark.parametrize(
    ("folder", "why"),
    [
        ("material/结果/", "在要检查的文件夹里，下次会把结果也当作材料检查"),
        ("无/结果/", "不存在"),
        ("material/坏：1?.txt/", "是文件，不是文件夹"),
    ],
)
def test_what_cannot_be_filled_is_refused_first(
    run: Run, material: Path, tmp_path: Path, folder: str, why: str
) -> None:
    """With the reason and the cure, before anything is checked."""
    ran = run("check", str(material), "--format", "html", "-o", f"{tmp_path}/{folder}")
    assert ran.code == 2
    assert why in ran.err
    assert "请换一个新的文件夹" in ran.err


def test_a_folder_named_twice_is_refused(run: Run, material: Path, tmp_path: Path) -> None:
    """Also where it is written in two ways."""
    outputs = ("-o", f"{tmp_path}/out/", "-o", f"{tmp_path}/out")
    ran = run("check", str(material), "--format", "docx", "--format", "review-docx", *outputs)
    assert ran.code == 2
    assert "两个 -o 写的是同一个" in ran.err
