"""What holds of every format: the same findings, nothing lost, the same bytes twice, and no harm from hostile texts."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from perflint import check
from perflint.engine import lint
from perflint.layouts import reading_of, submission_of
from perflint.model.document import Document
from perflint.model.finding import Report, Severity
from perflint.reporters import REPORTERS, render
from perflint.ruleset import Ruleset
from tests.reporters.held import HELD
from tests.reporters.whole import BESIDE, SAID, whole

ROOT = Path(__file__).resolve().parents[2]
HOSTILE = {
    "公式": "=cmd|' /C calc'!A0",
    "加号": "+1+cmd|' /C calc'!A0",
    "负号": "-2+3",
    "at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "制表": "\t=1+1",
    "回车": "\r=1+1",
    "全角等号": "＝1+1",
    "引号": "'=1+1",
    "标签": "<img src=x onerror=alert(1)>",
    "脚本": "</script><script>alert(1)</script>",
    "属性": '" onmouseover="alert(1)" x=\'',
    "注释": "--><!--]]><![CDATA[",
    "链接": "[点我](javascript:alert(1)) http://evil.example <http://evil.example>",
    "图片": "![x](http://evil.example/x.png)",
    "标题": "# 标题\n\n## 又一个\n\n---\n\n| a | b |\n",
    "代码": "```\n`x`\n~~~\n    缩进",
    "强调": "**粗**_斜_~~删~~$x$",
    "冒充": "\n  9 【必须修改】假的（VAL01）\n",
    "模板": "{0} {{x}} {% x %} {message} \\",
    "分隔": '","=1+1"\r\n"1","问题',
    "控制符": "\x00\x01\x07\x08\x0b\x0c\x1b[31m\x7f\x85\x9b",
    "换行符": "甲\u2028乙\u2029丙",
    "反向": "\u202e\u2066gpj.exe",
    "半个字符": "\ud800甲\udfff",
    "不是字符": "\ufffe\uffff",
    "很长": "长" * 10_000,
    "更长": "=" + "长" * 40_000,
}

ADVICE = frozenset({"改成三百人次", "写明数值"})
NOT_FOR = {
    "docx": {"向单位要名册", "豁免编号写错", "目标是否有挑战", "TRE05"}, "review-docx": ADVICE, "review-xlsx": ADVICE,
}  # fmt: skip
"""What a letter to the one who files leaves to the formats of those who review, and the other way about."""


def lost(form: str, words: tuple[str, ...], text: str) -> list[str]:
    """The words that a format should hold and does not."""
    return [word for word in words if word not in text and word not in NOT_FOR.get(form, ())]


every_format = pytest.mark.parametrize("form", REPORTERS)


def test_every_format_is_read_back() -> None:
    """A new format brings its function in ``held.py``."""
    assert HELD.keys() == REPORTERS.keys()


@every_format
def test_every_format_is_documented(form: str) -> None:
    """The page on formats names it."""
    assert f"| `{form}` |" in (ROOT / "docs" / "formats.md").read_text("utf-8")


@every_format
@pytest.mark.parametrize("document", ["disclosure.txt", "forms.xlsx"])
def test_the_findings_are_as_many_in_every_format(form: str, document: str) -> None:
    """Of an example, once and beside another submission."""
    found, clean = check(ROOT / "examples" / "faulty" / document), check(ROOT / "examples" / "clean" / document)
    assert len(found.findings) > 20
    assert HELD[form](render([found], form)).findings == len(found.findings)
    assert HELD[form](render([clean, found], form)).findings == len(found.findings) + len(clean.findings)


@every_format
def test_the_county_report_is_whole(form: str, county: Path) -> None:
    """So of a real disclosure."""
    report = check(county)
    assert HELD[form](render([report], form)).findings == len(report.findings)


@every_format
def test_nothing_is_lost(form: str) -> None:
    """What is waived, corrected, unread, broken, judged by the gate: all is said, none is counted as a finding."""
    held = HELD[form](render([whole()], form, voice="both"))
    assert held.findings == len(whole().findings) == 5
    assert lost(form, SAID, held.text) == []


@pytest.mark.parametrize("form", sorted(REPORTERS.keys() - {"text", "json"}))
def test_nothing_beside_is_lost(form: str) -> None:
    """Nor is what the reader left out, what looked like a form, what only a person can judge."""
    held = HELD[form](render([whole()], form, voice="both"))
    assert lost(form, BESIDE, held.text) == []


@every_format
def test_the_same_report_gives_the_same_bytes(form: str) -> None:
    """Two renders of two reports made alike."""
    assert render([whole(), whole()], form) == render([whole(), whole()], form)


@every_format
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_are_harmless(form: str, name: str) -> None:
    """In every text that a document can bring; the file is read back strictly and nothing is lost beside them."""
    held = HELD[form](render([whole(HOSTILE[name])], form, voice="both"))
    assert held.findings == 5
    if len(HOSTILE[name]) < 10_000:
        assert lost(form, SAID, held.text) == []


@every_format
def test_nothing_to_report_is_a_file_too(form: str, sample: Report) -> None:
    """No report, and a report without findings."""
    assert HELD[form](render([], form)).findings == 0
    assert HELD[form](render([replace(sample, findings=())], form)).findings == 0


@pytest.mark.parametrize("form", ["json", "jsonl", "sarif", "junit", "csv"])
def test_formats_for_programs_hold_everything(form: str) -> None:
    """``--show`` is for people: what a program reads does not depend on it."""
    assert render([whole()], form, show=Severity.ERROR) == render([whole()], form)


@pytest.mark.parametrize("form", ["text", "sarif", "junit", "markdown", "csv", "html"])
def test_a_scan_is_told_once(national: Ruleset, form: str) -> None:
    """Its pages are what was not read of it: the finding says so, and one line more."""
    scan = Document(name="扫描.pdf", digest="", blocks=(), unread_pages=(1, 2))
    made = lint(submission_of([reading_of(scan, national.vocabulary)], national.vocabulary), national)
    text = render([made], form).decode()
    assert "第1–2页只有图像" in text
    assert "没有读取" not in text
    assert "没有识别的扫描页" not in text
    if form == "junit":
        assert 'errors="1"' in text
