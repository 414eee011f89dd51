"""Word's binary files: merged cells whole, whatever way the text lies in the file, and nothing raised but ReadError."""

from __future__ import annotations

import json
import random
import shutil
import struct
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perflint.errors import ReadError
from perflint.model.document import Document, Grid, Paragraph
from perflint.readers import doc, read
from perflint.readers.doc import libreoffice
from perflint.readers.kind import kind_of
from perflint.text import normal
from tests.readers.wordfile import IN_TABLE, Made, Text, row_end, sprm

FILES = Path(__file__).parent / "files"
FORM = (FILES / "word97_form.doc").read_bytes()
SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "county"
DELETED = sprm(0x0800, 1)
CELL = IN_TABLE
INNER = IN_TABLE + sprm(0x6649, 2, 4)


def shown(document: Document) -> list[str | list[list[str]]]:
    """What a document reads as: paragraphs as texts, grids as rows of texts."""
    return [
        block.text if isinstance(block, Paragraph) else [[cell.text for cell in row] for row in block.rows]
        for block in document.blocks
    ]


def table(*rows: tuple[str, bytes]) -> Made:
    """A file with nothing but a table: the cells of each row told apart by blanks, the modifiers of its end."""
    marks = [mark for cells, end in rows for mark in [*[CELL] * len(cells.split(" ")), end]]
    return Made([Text("".join(cells.replace(" ", "\x07") + "\x07\x07" for cells, _ in rows))], marks)


def boxes(grid: Grid) -> set[tuple[int, int, int, int, str]]:
    """The cells of a grid: row, column, how many of each they cover, text."""
    found: dict[tuple[int | None, int | None], list[tuple[int, int]]] = {}
    texts = {}
    for row, cells in enumerate(grid.rows):
        for column, cell in enumerate(cells):
            found.setdefault((cell.place.row, cell.place.column), []).append((row, column))
            texts[cell.place.row, cell.place.column] = normal(cell.text)
    return {
        (slots[0][0], slots[0][1], slots[-1][0] - slots[0][0] + 1, slots[-1][1] - slots[0][1] + 1, texts[place])
        for place, slots in found.items()
    }


def test_a_form_as_a_word_processor_saves_it() -> None:
    """Merged cells, changes recorded, lists, fields, symbols, a character beyond 16 bits, a text box; no furniture."""
    document = read(FORM, "申报表.doc")
    blocks = shown(document)
    assert blocks[:5] == ["项目支出绩效目标表", "（2026年度）", "1.编制说明", "2.填报要求 ABC", "（一）如实填报"]
    assert blocks[5] == [
        ["项目名称", *["乡村道路Road修缮（𠮷祥段）"] * 3],
        ["项目资金\n（万元）", "资金总额：", "120.00", "120.00"],
        ["项目资金\n（万元）", "其中：财政拨款", "120.00", "120.00"],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "修缮里程", "≥12公里"],
        ["产出指标", "质量指标", "验收合格率", "≥95%"],
        ["备注", "", "是☑否☐", "第一行\n第二行暗"],
    ]
    assert blocks[6] == "附：公开网址见1页"
    assert [["甲", "乙"], ["丙", "丁"]] in blocks
    assert blocks[-2:] == ["文末。", "框中的字"]
    first = document.blocks[0]
    assert isinstance(first, Paragraph)
    assert first.level == 1
    assert document.dropped == {"第1页": 1, "青禾县预算公开材料": 1}
    assert len(document.remarks) == 3


def test_a_merged_box_is_one_cell_in_every_slot() -> None:
    """Its place is its origin."""
    grid = read(FORM, "申报表.doc").grids[0]
    assert grid.rows[1][0] is grid.rows[2][0]
    assert (grid.rows[2][0].place.table, grid.rows[2][0].place.row, grid.rows[2][0].place.column) == (1, 2, 1)
    assert len({len(row) for row in grid.rows}) == 1


@pytest.mark.skipif(not SHARED.exists(), reason="the county's files are not here")
def test_the_county_s_tables() -> None:
    """Every cell of twelve tables, its place, its span and its text."""
    truth = json.loads((SHARED / "truth.json").read_text("utf-8"))["tables"]
    grids = read((SHARED / "tables.doc").read_bytes(), "tables.doc").grids
    assert len(grids) == len(truth)
    for grid, wanted in zip(grids, truth, strict=True):
        cells = wanted["cells"]
        assert boxes(grid) == {(one["r"], one["c"], one["rs"], one["cs"], normal(one["t"])) for one in cells}


