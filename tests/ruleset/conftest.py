"""A ruleset from its text, in a folder and with a cache of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import pytest

from perflint.ruleset import Ruleset, load_ruleset


class Written(Protocol):
    """Loads a ruleset from its text."""

    def __call__(self, text: str, **beside: str) -> Ruleset:
        """The ruleset; ``beside`` are further files by their stems."""


@pytest.fixture
def load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Written:
    """Writes a ruleset into a folder of its own and loads it."""
    monkeypatch.setenv("PERFLINT_CACHE", str(tmp_path / "cache"))

    def written(text: str, **beside: str) -> Ruleset:
        for stem, content in beside.items():
            (tmp_path / f"{stem}.yaml").write_text(content, encoding="utf-8")
        path = tmp_path / "mine.yaml"
        path.write_text(text, encoding="utf-8")
        return load_ruleset(str(path))

    return written
