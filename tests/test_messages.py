"""One voice: what in “ ”, what stands there, then what is wrong; the remedy apart; no full stop; full-width signs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from perflint.engine import check
from perflint.model.finding import Finding
from perflint.rules import RULES
from perflint.rules.base import Rule
from perflint.rules.departments import BoilerplateAcrossDepartments
from perflint.ruleset import Ruleset
from perflint.screening.alike.across import Across
from tests.build import submission
from tests.rules.departments import compared

ROOT = Path(__file__).resolve().parents[1]
CASES = ROOT / "tests" / "rules"
BLANK = re.compile(r"\{[^{}]*\}")
QUOTED = re.compile(r"“[^“”]*”")
# Signs of the other alphabet beside a Chinese character; a colon or dot inside a number or a code is no punctuation.
HALF = re.compile(r"[\u4e00-\u9fff”）][,;:!?()]|[,;:!?()][\u4e00-\u9fff“（]|\"|(?<![A-Za-z])'")
OVERSTATED = ("请您", "！", "严重", "非法")


def _complaints(text: str, *, quoted: bool) -> Iterator[str]:
    """What is wrong with a text of ours; what stands in quotation marks is the document's, when it is filled in."""
    plain = BLANK.sub("甲", text)
    if plain.count("“") != plain.count("”"):
        yield "quotation marks do not pair"
    for _ in range(3):
        plain = QUOTED.sub("“”", plain) if quoted else plain
    if plain.rstrip() != plain or plain.lstrip() != plain:
        yield "blanks at the ends"
    if plain.endswith(("。", "；", "，", "：", ".")):
        yield "ends in punctuation"
    if found := HALF.search(plain):
        yield f"half-width sign: {found.group()}"
    yield from (f"strange sign: {sign}" for sign in "「」『』＂" if sign in plain)
    yield from (f"overstated: {word}" for word in OVERSTATED if word in plain)


def _case_findings(rule: Rule) -> Iterator[Finding | Across]:
    """What the rule says in its own case file."""
    path = CASES / f"{rule.code}.yaml"
    content: dict[str, Any] = yaml.safe_load(path.read_text("utf-8")) if path.exists() else {}
    for title, case in content.items():
        if title == "rule" or case.get("options"):
            continue
        if isinstance(rule, BoilerplateAcrossDepartments):
            yield from compared(case["departments"], rule)
        else:
            yield from rule.check_all(submission(case))


@pytest.mark.parametrize("kind", RULES, ids=lambda kind: kind.code)
def test_what_a_rule_says(kind: type[Rule], national: Ruleset) -> None:
    """Title, message and advice as they are written, in the code and in the national ruleset."""
    rule = national.rule(kind.code)
    for one in (kind, rule) if rule else (kind,):
        assert one.title
        assert not re.search(r"[。！？：；]$", one.title)
        assert one.message
        assert one.advice, "a complaint without a remedy"
        for text in (one.title, one.message, one.advice, one.ask):
            assert list(_complaints(text, quoted=False)) == [], text
        assert "{" in one.message or kind.code.startswith("DOC"), "the message does not say what stands there"


@pytest.mark.parametrize("kind", RULES, ids=lambda kind: kind.code)
def test_what_it_says_in_its_cases(kind: type[Rule], national: Ruleset) -> None:
    """Filled in: no blank left, nothing empty in quotation marks, no None, no full stop, the remedy apart."""
    rule = national.rule(kind.code)
    assert rule is not None
    for finding in _case_findings(rule):
        _check(finding)


@pytest.mark.parametrize("name", ["faulty", "clean"])
def test_what_is_said_of_the_examples(name: str, national: Ruleset) -> None:
    """The same of whole documents."""
    for finding in check(ROOT / "examples" / name / "disclosure.txt", national).findings:
        _check(finding)


def test_what_is_said_of_the_county(county: Path, national: Ruleset) -> None:
    """And of a real one."""
    for finding in check(county, national).findings:
        _check(finding)


def _check(finding: Finding | Across) -> None:
    """One finding, as a reviewer reads it."""
    for text in (finding.message, finding.advice, *([finding.ask] if finding.ask else [])):
        assert list(_complaints(text, quoted=True)) == [], text
        assert text
        assert "None" not in text, text
        assert not BLANK.search(text), text
        assert "“”" not in text, text
        assert "\n" not in text, text
    assert finding.message != finding.advice
    assert not re.search(r"[。；]$", finding.message)
