"""``perflint check --format html``: a page beside the text, from one run."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from tests.cli.conftest import Run

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@pytest.mark.parametrize("name", ["disclosure.txt", "disclosure.docx", "forms.xlsx"])
def test_a_page_from_every_format(run: Run, tmp_path: Path, name: str) -> None:
    """Whatever was read, each finding of the text is in the page, under the same number, and every form is drawn."""
    target = tmp_path / "report.html"
    ran = run(
        "check", str(EXAMPLES / "faulty" / name), "--format", "text", "-o", "-", "--format", "html", "-o", str(target)
    )
    page = html.document_fromstring(target.read_text("utf-8"))
    numbered = [line for line in ran.out.splitlines() if line[:3].strip().isdigit() and "【" in line]
    items = [item for item in page.iter("li") if str(item.get("id", "")).startswith("f")]
    assert len(numbered) == len(items)
    titles = [heading.text for heading in page.iter("h3")]
    for line, item in zip(numbered, items, strict=True):
        number, title = line.split(" 【")[0].strip(), line.split("】")[1].rpartition("（")[0]
        mark, rule, *_ = item
        assert str(mark.text)[1:] == number
        assert f"{rule.text} {title}" in titles
    assert sum("s" in str(part.get("class", "")).split() for part in page.iter("div")) == 8
