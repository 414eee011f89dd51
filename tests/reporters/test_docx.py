"""The letter: what the department must know, in order, with blanks where a person writes; the same bytes each time."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree
from msgspec.structs import replace

from perflint.model.finding import Basis, Report, Severity, Verdict, Waived
from perflint.reporters import render
from perflint.reporters.docx.letter import _chinese
from tests.reporters.conftest import finding, form, report
from tests.reporters.hostile import hostile_report


def letter(*reports: Report) -> list[str]:
    """The paragraphs of the letter on these reports."""
    return [one.text for one in docx.Document(BytesIO(render(reports, "docx"))).paragraphs]


def test_a_letter_from_beginning_to_end(sample: Report) -> None:
    """Title, salutation, outcome, findings by project, what is asked for, blanks for the day and the seal."""
    basis = Basis(doc="预算法", clause="第三十二条", quote="应当细化", verified=True)
    said = letter(replace(sample, findings=(*sample.findings[:3], finding("X", Severity.HINT, "", 9, basis=(basis,)))))
    assert said == [
        "关于某局2026年度项目支出绩效目标的审核意见",
        "某局：",
        "你单位报送的项目支出绩效目标材料（材料.txt）收悉，其中绩效目标表 3 张、指标 4 条。"
        "审核结果：必须修改 2 处，请核实 2 处。",
        "未发现问题的项目：“乙 项目”、“丙项目”。",
        "具体意见如下，其中标“必须修改”“应当修改”的请修改，标“请核实”的请核对后决定是否修改。",
        "一、全部材料（跨项目、跨表）（必须修改 1 处，请核实 1 处）",
        "1. NAM02的问题【必须修改】",
        "位置：第101行 表2 第1行第1列",
        "原文：“原文1”",
        "问题：第1处写错了",
        "修改：改第1处",
        "2. X的问题【请核实】",
        "位置：第109行 表2 第9行第1列，产出指标 / 数量指标 / 指标9（年度）",
        "原文：“原文9”",
        "问题：第9处写错了",
        "修改：改第9处",
        "依据：预算法第三十二条",
        "二、甲项目（必须修改 1 处，请核实 1 处）",
        "1. VAL01的问题【必须修改】",
        "位置：第104行 表2 第4行第1列，产出指标 / 数量指标 / 指标4（年度）",
        "原文：“原文4”",
        "问题：第4处写错了",
        "修改：改第4处",
        "依据：财预〔2015〕88号第九条（条款待核）；预算法第三十二条",
        "2. VAL10的问题【请核实】",
        "位置：第103行 表2 第3行第1列，产出指标 / 数量指标 / 指标3（年度）",
        "原文：“原文3”",
        "问题：第3处写错了",
        "修改：改第3处",
        "依据：财预〔2015〕88号第九条（条款待核）",
        "请于____年__月__日前按上述意见修改完善，重新报送；对意见有不同看法的，请附理由一并反馈。",
        "（审核单位盖章）",
        "____年__月__日",
        "附：材料读取说明",
        "略去页眉页脚和水印　材料.txt：“内部资料”3 处",
        "附：引用的文件条款",
        "预算法第三十二条：“应当细化”",
    ]


def test_what_is_settled_stands_in_it(sample: Report) -> None:
    """The gate's word, what is new, corrected or waived; what only the reviewer asks does not."""
    new = finding("VAL01", Severity.ERROR, "甲项目", 4, state="新增", ask="请单位提供台账")
    gate = (
        Verdict(project="", outcome="退回", why="有必须修改的"),
        Verdict(project="甲项目", outcome="退回", why="一处"),
    )
    said = letter(
        replace(
            sample, findings=(new,), verdicts=gate, fixed=(replace(new, message="旧毛病"),),
            waived=(Waived(finding=new, reason="上级批准", by="张三"),),
        )
    )  # fmt: skip
    assert "审核结论：退回，有必须修改的。" in said
    assert "结论：退回，一处。" in said
    assert "1. VAL01的问题【必须修改】〔新增〕" in said
    assert "甲项目　VAL01的问题：旧毛病" in said
    assert "甲项目　VAL01的问题：第4处写错了；理由：上级批准（张三）" in said
    assert not any("台账" in text or "有挑战性" in text for text in said)


def test_what_was_not_read_is_said_and_asked_for(unread: Report) -> None:
    """A file nobody could read is no letter of praise."""
    said = letter(replace(unread, findings=()))
    assert "____________：" not in said[2]
    assert said[0] == "关于________（单位）____年度项目支出绩效目标的审核意见"
    assert "未能读取　坏.txt：是空文件（重新导出）" in said
    assert "请于____年__月__日前补报能够审核的材料。" in said
    assert "未发现需要修改的内容。" not in said


def test_nothing_found_is_said() -> None:
    """And nothing is asked for."""
    said = letter(report(forms=(form("甲项目", 1),)))
    assert "未发现需要修改的内容。" in said
    assert not any("请于" in text for text in said)


def test_each_submission_has_a_letter(sample: Report, unread: Report) -> None:
    """On pages of its own, numbered from 1, on A4, in Chinese fonts."""
    made = docx.Document(BytesIO(render((sample, unread, sample), "docx")))
    assert sum(one.style is not None and one.style.name == "Title" for one in made.paragraphs) == 3
    assert len(made.sections) == 3
    for section in made.sections:
        settings: etree._Element = section._sectPr
        assert [one.get(qn("w:start")) for one in settings.findall(qn("w:pgNumType"))] == ["1"]
        assert section.page_width is not None
        assert round(section.page_width.mm) == 210
    foot: etree._Element = made.sections[2].footer._element
    assert " PAGE " in [one.text for one in foot.iter(qn("w:instrText"))]
    style: etree._Element = made.styles["Normal"].element
    assert [one.get(qn("w:eastAsia")) for one in style.iter(qn("w:rFonts"))] == ["仿宋"]


def test_hostile_texts_are_text() -> None:
    """They stand in the letter as they are, but for signs that no document can hold."""
    bad = hostile_report()
    data = render((bad,), "docx")
    said = letter(bad)
    assert sum("【" in text for text in said) >= len(bad.findings)
    assert any("<img src=x onerror=alert(1)>" in text for text in said)
    with ZipFile(BytesIO(data)) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    assert not [one for one in root.iter() if not str(one.tag).startswith("{http://schemas.openxmlformats.org/")]
    assert not list(root.iter(qn("w:hyperlink"), qn("w:instrText")))


def test_the_same_report_gives_the_same_bytes(sample: Report) -> None:
    """No clock, neither in the parts nor in the package."""
    data = render((sample, sample), "docx")
    assert data == render((sample, sample), "docx")
    with ZipFile(BytesIO(data)) as package:
        assert {member.date_time for member in package.infolist()} == {(2000, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize(
    ("number", "word"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (42, "四十二"), (100, "100")]
)
def test_parts_are_numbered_in_chinese(number: int, word: str) -> None:
    """As officials count."""
    assert _chinese(number) == word
