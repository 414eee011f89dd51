"""A ruleset out of its files: the chain of parents, merged and validated into plain data."""

from __future__ import annotations

import hashlib
from pathlib import Path

from msgspec import convert

from perflint.errors import RulesetError
from perflint.ruleset.cache import keep
from perflint.ruleset.merge import Merged
from perflint.ruleset.model import Plain
from perflint.ruleset.near import nearest
from perflint.ruleset.notes import Notes, notes_of
from perflint.ruleset.source import Source, parse
from perflint.ruleset.where import bundle, bundled, find


def build(path: Path, name: str) -> tuple[Plain, Notes]:
    """The data of the ruleset at this path and the notes on them, kept for the next time. Raises RulesetError."""
    read: dict[str, bytes] = {}

    def beside(folder: Path, file: str, source: Source, at: tuple[str | int, ...]) -> Source:
        target = folder / file
        if not target.is_file():
            raise source.error(f"找不到文件“{file}”", *at)
        return _read(target, read)

    chain = _chain(path, read)
    merged = Merged(beside)
    own: list[str] = []
    for folder, source in reversed(chain):
        known = set(read)
        merged.add(folder, source)
        own = [source.file, *(_shown(Path(file)) for file in read if file not in known)]
    top = chain[0][1].data
    if not merged.layouts or not merged.schemes:
        problem = (
            "没有版式（layouts）和指标体系（schemes），读不了任何表；一般写 extends: national，只写与全国不同的部分"
        )
        raise chain[0][1].error(problem)
    data = {
        "name": name if name in bundled() else path.parent.name if path.name == "ruleset.yaml" else path.stem,
        "title": str(top.get("title") or name),
        "version": str(top.get("version") or ""),
        "digest": hashlib.sha256(b"\x00".join(read.values())).hexdigest()[:16],
        "effective": merged.effective,
        "layouts": list(merged.layouts.values()),
        "schemes": merged.schemes,
        "words": merged.words,
        "indicators": merged.indicators,
        "placement": merged.placement,
        "review": merged.review or None,
        "options": merged.book.options,
        "skipped": sorted(merged.book.skipped),
        "house": merged.book.house,
        "locked": merged.book.locked,
        "questions": merged.questions,
        "gate": merged.gate,
        "gate_locked": merged.gate_locked,
    }
    notes = {
        "chain": [source.file for _, source in chain],
        "own": own,
        "places": merged.places,
        "words": merged.word_places,
        "rules": merged.book.places,
        "tests": merged.book.tests,
    }
    made = convert(data, Plain), notes_of(notes)
    keep(path, read, *made)
    return made


def _chain(path: Path, read: dict[str, bytes]) -> list[tuple[Path, Source]]:
    """The ruleset and its ancestors, itself first."""
    chain: list[tuple[Path, Source]] = []
    seen: list[Path] = []
    while True:
        if path in seen:
            circle = " → ".join(_shown(one) for one in [*seen, path])
            raise chain[-1][1].error(f"继承成环：{circle}", "extends")
        seen.append(path)
        source = _read(path, read)
        chain.append((path.parent, source))
        parent = source.data.get("extends")
        if parent is None:
            return chain
        found = find(str(parent), path.parent)
        if found is None:
            known = "、".join(bundled())
            problem = f"找不到规则集“{parent}”：既不是自带的（{known}），也不是文件{nearest(str(parent), bundled())}"
            raise source.error(problem, "extends")
        path = found


def _read(path: Path, read: dict[str, bytes]) -> Source:
    """A file of a ruleset, parsed."""
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise RulesetError(_shown(path), "读不出来：应当是 UTF-8 文本文件") from error
    read[str(path)] = data
    return parse(text, _shown(path))


def _shown(path: Path) -> str:
    """A path as the user knows it: bundled files by their place in the bundle."""
    return f"rulesets/{path.relative_to(bundle())}" if path.is_relative_to(bundle()) else str(path)