@pytest.mark.parametrize("backwards", [False, True], ids=["in order", "fast saved"])
def test_text_in_pieces_of_several_encodings(backwards: bool) -> None:
    """Two bytes a character, one byte of Western text, one byte of what is GBK; in whatever order they lie."""
    texts = [Text("前段，"), Text("ABC “x” 5°\r", "cp1252"), Text("旧程序写的汉字\r", "gb2312"), Text("后段\r")]
    made = Made(texts, backwards=backwards)
    assert shown(read(made.saved(), "甲.doc")) == ["前段，ABC “x” 5°", "旧程序写的汉字", "后段"]


def test_rows_divided_at_different_places() -> None:
    """A cell covers the columns between its edges; edges half a millimetre apart are one."""
    made = table(
        ("名称 道路", row_end([0, 2000, 6000], [0, 0])), ("甲 乙 丙", row_end([-5, 1990, 4000, 6010], [0, 0, 0]))
    )
    assert shown(read(made.saved(), "甲.doc")) == [[["名称", "道路", "道路"], ["甲", "乙", "丙"]]]


def test_rows_set_in_from_the_left() -> None:
    """What is not drawn is empty, with a place of its own."""
    made = table(("甲 乙", row_end([0, 1000, 2000], [0, 0])), ("丙", row_end([1000, 2000], [0])))
    grid = read(made.saved(), "甲.doc").grids[0]
    assert [cell.text for cell in grid.rows[1]] == ["", "丙"]
    assert grid.rows[1][0].place.column == 1


@pytest.mark.parametrize(
    ("flags", "more"),
    [([1, 2, 2], b""), ([2, 1, 1], b""), ([0, 0, 0], struct.pack("<HBB", 0x5624, 0, 3))],
    ids=["as Word writes it", "as its specification has it", "by a modifier of its own"],
)
def test_cells_merged_across(flags: list[int], more: bytes) -> None:
    """The first shows its text in all."""
    made = table(("甲 x y 乙", row_end([0, 900, 1800, 2700, 3600], [*flags, 0], more)))
    assert shown(read(made.saved(), "甲.doc")) == [[["甲", "甲", "甲", "乙"]]]


def test_two_merges_side_by_side() -> None:
    """A new first cell begins a new box."""
    made = table(("甲  乙 ", row_end([0, 900, 1800, 2700, 3600], [1, 2, 1, 2])))
    assert shown(read(made.saved(), "甲.doc")) == [[["甲", "甲", "乙", "乙"]]]


@pytest.mark.parametrize("by_modifier", [False, True])
def test_cells_merged_downwards(by_modifier: bool) -> None:
    """The upper one begins, the others go on; a new beginning ends the old."""
    ends = []
    for flags in (0x60, 0x20, 0x60):
        more = struct.pack("<HBBB", 0xD62B, 2, 0, flags >> 5) if by_modifier else b""
        ends.append(row_end([0, 900, 1800], [0 if by_modifier else flags, 0], more))
    made = table(("甲 1", ends[0]), (" 2", ends[1]), ("乙 3", ends[2]))
    grid = read(made.saved(), "甲.doc").grids[0]
    assert [[cell.text for cell in row] for row in grid.rows] == [["甲", "1"], ["甲", "2"], ["乙", "3"]]
    assert grid.rows[1][0].place == grid.rows[0][0].place


@pytest.mark.parametrize(
    ("more", "second"),
    [
        (struct.pack("<HBBH", 0x7621, 1, 1, 1000), ["甲", "新", "乙"]),
        (struct.pack("<HBB", 0x5622, 0, 1), ["乙", "", ""]),
        (struct.pack("<HBBH", 0x7623, 0, 1, 2000), ["甲", "甲", "乙"]),
    ],
    ids=["a cell put in", "a cell taken out", "a cell widened"],
)
def test_rows_changed_after_they_were_drawn(more: bytes, second: list[str]) -> None:
    """Modifiers apply one after another."""
    cells = " ".join(dict.fromkeys(filter(None, second)))
    plain = row_end([0, 1000, 2000, 3000], [0, 0, 0])
    made = table(("1 2 3", plain), (cells, row_end([0, 1000, 2000], [0, 0], more)))
    assert shown(read(made.saved(), "甲.doc")) == [[["1", "2", "3"], second]]


