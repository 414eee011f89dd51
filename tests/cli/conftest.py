"""The command line, run in this process as the console script runs it."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from perflint.cli.main import main

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


class Ran(NamedTuple):
    """What a run left behind."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture(autouse=True)
def _no_results_of_other_tests(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """What one test breaks or changes must not be answered from what another kept."""
    folder = tmp_path_factory.mktemp("results")
    monkeypatch.setattr("perflint.results.where", lambda: folder)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs ``perflint`` with these arguments, and these bytes on standard input."""

    def ran(*arguments: str, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as end:
            main(list(arguments))
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return Ran(int(end.value.code or 0), out, err)

    return ran


@pytest.fixture(scope="session")
def clean() -> Path:
    """A disclosure with nothing wrong in it."""
    return EXAMPLES / "clean" / "disclosure.txt"


@pytest.fixture(scope="session")
def faulty() -> Path:
    """A disclosure with many faults."""
    return EXAMPLES / "faulty" / "disclosure.txt"
