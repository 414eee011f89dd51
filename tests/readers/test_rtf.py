"""RTF: tables with their merged cells, Chinese in whatever code page, and what is no text left out."""

from __future__ import annotations

import random
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perflint.errors import ReadError
from perflint.model.document import Document, Paragraph
from perflint.readers import read, rtf
from perflint.readers.kind import kind_of

FILES = Path(__file__).parent / "files"
FORM = (FILES / "libreoffice_form.rtf").read_bytes()
HEAD = (
    rb"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\froman\fcharset0 Times New Roman;}"
    rb"{\f1\fnil\fcharset134 {\*\falt SimSun}\'cb\'ce\'cc\'e5;}{\f2\fnil\fcharset2 Wingdings 2;}"
    rb"{\f3\froman\fcharset2 Symbol;}}{\colortbl;\red0\green0\blue0;}"
    rb"{\stylesheet{\ql Normal;}{\s1\outlinelevel0 heading 1;}}{\info{\author \'bc\'d7}}"
)


def shown(document: Document) -> list[str | list[list[str]]]:
    """What a document reads as: paragraphs as texts, grids as rows of texts."""
    return [
        block.text if isinstance(block, Paragraph) else [[cell.text for cell in row] for row in block.rows]
        for block in document.blocks
    ]


def reads(body: bytes) -> list[str | list[list[str]]]:
    """What some RTF reads as behind a usual head."""
    return shown(read(HEAD + body + b"}", "甲.doc"))


def coded(text: str, encoding: str = "gbk") -> bytes:
    """Text as hexadecimal numbers."""
    return b"".join(b"\\'%02x" % byte for byte in text.encode(encoding))


def row(cells: list[tuple[str, int, bytes]]) -> bytes:
    """A row: the text of each cell, its right edge, what it is merged with."""
    drawn = b"".join(b"%s\\cellx%d" % (merge, edge) for _, edge, merge in cells)
    texts = b"".join(b"\\pard\\intbl " + coded(text) + b"\\cell" for text, _, _ in cells)
    return b"\\trowd\\trgaph108\\trleft0" + drawn + texts + b"\\row"


def test_the_same_form_reads_as_the_word_file_does() -> None:
    """Blocks, places, furniture and remarks are those of the binary file."""
    document = rtf.read(FORM, "甲")
    other = read((FILES / "word97_form.doc").read_bytes(), "甲")
    assert document.blocks == other.blocks
    assert document.dropped == other.dropped
    assert document.remarks == other.remarks


def test_the_content_says_what_it_is() -> None:
    """A .doc is often RTF."""
    assert kind_of(FORM, "申报表.doc") == "rtf"


def test_merged_cells() -> None:
    """Across by their marks or by edges, downwards by their marks."""
    body = row([("表头", 1000, rb"\clmgf"), ("", 2000, rb"\clmrg"), ("值", 3000, b"")])
    body += row([("产出", 1000, rb"\clvmgf"), ("数量", 3000, b"")])
    body += row([("", 1000, rb"\clvmrg"), ("质量", 3000, b"")])
    assert reads(body) == [[["表头", "表头", "值"], ["产出", "数量", "数量"], ["产出", "质量", "质量"]]]


