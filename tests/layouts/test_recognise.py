"""Recognising: forms by their labels, project budgets, claims, who publishes and when; and what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from perflint.layouts import recognise_with
from perflint.layouts.meaning.lines import slot_of
from perflint.layouts.meaning.vocabulary import NOTHING, Vocabulary
from perflint.model.base import Cell, Place
from perflint.model.form import ANNUAL, IMPLEMENTATION
from perflint.model.submission import Submission
from perflint.ruleset import load_ruleset
from tests.build import document
from tests.layouts.facts import reading, words_of

WORDS: Vocabulary = words_of(load_ruleset("national"))
HEAD = [
    ["项目名称", "", "农田水利维修经费"],
    ["主管部门", "", "某某县水利局", "实施单位", "某某县水利站"],
]
HEADER = ["绩效指标", "一级指标", "二级指标", "三级指标", "指标值"]
ROWS = [
    ["", "产出指标", "数量指标", "维修渠道长度", "≥12公里"],
    ["", "", "质量指标", "工程验收合格率", "100%"],
    ["", "", "成本指标", "", ""],
    ["", "效益指标", "社会效益指标", "受益农户", "≥300户"],
    ["", "满意度指标", "服务对象满意度指标", "农户满意度", "≥92%"],
]


def recognised(*rows: list[str], title: str = "某某县项目支出绩效目标表") -> Submission:
    """What a table beneath a title is recognised as."""
    return recognise_with(document(title, list(rows)), WORDS)


def paths(submission: Submission) -> list[tuple[str, str, str]]:
    """The rows of the first form: both levels and the name."""
    return [(*row.path, row.name.text) for tree in submission.forms[0].trees for row in tree.indicators]


def test_a_form_of_one_period() -> None:
    """Boxes, rows, and the row that is printed and blank."""
    (form,) = recognised(*HEAD, HEADER, *ROWS).forms
    assert form.project.text == "农田水利维修经费"
    assert form.written("unit").text == "某某县水利站"  # type: ignore[union-attr]
    (tree,) = form.trees
    assert tree.period == ANNUAL
    assert [row.value.text for row in tree.indicators] == ["≥12公里", "100%", "≥300户", "≥92%"]
    assert [row.path for row in tree.blanks] == [("产出指标", "成本指标")]
    assert not form.unread


def test_the_parent_comes_from_the_scheme_and_the_row_says_so() -> None:
    """成本指标 beside 效益指标 was shifted there: it is restored, and marked."""
    rows = [ROWS[0], ["", "效益指标", "成本指标", "维修单价", "≤300元/米"], ["", "", *ROWS[3][2:]], ROWS[4]]
    (form,) = recognised(*HEAD, HEADER, *rows).forms
    moved = next(row for row in form.indicators if row.name.text == "维修单价")
    assert moved.path == ("产出指标", "成本指标")
    assert moved.restored
    assert moved.level1.printed is not None
    assert moved.level1.printed.text == "效益指标"
    assert [row.name.text for row in form.indicators if row.restored] == ["维修单价"]


def test_a_name_that_reads_like_a_level_is_a_name() -> None:
    """满意度指标 under 生态效益 is what somebody wrote there."""
    rows = [*ROWS[:3], ["", "效益指标", "生态效益指标", "满意度指标", "90%"], ROWS[4]]
    assert ("效益指标", "生态效益指标", "满意度指标") in paths(recognised(*HEAD, HEADER, *rows))


def test_cost_as_a_first_level() -> None:
    """The scheme is read from the form."""
    rows = [["", "成本指标", "经济成本指标", "维修单价", "≤300元/米"], *ROWS[:2], *ROWS[3:]]
    (form,) = recognised(*HEAD, HEADER, *rows).forms
    assert form.scheme == "four-type"
    assert paths(recognised(*HEAD, HEADER, *rows))[0] == ("成本指标", "经济成本指标", "维修单价")


def test_satisfaction_as_a_benefit_is_satisfaction() -> None:
    """An older custom, no damage."""
    rows = [*ROWS[:4], ["", "", "服务对象满意度指标", "农户满意度", "≥92%"]]
    (form,) = recognised(*HEAD, HEADER, *rows).forms
    last = list(form.indicators)[-1]
    assert last.path == ("满意度指标", "服务对象满意度指标")
    assert not last.restored


def test_two_periods_side_by_side() -> None:
    """实施期 and 年度, money and goals, each with its own."""
    header = [*HEADER, "二级指标", "三级指标", "指标值"]
    money = [
        ["项目资金（万元）", "", "实施期资金总额：", "", "30.00", "", "年度资金总额：", "", "10.00"],
        ["", "", "其中：财政拨款", "", "30.00", "", "其中：财政拨款", "", "10.00"],
    ]
    goals = [["总体目标", "实施期目标", "", "", "", "年度目标"], ["", "三年维修36公里", "", "", "", "维修12公里"]]
    rows = [["", "产出指标", "数量指标", "维修长度", "≥36公里", "数量指标", "维修长度", "≥12公里"]]
    (form,) = recognised(*HEAD, *money, *goals, header, *rows).forms
    assert [(line.period, line.source, str(line.yuan)) for line in form.funding] == [
        (IMPLEMENTATION, "资金总额", "300000"),
        (ANNUAL, "资金总额", "100000"),
        (IMPLEMENTATION, "财政拨款", "300000"),
        (ANNUAL, "财政拨款", "100000"),
    ]
    assert {goal.period: goal.text.text for goal in form.goals} == {
        IMPLEMENTATION: "三年维修36公里",
        ANNUAL: "维修12公里",
    }
    assert [(row.period, row.value.text) for row in form.indicators] == [
        (IMPLEMENTATION, "≥36公里"),
        (ANNUAL, "≥12公里"),
    ]


def test_a_unit_on_the_second_line_holds_for_the_first() -> None:
    """资金情况 / （万元） were one cell."""
    money = [["资金情况", "年度资金总额", "36.00"], ["（万元）", "其他资金", "6.00"]]
    (form,) = recognised(*HEAD, *money, HEADER, *ROWS).forms
    assert [line.yuan for line in form.funding] == [360000, 60000]


def test_a_seal_and_a_unit_are_no_department() -> None:
    """填报单位：（盖章） was left empty; what follows says in what unit the amounts are."""
    money = [["年度资金总额", "36.00"]]
    submission = recognised(["填报单位：（盖章） 单位：万元"], *HEAD, *money, HEADER, *ROWS)
    (form,) = submission.forms
    assert [line.yuan for line in form.funding] == [360000]
    assert form.written("unit").text == "某某县水利站"  # type: ignore[union-attr]
    assert submission.department is None


def test_what_no_box_took_is_kept() -> None:
    """Nothing is dropped in silence."""
    (form,) = recognised(*HEAD, ["项目期", "", "1年", "已与财政沟通"], HEADER, *ROWS).forms
    assert [cell.text for cell in form.unread] == ["已与财政沟通"]


@pytest.mark.parametrize(
    ("rows", "missing"),
    [
        ([*HEAD, ["项目属性", "", "新建"], ["项目概况", "", "维修渠道"]], "表头"),
        ([HEADER, *ROWS], "项目名称"),
    ],
    ids=["upper half", "lower half"],
)
def test_half_a_form_is_said_to_be_one(rows: list[list[str]], missing: str) -> None:
    """What was and what was not understood."""
    submission = recognised(*rows)
    assert not submission.forms
    (one,) = submission.unrecognised
    assert missing in "".join(one.missing)
    assert one.understood


def test_a_table_that_is_not_ours_is_nothing() -> None:
    """Nothing is invented."""
    submission = recognised(
        ["姓名", "职务", "电话"], ["张三", "科长", "5550101"], ["李四", "科员", "5550102"], title="通讯录"
    )
    found = (submission.forms, submission.budget_tables, submission.claims, submission.unrecognised)
    assert not any(found)


def test_a_project_budget() -> None:
    """Projects told from the department's totals; the unit from the caption."""
    rows = [
        ["项目名称", "合计", "一般公共预算", "单位资金"],
        ["1", "2", "3", "4"],
        ["某某县水利局", "30.00", "30.00", ""],
        ["某某县水利站", "30.00", "30.00", ""],
        ["农田水利维修 经费", "10.00", "10.00", ""],
        ["防汛物资购置", "20.00", "20.00", ""],
    ]
    blocks = ("2026年项目支出预算表（本年预算）", "部门名称：某某县水利局", "单位：万元", rows)
    (table,) = recognise_with(document(*blocks), WORDS).budget_tables
    assert not table.carryover
    assert [(line.project.normal, str(line.yuan)) for line in table.lines] == [
        ("农田水利维修经费", "100000"),
        ("防汛物资购置", "200000"),
    ]
    assert [line.yuan for line in table.totals] == [300000, 300000]


