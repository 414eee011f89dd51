"""{add, remove}: what a child changes of its parent's list, in word lists and in rules' options alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from perflint.ruleset.near import nearest
from perflint.ruleset.source import Source

_ACTIONS = frozenset({"add", "remove"})

At = tuple[str | int, ...]


def is_change(value: object) -> bool:
    """Whether this says what to add and to remove."""
    return isinstance(value, dict) and bool(value) and set(value) <= _ACTIONS


def changed(before: Any, said: Any, source: Source, at: At) -> Any:  # noqa: ANN401 - options are anything
    """The parent's value as the child changes it, lists inside mappings as well; else what the child says."""
    if isinstance(before, (list, tuple)) and is_change(said):
        return changed_list(list(before), said, source, at)
    if isinstance(before, Mapping) and isinstance(said, dict):
        if is_change(said) and not _ACTIONS & set(before):
            return _changed_mapping(dict(before), said, source, at)
        return {key: changed(before.get(key), part, source, (*at, key)) for key, part in said.items()}
    return said


def changed_list(before: list[Any], said: dict[str, Any], source: Source, at: At, called: str = "列表") -> list[Any]:
    """A list with things added and removed; removing what is not there is an error."""
    left = list(before)
    for index, one in enumerate(_items(said, "remove", source, at)):
        if one not in left:
            raise source.error(f"{called}里没有“{one}”，无从删除{nearest(one, left)}", *at, "remove", index)
        left.remove(one)
    added = _items(said, "add", source, at)
    return [*left, *(one for one in added if one not in left)]


def _changed_mapping(before: dict[str, Any], said: dict[str, Any], source: Source, at: At) -> dict[str, Any]:
    """A mapping with keys added and removed."""
    for index, key in enumerate(_items(said, "remove", source, at)):
        if key not in before:
            raise source.error(f"没有“{key}”，无从删除{nearest(key, before)}", *at, "remove", index)
        del before[key]
    added = said.get("add") or {}
    if not isinstance(added, dict):
        raise source.error("这里的 add 应当是“键: 值”", *at, "add")
    return {**before, **{key: changed(before.get(key), one, source, (*at, "add", key)) for key, one in added.items()}}


def _items(said: dict[str, Any], action: str, source: Source, at: At) -> list[Any]:
    """What is to be added or removed."""
    items = said.get(action) or []
    if not isinstance(items, list):
        raise source.error("应当是一个列表", *at, action)
    return items
