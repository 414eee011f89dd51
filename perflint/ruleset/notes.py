"""What is known about a ruleset beside what is in force: where each value was said, and the tests it carries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field

BUILT_IN = "perflint 自带"


class Trial(Struct, frozen=True, kw_only=True):
    """A test that a ruleset carries for one of its rules（规则的测试）: a form, and what is to be found in it."""

    place: str
    finds: tuple[str, ...]
    table: str = ""
    form: str = ""
    project: str = ""
    goal: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    why: str = ""


class Notes(Struct, frozen=True, kw_only=True):
    """The origin of every effective value（出处）: ``file:line:column``, parents' files included."""

    chain: tuple[str, ...] = ()
    """The files of the ruleset and its ancestors, itself first."""
    own: tuple[str, ...] = ()
    """The files of the ruleset itself, those that it names included."""
    places: dict[str, str] = field(default_factory=dict)
    rules: dict[str, dict[str, str]] = field(default_factory=dict)
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    tests: dict[str, tuple[Trial, ...]] = field(default_factory=dict)

    def of_option(self, code: str, key: str) -> str:
        """Where an option of a rule was set; what no ruleset set comes with perflint."""
        return self.rules.get(code, {}).get(key, BUILT_IN)

    def is_own(self, place: str) -> bool:
        """Whether a place is in the ruleset itself, not in one that it extends."""
        return place.rsplit(":", 2)[0] in self.own

    def of_words(self, name: str) -> dict[str, list[str]]:
        """The words of a list by where they were said: ``file:line``, or ``file:first-last`` for lines in a row."""
        runs: list[tuple[str, int, int, list[str]]] = []
        for word, place in self.words.get(name, {}).items():
            file, line, _ = place.rsplit(":", 2)
            at = int(line)
            if runs and runs[-1][0] == file and runs[-1][2] <= at <= runs[-1][2] + 1:
                _, first, _, listed = runs.pop()
                runs.append((file, first, at, [*listed, word]))
            else:
                runs.append((file, at, at, [word]))
        return {f"{file}:{first}" + (f"-{last}" if last > first else ""): words for file, first, last, words in runs}


def notes_of(data: Mapping[str, Any]) -> Notes:
    """The notes that plain data describe."""
    tests = {code: tuple(_trial(one) for one in trials) for code, trials in data["tests"].items()}
    return Notes(**{**data, "chain": tuple(data["chain"]), "own": tuple(data["own"]), "tests": tests})


def _trial(data: Mapping[str, Any]) -> Trial:
    """A test, its texts as text however they look in YAML."""
    said = {key: str(value) for key, value in data.items() if key not in {"finds", "fields"}}
    fields = {str(key): "" if value is None else str(value) for key, value in data.get("fields", {}).items()}
    return Trial(**said, finds=tuple(data["finds"]), fields=fields)
