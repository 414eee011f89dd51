"""A run goes to its end whatever happens on the way: none lost, none twice, the same on every engine."""

from __future__ import annotations

import errno
import pickle
import zipfile
from concurrent.futures import Future
from pathlib import Path

import pytest
from msgspec import Struct

import perflint
from perflint.errors import ScreeningError
from perflint.screening.alike.across import compare, name_of, told
from perflint.screening.columns import parquet
from perflint.screening.folder import Folder
from perflint.screening.manifest import Entry
from perflint.screening.rows import Task
from perflint.screening.run import opened
from perflint.screening.screened import Screened
from perflint.screening.verify import verify
from perflint.screening.work import Done, work
from tests.screening.conftest import Inline, begin, drive, prints


def rows(run: object) -> list[Screened]:
    """All rows of a run."""
    return [row for _, part in run.rows() for row in part]  # type: ignore[attr-defined]


class Other(Struct):
    """What no part has."""

    path: int


def test_every_file_has_its_row(season: Path, tmp_path: Path) -> None:
    """One row each, in the order of the manifest, also for what holds nothing."""
    run = begin(season, tmp_path / "run")
    outcome = drive(run)
    found = rows(run)
    assert [row.path for row in found] == [entry.path for entry in run.entries()]
    assert [row.entries for row in found] == [(number,) for number in range(1, 10)]
    assert verify(run).gaps == ()
    assert (outcome.submissions, outcome.unchecked, outcome.stopped, outcome.lost) == (9, 1, "", {})
    empty = next(row for row in found if row.path.endswith("空.txt"))
    assert empty.unchecked
    assert [finding.code for finding in empty.findings] == ["DOC01"]
    assert all(row.department == row.path.split("/")[0] for row in found)
    assert sum(len(row.forms) for row in found) == 8


def test_a_row_says_what_check_says(season: Path, tmp_path: Path) -> None:
    """The findings, the forms and the gate's word are those of the report on the same file."""
    run = begin(season, tmp_path / "run")
    drive(run)
    row = rows(run)[0]
    report = perflint.check(season / row.path)
    assert [(one.code, one.message, one.place) for one in row.findings] == [
        (one.code, one.message, str(one.place)) for one in report.findings
    ]
    assert [form.project for form in row.forms] == [form.project.text for form in report.submission.forms]
    assert len(row.forms[0].indicators) == sum(len(tree.indicators) for tree in report.submission.forms[0].trees)
    assert (row.outcome, row.why) == (report.verdicts[0].outcome, report.verdicts[0].why)
    assert row.forms[0].outcome == report.verdicts[1].outcome


def test_what_is_there_is_not_done_again(season: Path, tmp_path: Path) -> None:
    """Gone on with, a run does the missing shards only, and comes out the same."""
    run = begin(season, tmp_path / "run")
    drive(run)
    whole = prints(run)
    Path(run.folder.within(run.part(2))).unlink()
    assert verify(run).gaps == ("第 2 片没有结果（2 个文件）",)
    did: list[int] = []

    def counted(task: Task) -> Done:
        did.append(task.shard.number)
        return work(task)

    again = begin(season, tmp_path / "run", shard=None)
    assert drive(again, Inline(counted)).submissions == 2
    assert did == [2]
    assert prints(again) == whole
    assert verify(again).gaps == ()


def test_what_dies_is_done_apart_and_nothing_is_lost(season: Path, tmp_path: Path) -> None:
    """A shard that kills its worker is tried by itself; those that died with it come back as well."""
    run = begin(season, tmp_path / "run")
    deaths = {2: 1, 3: 1}

    def mortal(task: Task) -> Done:
        if deaths.get(task.shard.number, 0):
            deaths[task.shard.number] -= 1
            raise ChildProcessError
        return work(task)

    engine = Inline(mortal, workers=3)
    assert drive(run, engine).submissions == 9
    assert engine.restarts >= 1
    assert verify(run).gaps == ()
    plain = begin(season, tmp_path / "other")
    drive(plain)
    assert prints(plain) == prints(run)


def test_a_shard_that_never_comes_is_told(season: Path, tmp_path: Path) -> None:
    """After three tries it is given up, the others are done, and verify finds the gap."""
    run = begin(season, tmp_path / "run")

    def broken(task: Task) -> Done:
        if task.shard.number == 1:
            raise PermissionError(errno.EACCES, "denied")
        return work(task)

    outcome = drive(run, Inline(broken))
    assert outcome.lost == {1: "没有权限"}
    assert outcome.submissions == 7
    assert verify(run).gaps == ("第 1 片没有结果（2 个文件）",)