CLAIMS = """# 某某县水利局

## 2026年度部门预算公开

2026年某某县水利局纳入绩效目标管理的项目2个，共计金额30.00万元。其中：其他运转类项目2个，涉及金额30.00万元。公开项目绩效目标2个，涉及项目金额30.00万元，占部门项目支出总额的100%。

编报绩效目标的项目，涉及资金30万元：

(1) 农田水利维修经费10万元；
(2) 防汛物资购置，安排20.00万元。

某某县水利局

2026年1月28日
"""


def test_claims_and_who_makes_them_when() -> None:
    """Counts, sums, shares, lists; “其中” is none of its own. Department, year, and the date at the foot."""
    submission = reading(CLAIMS, WORDS)
    said = [(claim.count, claim.amount, claim.share, claim.published, len(claim.items)) for claim in submission.claims]
    assert said == [(2, "30.00万元", None, False, 0), (2, "30.00万元", 100, True, 0), (None, "30万元", None, False, 2)]
    assert [item.project.text for item in submission.claims[2].items] == ["农田水利维修经费", "防汛物资购置"]
    assert submission.department is not None
    assert submission.department.text == "某某县水利局"
    assert submission.year == 2026
    assert str(submission.dated) == "2026-01-28"


TEXTS = st.lists(
    st.sampled_from(
        [
            *[cell for row in (*HEAD, HEADER, *ROWS) for cell in row],
            "\n",
            "\t",
            " ",
            "|",
            "2026年",
            "合计",
            "10.00",
            "项目",
            "甲",
        ]
    ),
    max_size=60,
).map("".join)


