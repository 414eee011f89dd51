"""A province is a folder: its labels, words and severities, no Python. What docs/new-province.md shows, works."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from perflint.cli import rules
from perflint.engine import check
from perflint.rules import GENERAL
from perflint.ruleset import Ruleset, load_ruleset
from perflint.ruleset.origins import load_notes
from perflint.trial import outcomes

ROOT = Path(__file__).resolve().parents[2]
CLEAN = (ROOT / "examples" / "clean" / "disclosure.txt").read_text("utf-8")
PAGE = (ROOT / "docs" / "new-province.md").read_text("utf-8")
RENAMED = {"项目名称": "支出事项", "项目设立必要性": "为什么要做", "指标值": "要达到的数"}


@pytest.fixture
def province(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ruleset:
    """The ruleset that the page shows, written down as it stands there."""
    monkeypatch.setenv("PERFLINT_CACHE", str(tmp_path / "cache"))
    shown = [block.split("```")[0] for block in PAGE.split("```yaml\n")[1:]]
    ruleset, layout = (next(text for text in shown if key in text) for key in ("extends:", "layout: "))
    folder = tmp_path / "some-province"
    (folder / "layouts").mkdir(parents=True)
    (folder / "ruleset.yaml").write_text(ruleset, encoding="utf-8")
    (folder / "layouts" / "project.yaml").write_text(layout, encoding="utf-8")
    return load_ruleset(str(folder))


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    """A form whose labels no national layout knows."""
    begin = CLEAN.rindex("(2026年度)", 0, CLEAN.index("\t2026年公共文化服务宣传费用\t"))
    form = CLEAN[begin : CLEAN.index("\n", CLEAN.index("联系电话:6620302"))]
    for label, other in RENAMED.items():
        assert label in form
        form = form.replace(label, other)
    path = tmp_path / "表.txt"
    path.write_text(f"某省项目支出绩效目标表\n{form}\n", encoding="utf-8")
    return path


def test_the_page_is_a_ruleset(province: Ruleset, national: Ruleset) -> None:
    """Every line of the example does what it says."""
    assert province.name == "some-province"
    assert "有序推进" in province.words["vague"]
    assert "ACR02" in province.skipped
    severities = {rule.code: rule.severity.value for rule in province.rules}
    assert severities["FRM03"] == "warning"
    assert [layout.layout for layout in province.layouts] == [*(one.layout for one in national.layouts), "some-project"]
    (basis,) = next(rule for rule in province.rules if rule.code == "VAL01").basis
    assert str(basis).endswith("（条款待核）")
    assert yaml.safe_load(PAGE.split("```yaml\n")[1].split("```")[0])["questions"] == list(province.questions)


def test_a_layout_makes_a_form_readable(province: Ruleset, national: Ruleset, odd: Path) -> None:
    """With the nation's labels the form is not read, and is said not to be; with the province's it is read whole."""
    assert check(odd, national).unchecked
    report = check(odd, province)
    assert not report.unchecked
    (form,) = report.submission.forms
    assert form.project.text == "2026年公共文化服务宣传费用"
    necessity = form.written("necessity")
    assert necessity is not None
    assert necessity.text.startswith("2025年问卷显示")
    assert {row.value.text for row in form.indicators} >= {"60幅", "≥98%", "≤0.8万元/部"}
    assert [one.code for one in report.findings] == []


def test_the_house_rule_of_the_page_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It loads, and its tests hold."""
    monkeypatch.setenv("PERFLINT_CACHE", str(tmp_path / "cache"))
    shown = next(block.split("```")[0] for block in PAGE.split("```yaml\n")[1:] if "uses:" in block.split("```")[0])
    path = tmp_path / "mine.yaml"
    path.write_text(f"extends: national\n{shown}", encoding="utf-8")
    ran = list(outcomes(load_ruleset(str(path)), load_notes(str(path))))
    assert [one.passed for one in ran] == [True, True]


def test_the_page_names_every_general_rule_and_command() -> None:
    """Nothing that a writer of rulesets can use is left out."""
    for name, kind in GENERAL.items():
        (row,) = [line for line in PAGE.splitlines() if line.startswith(f"| `{name}`")]
        assert set(row.split("|")[4].strip().split(", ")) == set(kind.fills)
    for one in rules.command.commands:
        assert f"perflint rules {one}" in PAGE
