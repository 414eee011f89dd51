"""Archives: each member under its name, whatever made it, and none that leads elsewhere or never ends."""

from __future__ import annotations

from zipfile import ZIP_BZIP2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perflint.errors import ReadError
from perflint.readers.archive import is_archive, members
from tests.readers.zips import linked, locked, lying, raw, unicode_path, zipped


def found(data: bytes) -> list[tuple[str, bytes | str]]:
    """Each member's name below the archive, with its bytes or the reason why it has none."""
    out: list[tuple[str, bytes | str]] = []
    for one in members(data, "材料.zip"):
        name, said = (one.file, one.reason) if isinstance(one, ReadError) else one
        assert name == "材料.zip" or name.startswith("材料.zip/")
        out.append((name.removeprefix("材料.zip").removeprefix("/"), said))
    return out


def test_members_by_name() -> None:
    """With their folders, sorted; empty folders and what systems leave behind are no material."""
    files = {
        "乙/表2.txt": b"2", "甲.txt": b"1", "空/": b"", "乙/.DS_Store": b"x", "__MACOSX/甲.txt": b"x",
        "乙/~$表2.docx": b"x", "Thumbs.db": b"x", "空.txt": b"",
    }  # fmt: skip
    assert found(zipped(files)) == [("乙/表2.txt", b"2"), ("甲.txt", b"1"), ("空.txt", b"")]


@pytest.mark.parametrize(
    ("name", "flags", "extra"),
    [
        ("绩效目标/表1.txt".encode("gbk"), 0, b""),
        ("绩效目标/表1.txt".encode(), 0x800, b""),
        ("绩效目标/表1.txt".encode(), 0, b""),
        ("绩效目标\\表1.txt".encode("gbk"), 0, b""),
        (b"__1.txt", 0, unicode_path(b"__1.txt", "绩效目标/表1.txt")),
        ("绩效目标/表1.txt".encode("gbk"), 0, b"\x01\x00\x02\x00xx"),
    ],
    ids=["Windows", "UTF-8", "macOS", "反斜线", "另有名称", "别的附加项"],
)
def test_names_in_every_encoding(name: bytes, flags: int, extra: bytes) -> None:
    """GBK of Chinese Windows, UTF-8 with and without its flag, and the field beside it."""
    assert found(raw({name: b"x"}, flags, extra)) == [("绩效目标/表1.txt", b"x")]


def test_gbk_that_passes_for_utf_8() -> None:
    """Two characters may be valid in both; letters of Greek or Arabic are no Chinese name."""
    name = "小校.txt".encode("gbk")
    assert name.decode()
    assert found(raw({name: b"x"})) == [("小校.txt", b"x")]


def test_names_in_no_encoding() -> None:
    """Something is shown all the same."""
    ((name, data),) = found(raw({b"\xff\xff\x80.txt": b"x"}))
    assert name.endswith(".txt")
    assert data == b"x"


def test_the_field_beside_a_name_must_fit_it() -> None:
    """One whose checksum is that of another name was left by a program that renamed the file."""
    assert found(raw({b"new.txt": b"x"}, extra=unicode_path(b"old.txt", "旧.txt"))) == [("new.txt", b"x")]


def test_no_name_leads_out() -> None:
    """Names are labels; what would lead elsewhere is taken out of them."""
    names = ["../../etc/passwd", "/etc/shadow", "C:\\windows\\x.txt", "甲/./乙//丙.txt", "a\0b.txt"]
    said = [name for name, _ in found(raw({name.encode(): b"x" for name in names}, 0x800))]
    assert said == ["a", "etc/passwd", "etc/shadow", "windows/x.txt", "甲/乙/丙.txt"]


def test_two_of_one_name_are_told_apart() -> None:
    """Both are there."""
    data = raw({b"a.txt": b"1", b"./a.txt": b"2"})
    assert found(data) == [("a.txt", b"1"), ("a.txt（2）", b"2")]


