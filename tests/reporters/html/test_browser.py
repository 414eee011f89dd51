"""The page in a real browser: silent, alone, accessible, narrow, printable. Skipped where no Chromium is installed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from perflint.model.finding import Report
from perflint.reporters import render
from perflint.reporters.html import overview
from tests import chromium

pytestmark = pytest.mark.slow
AXE = "axe-core@4.14.1"
"""The accessibility checker (MPL-2.0), fetched for the test alone; ``PERFLINT_AXE`` names a copy of axe.min.js."""


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[chromium.Page]:
    """A tab of Chromium."""
    program = chromium.found()
    if program is None:
        pytest.skip("no Chromium is installed")
    with chromium.page(program, tmp_path_factory.mktemp("profile")) as page:
        yield page


@pytest.fixture(scope="module")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The source of axe-core, from the file named or from npm."""
    if given := os.environ.get("PERFLINT_AXE"):
        return Path(given).read_text("utf-8")
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("no npm to fetch axe-core, and PERFLINT_AXE names no copy")
    folder = tmp_path_factory.mktemp("axe")
    command = [npm, "install", "--silent", "--ignore-scripts", "--fetch-retries=0", "--prefix", str(folder), AXE]
    try:
        subprocess.run(command, capture_output=True, check=True, timeout=60)
    except (subprocess.SubprocessError, OSError):
        pytest.skip("npm could not fetch axe-core")
    return (folder / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")


@pytest.fixture(params=["whole", "hostile", "several", "overview"])
def file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A page on the disk: everything at once, ill will, several departments, what leads to the pages of several."""
    whole, hostile = (request.getfixturevalue(name) for name in ("whole", "hostile"))
    path = tmp_path / "report.html"
    if request.param == "overview":
        path.write_bytes(overview([whole, hostile], ["1 某局.html", "2 %.html"]))
    else:
        shown = {"whole": [whole], "hostile": [hostile], "several": [whole, whole]}
        path.write_bytes(render(shown[request.param], "html"))
    return path


def test_it_is_silent_and_alone(tab: chromium.Page, file: Path) -> None:
    """No error in the console, no break of the policy, no script run, and no request but for the file."""
    tab.complaints.clear()
    tab.asked.clear()
    tab.open(file)
    assert tab.value("document.title").startswith("绩效目标审核报告")
    assert tab.value("getComputedStyle(document.querySelector('h2')).color") == "rgb(31, 78, 121)"
    assert tab.complaints == []
    assert tab.asked == [file.as_uri()]


@pytest.mark.parametrize("width", [1280, 400])
def test_it_is_accessible(tab: chromium.Page, file: Path, axe: str, width: int) -> None:
    """axe-core finds no violation, contrast and names among what it looks at."""
    tab.open(file, width)
    tab.value(axe + ";0")
    found = json.loads(tab.value("axe.run().then(found => JSON.stringify(found.violations))"))
    assert [(one["id"], [node["html"][:200] for node in one["nodes"]][:3]) for one in found] == []


def test_it_is_narrow(tab: chromium.Page, file: Path) -> None:
    """At 400 px the page does not scroll sideways; a wide table scrolls in its own box."""
    tab.open(file, 400)
    assert tab.value("document.documentElement.scrollWidth") <= 400
    assert tab.value("[...document.querySelectorAll('.s')].every(form => form.scrollWidth > 400)")


def test_it_prints(tab: chromium.Page, file: Path) -> None:
    """On A4, without what is only for the screen."""
    tab.open(file)
    with pypdfium2.PdfDocument(tab.pdf()) as pdf:
        assert len(pdf) >= 1
        assert [round(side) for side in pdf[0].get_size()] == [595, 842]
        text = "".join(page.get_textpage().get_text_range() for page in pdf)
        assert "绩效目标审核报告" in text
        assert "显示表格" not in text


def test_the_filters_work_without_script(tab: chromium.Page, tmp_path: Path, whole: Report) -> None:
    """Severity and rule hide findings and marks alike, and the page says that something is hidden."""
    path = tmp_path / "report.html"
    path.write_bytes(render([whole], "html"))
    tab.open(path)
    both = ".l>[id*=w],[href^='#f'][href*=w]"
    counts = {letter: tab.value(_seen(f".l>[id*={letter}]")) for letter in "ewh"}
    found = Counter(one.severity.value[0] for one in whole.findings)
    assert counts == {"e": found["e"], "w": found["w"], "h": found["h"]}
    assert tab.value(_seen(".on")) == 0
    tab.value("document.getElementById('sw').click()")
    assert tab.value(_seen(both)) == 0
    assert tab.value(_seen(".l>[id*=e]")) == counts["e"]
    assert tab.value(_seen(".on")) == 1
    tab.value("document.getElementById('sw').click()")
    code = tab.value("document.querySelector('select').selectedIndex = 1; document.querySelector('.o01').textContent")
    assert tab.value(_seen(".l>li")) == sum(one.code == code.split()[0] for one in whole.findings) > 0
    assert tab.value(_seen(".l>:not([id$='01']),[href^='#f']:not([href$='01'])")) == 0
    tab.value("document.getElementById('sf').click()")
    assert tab.value(_seen(".s table")) == 0


def test_a_rule_comes_to_the_finding(tab: chromium.Page, tmp_path: Path, whole: Report) -> None:
    """Asked for at a finding, what stands under its rule lies over the foot of the page, which stays where it is."""
    path = tmp_path / "report.html"
    path.write_bytes(render([whole], "html"))
    tab.open(path)
    wait = "new Promise(done => setTimeout(done, 300))"
    tab.value(f"document.querySelector('.l').scrollIntoView(); {wait}")
    before = tab.value("scrollY")
    assert before > 0
    for link, seen in ((".l [href^='#r']", 1), (".r:target .no", 0)):
        tab.value(f'document.querySelector("{link}").click(); {wait}')
        assert tab.value(_seen(".no")) == seen
        assert tab.value("scrollY") == before


def test_every_head_is_told_as_one(tab: chromium.Page, tmp_path: Path, whole: Report) -> None:
    """What reads the page aloud is told which boxes head rows and which columns, though few have a scope."""
    path = tmp_path / "report.html"
    path.write_bytes(render([whole], "html"))
    tab.open(path)
    # What is not laid out has no roles yet.
    tab.value("document.querySelectorAll('.f').forEach(one => one.style.contentVisibility = 'visible')")
    assert tab.value("document.body.offsetHeight") > 0
    nodes = tab.call("Accessibility.getFullAXTree")["nodes"]
    named = [(node["name"]["value"], node["role"]["value"]) for node in nodes if "name" in node and "role" in node]
    roles = {name.split(" ")[0]: role for name, role in named if role in {"rowheader", "columnheader"}}
    row = ("项目资金（元）", "资金总额", "总体目标", "产出指标", "数量指标", "成本指标")
    assert {name: roles.get(name) for name in row} == dict.fromkeys(row, "rowheader")
    column = ("来源", "实施期", "年度", "一级指标", "三级指标（年度）", "指标值")
    assert {name: roles.get(name) for name in column} == dict.fromkeys(column, "columnheader")


def test_a_form_is_not_cut_in_two(tab: chromium.Page, tmp_path: Path, whole: Report) -> None:
    """A form that fits on a page stands on one: its first and its last row are printed together."""
    path = tmp_path / "report.html"
    path.write_bytes(render([whole], "html"))
    tab.open(path)
    with pypdfium2.PdfDocument(tab.pdf()) as pdf:
        pages = [page.get_textpage().get_text_range() for page in pdf]
    assert sum("三级指标（年度）" in text for text in pages) == sum("项目资金" in text for text in pages)
    assert all("项目资金" in text for text in pages if "三级指标（年度）" in text)


def _seen(selector: str) -> str:
    """How many elements of a kind are drawn."""
    return f"[...document.querySelectorAll({json.dumps(selector)})].filter(one => one.getClientRects().length).length"
