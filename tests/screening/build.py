"""Runs without screening: rows as a worker would have written them, laid down as a run's folder has them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

import msgspec
from msgspec.structs import asdict, replace

from perflint import __version__
from perflint.ruleset import load_ruleset
from perflint.ruleset.load import file_of, kept_or_built
from perflint.screening.alike.across import Across
from perflint.screening.columns import parquet
from perflint.screening.folder import Folder
from perflint.screening.manifest import Entry, digest_of
from perflint.screening.run import Run, Settings
from perflint.screening.screened import (
    Screened,
    ScreenedFinding,
    ScreenedForm,
    ScreenedIndicator,
    ScreenedUnread,
)

TITLES = {
    "ACR04": ("与其他部门雷同", "warning"),
    "VAL01": ("指标值笼统", "error"),
    "NAM04": ("名称口号化", "warning"),
    "IND05": ("成本指标缺失", "hint"),
}


def found(code: str, mark: str = "", **more: str) -> ScreenedFinding:
    """A finding of a rule; ``mark`` is its fingerprint."""
    title, severity = TITLES.get(code, (code, "error"))
    texts = dict.fromkeys(ScreenedFinding.__struct_fields__, "")
    known = {"code": code, "name": code.lower(), "title": title, "severity": severity, "fingerprint": mark or code}
    return ScreenedFinding(**{**texts, "message": f"{title}的话", "place": "表1", **known, **more})


def form(project: str, *rows: tuple[str, str], outcome: str = "通过", goal: str = "") -> ScreenedForm:
    """A form of a project with these names and values."""
    indicators = tuple(
        ScreenedIndicator(period="年度", level1="产出指标", level2="数量指标", name=name, value=value)
        for name, value in rows
    )
    return ScreenedForm(
        project=project, file="a.txt", place="表1", outcome=outcome, implementation_yuan=None, annual_yuan=None,
        filed=None, goal=goal, indicators=indicators,
    )  # fmt: skip


def row(
    path: str, *findings: ScreenedFinding, forms: Sequence[ScreenedForm] = (), outcome: str = "通过",
    unread: Sequence[ScreenedUnread] = (), **more: object,
) -> Screened:  # fmt: skip
    """The row of a submission in a department's folder; its number in the manifest comes with ``laid``."""
    department = path.partition("/")[0] if "/" in path else ""
    counts = [sum(one.severity == severity for one in findings) for severity in ("error", "warning", "hint")]
    made = Screened(
        entries=(), number=1, of=1, path=path, sha256="0" * 64, department=department, printed=department, year=2026,
        dated=None, unchecked=bool(unread), outcome="未能判定" if unread else outcome, why="", errors=counts[0],
        warnings=counts[1], hints=counts[2], files=1, budget_lines=0, claims=0, forms=tuple(forms),
        findings=findings, unread=tuple(unread), failures=(), remarks=(),
    )  # fmt: skip
    return replace(made, **more)


def laid(url: str, rows: Iterable[Screened], *, shard: int = 2, previous: str = "", missing: Sequence[int] = ()) -> Run:
    """The run of these rows, ``shard`` submissions a part; parts that are ``missing`` are not written."""
    rows = list(rows)
    entries = [
        Entry(
            number=number, path=one.path, size=1, sha256=one.sha256, department=one.path.partition("/")[0],
            group=one.path,
        )
        for number, one in enumerate(rows, 1)
    ]  # fmt: skip
    plain = kept_or_built(file_of("national"), "national")
    settings = Settings(
        source="材料", together=False, shard=shard, manifest=digest_of(entries), ruleset="national",
        ruleset_digest=load_ruleset("national").digest, version=__version__, previous=previous,
    )  # fmt: skip
    run = Run(Folder(url), settings)
    numbered = [replace(one, entries=(number,)) for number, one in enumerate(rows, 1)]
    for number, some in groupby(numbered, key=lambda one: (one.entries[0] - 1) // shard + 1):
        if number not in missing:
            run.folder.write(run.part(number), parquet(list(some), Screened))
    run.folder.write("manifest.parquet", parquet(entries, Entry))
    run.folder.write(run.ruleset_file, msgspec.json.encode(plain))
    run.folder.write("run.json", msgspec.json.encode(settings))
    return run


def across(group: int, path: str, project: str) -> Across:
    """A form of a group of alike forms, as the comparison across departments writes it."""
    one = found("ACR04", f"{group}{path}", project=project, message=f"第{group}组：指标大体相同")
    return Across(**asdict(one), path=path, department=path.partition("/")[0], group=group)