def test_modifiers_that_found_no_room_are_in_the_data_stream() -> None:
    """A row of many cells has its definition there."""
    end = row_end(list(range(0, 31000, 1000)), [0] * 30)
    made = table((" ".join(map(str, range(30))), IN_TABLE + sprm(0x6646, 8, 4)))
    made.data = bytes(8) + struct.pack("<H", len(end)) + end
    made.texts[0].text += "甲\x07\x07"
    made.marks += [CELL, row_end([0, 30000], [0])]
    grid = read(made.saved(), "甲.doc").grids[0]
    assert [cell.text for cell in grid.rows[0]] == [str(number) for number in range(30)]
    assert {cell.text for cell in grid.rows[1]} == {"甲"}


def test_a_table_within_a_cell() -> None:
    """Its cells and rows end in ordinary marks, told by their depth; it parts its cell as it is drawn."""
    inner_cell = INNER + sprm(0x244B, 1)
    inner_end = INNER + sprm(0x244C, 1) + row_end([1000, 1500, 2000], [0, 0])[6:]
    text = Text("指标\x07甲\r乙\r\r\x07\x07备注\x07无\x07\x07")
    end = row_end([0, 1000, 2000], [0, 0])
    made = Made([text], [CELL, inner_cell, inner_cell, inner_end, CELL, end, CELL, CELL, end])
    assert shown(read(made.saved(), "甲.doc")) == [[["指标", "甲", "乙"], ["备注", "无", "无"]]]


def test_text_taken_out_with_changes_recorded() -> None:
    """Words, the end of a paragraph, a row; and a person is told."""
    end = row_end([0, 1000], [0])
    texts = [Text("目标≥"), Text("80%", group=DELETED), Text("95%"), Text("\r", group=DELETED), Text("，全部\r")]
    texts += [Text("甲\x07\x07"), Text("乙\x07\x07", group=DELETED), Text("丙\x07\x07")]
    document = read(Made(texts, [b"", b"", CELL, end, CELL, end, CELL, end]).saved(), "甲.doc")
    assert shown(document) == ["目标≥95%，全部", [["甲"], ["丙"]]]
    assert any("修订" in remark for remark in document.remarks)


@pytest.mark.parametrize("prm", [0x41 << 1 | 1 << 8, 1], ids=["in short", "in a group"])
def test_modifiers_of_a_whole_piece(prm: int) -> None:
    """Fast saving puts them beside the piece instead of into the text's own."""
    made = Made([Text("留"), Text("去", prm=prm), Text("下\r")], groups=(DELETED,))
    assert shown(read(made.saved(), "甲.doc")) == ["留下"]


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("见\x13 HYPERLINK x \x14网址\x15。", ["见网址。"]),
        ("\x13 IF \x13 PAGE \x141\x15 = 1 \x14甲\x15乙", ["甲乙"]),
        ("\x13 eq \\o\\ac(□,√) \x15是", ["☑是"]),
        ("\x13 TC x \x15题", ["题"]),
        ("没有\x13结束", ["没有结束"]),
        ("没有\x15开始\x14", ["没有开始"]),
        ("第一行\x0b第二行", ["第一行", "第二行"]),
        ("不\x1e断\x1f开\x02", ["不-断开"]),
        ("半个\ud840字", ["半个\ufffd字"]),
    ],
    ids=[
        "link",
        "field in field",
        "overlay",
        "no result",
        "no end",
        "no beginning",
        "lines",
        "hyphens",
        "half a character",
    ],
)
def test_signs_that_are_no_text(text: str, printed: list[str]) -> None:
    """Of a field its result shows, of Word's own signs what they print."""
    assert shown(read(Made([Text(f"{text}\r")]).saved(), "甲.doc")) == printed


