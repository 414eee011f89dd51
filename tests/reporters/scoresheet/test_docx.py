"""Word: every finding on the form of its project, nothing dropped, a bureau's own form filled in, no harm done."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest
from docx.document import Document as Word
from docx.oxml.ns import qn
from msgspec.structs import replace

from perflint.errors import TemplateError
from perflint.model.finding import Related, Report, Severity
from perflint.reporters import render
from perflint.reporters.scoresheet.docx import template_of
from perflint.ruleset import Ruleset
from perflint.scoring import scored, unfilled
from tests.reporters.conftest import finding, form, place, report
from tests.reporters.scoresheet.conftest import HOSTILE

TICKS = "优□ 良□ 中□ 差□"


def opened(*reports: Report, template: bytes | None = None) -> Word:
    """The rendered file, as Word reads it."""
    given = ("我的.docx", template) if template else None
    return docx.Document(BytesIO(render(reports, "review-docx", template=given)))


def lines(word: Word) -> list[str]:
    """The text of every paragraph, in cells too."""
    return [
        "".join("\n" if one.tag == qn("w:br") else one.text or "" for one in each.iter(qn("w:t"), qn("w:br")))
        for each in word.element.body.iter(qn("w:p"))
    ]


def written(*rows: tuple[str, ...]) -> bytes:
    """A bureau's form: one table of these rows."""
    word = docx.Document()
    table = word.add_table(rows=0, cols=max(map(len, rows)))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=False):
            cell.text = text
    stream = BytesIO()
    word.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("name", ["faulty", "clean"])
def test_nothing_is_dropped(examples: dict[str, Report], name: str) -> None:
    """Each finding stands once, with its code; each project has a form."""
    made = examples[name]
    text = "\n".join(lines(opened(made)))
    for one in made.findings:
        assert f"{one.message}（{one.code}" in text
    assert text.count("综合评定等级") == len(made.sheets) == len(made.submission.forms)
    assert "{{" not in text


def test_the_same_report_gives_the_same_bytes(examples: dict[str, Report]) -> None:
    """No clock, no chance."""
    assert render([examples["faulty"]], "review-docx") == render([examples["faulty"]], "review-docx")


def test_a_form_says_all_that_is_known(whole: Report) -> None:
    """Scores, what took them, what a person must judge, what the grade would mean: marked as proposed."""
    text = "\n".join(lines(opened(whole)))
    for part in (
        "1. 〔新增〕第1处写错了（AAA01，必须修改，扣 2 分，第101行 表2 第1行第1列）。审核提示：请查批复",
        "需人工判断",
        "已判 6 点，合计 73/75；其余 2 点需人工判断（目标相关性 15 分、实现可能性 10 分）",
        "建议：中（已判要点得分率 97%，有问题未改，不评“优”“良”）",
        "建议：修改完善后重新报送审核（条款待核）",
        "审核结论（规则集的关口）：退回，有 1 处必须修改",
        "不计分的问题：第3处写错了（SX01",
        "已豁免：第9处写错了（AAA09）；理由：已另行批复（王某）",
        "与上次相比已改 1 处：AAA07的问题（AAA07）",
        "依据：财预〔2015〕88号所附项目支出绩效目标审核表（条款待核）",
        "豁免 AAA08 没有用到",
        "第4处写错了（AAA03",
        "目标是否有挑战性",
    ):
        assert part in text


def test_places_in_other_files_are_named(national: Ruleset) -> None:
    """The file of the form goes without saying; of several places the first, and how many there are."""
    near = tuple(Related(place=place(row), text="") for row in (5, 6))
    found = (
        finding("AAA01", Severity.ERROR, "甲", 2, related=near),
        finding("AAA02", Severity.ERROR, "甲", 3, place=replace(place(3), file="文件夹/预算.xlsx")),
    )
    text = "\n".join(lines(opened(scored(report(*found, forms=(form("甲", 1),)), national))))
    assert "第102行 表2 第2行第1列 等 3 处）" in text
    assert "预算.xlsx 第103行 表2 第3行第1列）" in text


def test_what_a_person_writes_is_left_blank(whole: Report) -> None:
    """The scores of the review, the sum, the signatures and dates."""
    table = opened(whole).tables[0]
    column = [row.cells[-1].text for row in table.rows]
    assert column[4] == "审核\n得分"
    assert column[5:14] == [""] * 9
    assert "审核人员（签字）：" in table.rows[-1].cells[-1].text
    assert "年　　月　　日" in table.rows[-1].cells[-1].text


def test_a_report_without_forms_is_a_whole_file(unread: Report, national: Ruleset) -> None:
    """What was not read is said; there is nothing to sign."""
    text = "\n".join(lines(opened(scored(unread, national))))
    assert "是空文件" in text
    assert "综合评定等级" not in text


