"""What a ruleset may say and had better not: remarks for ``perflint rules validate --strict``."""

from __future__ import annotations

from collections.abc import Iterator

from perflint.ruleset.model import Ruleset
from perflint.ruleset.notes import Notes


def remarks(ruleset: Ruleset, notes: Notes) -> Iterator[tuple[str, str]]:
    """Each remark with its place: what is left unsaid, and what says nothing new."""
    own = notes.chain[0]
    if not ruleset.version:
        yield own, "没有写版本（version），报告里看不出用的是哪一版"
    if not notes.is_own(notes.places.get("title", "")):
        yield own, "没有写标题（title）"
    for code, places in notes.rules.items():
        yield from _of_rule(ruleset, notes, code, places)


def _of_rule(ruleset: Ruleset, notes: Notes, code: str, places: object) -> Iterator[tuple[str, str]]:
    """Remarks on one rule that the ruleset itself speaks of."""
    rule = ruleset.rule(code)
    assert isinstance(places, dict)
    mine = {key: place for key, place in places.items() if notes.is_own(place)}
    if rule is None or not mine:
        return
    if "uses" in mine:
        trials = notes.tests.get(code, ())
        if not any(one.finds for one in trials) or all(one.finds for one in trials):
            yield mine["uses"], f"本地规则“{code}”要有一条应当查出的测试和一条不应查出的测试（tests）"
        if not {"title", "message"} <= set(places):
            yield mine["uses"], f"本地规则“{code}”没有写自己的问题（title）和说法（message）"
    for key, place in mine.items():
        if key != "uses" and "uses" not in places and getattr(rule, key, None) == getattr(type(rule), key, None):
            yield place, f"规则“{code}”的“{key}”与自带的默认值相同，可以去掉"
    if "basis" in mine and any(not one.verified for one in rule.basis):
        yield mine["basis"], f"规则“{code}”的文件依据还没有与原文核对（verified: true）"
