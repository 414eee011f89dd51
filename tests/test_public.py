"""What outsiders rely on: the public names, a light start, and that nothing ever leaves the machine."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import perflint

ROOT = Path(__file__).resolve().parent.parent
FUNCTIONS = ("check", "load_ruleset", "read", "recognise", "lint", "render")
HEAVY = ("jieba", "perflint.engine", "pydantic", "rapidfuzz", "re2", "tabulate", "yaml")

# Refuses what would leave the machine: the interpreter reports each attempt, whichever library makes it.
GUARD = """
import sys

def refuse(event, arguments):
    if event.startswith("socket.") and event not in ("socket.__new__", "socket.gethostname"):
        raise SystemExit(f"network: {event} {arguments}")

sys.addaudithook(refuse)
"""


def test_the_public_surface_is_whole() -> None:
    """Every name in `__all__` is there and listed by `dir`; the five functions and the convenience are among them."""
    assert set(FUNCTIONS) <= set(perflint.__all__)
    assert sorted(perflint.__all__) == dir(perflint)
    for name in perflint.__all__:
        assert getattr(perflint, name) is not None


@pytest.mark.parametrize("name", [name for name in perflint.__all__ if not name.startswith("_")])
def test_public_names_are_documented(name: str) -> None:
    """Each public function and type has a docstring of its own."""
    assert (getattr(perflint, name).__doc__ or "").strip()


def test_an_unknown_name_is_an_attribute_error() -> None:
    """The lazy surface fails as a module does."""
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = perflint.no_such_name


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [["--version"], ["--help"]], ids=" ".join)
def test_a_light_command_stays_light(arguments: list[str]) -> None:
    """`--version` and `--help` import nothing that only checking needs."""
    loaded = _python(f"{_command(arguments)}\nprint([name for name in {HEAVY} if name in sys.modules])")
    assert loaded.splitlines()[-1] == "[]"


@pytest.mark.slow
def test_importing_perflint_loads_nothing() -> None:
    """The names are there at once; what they need comes when they are used."""
    assert _python(f"import perflint, sys\nprint([name for name in {HEAVY} if name in sys.modules])") == "[]\n"


@pytest.mark.slow
def test_words_are_loaded_only_on_demand() -> None:
    """`show` reads and recognises, which needs no dictionary."""
    command = _command(["show", str(ROOT / "examples" / "clean" / "disclosure.txt")])
    assert _python(f"{command}\nprint('jieba' in sys.modules)").splitlines()[-1] == "False"


@pytest.mark.slow
@pytest.mark.parametrize("example", ["clean", "faulty"])
def test_nothing_leaves_the_machine(example: str) -> None:
    """A whole check opens no connection and resolves no name."""
    output = _python(GUARD + _command(["check", str(ROOT / "examples" / example / "disclosure.txt")]) + "\nprint(code)")
    assert output.splitlines()[-1] in {"0", "1"}
    assert "network:" not in output


@pytest.mark.slow
def test_recognition_reports_to_nobody(tmp_path: Path) -> None:
    """onnxruntime, left to itself, gives the machine a number, keeps it in files and sends it to its makers.

    It does so in C, past the guard above; what it would leave on the disk shows it.
    """
    pytest.importorskip("rapidocr")
    kept = {key: value for key, value in os.environ.items() if not key.startswith("ORT_")}
    places = dict.fromkeys(("HOME", "TMPDIR", "XDG_CACHE_HOME"), str(tmp_path))
    script = "import perflint.readers.ocr, sys; print('onnxruntime' in sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env={**kept, **places}, capture_output=True, text=True, check=True
    )
    assert run.stdout == "True\n"
    assert [one for one in tmp_path.rglob("*") if "perflint" not in str(one.relative_to(tmp_path))] == []


@pytest.mark.slow
def test_the_guard_would_notice() -> None:
    """The audit hook above sees a look-up; without this the test before could not fail."""
    tried = (
        GUARD
        + "import socket\ntry:\n    socket.getaddrinfo('localhost', 80)\nexcept SystemExit as end:\n    print(end)"
    )
    assert _python(tried).startswith("network: socket.getaddrinfo")


def _command(arguments: list[str]) -> str:
    """Python that runs the command line and keeps its exit code in `code`."""
    return f"""
import sys
from perflint.cli.main import main
code = 0
try:
    main({arguments!r})
except SystemExit as end:
    code = end.code or 0
"""


def _python(script: str) -> str:
    """What a fresh interpreter prints; its failure is ours."""
    command = [sys.executable, "-X", "utf8", "-c", script]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout
