"""Whether a run is whole（核对）: every file of the manifest screened, none twice, every part readable."""

from __future__ import annotations

from collections import defaultdict

from msgspec import Struct

from perflint.errors import ScreeningError
from perflint.screening.run import Run


class Check(Struct, frozen=True, kw_only=True):
    """What was looked at, and what is wrong with it in Chinese sentences; none where the run is whole."""

    files: int
    submissions: int
    parts: int
    gaps: tuple[str, ...]


def verify(run: Run) -> Check:
    """Compare the parts with the manifest. Raises ScreeningError where the manifest itself cannot be trusted."""
    gaps: list[str] = []
    seen: dict[int, list[tuple[int, int]]] = defaultdict(list)
    submissions = 0
    pieces = run.shards()
    there = run.done()
    for shard in pieces:
        if shard.number not in there:
            gaps.append(f"第 {shard.number} 片没有结果（{sum(1 for _ in shard.entries)} 个文件）")
            continue
        try:
            rows = run.rows_in(shard.number)
        except ScreeningError as error:
            gaps.append(str(error))
            continue
        submissions += len(rows)
        for row in rows:
            for entry in row.entries:
                seen[entry].append((row.number, row.of))
        gaps += [f"“{entry.path}”{fault}" for entry in shard.entries if (fault := _fault(seen.pop(entry.number, [])))]
    foreign = sorted(there - {shard.number for shard in pieces})
    gaps += [f"多出第 {number} 片的结果" for number in foreign]
    gaps += [f"清单第 {number} 号文件的结果不在它所属的片里" for number in sorted(seen)]
    files = sum(1 for shard in pieces for _ in shard.entries)
    return Check(files=files, submissions=submissions, parts=len(there), gaps=tuple(gaps))


def _fault(told: list[tuple[int, int]]) -> str:
    """What is wrong with the rows of one file: each is to be the n-th of as many as there are."""
    if not told:
        return "没有结果"
    expected = [(number, told[0][1]) for number in range(1, told[0][1] + 1)]
    if sorted(told) == expected:
        return ""
    return "有重复的结果" if len(told) > len(set(told)) or len(told) > len(expected) else "的结果不全"
