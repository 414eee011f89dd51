"""Where one form ends and the next begins, and what is only half a form."""

from __future__ import annotations

import pytest

from perflint.layouts.meaning.vocabulary import Vocabulary
from perflint.ruleset import load_ruleset
from tests.layouts.facts import reading, words_of
from tests.layouts.paper import PROJECTS, Style, disclosure

WORDS: Vocabulary = words_of(load_ruleset("national"))
NAMES = [name for name, _, _ in PROJECTS]
ROWS = 20


def lines_of(style: Style) -> tuple[list[str], list[int], list[int], list[int]]:
    """The lines of a disclosure, and where forms, headers and signatures stand."""
    lines = disclosure(style).split("\n")
    heads = ("项目名称\t\t", "绩效指标\t一级", "负责人")
    first, second, third = ([i for i, line in enumerate(lines) if line.startswith(head)] for head in heads)
    return lines, first, second, third


def found(lines: list[str]) -> tuple[list[tuple[str, int]], list[str]]:
    """The forms with the number of their rows, and what is missing of the others."""
    submission = reading("\n".join(lines), WORDS)
    forms = [(form.project.text, len(list(form.indicators))) for form in submission.forms]
    return forms, ["".join(one.missing) for one in submission.unrecognised]


@pytest.mark.parametrize(
    ("keep", "missing"),
    [
        (lambda form, _: form + 1, "表头"),
        (lambda form, _: form + 6, "表头"),
        (lambda _, header: header, "表头"),
        (lambda _, header: header + 1, "指标行"),
    ],
    ids=["a line", "boxes", "up to the tree", "the header"],
)
@pytest.mark.parametrize("alone", [True, False])
def test_a_form_that_was_cut_off(keep, missing: str, alone: bool) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    """It is said; the forms after it are whole."""
    lines, forms, headers, _ = lines_of(Style())
    stop = keep(forms[0], headers[0])
    rest = [] if alone else lines[forms[1] - 4 :]
    whole, said = found([*lines[:stop], *rest])
    assert whole == ([] if alone else [(name, ROWS) for name in NAMES[1:]])
    assert len(said) == 1
    assert missing in said[0]


@pytest.mark.parametrize("signed", [True, False])
@pytest.mark.parametrize(
    "between", [[], [""], ["", "- 3 -", ""], ["", "临溪县县级预算部门(单位)项目支出绩效目标表", ""]]
)
def test_the_second_half_of_a_form_is_never_glued_to_another(signed: bool, between: list[str]) -> None:
    """Its project is unknown: that is said, and the form before it keeps its own rows."""
    style = Style() if signed else Style().but(signed=False)
    lines, forms, headers, signatures = lines_of(style)
    end = signatures[0] + 1 if signed else forms[1] - 5
    whole, said = found([*lines[:end], *between, *lines[headers[1] :]])
    assert whole == [(NAMES[0], ROWS), (NAMES[2], ROWS)]
    assert said == ["项目名称"]


def test_the_same_project_twice_makes_two_forms() -> None:
    """Signed or not: the tree begins again."""
    for signed in (True, False):
        lines, forms, _, _ = lines_of(Style().but(signed=signed))
        whole, said = found([*lines[: forms[1] - 4], *lines[forms[0] - 4 :]])
        assert whole == [(name, ROWS) for name in (NAMES[0], *NAMES)]
        assert not said


def test_the_head_repeated_on_the_next_page_begins_no_form() -> None:
    """Title, year, project and the tree's header once more, then the rest of the rows."""
    lines, forms, headers, _ = lines_of(Style())
    head = [*lines[forms[0] - 4 : forms[0] + 1], lines[headers[0]]]
    middle = headers[0] + 6
    whole, said = found([*lines[:middle], "", "- 3 -", "", *head, *lines[middle:]])
    assert whole == [(name, ROWS) for name in NAMES]
    assert not said


@pytest.mark.parametrize(
    "table",
    [
        "在职人员名册\n\n序号\t姓名\t部门\t联系电话\n1\t张三\t办公室\t5550101\n2\t李四\t财务室\t5550102\n",
        "采购清单\n\n名称\t数量\t单价\t成本\t质量\n电脑\t5\t4000\t20000\t合格\n桌子\t3\t500\t1500\t合格\n",
        "重点项目一览表\n\n项目名称\t主管部门\t实施单位\t项目负责人\n道路\t交通局\t公路局\t张三\n桥\t交通局\t公路局\t李四\n",
        "2026年政府采购预算表\n\n项目名称\t品目\t金额\t资金来源\n电脑\t货物\t2.00\t财政拨款\n服务\t服务\t3.00\t财政拨款\n",
    ],
    ids=["staff", "prices", "projects", "procurement"],
)
def test_tables_that_are_not_ours(table: str) -> None:
    """Nothing recognised, nothing invented."""
    submission = reading(table, WORDS)
    assert not any((submission.forms, submission.budget_tables, submission.claims, submission.unrecognised))


@pytest.mark.parametrize("joint", ["", "\n"])
def test_tables_left_in_markup_are_said_once(joint: str) -> None:
    """They are not read, and not passed over."""
    rows = [
        ("项目名称", "道路"),
        ("一级指标", "二级指标", "三级指标", "指标值"),
        ("产出指标", "数量指标", "里程", "5公里"),
    ]
    html = joint.join(f"<tr>{joint}" + joint.join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    submission = reading(f"<table>{joint}{html}{joint}</table>\n", WORDS, "甲.md")
    assert not submission.forms
    assert len(submission.unrecognised) == 1
