"""The file of waivers as text: entries come and go, what a person wrote around them stays."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence

from perflint.errors import RulesetError
from perflint.review.waiver import Waiver
from perflint.review.waivers import KEYS, waivers_of
from perflint.ruleset.source import parse_list
from perflint.text import printable

HEAD = """\
# perflint 豁免：查出来而可以不改的问题，每条写明理由、谁同意的、到哪一天为止。
# 用 perflint waive 添加，perflint waive --prune 清理；写法见 docs/waivers.md。
"""


def appended(text: str, new: Sequence[Waiver], file: str) -> str:
    """The text with these waivers at its end. Raises RulesetError where the file is broken or cannot be added to."""
    before = waivers_of(text, file)
    end = "\r\n" if "\r\n" in text else "\n"
    whole = text or HEAD.replace("\n", end)
    whole += "" if whole.endswith("\n") else end
    indent = _indent(text, file)
    for waiver in new:
        said = [(key, str(value)) for key in KEYS if (value := getattr(waiver, key)) is not None]
        lines = [f"{key}: {value if key == 'expires' else _quoted(value)}" for key, value in said]
        whole += "".join(f"{indent}{'  ' if number else '- '}{line}{end}" for number, line in enumerate(lines))
    try:
        added = len(waivers_of(whole, file)) == len(before) + len(new)
    except RulesetError:
        added = False
    if not added:
        raise RulesetError(
            file, "不是每条以 - 开头、各占几行的写法（[…] 或 ---），不能在后面追加；请改写成每条以 - 开头"
        )
    return whole


def pruned(text: str, gone: Collection[Waiver], file: str) -> str:
    """The text without these waivers and the comments that stand directly above them. Raises RulesetError."""
    waivers = waivers_of(text, file)
    lines = text.splitlines(keepends=True)
    starts = _starts(text, file)
    drop: set[int] = set()
    for index, waiver in enumerate(waivers):
        if waiver in gone:
            after = starts[index + 1] if index + 1 < len(starts) else len(lines)
            drop.update(range(_first(lines, starts[index]), _last(lines, starts[index], after)))
    left = "".join(line for number, line in enumerate(lines) if number not in drop)
    if len(waivers_of(left, file)) != len(waivers) - sum(waiver in gone for waiver in waivers):
        raise RulesetError(file, "有几条豁免写在一行里，不能单独删去；请改写成每条以 - 开头、各占几行")
    return left


def _starts(text: str, file: str) -> list[int]:
    """The line of each entry's dash, counted from 0."""
    source, items = parse_list(text, file)
    lines = text.splitlines()
    found = []
    for index in range(len(items)):
        line = source.marks[index,][0] - 1
        # A dash may stand alone above its entry.
        while line > 0 and not lines[line].lstrip().startswith("-"):
            line -= 1
        found.append(line)
    return found


def _indent(text: str, file: str) -> str:
    """What stands before the dash of the first entry."""
    starts = _starts(text, file)
    line = text.splitlines()[starts[0]] if starts else ""
    return line[: len(line) - len(line.lstrip())]


def _first(lines: Sequence[str], start: int) -> int:
    """Where an entry begins with the comments directly above it; what heads the file is nobody's."""
    first = start
    while first > 0 and lines[first - 1].lstrip().startswith("#"):
        first -= 1
    return first if first > 0 else start


def _last(lines: Sequence[str], start: int, after: int) -> int:
    """The line after an entry's last; comments and blank lines below it belong to what follows."""
    last = after
    while last > start + 1 and (not lines[last - 1].strip() or lines[last - 1].lstrip().startswith("#")):
        last -= 1
    return last


def _quoted(text: str) -> str:
    """A text in double quotes, as YAML reads it back: nothing in it can end the entry or mean something else."""
    plain = json.dumps(printable(" ".join(text.split())), ensure_ascii=False)
    return "".join(char if char.isprintable() else _escaped(ord(char)) for char in plain)


def _escaped(code: int) -> str:
    """A character that does not print, as YAML writes it: four digits, or eight beyond the first plane."""
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
