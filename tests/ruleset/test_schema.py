"""The schema is exported from the types, lies beside the bundled rulesets, and every one of them names it."""

from __future__ import annotations

import json
from pathlib import Path

import perflint_rulesets
import pytest

from perflint.rules import GENERAL, RULES
from perflint.rules.base import Provided
from perflint.ruleset import bundled
from perflint.ruleset.schema import FILE, schema

FOLDER = Path(perflint_rulesets.__path__[0])


def test_the_schema_is_fresh(request: pytest.FixtureRequest) -> None:
    """What lies beside the rulesets is what the types make; ``--update`` rewrites it."""
    made = json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"
    if request.config.getoption("--update"):
        (FOLDER / FILE).write_text(made, encoding="utf-8")
    assert (FOLDER / FILE).read_text("utf-8") == made, "run: pytest tests/ruleset/test_schema.py --update"


@pytest.mark.parametrize("name", bundled())
def test_bundled_rulesets_name_it(name: str) -> None:
    """In the first line, where editors look for it."""
    first = (FOLDER / name / "ruleset.yaml").read_text("utf-8").splitlines()[0]
    assert first == f"# yaml-language-server: $schema=../{FILE}"


def test_it_knows_every_rule_and_every_option() -> None:
    """Codes, options, general rules: nothing that loads is unknown to an editor."""
    rules = schema()["properties"]["rules"]
    provided = {key for kind in RULES for key, one in kind.options().items() if isinstance(one, Provided)}
    assert set(rules["properties"]) == {kind.code for kind in RULES}
    for kind in RULES:
        options = rules["properties"][kind.code]["anyOf"][-1]
        assert set(options["properties"]) >= set(kind.options()) - {"code", "name", "yields_to", *provided}
        assert options["additionalProperties"] is False
    (own,) = rules["patternProperties"].values()
    uses = [one["properties"]["uses"]["const"] for one in own["anyOf"] if "properties" in one]
    assert uses == list(GENERAL)