@settings(max_examples=120, deadline=None)
@given(TEXTS)
def test_recognising_never_raises_and_is_a_function(text: str) -> None:
    """Whatever labels come together; the same text gives the same submission."""
    if text.strip():
        assert reading(text, WORDS) == reading(text, WORDS)


def test_a_misread_label_costs_no_form() -> None:
    """Where recognition was not sure, a label with one character wrong is still that label; where it was, it is not."""
    place = Place(file="扫描.pdf", table=1, row=1, column=1)
    assert slot_of(1, Cell(text="一级指栎", place=place, confidence=0.81), WORDS).meaning.column == "level1"
    assert slot_of(1, Cell(text="数量指标", place=place, confidence=0.81), WORDS).meaning.level2 == "数量指标"
    assert slot_of(1, Cell(text="一级指栎", place=place, confidence=0.99), WORDS).meaning == NOTHING
    assert slot_of(1, Cell(text="一级指栎", place=place), WORDS).meaning == NOTHING


@pytest.mark.parametrize("mark", ["{n}.{label}", "（{n}）{label}", "{n}、{label}", "{circle}{label}", "【{label}】"])
def test_labels_that_are_numbered_or_bracketed(mark: str) -> None:
    """Every label but those of 三级指标 is decorated; the form says the same."""

    def marked(row: list[str], first: int, stop: int, step: int = 1) -> list[str]:
        return [
            mark.format(n=index + 1, circle="①②③④⑤"[index], label=text)
            if text and first <= index < stop and (index - first) % step == 0
            else text
            for index, text in enumerate(row)
        ]

    head = [marked(row, 0, 5, 3) for row in HEAD]
    decorated = recognised(*head, marked(HEADER, 0, 5), *[marked(row, 0, 3) for row in ROWS])
    plain = recognised(*HEAD, HEADER, *ROWS)
    assert decorated.forms[0].project == plain.forms[0].project
    assert paths(decorated) == paths(plain)


