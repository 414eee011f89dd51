"""Packages of Word and Excel: what is handed to a library, and what never is."""

from __future__ import annotations

import os
import tracemalloc
from zipfile import ZIP_LZMA, ZIP_STORED

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perflint.errors import ReadError
from perflint.readers import READERS, read
from perflint.readers.package import counted, kind_within, opened, part
from tests.readers.zips import locked, lying, raw, zipped
from tests.sandbox.stand_in import WHOLE

PARTS = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>", "word/media/1.png": b"\x89PNG"}


def refused(data: bytes) -> str:
    """Why a package is not opened."""
    with pytest.raises(ReadError) as error:
        opened(data, "甲.docx")
    assert error.value.cure
    return error.value.reason


def test_a_good_package_is_opened() -> None:
    """Its parts are there, whole."""
    package = opened(zipped(PARTS), "甲.docx")
    assert {name: part(package, name, "甲.docx") for name in package.namelist()} == PARTS
    with pytest.raises(ReadError, match=r"缺少“word/styles\.xml”"):
        part(package, "word/styles.xml", "甲.docx")


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE a [<!ENTITY b "c">]><a/>',
        '\ufeff<?xml version="1.0"?>\n<!-- 说明 -->\n<!DOCTYPE a><a/>',
        "<!doctype a><a/>",
        f"<!--{'x' * 5000}--><!DOCTYPE a><a/>",
        "<?xml version='1.0' encoding='UTF-7'?>+ADwAIQ-DOCTYPE a+AD4APA-a/>",
        "x",
        "<?a?>" * 600 + "<!DOCTYPE a><a/>",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
def test_a_doctype_is_refused_in_any_part(text: str, encoding: str) -> None:
    """Wherever it stands and however it is hidden."""
    for name in ("word/document.xml", "word/_rels/document.xml.rels", "word/vml.VML"):
        assert f"“{name}”" in refused(zipped({**PARTS, name: text.encode(encoding)}))


@pytest.mark.parametrize(
    "text",
    [
        "<a/>",
        "\ufeff<?xml version='1.0'?>\r\n<a/>",
        "<!-- <!DOCTYPE a> --><?x <!DOCTYPE ?><a/>",
        "<a>&lt;!DOCTYPE</a>",
        "",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_what_only_looks_like_one_is_not(text: str, encoding: str) -> None:
    """In comments, in texts; nor are pages that Word keeps as they were."""
    data = text.encode(encoding) if text else b""
    package = opened(zipped({**PARTS, "word/styles.xml": data, "word/afchunk.htm": b"<!DOCTYPE html>"}), "甲.docx")
    assert part(package, "word/styles.xml", "甲.docx") == data


def test_xml_by_its_content_is_xml() -> None:
    """A part may be called what it likes."""
    assert "DOCTYPE" in refused(zipped({**PARTS, "word/document.bin": b"\n<!DOCTYPE a><a/>"}))


def test_bombs_are_refused_before_they_go_off() -> None:
    """Steep, large, many, or large in all."""
    assert "大得不合常理" in refused(zipped({**PARTS, "word/a.xml": bytes(3_000_000)}))
    claimed = raw({b"word/document.xml": b"<a/>"})
    assert "200 MB" in refused(lying(claimed, 400_000_000))
    assert "大得不合常理" in refused(lying(claimed, 150_000_000))
    assert "2001 个文件" in refused(zipped({f"{number}": b"" for number in range(2001)}))
    assert "超过 2000 个" in refused(b"PK\x03\x04" + b"PK\x01\x02" * 60_000)


def test_a_lie_about_sizes_unpacks_nothing() -> None:
    """150 MB said to be 1 kB: refused, and never in memory."""
    data = lying(zipped({"word/document.xml": b"<a>" + bytes(150_000_000)}), 1000)
    tracemalloc.start()
    assert "与压缩包登记的不符" in refused(data)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 10_000_000


def test_locked_and_odd_members_are_refused() -> None:
    """A password inside, a method no office program uses."""
    assert "密码" in refused(locked(zipped(PARTS)))
    assert "压缩方法" in refused(zipped(PARTS, ZIP_LZMA))
    assert opened(zipped(PARTS, ZIP_STORED), "甲.docx").namelist() == list(PARTS)


def test_kinds() -> None:
    """By the main part."""
    assert kind_within(zipped(PARTS), "甲.zip") == "docx"
    assert kind_within(zipped({"xl/workbook.xml": b""}), "甲.zip") == "xlsx"
    assert kind_within(zipped({"甲.txt": b""}), "甲.docx") == "zip"
    with pytest.raises(ReadError, match="幻灯片"):
        kind_within(zipped({"ppt/presentation.xml": b""}), "甲.docx")


def test_an_archive_is_no_document() -> None:
    """A reader of one document says so."""
    with pytest.raises(ReadError, match="压缩文件"):
        read(zipped({"甲.txt": b"x"}), "甲.zip")


def test_macros_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """They never run; that there are some is a remark."""
    monkeypatch.setitem(READERS, "docx", "tests.sandbox.stand_in")
    monkeypatch.setattr("tests.sandbox.stand_in.read", lambda _data, _name: WHOLE)
    assert read(zipped(PARTS), "甲.docm") == WHOLE
    remarks = read(zipped({**PARTS, "word/vbaProject.bin": b"x"}), "甲.docm").remarks
    assert remarks[:-1] == WHOLE.remarks
    assert "宏没有运行" in remarks[-1]


@given(st.data())
def test_damage_is_a_refusal(data: st.DataObject) -> None:
    """Cut anywhere, or changed anywhere: a package or a ReadError."""
    whole = bytearray(zipped({**PARTS, "word/media/2.png": os.urandom(300)}))
    for _ in range(data.draw(st.integers(0, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(whole[: data.draw(st.integers(0, len(whole)))])
    for attempt in (opened, counted):
        try:
            package = attempt(cut, "甲.docx")
        except ReadError:
            continue
        for member in package.infolist():
            try:
                assert len(part(package, member, "甲.docx")) <= member.file_size
            except ReadError:
                continue
