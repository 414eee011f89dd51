"""YAML as rulesets use it: scalars that mean what they look like, every value with its line, nothing clever.

Not the YAML of 2005: ``off``, ``no`` and dates are text, a key may stand once, aliases and tags are refused, and a file is
bounded before any parser sees it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from perflint.errors import RulesetError

Path = tuple[str | int, ...]

_INTEGER = re.compile(r"[-+]?\d+\Z")
_NUMBER = re.compile(r"[-+]?(\d+\.\d*|\.\d+)([eE][-+]?\d+)?\Z")
_LARGEST = 1_000_000
_DEEPEST = 40


@dataclass(frozen=True, slots=True)
class Source:
    """A ruleset file: its values, and where each key and item stands."""

    file: str
    data: dict[str, Any]
    marks: dict[Path, tuple[int, int]] = field(default_factory=dict)

    def error(self, problem: str, *path: str | int) -> RulesetError:
        """An error at the nearest place of this path that is known."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.marks:
                line, column = self.marks[path[:length]]
                return RulesetError(self.file, problem, line, column)
        return RulesetError(self.file, problem)


def parse(text: str, file: str) -> Source:
    """The content of a ruleset file. Raises RulesetError with file, line and column."""
    _bounded(text, file)
    try:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        node = yaml.compose(text, Loader=loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        raise RulesetError(file, f"不是合格的 YAML：{getattr(error, 'problem', error)}", line, column) from error
    source = Source(file, {})
    if node is None:
        return source
    if not isinstance(node, yaml.MappingNode):
        raise RulesetError(file, "最外层应当是“键: 值”", node.start_mark.line + 1, node.start_mark.column + 1)
    value = _value(node, (), source, set())
    source.data.update(value)
    return source


def _bounded(text: str, file: str) -> None:
    """Refuse what no person wrote: too large, or nested beyond reading."""
    if len(text) > _LARGEST:
        raise RulesetError(file, "文件超过 1 MB，规则集不会这么大")
    for number, line in enumerate(text.splitlines(), 1):
        # Indentation and brackets each bound a depth; a parser would recurse through both.
        indent = len(line) - len(line.lstrip(" "))
        if indent > 4 * _DEEPEST or line.count("[") + line.count("{") > 4 * _DEEPEST:
            raise RulesetError(file, f"嵌套超过 {_DEEPEST} 层", number, 1)
    if len(re.findall(r"^[\s\[\]{},-]*[\[{]", text, re.MULTILINE)) > 2000:
        raise RulesetError(file, f"嵌套超过 {_DEEPEST} 层", 1, 1)


def _value(node: yaml.Node, path: Path, source: Source, seen: set[int]) -> Any:  # noqa: ANN401 - YAML holds anything
    """A node as plain Python; its place is noted under its path."""
    line, column = node.start_mark.line + 1, node.start_mark.column + 1
    source.marks.setdefault(path, (line, column))
    if len(path) > _DEEPEST:
        raise RulesetError(source.file, f"嵌套超过 {_DEEPEST} 层", line, column)
    if id(node) in seen:
        raise RulesetError(source.file, "规则集里不用别名（&、*），请把内容写出来", line, column)
    seen.add(id(node))
    if isinstance(node, yaml.ScalarNode):
        return _scalar(node)
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, (*path, index), source, seen) for index, item in enumerate(node.value)]
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key, place = str(key_node.value), (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
        if not isinstance(key_node, yaml.ScalarNode):
            raise RulesetError(source.file, "键应当是一个词", *place)
        if key in result:
            raise RulesetError(source.file, f"键“{key}”写了两次", *place)
        source.marks[(*path, key)] = place
        result[key] = _value(value_node, (*path, key), source, seen)
    return result


def _scalar(node: yaml.ScalarNode) -> str | int | float | bool | None:
    """A scalar as YAML 1.2's core schema reads it; quoted ones are always text."""
    text: str = node.value
    if node.style is not None:
        return text
    plain: dict[str, bool | None] = {"": None, "~": None, "null": None, "true": True, "false": False}
    if text in plain:
        return plain[text]
    if _INTEGER.match(text):
        return int(text)
    return float(text) if _NUMBER.match(text) else text