def test_rows_without_a_label_go_on_in_the_period_above_them() -> None:
    """Blanks lost the empty boxes of 实施期: the row with the 二级 told whose they are, by an amount of labels."""
    text = """项目名称  村级水窖修缮
主管部门  柳溪县水务局  实施单位  柳溪县水务局
一级指标  二级指标  三级指标  指标值  二级指标  三级指标  指标值
产出指标  数量指标  数量指标  修缮水窖  30口
清淤渠道  5公里
质量指标  质量指标  验收合格率  100%
效益指标  社会效益  受益农户  60户  社会效益  受益农户  60户
受益村  3个
"""
    (form,) = reading(text, WORDS).forms
    assert [(row.period, row.name.text, row.value.text) for row in form.indicators if row.name.text[:2] != "受益"] == [
        (ANNUAL, "修缮水窖", "30口"),
        (ANNUAL, "清淤渠道", "5公里"),
        (ANNUAL, "验收合格率", "100%"),
    ]


@pytest.mark.parametrize("joint", ["-", "——", "/", "：", "\n"])
def test_both_levels_in_one_cell(joint: str) -> None:
    """产出指标-数量指标 is a 数量指标, whether or not the column of the 一级 is still there."""
    rows: list[list[str]] = []
    for row in ROWS:
        first = row[1] or rows[-1][2].split(joint)[0] if rows else row[1]
        rows.append(["", "", f"{first}{joint}{row[2]}", *row[3:]])
    form = recognised(*HEAD, HEADER, *rows)
    assert paths(form) == paths(recognised(*HEAD, HEADER, *ROWS))
    assert not form.forms[0].unread


def test_what_a_form_has_on_the_next_sheet() -> None:
    """There nothing stands in its first columns any more; a box over two columns is one box all the same."""
    head = [*HEAD, ["绩效指标", "一级指标", "二级指标", "三级指标", "", "指标值"]]
    rows = [[*row[:4], "", row[4]] for row in (ROWS[0], ["", "", "", "维修泵站", "≥2座"], *ROWS[1:])]
    whole = document("某某县项目支出绩效目标表", [*head, *rows])
    grid = whole.grids[0]
    merged = [(*row[:4], row[3], row[5]) if len(row) > 5 else row for row in grid.rows]
    first, rest = (replace(grid, rows=tuple(part)) for part in (merged[:4], [row[1:] for row in merged[4:]]))
    parted = recognise_with(replace(whole, blocks=(*whole.blocks[:-1], first, rest)), WORDS)
    assert paths(parted)[:3] == [
        ("产出指标", "数量指标", "维修渠道长度"),
        ("产出指标", "数量指标", "维修泵站"),
        ("产出指标", "质量指标", "工程验收合格率"),
    ]
    assert not parted.forms[0].unread


