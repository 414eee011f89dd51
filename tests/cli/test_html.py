"""``perflint check --format html``: a page beside the text, from one run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@pytest.mark.parametrize("name", ["disclosure.txt", "disclosure.docx", "forms.xlsx"])
def test_a_page_from_every_format(run: Run, tmp_path: Path, name: str) -> None:
    """Whatever was read, each finding of the text is in the page, under the same number, and every form is drawn."""
    target = tmp_path / "report.html"
    ran = run(
        "check", str(EXAMPLES / "faulty" / name), "--format", "text", "-o", "-", "--format", "html", "-o", str(target)
    )
    page = target.read_text("utf-8")
    numbered = [line for line in ran.out.splitlines() if line[:3].strip().isdigit() and "【" in line]
    assert len(numbered) == page.count('<li class="k ')
    for line in numbered:
        number, title = line.split(" 【")[0].strip(), line.split("】")[1].split("（")[0]
        assert f"{number}</a> <b>{title}" in page or f"{number}</b> <b>{title}" in page, line
    assert page.count("<table class=form>") == 8
