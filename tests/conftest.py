"""Shared fixtures, and the switch that rewrites golden files."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from perflint.ruleset import Ruleset, load_ruleset

SHARED = Path(__file__).resolve().parents[2] / "shared"


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--update`` rewrites the golden reports; a person reads the diff."""
    parser.addoption("--update", action="store_true", help="rewrite golden files")


def pytest_configure() -> None:
    """A run that a shell began in the background ignores interrupts, and so would all it starts; tests send some."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def national() -> Ruleset:
    """The bundled national ruleset."""
    return load_ruleset("national")


@pytest.fixture(scope="session")
def county() -> Path:
    """The real county disclosure beside the project; tests that read it are skipped where it is absent."""
    path = SHARED / "data" / "county" / "disclosure.txt"
    if not path.exists():
        pytest.skip("../shared is not here")
    return path
