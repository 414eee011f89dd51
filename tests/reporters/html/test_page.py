"""The page: everything the report holds, every text harmless, marks and findings tied both ways."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from lxml import html
from msgspec.structs import replace

from perflint.engine import lint
from perflint.model.finding import Finding, Report, Severity, Subject
from perflint.reporters import render
from perflint.reporters.groups import groups_of
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
    marks = tree.xpath("//a[starts-with(@href, '#f')]")
    assert len(marks) == len(set(mark.get("href") for mark in marks)) > 20
    for mark in marks:
        (item,) = tree.xpath(f"//li[@id='{mark.get('href')[1:]}']")
        assert item[0].get("href") == f"#{mark.getparent().get('id')}"
        assert item[0].text == mark.text


def test_a_mark_stands_in_the_cell_it_is_about(whole: Report) -> None:
    """What a filter asks for stands in the finding's id: its severity by letter, its rule by number."""
    tree = page(whole)
    rules: dict[str, str] = {}
    for one in whole.findings:
        (item,) = [item for item in tree.xpath("//li[starts-with(@id, 'f')]") if one.message in item.text_content()][:1]
        told = re.fullmatch(r"f[0-9A-Z]+([ewh])(\d\d)", item.get("id"))
        assert told
        assert told[1] == {"error": "e", "warning": "w", "hint": "h"}[one.severity]
        assert rules.setdefault(one.code, told[2]) == told[2]
        for mark in tree.xpath(f"//a[@href='#{item.get('id')}']"):
            assert re.fullmatch(r"[必应核]\d+", mark.text)
            assert mark.getparent().tag in {"td", "th", "span"}
    assert len(set(rules.values())) == len(rules)


def test_a_project_listed_in_words_is_marked_too(national: Ruleset) -> None:
    """The items of a claim stand under it, and what is wrong with one is marked there."""
    claim = {"quote": "涉及资金8万元", "amount": "8万元", "items": [["甲项", "8万元"], ["甲项目费", "1元"]]}
    tree = page(lint(submission(spec("甲项目", claims=[claim])), national))
    (mark,) = tree.xpath("//li/span[starts-with(., '甲项目费')]/a")
    assert tree.xpath(f"//li[@id='{mark.get('href')[1:]}']/a[2]/text()") == ["NAM03"]


def test_claims_of_one_paragraph_are_told_apart() -> None:
    """Where two claims share a cell, a finding is marked at the one it quotes."""
    given = submission(spec("甲", claims=[{"quote": "项目5个"}, {"quote": "项目7个"}]))
    first, second = given.claims
    home = first.sentence.place
    found = [finding("FND09", Severity.ERROR, "", n, place=home, quote=f"项目{n}个", subject=Subject()) for n in (7, 5)]
    joined = replace(given, claims=(first, replace(second, sentence=first.sentence)))
    tree = page(report(*found, submission=joined))
    assert tree.xpath("//li/span/text()") == ["项目5个 ", "项目7个 "]
    assert tree.xpath("//li/span/a/@href") == ["#f2e1", "#f1e1"]


def test_the_form_is_drawn_with_both_periods_and_merged_levels(whole: Report) -> None:
    """Every row of a table has the same columns, and a 一级 spans the rows of its 二级."""
    for form in page(whole).xpath("//div[@class='s']"):
        for table in form.xpath("./table"):
            assert len({len(row) for row in _slots(table)}) == 1
        (level,) = form.xpath(".//th[starts-with(., '产出指标')]")
        assert level.get("rowspan") == "3"
        heads = [box.text for box in form.xpath(".//tr[not(td)]/th")]
        assert "三级指标（实施期）" in heads
        assert "三级指标（年度）" in heads


def test_every_head_is_one_by_the_standard(whole: Report) -> None:
    """Without a scope, a ``th`` heads its column if its rows hold no value, its row if its column holds none."""
    for table in page(whole, whole).xpath("//table"):
        rows = _slots(table)
        assert not table.xpath(".//@colspan")
        for y, row in enumerate(rows):
            for x, box in enumerate(row):
                beside = {other.tag for other in row}
                below = {other[x].tag for other in rows}
                assert box.tag == "td" or beside == {"th"} or below == {"th"}, (box.text, y, x)