def test_a_link_is_not_followed() -> None:
    """It is said to be one."""
    assert found(linked("密.txt", "/etc/passwd")) == [("密.txt", "是链接，不是文件")]


def test_one_locked_member_does_not_cost_the_others() -> None:
    """The reason, and the others."""
    said = found(locked(zipped({"甲.txt": b"1", "乙.txt": b"2"})))
    assert said == [("乙.txt", b"2"), ("甲.txt", "设有解压密码")]


def test_what_lies_about_its_size_is_refused() -> None:
    """It does not fit its checksum, and never unpacks to more than it claims. Less than it claims does no harm."""
    data = zipped({"甲.txt": b"x" * 500_000, "乙.txt": b"2"})
    assert dict(found(lying(data, 600_000)))["甲.txt"] == b"x" * 500_000
    for size in (10, 400_000):
        said = dict(found(lying(data, size)))
        assert "解压出错" in str(said["甲.txt"])
        assert said["乙.txt"] == b"2"


def test_steep_and_odd_members_are_refused() -> None:
    """A bomb, and a method that might be one."""
    assert "大得不合常理" in str(found(zipped({"甲.txt": bytes(5_000_000)})))
    assert "压缩方法" in str(found(zipped({"甲.txt": b"x" * 99}, ZIP_BZIP2)))


def test_an_archive_within_is_opened_once() -> None:
    """One in one is opened, one in that is named; Word's files are no archives."""
    inner = zipped({"丙.txt": b"3"})
    middle = zipped({"乙.txt": b"2", "丙.zip": inner})
    word = zipped({"word/document.xml": b"<w/>"})
    assert found(zipped({"甲.docx": word, "乙.zip": middle})) == [
        ("乙.zip/丙.zip", "是压缩文件里的压缩文件里的压缩文件"),
        ("乙.zip/乙.txt", b"2"),
        ("甲.docx", word),
    ]


def test_archives_within_do_not_multiply(monkeypatch: pytest.MonkeyPatch) -> None:
    """What all of them hold together is bounded as what one may hold is."""
    monkeypatch.setattr("perflint.readers.archive.MOST_MEMBERS", 30)
    inner = zipped({f"{number:02}.txt": b"x" for number in range(20)})
    said = found(zipped({"甲.zip": inner, "乙.zip": inner}))
    assert len(said) < 32
    assert "没有查完" in str(said[-1][1])


def test_nothing_in_it_is_said() -> None:
    """Empty, only folders, only leavings, damaged."""
    for data in (zipped({}), zipped({"空/": b""}), zipped({".DS_Store": b"x"})):
        assert is_archive(data, "材料.zip")
        assert found(data) == [("", "压缩文件里没有文件")]
    assert "损坏" in str(found(b"PK\x03\x04"))


def test_what_is_an_archive() -> None:
    """By what it holds, whatever it is called."""
    assert is_archive(zipped({"甲.txt": b""}), "甲.docx")
    assert not is_archive(zipped({"word/document.xml": b""}), "甲.zip")
    assert not is_archive(zipped({"ppt/presentation.xml": b""}), "甲.zip")
    assert not is_archive(b"PK\x03\x04", "甲.zip")
    assert not is_archive("项目".encode(), "甲.zip")


@given(st.data())
def test_damage_is_said_and_nothing_else(data: st.DataObject) -> None:
    """Cut anywhere, or changed anywhere: what comes is members and refusals."""
    whole = bytearray(zipped({"甲.txt": b"x" * 999, "乙.zip": zipped({"丙.txt": bytes(range(256))})}))
    for _ in range(data.draw(st.integers(0, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(whole[: data.draw(st.integers(0, len(whole)))])
    assert all(isinstance(one, ReadError | tuple) for one in members(cut, "材料.zip"))
    assert is_archive(cut, "材料.zip") in {True, False}
