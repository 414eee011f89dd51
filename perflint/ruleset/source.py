"""YAML as rulesets use it: scalars that mean what they look like, every value with its line, nothing clever.

Not the YAML of 2005: ``off``, ``no`` and dates are text, a key may stand once, anchors, aliases and tags are refused.
The parser is asked for one event at a time, so a file nested too deep is refused before anything is built of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml
from msgspec import Struct, field
from yaml import events

from perflint.errors import RulesetError
from perflint.pattern import compiled

Path = tuple[str | int, ...]

_INTEGER = compiled(r"[-+]?\d{1,18}\Z")
_NUMBER = compiled(r"[-+]?(\d+\.\d*|\.\d+)([eE][-+]?\d+)?\Z")
_QUOTED = frozenset({"'", '"', "|", ">"})
_LARGEST = 1_000_000
_DEEPEST = 40
_PROBLEMS = (
    ("cannot start any token", "这个字符不能写在开头：缩进只用空格，不用 Tab；以 @、%、` 开头的值放进引号"),
    ("mapping values are not allowed", "冒号的位置不对：值里有“冒号加空格”的，把整个值放进引号"),
    ("could not find expected ':'", "键后面缺少冒号"),
    ("did not find expected ',' or", "括号没有合上，或者两项之间缺少逗号"),
    ("did not find expected '-' indicator", "列表的缩进没有对齐"),
    ("did not find expected key", "缩进没有对齐，或者引号、括号没有合上"),
    ("end of stream", "引号没有合上"),
    ("another document", "一个文件只写一份内容，去掉多余的 ---"),
    ("control characters", "含有不可见的控制字符"),
    ("maximum nesting depth", f"嵌套超过 {_DEEPEST} 层"),
    ("undefined alias", "这里不用别名（&、*），请把内容写出来"),
)


class Source(Struct, frozen=True):
    """A ruleset file, or another that people write as YAML: its values, and where each key and item stands."""

    file: str
    data: dict[str, Any]
    marks: dict[Path, tuple[int, int]] = field(default_factory=dict)

    def error(self, problem: str, *path: str | int) -> RulesetError:
        """An error at the nearest place of this path that is known."""
        return RulesetError(self.file, problem, *self._mark(path))

    def place(self, *path: str | int) -> str:
        """``file:line:column`` of the nearest place of this path that is known."""
        line, column = self._mark(path)
        return f"{self.file}:{line}:{column}" if line else self.file

    def _mark(self, path: Path) -> tuple[int, int]:
        """Line and column, 0 where not even the beginning of the path is known."""
        known = (path[:length] for length in range(len(path), 0, -1) if path[:length] in self.marks)
        return next((self.marks[one] for one in known), (0, 0))


def parse(text: str, file: str) -> Source:
    """The content of a ruleset file. Raises RulesetError with file, line and column."""
    source = Source(file, {})
    source.data.update(_whole(text, source, events.MappingStartEvent, "最外层应当是“键: 值”") or {})
    return source


def parse_list(text: str, file: str) -> tuple[Source, list[Any]]:
    """The items of a file that is a list, their places under their numbers from 0. Raises RulesetError."""
    source = Source(file, {})
    return source, _whole(text, source, events.SequenceStartEvent, "最外层应当是列表：每条以 - 开头") or []


def _whole(text: str, source: Source, kind: type[yaml.Event], otherwise: str) -> Any:  # noqa: ANN401
    """What a file holds, None for an empty one; refused where it is not of this kind."""
    file = source.file
    if len(text) > _LARGEST:
        raise RulesetError(file, "文件超过 1 MB，不会是手写的")
    try:
        stream = yaml.parse(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
        told = (
            event for event in stream if not isinstance(event, (events.StreamStartEvent, events.DocumentStartEvent))
        )
        first = next(told)
        if isinstance(first, events.StreamEndEvent) or _empty(first):
            return None
        if not isinstance(first, kind):
            raise RulesetError(file, otherwise, *_mark(first))
        made = _value(first, told, (), source)
        for extra in told:
            if not isinstance(extra, (events.DocumentEndEvent, events.StreamEndEvent)):
                raise RulesetError(file, f"不是合格的 YAML：{_chinese('another document')}", *_mark(extra))
    except yaml.YAMLError as error:
        raise _refused(error, text, file) from error
    return made


def _value(event: yaml.Event, told: Iterator[yaml.Event], path: Path, source: Source) -> Any:  # noqa: ANN401
    """What begins with an event, as plain Python; its place is noted under its path."""
    place = _mark(event)
    source.marks.setdefault(path, place)
    if len(path) > _DEEPEST:
        raise RulesetError(source.file, f"嵌套超过 {_DEEPEST} 层", *place)
    if isinstance(event, events.AliasEvent) or getattr(event, "anchor", None):
        raise RulesetError(source.file, "这里不用别名（&、*），请把内容写出来", *place)
    if getattr(event, "tag", None):
        raise RulesetError(source.file, "这里不用标签（!），去掉它，把值写出来", *place)
    if isinstance(event, events.SequenceStartEvent):
        items: list[Any] = []
        while not isinstance(item := next(told), events.SequenceEndEvent):
            items.append(_value(item, told, (*path, len(items)), source))
        return items
    return _mapping(told, path, source) if isinstance(event, events.MappingStartEvent) else _scalar(event)


def _mapping(told: Iterator[yaml.Event], path: Path, source: Source) -> dict[str, Any]:
    """Keys and values up to the end of a mapping."""
    result: dict[str, Any] = {}
    while not isinstance(event := next(told), events.MappingEndEvent):
        place = _mark(event)
        if not isinstance(event, events.ScalarEvent) or event.tag or event.anchor:
            raise RulesetError(source.file, "键应当是一个词", *place)
        key = str(event.value)
        if key in result:
            raise RulesetError(source.file, f"键“{key}”写了两次", *place)
        source.marks[(*path, key)] = place
        result[key] = _value(next(told), told, (*path, key), source)
    return result


def _scalar(event: yaml.Event) -> str | int | float | bool | None:
    """A scalar as YAML 1.2's core schema reads it; quoted ones are always text."""
    assert isinstance(event, events.ScalarEvent)
    text = str(event.value)
    if event.style in _QUOTED:
        return text
    plain: dict[str, bool | None] = {"": None, "~": None, "null": None, "true": True, "false": False}
    if text in plain:
        return plain[text]
    if _INTEGER.match(text):
        return int(text)
    return float(text) if _NUMBER.match(text) else text


def _empty(event: yaml.Event) -> bool:
    """Whether a document has nothing in it."""
    return isinstance(event, events.ScalarEvent) and not event.value and event.style not in _QUOTED


def _mark(event: yaml.Event) -> tuple[int, int]:
    """Where an event begins, as an editor counts."""
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (0, 0)


def _refused(error: yaml.YAMLError, text: str, file: str) -> RulesetError:
    """What the parser objects to, in Chinese, and where."""
    mark, position = getattr(error, "problem_mark", None), getattr(error, "position", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
    if mark is None and isinstance(position, int):
        before = text[:position]
        line, column = before.count("\n") + 1, position - before.rfind("\n")
    return RulesetError(file, f"不是合格的 YAML：{_chinese(str(error))}", line, column)


def _chinese(problem: str) -> str:
    """The parser's complaint as a writer of rulesets can use it."""
    return next((said for words, said in _PROBLEMS if words in problem), "请检查缩进、引号、括号和冒号")
