"""The algebra of rulesets: what parents say, and what a child lays over it. Everything is validated here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from perflint.ruleset.library import check_library, checked_weights
from perflint.ruleset.shape import (
    check_effective,
    check_layout,
    check_options,
    check_scheme,
    listed_words,
    nearest,
    texts,
)
from perflint.ruleset.source import Source

KEYS = (
    "title",
    "extends",
    "version",
    "effective",
    "layouts",
    "schemes",
    "words",
    "indicators",
    "placement",
    "rules",
    "questions",
)
SKIP = "skip"
_TEXTS = ("title", "version", "extends")

Beside = Callable[[Path, str, Source, tuple[str | int, ...]], Source]


def _check_keys(source: Source) -> None:
    """Refuse keys that mean nothing, and a title or version that is no text."""
    for key, value in source.data.items():
        if key not in KEYS:
            raise source.error(f"不认识的键“{key}”{nearest(key, KEYS)}", key)
        if key in _TEXTS and isinstance(value, (list, dict)):
            raise source.error(f"“{key}”应当是文字", key)


class Merged:
    """What has been gathered so far, parents before children, as plain data."""

    def __init__(self, beside: Beside) -> None:
        """Begin with nothing; ``beside`` reads a file that a ruleset names, relative to its folder."""
        self._beside = beside
        self.layouts: dict[str, Any] = {}
        self.schemes: dict[str, Any] = {}
        self.words: dict[str, list[str]] = {}
        self.indicators: dict[str, Any] = {}
        self.placement: dict[str, Any] = {}
        self.options: dict[str, dict[str, Any]] = {}
        self.skipped: set[str] = set()
        self.questions: list[str] = []
        self.effective: list[int | None] = [None, None]

    def add(self, folder: Path, source: Source) -> None:
        """Lay one file over what its parents said."""
        _check_keys(source)
        for index, name in enumerate(texts(source.data.get("layouts") or [], source, ("layouts",))):
            beside = self._beside(folder, name, source, ("layouts", index))
            check_layout(beside)
            self.layouts[str(beside.data["layout"])] = beside.data
        if "schemes" in source.data:
            beside = self._beside(folder, str(source.data["schemes"]), source, ("schemes",))
            for key in beside.data:
                check_scheme(beside, key)
                self.schemes[key] = beside.data[key]
        self._add_words(folder, source)
        if "indicators" in source.data:
            beside = self._beside(folder, str(source.data["indicators"]), source, ("indicators",))
            check_library(beside, self.schemes)
            self.indicators.update(beside.data)
        if "placement" in source.data:
            beside = self._beside(folder, str(source.data["placement"]), source, ("placement",))
            self.placement = checked_weights(beside)
        self._add_rules(source)
        if source.data.get("questions"):
            self.questions = texts(source.data["questions"], source, ("questions",))
        if source.data.get("effective") is not None:
            self.effective = check_effective(source)

    def _add_words(self, folder: Path, source: Source) -> None:
        """Word lists: a whole list, or what to add to and to remove from the parent's."""
        words = source.data.get("words") or {}
        path: tuple[str | int, ...] = ("words",)
        if isinstance(words, str):
            source, path = self._beside(folder, words, source, ("words",)), ()
            words = source.data
        if not isinstance(words, Mapping):
            raise source.error("words 应当是“词表名: 列表”，或一个文件名", *path)
        for key, value in words.items():
            at = (*path, key)
            if key not in listed_words() and not (isinstance(value, dict) and key not in self.words):
                raise source.error(f"没有规则用词表“{key}”{nearest(key, listed_words())}", *at)
            if isinstance(value, list):
                self.words[key] = texts(value, source, at)
            elif isinstance(value, dict) and set(value) <= {"add", "remove"}:
                self._change_words(key, value, source, at)
            else:
                raise source.error(f"词表“{key}”应当是一个列表，或者 {{add: […], remove: […]}}", *at)

    def _change_words(self, key: str, change: dict[str, Any], source: Source, at: tuple[str | int, ...]) -> None:
        """Add to and remove from a parent's list; removing what is not there is an error."""
        if key not in self.words:
            raise source.error(f"上级规则集没有词表“{key}”{nearest(key, self.words)}", *at)
        words = list(self.words[key])
        for index, word in enumerate(texts(change.get("remove") or [], source, (*at, "remove"))):
            if word not in words:
                raise source.error(f"词表“{key}”里没有“{word}”，无从删除{nearest(word, words)}", *at, "remove", index)
            words.remove(word)
        added = texts(change.get("add") or [], source, (*at, "add"))
        self.words[key] = [*words, *(word for word in added if word not in words)]

    def _add_rules(self, source: Source) -> None:
        """Severities, options and skips by code."""
        rules = source.data.get("rules") or {}
        if not isinstance(rules, dict):
            raise source.error("rules 应当是“规则代码: 设置”", "rules")
        for code, value in rules.items():
            options = check_options(source, code, value)
            if value == SKIP:
                self.skipped.add(code)
                continue
            self.skipped.discard(code)
            self.options[code] = {**self.options.get(code, {}), **options}