def test_a_numbered_heading_of_the_text_above_is_no_box() -> None:
    """七、绩效目标：见下表 stands on the same sheet and says nothing of the goal."""
    above = [["一、立项依据：按县政府部署", "", "", "", ""], ["二、绩效目标：见下表。", "", "", "", ""]]
    goal = ["绩效目标", "维修渠道12公里", "", "", ""]
    (form,) = recognised(*above, *HEAD, goal, HEADER, *ROWS).forms
    assert [goal.text.text for goal in form.goals] == ["维修渠道12公里"]


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (
            ["项目名称薄弱学校改造", "绩效指标一级指标二级指标指标内容指标值", "产出指标数量指标改造学校数3所"],
            "各栏文字连在一起",
        ),
        (
            [
                "机房租赁服务",
                "【产出指标-数量指标】",
                "机柜数量(≥30台)",
                "【产出指标-时效指标】",
                "维护时限(≤24小时)",
                "【满意度指标-服务对象满意度指标】",
                "用户满意度(≥90%)",
            ],
            "写成了段落文字",
        ),
    ],
    ids=["a header run together", "labels in brackets, a line each"],
)
def test_a_form_that_lost_its_columns_is_said_to_be_one(lines: list[str], says: str) -> None:
    """Never passed over as if there were none."""
    submission = recognise_with(document(*lines), WORDS)
    assert not submission.forms
    (one,) = submission.unrecognised
    assert says in "".join(one.missing)


def test_a_label_at_the_end_of_a_line_is_that_of_the_next() -> None:
    """A line of prose was broken behind it."""
    lines = [
        "值班经费项目绩效目标：保障全年值班。设 1条数量指标：值班天数≥365天；设 1条质量指标：",
        "值班到岗率≥98%；设 1条满意度指标：来访群众满意度≥90%。",
    ]
    (form,) = recognise_with(document(*lines), WORDS).forms
    assert [(row.path[1], row.name.text, row.value.text) for row in form.indicators] == [
        ("数量指标", "值班天数", "≥365天"),
        ("质量指标", "值班到岗率", "≥98%"),
        ("服务对象满意度指标", "来访群众满意度", "≥90%"),
    ]


def test_rows_that_do_not_fit_their_header_are_no_form() -> None:
    """Values that are labels, names that are numbers: the columns were lost, and a refusal says so."""
    rows = [
        ["", "产出指标", "数量指标", "12", "质量指标"],
        ["", "", "质量指标", "100%", "时效指标"],
        ["", "", "时效指标", "6", "效益指标"],
        ["", "效益指标", "社会效益指标", "98%", "满意度指标"],
        ["", "满意度指标", "服务对象满意度指标", "农户满意度", "≥92%"],
    ]
    submission = recognised(*HEAD, HEADER, *rows)
    assert not submission.forms
    (one,) = submission.unrecognised
    assert "错位" in "".join(one.missing)


def test_the_unit_beside_a_box_is_read() -> None:
    """预算单位 and 金额单位 stand on one line."""
    (form,) = recognised(["预算单位:", "某某县水利局", "金额单位:万元"], *HEAD, ["资金总额", "12"], HEADER, *ROWS).forms
    assert [line.yuan for line in form.funding] == [120000]
    assert not form.unread


def test_dots_that_invite_to_go_on_are_nothing() -> None:
    """A row of the template that nobody filled in."""
    (form,) = recognised(*HEAD, HEADER, *ROWS[:2], ["", "", "", "……", ""], *ROWS[2:]).forms
    assert [row.name.text for row in form.indicators] == ["维修渠道长度", "工程验收合格率", "受益农户", "农户满意度"]
    assert not form.unread


def test_boxes_above_a_table_are_told_apart() -> None:
    """Two on one line, the second left empty, and the goal."""
    lines = [
        "绩效目标表",
        "单位信息: 324001-青禾县市场监督管理局 项目名称:",
        "主管部门: 324-青禾县市场监督管理局 项目经办人: 周某",
        "整体目标: 完成抽检1200批次，不合格食品处置率100%",
    ]
    (form,) = recognise_with(document(*lines, [HEADER[1:], *(row[1:] for row in ROWS)]), WORDS).forms
    said = {field.key: field.value.text for field in form.fields}
    assert said["unit"] == "324001-青禾县市场监督管理局"
    assert said["project"] == ""
    assert said["handler"] == "周某"
    assert form.goal(ANNUAL).text.text.startswith("完成抽检")  # type: ignore[union-attr]
