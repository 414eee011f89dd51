"""The season page in a real browser: silent, accessible, narrow, printable. Skipped where no Chromium is installed."""

from __future__ import annotations

import json
from pathlib import Path

import pypdfium2
import pytest

from perflint.screening.season import html
from perflint.screening.season.shape import Season
from tests import chromium
from tests.reporters.html.test_browser import axe, tab
from tests.screening.season.test_formats import season

pytestmark = pytest.mark.slow
__all__ = ["axe", "season", "tab"]


@pytest.fixture
def file(season: Season, tmp_path: Path) -> Path:
    """The page on the disk."""
    path = tmp_path / "season.html"
    path.write_bytes(html.render(season))
    return path


@pytest.mark.parametrize("width", [1280, 400])
def test_it_is_silent_and_accessible(tab: chromium.Page, file: Path, axe: str, width: int) -> None:
    """No error, no request but for the file, no violation; nothing scrolls sideways but tables in their boxes."""
    tab.complaints.clear()
    tab.asked.clear()
    tab.open(file, width)
    assert tab.complaints == []
    assert tab.asked == [file.as_uri()]
    assert tab.value("document.documentElement.scrollWidth") <= width
    tab.value(axe + ";0")
    found = json.loads(tab.value("axe.run().then(found => JSON.stringify(found.violations))"))
    assert [(one["id"], [node["html"][:200] for node in one["nodes"]][:3]) for one in found] == []


def test_it_prints(tab: chromium.Page, file: Path) -> None:
    """On A4 across, without what is only for the screen."""
    tab.open(file)
    with pypdfium2.PdfDocument(tab.pdf()) as pdf:
        assert [round(side) for side in pdf[0].get_size()] == [842, 595]
        text = "".join(page.get_textpage().get_text_range() for page in pdf)
    assert "绩效目标成批初审报告" in text
    assert "跳到正文" not in text
