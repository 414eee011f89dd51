"""What several commands do with findings once there are any: waivers, an earlier report, reports read back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click
from msgspec import Struct

from perflint.errors import PerflintError, ReadError, reason_of
from perflint.model.finding import Report
from perflint.results import check_kept
from perflint.review.gate import judged
from perflint.review.rounds import Round
from perflint.review.waiver import Waiver
from perflint.ruleset import Ruleset
from perflint.sources import Source, submissions

DEFAULT = "perflint-waivers.yaml"
"""Looked for in the folder where perflint is called, never among the material: who files it must not waive it."""
JSON = ".json"

_OPTIONS = (
    click.option(
        "--waivers", metavar="文件",
        help=f"豁免文件：查出来而可以不改的问题（默认当前文件夹里的 {DEFAULT}，没有就不用）",
    ),
    click.option("--baseline", metavar="report.json", help="上一次的检查结果：标出未改、新增、又出现，列出已改"),
    click.option("--new-only", is_flag=True, help="只列新增和又出现的，结论和退出码也只看它们（与 --baseline 一起写）"),
)  # fmt: skip


def settle_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of ``check`` for waivers and an earlier report."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


class Settling(Struct, frozen=True):
    """What is to be done with the reports of a run, all of it read before the run."""

    ruleset: Ruleset
    waivers: tuple[Waiver, ...]
    earlier: Round | None
    new_only: bool
    ours: frozenset[Path]
    """The files that were read here and are no material, although they may lie among it."""

    def material(self, handed_in: Iterable[list[Source]]) -> Iterator[list[Source]]:
        """The files of each submission without ours; a submission that had nothing else is none."""
        nothing = True
        for sources in handed_in:
            left = [one for one in sources if isinstance(one, ReadError) or not self._is_ours(one[0])]
            if left or not sources:
                nothing = False
                yield left
        if nothing:
            ours = "、".join(sorted(path.name for path in self.ours))
            yield [ReadError(ours, "不是要检查的材料，此外没有文件", "请写出要检查的文件或文件夹")]

    def __call__(self, reports: list[Report]) -> list[Report]:
        """The reports with what is waived set apart, what became of the earlier one, and verdicts on what is left."""
        if self.waivers:
            from perflint.review.waivers import settled

            reports = settled(reports, self.waivers, self.ruleset, date.today())
        if self.earlier is not None:
            from perflint.review.compare import against

            codes = [rule.code for rule in self.ruleset.rules]
            reports = against(reports, self.earlier, codes, new_only=self.new_only)
        plain = not self.waivers and self.earlier is None
        return reports if plain else [judged(report, self.ruleset) for report in reports]

    def _is_ours(self, name: str) -> bool:
        """Whether a source is one of our files."""
        return bool(self.ours) and Path(name).resolve() in self.ours


def settling(
    ruleset: Ruleset, paths: Sequence[str], waivers: str | None, baseline: str | None, *, new_only: bool
) -> Settling:
    """What the options ask for. Raises UsageError for files that are missing or broken."""
    if new_only and baseline is None:
        raise click.UsageError("--new-only 要与 --baseline 一起写：没有上一次的检查结果，分不出哪些是新的")
    file = waivers or (DEFAULT if Path(DEFAULT).is_file() else None)
    ours = frozenset(Path(name).resolve() for name in (file, baseline) if name and name not in paths)
    earlier = None if baseline is None else round_in(baseline)
    return Settling(ruleset, waivers_in(file) if file else (), earlier, new_only, ours)


def waivers_in(file: str) -> tuple[Waiver, ...]:
    """The waivers that a file holds; one that must not be used is a usage error with its line."""
    from perflint.review.waivers import waivers_of

    try:
        return waivers_of(_text(file), file)
    except PerflintError as error:
        raise click.UsageError(f"豁免文件有误：{error}") from error


def yaml_text(file: str) -> str:
    """The text of a file of waivers, "" where there is none yet."""
    return _text(file) if Path(file).exists() else ""


def rounds_of(paths: Sequence[str], ruleset: Ruleset, *, together: bool) -> Round:
    """What JSON reports tell and what is found in files, folders and archives, as one round."""
    from perflint.review.earlier import round_of

    told = [round_in(path) for path in paths if path.lower().endswith(JSON)]
    files = [path for path in paths if not path.lower().endswith(JSON)]
    reports = [check_kept(sources, ruleset) for sources in submissions(files, bytes, together=together)]
    found = [*told, *([round_of(reports)] if files else [])]
    parts = tuple(part for one in found for part in one.parts)
    return Round(name="、".join(paths), parts=parts, ruleset=found[0].ruleset)


def round_in(file: str) -> Round:
    """The round that a JSON report tells of; one that cannot be read back is a usage error."""
    from perflint.review.earlier import read_round

    try:
        return read_round(_bytes(file), file)
    except PerflintError as error:
        raise click.UsageError(str(error)) from error


def _text(file: str) -> str:
    """A text that a person wrote, its line ends as they are."""
    try:
        return _bytes(file).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise click.UsageError(f"“{file}”不是 UTF-8 文本，请另存为 UTF-8") from error


def _bytes(file: str) -> bytes:
    """What a file holds."""
    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise click.UsageError(f"打不开“{file}”：{reason_of(error)}，请核对文件名和路径") from error
