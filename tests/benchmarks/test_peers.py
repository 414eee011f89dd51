"""What is measured beside screening: files of the size asked for, and an absent tool is said to be absent."""

from __future__ import annotations

import pytest
import yaml

from benchmarks.peers import flake8, openapi, spectral_cli


def test_openapi_documents_have_the_size_asked_for() -> None:
    """A little less at most, and the same for the same number."""
    text = openapi(1, 20_000)
    assert 14_000 < len(text) <= 20_000
    assert text == openapi(1, 20_000) != openapi(2, 20_000)
    assert len(yaml.safe_load(text)["paths"]) > 4


def test_flake8_is_measured() -> None:
    """CPU and memory of its process."""
    spent = flake8(1, 3_000).cost
    assert spent is not None
    assert spent.cpu > 0
    assert spent.rss > 1


def test_an_absent_tool_is_said_to_be_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    """No error, no figure."""
    monkeypatch.setenv("PATH", "")
    assert spectral_cli(1, 1_000).told(1) == "Spectral: not installed"