def _slots(table: Any) -> list[list[Any]]:  # noqa: ANN401 - lxml's elements
    """The boxes of a table, each in every row that it covers."""
    rows = table.xpath(".//tr")
    slots: list[list[Any]] = [[] for _ in rows]
    hanging: dict[int, tuple[int, Any]] = {}
    for y, row in enumerate(rows):
        boxes = iter(row)
        while True:
            x = len(slots[y])
            left, box = hanging.pop(x, (0, None))
            if not left and (box := next(boxes, None)) is None:
                break
            left = left or int(box.get("rowspan", 1))
            slots[y].append(box)
            if left > 1:
                hanging[x] = (left - 1, box)
    return slots


def test_what_many_findings_say_stands_once(national: Ruleset) -> None:
    """Up to ten times a text stands at each finding; beyond, under its rule, and each finding says which it means."""
    few, many = (page(lint(submission(spec(*(f"{n}号项目" for n in range(count)))), national)) for count in (10, 12))
    found = lint(submission(spec("甲项目")), national).findings
    (one,) = (one for one in found if one.code == "GOL05")
    assert words(few).count(one.advice) == 10
    assert words(many).count(one.advice) == 1
    (card,) = many.xpath("//section[@class='r'][starts-with(h3, 'GOL05')]")
    assert one.advice in card.text_content()
    assert one.ask in card.text_content()
    items = many.xpath("//li[starts-with(@id, 'f')][a[2]='GOL05']")
    assert len(items) == 12
    assert {item.xpath("string(a[2]/@href)") for item in items} == {f"#{card.get('id')}"}
    assert all("“立项依据”写的是“领导安排”" in item.text_content() for item in items)


def test_no_word_of_a_finding_is_lost_under_its_rule(national: Ruleset) -> None:
    """Of many forms: what a finding says stands beside it or under its rule, its own words there left open."""
    report = lint(submission(spec(*(f"{n}号项目" for n in range(15)))), national)
    tree = page(report)
    cards = {card.get("id"): [words(one) for one in card] for card in tree.xpath("//section[@class='r']")}
    items = {item[0].text[1:]: item for item in tree.xpath("//li[starts-with(@id, 'f')]")}
    order = [one for group in groups_of(report) for one in sorted(group.found, key=lambda one: one.severity.rank)]
    assert len(items) == len(order) > 100
    for number, one in enumerate(order, 1):
        item, card = words(items[str(number)]), cards[items[str(number)][1].get("href")[1:]]
        assert one.message in item
        assert f"{one.code} {one.title}" in (card[0], " ".join(words(part) for part in items[str(number)][1:3]))
        assert {f"依据 {basis}" for basis in one.basis} <= set(card)
        assert one.advice in item or _shared("建议", item, card, one) == one.advice
        assert one.ask in item or _shared("审核提示", item, card, one) == one.ask


def _shared(word: str, item: str, card: list[str], one: Finding) -> str:
    """The text under a rule that an item means, filled with what stands beside the item."""
    which = re.search(rf"{word}\d+ ", item)
    (text,) = [text for text in card if text.startswith(which[0] if which else f"{word} ")]
    filled = text.split(" ", 1)[1].replace("〔原文〕", " ".join(one.quote.split()))
    return filled.replace("〔指标〕", one.subject.indicator or "")


def test_a_title_is_written_by_the_style_sheet_as_text() -> None:
    """Where it would be said more than ten times; nothing in it can end the string or the sheet."""
    bad = '甲"}</style><script>'
    found = [finding("VAL01", Severity.ERROR, "", n, title=bad, subject=Subject()) for n in range(11)]
    tree = page(report(*found))
    (style,) = tree.xpath("//style/text()")
    assert '\\a0 甲\\22 \\7d \\3c \\2f style\\3e \\3c script\\3e "' in style
    assert not tree.xpath("//script")
    assert bad in tree.xpath("string(//section[@class='r']/h3)")


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


def test_show_ticks_the_filter_and_hides_nothing(whole: Report) -> None:
    """``--show error`` leaves the other levels out of sight, one click away."""
    tree = page(whole, show=Severity.ERROR)
    assert [one.get("id") for one in tree.xpath("//fieldset//input[@checked]")] == ["se"]
    assert len(tree.xpath("//li[starts-with(@id, 'f')]")) == len(whole.findings)


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
    """A form costs at most twelve hundred bytes with its words, a finding two hundred beside its message."""
    found = lint(submission(spec(*(f"{n}号项目" for n in range(200)))), national)
    size, bare = (len(render([one], "html")) for one in (found, replace(found, findings=(), verdicts=())))
    assert len(found.findings) > 200 * 10
    assert size < 1_000_000
    assert bare < 200 * 1_200
    assert size - bare - sum(len(one.message.encode()) for one in found.findings) < 200 * len(found.findings)
