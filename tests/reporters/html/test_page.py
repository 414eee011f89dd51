"""The page: everything the report holds, every text harmless, marks and findings tied both ways."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from lxml import html
from msgspec.structs import replace

from perflint.engine import lint
from perflint.model.finding import Report, Severity, Subject
from perflint.reporters import render
from perflint.ruleset import Ruleset
from tests.build import submission
from tests.reporters.conftest import finding, report
from tests.reporters.html.conftest import HOSTILE, LONG, spec


def page(*reports: Report, **options: object) -> Any:  # noqa: ANN401 - lxml's queries give anything
    """The page, parsed."""
    return html.document_fromstring(render(reports, "html", **options).decode())


def words(tree: Any) -> str:  # noqa: ANN401 - the page
    """All that stands in it."""
    return " ".join(tree.text_content().split())


def test_every_part_of_a_report_is_there(whole: Report) -> None:
    """Findings whole, what is waived and fixed, verdicts, budget, claims, what was not read, what a person judges."""
    text = words(page(whole))
    for one in whole.findings:
        assert one.title in text
        assert one.message in text
        assert one.advice in text
    for said in (
        "又出现", "请单位提供测算表", "预算法（条款待核）", "退回", "必须修改 2 处", "已与预算科核实", "张三",
        "2026-12-31", "豁免“VAL09”没有用上", "上次的问题已改 1 处", "规则 VAL01 运行出错", "目标是否有挑战性",
        "坏.docx", "是空文件", "重新导出", "“内部资料”3 处", "有隐藏的工作表“草稿”", "纳入绩效目标管理的项目3个",
        "丙项目", "80.00", "培训期数", "≥2期", "有文件未能读取，未经审核", "没有检查对象的规则",
    ):  # fmt: skip
        assert said in text, said


def test_marks_and_findings_point_at_each_other(whole: Report) -> None:
    """A mark leads to its finding and back, ids are unique, and no link leads nowhere."""
    tree = page(whole, whole)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in tree.xpath("//a/@href")} <= set(ids)
    marks = tree.xpath("//a[contains(@class, 'k ')]")
    assert marks
    for mark in marks:
        (item,) = tree.xpath(f"//li[@id='{mark.get('href')[1:]}']")
        assert item.xpath(".//a[1]/@href")[0] == f"#{mark.get('id')}"
        assert item.get("class") == mark.get("class")


def test_a_mark_stands_in_the_cell_it_is_about(whole: Report) -> None:
    """The cell of each marked finding holds its text, the class of its severity, and a word beside the colour."""
    tree = page(whole)
    for one in whole.findings:
        (item,) = [item for item in tree.xpath("//li[@id]") if one.message in item.text_content()][:1]
        for link in item.xpath("./p[1]/a/@href"):
            (mark,) = tree.xpath(f"//a[@id='{link[1:]}']")
            assert re.fullmatch(r"[必应核]\d+", mark.text)
            box = mark.getparent()
            assert box.tag in {"td", "th", "li", "span"}
            assert box.get("class").split()[-1] in "ewh"


def test_a_project_listed_in_words_is_marked_too(national: Ruleset) -> None:
    """The items of a claim stand under it, and what is wrong with one is marked there."""
    claim = {"quote": "涉及资金8万元", "amount": "8万元", "items": [["甲项", "8万元"], ["甲项目费", "1元"]]}
    tree = page(lint(submission(spec("甲项目", claims=[claim])), national))
    (mark,) = tree.xpath("//li/span[starts-with(., '甲项目费')]/a")
    assert tree.xpath(f"//li[@id='{mark.get('href')[1:]}']//i/text()") == ["NAM03"]


def test_claims_of_one_paragraph_are_told_apart() -> None:
    """Where two claims share a cell, a finding is marked at the one it quotes."""
    given = submission(spec("甲", claims=[{"quote": "项目5个"}, {"quote": "项目7个"}]))
    first, second = given.claims
    home = first.sentence.place
    found = [finding("FND09", Severity.ERROR, "", n, place=home, quote=f"项目{n}个", subject=Subject()) for n in (7, 5)]
    joined = replace(given, claims=(first, replace(second, sentence=first.sentence)))
    tree = page(report(*found, submission=joined))
    assert tree.xpath("//li/span[@class]/text()") == ["项目5个 ", "项目7个 "]
    assert tree.xpath("//li/span/a/@href") == ["#f2", "#f1"]


def test_the_form_is_drawn_with_both_periods_and_merged_levels(whole: Report) -> None:
    """Every row is as wide as the table, and a 一级 spans the rows of its 二级."""
    for form in page(whole).xpath("//table[@class='form']"):
        widths, hanging = [], list[tuple[int, int]]()
        for row in form.xpath(".//tr"):
            hanging = [(rows - 1, wide) for rows, wide in hanging if rows > 1]
            boxes = [(int(box.get("rowspan", 1)), int(box.get("colspan", 1))) for box in row]
            widths.append(sum(wide for _, wide in (*hanging, *boxes)))
            hanging += boxes
        assert len(set(widths)) == 1
        (level,) = form.xpath(".//th[starts-with(., '产出指标')]")
        assert level.get("rowspan") == "3"
        heads = [box.text for box in form.xpath(".//th[@scope='col']")]
        assert "三级指标（实施期）" in heads
        assert "三级指标（年度）" in heads


def test_hostile_texts_are_text(hostile: Report) -> None:
    """No element, attribute or style comes of a text; control signs are gone; a long text is whole."""
    data = render([hostile, hostile], "html")
    text = data.decode("utf-8")
    tree = page(hostile, hostile)
    assert not tree.xpath("//script|//img|//link|//iframe|//form|//object|//base")
    assert not [name for name in tree.xpath("//@*") if str(name.attrname).startswith("on")]
    assert all(link.startswith("#") for link in tree.xpath("//@href|//@src"))
    assert len(tree.xpath("//style")) == 1
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\ud800-\udfff]", text)
    assert LONG in text
    assert "<img src=x onerror=alert(1)>" in tree.text_content()
    assert HOSTILE not in text


def test_nothing_is_asked_of_others(whole: Report) -> None:
    """No script, no address, and a policy that forbids both."""
    text = render([whole], "html").decode()
    (policy,) = page(whole).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)|@import|url\(", text)


def test_headings_go_down_one_at_a_time(whole: Report) -> None:
    """One h1; no level is skipped, alone or among several."""
    for tree in (page(whole), page(whole, whole)):
        levels = [int(one.tag[1]) for one in tree.xpath("//h1|//h2|//h3|//h4")]
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))
        assert tree.xpath("/html/@lang") == ["zh-CN"]
        assert not tree.xpath("//th[not(@scope)]")


def test_show_ticks_the_filter_and_hides_nothing(whole: Report) -> None:
    """``--show error`` leaves the other levels out of sight, one click away."""
    tree = page(whole, show=Severity.ERROR)
    assert [one.get("id") for one in tree.xpath("//fieldset//input[@checked]")] == ["se"]
    assert len(tree.xpath("//li[contains(@class, 'k ')]")) == len(whole.findings)


def test_the_same_report_gives_the_same_bytes(whole: Report) -> None:
    """No clock, no order of a set."""
    assert render([whole], "html") == render([whole], "html")


def test_departments_are_compared_where_there_are_several(whole: Report) -> None:
    """One submission: projects; several: departments."""
    other = replace(whole, submission=replace(whole.submission, department=None))
    assert page(whole).xpath("//figcaption/text()") == ["按规则", "项目与规则"]
    assert page(whole, other).xpath("//figcaption/text()") == ["按规则", "按部门", "部门与规则"]


def test_nothing_to_report_is_said(national: Ruleset) -> None:
    """No form, no finding, no report: still a page."""
    assert "没有可以审核的内容" in words(page(lint(submission({}), national)))
    assert "没有发现问题" in words(page(report(forms=submission(spec("甲")).forms)))
    assert "共 0 份材料" in words(page())


def test_two_hundred_forms_stay_small(national: Ruleset) -> None:
    """A form without findings costs at most three thousand bytes beside its own text, a finding four hundred."""
    bare = [report(forms=submission(spec(*(f"{n}项目{m}" for m in range(10)))).forms) for n in range(20)]
    assert len(render(bare, "html")) < 1_000_000
    found = lint(submission(spec(*(f"项目{m}" for m in range(10)))), national)
    said = sum(len((one.message + one.advice + one.title).encode()) for one in found.findings)
    more = len(render([found], "html")) - len(render([replace(found, findings=())], "html")) - said
    assert more < 400 * len(found.findings) + 40_000
