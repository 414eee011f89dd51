"""What is shipped is what is here: the package list is whole and a wheel carries code, rulesets and dictionary."""

from __future__ import annotations

import configparser
import subprocess
import sys
import zipfile
from importlib.metadata import entry_points
from importlib.resources import files
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = {"perflint": ROOT / "perflint", "perflint_rulesets": ROOT / "rulesets"}
KINDS = (".py", ".yaml", ".txt", ".typed", ".json", ".css", ".j2")


@pytest.fixture(scope="module")
def setup() -> configparser.ConfigParser:
    """setup.cfg, parsed."""
    parser = configparser.ConfigParser()
    parser.read(ROOT / "setup.cfg", encoding="utf-8")
    return parser


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from a copy of the tree, so that no build folder is left behind."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    for path in _tree_files():
        copy = source / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    options = ["--no-deps", "--no-build-isolation", "--no-index", "--disable-pip-version-check", "--quiet"]
    command = [sys.executable, "-m", "pip", "wheel", *options, "--wheel-dir", str(folder), str(source)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return next(folder.glob("*.whl"))


def test_the_package_list_is_whole(setup: configparser.ConfigParser) -> None:
    """Every folder under perflint/ that holds a module is listed, and nothing else."""
    listed = setup["options"]["packages"].split()
    found = {".".join(path.parent.relative_to(ROOT).parts) for path in (ROOT / "perflint").rglob("*.py")}
    assert sorted(listed) == sorted(found | {"perflint_rulesets"})
    assert listed == sorted(listed)


def test_every_package_is_a_package() -> None:
    """Each folder of modules has an `__init__.py`; a namespace package would ship without its data."""
    folders = {path.parent for path in (ROOT / "perflint").rglob("*.py")} | {ROOT / "rulesets"}
    assert [folder for folder in sorted(folders) if not (folder / "__init__.py").is_file()] == []


def test_the_command_is_installed() -> None:
    """`perflint` is a console script of the installed distribution."""
    (command,) = entry_points(group="console_scripts", name="perflint")
    assert command.value == "perflint.cli.main:run"
    assert callable(command.load())


def test_rulesets_are_found_where_installed() -> None:
    """The national ruleset is a resource of the second top-level package."""
    assert files("perflint_rulesets").joinpath("national", "ruleset.yaml").is_file()


def test_the_gate_is_the_readmes_second_command() -> None:
    """`.ci/run` installs and checks with the words that the README gives a newcomer."""
    readme, gate = ((ROOT / name).read_text("utf-8") for name in ("README.md", ".ci/run"))
    for step in ("install -e '.[dev,ocr,annotate,cluster]'", "make check PYTHON="):
        assert step in readme
        assert step in gate.replace("install --quiet -e", "install -e")


@pytest.mark.slow
def test_a_wheel_carries_everything(wheel: Path) -> None:
    """Every module, YAML file and dictionary of the tree is in the wheel, at its place, byte for byte."""
    with zipfile.ZipFile(wheel) as archive:
        packed = {name: archive.read(name) for name in archive.namelist() if ".dist-info/" not in name}
    here = {
        f"{package}/{path.relative_to(folder).as_posix()}": path.read_bytes()
        for package, folder in SHIPPED.items()
        for path in folder.rglob("*")
        if path.suffix in KINDS
    }
    assert sorted(packed) == sorted(here)
    assert packed == here
    assert any(name.endswith(".yaml") for name in packed)
    assert "perflint_rulesets/national/dictionary.txt" in packed


@pytest.mark.slow
def test_a_wheel_works_where_only_the_wheel_is(wheel: Path, tmp_path: Path) -> None:
    """Unpacked away from the tree, the wheel says of the example, with its own rulesets, what the tree says."""
    site = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    shipped, here = _checked(site, tmp_path), _checked(ROOT, tmp_path)
    assert shipped == here
    assert shipped[0] in "01"  # the example was checked; whether it is clean is `make dogfood`'s business


def _checked(site: Path, folder: Path) -> str:
    """The exit code and the report on the clean example, by the perflint that lies in that place."""
    script = f"""
import sys
sys.path.insert(0, {str(site)!r})
import perflint, perflint_rulesets
assert perflint.__file__.startswith({str(site)!r})
assert perflint_rulesets.__file__.startswith({str(site)!r})
from perflint.cli.main import main
main(["check", {str(ROOT / "examples" / "clean" / "disclosure.txt")!r}])
"""
    command = [sys.executable, "-X", "utf8", "-c", script]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    assert run.stderr == ""
    return f"{run.returncode}\n{run.stdout}"


def _tree_files() -> list[Path]:
    """What a wheel is built from."""
    top = [ROOT / name for name in ("setup.cfg", "pyproject.toml", "README.md", "LICENSE")]
    return top + [path for folder in SHIPPED.values() for path in sorted(folder.rglob("*")) if path.suffix in KINDS]