def test_hostile_texts_do_no_harm(hostile: Report) -> None:
    """They are text; placeholders in a project's name are its name, and a long one is cut and says so."""
    text = "\n".join(lines(opened(hostile)))
    for harmless in ("<img src=x onerror=alert(1)>", "</w:t><w:p/>&amp;", "{{没有的}}", "甲���乙", "原文共 10000 字"):
        assert harmless in text
    assert len(hostile.sheets) > len(HOSTILE) // 2


def test_our_own_template_fills_to_the_same_form(whole: Report, national: Ruleset) -> None:
    """What ``perflint rules template`` hands out is what is used without one."""
    assert national.review is not None
    template = template_of(unfilled(national.review))
    assert lines(opened(whole, template=template)) == lines(opened(whole))


def test_a_placeholder_is_found_across_runs(whole: Report) -> None:
    """Word cuts words into runs; what stands around the placeholder stays."""
    word = docx.Document()
    paragraph = word.add_paragraph("项目：")
    for part in ("{", "{项目", "名称}", "}（完）"):
        paragraph.add_run(part)
    stream = BytesIO()
    word.save(stream)
    made = lines(opened(whole, template=stream.getvalue()))
    assert made[:2] == ["项目：甲项目（完）", "项目：乙项目（完）"]


def test_a_form_without_placeholders_is_filled_by_its_labels(whole: Report) -> None:
    """Blank cells after known labels, the boxes of a point's row, the columns that its heads name; nothing else."""
    template = written(
        ("项目名称", "", "主管部门及代码", ""),
        ("联系电话", "", "预算年度", "已填"),
        ("审核内容", "审核要点", "审核意见", "存在问题"),
        ("一、完整性审核", "1.规范完整性", TICKS, ""),
        ("二、相关性审核", "目标相关性", TICKS, ""),
        ("综合评定等级", TICKS, "", ""),
        ("总体意见", "", "", ""),
    )
    rows = [[cell.text for cell in row.cells] for row in opened(whole, template=template).tables[0].rows]
    assert rows[0] == ["项目名称", "甲项目", "主管部门及代码", "某局"]
    assert rows[1] == ["联系电话", "", "预算年度", "已填"]
    assert rows[3][2] == "优□ 良□ 中☑ 差□"
    assert rows[3][3].startswith("1. 〔新增〕第1处写错了")
    assert rows[4][2:] == [TICKS, "1. 第2处写错了（AAA02，请核实，第102行 表2 第2行第1列）"]
    assert rows[5][1] == "优□ 良□ 中☑ 差□"
    assert rows[6][1].startswith("共查到问题 3 处")


@pytest.mark.parametrize(
    ("template", "says"),
    [
        (b"no zip", "不是 Word 文件"),
        (written(("联系电话", "")), "没有一处可以填写"),
        (written(("{{项目名}}", "")), "空位“{{项目名}}”不认识，是不是“{{项目名称}}”？"),
        (written(("{{7*7}}", "")), "空位“{{7*7}}”不认识"),
    ],
)
def test_a_template_that_cannot_be_filled_is_refused(whole: Report, template: bytes, says: str) -> None:
    """It names the file and the cure; nothing of a template is ever run."""
    with pytest.raises(TemplateError) as refused:
        opened(whole, template=template)
    assert str(refused.value).startswith("模板“我的.docx”：")
    assert says in str(refused.value)


def test_heads_of_pages_are_those_of_all_projects(whole: Report) -> None:
    """A box that differs from project to project has no place there."""
    for name, differs in (("主管部门", False), ("项目名称", True)):
        word = docx.Document()
        word.add_paragraph("{{项目名称}}")
        word.sections[0].header.paragraphs[0].text = f"{{{{{name}}}}}"
        stream = BytesIO()
        word.save(stream)
        if differs:
            with pytest.raises(TemplateError, match=r"页眉页脚里的空位“.*”各个项目不同"):
                opened(whole, template=stream.getvalue())
        else:
            assert opened(whole, template=stream.getvalue()).sections[0].header.paragraphs[0].text == "某局"


def test_each_project_begins_a_page(national: Ruleset) -> None:
    """Also on a form that begins with its table, and without anything that may stand only once."""
    made = scored(report(forms=(form("甲", 1), form("乙", 11), form("丙", 21))), national)
    word = opened(made)
    assert sum(one.paragraph_format.page_break_before is True for one in word.paragraphs) == 3
    body = opened(made, template=written(("项目名称", ""))).element.body
    assert len(list(body.iter(qn("w:br")))) == 2
