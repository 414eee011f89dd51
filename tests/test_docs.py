"""What the documents name is there: a file that moves takes its mentions along."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("benchmarks/*.md")])
_NAMED = re.compile(
    r"(?<![\w/.-])(?:perflint|tests|benchmarks|rulesets|examples|docs)/[\w/.-]+\.(?:py|j2|css|yaml|md)\b"
)
_TO_BE_WRITTEN = {"tests/rules/VAL11.yaml"}
"""What the reader of docs/new-rule.md writes, step by step."""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_file_that_a_page_names_exists(page: Path) -> None:
    """Whole paths from the root; ``<name>`` and the like are no paths."""
    named = set(_NAMED.findall(page.read_text("utf-8"))) - _TO_BE_WRITTEN
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []
