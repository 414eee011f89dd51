"""``review``: what a child says of the 审核表 over its parents, and what is refused, with file, line and column."""

from __future__ import annotations

from pathlib import Path

import pytest

from perflint.errors import RulesetError
from perflint.rules.manual import POINTS
from perflint.ruleset import Ruleset
from perflint.ruleset.difference import differences
from perflint.ruleset.origins import load_notes
from tests.ruleset.conftest import Written

POINT = "{block: 创新性审核, title: 创新性, asks: 有无创新, weight: 5}"


def test_the_national_form_has_the_eight_points(national: Ruleset) -> None:
    """Their weights are 10, 10, 15, 15, 15, 15, 10, 10, and nobody compared their source with the text."""
    assert national.review is not None
    assert list(national.review.points) == list(POINTS)
    assert [point.weight for point in national.review.points.values()] == [10, 10, 15, 15, 15, 15, 10, 10]
    assert [f"{p.block.removesuffix('审核')}·{p.title}" for p in national.review.points.values()] == [*POINTS.values()]
    assert not any(one.verified for one in national.review.basis)


def test_a_child_says_only_what_is_otherwise(load: Written, national: Ruleset) -> None:
    """Key by key, as deep as it goes; what is not said stays the parent's."""
    text = "extends: national\nreview:\n  style: grades\n  deductions: {error: 5}\n  points: {X1: {person: false}}\n"
    child = load(text).review
    assert child is not None
    assert national.review is not None
    assert (child.style, child.deductions["error"], child.deductions["warning"]) == ("grades", 5, 1)
    assert (child.points["X1"].person, child.points["X1"].title) == (False, "目标相关性")
    assert child.grades == national.review.grades


def test_points_are_added_and_removed(load: Written) -> None:
    """A province with other points; their weights are 100 again."""
    change = f"points: {{remove: [K1], add: {{C1: {POINT}}}}}"
    parent = f"extends: national\nreview:\n  {change}\n"
    with pytest.raises(RulesetError, match="合计 95，应当是 100"):
        load(parent)
    child = load("extends: national\nreview: form.yaml\n", form=change.replace("weight: 5", "weight: 10"))
    assert child.review is not None
    assert [*child.review.points][-2:] == ["K2", "C1"]


@pytest.mark.parametrize(
    ("review", "line", "says"),
    [
        ("review: [1]", 2, "review 应当是“键: 值”"),
        ("review:\n  styel: grades", 3, "不认识的键“styel”，是不是“style”"),
        ("review:\n  style: marks", 3, "可用的有：scores、grades"),
        ("review:\n  points:\n    X1:\n      wieght: 15", 5, "不认识的键“wieght”，是不是“weight”"),
        ("review:\n  points:\n    X1: {weight: 20}", 3, "各要点的分值合计 105，应当是 100"),
        ("review:\n  points:\n    X1: {weight: 0}", 4, "分值应当大于 0"),
        ("review:\n  points:\n    Z1: {weight: 1}", 4, "没有写"),
        ("review:\n  points: {remove: [Z1]}", 3, "没有“Z1”，无从删除"),
        ("review:\n  deductions: {error: -2}", 3, "不写负数"),
        ("review:\n  deductions: {fatal: 2}", 3, "可用的有：error、warning、hint"),
        ("review:\n  grades: [{name: 优, least: 90, result: 过}]", 3, "最后一档的下限是 0"),
        ("review:\n  grades: [{name: 差, least: 0, result: 退}, {name: 优, least: 90, result: 过}]", 3, "从高到低"),
        ("review:\n  grades: [{name: 过, least: 60, result: a}, {name: 过, least: 0, result: b}]", 3, "两个等级同名"),
        ("review:\n  grades: [{name: 过, least: 0, result: a, without: error}]", 3, "最后一档不能写"),
        ("review:\n  grades: [{name: 过, least: 0, result: a, without: bad}]", 3, "应当是 error"),
        ("review:\n  template: 没有.docx", 3, "找不到模板“没有.docx”"),
        ("review:\n  template: [1]", 3, "应当是 Word 文件的名称"),
        ("review: nowhere.yaml", 2, "找不到文件“nowhere.yaml”"),
    ],
)  # fmt: skip
def test_what_is_no_form_is_refused(load: Written, review: str, line: int, says: str) -> None:
    """At the line of what is wrong, with the cure or the nearest word."""
    with pytest.raises(RulesetError) as refused:
        load(f"extends: national\n{review}\n")
    assert f"mine.yaml:{line}:" in str(refused.value)
    assert says in str(refused.value)


def test_a_template_lies_beside_its_ruleset(load: Written, tmp_path: Path) -> None:
    """And a child may take the bundled one again."""
    (tmp_path / "审核表.docx").write_bytes(b"x")
    child = load("extends: national\nreview: {template: 审核表.docx}\n")
    assert child.review is not None
    assert child.review.template == str((tmp_path / "审核表.docx").resolve())
    text = "extends: national\nreview: {template: 审核表.docx}\n"
    grandchild = load("extends: parent.yaml\nreview: {template: ''}\n", parent=text)
    assert grandchild.review is not None
    assert grandchild.review.template == ""


def test_differences_and_places_are_known(load: Written, national: Ruleset, tmp_path: Path) -> None:
    """``rules diff`` and ``rules show --origin`` speak of it."""
    child = load("extends: national\ntitle: 县\nreview: {most: 4}\n")
    assert list(differences(national, child)) == ["审核表.most：3.0 → 4.0"]
    assert load_notes(str(tmp_path / "mine.yaml")).places["review"].endswith("mine.yaml:3:1")
