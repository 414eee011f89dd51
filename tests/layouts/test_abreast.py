"""Forms side by side on one sheet are read as if they stood beneath each other."""

from __future__ import annotations

from perflint.layouts import recognise_with
from perflint.layouts.meaning.vocabulary import Vocabulary
from perflint.ruleset import load_ruleset
from tests.build import document
from tests.layouts.facts import form_facts, words_of

WORDS: Vocabulary = words_of(load_ruleset("national"))
FORM = [
    ["柳溪县项目支出绩效目标表", "", "", ""],
    ["项目名称", "村级水窖修缮", "", ""],
    ["主管部门", "柳溪县水务局", "实施单位", "柳溪县供水站"],
    ["一级指标", "二级指标", "三级指标", "指标值"],
    ["产出指标", "数量指标", "修缮水窖", "30口"],
    ["", "质量指标", "验收合格率", "100%"],
    ["效益指标", "社会效益指标", "受益农户", "≥60户"],
]


def other(word: str) -> list[list[str]]:
    """The form of another project."""
    return [[text.replace("水窖", word) for text in row] for row in FORM]


def test_three_forms_side_by_side() -> None:
    """Each is a form of its own, with or without an empty column between them; the last is shorter."""
    second, third = other("渠道"), [*other("泵站")[:-1], [""] * 4]
    rows = [[*one, "", *two, *three] for one, two, three in zip(FORM, second, third, strict=True)]
    together = recognise_with(document(rows), WORDS).forms
    apart = recognise_with(document(FORM, second, third[:-1]), WORDS).forms
    assert list(map(form_facts, together)) == list(map(form_facts, apart))
    assert [form.project.text for form in together] == ["村级水窖修缮", "村级渠道修缮", "村级泵站修缮"]


def test_a_form_that_names_two_projects_in_its_head_is_one() -> None:
    """A list of projects with a column for each of two names, and rows that go through."""
    rows = [["项目名称", "预算数", "", "项目名称", "备注"], ["村级水窖修缮", "5", "", "渠道", ""]]
    assert not recognise_with(document(rows), WORDS).forms