def test_symbols_of_a_font() -> None:
    """By a modifier that names font and character, and by the font of private characters."""
    symbol = struct.pack("<HHH", 0x6A09, 0, 0xF0B3)
    texts = [
        Text("达到"),
        Text("(", group=symbol),
        Text("95%，"),
        Text("\uf052", group=sprm(0x4A4F, 1, 2)),
        Text("公开\r"),
    ]
    made = Made(texts, fonts=("Symbol", "Wingdings 2"))
    assert shown(read(made.saved(), "甲.doc")) == ["达到≥95%，☑公开"]


def test_only_the_main_story_is_text() -> None:
    """What stands behind it are notes, heads and feet."""
    made = Made([Text("正文\r脚注\r页眉\r")], main=3)
    assert shown(read(made.saved(), "甲.doc")) == ["正文"]


@pytest.mark.parametrize("flags", [0x0300, 0x8300], ids=["encrypted", "obfuscated"])
def test_a_password(flags: int) -> None:
    """Is named as such."""
    with pytest.raises(ReadError, match="设有打开密码"):
        read(Made([Text("密\r")], flags=flags).saved(), "甲.doc")


def test_a_table_stream_of_the_other_number() -> None:
    """The header says which of two holds."""
    assert shown(read(Made([Text("正文\r")], flags=0).saved(), "甲.wps")) == ["正文"]


def test_files_from_before_word_97_without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Are refused with a cure."""
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ReadError, match=r"另存为 \.docx"):
        read(Made([Text("旧\r")], version=0x68).saved(), "甲.doc")


def test_files_from_before_word_97_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Go through it, with a profile of its own; the digest stays that of the file."""
    program = tmp_path / "soffice"
    program.write_text(
        '#!/bin/sh\nfor last; do :; done\ncase "$*" in *-env:UserInstallation=file:///*) ;; *) exit 1;; esac\n'
        'mkdir -p made && cp "$last" made/source.docx\n',
        "utf-8",
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(ReadError) as refused:
        read(Made([Text("旧\r")], version=0x68).saved(), "甲.doc")
    assert "LibreOffice" not in refused.value.reason  # it was converted; what came out is no .docx
    program.write_text("#!/bin/sh\nexit 1\n", "utf-8")
    with pytest.raises(ReadError, match="LibreOffice 没有转换成功"):
        read(Made([Text("旧\r")], version=0x68).saved(), "甲.doc")


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_libreoffice_reads_the_same_form() -> None:
    """What it converts has the cells that we read ourselves."""
    converted = libreoffice.read_converted(FORM, "申报表.doc")
    assert shown(converted) == shown(read(FORM, "申报表.doc"))
    assert converted.digest == read(FORM, "申报表.doc").digest


@pytest.mark.parametrize(
    ("data", "kind"),
    [(FORM, "doc"), (b"<html><body><table><tr><td>x</td></tr></table></body></html>", "html")],
    ids=["a Word file", "a web page"],
)
def test_the_content_says_what_it_is(data: bytes, kind: str) -> None:
    """Not the suffix."""
    assert kind_of(data, "申报表.doc") == kind


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_damage_is_refused_or_read(data: st.DataObject) -> None:
    """Truncated or with some bytes changed: a document, or ReadError."""
    chance = random.Random(data.draw(st.integers(0, 2**32)))
    damaged = bytearray(FORM)
    for _ in range(chance.choice((0, 1, 5, 40))):
        at = chance.randrange(0x200, len(damaged))
        damaged[at : at + 4] = chance.choice((b"\xff" * 4, bytes(4), b"\xff\xff\xff\x7f", chance.randbytes(4)))
    with suppress(ReadError):
        doc.read(bytes(damaged[: chance.choice((len(damaged), chance.randrange(len(damaged))))]), "甲.doc")


@pytest.mark.parametrize(
    "made",
    [
        Made([Text("\x13" * 50000 + "\x15" * 50000 + "\r")]),
        Made([Text("甲\r" * 3000)], [IN_TABLE + sprm(0x6649, depth % 90, 4) for depth in range(60)]),
        table(*[("甲 乙", row_end([number * 40, number * 40 + 20, 32000], [0, 0])) for number in range(90)]),
    ],
    ids=["fields in fields", "tables in tables", "no two edges alike"],
)
def test_odd_files_take_no_longer(made: Made) -> None:
    """Nothing grows with the square of what the file says."""
    read(made.saved(), "甲.doc")