def test_a_worker_of_another_version_writes_nothing(
    season: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would apply other rules than the parts are filed under; what it says survives the way to the driver."""
    run = begin(season, tmp_path / "run")
    monkeypatch.setattr("perflint.screening.work.__version__", "99.0")
    outcome = drive(run)
    assert "请在每台机器上装同一个版本" in outcome.lost[1]
    assert "ScreeningError" not in outcome.lost[1]
    assert not run.done()
    error = ScreeningError("甲", "不对", "请改")
    assert str(pickle.loads(pickle.dumps(error))) == str(error)


def test_a_full_disk_ends_the_run_which_can_be_gone_on_with(
    season: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing half written is left, and once there is room the rest is done."""
    run = begin(season, tmp_path / "run")
    write = Folder.write

    def full(self: Folder, path: str, data: bytes) -> None:
        if path.endswith("3.parquet"):
            raise OSError(errno.ENOSPC, "full")
        write(self, path, data)

    with monkeypatch.context() as patch:
        patch.setattr(Folder, "write", full)
        outcome = drive(run)
    assert outcome.stopped == "写不进结果（磁盘已满）"
    assert "第 3 片没有结果（2 个文件）" in verify(run).gaps
    assert drive(run).stopped == ""
    assert verify(run).gaps == ()


def test_too_many_that_cannot_be_checked_end_it(season: Path, tmp_path: Path) -> None:
    """More than so many: something is wrong with the material as a whole."""
    for name in ("1.txt", "2.txt"):
        (season / "卫生健康局" / name).write_bytes(b"")
    run = begin(season, tmp_path / "run", shard=1)
    outcome = drive(run, most_unchecked=1)
    assert "超过 --max-errors 1" in outcome.stopped
    assert outcome.submissions < 9


def test_what_vanished_or_changed_since_is_told(season: Path, tmp_path: Path) -> None:
    """A file that is not what the manifest says gets no findings under its name."""
    run = begin(season, tmp_path / "run")
    (season / "教育局" / "1.txt").unlink()
    (season / "水务局" / "2.txt").write_text("别的内容", "utf-8")
    drive(run)
    told = {row.path: row.unread[0].reason for row in rows(run) if row.unread}
    assert told["教育局/1.txt"] == "开始初审以后不见了"
    assert told["水务局/2.txt"] == "开始初审以后内容变了"
    assert verify(run).gaps == ()


def test_folders_together_are_one_submission_each(season: Path, tmp_path: Path) -> None:
    """One row a folder, which names all its files; each file is still accounted for."""
    run = begin(season, tmp_path / "run", together=True)
    drive(run)
    found = rows(run)
    assert sorted(row.path for row in found) == sorted(["教育局", "卫生健康局", "水务局", "城关镇"])
    assert sorted(number for row in found for number in row.entries) == list(range(1, 10))
    assert verify(run).gaps == ()


def test_an_archive_has_a_row_for_each_of_its_files(season: Path, tmp_path: Path) -> None:
    """As check reads it; verify knows how many there should be."""
    with zipfile.ZipFile(season / "教育局" / "包.zip", "w") as package:
        for name in ("1.txt", "2.txt"):
            package.write(season / "教育局" / name, name)
    run = begin(season, tmp_path / "run")
    drive(run)
    assert [(row.path, row.number, row.of) for row in rows(run) if "包" in row.path] == [
        ("教育局/包.zip/1.txt", 1, 2),
        ("教育局/包.zip/2.txt", 2, 2),
    ]
    assert verify(run).gaps == ()


def test_kept_results_come_out_the_same(season: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second run over the same material opens no file, and its parts are equal."""
    first, second = begin(season, tmp_path / "one"), begin(season, tmp_path / "two")
    drive(first, cached=True)
    opened_files: list[str] = []
    real = Folder.open

    def watched(self: Folder, path: str) -> object:
        if "material" in self.url:
            opened_files.append(path)
        return real(self, path)

    monkeypatch.setattr(Folder, "open", watched)
    drive(second, cached=True)
    assert opened_files == ["城关镇/空.txt"]
    assert prints(first) == prints(second)


def test_another_ruleset_takes_no_part_of_the_old_one(season: Path, tmp_path: Path) -> None:
    """Parts are keyed by the ruleset: under another one all is done again, and the old parts stay as they were."""
    run = begin(season, tmp_path / "run")
    drive(run)
    other = begin(season, tmp_path / "run", ruleset="mof-2021")
    assert other.settings.key != run.settings.key
    assert drive(other).submissions == 9
    assert verify(opened(str(tmp_path / "run"))).gaps == ()


@pytest.mark.parametrize(
    ("source", "order", "said"),
    [
        ("material/教育局", {}, "换一个 -o"),
        ("material", {"together": True}, "换一个 -o"),
        ("material", {"shard": 5}, "--shard 2"),
    ],
)
def test_a_folder_holds_one_run(season: Path, tmp_path: Path, source: str, order: dict[str, object], said: str) -> None:
    """Other material, or another way to cut it, wants another folder."""
    begin(season, tmp_path / "run")
    with pytest.raises(ScreeningError, match=said):
        begin(season.parent / source, tmp_path / "run", **order)


def test_a_run_within_its_material_is_refused(season: Path) -> None:
    """Its parts would be screened as material next time."""
    with pytest.raises(ScreeningError, match="写到别处"):
        begin(season, season / "run")


def test_verify_sees_what_is_missing_twice_damaged_or_foreign(season: Path, tmp_path: Path) -> None:
    """Each in a sentence of its own."""
    run = begin(season, tmp_path / "run")
    drive(run)
    one, two, *_ = [part for _, part in run.rows()]
    run.folder.write(run.part(1), parquet([one[0], one[0]], Screened))
    run.folder.write(run.part(2), parquet([*two, one[1]], Screened))
    run.folder.write(run.part(3), b"PAR1 damaged")
    run.folder.write(run.part(99), parquet([], Screened))
    told = "\n".join(verify(run).gaps)
    assert f"“{one[0].path}”有重复的结果" in told
    assert f"“{one[1].path}”没有结果" in told
    assert "000003.parquet 读不出来" in told
    assert "多出第 99 片的结果" in told
    assert "结果不在它所属的片里" in told


def test_a_manifest_that_was_changed_proves_nothing(season: Path, tmp_path: Path) -> None:
    """Who takes a line out of the manifest does not make a run whole."""
    run = begin(season, tmp_path / "run")
    run.folder.write("manifest.parquet", parquet(run.entries()[1:], Entry))
    with pytest.raises(ScreeningError, match="被改过"):
        verify(run)


def test_a_worker_that_died_between_two_shards_loses_none(season: Path, tmp_path: Path) -> None:
    """A pool that has lost a process takes no more work, and says so to who hands it over."""

    class Broken(Inline):
        """Refuses until it is begun anew, from the second shard on."""

        whole, handed = True, 0

        def submit(self, task: Task) -> Future[Done]:
            self.handed += 1
            self.whole = self.whole and self.handed != 2
            if not self.whole:
                raise ChildProcessError
            return super().submit(task)

        def restarted(self) -> None:
            super().restarted()
            self.whole = True

    run = begin(season, tmp_path / "run")
    engine = Broken()
    assert drive(run, engine).lost == {}
    assert engine.restarts == 1
    assert verify(run).gaps == ()


def test_a_damaged_part_is_named_with_its_cure(season: Path, tmp_path: Path) -> None:
    """Whatever reads it: who counts, and who takes up the comparison of departments."""
    run = begin(season, tmp_path / "run")
    drive(run)
    compare(run)
    run.folder.write(name_of(run), b"PAR1 damaged")
    with pytest.raises(ScreeningError, match=r"across-.*读不出来，请删除这个文件"):
        told(run)
    run.folder.write(run.part(2), b"PAR1 damaged")
    with pytest.raises(ScreeningError, match=r"000002\.parquet 读不出来，请删除这个文件"):
        run.tally()
    run.folder.write(run.part(2), parquet([Other(path=1)], Other))
    with pytest.raises(ScreeningError, match=r"000002\.parquet 读不出来，请删除这个文件"):
        run.rows_in(2)
    Path(run.folder.within(run.ruleset_file)).unlink()
    with pytest.raises(ScreeningError, match=r"ruleset-.*读不出来，请删除这个文件，再运行一次原来的命令"):
        run.ruleset()
    assert drive(begin(season, tmp_path / "run")).lost == {}


def test_a_worker_that_lives_on_applies_the_ruleset_of_the_run(season: Path, tmp_path: Path) -> None:
    """One process may do shards of a run before and after it was begun again under another ruleset."""
    own = tmp_path / "own.yaml"
    own.write_text("extends: national\nrules: {DOC01: hint}\n", "utf-8")
    before = begin(season, tmp_path / "run")
    drive(before)
    after = begin(season, tmp_path / "run", ruleset=str(own))
    drive(after)
    fresh = begin(season, tmp_path / "fresh", ruleset=str(own))
    drive(fresh)
    assert prints(after) == prints(fresh)
