"""Automatic numbers as Word writes them, and lists that begin anew."""

from __future__ import annotations

import pytest

from perflint.model.document import Paragraph
from perflint.readers import read
from perflint.readers.docx.numbering import shown
from tests.readers.office import p, word


@pytest.mark.parametrize(
    ("count", "kind", "text"),
    [
        (1, "decimal", "1"), (0, "chineseCounting", "0"), (10, "chineseCounting", "十"),
        (12, "japaneseCounting", "十二"),
        (20, "chineseCountingThousand", "二十"), (103, "chineseCounting", "一百零三"),
        (1010, "chineseCounting", "一千零一十"),
        (3, "decimalEnclosedCircleChinese", "③"), (21, "decimalEnclosedCircle", "21"), (27, "lowerLetter", "aa"),
        (2, "upperLetter", "B"), (14, "lowerRoman", "xiv"), (4, "upperRoman", "IV"), (7, "decimalZero", "07"),
        (5, "ganada", "5"),
    ],
)  # fmt: skip
def test_kinds_of_numbers(count: int, kind: str, text: str) -> None:
    """A count in each kind that forms use; plain digits for the rest."""
    assert shown(count, kind) == text


def test_lists_go_on_or_begin_anew() -> None:
    """Two lists of one definition count on, unless one is told to begin again."""
    numbering = (
        '<w:numbering><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num></w:numbering>'
    )
    body = "".join(
        p("甲", f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{one}"/></w:numPr>') for one in (1, 2, 3, 3, 0, 9)
    )
    document = read(word(body, {"numbering": numbering}), "材料.docx")
    texts = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert texts == ["1 甲", "2 甲", "1 甲", "2 甲", "甲", "甲"]
