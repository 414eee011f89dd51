"""The manifest: every file, in one order, cut without tearing a submission."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perflint.screening.folder import ASIDE, Folder
from perflint.screening.manifest import Entry, digest_of, freeze, shards, usual_size


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
