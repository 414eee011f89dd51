"""The stuff invented disclosures are made of: our own words and the national indicator library."""

from __future__ import annotations

import functools
import re
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import yaml

ROOT = Path(__file__).resolve().parents[2]


class Pattern(NamedTuple):
    """An indicator of the library: 二级指标, name, and how its value is written, ``__`` for the figure."""

    kind: str
    name: str
    form: str


@functools.cache
def material() -> dict[str, Any]:
    """What material.yaml holds."""
    loaded: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("material.yaml").read_text("utf-8"))
    return loaded


@functools.cache
def library() -> dict[str, dict[str, list[Pattern]]]:
    """The indicators by kind of project and 二级指标."""
    loaded = yaml.safe_load((ROOT / "rulesets" / "national" / "indicators.yaml").read_text("utf-8"))
    return {
        kind: {
            level: [Pattern(level, *str(one).split()[:2]) for one in listed]
            for level, listed in levels.items()
            if level != "words"
        }
        for kind, levels in loaded.items()
    }


@functools.cache
def _figures() -> tuple[tuple[re.Pattern[str], float, float, float], ...]:
    """Which figures fit which names and forms of value."""
    return tuple((re.compile(one), low, high, step) for one, low, high, step in material()["figures"])


def figure(random: Random, name: str, form: str) -> str:
    """A figure for the blank of a value that is written so."""
    said = name + form.replace("__", "")
    low, high, step = next(rest for pattern, *rest in _figures() if pattern.search(said))
    value = low + step * random.randrange(round((high - low) / step) + 1)
    return f"{value:.1f}" if step < 1 else str(int(value))


def pick(random: Random, key: str) -> str:
    """One of the texts in a list of the material; ``texts.lacks`` is a list within ``texts``."""
    found: Any = material()
    for part in key.split("."):
        found = found[part]
    return str(random.choice(found))