def test_a_table_within_a_cell() -> None:
    """Parts its cell as it is drawn."""
    inner = rb"\pard\intbl\itap2 x\nestcell y\nestcell{\*\nesttableprops\trowd\trleft1000\cellx1500\cellx2000\nestrow}"
    inner += rb"{\nonesttables\par}"
    body = rb"\trowd\trleft0\cellx1000\cellx2000\pard\intbl a\cell" + inner + rb"\pard\intbl\itap1\cell\row"
    body += row([("b", 1000, b""), ("c", 2000, b"")])
    assert reads(body) == [[["a", "x", "y"], ["b", "c", "c"]]]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (rb"\f1 " + coded("绩效"), "绩效"),
        (rb"\f0 " + coded("绩效"), "绩效"),
        (rb"\hich\af0\dbch\af1\loch\f0 " + coded("绩效"), "绩效"),
        (b"\\f1 " + "甲、绩效".encode("gbk"), "甲、绩效"),
        (rb"\f1 \'81\'5c\'81A", b"\x81\x5c\x81A".decode("gb18030")),
        (rb"\uc1\u32489?\u25928\'3f5%", "绩效5%"),
        (rb"\uc2\u32489\'bc\'a8{\uc0\u25928}", "绩效"),
        (rb"\u-30614?", chr(65536 - 30614)),
        (rb"\u-10176?\u-8265?", b"\x40\xd8\xb7\xdf".decode("utf-16-le")),
        (rb"\f3 \'b3{\f0 95%}", "≥95%"),
        (rb"{\f2 \u-4014?}\f0 yes", "☑yes"),
    ],
    ids=[
        "by the font", "by the code page", "by the eastern font", "as bytes", "a second byte that is a letter",
        "unicode", "unicode with two bytes beside it", "unicode beyond the middle", "two halves", "symbol",
        "a symbol by its number",
    ],
)  # fmt: skip
def test_characters(body: bytes, text: str) -> None:
    """However they are written."""
    assert reads(body) == [text]


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        (rb"{\header " + coded("页眉") + rb"\par}x{\footnote note}{\*\unknown y}{\pict 00ff}", ["x"]),
        (rb'{\field{\*\fldinst HYPERLINK "y"}{\fldrslt x}}z', ["xz"]),
        (rb"{\field{\*\fldinst {EQ \\o\\ac(}{\f1 " + coded("□,√") + rb")}}{\fldrslt }}x", ["☑x"]),
        (rb"a{\field{\*\fldinst FORMCHECKBOX{\*\formfield{\fftype1\ffres25\ffdefres1}}}{\fldrslt }}", ["a☑"]),
        (rb"a{\deleted b}{\revised c}", ["ac"]),
        (rb"a{\deleted\par}b\par c", ["ab", "c"]),
        (rb"{\listtext\f1 " + coded("（一）") + rb"\tab}x", ["（一）x"]),
        (rb"{\listtext\pard\plain 1.\tab}x\par{\listtext\f3\'b7\tab}y\par", ["1.x", "y"]),
        (rb"a\line b\tab c\_d\~e\ldblquote f\rdblquote\{", ["a", "b\tc-d\xa0e“f”{"]),
        (rb"a\bin5 }}}}}b", ["ab"]),
        (rb"{\upr{x}{\*\ud{y}}}", ["y"]),
        (rb"{\object{\*\objdata 00}{\result x}}", ["x"]),
        (rb"x{\shp{\*\shpinst{\sp{\sn a}{\sv 1}}{\shptxt y\par}}{\shprslt z}}\par", ["x", "y"]),
    ],
    ids=[
        "furniture",
        "field",
        "overlay",
        "check box",
        "changes",
        "joined",
        "Chinese list",
        "list",
        "signs",
        "raw",
        "upr",
        "object",
        "box",
    ],
)
def test_what_is_no_text(body: bytes, texts: list[str]) -> None:
    """Is left out; what prints stays."""
    assert reads(body) == texts


def test_headings_and_remarks() -> None:
    """A heading by its style; what a person should know."""
    document = read(HEAD + rb"\s1 x\par\pard y{\v z}{\footnote n}{\pict 0}{\header h}}", "甲.rtf")
    assert [block.level for block in document.blocks if isinstance(block, Paragraph)] == [1, 0]
    assert len(document.remarks) == 3
    assert document.dropped == {"h": 1}


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_damage_is_refused_or_read(data: st.DataObject) -> None:
    """Truncated or with some bytes changed: a document, or ReadError."""
    chance = random.Random(data.draw(st.integers(0, 2**32)))
    damaged = bytearray(FORM)
    for _ in range(chance.choice((0, 1, 5, 40))):
        at = chance.randrange(len(damaged))
        damaged[at : at + 3] = chance.choice((b"}", b"{", b"\\", b"\\u", b"\\row", b"\\cell ", chance.randbytes(3)))
    with suppress(ReadError):
        rtf.read(bytes(damaged[: chance.choice((len(damaged), chance.randrange(len(damaged))))]), "甲.rtf")


@pytest.mark.parametrize(
    "body",
    [b"{" * 200000, rb"\cellx1" * 100000 + rb"x\cell\row" * 2000, rb"\itap99999\intbl x\nestcell\nestrow" * 2000],
    ids=["groups in groups", "cells without end", "tables in tables"],
)
def test_odd_files_take_no_longer(body: bytes) -> None:
    """Nothing grows with the square of what the file says."""
    with suppress(ReadError):
        rtf.read(HEAD + body, "甲.rtf")
