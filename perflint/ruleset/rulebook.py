"""What rulesets say of rules: severities, options, skips, locks, house rules and tests, parents before children."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from perflint.rules import RULES
from perflint.rules.base import Rule, WordList
from perflint.ruleset.change import changed
from perflint.ruleset.houserule import check_house, checked_uses, house_kind
from perflint.ruleset.lock import check_not_skipped, check_tighter
from perflint.ruleset.shape import check_known, check_options
from perflint.ruleset.source import Source
from perflint.ruleset.trials import check_trials, replaces

SKIP = "skip"
LOCKED, TESTS, USES = "locked", "tests", "uses"
_OURS = (LOCKED, TESTS, USES)
_KINDS = {kind.code: kind for kind in RULES}


class Rulebook:
    """The rules as the rulesets read so far leave them, each value with the place where it was said."""

    def __init__(self) -> None:
        """Begin with every rule as it is in Python."""
        self.options: dict[str, dict[str, Any]] = {}
        self.skipped: set[str] = set()
        self.house: dict[str, str] = {}
        """The general rule that each house rule uses, by its code."""
        self.locked: dict[str, str] = {}
        self.places: dict[str, dict[str, str]] = {}
        self.tests: dict[str, list[dict[str, Any]]] = {}

    def kind(self, code: str) -> type[Rule]:
        """The class of a rule that is known."""
        return house_kind(self.house[code]) if code in self.house else _KINDS[code]

    def kinds(self) -> dict[str, type[Rule]]:
        """All rules that are known, by their codes."""
        return {**_KINDS, **{code: house_kind(uses) for code, uses in self.house.items()}}

    def add(self, source: Source, words: Mapping[str, list[str]], fields: frozenset[str]) -> None:
        """Lay what one file says of rules over what its parents said."""
        rules = source.data.get("rules") or {}
        if not isinstance(rules, dict):
            raise source.error("rules 应当是“规则代码: 设置”", "rules")
        for code, value in rules.items():
            self._know(source, code, value)
            if value == SKIP:
                check_not_skipped(source, code, self.locked)
                self.skipped.add(code)
                self._mark(source, code, SKIP)
                continue
            said = {"severity": value} if isinstance(value, str) else value
            if not isinstance(said, dict):
                raise source.error(f"规则“{code}”的设置应当是级别、skip 或“选项: 值”", "rules", code)
            self.skipped.discard(code)
            self._set(source, code, dict(said), words)
            if code in self.house:
                check_house(source, code, self.kind(code), self.options[code], fields)

    def _know(self, source: Source, code: str, value: object) -> None:
        """Refuse a code that is none; take up a house rule when it is first spoken of."""
        uses = checked_uses(source, code, value, self.house)
        if uses:
            self.house[code] = uses
            self._mark(source, code, USES)

    def _set(self, source: Source, code: str, said: dict[str, Any], words: Mapping[str, list[str]]) -> None:
        """Severity and options."""
        kind, at = self.kind(code), ("rules", code)
        lock, tests = said.pop(LOCKED, None), said.pop(TESTS, None)
        said.pop(USES, None)
        check_known(source, code, kind, said, _OURS)
        before = {key: self._before(kind, code, key, words) for key in said}
        options = {key: changed(before[key], one, source, (*at, key)) for key, one in said.items()}
        check_options(source, code, kind, options)
        if code in self.locked:
            check_tighter(source, kind, code, self.locked[code], (before, options))
        self.options[code] = {**self.options.get(code, {}), **options}
        for key in options:
            self._mark(source, code, key)
        self._lock(source, code, lock)
        if tests is not None:
            kept = [] if replaces(tests) else self.tests.get(code, [])
            self.tests[code] = [*kept, *check_trials(source, code, tests)]

    def _before(self, kind: type[Rule], code: str, key: str, words: Mapping[str, list[str]]) -> Any:  # noqa: ANN401
        """What the option is before this file speaks of it."""
        default = getattr(kind, key)
        given = words.get(default.name, []) if isinstance(default, WordList) else default
        return self.options.get(code, {}).get(key, given)

    def _lock(self, source: Source, code: str, lock: object) -> None:
        """``locked: true`` holds for everything that is laid over this file."""
        if lock is None:
            return
        if not isinstance(lock, bool):
            raise source.error("“locked”应当是 true 或 false", "rules", code, LOCKED)
        if not lock and code in self.locked:
            problem = f"规则“{code}”已在 {self.locked[code]} 锁定，下级不能解锁；去掉这一行"
            raise source.error(problem, "rules", code, LOCKED)
        if lock:
            self.locked.setdefault(code, source.place("rules", code, LOCKED))

    def _mark(self, source: Source, code: str, key: str) -> None:
        """Remember where a value was said; ``x: error`` says the severity at the code itself."""
        self.places.setdefault(code, {})[key] = source.place("rules", code, key)
