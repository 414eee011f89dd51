"""The floors hold: imports go downward, rooms stay small, and the pure rooms open no file."""

from __future__ import annotations

import ast
import configparser
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted((ROOT / "perflint").rglob("*.py"))
LIMIT = 300
PURE = ("model", "rules")

every_module = pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))


@pytest.mark.slow
def test_imports_go_downward_only() -> None:
    """`lint-imports` keeps every contract of setup.cfg."""
    command = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def test_the_contracts_cannot_be_loosened_unnoticed() -> None:
    """The floors are exhaustive, ignore nothing, and the only ignored imports are the command line's of click."""
    setup = configparser.ConfigParser()
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    floors = setup["importlinter:contract:floors"]
    assert floors.getboolean("exhaustive")
    assert "ignore_imports" not in floors
    assert "exhaustive_ignores" not in floors
    assert "ignore_imports" not in setup["importlinter:contract:no-files"]
    ignored = setup["importlinter:contract:no-clients"]["ignore_imports"].split("\n")
    assert {line for line in ignored if line} == {"perflint.cli -> click", "perflint.cli.** -> click"}


@every_module
def test_rooms_stay_small(module: Path) -> None:
    """A module has at most 300 lines; at the limit it is split by subject."""
    assert len(module.read_text("utf-8").splitlines()) <= LIMIT


@every_module
def test_no_import_for_type_checking_only(module: Path) -> None:
    """`TYPE_CHECKING` is a floor broken in disguise: the type moves down instead."""
    named = {node.id for node in ast.walk(_tree(module)) if isinstance(node, ast.Name)}
    reached = {node.attr for node in ast.walk(_tree(module)) if isinstance(node, ast.Attribute)}
    assert "TYPE_CHECKING" not in named | reached


@every_module
def test_every_module_says_what_it_is(module: Path) -> None:
    """Each module opens with a docstring."""
    assert ast.get_docstring(_tree(module))


@pytest.mark.parametrize("floor", PURE)
def test_pure_rooms_open_nothing(floor: str) -> None:
    """Rules and model call no `open`; import-linter sees the imports but not the built-in."""
    for module in sorted((ROOT / "perflint" / floor).rglob("*.py")):
        calls = [node.func for node in ast.walk(_tree(module)) if isinstance(node, ast.Call)]
        assert not [call for call in calls if isinstance(call, ast.Name) and call.id == "open"], module


def _tree(module: Path) -> ast.Module:
    return ast.parse(module.read_text("utf-8"), filename=str(module))
