"""A report whose every text is out to do harm: formulas, markup, control signs, half characters, ten thousand signs."""

from __future__ import annotations

from datetime import date

from perflint.model.base import Cell, Place
from perflint.model.document import Document, Unread
from perflint.model.finding import Basis, Failure, Finding, Read, Related, Report, Severity, Subject, Verdict, Waived
from perflint.model.submission import Submission, Unrecognised

LONG, LONGEST = (
    "".join(chr(first + number * 37 % 20_000) for number in range(many))
    for first, many in ((0x4E00, 10_000), (0x20000, 20_000))
)
"""Ten thousand signs, and twice as many that count double; no sign repeated, or it would pass for a bomb."""
TEXTS = (
    "=cmd|'/c calc'!A1", "+1+1", "-2+3", "@SUM(A1)", "＝1＋1", "\t=1+1", '=HYPERLINK("http://127.0.0.1","点我")',
    "<img src=x onerror=alert(1)>", "]]><w:p/>&amp;&#0;",
    "控\x00制\x08字\x0b符\x1f\x7f", "半个\ud83d字", "非字符\ufffe\uffff",
    "反\u202e写", "_x0041_", "多\r\n行\r又\n行", LONG, LONGEST, "",
)  # fmt: skip


def hostile_report() -> Report:
    """One report, each text in each place once."""
    found = tuple(finding(number, text) for number, text in enumerate(TEXTS))
    bad = TEXTS[0]
    return Report(
        submission=Submission(
            department=Cell(text="".join(TEXTS[:15]), place=Place(file="a.txt")),
            documents=tuple(Document(name=f"{text[:40]}.xlsx", digest="", blocks=(), remarks=TEXTS) for text in TEXTS),
            unread=tuple(Unread(name=f"坏{text[:40]}", reason=text, cure=text) for text in TEXTS),
            unrecognised=(Unrecognised(cell=Cell(text=bad, place=place(0, bad)), understood=TEXTS, missing=TEXTS),),
        ),
        ruleset=bad, ruleset_digest=bad, version="0", findings=found,
        read=Read(files=1, forms=1, indicators=1, budget_lines=0, claims=0),
        failures=tuple(Failure(code="VAL01", message=text) for text in TEXTS),
        questions=TEXTS, waiver_notes=TEXTS, fixed=found,
        waived=tuple(Waived(finding=one, reason=one.quote, by=one.quote, expires=date(2026, 1, 1)) for one in found),
        verdicts=tuple(Verdict(project=text, outcome="退回", why=text) for text in ("", *TEXTS[:-1])),
    )  # fmt: skip


def place(number: int, text: str) -> Place:
    """A cell of a workbook whose file and sheet are named after the text."""
    return Place(file=f"{text[:40]}.xlsx", table=1, row=number + 1, column=2, sheet=f"表{text[:20]}")


def finding(number: int, text: str) -> Finding:
    """A finding that says this text everywhere."""
    here = place(number, text)
    return Finding(
        code="VAL01", name="vague", title=text, severity=tuple(Severity)[number % 3], point="W1",
        message=text, advice=text, ask=text, state=text, basis=(Basis(doc=text, clause=text, quote=text),),
        subject=Subject(project=text, field=text, indicator=text), place=here, quote=text,
        related=(Related(place=here, text=text),), fingerprint=f"{number:016x}",
    )  # fmt: skip
