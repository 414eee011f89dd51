"""The manifest: every file, in one order, cut without tearing a submission."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perflint.screening.folder import ASIDE, Folder
from perflint.screening.manifest import Entry, digest_of, freeze, shards, usual_size
from perflint.screening.verify import verify
from tests.screening.conftest import begin, drive


def frozen(source: Path, *, together: bool = False) -> tuple[Entry, ...]:
    """The manifest of a folder."""
    return freeze(Folder(str(source)), together=together, progress=lambda _: None)


def test_every_file_is_listed_by_path_with_its_department(season: Path) -> None:
    """The folder directly under the source is the department; a file that lies in none has none."""
    (season / "散件.txt").write_text("一", "utf-8")
    (season / "水务局" / "附件").mkdir()
    (season / "水务局" / "附件" / "表.txt").write_text("二", "utf-8")
    entries = frozen(season)
    assert [entry.path for entry in entries] == sorted(entry.path for entry in entries)
    assert len(entries) == 11
    by_path = {entry.path: entry for entry in entries}
    assert by_path["散件.txt"].department == ""
    assert by_path["水务局/附件/表.txt"].department == "水务局"
    assert all(len(entry.sha256) == 64 and entry.size == (season / entry.path).stat().st_size for entry in entries)


def test_what_a_system_leaves_in_folders_is_no_material(season: Path) -> None:
    """Hidden files and locks of open files are left out, as check does."""
    before = len(frozen(season))
    for name in (".DS_Store", "~$表.docx", "Thumbs.db"):
        (season / "水务局" / name).write_bytes(b"x")
    assert len(frozen(season)) == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_that_cannot_be_read_is_listed_all_the_same(season: Path) -> None:
    """It has no hash; the worker that meets it says why."""
    (season / "教育局" / "1.txt").chmod(0)
    assert frozen(season)[-1].sha256 == "" or any(entry.sha256 == "" for entry in frozen(season))


def test_another_content_is_another_manifest(season: Path) -> None:
    """The digest tells paths, contents and grouping apart, and nothing else."""
    before = digest_of(frozen(season))
    assert digest_of(frozen(season)) == before
    assert digest_of(frozen(season, together=True)) != before
    (season / "教育局" / "1.txt").write_text("另一份", "utf-8")
    assert digest_of(frozen(season)) != before


@given(st.lists(st.sampled_from("甲乙丙丁"), max_size=30), st.integers(1, 7))
def test_shards_hold_every_entry_once_and_tear_no_group(groups: list[str], size: int) -> None:
    """Whatever the groups, the shards in order are the manifest; only the last has fewer submissions."""
    entries = [
        Entry(number=number, path=str(number), size=0, sha256="", department="", group=group)
        for number, group in enumerate(sorted(groups), 1)
    ]
    pieces = shards(entries, size)
    assert [entry for piece in pieces for entry in piece.entries] == entries
    homes = [(group[0].group, piece.number) for piece in pieces for group in piece.groups]
    assert len(homes) == len({group for group, _ in homes})
    assert all(len(piece.groups) == size for piece in pieces[:-1])
    assert [piece.number for piece in pieces] == list(range(1, len(pieces) + 1))
    assert usual_size(entries) >= 1


def test_a_file_is_whole_or_not_there(tmp_path: Path) -> None:
    """What a dead writer left is no file of the folder, and a failed write leaves nothing."""
    folder = Folder(str(tmp_path))
    folder.write("parts/1.parquet", b"whole")
    (tmp_path / "parts" / f"2.parquet.77{ASIDE}").write_bytes(b"ha")
    assert list(folder.names("parts")) == ["1.parquet"]
    (tmp_path / "parts" / "3.parquet").mkdir()
    with pytest.raises(OSError, match=r"3\.parquet"):
        folder.write("parts/3.parquet", b"x")
    assert not list(tmp_path.glob(f"parts/3*{ASIDE}"))


def test_a_store_is_a_folder_too() -> None:
    """Any URL of fsspec: here its memory."""
    folder = Folder("memory://bureau/2026")
    folder.write("教育局/1.txt", b"one")
    folder.write("2.txt", b"two")
    assert folder.local is None
    assert folder.files() == [("2.txt", 3), ("教育局/1.txt", 3)]
    assert folder.read("教育局/1.txt") == b"one"


def test_names_that_are_no_text_are_listed_and_told(season: Path, tmp_path: Path) -> None:
    """One such name among thousands does not keep the others from being screened."""
    raw = os.fsencode(season / "教育局") + b"/\xb1\xed.txt"
    try:
        with open(raw, "wb") as stream:  # noqa: PTH123 - a name that pathlib would not take
            stream.write(b"x")
    except OSError:
        pytest.skip("this file system has no such names")
    (season / "教育局" / "表\ufffd.txt").write_text("名称里有这个符号，读得出来", "utf-8")
    run = begin(season, tmp_path / "run")
    drive(run)
    assert verify(run).gaps == ()
    told = {row.path: [one.reason for one in row.unread] for _, part in run.rows() for row in part}
    assert len(told) == 11
    assert told["教育局/��.txt"] == ["文件名不是 UTF-8 编码，无法写进报告"]
    assert told["教育局/表\ufffd.txt"] == []


def test_a_folder_that_is_not_looked_into_is_told(season: Path, tmp_path: Path) -> None:
    """A link is not followed, a folder that does not open is not empty: what lies in either was not screened."""
    (season / "链接局").symlink_to(season / "水务局", target_is_directory=True)
    (season / "自己").symlink_to(season, target_is_directory=True)
    deep = os.open(season / "城关镇", os.O_RDONLY)
    for _ in range(18):  # beyond the longest path that the system opens
        os.mkdir("深" * 80, dir_fd=deep)
        deep = os.open("深" * 80, os.O_RDONLY, dir_fd=deep)
    run = begin(season, tmp_path / "run")
    drive(run)
    assert verify(run).gaps == ()
    told = {row.path.split("/深")[0]: [one.reason for one in row.unread] for _, part in run.rows() for row in part}
    assert told["链接局"] == told["自己"] == ["是指向文件夹的链接，没有进去看"]
    assert told["城关镇"] == ["打不开（文件名太长）"]
