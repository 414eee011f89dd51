"""Bytes to text."""

from __future__ import annotations

import pytest

from perflint.errors import ReadError
from perflint.readers.decode import decode

TEXT = "项目支出绩效目标表\n项目名称\t农田水利维修经费\n主管部门\t某某县水利局\n实施单位\t某某县水利站\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"])
def test_what_offices_write_is_read(encoding: str) -> None:
    """UTF-16 only by its mark: without one it may be anything."""
    data = TEXT.encode(encoding)
    if encoding in {"utf-16-le", "utf-16-be"}:
        data = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}[encoding] + data
    text, lost = decode(data, "甲.txt")
    assert text.removeprefix("\ufeff") == TEXT
    assert lost == 0


def test_a_file_cut_in_a_character_is_read_and_the_loss_counted() -> None:
    """One damaged byte costs one character, not the file."""
    text, lost = decode((TEXT * 20).encode() + "年".encode()[:2], "甲.txt")
    assert text.startswith(TEXT)
    assert lost == 1


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode("utf-16-le"),
        bytes(range(256)) * 4,
        "縣級預算項目績效目標表說明書內容與單位資金總額".encode("big5") * 4,
        b"\xff\xfe\x00\xd8\x00",
    ],
    ids=["utf-16 without its mark", "binary", "big5", "half a surrogate"],
)
def test_what_cannot_be_trusted_is_refused(data: bytes) -> None:
    """With a reason and a cure."""
    with pytest.raises(ReadError) as refused:
        decode(data, "甲.txt")
    assert refused.value.reason
    assert refused.value.cure
