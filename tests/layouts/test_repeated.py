"""Merged boxes whose text came in every slot they cover say what they said."""

from __future__ import annotations

from perflint.layouts import recognise_with
from perflint.layouts.meaning.vocabulary import Vocabulary
from perflint.ruleset import load_ruleset
from tests.build import document
from tests.layouts.facts import form_facts, words_of

WORDS: Vocabulary = words_of(load_ruleset("national"))
TITLE = "柳溪县项目支出绩效目标表"
FORM = [
    ["项目名称", "项目名称", "村级水窖修缮", "村级水窖修缮", "村级水窖修缮", "村级水窖修缮"],
    ["主管部门", "主管部门", "柳溪县水务局", "实施单位", "柳溪县水务局", "柳溪县水务局"],
    ["项目资金(元)", "项目资金(元)", "实施期资金总额", "80,000", "年度资金总额", "50,000"],
    ["项目资金(元)", "项目资金(元)", "其中:财政拨款", "0", "其中:财政拨款", "0"],
    ["总体目标", "实施期目标", "实施期目标", "实施期目标", "年度目标", "年度目标"],
    ["总体目标", "修缮水窖30口", "修缮水窖30口", "修缮水窖30口", "修缮水窖30口", "修缮水窖30口"],
    ["绩效指标", "一级指标", "二级指标", "三级指标", "三级指标", "指标值"],
    ["绩效指标", "产出指标", "数量指标", "修缮水窖", "修缮水窖", "30口"],
    ["绩效指标", "产出指标", "质量指标", "验收合格率", "验收合格率", "100%"],
    ["绩效指标", "效益指标", "社会效益指标", "受益农户", "受益农户", "≥60户"],
    ["绩效指标", "满意度指标", "满意度指标", "农户满意度", "农户满意度", "≥95%"],
]


def test_a_box_is_one_however_often_its_text_came() -> None:
    """Boxes, funding, goals and rows each once; nothing is left over."""
    (form,) = recognise_with(document(TITLE, FORM), WORDS).forms
    said = form_facts(form)
    assert said["fields"] == {"project": "村级水窖修缮", "department": "柳溪县水务局", "unit": "柳溪县水务局"}
    assert [line[0::2] for line in said["funding"]] == [
        ("实施期", "0"),
        ("实施期", "80000"),
        ("年度", "0"),
        ("年度", "50000"),
    ]
    assert said["goals"] == {"实施期": "修缮水窖30口", "年度": "修缮水窖30口"}
    assert [row[2:] for row in said["rows"]] == [
        ("数量指标", "修缮水窖", "30口"),
        ("质量指标", "验收合格率", "100%"),
        ("社会效益指标", "受益农户", "≥60户"),
        ("服务对象满意度指标", "农户满意度", "≥95%"),
    ]
    assert not said["unread"]


def test_two_forms_on_one_sheet() -> None:
    """The title of the second, over all columns, is one box and no row of the first."""
    second = [[text.replace("水窖", "渠道") for text in row] for row in FORM]
    first, other = recognise_with(document(TITLE, [*FORM, [TITLE] * 6, *second]), WORDS).forms
    assert (first.project.text, other.project.text) == ("村级水窖修缮", "村级渠道修缮")
    assert [row.value.text for row in first.indicators] == [row.value.text for row in other.indicators]


def test_values_alike_by_chance_stay_two() -> None:
    """Last year's value and this year's are two columns, whether they differ or not."""
    head = [*FORM[:4], ["绩效指标", "一级指标", "二级指标", "三级指标", "上年实际值", "指标值"]]
    rows = [["绩效指标", "产出指标", "质量指标", "验收合格率", "100%", "100%"]]
    (form,) = recognise_with(document(TITLE, [*head, *rows]), WORDS).forms
    assert [row.value.place.column for row in form.indicators] == [6]


def test_a_list_of_projects_whose_names_came_in_every_row() -> None:
    """As many forms as projects."""
    head = ["单位名称、项目名称", "项目年度绩效目标", "一级指标", "二级指标", "三级指标", "指标值"]
    rows = [
        ["村级水窖修缮", "修缮水窖30口", "产出指标", "数量指标", "修缮水窖", "30口"],
        ["村级水窖修缮", "修缮水窖30口", "产出指标", "质量指标", "验收合格率", "100%"],
        ["渠道清淤", "清淤5公里", "产出指标", "数量指标", "清淤长度", "5公里"],
    ]
    first, second = recognise_with(document(TITLE, [head, *rows]), WORDS).forms
    assert [row.name.text for row in first.indicators] == ["修缮水窖", "验收合格率"]
    assert [row.name.text for row in second.indicators] == ["清淤长度"]


def test_a_list_whose_header_stands_in_two_rows() -> None:
    """Merged boxes were lost: the heads of the levels stand beneath 绩效指标; labels may be spaced out."""
    head = [
        ["单位名称、项目名称", "项目年度绩效目标", "绩效指标", "", "", "", "指标内容"],
        ["", "", "一 级 指 标", "二级指标", "三级指标", "指标值", ""],
    ]
    rows = [
        ["村级水窖修缮", "修缮水窖30口", "产出指标", "数量指标", "修缮水窖", "30口", "以验收单计数"],
        ["", "", "", "质量指标", "验收合格率", "100%", "合格的占全部的比例"],
        ["渠道清淤", "清淤5公里", "产出指标", "数量指标", "清淤长度", "5公里", "以测量记录为准"],
    ]
    for spaced in (False, True):
        header = [[" ".join(text) if spaced else text for text in row] for row in head]
        first, second = recognise_with(document(TITLE, [*header, *rows]), WORDS).forms
        assert [row.value.text for row in first.indicators] == ["30口", "100%"]
        assert [row.path for row in second.indicators] == [("产出指标", "数量指标")]
        assert [goal.text.text for goal in second.goals] == ["清淤5公里"]


def test_a_row_that_says_that_the_table_goes_on() -> None:
    """续表 is no indicator."""
    rows = [*FORM[:8], ["续表"] + [""] * 5, *FORM[8:]]
    (form,) = recognise_with(document(TITLE, rows), WORDS).forms
    assert "续表" not in {row.name.text for row in form.indicators}
