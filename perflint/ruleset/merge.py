"""The algebra of rulesets: what parents say, and what a child lays over it. Everything is validated here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from perflint.ruleset.change import changed_list, is_change
from perflint.ruleset.gate import gate_lock, merged_gate
from perflint.ruleset.library import check_library, checked_weights
from perflint.ruleset.lock import check_words
from perflint.ruleset.model import OUTCOMES, Gate
from perflint.ruleset.near import nearest
from perflint.ruleset.rulebook import Rulebook
from perflint.ruleset.scorecheck import checked_review
from perflint.ruleset.shape import (
    check_effective,
    check_layout,
    check_scheme,
    listed_words,
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
    "review",
    "rules",
    "questions",
    "gate",
)
_TEXTS = ("title", "version", "extends")
_MARKED = ("title", "version", "questions", "effective")

Beside = Callable[[Path, str, Source, tuple[str | int, ...]], Source]


def _check_keys(source: Source) -> None:
    """Refuse keys that mean nothing, and a title or version that is no text."""
    for key, value in source.data.items():
        if key not in KEYS:
            raise source.error(f"不认识的键“{key}”{nearest(key, KEYS)}", key)
        if key in _TEXTS and isinstance(value, (list, dict)):
            raise source.error(f"“{key}”应当是文字", key)


class Merged:
    """What has been gathered so far, parents before children, as plain data, and where each part of it was said."""

    def __init__(self, beside: Beside) -> None:
        """Begin with nothing; ``beside`` reads a file that a ruleset names, relative to its folder."""
        self._beside = beside
        self.layouts: dict[str, Any] = {}
        self.schemes: dict[str, Any] = {}
        self.words: dict[str, list[str]] = {}
        self.indicators: dict[str, Any] = {}
        self.placement: dict[str, Any] = {}
        self.review: dict[str, Any] = {}
        self.book = Rulebook()
        self.questions: list[str] = []
        self.gate: Gate = {}
        self.gate_locked = ""
        self.effective: list[int | None] = [None, None]
        self.places: dict[str, str] = {}
        """Of the keys of the ruleset itself, of layouts and schemes (``layouts.<name>``)."""
        self.word_places: dict[str, dict[str, str]] = {}

    def add(self, folder: Path, source: Source) -> None:
        """Lay one file over what its parents said."""
        _check_keys(source)
        for index, name in enumerate(texts(source.data.get("layouts") or [], source, ("layouts",))):
            beside = self._beside(folder, name, source, ("layouts", index))
            check_layout(beside)
            self.layouts[str(beside.data["layout"])] = beside.data
            self.places[f"layouts.{beside.data['layout']}"] = beside.place("layout")
        if "schemes" in source.data:
            beside = self._beside(folder, str(source.data["schemes"]), source, ("schemes",))
            for key in beside.data:
                check_scheme(beside, key)
                self.schemes[key] = beside.data[key]
                self.places[f"schemes.{key}"] = beside.place(key)
        self._add_words(folder, source)
        if "indicators" in source.data:
            beside = self._beside(folder, str(source.data["indicators"]), source, ("indicators",))
            check_library(beside, self.schemes)
            self.indicators.update(beside.data)
            self.places |= {f"indicators.{kind}": beside.place(kind) for kind in beside.data}
        if "placement" in source.data:
            beside = self._beside(folder, str(source.data["placement"]), source, ("placement",))
            self.placement = checked_weights(beside)
            self.places["placement"] = beside.place("weights")
        self._add_review(folder, source)
        fields = frozenset(key for layout in self.layouts.values() for key in layout.get("fields", {}))
        self.book.add(source, self.words, fields)
        if source.data.get("questions"):
            self.questions = texts(source.data["questions"], source, ("questions",))
        if source.data.get("effective") is not None:
            self.effective = check_effective(source)
        self.places |= {key: source.place(key) for key in _MARKED if source.data.get(key)}
        self._add_gate(source)

    def _add_gate(self, source: Source) -> None:
        """The conditions of the outcomes, once it is known which rules there are."""
        if source.data.get("gate") is None:
            return
        self.gate = merged_gate(source, self.gate, self.book.kinds(), self.gate_locked)
        self.gate_locked = gate_lock(source, self.gate_locked)
        for outcome in OUTCOMES:
            said = source.data["gate"].get(outcome) if isinstance(source.data["gate"], dict) else None
            for name in said or ():
                self.places[f"gate.{outcome}.{name}"] = source.place("gate", outcome, name)

    def _add_review(self, folder: Path, source: Source) -> None:
        """The review form, here or in a file of its own: what a child says of it is laid over what its parents said."""
        if "review" not in source.data:
            return
        said = source.data["review"]
        at: tuple[str | int, ...] = ("review",)
        self.places["review"] = source.place(*at)
        if isinstance(said, str):
            source, at = self._beside(folder, said, source, at), ()
            said = source.data
        self.review = checked_review(self.review, said, source, at, folder)

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
            before = self.words.get(key, [])
            if isinstance(value, list):
                after = texts(value, source, at)
            elif value == {} or is_change(value):
                after = self._changed_words(key, value, source, at)
            else:
                raise source.error(f"词表“{key}”应当是一个列表，或者 {{add: […], remove: […]}}", *at)
            check_words(source, self.book.kinds(), self.book.locked, (before, after), at)
            self._mark_words(key, value, after, source, at)
            self.words[key] = after

    def _changed_words(self, key: str, change: dict[str, Any], source: Source, at: tuple[str | int, ...]) -> list[str]:
        """The parent's list with words added and removed; removing what is not there is an error."""
        if key not in self.words:
            raise source.error(f"上级规则集没有词表“{key}”{nearest(key, self.words)}", *at)
        said = {action: texts(items or [], source, (*at, action)) for action, items in change.items()}
        return changed_list(self.words[key], said, source, at, f"词表“{key}”")

    def _mark_words(self, key: str, said: Any, after: list[str], source: Source, at: tuple[str | int, ...]) -> None:  # noqa: ANN401
        """Remember where each word of the list was said."""
        kept = self.word_places.get(key, {}) if isinstance(said, dict) else {}
        items, inside = (said.get("add") or [], (*at, "add")) if isinstance(said, dict) else (said, at)
        new = {str(word): source.place(*inside, index) for index, word in enumerate(items)}
        self.word_places[key] = {word: kept.get(word) or new.get(word, "") for word in after}
