"""Each rule's case file, run through the rule as the national ruleset sets it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from perflint.model.finding import Finding
from perflint.rules import RULES, Rule
from perflint.rules.departments import BoilerplateAcrossDepartments
from perflint.ruleset import Ruleset
from tests.build import submission
from tests.rules.departments import compared

FOLDER = Path(__file__).parent


def _cases() -> list[Any]:
    """All cases of all files; ids read ``VAL02-笼统用语``."""
    made = []
    for path in sorted(FOLDER.glob("*.yaml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        code = content.pop("rule")
        assert code == path.stem
        made += [pytest.param(code, case, id=f"{code}-{title}") for title, case in content.items()]
    return made


@pytest.mark.parametrize(("code", "case"), _cases())
def test_case(code: str, case: dict[str, Any], national: Ruleset) -> None:
    """The rule finds exactly what the case says, in reading order."""
    rule = national.rule(code)
    if rule is None or case.get("options"):
        kind = next(kind for kind in RULES if kind.code == code)
        kept = {key: getattr(rule, key) for key in kind.options()} if rule else {}
        rule = kind(**{**kept, **(case.get("options") or {})})
    if rule.season:
        _season_case(rule, case)
        return
    found = sorted(rule.check_all(submission(case)), key=lambda finding: finding.place.order)
    wanted = case.get("finds") or []
    said = [f"{finding.quote} | {finding.message} | {finding.advice}" for finding in found]
    assert len(found) == len(wanted), said
    for finding, want in zip(found, wanted, strict=True):
        compare(finding, want)


def _season_case(rule: Rule, case: dict[str, Any]) -> None:
    """The same for a rule over the submissions of many departments: what is found at each form, group by group."""
    assert isinstance(rule, BoilerplateAcrossDepartments)
    found = compared(case["departments"], rule)
    wanted = case.get("finds") or []
    assert len(found) == len(wanted), [f"{one.group} {one.department} {one.project} | {one.message}" for one in found]
    for one, want in zip(found, wanted, strict=True):
        for part in want.get("says", []):
            assert part in one.message
        assert str(want.get("related", "")) in one.related
        exact = want.keys() - {"says", "related"}
        assert {key: getattr(one, key) for key in exact} == {key: want[key] for key in exact}


def compare(finding: Finding, want: dict[str, Any]) -> None:
    """A finding against what the case expects of it."""
    unknown = set(want) - set("at says advice ask severity related project indicator field period".split())
    assert not unknown, unknown
    if "at" in want:
        assert finding.quote == ("" if want["at"] is None else str(want["at"]))
    for part in [want["says"]] if isinstance(want.get("says"), str) else want.get("says", []):
        assert part in finding.message
    for voice in {"advice", "ask"} & set(want):
        assert want[voice] in getattr(finding, voice)
    if "severity" in want:
        assert finding.severity == want["severity"]
    if "related" in want:
        assert [one.text for one in finding.related] == want["related"]
    for key in ("project", "indicator", "field", "period"):
        if key in want:
            assert getattr(finding.subject, key) == want[key]


@pytest.mark.parametrize("code", [rule.code for rule in RULES])
def test_cases_are_whole(code: str) -> None:
    """Every rule has a case that finds, one that does not, and at least three in all."""
    content = yaml.safe_load((FOLDER / f"{code}.yaml").read_text(encoding="utf-8"))
    cases = [case for title, case in content.items() if title != "rule"]
    assert len(cases) >= 3
    assert any(case.get("finds") for case in cases)
    assert any(not case.get("finds") for case in cases)
